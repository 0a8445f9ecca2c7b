// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What changed in the profile, whoever changed it. A writer notes its changes while it makes them;
// each commit appends them to a short log under one revision; every process reads the log from there.
#pragma once

#include "core/error.h"
#include "core/job.h"

#include <QList>
#include <QMetaType>
#include <QSet>

#include <vector>

namespace tacklebox::store {

class Connection;

inline constexpr qsizetype kMaxNewsJobs = 500;

// Noted by those who write rows, inside the change.
struct Changes
{
    std::vector<qint64> jobs; // keys, in the order of their change; may repeat
    bool jobsOverflow = false; // many: not all are listed
    QSet<SubscriberKey> subscribers; // new or edited, not merely delivered to
    QSet<SubscriberKey> removed;
    int events = 0;
    int captures = 0;
    int activities = 0;
    bool connections = false;

    void note(JobKey job);
    void append(const Changes &later);
    [[nodiscard]] bool isEmpty() const;
};

// What others are told: at most about five a second, each with everything since the one before.
struct News
{
    qint64 revision = 0; // of the last commit that it covers
    QList<Job> jobs; // as they are now
    bool jobsOverflow = false; // more than kMaxNewsJobs changed: ask again
    QList<SubscriberKey> subscribers;
    QList<SubscriberKey> removed;
    bool subscribersOverflow = false; // the log was trimmed before it was read: ask again
    int events = 0;
    int captures = 0;
    int activities = 0;
    bool connectionsChanged = false;
};

// Appends the noted changes under the next revision and trims the log. Inside the transaction.
Result<Done> appendChanges(Connection &connection, const Changes &changes);

// The revision of the last commit that changed anything.
Result<qint64> lastRevision(Connection &connection);

// Everything behind `revision`.
Result<News> newsSince(Connection &connection, qint64 revision);

} // namespace tacklebox::store

Q_DECLARE_METATYPE(tacklebox::store::News)
