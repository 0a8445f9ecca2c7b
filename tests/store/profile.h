// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A profile in a temporary directory, and the few steps that every test of the store begins with.
#pragma once

#include "store/jobqueue.h"
#include "store/jobstore.h"
#include "store/rowuuid.h"
#include "store/store.h"
#include "store/subscriberstore.h"

#include <QTemporaryDir>

namespace tacklebox::store::test {

inline const Instant kNow = fromMillis(1'700'000'000'000);

template<typename T>
Result<T> await(Async<T> answer)
{
    answer.waitForFinished();
    return answer.result();
}

class Profile final
{
public:
    Profile()
        : m_path(m_directory.filePath(QStringLiteral("profile")))
    {
        reopen();
    }

    void reopen()
    {
        m_store.reset();
        auto opened = Store::open(m_path);
        if (!opened)
            qFatal("%s", qUtf8Printable(opened.error().detail));
        m_store = std::move(*opened);
    }
    void close() { m_store.reset(); }

    [[nodiscard]] Store &store() { return *m_store; }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString database() const { return m_path + QStringLiteral("/tacklebox.db"); }

    template<typename T>
    Result<T> write(std::function<Result<T>(Connection &)> change)
    {
        return await(m_store->write<T>(std::move(change)));
    }

    template<typename T>
    Result<T> read(std::function<Result<T>(Connection &)> question)
    {
        return await(m_store->read<T>({}, std::move(question)));
    }

    SubscriberKey addSubscriber(const QString &name)
    {
        const Fields fields{
            {QStringLiteral("name"), name},
            {QStringLiteral("callback_url"), QStringLiteral("https://%1.example/in").arg(name)},
            {QStringLiteral("active"), true}};
        return write<SubscriberKey>([&](Connection &connection) {
                   return insertSubscriber(connection, newUuid(kNow), fields, {}, kNow);
               })
            .value();
    }

    Result<Published> publishTo(SubscriberKey subscriber, const EventDraft &event, Instant now = kNow)
    {
        return write<Published>([&](Connection &connection) {
            const NewJob job{subscriber, JobState::Waiting};
            return publish(connection, event, {&job, 1}, now);
        });
    }

    Epoch takeOverNow()
    {
        return write<Epoch>([](Connection &connection) { return takeOver(connection, kNow); }).value();
    }

    // As the deliverer does; what was claimed before stays noted, too.
    Result<Done> noteAll(Connection &connection, const std::vector<ClaimedJob> &claimed)
    {
        for (const ClaimedJob &job : claimed)
            m_sending.push_back(job.key);
        return noteSending(connection, m_sending);
    }

    // From one subscriber's queue after the other, `limit` in all.
    std::vector<ClaimedJob> claim(Epoch epoch, int limit = 1000, Instant now = kNow)
    {
        return write<std::vector<ClaimedJob>>([&](Connection &connection) -> Result<std::vector<ClaimedJob>> {
                   std::vector<ClaimedJob> jobs;
                   const auto heads = queueHeads(connection);
                   if (!heads)
                       return fail(heads.error());
                   for (auto head = heads->keyBegin(); head != heads->keyEnd(); ++head) {
                       auto claim = claimDue(
                           connection, epoch, *head, QueueOrder::ByDue, now, limit - int(jobs.size()));
                       if (!claim)
                           return fail(claim.error());
                       std::ranges::move(claim->jobs, std::back_inserter(jobs));
                   }
                   if (auto noted = noteAll(connection, jobs); !noted)
                       return fail(noted.error());
                   return jobs;
               })
            .value();
    }

    Claim claimFrom(SubscriberKey subscriber, QueueOrder order, Epoch epoch, int limit, Instant now = kNow)
    {
        return write<Claim>([&](Connection &connection) -> Result<Claim> {
                   auto claim = claimDue(connection, epoch, subscriber, order, now, limit);
                   if (!claim)
                       return claim;
                   if (auto noted = noteAll(connection, claim->jobs); !noted)
                       return fail(noted.error());
                   return claim;
               })
            .value();
    }

    Result<JobDetail> detail(const QString &id)
    {
        return read<JobDetail>([&](Connection &connection) { return jobDetail(connection, {id}); });
    }

private:
    QTemporaryDir m_directory;
    QString m_path;
    std::unique_ptr<Store> m_store;
    std::vector<JobKey> m_sending;
};

inline EventDraft draft(const QString &type, const QString &orderId = {})
{
    return {type, QStringLiteral("new"), orderId, QStringLiteral("1 Main Street"), {}, {}, "{}"};
}

inline SettledJob settled(const ClaimedJob &job, JobState next, Outcome outcome, int code)
{
    Attempt attempt;
    attempt.number = job.attempts + 1;
    attempt.at = kNow;
    attempt.manual = job.manual;
    attempt.outcome = outcome;
    attempt.statusCode = code;
    attempt.request = {"POST", QStringLiteral("https://acme.example/in"), {}, job.payload};
    SettledJob result;
    result.key = job.key;
    result.subscriber = job.subscriber;
    result.attempt = attempt;
    result.next = next;
    result.outcome = outcome;
    return result;
}

} // namespace tacklebox::store::test
