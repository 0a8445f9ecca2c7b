// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/turns.h"

#include <utility>

namespace tacklebox::dialects {

namespace {

Pace::Time steadyNow()
{
    return Pace::Time::clock::now();
}

Error stoppedWaiting()
{
    return {ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0};
}

} // namespace

Turns::Turns(std::optional<Rate> rate, QObject *parent)
    : QObject(parent)
    , m_pace(rate.value_or(Rate{}))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Turns::go);
}

Async<Done> Turns::next(std::stop_token stop)
{
    QPromise<Result<Done>> answer;
    answer.start();
    Async<Done> turn = answer.future();
    m_waiting.push_back({std::move(stop), std::move(answer)});
    go();
    return turn;
}

void Turns::rest(std::chrono::milliseconds span)
{
    m_pace.rest(steadyNow() + span);
}

void Turns::go()
{
    while (!m_waiting.empty()) {
        const bool isStopped = m_waiting.front().stop.stop_requested();
        const Pace::Time now = steadyNow();
        const auto wait = isStopped ? std::chrono::milliseconds(0) : m_pace.wait(now);
        if (wait > std::chrono::milliseconds(0))
            return m_timer.start(wait);
        Waiting first = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!isStopped)
            m_pace.sent(now);
        first.answer.addResult(isStopped ? Result<Done>(fail(stoppedWaiting())) : Result<Done>(Done{}));
        first.answer.finish();
    }
}

} // namespace tacklebox::dialects
