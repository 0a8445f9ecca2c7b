// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/replayrunner.h"

#include "backend/wording.h"
#include "engine/certificatenotes.h"
#include "engine/dispatcher.h"
#include "engine/diversion.h"
#include "engine/prepare.h"
#include "engine/settle.h"
#include "store/replaystore.h"

#include <QLoggingCategory>

#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

Q_LOGGING_CATEGORY(replayLog, "tacklebox.replay")

// What goes elsewhere asks nobody how much it takes.
constexpr int kMostOnTheWire = 16;
// A failed commit, nobody's lock yet, jobs under way: then it is tried again.
constexpr auto kReplayRest = 1s;
constexpr auto kSoon = 200ms;

// What a batch of diverted jobs is sent with, of one moment.
struct Sendable
{
    store::DivertedBatch batch;
    RecipientRows recipients;
};

Result<Sendable> sendableFrom(store::Connection &connection, ReplayKey key, JobKey after, int limit)
{
    auto batch = store::divertedJobs(connection, key, after, limit);
    if (!batch)
        return fail(batch.error());
    auto rows = rowsOf(connection, std::exchange(batch->subscribers, {}));
    if (!rows)
        return fail(rows.error());
    return Sendable{std::move(*batch), std::move(*rows)};
}

store::DivertedTry leftOut(JobKey job, const QString &why)
{
    return {job, std::nullopt, why};
}

} // namespace

ReplayRunner::ReplayRunner(Parts parts, DeliveryRules rules)
    : m_parts(parts)
    , m_rules(std::move(rules))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReplayRunner::step);
    connect(&parts.store, &store::Store::newsArrived, this, [this](const store::News &news) {
        if (news.activities > 0)
            look();
    });
    look();
}

ReplayRunner::~ReplayRunner()
{
    m_abort.request_stop();
}

void ReplayRunner::look()
{
    if (std::exchange(m_isLooking, true)) {
        m_looksAgain = true;
        return;
    }
    m_parts.store.read<QList<Replay>>({}, store::runningReplays)
        .then(this, [this](const Result<QList<Replay>> &running) {
            m_isLooking = false;
            if (running)
                take(*running);
            if (std::exchange(m_looksAgain, false))
                look();
        });
}

void ReplayRunner::take(const QList<Replay> &running)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    for (auto &[key, run] : m_runs)
        run.isStopped = true;
    for (const Replay &replay : running) {
        const ReplayKey key{replay.id.value.toLongLong()};
        m_runs.try_emplace(key, replay.manner, now).first->second.isStopped = false;
    }
    step();
}

void ReplayRunner::step()
{
    std::erase_if(m_runs, [](const auto &entry) {
        const Run &run = entry.second;
        return run.isStopped && !run.isBusy && run.onTheWire == 0 && run.tries.empty();
    });
    if (m_runs.empty())
        return m_timer.stop();
    if (!m_parts.dispatcher.isDelivering())
        return m_timer.start(kReplayRest);
    const SteadyTime now = std::chrono::steady_clock::now();
    std::chrono::milliseconds wait = kReplayRest;
    for (auto &[key, run] : m_runs) {
        advance(key, run, now);
        if (!run.isBusy)
            wait = std::min(wait, patience(run, now));
    }
    m_timer.start(std::max<std::chrono::milliseconds>(wait, 1ms));
}

std::chrono::milliseconds ReplayRunner::patience(const Run &run, SteadyTime now) const
{
    // An answer from the wire goes on by itself.
    if (run.isStopped || run.onTheWire >= kMostOnTheWire || (run.isAtEnd && run.onTheWire > 0))
        return kReplayRest;
    return std::max(run.pace.patience(now),
                    std::chrono::ceil<std::chrono::milliseconds>(run.notBefore - now));
}

void ReplayRunner::advance(ReplayKey key, Run &run, SteadyTime now)
{
    if (run.isBusy || now < run.notBefore)
        return;
    if (!run.tries.empty())
        return record(key, run);
    if (run.isStopped)
        return;
    if (run.isAtEnd) {
        if (run.onTheWire > 0)
            return;
        run.isAtEnd = false;
        run.after = {};
    }
    const int room = run.pace.room(now);
    if (!run.manner.isDiverted() && room > 0)
        release(key, run, room, now);
    else if (const int most = std::min(room, kMostOnTheWire - run.onTheWire);
             run.manner.isDiverted() && most > 0)
        fetch(key, run, most);
}

template<typename T>
ReplayRunner::Run *ReplayRunner::answered(ReplayKey key, const Result<T> &answer)
{
    const auto found = m_runs.find(key);
    if (found == m_runs.end())
        return nullptr;
    Run &run = found->second;
    run.isBusy = false;
    if (answer)
        return &run;
    qCWarning(replayLog) << "a step of replay" << key.value << "failed:" << int(answer.error().reason)
                         << answer.error().detail;
    run.notBefore = std::chrono::steady_clock::now() + kReplayRest;
    return nullptr;
}

void ReplayRunner::release(ReplayKey key, Run &run, int room, SteadyTime now)
{
    run.isBusy = true;
    const QList<qint64> before
        = run.manner.perSecond || run.pace.mustGo(now) ? QList<qint64>() : run.released;
    const Instant at = m_parts.clock.now();
    m_parts.store
        .write<store::Released>([=](store::Connection &connection) {
            return store::releaseJobs(connection, key, room, before, at);
        })
        .then(this,
              [this, key, at](const Result<store::Released> &released) { takeReleased(key, released, at); });
}

void ReplayRunner::takeReleased(ReplayKey key, const Result<store::Released> &released, Instant at)
{
    Run *run = answered(key, released);
    if (!run)
        return step();
    const SteadyTime now = std::chrono::steady_clock::now();
    run->isStopped = run->isStopped || released->isOver;
    if (released->isCrowded) {
        run->pace.crowded(now);
    } else {
        run->pace.took(int(released->jobs.size()), now);
        run->released = released->jobs;
        if (released->jobs.isEmpty())
            run->notBefore = now + kSoon; // all that are left are under way
    }
    QHash<SubscriberKey, Instant> due;
    for (const SubscriberKey subscriber : released->subscribers)
        due.insert(subscriber, at);
    if (!due.isEmpty())
        m_parts.dispatcher.offer(std::move(due));
    step();
}

void ReplayRunner::fetch(ReplayKey key, Run &run, int room)
{
    run.isBusy = true;
    m_parts.store
        .read<Sendable>({},
                        [key, room, after = run.after](store::Connection &connection) {
                            return sendableFrom(connection, key, after, room);
                        })
        .then(this, [this, key](const Result<Sendable> &found) {
            // Stopped in between: they are there when it goes on.
            if (Run *standing = answered(key, found); standing && !standing->isStopped)
                send(key, *standing, found->batch, found->recipients);
            step();
        });
}

void ReplayRunner::send(ReplayKey key, Run &run, const store::DivertedBatch &batch, const RecipientRows &rows)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    QHash<SubscriberKey, Result<Recipient>> recipients;
    for (const store::StoredSubscriber &stored : rows.subscribers)
        recipients.insert(stored.key,
                          recipientFrom(stored, rows, m_parts.vault).map([&](const Recipient &own) {
                              return divert(own, run.manner);
                          }));
    for (const JobKey job : batch.lost) {
        run.after = std::max(run.after, job);
        run.tries.push_back(leftOut(job, {}));
    }
    for (const store::DivertedJob &diverted : batch.jobs) {
        run.after = std::max(run.after, diverted.job.key);
        const auto recipient = recipients.constFind(diverted.job.subscriber);
        if (*recipient)
            sendOne(key, run, diverted, **recipient);
        else
            run.tries.push_back(leftOut(diverted.job.key, wording::sentence(recipient->error())));
    }
    run.pace.took(int(batch.jobs.size()), now);
    run.isAtEnd = batch.isLast;
    if (batch.isLast && batch.jobs.empty())
        run.notBefore = now + kSoon; // what is left is under way
}

void ReplayRunner::sendOne(ReplayKey key, Run &run, const store::DivertedJob &diverted,
                           const Recipient &recipient)
{
    const Instant now = m_parts.clock.now();
    // What a person wrote goes as it stands.
    const Result<QByteArray> body
        = run.manner.body ? Result<QByteArray>(*run.manner.body) : bodyFor(diverted.job, recipient);
    if (!body)
        return run.tries.push_back(leftOut(diverted.job.key, wording::sentence(body.error())));
    transport::Request request = prepare({diverted.job, *body}, recipient, m_rules, now);
    request.stop = m_abort.get_token();
    const bool isElsewhere = recipient.url != diverted.ownUrl;
    auto promise = std::make_shared<QPromise<Attempt>>();
    promise->start();
    m_parts.client.send(std::move(request),
                        [promise, success = recipient.success, now, isElsewhere](transport::Reply reply) {
                            Attempt attempt = attemptFrom(std::move(reply), success, {now, 1, true});
                            attempt.diverted = isElsewhere;
                            promise->addResult(std::move(attempt));
                            promise->finish();
                        });
    ++run.onTheWire;
    Future<Attempt>(promise->future()).then(this, [this, key, job = diverted.job.key](Attempt attempt) {
        tried(key, job, std::move(attempt));
    });
}

void ReplayRunner::tried(ReplayKey key, JobKey job, Attempt attempt)
{
    const auto found = m_runs.find(key);
    if (found == m_runs.end())
        return;
    Run &run = found->second;
    --run.onTheWire;
    // No attempt is made to an address that is not allowed.
    if (attempt.outcome == Outcome::BlockedAddress)
        run.tries.push_back(leftOut(job, attempt.error));
    else
        run.tries.push_back({job, std::move(attempt), {}});
    step();
}

void ReplayRunner::record(ReplayKey key, Run &run)
{
    run.isBusy = true;
    auto tries = std::make_shared<const std::vector<store::DivertedTry>>(std::exchange(run.tries, {}));
    m_parts.store
        .write<store::Recorded>([key, tries, now = m_parts.clock.now()](store::Connection &connection) {
            if (const auto noted = noteCertificates(connection, std::span(*tries)); !noted)
                return Result<store::Recorded>(fail(noted.error()));
            return store::recordDiverted(connection, key, *tries, now);
        })
        .then(this, [this, key, tries](const Result<store::Recorded> &recorded) {
            takeRecorded(key, recorded, *tries);
        });
}

void ReplayRunner::takeRecorded(ReplayKey key, const Result<store::Recorded> &recorded,
                                const std::vector<store::DivertedTry> &tries)
{
    Run *run = answered(key, recorded);
    if (!run) {
        std::ranges::copy(tries, std::back_inserter(m_runs.at(key).tries));
        return step();
    }
    std::ranges::copy(recorded->again, std::back_inserter(run->tries));
    run->isStopped = run->isStopped || recorded->isOver;
    if (!recorded->again.empty())
        run->notBefore = std::chrono::steady_clock::now() + kSoon;
    step();
}

} // namespace tacklebox::engine
