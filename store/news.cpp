// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/news.h"

#include "store/connection.h"
#include "store/jobstore.h"

#include <cstring>

namespace tacklebox::store {

// Commits that the log keeps: who sleeps longer is told to ask again.
static constexpr qint64 kKeptRevisions = 512;

static constexpr char kLast[] = "SELECT coalesce(max(revision), 0) FROM change";
static constexpr char kAppend[]
    = "INSERT INTO change (revision, overflow, jobs, subscribers, removed, events, captures, activities,"
      " connections) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
static constexpr char kTrim[] = "DELETE FROM change WHERE revision <= ?";
static constexpr char kSince[]
    = "SELECT revision, overflow, jobs, subscribers, removed, events, captures, activities, connections"
      " FROM change WHERE revision > ? ORDER BY revision";

namespace {

QByteArray packed(const std::vector<qint64> &keys)
{
    return QByteArray(reinterpret_cast<const char *>(keys.data()), qsizetype(keys.size() * sizeof(qint64)));
}

QByteArray packed(const QSet<SubscriberKey> &keys)
{
    std::vector<qint64> values;
    for (const SubscriberKey key : keys)
        values.push_back(key.value);
    return packed(values);
}

std::vector<qint64> unpacked(const QByteArray &bytes)
{
    std::vector<qint64> keys(size_t(bytes.size()) / sizeof(qint64));
    if (!keys.empty())
        std::memcpy(keys.data(), bytes.constData(), keys.size() * sizeof(qint64));
    return keys;
}

// The log's rows added up.
struct Sum
{
    News news;
    QSet<qint64> seen;
    QList<JobKey> jobs;
    QSet<SubscriberKey> subscribers;
    QSet<SubscriberKey> removed;

    void addJobs(const QByteArray &keys)
    {
        for (const qint64 key : unpacked(keys)) {
            if (!seen.contains(key)) {
                seen.insert(key);
                jobs.append(JobKey{key});
            }
        }
        if (jobs.size() > kMaxNewsJobs)
            news.jobsOverflow = true;
    }

    void add(const Row &row)
    {
        const qint64 revision = row.integer(0);
        if (revision != news.revision + 1) {
            news.jobsOverflow = true;
            news.subscribersOverflow = true;
            news.connectionsChanged = true;
        }
        news.revision = revision;
        news.jobsOverflow = news.jobsOverflow || row.integer(1) != 0;
        addJobs(row.bytes(2));
        for (const qint64 key : unpacked(row.bytes(3))) {
            subscribers.insert(SubscriberKey{key});
            removed.remove(SubscriberKey{key});
        }
        for (const qint64 key : unpacked(row.bytes(4))) {
            removed.insert(SubscriberKey{key});
            subscribers.remove(SubscriberKey{key});
        }
        news.events += int(row.integer(5));
        news.captures += int(row.integer(6));
        news.activities += int(row.integer(7));
        news.connectionsChanged = news.connectionsChanged || row.integer(8) != 0;
    }
};

} // namespace

void Changes::note(JobKey job)
{
    if (jobsOverflow)
        return;
    jobs.push_back(job.value);
    if (qsizetype(jobs.size()) > kMaxNewsJobs) {
        jobsOverflow = true;
        jobs.clear();
    }
}

void Changes::append(const Changes &later)
{
    for (const qint64 job : later.jobs)
        note(JobKey{job});
    if (later.jobsOverflow) {
        jobsOverflow = true;
        jobs.clear();
    }
    removed.subtract(later.subscribers);
    subscribers.unite(later.subscribers);
    subscribers.subtract(later.removed);
    removed.unite(later.removed);
    events += later.events;
    captures += later.captures;
    activities += later.activities;
    connections = connections || later.connections;
}

bool Changes::isEmpty() const
{
    return jobs.empty() && !jobsOverflow && subscribers.isEmpty() && removed.isEmpty() && events == 0
        && captures == 0 && activities == 0 && !connections;
}

Result<Done> appendChanges(Connection &connection, const Changes &changes)
{
    Statement &last = connection.hot(kLast);
    if (last.step() != Statement::Step::Row)
        return fail(connection.lastError());
    const qint64 revision = last.integer(0) + 1;
    last.reset();

    const QByteArray jobs = packed(changes.jobs);
    const QByteArray subscribers = packed(changes.subscribers);
    const QByteArray removed = packed(changes.removed);
    Statement &append = connection.hot(kAppend);
    append << revision << int(changes.jobsOverflow) << QByteArrayView(jobs) << QByteArrayView(subscribers)
           << QByteArrayView(removed) << changes.events << changes.captures << changes.activities
           << int(changes.connections);
    if (!append.run())
        return fail(connection.lastError());
    if (!(connection.hot(kTrim) << revision - kKeptRevisions).run())
        return fail(connection.lastError());
    return Done{};
}

Result<qint64> lastRevision(Connection &connection)
{
    const auto found = connection.first(kLast, {}, [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    return found->value_or(0);
}

Result<News> newsSince(Connection &connection, qint64 revision)
{
    Sum sum;
    sum.news.revision = revision;
    if (auto done = connection.each(kSince, {revision}, [&sum](const Row &row) { sum.add(row); }); !done)
        return fail(done.error());
    if (!sum.news.jobsOverflow) {
        auto rows = jobs(connection, sum.jobs);
        if (!rows)
            return fail(rows.error());
        sum.news.jobs = std::move(*rows);
    }
    sum.news.subscribers = sum.subscribers.values();
    sum.news.removed = sum.removed.values();
    return sum.news;
}

} // namespace tacklebox::store
