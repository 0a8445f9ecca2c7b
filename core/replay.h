// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Jobs that a person sends again: what is asked for, what it would do, and a run of many, which goes on
// in its own time.
#pragma once

#include "core/job.h"

namespace tacklebox {

using ReplayId = Id<struct ReplayTag>;
using ReplayKey = Key<struct ReplayTag>;

// So many are sent again at once, with an answer for each. More are a run of their own, where a backend has
// runs; where it hasn't, they are narrowed first, or the first of them are taken.
inline constexpr int kMostReplayedAtOnce = 1000;

struct ReplayRequest
{
    QList<JobId> jobs; // these, or
    std::optional<JobQuery> query; // all that it finds
};

// How they are sent. What goes to another URL or with another body is one try by hand each, signed anew
// with the subscriber's secret.
struct ReplayManner
{
    std::optional<double> perSecond; // none: as fast as they are taken
    QString url; // empty: each subscriber's own
    std::optional<QByteArray> body; // in place of the event's payload; for one job alone

    [[nodiscard]] bool isDiverted() const { return !url.isEmpty() || body.has_value(); }
    [[nodiscard]] bool isPlain() const { return !perSecond && !isDiverted(); }
    bool operator==(const ReplayManner &) const = default;
};

// Stored as these numbers: never renumber. The open ones come first.
enum class ReplayState {
    Preparing = 0, // its jobs are being written down
    Running = 1,
    Paused = 2,
    Finished = 3,
    Cancelled = 4,
};

[[nodiscard]] QLatin1StringView toText(ReplayState state);
[[nodiscard]] inline bool isOpen(ReplayState state)
{
    return state <= ReplayState::Paused;
}

struct Replay
{
    ReplayId id;
    QString uuid;
    ReplayState state = ReplayState::Preparing;
    Instant createdAt;
    std::optional<Instant> endedAt;
    ReplayManner manner;
    qint64 jobs = 0;
    qint64 sent = 0; // set free to be delivered; of a diverted run: tried
    qint64 skipped = 0; // gone by the time that it was their turn, or their subscriber was
    qint64 accepted = 0; // of a diverted run: what the receiver took
    QString lastError; // of a diverted run: why the last one that failed did, technical

    [[nodiscard]] qint64 left() const { return jobs - sent - skipped; }
    bool operator==(const Replay &) const = default;
};

enum class ReplayDeed { Pause, Resume, Cancel };

// What a replay would do, counted beforehand.
struct ReplayPlan
{
    qint64 jobs = 0;
    qint64 subscribers = 0;
    QStringList names; // of the first few of them
    qint64 delivered = 0; // the receiver took them already
    qint64 uncertain = 0; // no whole answer came the last time: they may have arrived
    qint64 repeated = 0; // named more than once; each is sent once
    qint64 sending = 0; // under way now
    qint64 stopped = 0; // their subscriber is stopped: they will be held
    qint64 gone = 0; // their subscriber was deleted: they are left out

    [[nodiscard]] qint64 likelyDuplicates() const { return delivered + uncertain; }
    bool operator==(const ReplayPlan &) const = default;
};

// "5/s", "0.5/s" or "30/m".
Result<double> replayRateFrom(const QString &text, const QString &field);
inline constexpr double kMaxReplayRate = 100'000;

} // namespace tacklebox
