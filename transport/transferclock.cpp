// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/transferclock.h"

namespace tacklebox::transport {

namespace {

using Micros = Timing::Micros;

std::optional<Micros> timeOf(CURL *easy, CURLINFO info)
{
    curl_off_t micros = 0;
    if (curl_easy_getinfo(easy, info, &micros) != CURLE_OK || micros <= 0)
        return {};
    return Micros(micros);
}

} // namespace

void TransferClock::start()
{
    *this = {};
    m_started = Steady::now();
}

Timing TransferClock::timing(CURL *transfer, ConnectionUse use) const
{
    Timing timing;
    timing.total = timeOf(transfer, CURLINFO_TOTAL_TIME_T).value_or(Micros{0});
    if (m_requested && m_answered)
        timing.firstByte = std::chrono::duration_cast<Micros>(*m_answered - *m_requested);
    if (use == ConnectionUse::Kept)
        return timing;

    timing.dns = timeOf(transfer, CURLINFO_NAMELOOKUP_TIME_T);
    const auto connected = timeOf(transfer, CURLINFO_CONNECT_TIME_T);
    const Micros before = timing.dns.value_or(Micros{0});
    if (connected)
        timing.connect = *connected - before;
    else if (m_connected)
        timing.connect
            = std::max(std::chrono::duration_cast<Micros>(*m_connected - m_started) - before, Micros{0});
    if (const auto secured = timeOf(transfer, CURLINFO_APPCONNECT_TIME_T); connected && secured)
        timing.tls = *secured - *connected;
    return timing;
}

} // namespace tacklebox::transport
