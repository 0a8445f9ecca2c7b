// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A page of ids in order: which rows come, and the cursors on both sides. Each list then reads the
// rows of these ids alone.
#pragma once

#include "store/cursor.h"
#include "store/jobclause.h"

namespace tacklebox::store {

// What to page through: the ids of `from` that meet `where`, ordered by `column` and then by `id`.
struct Listing
{
    QByteArray from; // "job j"
    QByteArray id; // "j.id"
    QByteArray column; // "j.created_at"; the id itself where that is the order
    int sort = 0; // names the order in cursors
    Qt::SortOrder order = Qt::DescendingOrder;
    Clause where;
};

struct IdPage
{
    QList<qint64> ids; // in the order of the page
    int number = 1;
    int size = 100;
    QString next;
    QString previous;
    std::optional<qint64> count;
};

enum class Counting { No, Exact };

Result<IdPage> pageOf(Connection &connection, const Listing &listing, const PageRequest &request,
                      Counting counting);
Result<qint64> countOf(Connection &connection, const Listing &listing);

// The ids as a statement's one value, for json_each.
[[nodiscard]] QString jsonOf(const QList<qint64> &ids);

// Rows in the order of the page, from a statement that gives them in any.
template<typename T, typename Key>
Page<T> pageFrom(const IdPage &ids, QList<T> rows, Key key)
{
    QHash<qint64, qsizetype> place;
    for (qsizetype i = 0; i < ids.ids.size(); ++i)
        place.insert(ids.ids.at(i), i);
    std::ranges::sort(rows, {}, [&](const T &row) { return place.value(key(row)); });
    return {std::move(rows), ids.count, ids.number, ids.size, ids.next, ids.previous, PageSource::Live, {}};
}

} // namespace tacklebox::store
