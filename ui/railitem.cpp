// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/railitem.h"

#include "models/shorttext.h"
#include "ui/theme.h"
#include "ui/tinticon.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kConnectionHeight = 46;
constexpr int kBarWidth = 4;
constexpr int kLock = 12;

} // namespace

RailItem::RailItem(const Theme &theme, RailItemKind kind, const QString &text, const QString &objectName)
    : m_theme(theme)
    , m_kind(kind)
{
    setText(text);
    setObjectName(objectName);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    nameForReaders();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RailItem::nameForReaders()
{
    setAccessibleName(
        m_badge > 0 ? tr("%1, %2", "page and the number beside it").arg(text(), models::numberText(m_badge))
                    : text());
    setAccessibleDescription(m_isLocked ? tr("%1, locked").arg(m_secondLine) : m_secondLine);
}

void RailItem::setSecondLine(const QString &text)
{
    if (text == m_secondLine)
        return;
    m_secondLine = text;
    nameForReaders();
    update();
}

void RailItem::setBar(const QColor &colour)
{
    m_bar = colour;
    update();
}

void RailItem::setBadge(qint64 number, const QString &meaning)
{
    m_badge = number;
    setToolTip(meaning);
    nameForReaders();
    update();
}

void RailItem::setLocked(bool isLocked)
{
    m_isLocked = isLocked;
    nameForReaders();
    update();
}

QSize RailItem::sizeHint() const
{
    return {size::kRail, m_kind == RailItemKind::Connection ? kConnectionHeight : size::kRow};
}

void RailItem::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect box = rect().adjusted(space::kSmall, 0, -space::kSmall, 0);
    const bool isCard = m_kind == RailItemKind::Connection;
    if (isChecked() || underMouse()) {
        const QColor line = isCard && isChecked() ? t.line : Qt::transparent;
        painter.setPen(line);
        painter.setBrush(!isChecked() ? t.hover : isCard ? t.surface : t.selection);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), size::kCorner, size::kCorner);
    }
    if (isCard)
        paintConnection(painter, box);
    else
        paintPage(painter, box);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 2));
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), size::kCorner, size::kCorner);
    }
}

void RailItem::paintConnection(QPainter &painter, const QRect &box) const
{
    const Tokens &t = m_theme.tokens();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_bar);
    painter.drawRoundedRect(
        QRectF(box.left() + space::kSmall, box.top() + 9, kBarWidth, box.height() - 18), 2, 2);

    const int right = m_isLocked ? space::kSmall + kLock + space::kTiny : space::kSmall;
    const QRect text = box.adjusted(20, 0, -right, 0);
    if (m_isLocked)
        QIcon(new TintIcon(u":/icons/lock.svg"_s, t.softInk))
            .paint(&painter, box.right() - space::kSmall - kLock, box.center().y() - kLock / 2, kLock, kLock);
    QFont font = m_theme.font(isChecked() ? TextRole::Strong : TextRole::Body);
    painter.setFont(font);
    painter.setPen(t.ink);
    const QRect upper(text.left(), text.top() + 5, text.width(), 19);
    painter.drawText(upper,
                     Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(this->text(), Qt::ElideRight, upper.width()));

    font = m_theme.font(TextRole::Label);
    font.setPixelSize(font.pixelSize() - 1);
    painter.setFont(font);
    painter.setPen(t.softInk);
    const QRect lower(text.left(), text.top() + 23, text.width(), 17);
    painter.drawText(lower,
                     Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_secondLine, Qt::ElideRight, lower.width()));
}

void RailItem::paintPage(QPainter &painter, const QRect &box) const
{
    const Tokens &t = m_theme.tokens();
    const QRect text = box.adjusted(space::kSmall, 0, -space::kSmall, 0);
    painter.setFont(m_theme.font(isChecked() ? TextRole::Strong : TextRole::Body));
    painter.setPen(t.ink);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, this->text());
    if (m_badge <= 0)
        return;
    QFont font = m_theme.font(TextRole::Label);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(t.bad.ink);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight, models::numberText(m_badge));
}

} // namespace tacklebox::ui
