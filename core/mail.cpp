// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/mail.h"

#include "core/words.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox {

namespace {

constexpr std::array<std::chrono::minutes, 10> kWaits{1min, 5min, 15min, 1h, 2h, 4h, 8h, 12h, 24h, 24h};

// The server understood and said no for good. What a person can mend in the settings isn't final.
bool isFinal(const MailOutcome &outcome)
{
    const bool isOfThisMail = outcome.fault == MailFault::SenderRefused
        || outcome.fault == MailFault::RecipientRefused || outcome.fault == MailFault::Refused;
    return isOfThisMail && outcome.code >= 500;
}

} // namespace

QLatin1StringView toText(MailKind kind)
{
    static constexpr Words<MailKind, 4> kKinds{{
        {MailKind::JobFailing, "job_failing"_L1},
        {MailKind::JobGivenUp, "job_given_up"_L1},
        {MailKind::SubscriberWarned, "subscriber_warned"_L1},
        {MailKind::SubscriberStopped, "subscriber_stopped"_L1},
    }};
    return wordOf(kKinds, kind);
}

QLatin1StringView toText(MailState state)
{
    static constexpr Words<MailState, 5> kStates{{
        {MailState::Waiting, "waiting"_L1},
        {MailState::Sending, "sending"_L1},
        {MailState::Sent, "sent"_L1},
        {MailState::Failed, "failed"_L1},
        {MailState::Unsure, "unsure"_L1},
    }};
    return wordOf(kStates, state);
}

QLatin1StringView toText(MailFault fault)
{
    static constexpr Words<MailFault, 12> kFaults{{
        {MailFault::ServerMissing, "server_missing"_L1},
        {MailFault::PasswordSealed, "password_sealed"_L1},
        {MailFault::Unreachable, "unreachable"_L1},
        {MailFault::TlsMissing, "tls_missing"_L1},
        {MailFault::TlsFailed, "tls_failed"_L1},
        {MailFault::AuthRefused, "auth_refused"_L1},
        {MailFault::SenderRefused, "sender_refused"_L1},
        {MailFault::RecipientRefused, "recipient_refused"_L1},
        {MailFault::Refused, "refused"_L1},
        {MailFault::TimedOut, "timed_out"_L1},
        {MailFault::ClosedEarly, "closed_early"_L1},
        {MailFault::Aborted, "aborted"_L1},
    }};
    return wordOf(kFaults, fault);
}

MailStep mailStepAfter(const MailOutcome &outcome, int tries, Instant now)
{
    if (!outcome.fault)
        return {MailState::Sent, {}};
    if (outcome.mayHaveArrived)
        return {MailState::Unsure, {}};
    if (isFinal(outcome) || tries < 1 || size_t(tries) > kWaits.size())
        return {MailState::Failed, {}};
    return {MailState::Waiting, now + kWaits.at(size_t(tries) - 1)};
}

} // namespace tacklebox
