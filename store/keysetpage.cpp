// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/keysetpage.h"

namespace tacklebox::store {

namespace {

struct Edge
{
    qint64 id = 0;
    QVariant value;
};

QByteArray direction(Qt::SortOrder order)
{
    return order == Qt::AscendingOrder ? " ASC" : " DESC";
}

// Rows behind the cursor, in the direction of the walk. The first comparison is what an index seeks by.
void addEdge(Clause &where, const Listing &listing, Qt::SortOrder walk, const Cursor &cursor)
{
    const QByteArray sign = walk == Qt::AscendingOrder ? ">" : "<";
    if (listing.column == listing.id) {
        where.add(listing.id + ' ' + sign + " ?", {cursor.id});
        return;
    }
    where.add(listing.column + ' ' + sign + "= ? AND (" + listing.column + ' ' + sign + " ? OR " + listing.id
                  + ' ' + sign + " ?)",
              {cursor.value, cursor.value, cursor.id});
}

QByteArray statementOf(const Listing &listing, const Clause &where, Qt::SortOrder walk)
{
    QByteArray sql = "SELECT " + listing.id + ", " + listing.column + " FROM " + listing.from + " WHERE "
        + where.sql + " ORDER BY " + listing.column + direction(walk);
    if (listing.column != listing.id)
        sql += ", " + listing.id + direction(walk);
    return sql + " LIMIT ? OFFSET ?";
}

QString cursorAt(const Edge &edge, Cursor::Way way, const Listing &listing, int number)
{
    return textOf(Cursor{way, listing.sort, std::max(1, number), edge.value, edge.id});
}

Qt::SortOrder reversed(Qt::SortOrder order)
{
    return order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
}

Result<QList<Edge>> edgesOf(Connection &connection, const Listing &listing,
                            const std::optional<Cursor> &cursor, int offset, int limit)
{
    Clause where = listing.where;
    const bool isBack = cursor && cursor->way == Cursor::Way::Previous;
    const Qt::SortOrder walk = isBack ? reversed(listing.order) : listing.order;
    if (cursor)
        addEdge(where, listing, walk, *cursor);
    return connection.all(
        statementOf(listing, where, walk), where.values + Values{limit, offset}, [](const Row &row) {
            return Edge{row.integer(0), row.value(1)};
        });
}

} // namespace

Result<qint64> countOf(Connection &connection, const Listing &listing)
{
    const auto found
        = connection.first("SELECT count(*) FROM " + listing.from + " WHERE " + listing.where.sql,
                           listing.where.values,
                           [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    return found->value_or(0);
}

Result<IdPage> pageOf(Connection &connection, const Listing &listing, const PageRequest &request,
                      Counting counting)
{
    IdPage page;
    page.size = std::clamp(request.size, 1, 1000);
    page.number = std::max(1, request.number);
    std::optional<Cursor> cursor;
    if (!request.cursor.isEmpty()) {
        auto read = cursorFrom(request.cursor, listing.sort);
        if (!read)
            return fail(read.error());
        cursor = *read;
        page.number = cursor->number;
    }
    const int offset = cursor ? 0 : (page.number - 1) * page.size;
    auto edges = edgesOf(connection, listing, cursor, offset, page.size + 1);
    if (!edges)
        return fail(edges.error());

    const bool hasMore = edges->size() > page.size;
    if (hasMore)
        edges->removeLast();
    const bool isBack = cursor && cursor->way == Cursor::Way::Previous;
    if (isBack)
        std::ranges::reverse(*edges);
    const bool hasNext = isBack || hasMore;
    const bool hasPrevious = isBack ? hasMore : cursor || page.number > 1;
    if (hasNext && !edges->isEmpty())
        page.next = cursorAt(edges->last(), Cursor::Way::Next, listing, page.number + 1);
    if (hasPrevious && !edges->isEmpty())
        page.previous = cursorAt(edges->first(), Cursor::Way::Previous, listing, page.number - 1);
    for (const Edge &edge : *edges)
        page.ids.append(edge.id);
    if (counting == Counting::Exact) {
        const auto count = countOf(connection, listing);
        if (!count)
            return fail(count.error());
        page.count = *count;
    }
    return page;
}

QString jsonOf(const QList<qint64> &ids)
{
    QString json = QStringLiteral("[");
    for (const qint64 id : ids) {
        if (json.size() > 1)
            json += u',';
        json += QString::number(id);
    }
    return json + u']';
}

} // namespace tacklebox::store
