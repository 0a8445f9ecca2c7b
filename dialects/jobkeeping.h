// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Keeps in the cache what a connection's server told of its jobs.
//
// Threads: as Caller.
#pragma once

#include "dialects/remotesubscribers.h"

namespace tacklebox::dialects {

class JobKeeping final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed.
    explicit JobKeeping(RemoteSubscribers::Parts parts, QObject *parent = nullptr);

    // What the server has, read with success just now. How old the list is, is not told by that.
    Async<Done> keep(const QList<Job> &jobs);
    enum class Narrowing { None, Some };
    // A reading is through, from the list's front. A narrowed one makes a list no younger that has an age.
    Async<Done> noteRead(Narrowing narrowing);
    // One alone, as it then stands: with the members that a list told, and this answer did not.
    Async<Job> keepShown(const Job &job);
    // As it was kept last.
    Async<Job> seen(const JobId &id, std::stop_token stop);
    Async<JobDetail> seenWithAge(const JobId &id, std::stop_token stop);

signals:
    void subscribersSeen(const QList<tacklebox::Subscriber> &subscribers); // for the first time, in jobs

private:
    RemoteSubscribers::Parts m_parts;
};

} // namespace tacklebox::dialects
