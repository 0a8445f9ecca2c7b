// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/fleetlisting.h"

#include "core/job.h"
#include "core/subscriber.h"
#include "dialects/fleetcursor.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

// One connection's list, as far as it was read.
template<typename Row>
struct Part
{
    QString connection;
    FleetPlace place; // of the page in `rows`
    bool isRead = false;
    QList<Row> rows;
    qsizetype used = 0; // of them
    bool isBehindEdge = true; // false: all of the page lies before the row that was shown last
    bool hasNext = false;
    QString next;
    std::optional<qint64> count;

    [[nodiscard]] bool hasRow() const { return used < rows.size(); }
    [[nodiscard]] bool hasMore() const { return !isRead || hasRow(); }
};

// A backend without cursors tells by its count alone that a page follows.
template<typename Row>
bool isFollowed(const Page<Row> &page, const PageRequest &request)
{
    const bool isNumbered = request.cursor.isEmpty() && page.previous.isEmpty() && page.count;
    return !page.rows.isEmpty()
        && (!page.next.isEmpty()
            || (isNumbered && qint64(request.number) * request.size < page.count.value_or(0)));
}

template<typename Row>
class FleetGathering final : public std::enable_shared_from_this<FleetGathering<Row>>
{
public:
    using Answer = Result<Page<Row>>;

    FleetGathering(QObject *context, FleetQuestion<Row> question)
        : m_context(context)
        , m_question(std::move(question))
        , m_cursor{m_question.sort, {}}
        , m_wanted(std::max(1, m_question.page.number))
    {
        m_page.size = std::clamp(m_question.page.size, 1, 1000);
    }

    Async<Page<Row>> start();

private:
    Async<Page<Row>> fill();
    Async<Page<Row>> ask();
    void take(Part<Row> &part, const PageRequest &request, const Page<Row> &page);
    void resume(Part<Row> &part) const;
    void turn(Part<Row> &part) const;
    Part<Row> *foremost();
    [[nodiscard]] PageRequest requestOf(const Part<Row> &part) const;
    [[nodiscard]] bool hasMore() const;
    [[nodiscard]] FleetPlaces places() const;
    [[nodiscard]] bool isBefore(const FleetRank &one, const FleetRank &other) const;
    [[nodiscard]] Answer finished();

    QObject *m_context;
    FleetQuestion<Row> m_question;
    FleetCursor m_cursor; // of the page that is being filled
    int m_wanted; // its number, or that of one behind
    std::vector<Part<Row>> m_parts;
    std::optional<Error> m_error; // of the first that failed
    Page<Row> m_page;
};

template<typename Row>
Async<Page<Row>> FleetGathering<Row>::start()
{
    const QString &text = m_question.page.cursor;
    if (!text.isEmpty()) {
        auto cursor = fleetCursorFrom(text, m_question.sort);
        if (!cursor)
            return ready<Page<Row>>(fail(cursor.error()));
        m_cursor = std::move(*cursor);
        m_wanted = m_cursor.number();
    } else if (m_wanted > kFarthestFleetPage) {
        return ready<Page<Row>>(fail(invalid(Reason::OutOfRange, u"page"_s, QString::number(m_wanted))));
    }
    const bool isFirst = m_cursor.starts.isEmpty();
    const FleetPlaces places = isFirst ? FleetPlaces{} : m_cursor.starts.constLast();
    for (const QString &connection : std::as_const(m_question.connections)) {
        if (isFirst || places.contains(connection)) {
            Part<Row> part;
            part.connection = connection;
            part.place = places.value(connection);
            m_parts.push_back(std::move(part));
        }
    }
    return fill();
}

template<typename Row>
Async<Page<Row>> FleetGathering<Row>::fill()
{
    for (;;) {
        while (m_page.rows.size() < m_page.size) {
            if (!std::ranges::all_of(m_parts, &Part<Row>::isRead))
                return ask();
            Part<Row> *part = foremost();
            if (!part)
                break;
            const Row &row = part->rows.at(part->used++);
            part->place.edge = FleetEdge{row.id.value, m_question.rank(row)};
            part->isBehindEdge = true;
            m_page.rows.append(row);
            turn(*part);
        }
        if (m_cursor.number() >= m_wanted || !hasMore())
            return ready<Page<Row>>(finished());
        m_cursor.starts.append(places());
        m_page.rows.clear();
    }
}

// The next pages of all who have none left, side by side.
template<typename Row>
Async<Page<Row>> FleetGathering<Row>::ask()
{
    using Asked = QFuture<Answer>;
    QList<Asked> asked;
    for (const Part<Row> &part : m_parts) {
        if (!part.isRead)
            asked.append(m_question.ask(part.connection, requestOf(part)));
    }
    return Future<QList<Asked>>(QtFuture::whenAll(asked.begin(), asked.end()))
        .then(m_context, [self = this->shared_from_this()](const QList<Asked> &answers) -> Async<Page<Row>> {
            if (self->m_question.stop.stop_requested())
                return ready<Page<Row>>(fail({ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0}));
            auto answer = answers.begin();
            for (Part<Row> &part : self->m_parts) {
                if (part.isRead)
                    continue;
                // None at all where the connection was removed meanwhile.
                const Answer page = answer->resultCount() > 0 ? answer->result() : Answer(fail({}));
                if (page)
                    self->take(part, self->requestOf(part), *page);
                else if (!self->m_error)
                    self->m_error = page.error();
                ++answer;
            }
            std::erase_if(self->m_parts, [](const Part<Row> &part) { return !part.isRead; });
            for (Part<Row> &part : self->m_parts)
                self->turn(part);
            return self->fill();
        });
}

template<typename Row>
PageRequest FleetGathering<Row>::requestOf(const Part<Row> &part) const
{
    return {part.place.number, m_page.size, part.place.cursor};
}

template<typename Row>
void FleetGathering<Row>::take(Part<Row> &part, const PageRequest &request, const Page<Row> &page)
{
    part.isRead = true;
    part.rows = page.rows;
    part.count = page.count;
    part.hasNext = isFollowed(page, request);
    part.next = page.next;
    resume(part);
    if (page.source == PageSource::Cache) {
        m_page.source = PageSource::Cache;
        if (page.lookedThrough)
            m_page.lookedThrough
                = std::min(m_page.lookedThrough.value_or(*page.lookedThrough), *page.lookedThrough);
        if (page.asOf)
            m_page.asOf = std::min(m_page.asOf.value_or(*page.asOf), *page.asOf);
    }
}

// Behind the row that was shown last, wherever it stands now; or, where it is gone, behind its rank.
template<typename Row>
void FleetGathering<Row>::resume(Part<Row> &part) const
{
    part.used = 0;
    if (!part.place.edge)
        return;
    const FleetEdge &edge = *part.place.edge;
    const auto rows = part.rows.cbegin();
    const auto end = part.rows.cend();
    const auto shown = std::find_if(rows, end, [&](const Row &row) {
        return row.id.value == edge.id && m_question.rank(row) == edge.rank;
    });
    if (shown != end) {
        part.used = shown - rows + 1;
        part.isBehindEdge = true;
        return;
    }
    const auto first
        = std::find_if(rows, end, [&](const Row &row) { return !isBefore(m_question.rank(row), edge.rank); });
    const auto behind
        = std::find_if(first, end, [&](const Row &row) { return m_question.rank(row) != edge.rank; });
    // It was one of those taken, and among rows of its rank it can't be told which of them were.
    part.used = std::clamp<qsizetype>(part.place.taken - 1, first - rows, behind - rows);
    part.isBehindEdge = first != end;
}

// To the connection's next page, once this one is used up.
template<typename Row>
void FleetGathering<Row>::turn(Part<Row> &part) const
{
    if (part.hasRow() || !part.hasNext)
        return;
    const auto edge = part.isBehindEdge ? std::nullopt : part.place.edge;
    part.place = {part.place.number + 1, part.next, 0, edge};
    part.isRead = false;
    part.rows.clear();
    part.used = 0;
}

template<typename Row>
Part<Row> *FleetGathering<Row>::foremost()
{
    Part<Row> *foremost = nullptr;
    FleetRank least;
    for (Part<Row> &part : m_parts) {
        if (!part.hasRow())
            continue;
        FleetRank rank = m_question.rank(part.rows.at(part.used));
        if (!foremost || isBefore(rank, least)) {
            foremost = &part;
            least = std::move(rank);
        }
    }
    return foremost;
}

template<typename Row>
bool FleetGathering<Row>::isBefore(const FleetRank &one, const FleetRank &other) const
{
    return m_question.order == Qt::AscendingOrder ? one < other : other < one;
}

template<typename Row>
bool FleetGathering<Row>::hasMore() const
{
    return std::ranges::any_of(m_parts, &Part<Row>::hasMore);
}

// One that has no more keeps its place: rows may arrive there.
template<typename Row>
FleetPlaces FleetGathering<Row>::places() const
{
    FleetPlaces places;
    for (const Part<Row> &part : m_parts) {
        FleetPlace place = part.place;
        place.taken = int(part.used);
        places.insert(part.connection, place);
    }
    return places;
}

template<typename Row>
typename FleetGathering<Row>::Answer FleetGathering<Row>::finished()
{
    if (m_parts.empty() && m_error)
        return fail(*m_error);
    m_page.number = m_wanted;
    if (m_cursor.number() < m_wanted) { // there are not so many pages
        m_page.rows.clear();
        m_page.previous = textOf(m_cursor);
    } else {
        if (hasMore())
            m_page.next = textOf({m_cursor.sort, m_cursor.starts + QList<FleetPlaces>{places()}});
        if (m_wanted > 1)
            m_page.previous = textOf({m_cursor.sort, m_cursor.starts.first(m_wanted - 2)});
    }
    const bool isCounted = !m_error
        && std::ranges::all_of(m_parts, [](const Part<Row> &part) { return part.count.has_value(); });
    const bool hasAll = m_parts.size() == size_t(m_question.connections.size());
    if (isCounted && hasAll) {
        m_page.count = 0;
        for (const Part<Row> &part : m_parts)
            *m_page.count += *part.count;
    }
    return m_page;
}

} // namespace

template<typename Row>
Async<Page<Row>> fleetPage(QObject *context, FleetQuestion<Row> question)
{
    return std::make_shared<FleetGathering<Row>>(context, std::move(question))->start();
}

template Async<Page<Subscriber>> fleetPage(QObject *context, FleetQuestion<Subscriber> question);
template Async<Page<Job>> fleetPage(QObject *context, FleetQuestion<Job> question);

} // namespace tacklebox::dialects
