// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/replayplan.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr int kNamedReceivers = 3;

// By its URL without the scheme where nobody told its name.
QString receiverOf(const Job &job)
{
    if (!job.subscriberName.isEmpty())
        return job.subscriberName;
    const qsizetype scheme = job.callbackUrl.indexOf("://"_L1);
    return scheme < 0 ? job.callbackUrl : job.callbackUrl.mid(scheme + 3);
}

} // namespace

ReplayPlan replayPlanOf(const QList<Job> &jobs)
{
    ReplayPlan plan;
    plan.jobs = jobs.size();
    QSet<QString> subscribers;
    for (const Job &job : jobs) {
        plan.delivered += job.state == JobState::Delivered ? 1 : 0;
        plan.uncertain += job.state == JobState::Unknown ? 1 : 0;
        const QString receiver = receiverOf(job);
        const qsizetype before = subscribers.size();
        subscribers.insert(job.subscriberId.isEmpty() ? receiver : job.subscriberId.value);
        if (subscribers.size() > before && plan.names.size() < kNamedReceivers)
            plan.names += receiver;
    }
    plan.subscribers = subscribers.size();
    return plan;
}

JobQuery firstToReplay(const JobQuery &query)
{
    JobQuery first = query;
    first.page.number = 1;
    first.page.cursor.clear();
    first.count = true;
    return first;
}

// The server may give fewer a page than it is asked for, and the same job twice where pages move.
std::optional<JobQuery> addPage(JobsToReplay &found, const JobQuery &query, const Page<Job> &page)
{
    QSet<JobId> known;
    for (const Job &job : std::as_const(found.jobs))
        known.insert(job.id);
    const qsizetype before = found.jobs.size();
    for (const Job &job : page.rows) {
        if (!known.contains(job.id))
            found.jobs << job;
        known.insert(job.id);
    }
    if (page.count)
        found.count = page.count;
    if (page.asOf)
        found.asOf = std::min(*page.asOf, found.asOf.value_or(*page.asOf));
    if (page.lookedThrough)
        found.lookedThrough = page.lookedThrough;
    const bool isNew = found.jobs.size() > before;
    const bool hasMore = !page.next.isEmpty() || found.count.value_or(0) > found.jobs.size();
    if (isNew && hasMore && found.jobs.size() < kMostReplayedAtOnce) {
        JobQuery next = query;
        next.page.number = page.number + 1;
        next.page.cursor = page.next;
        return next;
    }
    found.isAll = !hasMore && !found.lookedThrough && found.jobs.size() <= kMostReplayedAtOnce;
    if (found.jobs.size() > kMostReplayedAtOnce)
        found.jobs.resize(kMostReplayedAtOnce);
    return std::nullopt;
}

} // namespace tacklebox
