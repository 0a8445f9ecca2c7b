// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/traffic.h"

#include "backend/wording.h"
#include "bench/busyprofile.h"

#include <QCoreApplication>

#include <array>
#include <cstdio>

#include <unistd.h>

using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr auto kBeat = 20ms;
constexpr int kBeatsPerSecond = 50;

} // namespace

Traffic::Traffic(app::ProfilePaths paths, int perSecond)
    : m_paths(std::move(paths))
    , m_batch(std::max(1, perSecond / kBeatsPerSecond))
    , m_orders(STDIN_FILENO, QSocketNotifier::Read)
{
    m_look.setInterval(5ms);
    m_beat.setInterval(kBeat);
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_look, &QTimer::timeout, this, &Traffic::sayWhenDelivering);
    connect(&m_beat, &QTimer::timeout, this, &Traffic::publish);
    connect(&m_orders, &QSocketNotifier::activated, this, &Traffic::readOrder);
}

bool Traffic::start()
{
    auto services = app::Services::open(m_paths, app::Role::Deliverer);
    if (!services) {
        std::fprintf(stderr, "%s\n", qPrintable(wording::sentence(services.error())));
        return false;
    }
    m_services = std::move(*services);
    m_look.start();
    return true;
}

void Traffic::sayWhenDelivering()
{
    if (!m_services->isDelivering())
        return;
    m_look.stop();
    std::puts("delivering");
    std::fflush(stdout);
}

void Traffic::readOrder()
{
    std::array<char, 64> line{};
    if (::read(STDIN_FILENO, line.data(), line.size()) > 0) {
        m_beat.start();
        return;
    }
    m_orders.setEnabled(false);
    m_beat.stop();
    QCoreApplication::quit();
}

void Traffic::publish()
{
    QList<EventDraft> batch;
    for (int i = 0; i < m_batch; ++i)
        batch.append(variedEvent(++m_published));
    m_services->local().publish(batch);
}

} // namespace tacklebox::bench
