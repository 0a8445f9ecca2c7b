// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/settingrow.h"

#include "models/settingsmodel.h"
#include "ui/findinglabel.h"
#include "ui/theme.h"
#include "ui/valuecontrol.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kControlWidth = 300;

// allowed_networks reads Allowed networks, ca_file CA file.
QString titleOf(const QString &key)
{
    QStringList words = key.split(u'_');
    for (QString &word : words) {
        if (QStringList{u"ca"_s, u"smtp"_s, u"url"_s}.contains(word))
            word = word.toUpper();
    }
    QString title = words.join(u' ');
    if (!title.isEmpty())
        title[0] = title.at(0).toUpper();
    return title;
}

} // namespace

SettingRow::SettingRow(const Theme &theme, const Setting &setting)
    : m_key(setting.key)
    , m_kind(setting.kind)
    , m_saved(new QLabel)
    , m_finding(new FindingLabel(theme))
{
    setProperty("panel", true);
    setObjectName(handleName(m_key, u"Row"_s));
    auto *title = new QLabel(titleOf(m_key));
    title->setFont(theme.font(TextRole::Strong));
    title->setToolTip(m_key);
    auto *text = new QLabel(setting.text);
    text->setProperty("soft", true);
    text->setWordWrap(true);
    m_saved->setObjectName(handleName(m_key, u"Saved"_s));
    m_saved->setProperty("good", true);
    m_saved->setFont(theme.font(TextRole::Label));
    m_finding->setObjectName(handleName(m_key, u"Finding"_s));
    m_control = makeControl(setting);
    m_control->setAccessibleName(titleOf(m_key));
    m_control->setAccessibleDescription(setting.text);
    title->setBuddy(m_control);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(text);
    words->addStretch();
    auto *answer = new QVBoxLayout;
    answer->setSpacing(space::kTiny);
    answer->addWidget(m_control);
    answer->addWidget(m_saved);
    answer->addWidget(m_finding);
    answer->addStretch();
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    line->setSpacing(space::kHuge);
    line->addLayout(words, 1);
    line->addLayout(answer);
    m_saved->hide();
    m_finding->setMaximumWidth(kControlWidth);
    show(setting);
}

QWidget *SettingRow::makeControl(const Setting &setting)
{
    if (m_kind == SettingKind::Secret)
        return makeSecret();
    if (m_kind == SettingKind::Flag) {
        auto *box = new QCheckBox(tr("On", "a setting"));
        box->setObjectName(handleName(m_key, u"Check"_s));
        box->setFixedWidth(kControlWidth);
        connect(box, &QCheckBox::clicked, this, [this](bool isOn) {
            emit edited(m_key, isOn ? u"true"_s : u"false"_s);
        });
        return box;
    }
    if (m_kind == SettingKind::Choice) {
        auto *box = new QComboBox;
        box->setObjectName(handleName(m_key, u"Combo"_s));
        box->addItems(setting.choices);
        box->setFixedWidth(kControlWidth);
        connect(
            box, &QComboBox::textActivated, this, [this](const QString &text) { emit edited(m_key, text); });
        return box;
    }
    return makeLine(setting);
}

QWidget *SettingRow::makeLine(const Setting &setting)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(handleName(m_key, u"Edit"_s));
    edit->setFixedWidth(kControlWidth);
    if (setting.initial.isArray())
        edit->setPlaceholderText(tr("none; with commas between several"));
    else if (setting.initial.toString().isEmpty())
        edit->setPlaceholderText(tr("none", "an empty setting"));
    connect(edit, &QLineEdit::textEdited, this, [this] {
        m_saved->hide();
        m_finding->setFinding({});
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
        if (edit->text() != m_shown)
            emit edited(m_key, edit->text());
    });
    return edit;
}

QWidget *SettingRow::makeSecret()
{
    auto *edit = new QLineEdit;
    edit->setObjectName(handleName(m_key, u"Edit"_s));
    edit->setEchoMode(QLineEdit::Password);
    edit->setFixedWidth(kControlWidth);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
        if (edit->text().isEmpty())
            return;
        emit secretEdited(m_key, Secret(edit->text().toUtf8()));
        edit->clear();
    });
    return edit;
}

void SettingRow::show(const Setting &setting)
{
    m_shown = models::valueText(setting);
    setText(m_shown);
}

void SettingRow::setText(const QString &text)
{
    if (auto *box = qobject_cast<QCheckBox *>(m_control)) {
        box->setChecked(text == "true"_L1);
    } else if (auto *choices = qobject_cast<QComboBox *>(m_control)) {
        if (choices->findText(text) < 0)
            choices->addItem(text);
        choices->setCurrentText(text);
    } else if (auto *edit = qobject_cast<QLineEdit *>(m_control); m_kind == SettingKind::Secret) {
        edit->setPlaceholderText(text);
    } else if (!edit->hasFocus() || !edit->isModified()) {
        edit->setText(text);
    }
}

void SettingRow::showSaved()
{
    m_finding->setFinding({});
    markFault(*m_control, {});
    m_saved->setText(tr("Saved"));
    m_saved->show();
    if (auto *edit = qobject_cast<QLineEdit *>(m_control); edit && m_kind != SettingKind::Secret)
        edit->setModified(false);
}

void SettingRow::showError(const Error &error)
{
    m_saved->hide();
    m_finding->setFinding(findingText(error));
    markFault(*m_control, m_finding->text());
}

} // namespace tacklebox::ui
