// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Rows as the product writes them, by prepared statements on SQLite alone: the yardstick for publishing,
// and the quick way to a long queue or history. The schema is whatever the product made of the profile.
#pragma once

#include "core/event.h"

#include <chrono>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace tacklebox::bench {

class Rows final
{
public:
    enum class Durability {
        Full, // as the product's writer: the same pragmas
        None, // to fill a profile quickly
    };

    // None, with the reason on stderr. The profile stands already and nobody else has it open.
    static std::unique_ptr<Rows> open(const QString &profile, Durability durability);
    ~Rows();
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    // False: SQLite refused it, with the reason on stderr. So for all.
    bool begin();
    bool commit();

    // An event and its one job, which waits.
    bool addWaiting(const EventDraft &event, qint64 subscriber, Instant at);
    // The same, delivered long ago, with the attempt.
    bool addDelivered(const EventDraft &event, qint64 subscriber, Instant at);

private:
    Rows() = default;
    bool run(const char *sql);
    bool prepare(const char *sql, sqlite3_stmt **statement);
    bool step(sqlite3_stmt *statement);
    bool addEvent(const EventDraft &event, Instant at);
    bool addJob(const EventDraft &event, qint64 subscriber, int state, Instant at);

    QString m_file;
    sqlite3 *m_handle = nullptr;
    sqlite3_stmt *m_event = nullptr;
    sqlite3_stmt *m_job = nullptr;
    sqlite3_stmt *m_attempt = nullptr;
    qint64 m_lastEvent = 0;
    qint64 m_lastJob = 0;
};

// The same event `count` times, each in a transaction of 500; as Rows::addWaiting or addDelivered.
using AddRow = bool (Rows::*)(const EventDraft &, qint64, Instant);
struct Filling
{
    EventDraft event;
    int count = 0;
    int subscribers = 1; // 1 to this, by turns
    Instant at;
};
bool fill(Rows &rows, const Filling &filling, AddRow add);

} // namespace tacklebox::bench
