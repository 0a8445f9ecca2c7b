// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/verdictview.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

VerdictView::VerdictView(const Theme &theme, const QString &objectName)
    : m_theme(theme)
    , m_summary(new QLabel)
    , m_advice(new QLabel)
{
    setObjectName(objectName);
    m_summary->setObjectName(objectName + u"Summary"_s);
    m_advice->setObjectName(objectName + u"Advice"_s);
    m_summary->setFont(theme.font(TextRole::Strong));
    m_advice->setProperty("soft", true);
    for (QLabel *label : {m_summary, m_advice}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kMedium + 3, space::kTiny, 0, space::kTiny);
    column->setSpacing(2);
    column->addWidget(m_summary);
    column->addWidget(m_advice);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void VerdictView::show(ToneRole tone, const QString &summary, const QString &advice)
{
    m_tone = tone;
    m_summary->setText(summary);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    setAccessibleName(summary);
    setAccessibleDescription(advice);
    update();
}

void VerdictView::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, 0, 3, height()), m_theme.tone(m_tone).ink);
}

} // namespace tacklebox::ui
