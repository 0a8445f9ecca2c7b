// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/stepheader.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

StepHeader::StepHeader(const Theme &theme)
    : m_title(new QLabel)
    , m_step(new QLabel)
{
    QFont font = theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    m_title->setFont(font);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_step->setObjectName(u"stepLabel"_s);
    m_step->setFont(theme.font(TextRole::Label));
    m_step->setProperty("soft", true);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    line->addWidget(m_title, 1);
    line->addWidget(m_step);
}

void StepHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void StepHeader::setStep(const QString &step)
{
    m_step->setText(step);
    m_step->setVisible(!step.isEmpty());
}

} // namespace tacklebox::ui
