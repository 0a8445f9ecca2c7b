// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What became of a save that was sent: what its answer and the server's rows say of it. Nothing is written
// again.
//
// Threads: as Caller.
#pragma once

#include "backend/backendinfo.h"
#include "dialects/remotesubscribers.h"
#include "dialects/saving.h"

namespace tacklebox::dialects {

class SavingOutcome final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed.
    SavingOutcome(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent = nullptr);

    // The server took it. `answer`: the row as it told that, or why that can't be read.
    Async<Subscriber> taken(const SavingPointer &saving, const Result<Subscriber> &answer);
    // Nobody knows whether it took it: what it has now says so.
    Async<Subscriber> findOut(const SavingPointer &saving, const Error &error);

    // Whether it was saved is not known, for what answers can't be read.
    [[nodiscard]] Error lost(Error error) const;

signals:
    void noted(const tacklebox::Error &note); // as Backend::saveNoted

private:
    [[nodiscard]] BackendInfo info() const;
    Async<Subscriber> keep(const Subscriber &saved);
    Async<Subscriber> readBack(const SavingPointer &saving, const Subscriber &saved);
    Async<Subscriber> compared(const SavingPointer &saving, const Subscriber &now);
    Async<Subscriber> arrived(const SavingPointer &saving, const Subscriber &now, const Error &error);
    Async<Subscriber> findNew(const SavingPointer &saving, const Error &error);
    [[nodiscard]] std::optional<QString> movedField(const SavingPointer &saving, const Fields &now);

    RemoteSubscribers::Parts m_parts;
    RemoteSubscribers &m_subscribers;
    bool m_wasReadBack = false; // a partial write was found to leave the rest alone
};

} // namespace tacklebox::dialects
