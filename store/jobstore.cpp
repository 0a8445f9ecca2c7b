// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/jobstore.h"

#include "store/attemptrow.h"
#include "store/keysetpage.h"
#include "store/rowid.h"
#include "store/rowuuid.h"

namespace tacklebox::store {

using namespace std::chrono_literals;

static constexpr char kRows[]
    = "SELECT j.id, j.uuid, j.event_id, j.event_type, j.status, j.state, j.subscriber_id, s.name, s.url,"
      " j.status_code, j.attempts, e.order_id, e.address, j.created_at, j.last_sent_at, j.due_at, j.outcome, "
      "j.error"
      " FROM json_each(?) k CROSS JOIN job j ON j.id = k.value CROSS JOIN event e ON e.id = j.event_id"
      " LEFT JOIN subscriber s ON s.id = j.subscriber_id";
static constexpr char kPayload[]
    = "SELECT e.payload FROM event e JOIN job j ON j.event_id = e.id WHERE j.id = ?";
static constexpr char kSubscribers[] = "SELECT count(*) FROM subscriber WHERE deleted_at IS NULL";
static constexpr char kJobs[] = "SELECT count(*) FROM job";
static constexpr char kDue[]
    = "SELECT count(*), min(due_at) FROM job INDEXED BY job_queue WHERE due_at IS NOT NULL";
static constexpr char kSending[] = "SELECT count(*) FROM json_each((SELECT jobs FROM sending)) k"
                                   " CROSS JOIN job j ON j.id = k.value WHERE j.state = 1";
static constexpr char kIsQueued[]
    = "SELECT EXISTS (SELECT 1 FROM job INDEXED BY job_queue WHERE due_at IS NOT NULL)";
static constexpr char kRunning[] = "SELECT count(*) FROM replay INDEXED BY replay_running WHERE state = 1";
static constexpr char kDelivered[]
    = "SELECT count(*) FROM job INDEXED BY job_delivered WHERE state = 2 AND last_sent_at >= ?";
static constexpr char kTroubled[] = "SELECT count(*) FROM job WHERE state IN (4, 7) AND state > 3";
static constexpr char kPages[] = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";

namespace {

Job jobFrom(const Row &row)
{
    Job job;
    job.id = {QString::number(row.integer(0))};
    job.uuid = textOf(row.uuid(1));
    job.eventId = {QString::number(row.integer(2))};
    job.eventType = row.text(3);
    job.status = row.text(4);
    job.state = JobState(row.integer(5));
    job.subscriberId = {QString::number(row.integer(6))};
    job.subscriberName = row.text(7);
    job.callbackUrl = row.text(8);
    if (row.integer(9) != 0)
        job.statusCode = int(row.integer(9));
    job.attempts = int(row.integer(10));
    job.orderId = row.text(11);
    job.address = row.text(12);
    job.createdAt = row.instant(13);
    job.lastSentAt = row.instantOrNone(14);
    if (job.state == JobState::Waiting || job.state == JobState::Retrying)
        job.nextAttemptAt = row.instant(15);
    if (!row.isNull(16))
        job.lastOutcome = Outcome(row.integer(16));
    job.lastError = row.text(17);
    return job;
}

QByteArray columnOf(JobSort sort)
{
    switch (sort) {
    case JobSort::Created:
        return "j.created_at";
    case JobSort::StatusCode:
        return "j.status_code";
    case JobSort::EventType:
        return "j.event_type";
    case JobSort::LastSent:
        return "j.last_sent_at";
    }
    Q_UNREACHABLE();
}

Result<Listing> listingOf(Connection &connection, const JobQuery &query)
{
    auto where = jobClause(connection, query);
    if (!where)
        return fail(where.error());
    return Listing{"job j", "j.id", columnOf(query.sort), int(query.sort), query.order, std::move(*where)};
}

Result<QList<Job>> rowsOf(Connection &connection, const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return QList<Job>();
    return connection.all(kRows, {jsonOf(ids)}, jobFrom);
}

Result<qint64> number(Connection &connection, QByteArrayView sql, const Values &values = {})
{
    const auto found = connection.first(sql, values, [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    return found->value_or(0);
}

} // namespace

Result<Page<Job>> listJobs(Connection &connection, const JobQuery &query)
{
    const auto listing = listingOf(connection, query);
    if (!listing)
        return fail(listing.error());
    const auto ids = pageOf(connection, *listing, query.page, query.count ? Counting::Exact : Counting::No);
    if (!ids)
        return fail(ids.error());
    auto rows = rowsOf(connection, ids->ids);
    if (!rows)
        return fail(rows.error());
    return pageFrom(*ids, std::move(*rows), [](const Job &job) { return job.id.value.toLongLong(); });
}

Result<qint64> countJobs(Connection &connection, const JobQuery &query)
{
    const auto listing = listingOf(connection, query);
    if (!listing)
        return fail(listing.error());
    return countOf(connection, *listing);
}

Result<JobKey> findJob(Connection &connection, const JobId &id)
{
    const auto found = findRow(connection, UuidTable::Job, id.value);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail({ErrorKind::NotFound, Reason::NoSuchJob, {}, id.value, {}, {}, 0});
    return JobKey{**found};
}

Result<JobDetail> jobDetail(Connection &connection, const JobId &id)
{
    const auto key = findJob(connection, id);
    if (!key)
        return fail(key.error());
    auto rows = rowsOf(connection, {key->value});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail({ErrorKind::NotFound, Reason::NoSuchJob, {}, id.value, {}, {}, 0});
    const auto payload
        = connection.first(kPayload, {key->value}, [](const Row &row) { return row.bytes(0); });
    if (!payload)
        return fail(payload.error());
    const QByteArray body = payload->value_or(QByteArray());
    auto attempts = attemptsOf(connection, *key, body);
    if (!attempts)
        return fail(attempts.error());
    return JobDetail{rows->first(), body, std::move(*attempts)};
}

Result<QList<Job>> jobs(Connection &connection, const QList<JobKey> &keys)
{
    QList<qint64> ids;
    for (const JobKey key : keys)
        ids.append(key.value);
    return rowsOf(connection, ids);
}

Result<JobFigures> jobFigures(Connection &connection, Instant now)
{
    JobFigures figures;
    figures.dayFrom = now - 24h;
    const auto due = connection.each(kDue, {}, [&figures](const Row &row) {
        figures.queued = row.integer(0);
        figures.oldestDue = row.instantOrNone(1);
    });
    if (!due)
        return fail(due.error());
    qint64 sending = 0;
    const std::tuple<qint64 &, const char *, Values> questions[] = {
        {figures.subscribers, kSubscribers, {}},
        {figures.jobs, kJobs, {}},
        {sending, kSending, {}},
        {figures.deliveredLastDay, kDelivered, {toMillis(figures.dayFrom)}},
        {figures.troubled, kTroubled, {}},
        {figures.databaseBytes, kPages, {}},
    };
    for (const auto &[figure, sql, values] : questions) {
        const auto found = number(connection, sql, values);
        if (!found)
            return fail(found.error());
        figure = *found;
    }
    // By the list's own question: the number leads to these rows.
    JobQuery failed;
    failed.states = {JobState::Failed};
    failed.sentFrom = figures.dayFrom;
    const auto failures = countJobs(connection, failed);
    if (!failures)
        return fail(failures.error());
    figures.failedLastDay = *failures;
    figures.queued += sending;
    return figures;
}

Result<bool> isIdle(Connection &connection)
{
    const auto queued = number(connection, kIsQueued);
    if (!queued)
        return fail(queued.error());
    if (*queued != 0)
        return false;
    const auto sending = number(connection, kSending);
    if (!sending)
        return fail(sending.error());
    const auto running = number(connection, kRunning);
    if (!running)
        return fail(running.error());
    return *sending + *running == 0;
}

} // namespace tacklebox::store
