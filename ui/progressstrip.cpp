// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/progressstrip.h"

#include "ui/button.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kProgressBarWidth = 120;

QString buttonName(const QString &deed, const QString &name)
{
    return deed + name.left(1).toUpper() + name.mid(1) + u"Button"_s;
}

} // namespace

ProgressStrip::ProgressStrip(const Theme &theme, const QString &name)
    : m_bar(new QProgressBar)
    , m_text(new QLabel)
    , m_stop(new Button(theme, ButtonKind::Link, tr("Stop"), buttonName(u"stop"_s, name)))
    , m_dismiss(new Button(theme, ButtonKind::Icon, tr("Dismiss"), buttonName(u"dismiss"_s, name)))
{
    setObjectName(name + u"Strip"_s);
    m_bar->setObjectName(name + u"Bar"_s);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(kProgressBarWidth);
    m_text->setObjectName(name + u"Text"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_dismiss->setIconName(u"cross"_s);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_bar);
    line->addWidget(m_text, 1);
    line->addWidget(m_stop);
    line->addWidget(m_dismiss);
    connect(m_stop, &Button::clicked, this, &ProgressStrip::stopAsked);
    connect(m_dismiss, &Button::clicked, this, &QWidget::hide);
    hide();
}

bool ProgressStrip::isRunning() const
{
    return !isHidden() && !m_bar->isHidden();
}

void ProgressStrip::showRunning(const QString &text, int done, int of)
{
    m_bar->setRange(0, of);
    m_bar->setValue(done);
    m_bar->show();
    m_stop->setEnabled(true);
    m_stop->show();
    m_dismiss->hide();
    setText(text, false);
    show();
}

void ProgressStrip::showEnd(const QString &text, bool isBad)
{
    m_bar->hide();
    m_stop->hide();
    m_dismiss->show();
    setText(text, isBad);
    show();
}

void ProgressStrip::setText(const QString &text, bool isBad)
{
    m_text->setProperty("bad", isBad);
    m_text->style()->polish(m_text);
    m_text->setText(text);
    m_bar->setAccessibleName(text);
}

} // namespace tacklebox::ui
