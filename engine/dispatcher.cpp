// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/dispatcher.h"

#include "engine/prepare.h"
#include "engine/settle.h"

#include <QLoggingCategory>

#include <pthread.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

Q_LOGGING_CATEGORY(log, "tacklebox.engine")

// Half of it, what one subscriber may have alone, keeps the transport's connections busy while a turn
// is committed, even where the disk takes a tenth of a second. What is claimed and not settled is what
// may arrive twice after a kill, so not more.
constexpr int kWindow = 4096;
// Nothing is claimed beyond it: a window full of large bodies would fill the memory.
constexpr qsizetype kMostBytesInFlight = 64 * 1024 * 1024;
constexpr auto kLockInterval = 1s;
constexpr auto kPauseAfterError = 1s;
// How long the end waits for what is on the wire.
constexpr auto kGrace = 2s;
// How long a job rests whose secret can't be read yet. The key, once there, is read within it.
constexpr auto kPauseWithoutKey = 2s;
// What came back is worth a commit of its own from such a part of what is still on the wire, or after
// such a time: the fewer commits, the more jobs share one.
constexpr qsizetype kSettlePart = 4;
constexpr auto kLongestGathering = 10ms;

} // namespace

Dispatcher::Dispatcher(Parts parts, DeliveryRules rules)
    : m_parts(parts)
    , m_rules(std::move(rules))
    , m_recipients(parts.vault)
    , m_lanes(kWindow)
    , m_thread([this] {
        pthread_setname_np(pthread_self(), "engine");
        run();
    })
{
}

Dispatcher::~Dispatcher()
{
    post([](Mail &mail) { mail.isStopping = true; });
}

void Dispatcher::run()
{
    tryForLock();
    while (!isFinished()) {
        handle(waitForMail());
        if (m_isStopping && std::chrono::steady_clock::now() >= m_abortAt)
            m_abort.request_stop();
        if (!m_lock)
            tryForLock();
        maybeStartTurn();
    }
    m_isDelivering = false;
}

bool Dispatcher::isFinished() const
{
    return m_isStopping && m_flights.isEmpty() && m_settled.empty() && !m_isTurning && !m_isTakingOver;
}

Moment Dispatcher::moment() const
{
    return {m_clockWatch.now(), std::chrono::steady_clock::now()};
}

std::chrono::milliseconds Dispatcher::patience() const
{
    if (m_isStopping) {
        const auto left = m_abortAt - std::chrono::steady_clock::now();
        return m_abort.stop_requested() ? kLockInterval
                                        : std::max(std::chrono::ceil<std::chrono::milliseconds>(left), 0ms);
    }
    // What is due can't be claimed now, and mail tells when it can.
    if (!m_epoch || m_isTurning || !mayClaim())
        return kLockInterval;
    const Moment now = moment();
    const auto pause = std::chrono::ceil<std::chrono::milliseconds>(m_pausedUntil - now.steady);
    auto wait = m_lanes.patience(now).value_or(kLockInterval);
    if (m_gathersUntil)
        wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(*m_gathersUntil - now.steady));
    wait = std::max(wait, pause);
    // Never longer than this at once, so a wall clock that was moved is noticed.
    return std::clamp<std::chrono::milliseconds>(wait, 0ms, kLockInterval);
}

void Dispatcher::handle(Mail mail)
{
    m_clockWatch.look(m_parts.clock, m_settled);
    m_readsQueues = m_readsQueues || m_clockWatch.hasChange();
    if (mail.rules)
        m_rules = std::move(*mail.rules);
    if (mail.isReloaded)
        m_recipients.forget();
    m_readsQueues = m_readsQueues || mail.isWoken || mail.isReloaded;
    for (auto offer = mail.offers.begin(); offer != mail.offers.end(); ++offer)
        m_offers[offer.key()] = std::min(m_offers.value(offer.key(), *offer), *offer);
    if (mail.isStopping)
        beginEnd();
    if (mail.epoch)
        handleEpoch(*mail.epoch);
    handleReplies(std::move(mail.replies));
    if (mail.turn)
        handleTurn(std::move(*mail.turn));
}

void Dispatcher::beginEnd()
{
    m_isStopping = true;
    m_abortAt = std::chrono::steady_clock::now() + kGrace;
    m_parts.client.recall();
}

void Dispatcher::tryForLock()
{
    if (m_isTakingOver || m_isStopping || m_parts.vault.isLocked())
        return;
    auto lock = store::DelivererLock::tryAcquire(m_parts.store.directory());
    if (!lock || !*lock)
        return;
    m_lock = std::move(*lock);
    m_isDelivering = true;
    m_isTakingOver = true;
    const Instant now = m_parts.clock.now();
    m_parts.store
        .write<store::Epoch>(
            [now](store::Connection &connection) { return store::takeOver(connection, now); })
        .then(QtFuture::Launch::Sync, [this](const Result<store::Epoch> &epoch) {
            post([&epoch](Mail &mail) { mail.epoch = epoch; });
        });
}

void Dispatcher::handleEpoch(const Result<store::Epoch> &epoch)
{
    m_isTakingOver = false;
    if (!epoch) {
        m_trouble.tell(epoch.error());
        qCWarning(log) << "can't take over:" << int(epoch.error().reason) << epoch.error().detail;
        m_isDelivering = false;
        m_lock.reset();
        return;
    }
    m_epoch = *epoch;
    m_clockWatch.forget(); // who had the queue before followed it, or the take-over did
    m_readsQueues = true;
}

void Dispatcher::handleReplies(std::vector<transport::Reply> replies)
{
    const Moment now = moment();
    std::uniform_real_distribution<double> jitter(0, 1);
    for (transport::Reply &reply : replies) {
        const auto flight = m_flights.constFind(reply.tag);
        if (flight == m_flights.constEnd())
            continue;
        m_bytesInFlight -= flight->bytes;
        store::SettledJob job = settle(
            flight->job, *flight->recipient, std::move(reply), flight->began, now.wall, jitter(m_random));
        m_health.settled(flight->job, job, *flight->recipient, now.wall);
        settled(std::move(job),
                std::chrono::floor<std::chrono::milliseconds>(now.steady - flight->claimedAt));
        m_flights.erase(flight);
    }
}

void Dispatcher::settled(store::SettledJob job, std::chrono::milliseconds took)
{
    m_lanes.ended(job.subscriber, feedbackOf(job), took, std::chrono::steady_clock::now());
    if (job.next == JobState::Retrying && m_lanes.restOf(job.subscriber))
        job.error += u"; its host rests, and one job at a time probes it"_s;
    m_settled.push_back(std::move(job));
}

bool Dispatcher::mayClaim() const
{
    return !m_isStopping && !m_parts.vault.isLocked() && m_bytesInFlight < kMostBytesInFlight;
}

// Between turns alone: one that is under way answers from before the offer.
void Dispatcher::takeOffers()
{
    for (auto offer = m_offers.begin(); offer != m_offers.end(); ++offer)
        m_lanes.offered(offer.key(), *offer);
    m_offers.clear();
}

void Dispatcher::maybeStartTurn()
{
    if (m_isTurning || !m_epoch || std::chrono::steady_clock::now() < m_pausedUntil)
        return;
    takeOffers();
    const Moment now = moment();
    const bool isPatient = !m_isStopping && (!m_gathersUntil || now.steady < *m_gathersUntil);
    // A turn that settles claims all it can, too.
    const bool settles
        = !m_settled.empty() && (!isPatient || qsizetype(m_settled.size()) * kSettlePart >= m_flights.size());
    std::vector<Ask> asks;
    if (mayClaim())
        asks = m_lanes.asks(now, isPatient && !settles ? Patience::Some : Patience::None);
    if (settles || !asks.empty() || (m_readsQueues && mayClaim()))
        startTurn(std::move(asks));
    else if (!m_gathersUntil && (!m_settled.empty() || m_lanes.isGathering()))
        m_gathersUntil = now.steady + kLongestGathering;
}

std::vector<JobKey> Dispatcher::flying() const
{
    std::vector<JobKey> jobs;
    jobs.reserve(size_t(m_flights.size()));
    for (const Flight &flight : m_flights)
        jobs.push_back(flight.job.key);
    return jobs;
}

void Dispatcher::startTurn(std::vector<Ask> asks)
{
    m_isTurning = true;
    m_gathersUntil.reset();
    m_settling = std::make_shared<const std::vector<store::SettledJob>>(std::move(m_settled));
    m_settled.clear();
    TurnOrder order{*m_epoch,
                    m_settling,
                    m_health.takeNotes(),
                    flying(),
                    std::move(asks),
                    std::exchange(m_readsQueues, false),
                    m_recipients.revision(),
                    m_clockWatch.now(),
                    m_clockWatch.take()};
    m_parts.store
        .write<Turn>(
            [order = std::move(order)](store::Connection &connection) { return takeTurn(connection, order); },
            store::Precedence::First)
        .then(QtFuture::Launch::Sync,
              [this](Result<Turn> turn) { post([&turn](Mail &mail) { mail.turn = std::move(turn); }); });
}

void Dispatcher::handleTurn(Result<Turn> turn)
{
    m_isTurning = false;
    if (!turn) {
        // Nothing was written: what was to be settled stays ours, and is tried again.
        m_trouble.tell(turn.error());
        qCWarning(log) << "a turn failed:" << int(turn.error().reason) << turn.error().detail;
        m_settled.insert(m_settled.begin(), m_settling->begin(), m_settling->end());
        m_health.putBack();
        m_clockWatch.takeBack(std::span(m_settled).first(m_settling->size()));
        m_pausedUntil = std::chrono::steady_clock::now() + kPauseAfterError;
        m_readsQueues = true;
        if (m_isStopping)
            m_settled.clear(); // the next holder of the lock puts them back
        return;
    }
    m_trouble.end();
    const auto settling = std::exchange(m_settling, nullptr);
    if (!turn->isCurrent) {
        standBy();
        return;
    }
    if (turn->recipients) {
        m_recipients.take(turn->revision, *turn->recipients);
        m_health.take(*turn->recipients);
        m_lanes.setRules(m_recipients.laneRules());
    }
    if (turn->queues)
        m_lanes.setQueue(*turn->queues);
    for (const store::SettledJob &job : *settling) {
        if (job.due)
            m_lanes.offered(job.subscriber, *job.due);
    }
    handleClaims(std::move(turn->claims));
}

void Dispatcher::handleClaims(std::vector<Claimed> claims)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    std::vector<store::ClaimedJob> jobs;
    for (Claimed &claimed : claims) {
        m_lanes.claimed(claimed.subscriber, int(claimed.claim.jobs.size()), claimed.claim.next, now);
        std::ranges::move(claimed.claim.jobs, std::back_inserter(jobs));
    }
    if (!jobs.empty())
        sendAll(std::move(jobs));
}

// Only where somebody deleted the lock's file. The jobs under way are the new holder's.
void Dispatcher::standBy()
{
    qCWarning(log) << "another process took over";
    m_isDelivering = false;
    m_abort.request_stop();
    m_abort = {};
    m_flights.clear();
    m_settled.clear();
    m_bytesInFlight = 0;
    m_lanes.forget();
    m_readsQueues = true;
    m_epoch.reset();
    m_lock.reset();
}

void Dispatcher::sendAll(std::vector<store::ClaimedJob> claimed)
{
    const Instant now = m_parts.clock.now();
    const SteadyTime claimedAt = std::chrono::steady_clock::now();
    std::vector<transport::Request> requests;
    requests.reserve(claimed.size());
    for (store::ClaimedJob &job : claimed) {
        if (m_isStopping) {
            settled(putBack(job, now), 0ms);
            continue;
        }
        const RecipientPointer recipient = m_recipients.find(job.subscriber);
        const auto body = takeBody(job, recipient); // the reply brings it back
        if (!body) {
            settled(putAside(job, body.error(), now + kPauseWithoutKey), 0ms);
            continue;
        }
        transport::Request request = prepare({job, *body}, *recipient, m_rules, now);
        request.tag = ++m_lastTag;
        request.stop = m_abort.get_token();
        requests.push_back(std::move(request));
        m_bytesInFlight += body->size();
        m_flights.insert(m_lastTag, {std::move(job), recipient, now, claimedAt, body->size()});
    }
    m_parts.client.send(std::move(requests), [this](std::vector<transport::Reply> replies) {
        post([&replies](Mail &mail) { std::ranges::move(replies, std::back_inserter(mail.replies)); });
    });
}

} // namespace tacklebox::engine
