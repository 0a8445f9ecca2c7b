// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sends jobs again where a backend has no runs for that: one after the other, so that it can be told how far
// it is, and stopped between two of them.
//
// Threads: as Backend.
#pragma once

#include "backend/backend.h"

namespace tacklebox {

// True for what the next job would meet, too: it is the account's, or the way to its server.
[[nodiscard]] bool endsReplay(const Error &error);

class ReplaySending final : public QObject
{
    Q_OBJECT

public:
    // The backend is borrowed.
    ReplaySending(Backend &backend, QList<JobId> jobs, QObject *parent = nullptr);

    void start();
    // What is under way is waited for; the others are told of as not tried.
    void stop() { m_isStopped = true; }

signals:
    void progressed(int answered, int jobs);
    // Once, with an answer for each in their order.
    void ended(const QList<tacklebox::JobAnswer> &answers);
    // Or this one: not even the first could be asked for.
    void failed(const tacklebox::Error &error);

private:
    void next();
    void take(const JobId &id, const Result<QList<JobAnswer>> &answers);
    void leaveOut(const Error &error);

    Backend &m_backend;
    QList<JobId> m_left;
    QList<JobAnswer> m_answers;
    bool m_isStopped = false;
};

} // namespace tacklebox
