// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Delivers: claims due jobs, prepares and sends them, settles their answers, in turns of one
// transaction that settles what came back and claims what is due. While a turn is being committed,
// answers gather for the next one, so the commit is shared by as many jobs as there are.
//
// It delivers while it holds the profile's lock and the master key can be opened, and tries for the
// lock once a second. Threads: one of its own, named "engine"; every public function from any thread.
#pragma once

#include "engine/clockwatch.h"
#include "engine/deliveryrules.h"
#include "engine/lanes.h"
#include "engine/recipienttable.h"
#include "engine/trouble.h"
#include "engine/turn.h"
#include "store/delivererlock.h"
#include "transport/httpclient.h"

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

namespace tacklebox::engine {

class Dispatcher final
{
public:
    struct Parts
    {
        store::Store &store;
        transport::HttpClient &client;
        const Vault &vault;
        const Clock &clock;
    };

    // Everything is borrowed and outlives it.
    Dispatcher(Parts parts, DeliveryRules rules);
    // Lets what is on the wire finish for a short while, then aborts it, with an attempt that says so. What
    // was not sent goes back into the queue.
    ~Dispatcher();
    Dispatcher(const Dispatcher &) = delete;
    Dispatcher &operator=(const Dispatcher &) = delete;

    void wake(); // something may be due: looks at every queue
    void offer(QHash<SubscriberKey, Instant> due); // something of these may be due then
    void reload(); // the key was opened: read the subscribers again
    void setRules(DeliveryRules rules);
    [[nodiscard]] bool isDelivering() const { return m_isDelivering; } // holds the lock
    // Why the last turn failed; none since one went well.
    [[nodiscard]] std::optional<Error> trouble() const { return m_trouble.last(); }

private:
    // A job on its way.
    struct Flight
    {
        store::ClaimedJob job;
        RecipientPointer recipient;
        Instant began;
        SteadyTime claimedAt;
        qsizetype bytes = 0; // of its body
    };

    // What others put before the engine thread.
    struct Mail
    {
        std::vector<transport::Reply> replies;
        std::optional<Result<Turn>> turn;
        std::optional<Result<store::Epoch>> epoch;
        std::optional<DeliveryRules> rules;
        QHash<SubscriberKey, Instant> offers;
        bool isWoken = false;
        bool isReloaded = false;
        bool isStopping = false;

        [[nodiscard]] bool isEmpty() const;
    };

    void run();
    [[nodiscard]] bool isFinished() const;
    Mail waitForMail();
    [[nodiscard]] std::chrono::milliseconds patience() const;
    void handle(Mail mail);
    void beginEnd();
    void tryForLock();
    void handleEpoch(const Result<store::Epoch> &epoch);
    void handleReplies(std::vector<transport::Reply> replies);
    void handleTurn(Result<Turn> turn);
    void maybeStartTurn();
    [[nodiscard]] std::vector<JobKey> flying() const;
    void startTurn(std::vector<Ask> asks);
    [[nodiscard]] bool mayClaim() const;
    void takeOffers();
    [[nodiscard]] Moment moment() const;
    void standBy();
    void handleClaims(std::vector<Claimed> claims);
    void sendAll(std::vector<store::ClaimedJob> claimed);
    void settled(store::SettledJob job, std::chrono::milliseconds took);
    void post(std::function<void(Mail &)> change);

    Parts m_parts;
    DeliveryRules m_rules;
    RecipientTable m_recipients;
    HealthTable m_health;
    ClockWatch m_clockWatch;
    std::unique_ptr<store::DelivererLock> m_lock;
    std::optional<store::Epoch> m_epoch;
    bool m_isTakingOver = false;
    bool m_isTurning = false;
    bool m_isStopping = false;
    bool m_readsQueues = true;
    Lanes m_lanes;
    QHash<SubscriberKey, Instant> m_offers; // not yet in the lanes: what a turn finds might be older
    std::chrono::steady_clock::time_point m_pausedUntil;
    QHash<quint64, Flight> m_flights; // by tag
    quint64 m_lastTag = 0;
    qsizetype m_bytesInFlight = 0;
    std::vector<store::SettledJob> m_settled; // not yet durable
    std::optional<SteadyTime> m_gathersUntil; // what came back and what is free waits for more of it
    std::shared_ptr<const std::vector<store::SettledJob>> m_settling;
    std::stop_source m_abort;
    std::chrono::steady_clock::time_point m_abortAt; // while it ends
    std::mt19937 m_random{std::random_device{}()};
    std::atomic<bool> m_isDelivering = false;
    Trouble m_trouble;

    std::mutex m_mutex; // over m_mail
    std::condition_variable m_arrived;
    Mail m_mail;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace tacklebox::engine
