// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/startrace.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

StartRace::StartRace(Program empty, Program console, int pairs)
    : m_empty(std::move(empty))
    , m_console(std::move(console))
    , m_wanted(pairs)
{
}

void StartRace::next()
{
    if (int(m_pairs.size()) == m_wanted)
        return emit finished();
    run(m_isConsole ? m_console : m_empty);
}

void StartRace::run(const Program &program)
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &StartRace::readLine);
    connect(
        m_process.get(),
        &QProcess::finished,
        this,
        [this] { takeTime(std::exchange(m_time, -1)); },
        Qt::QueuedConnection);
    m_timer.start();
    m_process->start(program.file, program.arguments);
}

void StartRace::readLine()
{
    if (m_time < 0 && m_process->readAllStandardOutput().startsWith("painted"))
        m_time = double(m_timer.nsecsElapsed()) / 1e9;
}

void StartRace::takeTime(double seconds)
{
    if (seconds < 0)
        return emit failed(u"%1 ended before it had painted"_s.arg(m_process->program()));
    if (m_isConsole)
        m_pairs.push_back({m_emptySeconds, seconds});
    else
        m_emptySeconds = seconds;
    m_isConsole = !m_isConsole;
    next();
}

} // namespace tacklebox::bench
