// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/replaywatch.h"

#include "app/tackle/interruption.h"

#include "backend/wordingreplay.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace tacklebox::tackle {

using namespace std::chrono_literals;

ReplayWatch::ReplayWatch(Session &session, Replays &replays, const Replay &begun)
    : QObject(&session)
    , m_session(session)
    , m_replays(replays)
{
    take(begun);
    if (!isOpen(begun.state))
        return;
    auto *interruption = new Interruption(this);
    connect(interruption, &Interruption::requested, this, [this] {
        m_session.output().note(
            tr("The replay goes on; “tackle replays cancel %1” ends it.").arg(m_told.id.value));
        m_session.finish();
    });
    connect(&replays, &Replays::changed, this, &ReplayWatch::look);
    connect(&m_timer, &QTimer::timeout, this, &ReplayWatch::look);
    m_timer.start(1s);
    look();
}

void ReplayWatch::look()
{
    if (std::exchange(m_isLooking, true))
        return;
    m_replays.replay(m_told.id, {}).then(this, [this](const Result<Replay> &now) {
        m_isLooking = false;
        if (!now)
            return m_session.finish(now.error());
        take(*now);
        if (!isOpen(now->state) || now->state == ReplayState::Paused)
            return;
        m_session.with(m_session.backend().statistics({}), [this](const Statistics &statistics) {
            if (statistics.isLocked() || statistics.deliverer == Deliverer::Nobody)
                endWithoutDeliverer(statistics);
        });
    });
}

void ReplayWatch::take(const Replay &now)
{
    if (now == m_told)
        return;
    m_told = now;
    const Output &output = m_session.output();
    const bool isLast = !isOpen(now.state) || now.state == ReplayState::Paused;
    if (output.isJson())
        output.line(json::replay(now));
    else if (isLast)
        output.text(tr("Replay %1, %2: %3.")
                        .arg(now.id.value, wording::word(now.state).toLower(), wording::progress(now)));
    else
        output.note(tr("Replay %1: %2.").arg(now.id.value, wording::progress(now)));
    if (isLast)
        end(now);
}

// What goes elsewhere is answered here: as after a test, a refusal is told by the exit code.
void ReplayWatch::end(const Replay &last)
{
    if (!last.lastError.isEmpty())
        m_session.output().note(tr("The last one that failed: %1").arg(last.lastError));
    const bool isRefused
        = last.state == ReplayState::Finished && last.manner.isDiverted() && last.accepted < last.jobs;
    m_session.finish(isRefused ? 1 : 0);
}

void ReplayWatch::endWithoutDeliverer(const Statistics &statistics)
{
    m_session.output().note(statistics.isLocked()
                                ? tr("The replay waits: the profile's master key can't be opened.")
                                : tr("The replay waits: nobody delivers on this profile now. Open the "
                                     "console or run “tackle serve”."));
    m_session.finish();
}

} // namespace tacklebox::tackle
