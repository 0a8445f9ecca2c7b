// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/cachedjoblisting.h"
#include "store/cachedrows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tacklebox::store {

static constexpr char kColumns[]
    = "uuid, event_id, event_type, status, state, subscriber_id, subscriber_name, callback_url, status_code,"
      " attempts, order_id, address, created_at, last_sent_at, next_attempt_at, outcome, error";
// Of those that came as they were, too: a page is as old as the oldest reading of its rows.
static constexpr char kReadAgain[] = "UPDATE cached_job SET read_at = ? WHERE connection_id = ?"
                                     " AND remote_id IN (SELECT value FROM json_each(?)) AND read_at <> ?";
static constexpr char kRemoveSome[] = "DELETE FROM cached_job WHERE id IN (SELECT id FROM cached_job"
                                      " WHERE connection_id = ? LIMIT ?)";
static constexpr char kOld[]
    = " FROM connection c CROSS JOIN cached_job j INDEXED BY cached_job_created ON j.connection_id = c.id"
      " AND j.created_at > 0 AND j.created_at < ? WHERE j.last_sent_at < ?";

namespace {

qint64 millisOf(const std::optional<Instant> &time)
{
    return time ? toMillis(*time) : 0;
}

constexpr int kUntold = -1; // how often it was tried

Values valuesOf(ConnectionKey key, const Job &job, Instant now)
{
    return {key.value,
            job.id.value,
            toMillis(now),
            job.uuid,
            job.eventId.value,
            job.eventType,
            job.status,
            int(job.state),
            job.subscriberId.value,
            job.subscriberName,
            job.callbackUrl,
            job.statusCode.value_or(0),
            job.attempts.value_or(kUntold),
            job.orderId,
            job.address,
            toMillis(job.createdAt),
            millisOf(job.lastSentAt),
            millisOf(job.nextAttemptAt),
            job.lastOutcome ? QVariant(int(*job.lastOutcome)) : QVariant(),
            job.lastError};
}

Job jobFrom(const Row &row, const QString &connectionName)
{
    Job job;
    job.id = {row.text(0)};
    job.connection = connectionName;
    job.uuid = row.text(1);
    job.eventId = {row.text(2)};
    job.eventType = row.text(3);
    job.status = row.text(4);
    job.state = JobState(row.integer(5));
    job.subscriberId = {row.text(6)};
    job.subscriberName = row.text(7);
    job.callbackUrl = row.text(8);
    if (row.integer(9) != 0)
        job.statusCode = int(row.integer(9));
    job.attempts = int(row.integer(10));
    if (job.attempts == kUntold)
        job.attempts.reset();
    job.orderId = row.text(11);
    job.address = row.text(12);
    job.createdAt = row.instant(13);
    job.lastSentAt = row.instantOrNone(14);
    job.nextAttemptAt = row.instantOrNone(15);
    if (!row.isNull(16))
        job.lastOutcome = Outcome(row.integer(16));
    job.lastError = row.text(17);
    return job;
}

struct Kept
{
    Job job;
    Instant readAt;
};

// `from` names the rows: the part of the statement behind the columns.
Result<QList<Kept>> rowsFrom(Connection &connection, ConnectionKey key, const QByteArray &from,
                             const Values &values)
{
    const auto name = connectionName(connection, key);
    if (!name)
        return fail(name.error());
    return connection.all(QByteArray("SELECT remote_id, ") + kColumns + ", read_at FROM " + from,
                          values,
                          [&name](const Row &row) {
                              return Kept{jobFrom(row, *name), row.instant(18)};
                          });
}

Result<Done> noteReadAgain(Connection &connection, ConnectionKey key, const QList<Job> &jobs, Instant now)
{
    QJsonArray ids;
    for (const Job &job : jobs)
        ids.append(job.id.value);
    const QString json = QString::fromUtf8(QJsonDocument(ids).toJson(QJsonDocument::Compact));
    return connection.run(kReadAgain, {toMillis(now), key.value, json, toMillis(now)});
}

} // namespace

Result<QList<Job>> mergeCached(Connection &connection, ConnectionKey key, const QList<Job> &jobs, Instant now)
{
    const auto name = connectionName(connection, key);
    if (!name)
        return fail(name.error());
    const QByteArray merge = mergeStatement("cached_job", kColumns);
    QList<Job> changed;
    for (const Job &job : jobs) {
        if (auto done = connection.run(merge, valuesOf(key, job, now)); !done)
            return fail(done.error());
        if (connection.changedRows() == 0)
            continue;
        changed.append(job);
        changed.last().connection = *name;
    }
    if (auto done = noteReadAgain(connection, key, jobs, now); !done)
        return fail(done.error());
    return changed;
}

Result<Page<Job>> cachedJobs(Connection &connection, ConnectionKey key, const JobQuery &query)
{
    const auto listing = cachedJobListing(connection, key, query);
    if (!listing)
        return fail(listing.error());
    auto ids = pageOf(connection, *listing, query.page, Counting::No);
    if (!ids)
        return fail(ids.error());
    auto rows = rowsFrom(connection,
                         key,
                         "json_each(?) k CROSS JOIN cached_job j ON j.id = k.value ORDER BY k.key",
                         {jsonOf(ids->ids)});
    if (!rows)
        return fail(rows.error());
    if (query.count) {
        const auto count = countCachedJobs(connection, key, query);
        if (!count)
            return fail(count.error());
        ids->count = *count;
    }
    QList<Job> jobs;
    for (const Kept &row : *rows)
        jobs.append(row.job);
    auto page = cachedPage(connection, key, Cached::Jobs, *ids, std::move(jobs));
    if (page && page->asOf && !rows->isEmpty())
        page->asOf = std::ranges::min(*rows, {}, &Kept::readAt).readAt;
    return page;
}

Result<qint64> countCachedJobs(Connection &connection, ConnectionKey key, const JobQuery &query)
{
    const auto where = cachedJobClause(connection, key, query);
    if (!where)
        return fail(where.error());
    return countOf(connection, Listing{"cached_job j", "j.id", "j.id", 0, query.order, *where});
}

Result<Job> cachedJob(Connection &connection, ConnectionKey key, const JobId &id)
{
    return cachedJobDetail(connection, key, id).map(&JobDetail::job);
}

Result<JobDetail> cachedJobDetail(Connection &connection, ConnectionKey key, const JobId &id)
{
    auto rows = rowsFrom(
        connection, key, "cached_job WHERE connection_id = ? AND remote_id = ?", {key.value, id.value});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail({ErrorKind::NotFound, Reason::NoSuchJob, {}, id.value, {}, {}, 0});
    const Kept &kept = rows->constFirst();
    return JobDetail{kept.job, {}, {}, PageSource::Cache, kept.readAt};
}

Result<qint64> pruneCachedJobs(Connection &connection, Instant before, int limit)
{
    const QByteArray old = QByteArray("SELECT j.id") + kOld + " LIMIT ?";
    const qint64 time = toMillis(before);
    if (auto done = connection.run("DELETE FROM cached_job WHERE id IN (" + old + ')', {time, time, limit});
        !done)
        return fail(done.error());
    return connection.changedRows();
}

Result<qint64> countOldCachedJobs(Connection &connection, Instant before)
{
    const qint64 time = toMillis(before);
    const auto count = connection.first(
        QByteArray("SELECT count(*)") + kOld, {time, time}, [](const Row &row) { return row.integer(0); });
    if (!count)
        return fail(count.error());
    return count->value_or(0);
}

Result<Forgetting> removeCachedJobs(Connection &connection, ConnectionKey key, int limit)
{
    if (auto done = connection.run(kRemoveSome, {key.value, limit}); !done)
        return fail(done.error());
    return connection.changedRows() < limit ? Forgetting::Finished : Forgetting::More;
}

} // namespace tacklebox::store
