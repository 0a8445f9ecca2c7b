// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/sendingstrip.h"

#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kSendingBarWidth = 120;

} // namespace

SendingStrip::SendingStrip(const Theme &theme)
    : m_bar(new QProgressBar)
    , m_text(new QLabel)
    , m_stop(new Button(theme, ButtonKind::Link, tr("Stop"), u"stopSendingButton"_s))
    , m_dismiss(new Button(theme, ButtonKind::Icon, tr("Dismiss"), u"dismissSendingButton"_s))
{
    setObjectName(u"sendingStrip"_s);
    m_bar->setObjectName(u"sendingBar"_s);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(kSendingBarWidth);
    m_text->setObjectName(u"sendingText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_stop->setToolTip(tr("The job that is being sent now is waited for; the others are left"));
    m_dismiss->setIconName(u"cross"_s);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_bar);
    line->addWidget(m_text, 1);
    line->addWidget(m_stop);
    line->addWidget(m_dismiss);
    connect(m_stop, &Button::clicked, this, &SendingStrip::stopAsked);
    connect(m_dismiss, &Button::clicked, this, &QWidget::hide);
    hide();
}

void SendingStrip::setText(const QString &text, bool isBad)
{
    m_text->setProperty("bad", isBad);
    m_text->style()->polish(m_text);
    m_text->setText(text);
    m_bar->setAccessibleName(text);
}

void SendingStrip::showProgress(int answered, int jobs)
{
    m_bar->setRange(0, jobs);
    m_bar->setValue(answered);
    m_bar->show();
    m_stop->setEnabled(true);
    m_stop->show();
    m_dismiss->hide();
    setText(tr("Sending again: %1 of %2 jobs", "numbers")
                .arg(models::numberText(answered), models::numberText(jobs)),
            false);
    show();
}

void SendingStrip::showStopping()
{
    m_stop->setEnabled(false);
    setText(tr("Stopping, after the job that is being sent now"), false);
}

bool SendingStrip::isRunning() const
{
    return !isHidden() && !m_bar->isHidden();
}

void SendingStrip::showEnd(const QString &text)
{
    m_bar->hide();
    m_stop->hide();
    m_dismiss->show();
    setText(text, true);
    show();
}

} // namespace tacklebox::ui
