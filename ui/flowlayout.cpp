// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/flowlayout.h"

#include "ui/theme.h"

namespace tacklebox::ui {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins({});
    setSpacing(space::kSmall);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), Pass::Measure);
}

QSize FlowLayout::minimumSize() const
{
    QSize least;
    for (const QLayoutItem *item : m_items)
        least = least.expandedTo(item->minimumSize());
    return least;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, Pass::Place);
}

int FlowLayout::arrange(const QRect &rect, Pass pass) const
{
    QPoint at = rect.topLeft();
    int lineHeight = 0;
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize wanted = item->sizeHint();
        if (at.x() > rect.left() && at.x() + wanted.width() > rect.right() + 1) {
            at = QPoint(rect.left(), at.y() + lineHeight + spacing());
            lineHeight = 0;
        }
        if (pass == Pass::Place)
            item->setGeometry(QRect(at, wanted));
        at.rx() += wanted.width() + spacing();
        lineHeight = std::max(lineHeight, wanted.height());
    }
    return at.y() + lineHeight - rect.top();
}

} // namespace tacklebox::ui
