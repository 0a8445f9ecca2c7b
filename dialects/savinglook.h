// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is looked at before a save is sent: whether somebody else changed the same where the server doesn't
// look itself, which there are before a new one, and how many are active where their number is limited.
//
// Threads: as Caller.
#pragma once

#include "backend/backendinfo.h"
#include "dialects/remotesubscribers.h"
#include "dialects/saving.h"

namespace tacklebox::dialects {

class SavingLook final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed.
    SavingLook(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent = nullptr);

    // Notes what it found. An error: nothing may be sent.
    Async<Done> look(const SavingPointer &saving);

signals:
    void noted(const tacklebox::Error &note); // as Backend::saveNoted

private:
    [[nodiscard]] BackendInfo info() const;
    Async<Done> lookAtAll(const SavingPointer &saving, bool isLimited);
    Async<Done> noteCached(const SavingPointer &saving);
    Async<Done> lookAtOne(const SavingPointer &saving);
    Async<Done> compare(const SavingPointer &saving, const Shown &shown);

    RemoteSubscribers::Parts m_parts;
    RemoteSubscribers &m_subscribers;
    QSet<SubscriberId> m_listed; // by the last whole list that was read before a new one
    std::optional<std::chrono::milliseconds> m_listedAt; // by Clock::running()
    quint64 m_listedOf = 0; // Caller::generation(): the account may be another's by now
};

} // namespace tacklebox::dialects
