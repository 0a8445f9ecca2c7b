// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/mailtestrow.h"

#include "backend/notice.h"
#include "backend/wording.h"
#include "ui/button.h"
#include "ui/theme.h"
#include "ui/verdictview.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kControlWidth = 300;

} // namespace

MailTestRow::MailTestRow(const Theme &theme)
    : m_address(new QLineEdit)
    , m_send(new Button(theme, ButtonKind::Plain, tr("Send a test mail"), u"testMailButton"_s))
    , m_verdict(new VerdictView(theme, u"testMailVerdict"_s))
{
    setObjectName(u"testMailRow"_s);
    setProperty("panel", true);
    auto *title = new QLabel(tr("Try the mail server"));
    title->setFont(theme.font(TextRole::Strong));
    auto *text
        = new QLabel(tr("Sends one mail now, with the settings above, and says what the server made of it."));
    text->setProperty("soft", true);
    text->setWordWrap(true);
    m_address->setObjectName(u"testMailEdit"_s);
    m_address->setPlaceholderText(u"ops@example.com"_s);
    m_address->setAccessibleName(tr("Address for the test mail"));
    m_address->setFixedWidth(kControlWidth);
    title->setBuddy(m_address);
    m_verdict->setMaximumWidth(kControlWidth);
    m_verdict->hide();

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(text);
    words->addStretch();
    auto *answer = new QVBoxLayout;
    answer->setSpacing(space::kSmall);
    answer->addWidget(m_address);
    answer->addWidget(m_send, 0, Qt::AlignLeft);
    answer->addWidget(m_verdict);
    answer->addStretch();
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    line->setSpacing(space::kHuge);
    line->addLayout(words, 1);
    line->addLayout(answer);
    connect(m_send, &Button::clicked, this, &MailTestRow::ask);
    connect(m_address, &QLineEdit::returnPressed, this, &MailTestRow::ask);
}

void MailTestRow::ask()
{
    if (m_send->isEnabled())
        emit testAsked(m_address->text().trimmed());
}

void MailTestRow::showRunning()
{
    m_send->setEnabled(false);
    m_verdict->show(ToneRole::Quiet, tr("Waiting for the mail server…"), {});
    m_verdict->setVisible(true);
}

void MailTestRow::end()
{
    m_send->setEnabled(true);
    m_verdict->setVisible(true);
}

void MailTestRow::show(const MailOutcome &outcome)
{
    m_verdict->show(
        outcome.fault ? ToneRole::Bad : ToneRole::Good, wording::sentence(outcome), wording::advice(outcome));
    end();
}

void MailTestRow::show(const Error &error)
{
    m_verdict->show(ToneRole::Bad, wording::sentence(error), wording::advice(error));
    end();
}

} // namespace tacklebox::ui
