// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/secretcontrol.h"

#include "core/signingsecret.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/theme.h"
#include "ui/valuecontrol.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

SecretControl::SecretControl(const Theme &theme, const Field &field, const SecretState &state,
                             SecretSource source)
    : m_state(state)
    , m_source(source)
    , m_text(new QLabel)
    , m_edit(new QLineEdit)
    , m_replace(
          new Button(theme, ButtonKind::Plain, tr("Replace"), handleName(field.key, u"ReplaceButton"_s)))
    , m_clear(new Button(theme, ButtonKind::Plain, tr("Clear"), handleName(field.key, u"ClearButton"_s)))
    , m_keep(new Button(theme, ButtonKind::Plain, tr("Keep"), handleName(field.key, u"KeepButton"_s)))
    , m_generate(
          new Button(theme, ButtonKind::Plain, tr("Generate"), handleName(field.key, u"GenerateButton"_s)))
    , m_show(new Button(theme, ButtonKind::Plain, tr("Show"), handleName(field.key, u"ShowButton"_s)))
{
    build(theme, field);
    m_show->setCheckable(true);
    connect(m_show, &Button::toggled, this, [this](bool isShown) {
        m_edit->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setLabel(isShown ? tr("Hide") : tr("Show"));
    });
    connect(m_edit, &QLineEdit::textEdited, this, &SecretControl::take);
    connect(m_generate, &Button::clicked, this, &SecretControl::generate);
    connect(m_replace, &Button::clicked, this, [this] { answer(Answer::Set); });
    connect(m_keep, &Button::clicked, this, [this] { answer(Answer::Keep); });
    connect(m_clear, &Button::clicked, this, [this] { answer(Answer::Clear); });
    answer(state.isSet ? Answer::Keep : Answer::Set);
}

void SecretControl::build(const Theme &theme, const Field &field)
{
    m_text->setObjectName(handleName(field.key, u"StateLabel"_s));
    m_edit->setObjectName(handleName(field.key, u"Edit"_s));
    m_edit->setAccessibleName(tr("New secret"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setFont(theme.font(TextRole::Fixed));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_text);
    line->addWidget(m_edit, 1);
    for (Button *button : {m_show, m_generate, m_replace, m_clear, m_keep})
        line->addWidget(button);
    line->addStretch();
}

void SecretControl::setScheme(const QString &scheme)
{
    m_scheme = scheme;
}

QWidget *SecretControl::handle() const
{
    return m_edit;
}

QString SecretControl::stateText() const
{
    if (!m_state.isSet)
        return tr("Not set");
    return m_state.since ? tr("Set since %1").arg(models::timeText(m_state.since)) : tr("Set");
}

void SecretControl::answer(Answer answer)
{
    const bool isSetting = answer == Answer::Set;
    m_text->setVisible(!isSetting);
    m_text->setText(answer == Answer::Clear ? tr("Will be cleared when you save") : stateText());
    const bool isOurs = m_source == SecretSource::Ours;
    m_edit->setVisible(isSetting);
    m_show->setVisible(isSetting);
    m_generate->setVisible(isSetting && isOurs);
    m_replace->setVisible(answer == Answer::Keep);
    m_clear->setVisible(answer == Answer::Keep && m_state.isSet);
    m_keep->setVisible(answer != Answer::Keep && m_state.isSet);
    m_edit->clear();
    m_edit->setPlaceholderText(m_state.isSet ? tr("The new secret")
                                   : isOurs  ? tr("Not set: type one, or generate it")
                                             : tr("Not set"));
    if (answer == Answer::Clear)
        emit secretCleared();
    else
        emit secretKept(); // until something is typed
    if (isSetting && isVisible())
        m_edit->setFocus();
}

void SecretControl::generate()
{
    auto scheme = signingSchemeFrom(m_scheme).value_or(SigningScheme::None);
    if (scheme == SigningScheme::None)
        scheme = SigningScheme::Hookshot; // a secret may be there before its scheme is chosen
    m_edit->setText(QString::fromUtf8(generateSecret(scheme).reveal()));
    m_show->setChecked(true); // the receiver has to be told of it
    m_edit->selectAll();
    m_edit->setFocus();
    take();
}

void SecretControl::take()
{
    if (m_edit->text().isEmpty())
        emit secretKept();
    else
        emit secretSet(Secret(m_edit->text().toUtf8()));
}

} // namespace tacklebox::ui
