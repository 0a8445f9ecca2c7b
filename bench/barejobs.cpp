// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/barejobs.h"

#include "bench/options.h"
#include "store/schema.h"
#include "ui/theme.h"

#include <QPixmap>

#include <chrono>
#include <memory>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

// As the page asks when it comes into sight.
constexpr const char *kFirstPage
    = "SELECT remote_id, uuid, event_id, event_type, status, state, subscriber_id, subscriber_name,"
      " callback_url, status_code, attempts, order_id, address, created_at, last_sent_at, next_attempt_at,"
      " outcome, error FROM cached_job INDEXED BY cached_job_sent WHERE connection_id = ?"
      " ORDER BY last_sent_at DESC, id DESC LIMIT 100";
constexpr const char *kCount = "SELECT count(*) FROM cached_job WHERE connection_id = ?";

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;
using Seconds = std::chrono::duration<double>;

double secondsSince(std::chrono::steady_clock::time_point begin)
{
    return Seconds(std::chrono::steady_clock::now() - begin).count();
}

Database opened(const QString &profile)
{
    sqlite3 *handle = nullptr;
    sqlite3_open_v2(
        store::databaseFile(profile).toUtf8().constData(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    return {handle, sqlite3_close};
}

// Null, with the reason on stderr.
Statement prepared(sqlite3 *database, const char *sql, qint64 connection)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK)
        sqlite3_bind_int64(statement, 1, connection);
    else
        giveUp(QString::fromUtf8(sqlite3_errmsg(database)));
    return {statement, sqlite3_finalize};
}

QString textAt(sqlite3_stmt *row, int column)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(row, column)),
                             sqlite3_column_bytes(row, column));
}

Instant timeAt(sqlite3_stmt *row, int column)
{
    return fromMillis(sqlite3_column_int64(row, column));
}

std::optional<Instant> timeOrNoneAt(sqlite3_stmt *row, int column)
{
    const Instant time = timeAt(row, column);
    return time == Instant{} ? std::nullopt : std::optional(time);
}

Job jobAt(sqlite3_stmt *row)
{
    Job job;
    job.id = {textAt(row, 0)};
    job.uuid = textAt(row, 1);
    job.eventId = {textAt(row, 2)};
    job.eventType = textAt(row, 3);
    job.status = textAt(row, 4);
    job.state = JobState(sqlite3_column_int(row, 5));
    job.subscriberId = {textAt(row, 6)};
    job.subscriberName = textAt(row, 7);
    job.callbackUrl = textAt(row, 8);
    if (const int code = sqlite3_column_int(row, 9); code != 0)
        job.statusCode = code;
    job.attempts = sqlite3_column_int(row, 10);
    job.orderId = textAt(row, 11);
    job.address = textAt(row, 12);
    job.createdAt = timeAt(row, 13);
    job.lastSentAt = timeOrNoneAt(row, 14);
    job.nextAttemptAt = timeOrNoneAt(row, 15);
    if (sqlite3_column_type(row, 16) != SQLITE_NULL)
        job.lastOutcome = Outcome(sqlite3_column_int(row, 16));
    job.lastError = textAt(row, 17);
    return job;
}

} // namespace

BareJobs::BareJobs(const ui::Theme &theme)
    : m_table(theme, ui::size::kDenseRow, u"bareTable"_s, u"Jobs"_s)
{
    m_table.setModel(&m_model);
    m_table.setColumnHidden(models::JobsModel::Tries, true); // as for an API that tells of none
    m_table.showSort(models::JobsModel::LastSent, Qt::DescendingOrder);
}

std::optional<BareTimes> BareJobs::measure(const QString &profile, qint64 connection, QSize size)
{
    m_table.resize(size);
    m_table.show();
    (void)m_table.grab(); // empty: styles and widths are settled before the clock runs
    const Database database = opened(profile);
    const Statement page = prepared(database.get(), kFirstPage, connection);
    const Statement count = prepared(database.get(), kCount, connection);
    if (!page || !count)
        return std::nullopt;

    BareTimes times;
    auto begin = std::chrono::steady_clock::now();
    QList<Job> rows;
    while (sqlite3_step(page.get()) == SQLITE_ROW)
        rows.append(jobAt(page.get()));
    times.statement = secondsSince(begin);

    begin = std::chrono::steady_clock::now();
    m_model.merge(rows);
    (void)m_table.grab();
    times.painting = secondsSince(begin);

    begin = std::chrono::steady_clock::now();
    sqlite3_step(count.get());
    times.count = secondsSince(begin);

    m_model.merge({});
    m_table.hide();
    if (rows.isEmpty()) {
        giveUp(u"SQLite found no job"_s);
        return std::nullopt;
    }
    return times;
}

} // namespace tacklebox::bench
