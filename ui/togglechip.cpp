// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/togglechip.h"

#include "ui/theme.h"

#include <QPainter>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 24;

} // namespace

ToggleChip::ToggleChip(const Theme &theme, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    connect(this, &ToggleChip::toggled, this, &ToggleChip::updateGeometry);
}

QSize ToggleChip::sizeHint() const
{
    const int mark = isChecked() ? size::kIcon + space::kTiny : 0;
    return {fontMetrics().horizontalAdvance(text()) + 2 * space::kMedium + mark, kHeight};
}

void ToggleChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = m_theme.tokens();
    const qreal pen = hasFocus() ? 2 : 1;
    const QRectF shape = QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    painter.setPen(QPen(isChecked() || hasFocus() ? tokens.accent : tokens.strongLine, pen));
    painter.setBrush(isChecked() ? tokens.selection : underMouse() ? tokens.hover : tokens.surface);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);

    QRect words = rect().adjusted(space::kMedium, 0, -space::kMedium, 0);
    if (isChecked()) {
        const QRect mark(space::kSmall, (height() - size::kIcon) / 2, size::kIcon, size::kIcon);
        m_theme.icon(u"check"_s, tokens.ink).paint(&painter, mark);
        words.setLeft(mark.right() + space::kTiny);
    }
    painter.setPen(isChecked() ? tokens.ink : tokens.softInk);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace tacklebox::ui
