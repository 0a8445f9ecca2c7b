// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/filterchip.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kHeight = 24;
constexpr int kWidestText = 260;

} // namespace

FilterChip::FilterChip(const Theme &theme, const QString &label, const QString &objectName)
    : m_theme(theme)
    , m_label(label)
{
    setObjectName(objectName);
    setAccessibleName(label);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCheckable(true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FilterChip::setMenu(QMenu *menu)
{
    m_menu = menu;
    m_menu->setParent(this, m_menu->windowFlags());
    setCheckable(false);
    connect(this, &QAbstractButton::clicked, this, &FilterChip::open);
    updateGeometry();
}

void FilterChip::open()
{
    emit aboutToOpen();
    m_menu->popup(mapToGlobal(QPoint(0, height() + space::kTiny)));
}

void FilterChip::setLabel(const QString &label)
{
    m_label = label;
    setValue(m_value);
}

void FilterChip::setValue(const QString &value)
{
    m_value = value;
    setAccessibleName(shownText());
    updateGeometry();
    update();
}

QString FilterChip::shownText() const
{
    const QString text
        = m_value.isEmpty() ? m_label : tr("%1: %2", "filter and its value").arg(m_label, m_value);
    return fontMetrics().elidedText(text, Qt::ElideRight, kWidestText);
}

QSize FilterChip::sizeHint() const
{
    const int arrow = m_menu ? size::kIcon + space::kTiny - space::kSmall / 2 : 0;
    return {fontMetrics().horizontalAdvance(shownText()) + 2 * space::kMedium - 2 + arrow, kHeight};
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    const bool opens = event->key() == Qt::Key_Down || event->key() == Qt::Key_Return;
    if (m_menu && opens)
        return click();
    QAbstractButton::keyPressEvent(event);
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    const bool isOn = !m_value.isEmpty() || isChecked();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);

    const qreal inset = hasFocus() ? 1 : 0.5;
    painter.setPen(QPen(isOn || hasFocus() ? t.accent : t.strongLine, hasFocus() ? 2 : 1));
    painter.setBrush(isOn ? t.selection : underMouse() ? t.hover : t.surface);
    const QRectF pill = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);

    painter.setPen(!isEnabled() ? palette().color(QPalette::Disabled, QPalette::Text)
                       : isOn   ? t.ink
                                : t.softInk);
    const QRect text = rect().adjusted(space::kMedium - 1, 0, 0, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, shownText());
    if (!m_menu)
        return;
    const QRect arrow(
        width() - size::kIcon - space::kTiny - 2, (height() - size::kIcon) / 2, size::kIcon, size::kIcon);
    m_theme.icon(u"down"_s, isOn ? t.ink : t.softInk).paint(&painter, arrow);
}

} // namespace tacklebox::ui
