// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/turns.h"

#include "dialects/stopping.h"

#include <utility>

namespace tacklebox::dialects {

namespace {

using std::chrono::milliseconds;

Pace::Time steadyNow()
{
    return Pace::Time::clock::now();
}

} // namespace

Turns::Turns(std::optional<Rate> rate, Ask shared, QObject *parent)
    : QObject(parent)
    , m_pace(rate.value_or(Rate{}))
    , m_shared(std::move(shared))
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

void Turns::rest(milliseconds span)
{
    m_pace.rest(steadyNow() + span);
}

void Turns::go()
{
    while (!m_isAsking && skipStopped()) {
        if (const auto wait = m_pace.wait(steadyNow()); wait > milliseconds(0))
            return m_timer.start(wait);
        if (m_shared)
            return ask();
        give();
    }
}

void Turns::ask()
{
    m_isAsking = true;
    m_shared().then(this, [this](const Result<milliseconds> &wait) {
        m_isAsking = false;
        if (wait && *wait > milliseconds(0))
            m_pace.rest(steadyNow() + *wait);
        else if (m_pace.wait(steadyNow()) <= milliseconds(0) && skipStopped()) // it may rest meanwhile
            give();
        go();
    });
}

void Turns::give()
{
    Waiting first = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_pace.sent(steadyNow());
    first.answer.addResult(Result<Done>(Done{}));
    first.answer.finish();
}

// False: nobody is left.
bool Turns::skipStopped()
{
    while (!m_waiting.empty() && m_waiting.front().stop.stop_requested()) {
        Waiting stopped = std::move(m_waiting.front());
        m_waiting.pop_front();
        stopped.answer.addResult(Result<Done>(fail(cancelled())));
        stopped.answer.finish();
    }
    return !m_waiting.empty();
}

} // namespace tacklebox::dialects
