// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/tablecolumns.h"

#include "models/column.h"
#include "ui/columnsmenu.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kNarrowest = 40;
constexpr int kWidest = 4000;

QList<int> numbersFrom(const QJsonValue &value)
{
    QList<int> numbers;
    const QJsonArray array = value.toArray();
    for (const auto &number : array)
        numbers.append(number.toInt(-1));
    return numbers;
}

// Each column once.
bool isOrder(QList<int> order, int count)
{
    std::ranges::sort(order);
    for (int i = 0; i < order.size(); ++i) {
        if (order.at(i) != i)
            return false;
    }
    return order.size() == count;
}

} // namespace

TableColumns::TableColumns(QHeaderView &header)
    : QObject(&header)
    , m_header(header)
{
    header.setSectionsMovable(true);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QWidget::customContextMenuRequested, this, &TableColumns::showMenu);
    const auto tell = [this] {
        if (!m_isArranging)
            emit arranged();
    };
    connect(&header, &QHeaderView::sectionMoved, this, tell);
    connect(&header, &QHeaderView::sectionResized, this, [this, tell](int column) {
        if (m_header.sectionResizeMode(column) == QHeaderView::Interactive) // not what takes the rest
            tell();
    });
}

void TableColumns::readModel()
{
    const QScopedValueRollback arranging(m_isArranging, true);
    const QAbstractItemModel *model = m_header.model();
    for (int column = 0; model && column < model->columnCount(); ++column) {
        const int width = model->headerData(column, Qt::Horizontal, models::WidthRole).toInt();
        m_header.setSectionResizeMode(column, width > 0 ? QHeaderView::Interactive : QHeaderView::Stretch);
        if (width > 0)
            m_header.resizeSection(column, width);
    }
}

void TableColumns::leaveOut(int column)
{
    m_absent.insert(column);
    m_header.setSectionHidden(column, true);
}

void TableColumns::makeWay(int column, bool isAway)
{
    const QScopedValueRollback arranging(m_isArranging, true);
    isAway ? (void)m_away.insert(column) : (void)m_away.remove(column);
    m_header.setSectionHidden(column, isAway);
}

QJsonObject TableColumns::arrangement() const
{
    QJsonArray widths;
    QJsonArray order;
    QJsonArray hidden;
    for (int i = 0; i < m_header.count(); ++i) {
        const bool isHidden = m_header.isSectionHidden(i);
        widths.append(isHidden ? 0 : m_header.sectionSize(i));
        order.append(m_header.logicalIndex(i));
        if (isHidden && !m_absent.contains(i) && !m_away.contains(i)) // there may be one, or room, elsewhere
            hidden.append(i);
    }
    return {{u"widths"_s, widths}, {u"order"_s, order}, {u"hidden"_s, hidden}};
}

void TableColumns::arrange(const QJsonObject &arrangement)
{
    const QList<int> widths = numbersFrom(arrangement.value("widths"_L1));
    const QList<int> order = numbersFrom(arrangement.value("order"_L1));
    const QList<int> hidden = numbersFrom(arrangement.value("hidden"_L1));
    const int count = m_header.count();
    if (widths.size() != count || !isOrder(order, count) || hidden.size() >= count)
        return;
    const QScopedValueRollback arranging(m_isArranging, true);
    m_away.clear();
    for (int i = 0; i < count; ++i) {
        m_header.moveSection(m_header.visualIndex(order.at(i)), i);
        if (widths.at(i) > 0 && m_header.sectionResizeMode(i) == QHeaderView::Interactive)
            m_header.resizeSection(i, std::clamp(widths.at(i), kNarrowest, kWidest));
        m_header.setSectionHidden(i, hidden.contains(i) || m_absent.contains(i));
    }
}

void TableColumns::reset()
{
    {
        const QScopedValueRollback arranging(m_isArranging, true);
        m_away.clear();
        for (int i = 0; i < m_header.count(); ++i) {
            m_header.setSectionHidden(i, m_absent.contains(i));
            m_header.moveSection(m_header.visualIndex(i), i);
        }
    }
    readModel();
    emit arranged();
}

void TableColumns::take(const QJsonObject &arrangement)
{
    arrange(arrangement);
    emit arranged();
}

QList<int> TableColumns::offered() const
{
    QList<int> columns;
    for (int i = 0; i < m_header.count(); ++i) {
        if (const int column = m_header.logicalIndex(i); !m_absent.contains(column))
            columns.append(column);
    }
    return columns;
}

QList<int> TableColumns::shown() const
{
    QList<int> columns = offered();
    columns.removeIf([this](int column) { return m_header.isSectionHidden(column); });
    return columns;
}

QString TableColumns::titleOf(int column) const
{
    return m_header.model()->headerData(column, Qt::Horizontal).toString();
}

void TableColumns::setShown(int column, bool isShown)
{
    m_away.remove(column);
    if (isShown || shown() != QList<int>{column})
        m_header.setSectionHidden(column, !isShown);
    emit arranged();
}

void TableColumns::showMenu(const QPoint &at)
{
    auto *menu = new ColumnsMenu(*this, &m_header);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(m_header.mapToGlobal(at));
}

} // namespace tacklebox::ui
