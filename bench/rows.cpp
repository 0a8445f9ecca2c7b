// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/rows.h"

#include "core/job.h"
#include "store/rowuuid.h"

#include <QFile>

#include <array>
#include <cstdio>

#include <sqlite3.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr int kBatch = 500;

constexpr const char *kEvent
    = "INSERT INTO event (id, uuid, type, status, order_id, address, key, created_at,"
      " not_before, first_job, jobs, payload)"
      " VALUES (?, ?, ?, ?, ?, ?, NULL, ?, NULL, ?, 1, ?)";
constexpr const char *kJob
    = "INSERT INTO job (id, uuid, event_id, subscriber_id, event_type, status, state, due_at, created_at,"
      " last_sent_at, attempts, tries, status_code, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?)";
constexpr const char *kAttempt
    = "INSERT INTO attempt (id, at, flags, outcome, status_code, first_byte, total, peer, method, url,"
      " request_headers, response_headers, response_body) VALUES (? << 20, ?, 0, 0, 200, 300, 400,"
      " '127.0.0.1:80', 'POST', 'http://127.0.0.1/hook', ?, ?, 'ok')";

// As store/connection.cpp sets them.
constexpr std::array kAsTheProduct{"PRAGMA journal_mode=WAL",
                                   "PRAGMA synchronous=FULL",
                                   "PRAGMA wal_autocheckpoint=2000",
                                   "PRAGMA journal_size_limit=67108864",
                                   "PRAGMA cache_size=-32000",
                                   "PRAGMA temp_store=MEMORY",
                                   "PRAGMA secure_delete=OFF"};

// Statements bind what lives until they have run: nothing is copied.
void bindText(sqlite3_stmt *statement, int at, const QByteArray &text)
{
    sqlite3_bind_text(statement, at, text.constData(), int(text.size()), SQLITE_STATIC);
}

void bindBytes(sqlite3_stmt *statement, int at, const QByteArray &bytes)
{
    sqlite3_bind_blob(statement, at, bytes.constData(), int(bytes.size()), SQLITE_STATIC);
}

} // namespace

std::unique_ptr<Rows> Rows::open(const QString &profile, Durability durability)
{
    std::unique_ptr<Rows> rows(new Rows);
    rows->m_file = profile + u"/tacklebox.db"_s;
    const QByteArray file = rows->m_file.toUtf8();
    if (sqlite3_open_v2(file.constData(), &rows->m_handle, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "%s does not open\n", file.constData());
        return {};
    }
    for (const char *pragma : kAsTheProduct) {
        if (!rows->run(pragma))
            return {};
    }
    if (durability == Durability::None && !rows->run("PRAGMA synchronous=OFF"))
        return {};
    const bool isPrepared = rows->prepare(kEvent, &rows->m_event) && rows->prepare(kJob, &rows->m_job)
        && rows->prepare(kAttempt, &rows->m_attempt);
    return isPrepared ? std::move(rows) : nullptr;
}

Rows::~Rows()
{
    for (sqlite3_stmt *statement : {m_event, m_job, m_attempt})
        sqlite3_finalize(statement);
    sqlite3_close(m_handle);
    // What was not waited for is waited for now, lest the disk is still at it when the clock runs.
    QFile file(m_file);
    if (file.open(QIODevice::ReadWrite))
        ::fdatasync(file.handle());
}

bool Rows::run(const char *sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK)
        return true;
    std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(m_handle));
    return false;
}

bool Rows::prepare(const char *sql, sqlite3_stmt **statement)
{
    if (sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, nullptr) == SQLITE_OK)
        return true;
    std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(m_handle));
    return false;
}

bool Rows::step(sqlite3_stmt *statement)
{
    const bool isDone = sqlite3_step(statement) == SQLITE_DONE;
    if (!isDone)
        std::fprintf(stderr, "%s: %s\n", sqlite3_sql(statement), sqlite3_errmsg(m_handle));
    sqlite3_reset(statement);
    return isDone;
}

bool Rows::begin()
{
    return run("BEGIN IMMEDIATE");
}

bool Rows::commit()
{
    return run("COMMIT");
}

bool Rows::addEvent(const EventDraft &event, Instant at)
{
    const QByteArray uuid = store::bytesOf(store::newUuid(at));
    const std::array texts{
        event.type.toUtf8(), event.status.toUtf8(), event.orderId.toUtf8(), event.address.toUtf8()};
    sqlite3_bind_int64(m_event, 1, ++m_lastEvent);
    bindBytes(m_event, 2, uuid);
    for (int i = 0; i < int(texts.size()); ++i)
        bindText(m_event, 3 + i, texts[size_t(i)]);
    sqlite3_bind_int64(m_event, 7, toMillis(at));
    sqlite3_bind_int64(m_event, 8, m_lastJob + 1);
    bindBytes(m_event, 9, event.payload);
    return step(m_event);
}

bool Rows::addJob(const EventDraft &event, qint64 subscriber, int state, Instant at)
{
    const bool isSent = state == int(JobState::Delivered);
    const QByteArray uuid = store::bytesOf(store::newUuid(at));
    const QByteArray type = event.type.toUtf8();
    const QByteArray status = event.status.toUtf8();
    sqlite3_bind_int64(m_job, 1, ++m_lastJob);
    bindBytes(m_job, 2, uuid);
    sqlite3_bind_int64(m_job, 3, m_lastEvent);
    sqlite3_bind_int64(m_job, 4, subscriber);
    bindText(m_job, 5, type);
    bindText(m_job, 6, status);
    sqlite3_bind_int(m_job, 7, state);
    if (isSent)
        sqlite3_bind_null(m_job, 8);
    else
        sqlite3_bind_int64(m_job, 8, toMillis(at));
    sqlite3_bind_int64(m_job, 9, toMillis(at));
    sqlite3_bind_int64(m_job, 10, isSent ? toMillis(at) : 0);
    sqlite3_bind_int(m_job, 11, isSent ? 1 : 0);
    sqlite3_bind_int(m_job, 12, isSent ? 1 : 0);
    sqlite3_bind_int(m_job, 13, isSent ? 200 : 0);
    if (isSent)
        sqlite3_bind_int(m_job, 14, int(Outcome::Delivered));
    else
        sqlite3_bind_null(m_job, 14);
    return step(m_job);
}

bool Rows::addWaiting(const EventDraft &event, qint64 subscriber, Instant at)
{
    return addEvent(event, at) && addJob(event, subscriber, int(JobState::Waiting), at);
}

bool Rows::addDelivered(const EventDraft &event, qint64 subscriber, Instant at)
{
    static const QByteArray kRequest(300, 'h');
    static const QByteArray kResponse(150, 'h');
    if (!addEvent(event, at) || !addJob(event, subscriber, int(JobState::Delivered), at))
        return false;
    sqlite3_bind_int64(m_attempt, 1, m_lastJob);
    sqlite3_bind_int64(m_attempt, 2, toMillis(at));
    bindBytes(m_attempt, 3, kRequest);
    bindBytes(m_attempt, 4, kResponse);
    return step(m_attempt);
}

bool fill(Rows &rows, const Filling &filling, AddRow add)
{
    bool isGood = true;
    for (int done = 0; isGood && done < filling.count;) {
        isGood = rows.begin();
        for (const int last = std::min(filling.count, done + kBatch); isGood && done < last; ++done)
            isGood = (rows.*add)(filling.event, 1 + done % filling.subscribers, filling.at);
        isGood = isGood && rows.commit();
    }
    return isGood;
}

} // namespace tacklebox::bench
