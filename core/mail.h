// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An e-mail that tells people of a subscriber's trouble, and what its server made of it.
#pragma once

#include "core/ids.h"
#include "core/instant.h"

namespace tacklebox {

using MailId = Id<struct MailTag>;

// What it tells of. Stored as these numbers: never renumber.
enum class MailKind {
    JobFailing = 0, // so many tries of one job failed, and more follow
    JobGivenUp = 1,
    SubscriberWarned = 2,
    SubscriberStopped = 3,
};

// Stored as these numbers: never renumber.
enum class MailState {
    Waiting = 0,
    Sending = 1, // whatever becomes of this process, it isn't sent a second time
    Sent = 2,
    Failed = 3, // given up
    Unsure = 4, // it may have arrived, and nobody can tell
};

// What kept a mail from being taken. Stored as these numbers: never renumber.
enum class MailFault {
    ServerMissing = 0, // none is set
    PasswordSealed = 1,
    Unreachable = 2,
    TlsMissing = 3, // the server offers none, and a password never goes out in clear
    TlsFailed = 4,
    AuthRefused = 5,
    SenderRefused = 6,
    RecipientRefused = 7,
    Refused = 8, // the mail, or all of us
    TimedOut = 9,
    ClosedEarly = 10,
    Aborted = 11,
};

[[nodiscard]] QLatin1StringView toText(MailKind kind);
[[nodiscard]] QLatin1StringView toText(MailState state);
[[nodiscard]] QLatin1StringView toText(MailFault fault);

// One try. None of the faults: the server took it.
struct MailOutcome
{
    std::optional<MailFault> fault;
    int code = 0; // the server's last answer; 0: none
    QString text; // its words, or the technical reason
    bool mayHaveArrived = false; // with a fault: the whole mail had been handed over

    bool operator==(const MailOutcome &) const = default;
};

struct Mail
{
    MailId id;
    MailKind kind = MailKind::JobGivenUp;
    MailState state = MailState::Waiting;
    SubscriberId subscriberId;
    QString recipient; // one address
    QString subject;
    QString body;
    qint64 joined = 0; // what else it stands for: no mail of their own
    int tries = 0;
    Instant createdAt;
    std::optional<Instant> nextTryAt;
    std::optional<Instant> endedAt;
    MailOutcome last; // of the last try, if there was one

    bool operator==(const Mail &) const = default;
};

// What follows a try: sent, given up, never known, or another one after a wait.
struct MailStep
{
    MailState state = MailState::Waiting;
    std::optional<Instant> due;
};

// `tries` with this one. A server that is away is asked for three days.
[[nodiscard]] MailStep mailStepAfter(const MailOutcome &outcome, int tries, Instant now);

} // namespace tacklebox
