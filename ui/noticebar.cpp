// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/noticebar.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/verdictview.h"

#include <QHBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(const Theme &theme)
    : m_verdict(new VerdictView(theme, u"notice"_s))
    , m_action(new Button(theme, ButtonKind::Link, tr("Show them"), u"noticeAction"_s))
{
    setObjectName(u"noticeBar"_s);
    auto *dismiss = new Button(theme, ButtonKind::Icon, tr("Dismiss"), u"dismissNoticeButton"_s);
    dismiss->setIconName(u"cross"_s);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_verdict, 1);
    line->addWidget(m_action);
    line->addWidget(dismiss);
    connect(dismiss, &Button::clicked, this, &NoticeBar::hide);
    connect(m_action, &Button::clicked, this, &NoticeBar::actionAsked);
    hide();
}

void NoticeBar::show(const Error &error)
{
    m_verdict->show(ToneRole::Bad, wording::sentence(error), wording::advice(error));
    m_action->hide();
    QWidget::show();
}

void NoticeBar::showTrouble(const Error &error, const Connection &account, const QString &action)
{
    m_verdict->show(ToneRole::Bad, wording::sentence(error), wording::advice(error, account));
    m_action->setLabel(action);
    m_action->show();
    QWidget::show();
}

void NoticeBar::show(ToneRole tone, const QString &text, const QString &action)
{
    m_verdict->show(tone, text, {});
    m_action->setLabel(action);
    m_action->setVisible(!action.isEmpty());
    QWidget::show();
}

void NoticeBar::tell(const Keeping &keeping)
{
    if (keeping == m_told)
        return;
    m_told = keeping;
    m_verdict->show(ToneRole::Warning, wording::sentence(keeping), wording::advice(keeping));
    m_action->hide();
    setVisible(keeping.lasts != Keeping::Lasts::ForGood);
}

} // namespace tacklebox::ui
