// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/dispatcher.h"

#include "engine/prepare.h"
#include "engine/settle.h"

#include <QLoggingCategory>

#include <pthread.h>

using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

Q_LOGGING_CATEGORY(log, "tacklebox.engine")

// Enough to keep the transport's connections busy while a turn is committed. What is claimed and not
// settled is what may arrive twice after a kill, so not more than that.
constexpr size_t kWindow = 512;
// Claims wait until so much of the window is free: one claim for many jobs.
constexpr size_t kClaimAtLeast = 64;
constexpr auto kLockInterval = 1s;
constexpr auto kPauseAfterError = 1s;
// How long a job rests whose secret can't be read yet. The key, once there, is read within it.
constexpr auto kPauseWithoutKey = 2s;

} // namespace

bool Dispatcher::Mail::isEmpty() const
{
    return replies.empty() && !turn && !epoch && !rules && !isWoken && !isReloaded && !isStopping;
}

Dispatcher::Dispatcher(Parts parts, DeliveryRules rules)
    : m_parts(parts)
    , m_rules(std::move(rules))
    , m_recipients(parts.vault)
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

void Dispatcher::wake()
{
    post([](Mail &mail) { mail.isWoken = true; });
}

void Dispatcher::reload()
{
    post([](Mail &mail) { mail.isReloaded = true; });
}

void Dispatcher::setRules(DeliveryRules rules)
{
    post([&rules](Mail &mail) { mail.rules = std::move(rules); });
}

void Dispatcher::post(std::function<void(Mail &)> change)
{
    // Told under the lock: whoever takes the last mail may end this object at once.
    const std::scoped_lock lock(m_mutex);
    change(m_mail);
    m_arrived.notify_one();
}

void Dispatcher::run()
{
    tryForLock();
    while (!isFinished()) {
        handle(waitForMail());
        if (!m_lock)
            tryForLock();
        if (wantsTurn())
            startTurn();
    }
    m_isDelivering = false;
}

bool Dispatcher::isFinished() const
{
    return m_isStopping && m_flights.isEmpty() && m_settled.empty() && !m_isTurning && !m_isTakingOver;
}

Dispatcher::Mail Dispatcher::waitForMail()
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_for(lock, patience(), [this] { return !m_mail.isEmpty(); });
    return std::exchange(m_mail, {});
}

std::chrono::milliseconds Dispatcher::patience() const
{
    // What is due can't be claimed now, and mail tells when it can.
    if (!m_epoch || !m_nextDue || m_isTurning || !mayClaim())
        return kLockInterval;
    const auto pause
        = std::chrono::ceil<std::chrono::milliseconds>(m_pausedUntil - std::chrono::steady_clock::now());
    const auto wait = std::max<std::chrono::milliseconds>(*m_nextDue - m_parts.clock.now(), pause);
    // Never longer than this at once, so a wall clock that was moved is noticed.
    return std::clamp<std::chrono::milliseconds>(wait, 0ms, kLockInterval);
}

void Dispatcher::handle(Mail mail)
{
    if (mail.rules)
        m_rules = std::move(*mail.rules);
    if (mail.isReloaded)
        m_recipients.forget();
    m_mayBeDue = m_mayBeDue || mail.isWoken || mail.isReloaded;
    if (mail.isStopping) {
        m_isStopping = true;
        m_abort.request_stop();
    }
    if (mail.epoch)
        handleEpoch(*mail.epoch);
    handleReplies(std::move(mail.replies));
    if (mail.turn)
        handleTurn(std::move(*mail.turn));
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
        qCWarning(log) << "can't take over:" << int(epoch.error().reason) << epoch.error().detail;
        m_isDelivering = false;
        m_lock.reset();
        return;
    }
    m_epoch = *epoch;
    m_mayBeDue = true;
}

void Dispatcher::handleReplies(std::vector<transport::Reply> replies)
{
    const Instant now = m_parts.clock.now();
    std::uniform_real_distribution<double> jitter(0, 1);
    for (transport::Reply &reply : replies) {
        const auto flight = m_flights.constFind(reply.tag);
        if (flight == m_flights.constEnd())
            continue;
        m_settled.push_back(
            settle(flight->job, *flight->recipient, std::move(reply), flight->began, now, jitter(m_random)));
        m_flights.erase(flight);
    }
}

bool Dispatcher::mayClaim() const
{
    return !m_isStopping && !m_parts.vault.isLocked()
        && m_flights.size() + qsizetype(kClaimAtLeast) <= qsizetype(kWindow);
}

bool Dispatcher::wantsTurn() const
{
    if (m_isTurning || !m_epoch || std::chrono::steady_clock::now() < m_pausedUntil)
        return false;
    if (!m_settled.empty())
        return true;
    const bool isDue = m_mayBeDue || (m_nextDue && *m_nextDue <= m_parts.clock.now());
    return isDue && mayClaim();
}

void Dispatcher::startTurn()
{
    m_isTurning = true;
    m_settling = std::make_shared<const std::vector<store::SettledJob>>(std::move(m_settled));
    m_settled.clear();
    const bool claims = !m_isStopping && !m_parts.vault.isLocked();
    const int room = claims ? int(kWindow) - int(std::min(size_t(m_flights.size()), kWindow)) : 0;
    m_mayBeDue = false;

    auto change = [settled = m_settling,
                   epoch = *m_epoch,
                   room,
                   known = m_recipients.revision(),
                   now = m_parts.clock.now()](store::Connection &connection) -> Result<Turn> {
        Turn turn;
        const Result<bool> isCurrent = store::isCurrent(connection, epoch);
        if (!isCurrent)
            return fail(isCurrent.error());
        turn.isCurrent = *isCurrent;
        if (!turn.isCurrent)
            return turn;
        if (!settled->empty()) {
            if (const Result<int> kept = store::settle(connection, epoch, *settled, now); !kept)
                return fail(kept.error());
        }
        const Result<qint64> revision = store::subscriberRevision(connection);
        if (!revision)
            return fail(revision.error());
        turn.revision = *revision;
        if (turn.revision != known) {
            auto all = store::allSubscribers(connection);
            if (!all)
                return fail(all.error());
            turn.subscribers = std::move(*all);
        }
        if (room > 0) {
            auto claimed = store::claimDue(connection, epoch, now, room);
            if (!claimed)
                return fail(claimed.error());
            turn.claimed = std::move(*claimed);
        }
        const auto next = store::nextDue(connection);
        if (!next)
            return fail(next.error());
        turn.nextDue = *next;
        return turn;
    };
    m_parts.store.write<Turn>(std::move(change)).then(QtFuture::Launch::Sync, [this](Result<Turn> turn) {
        post([&turn](Mail &mail) { mail.turn = std::move(turn); });
    });
}

void Dispatcher::handleTurn(Result<Turn> turn)
{
    m_isTurning = false;
    if (!turn) {
        // Nothing was written: what was to be settled stays ours, and is tried again.
        qCWarning(log) << "a turn failed:" << int(turn.error().reason) << turn.error().detail;
        m_settled.insert(m_settled.begin(), m_settling->begin(), m_settling->end());
        m_settling.reset();
        m_pausedUntil = std::chrono::steady_clock::now() + kPauseAfterError;
        m_mayBeDue = true;
        if (m_isStopping)
            m_settled.clear(); // the next holder of the lock puts them back
        return;
    }
    m_settling.reset();
    if (!turn->isCurrent) {
        standBy();
        return;
    }
    m_nextDue = turn->nextDue;
    if (turn->subscribers)
        m_recipients.take(turn->revision, *turn->subscribers);
    sendAll(std::move(turn->claimed));
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
    m_nextDue.reset();
    m_epoch.reset();
    m_lock.reset();
}

std::optional<JobState> Dispatcher::placeWithout(const RecipientPointer &recipient)
{
    if (!recipient)
        return JobState::Dropped;
    if (recipient->isSealed)
        return JobState::Waiting;
    if (recipient->state == SubscriberState::Active)
        return std::nullopt;
    return JobState::Held;
}

void Dispatcher::sendAll(std::vector<store::ClaimedJob> claimed)
{
    if (claimed.empty())
        return;
    const Instant now = m_parts.clock.now();
    std::vector<transport::Request> requests;
    requests.reserve(claimed.size());
    for (store::ClaimedJob &job : claimed) {
        const RecipientPointer recipient = m_recipients.find(job.subscriber);
        if (const auto place = placeWithout(recipient)) {
            m_settled.push_back(putAside(job, *place, now + kPauseWithoutKey));
            continue;
        }
        transport::Request request = prepare({job.uuid, job.payload}, *recipient, m_rules, now);
        request.tag = ++m_lastTag;
        request.stop = m_abort.get_token();
        requests.push_back(std::move(request));
        job.payload.clear(); // the reply brings it back
        m_flights.insert(m_lastTag, {std::move(job), recipient, now});
    }
    m_parts.client.send(std::move(requests), [this](std::vector<transport::Reply> replies) {
        post([&replies](Mail &mail) { std::ranges::move(replies, std::back_inserter(mail.replies)); });
    });
}

} // namespace tacklebox::engine
