// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/tableheader.h"

#include "models/column.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kArrow = 12;
constexpr int kPadding = 6;

} // namespace

TableHeader::TableHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setHighlightSections(false);
    setSectionsClickable(true);
    setMinimumSectionSize(40);
    setFixedHeight(size::kRow);
    setMouseTracking(true);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableHeader::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        painter.fillRect(viewport()->rect(), m_theme.tokens().surface);
        painter.fillRect(QRect(0, height() - 1, viewport()->width(), 1), m_theme.tokens().strongLine);
    }
    QHeaderView::paintEvent(event);
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Tokens &t = m_theme.tokens();
    painter->fillRect(rect, t.surface);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.strongLine);

    QFont font = m_theme.font(TextRole::Label);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const bool isSorted = isSortIndicatorShown() && sortIndicatorSection() == logicalIndex;
    painter->setPen(isSorted ? t.ink : t.softInk);
    const QString text = model()->headerData(logicalIndex, orientation(), Qt::DisplayRole).toString();
    const int alignment = model()->headerData(logicalIndex, orientation(), Qt::TextAlignmentRole).toInt();
    const bool isRight = (alignment & Qt::AlignRight) != 0;
    const int left = visualIndex(logicalIndex) == 0 ? space::kSmall : kPadding;
    QRect inner = rect.adjusted(left, 0, -kPadding, -1);
    if (isSorted) {
        const int length = painter->fontMetrics().horizontalAdvance(text);
        const int x = isRight ? inner.right() - length - kArrow - 2 : inner.left() + length + 3;
        const QString icon = sortIndicatorOrder() == Qt::AscendingOrder ? u"up"_s : u"down"_s;
        m_theme.icon(icon, t.accent).paint(painter, QRect(x, rect.center().y() - kArrow / 2, kArrow, kArrow));
    }
    painter->drawText(inner, Qt::AlignVCenter | (isRight ? Qt::AlignRight : Qt::AlignLeft), text);
}

// A pointing hand over the heads that sort.
void TableHeader::mouseMoveEvent(QMouseEvent *event)
{
    QHeaderView::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton || cursor().shape() == Qt::SplitHCursor)
        return;
    const int section = logicalIndexAt(event->position().toPoint());
    const bool sorts
        = section >= 0 && model()->headerData(section, orientation(), models::SortableRole).toBool();
    setCursor(sorts ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

} // namespace tacklebox::ui
