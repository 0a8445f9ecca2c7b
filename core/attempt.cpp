// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/attempt.h"

#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr Words<Outcome, 14> kOutcomes{{
    {Outcome::Delivered, "delivered"_L1},
    {Outcome::RefusedStatus, "refused_status"_L1},
    {Outcome::Redirected, "redirected"_L1},
    {Outcome::TimedOut, "timed_out"_L1},
    {Outcome::DnsFailed, "dns_failed"_L1},
    {Outcome::ConnectFailed, "connect_failed"_L1},
    {Outcome::TlsExpired, "tls_expired"_L1},
    {Outcome::TlsUntrusted, "tls_untrusted"_L1},
    {Outcome::TlsWrongHost, "tls_wrong_host"_L1},
    {Outcome::TlsFailed, "tls_failed"_L1},
    {Outcome::ClosedEarly, "closed_early"_L1},
    {Outcome::TooLarge, "too_large"_L1},
    {Outcome::BlockedAddress, "blocked_address"_L1},
    {Outcome::Aborted, "aborted"_L1},
}};

} // namespace

QLatin1StringView toText(Outcome outcome)
{
    return wordOf(kOutcomes, outcome);
}

std::optional<Outcome> outcomeFrom(QStringView text)
{
    return valueFrom(kOutcomes, text);
}

} // namespace tacklebox
