// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/celldelegate.h"

#include "ui/tableview.h"

#include <QPainter>

namespace tacklebox::ui {

using models::ColumnKind;

namespace {

QColor inkOf(const Tokens &tokens, models::CellTone tone)
{
    switch (tone) {
    case models::CellTone::Plain:
        break;
    case models::CellTone::Soft:
        return tokens.softInk;
    case models::CellTone::Warning:
        return tokens.warning.ink;
    case models::CellTone::Bad:
        return tokens.bad.ink;
    }
    return tokens.ink;
}

} // namespace

CellDelegate::CellDelegate(const Theme &theme, TableView &view)
    : QStyledItemDelegate(&view)
    , m_theme(theme)
    , m_view(view)
    , m_chips(theme)
{
    readFonts();
    connect(&theme, &Theme::changed, this, &CellDelegate::readFonts);
}

void CellDelegate::readFonts()
{
    m_body = m_theme.font(TextRole::Body);
    m_fixed = m_theme.font(TextRole::Fixed);
    m_small = m_theme.font(TextRole::Label);
}

void CellDelegate::readColumns()
{
    m_kinds.clear();
    const QAbstractItemModel *model = m_view.model();
    for (int column = 0; model && column < model->columnCount(); ++column)
        m_kinds.push_back(ColumnKind(model->headerData(column, Qt::Horizontal, models::KindRole).toInt()));
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect cell = option.rect;
    if (isSelected)
        painter->fillRect(cell, t.selection);
    else if (index.row() == m_view.hoveredRow())
        painter->fillRect(cell, t.hover);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), t.line);
    if (m_view.hasFocus() && index.row() == m_view.currentIndex().row()
        && m_view.horizontalHeader()->visualIndex(index.column()) == 0)
        painter->fillRect(QRect(cell.left(), cell.top(), 3, cell.height() - 1), t.accent);

    const auto column = size_t(index.column());
    const ColumnKind kind = column < m_kinds.size() ? m_kinds[column] : ColumnKind::Text;
    const QRect inner = cell.adjusted(index.column() == 0 ? space::kSmall : 6, 0, -6, -1);
    if (kind == ColumnKind::State)
        return m_chips.paint(*painter, inner, chipOf(index.data(models::StateRole)));

    const bool isFixed = kind == ColumnKind::Fixed || kind == ColumnKind::Url;
    painter->setFont(isFixed ? m_fixed : kind == ColumnKind::Time ? m_small : m_body);
    painter->setPen(inkOf(t, models::CellTone(index.data(models::CellToneRole).toInt())));
    const QString text = index.data(Qt::DisplayRole).toString();
    const auto elide = kind == ColumnKind::Url ? Qt::ElideMiddle : Qt::ElideRight;
    const bool isRight = kind == ColumnKind::Number || kind == ColumnKind::Time;
    const QFontMetrics metrics(painter->font());
    painter->drawText(inner,
                      Qt::AlignVCenter | Qt::TextSingleLine | (isRight ? Qt::AlignRight : Qt::AlignLeft),
                      metrics.elidedText(text, elide, inner.width()));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {80, m_view.rowHeightPixels()};
}

} // namespace tacklebox::ui
