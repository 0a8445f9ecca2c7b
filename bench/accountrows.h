// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a large PlanoMatic account holds, in its server's own spelling, and how that changes from one answer
// to the next. Pure.
#pragma once

#include "core/instant.h"

#include <QJsonObject>

namespace tacklebox::bench {

class AccountRows final
{
public:
    static constexpr int kPage = 100; // jobs an answer
    static constexpr int kNewJobs = 20; // of these, since the answer before; of the rest, one in four changes

    AccountRows(int subscribers, int jobs, Instant now);

    [[nodiscard]] int subscribers() const { return m_subscribers; }
    [[nodiscard]] int jobs() const { return m_jobs; }
    // The i-th from 0, as the cache has it at first.
    [[nodiscard]] QJsonObject subscriber(int i) const { return subscriber(i, 0); }
    [[nodiscard]] QJsonObject job(int i) const { return job(i, 0); }

    // The bodies of the n-th answer: the 0th is what the cache has at first.
    [[nodiscard]] QByteArray subscribersAnswer(int n) const; // all: one more, and one in ten changed
    [[nodiscard]] QByteArray jobsAnswer(int n) const; // the page sent last
    // The id that the n-th answer is the first to have, at the top of its list.
    [[nodiscard]] QString newestSubscriber(int n) const;
    [[nodiscard]] QString newestJob(int n) const;

private:
    [[nodiscard]] QJsonObject subscriber(int i, int n) const;
    [[nodiscard]] QJsonObject job(int i, int n) const;

    int m_subscribers;
    int m_jobs;
    Instant m_begin; // of the first job
};

} // namespace tacklebox::bench
