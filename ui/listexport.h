// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reads a list page by page, all of it up to a bound, and writes it to a file. Asks and shows nothing itself;
// the rows become text where the file is written, not on the window's thread.
#pragma once

#include "backend/exportfile.h"
#include "core/page.h"
#include "ui/question.h"

#include <QObject>
#include <QSet>

namespace tacklebox::ui {

// One page of rows, whatever they are.
struct ExportPage
{
    QStringList ids; // one a row
    std::function<QByteArray(qsizetype row)> text; // called on the file's thread
    std::optional<qint64> count; // of all rows
    QString next;
    PageSource source = PageSource::Live;
    std::optional<Instant> asOf;
    std::optional<qint64> lookedThrough = {}; // as of Page
};

// `textOf` is called on another thread: it touches nothing but the row.
template<typename Row>
ExportPage exportPage(const tacklebox::Page<Row> &page, const std::function<QByteArray(const Row &)> &textOf)
{
    ExportPage made{{}, {}, page.count, page.next, page.source, page.asOf, page.lookedThrough};
    for (const Row &row : page.rows)
        made.ids.append(row.id.value);
    made.text = [rows = page.rows, textOf](qsizetype row) { return textOf(rows.at(row)); };
    return made;
}

struct ExportPlan
{
    QString path;
    QByteArray head;
    QByteArray between; // two rows
    QByteArray foot;
    // The first page has the number 1, and is asked for the count.
    std::function<Async<ExportPage>(const PageRequest &page, std::stop_token stop)> ask;
};

struct ExportState
{
    QString path;
    qint64 rows = 0; // written
    std::optional<qint64> found; // in all, where it is known
    bool isAll = true;
    bool isBounded = false; // there are more than are exported at once
    bool isLive = false; // some came from the server
    bool isCached = false; // some came from the cache
    std::optional<Instant> asOf; // the oldest of these
    std::optional<qint64> lookedThrough = {}; // as of Page: then it isn't all
};

class ListExport final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kMost = 100'000;

    explicit ListExport(qint64 most = kMost)
        : m_most(most)
    {
    }

    [[nodiscard]] qint64 most() const { return m_most; }
    [[nodiscard]] bool isRunning() const { return m_file != nullptr; }

    void start(const ExportPlan &plan); // gives up the one before
    void stop(); // what was there before is there again, or nothing

signals:
    void progressed(const tacklebox::ui::ExportState &state);
    void finished(const tacklebox::ui::ExportState &state);
    void failed(const tacklebox::Error &error); // nothing was written

private:
    void ask(const PageRequest &page);
    void take(const PageRequest &request, const ExportPage &page);
    void write(const ExportPage &page, const QList<qsizetype> &rows, std::function<void()> then);
    void finish();
    void giveUp(const Error &error);

    qint64 m_most;
    int m_run = 0; // of which an answer may come late
    ExportPlan m_plan;
    ExportState m_state;
    QSet<QString> m_known; // rows move to later pages while others arrive
    std::unique_ptr<ExportFile> m_file;
    Question m_pages;
};

} // namespace tacklebox::ui
