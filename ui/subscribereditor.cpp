// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscribereditor.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/changestext.h"
#include "ui/confirm.h"
#include "ui/fieldform.h"
#include "ui/fieldtext.h"
#include "ui/findinglabel.h"
#include "ui/noticebar.h"
#include "ui/payloadtab.h"
#include "ui/theme.h"

#include <QLabel>
#include <QMessageBox>
#include <QScrollArea>
#include <QShortcut>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kStartSize{720, 580};

bool isMissing(const Error &error)
{
    return error.reason == Reason::Required;
}

} // namespace

SubscriberEditor::SubscriberEditor(const Theme &theme, const EditorSubject &subject, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_edit(subject.info.subscriberFields, subject.draft)
    , m_notice(new NoticeBar(theme))
    , m_pages(new QTabWidget)
    , m_changes(new QLabel)
    , m_mend(new QLabel)
    , m_save(new Button(theme, ButtonKind::Main, {}, u"saveButton"_s))
    , m_cancel(new Button(theme, ButtonKind::Plain, tr("Cancel"), u"cancelButton"_s))
    , m_saveText(tr("Save to %1", "the connection's name").arg(subject.place))
{
    setObjectName(u"subscriberEditor"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::kMedium, 0, space::kMedium);
    column->setSpacing(space::kSmall);
    buildHeader(subject, *column);
    buildTabs(subject);
    m_notice->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    buildFoot(*column);
    resize(kStartSize);
    refresh();
    if (!m_tabs.isEmpty() && m_edit.isNew())
        goTo(m_edit.fields().front().key);
}

void SubscriberEditor::buildHeader(const EditorSubject &subject, QLayout &column)
{
    const QString title = m_edit.isNew() ? tr("New subscriber") : tr("Edit “%1”").arg(subject.name);
    setWindowTitle(title);
    setAccessibleName(title);
    auto *heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    QFont font = m_theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    heading->setFont(font);
    heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    heading->setToolTip(title);
    auto *place = new QLabel(subject.place);
    place->setObjectName(u"placeLabel"_s);
    place->setFont(m_theme.font(TextRole::Label));
    place->setProperty(subject.info.environment == Environment::Production ? "bad" : "soft", true);

    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    line->addWidget(heading, 1);
    line->addWidget(place);
    column.addWidget(box);
}

void SubscriberEditor::buildTabs(const EditorSubject &subject)
{
    m_pages->setObjectName(u"editorTabs"_s);
    m_pages->setProperty("inset", true);
    const Vocabulary words{subject.info.knownEvents, subject.info.knownStatuses};
    for (const FieldGroup group : {FieldGroup::Basics,
                                   FieldGroup::Triggers,
                                   FieldGroup::Delivery,
                                   FieldGroup::Security,
                                   FieldGroup::Payload,
                                   FieldGroup::Notifications}) {
        if (std::ranges::find(m_edit.fields(), group, &Field::group) == m_edit.fields().end())
            continue;
        auto *form = new FieldForm(m_theme, group, m_edit, words, subject.secrets);
        auto *scroll = new QScrollArea;
        QWidget *page = form;
        if (group == FieldGroup::Payload && subject.hasViews)
            page = m_payload = new PayloadTab(m_theme, form, m_edit);
        page->setProperty("plain", true);
        scroll->setWidgetResizable(true);
        scroll->setWidget(page);
        m_pages->addTab(scroll, groupTitle(group));
        m_tabs.append({group, form});
        connect(form, &FieldForm::edited, this, &SubscriberEditor::takeEdit);
        connect(form, &FieldForm::secretGiven, this, &SubscriberEditor::secretGiven);
    }
}

void SubscriberEditor::buildFoot(QLayout &column)
{
    m_save->setLabel(m_saveText);
    m_changes->setObjectName(u"changesLabel"_s);
    m_changes->setFont(m_theme.font(TextRole::Label));
    m_changes->setWordWrap(true);
    m_changes->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    m_mend->setObjectName(u"mendLabel"_s);
    m_mend->setFont(m_theme.font(TextRole::Label));
    m_mend->setWordWrap(true);
    m_mend->setTextInteractionFlags(Qt::TextBrowserInteraction);
    auto *rule = new QFrame;
    rule->setProperty("line", true);

    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    line->setSpacing(space::kSmall);
    line->addWidget(m_mend, 1);
    line->addWidget(m_cancel);
    line->addWidget(m_save);
    column.addWidget(rule);
    column.addWidget(m_changes);
    column.addWidget(box);

    connect(m_mend, &QLabel::linkActivated, this, &SubscriberEditor::goTo);
    connect(m_cancel, &Button::clicked, this, &SubscriberEditor::reject);
    connect(m_save, &Button::clicked, this, &SubscriberEditor::submit);
    for (const auto &keys : {QKeySequence(u"Ctrl+S"_s), QKeySequence(u"Ctrl+Return"_s)})
        connect(new QShortcut(keys, this), &QShortcut::activated, this, &SubscriberEditor::submit);
}

void SubscriberEditor::takeEdit(const QString &key)
{
    if (!m_touched.contains(key))
        m_touched.append(key);
    m_serverFindings.remove(key);
    m_serverFindings.remove(QString());
    refresh();
}

void SubscriberEditor::refresh()
{
    showTriggers();
    showFindings();
    showChanges(m_theme, m_edit, *m_changes);
    nameTabs();
    if (m_payload)
        m_payload->askPreview();
}

void SubscriberEditor::showTriggers()
{
    const QStringList events = models::textsOf(m_edit.value(m_edit.keyOf(FieldRule::EventSelectors)));
    const QStringList statuses = models::textsOf(m_edit.value(m_edit.keyOf(FieldRule::OrderStatuses)));
    for (const Tab &tab : std::as_const(m_tabs)) {
        if (tab.group == FieldGroup::Triggers)
            tab.form->setSentence(models::triggerSentence(events, statuses));
    }
}

void SubscriberEditor::showFindings()
{
    QMap<QString, QString> sentences = m_serverFindings;
    QStringList missing;
    for (const Error &error : m_edit.findings()) {
        const QString link = u"<a href=\"%1\">%2</a>"_s.arg(error.field, wording::fieldLabel(error.field));
        if (isMissing(error) && !m_touched.contains(error.field))
            missing.append(link);
        else
            sentences.insert(error.field, findingText(error));
    }
    for (const Field &field : m_edit.fields()) {
        for (const Tab &tab : std::as_const(m_tabs))
            tab.form->showFinding(field.key, sentences.value(field.key));
    }

    QString text;
    if (!sentences.isEmpty()) {
        const QString &key = sentences.firstKey();
        const QString where = key.isEmpty() ? QString() : wording::fieldLabel(key) + u": "_s;
        const QString what = (where + sentences.first()).toHtmlEscaped();
        text = key.isEmpty()        ? what
            : sentences.size() == 1 ? tr("1 thing to mend: %1").arg(u"<a href=\"%1\">%2</a>"_s.arg(key, what))
                                    : tr("%n things to mend, first %1", nullptr, int(sentences.size()))
                                          .arg(u"<a href=\"%1\">%2</a>"_s.arg(key, what));
    } else if (!missing.isEmpty()) {
        text = tr("Still needed: %1").arg(missing.join(u", "_s));
    }
    const QString ink = (sentences.isEmpty() ? m_theme.tokens().softInk : m_theme.tokens().bad.ink).name();
    m_mend->setText(u"<span style=\"color:%1\">%2</span>"_s.arg(
        ink, text.replace(u"<a "_s, u"<a style=\"color:%1\" "_s.arg(ink))));
    const bool isBlocked = (!sentences.isEmpty() && sentences != m_serverFindings) || !missing.isEmpty();
    m_save->setEnabled(!m_isSaving && !isBlocked && m_edit.isChanged());
}

void SubscriberEditor::nameTabs()
{
    for (int i = 0; i < m_tabs.size(); ++i) {
        const Tab &tab = m_tabs.at(i);
        QString title = groupTitle(tab.group);
        if (tab.group == FieldGroup::Triggers) {
            const auto chosen = models::textsOf(m_edit.value(m_edit.keyOf(FieldRule::EventSelectors))).size()
                + models::textsOf(m_edit.value(m_edit.keyOf(FieldRule::OrderStatuses))).size();
            title = tr("%1 %2", "a tab's name, how many are chosen on it").arg(title).arg(chosen);
        }
        if (tab.form->hasFinding())
            title = tr("%1 !", "a tab's name, something on it has to be mended").arg(title);
        m_pages->setTabText(i, title);
        m_pages->tabBar()->setTabTextColor(i, tab.form->hasFinding() ? m_theme.tokens().bad.ink : QColor());
    }
}

void SubscriberEditor::goTo(const QString &key)
{
    for (int i = 0; i < m_tabs.size(); ++i) {
        if (!m_tabs.at(i).form->contains(key))
            continue;
        m_pages->setCurrentIndex(i);
        m_tabs.at(i).form->focusField(key);
    }
}

void SubscriberEditor::submit()
{
    if (m_save->isEnabled())
        emit accepted(m_edit.draft());
}

void SubscriberEditor::showSaving()
{
    m_isSaving = true;
    m_serverFindings.clear();
    m_pages->setEnabled(false);
    m_save->setLabel(tr("Saving…"));
    refresh();
}

void SubscriberEditor::endSaving()
{
    m_isSaving = false;
    m_pages->setEnabled(true);
    m_save->setLabel(m_saveText);
}

void SubscriberEditor::showServerFinding(const QString &key, const QString &sentence)
{
    m_serverFindings.insert(key, sentence);
    refresh();
    goTo(key);
}

void SubscriberEditor::showError(const Error &error)
{
    endSaving();
    if (m_edit.field(error.field) != nullptr)
        showServerFinding(error.field, findingText(error));
    else
        showServerFinding({}, wording::sentence(error) + u' ' + wording::advice(error));
}

void SubscriberEditor::showConflict(const Error &error, const Fields &theirs)
{
    endSaving();
    m_edit.rebase(theirs);
    for (const Tab &tab : std::as_const(m_tabs))
        tab.form->showValues();
    showServerFinding(m_edit.field(error.field) != nullptr ? error.field : QString(),
                      tr("Somebody else changed this meanwhile. Save again to put yours in its place."));
}

void SubscriberEditor::showKeeping(const Keeping &keeping)
{
    m_notice->tell(keeping);
}

void SubscriberEditor::finish()
{
    QDialog::accept();
}

void SubscriberEditor::reject()
{
    if (!m_edit.isChanged())
        return QDialog::reject();
    const Confirmation question{tr("Discard what you changed?"),
                                tr("Nothing of it has been saved."),
                                tr("Discard"),
                                tr("Keep editing")};
    connect(confirm(this, question), &QMessageBox::accepted, this, [this] { QDialog::reject(); });
}

} // namespace tacklebox::ui
