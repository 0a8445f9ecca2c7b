// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Carries the running replays on while this process delivers: sets their jobs free at their rate, and
// makes the tries of those that go elsewhere itself, beside the queue, so that neither the subscriber's
// lane nor the job's own state is touched by them.
//
// Threads: the one it lives in. It waits for the store and the transport by futures alone.
#pragma once

#include "core/clock.h"
#include "engine/deliveryrules.h"
#include "engine/recipienttable.h"
#include "engine/replaypace.h"
#include "store/replayqueue.h"
#include "transport/httpclient.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace tacklebox::engine {

class Dispatcher;

class ReplayRunner final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        transport::HttpClient &client;
        Vault &vault;
        const Clock &clock;
        Dispatcher &dispatcher;
    };

    // Everything is borrowed and outlives it.
    ReplayRunner(Parts parts, DeliveryRules rules);
    ~ReplayRunner() override; // what is on the wire is sent again by the next one

    void setRules(DeliveryRules rules) { m_rules = std::move(rules); }
    void look(); // some run was made, paused or cancelled

private:
    struct Run
    {
        Run(ReplayManner how, SteadyTime now)
            : manner(std::move(how))
            , pace(manner.perSecond, now)
        {
        }

        ReplayManner manner;
        ReplayPace pace;
        bool isBusy = false; // a step of it is being written or read
        QList<qint64> released; // by the last step
        SteadyTime notBefore; // something has to wait
        JobKey after; // diverted: read so far
        bool isAtEnd = false; // nothing is behind that: from the start again, once these are recorded
        int onTheWire = 0;
        std::vector<store::DivertedTry> tries; // to be recorded
        bool isStopped = false; // no more of it, but what is on the wire is recorded
    };

    void take(const QList<Replay> &running);
    void step();
    void advance(ReplayKey key, Run &run, SteadyTime now);
    void release(ReplayKey key, Run &run, int room, SteadyTime now);
    void takeReleased(ReplayKey key, const Result<store::Released> &released, Instant at);
    void fetch(ReplayKey key, Run &run, int room);
    void send(ReplayKey key, Run &run, const store::DivertedBatch &batch, const RecipientRows &rows);
    void sendOne(ReplayKey key, Run &run, const store::DivertedJob &diverted, const Recipient &recipient);
    void tried(ReplayKey key, JobKey job, Attempt attempt);
    void record(ReplayKey key, Run &run);
    void takeRecorded(ReplayKey key, const Result<store::Recorded> &recorded,
                      const std::vector<store::DivertedTry> &tries);
    [[nodiscard]] std::chrono::milliseconds patience(const Run &run, SteadyTime now) const;
    // The run after an answer of the store; null where it failed: it is tried again later.
    template<typename T>
    Run *answered(ReplayKey key, const Result<T> &answer);

    Parts m_parts;
    DeliveryRules m_rules;
    std::map<ReplayKey, Run> m_runs;
    bool m_isLooking = false;
    bool m_looksAgain = false;
    QTimer m_timer;
    std::stop_source m_abort;
};

} // namespace tacklebox::engine
