// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/jobfilter.h"

namespace tacklebox::models {

namespace {

template<typename T>
bool admits(const QList<T> &allowed, const T &value)
{
    return allowed.isEmpty() || allowed.contains(value);
}

bool admitsCode(const QList<CodeRange> &codes, std::optional<int> code)
{
    if (codes.isEmpty())
        return true;
    return code && std::ranges::any_of(codes, [code](const CodeRange &range) {
               return *code >= range.first && *code <= range.last;
           });
}

const QString &textOf(const Job &job, JobAttribute attribute)
{
    switch (attribute) {
    case JobAttribute::Status:
        return job.status;
    case JobAttribute::Address:
        return job.address;
    case JobAttribute::Event:
        return job.eventType;
    case JobAttribute::OrderId:
        return job.orderId;
    case JobAttribute::Subscriber:
        return job.subscriberName;
    case JobAttribute::CallbackUrl:
        break;
    }
    return job.callbackUrl;
}

bool admitsText(const JobQuery &query, const Job &job)
{
    static const QList<JobAttribute> all{JobAttribute::Status,
                                         JobAttribute::Address,
                                         JobAttribute::Event,
                                         JobAttribute::OrderId,
                                         JobAttribute::Subscriber,
                                         JobAttribute::CallbackUrl};
    return query.search.isEmpty()
        || std::ranges::any_of(query.searchIn.isEmpty() ? all : query.searchIn, [&](JobAttribute attribute) {
               return textOf(job, attribute).contains(query.search, Qt::CaseInsensitive);
           });
}

} // namespace

bool matches(const JobQuery &query, const Job &job)
{
    return admits(query.states, job.state) && admits(query.eventTypes, job.eventType)
        && admits(query.statuses, job.status) && admits(query.subscribers, job.subscriberId)
        && admits(query.callbackUrls, job.callbackUrl) && admits(query.events, job.eventId)
        && admitsCode(query.codes, job.statusCode) && (!query.from || job.createdAt >= *query.from)
        && (!query.to || job.createdAt < *query.to)
        && (!query.sentFrom || (job.lastSentAt && *job.lastSentAt >= *query.sentFrom))
        && admitsText(query, job);
}

} // namespace tacklebox::models
