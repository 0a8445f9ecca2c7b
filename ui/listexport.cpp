// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/listexport.h"

namespace tacklebox::ui {

namespace {

constexpr int kRowsAtOnce = 500;

QByteArray pieceOf(const ExportPlan &plan, const ExportPage &page, const QList<qsizetype> &rows, bool isFirst)
{
    QByteArray text = isFirst ? plan.head : QByteArray();
    bool isBehind = !isFirst;
    for (const qsizetype row : rows) {
        if (std::exchange(isBehind, true))
            text += plan.between;
        text += page.text(row);
    }
    return text;
}

} // namespace

void ListExport::start(const ExportPlan &plan)
{
    stop();
    m_plan = plan;
    m_state = {};
    m_state.path = plan.path;
    m_known.clear();
    m_file = std::make_unique<ExportFile>(plan.path);
    emit progressed(m_state);
    ask({1, kRowsAtOnce, {}});
}

void ListExport::stop()
{
    ++m_run;
    m_pages.stop();
    m_file.reset();
}

void ListExport::giveUp(const Error &error)
{
    stop();
    emit failed(error);
}

void ListExport::ask(const PageRequest &page)
{
    m_pages.ask(
        this,
        [&](std::stop_token stop) { return m_plan.ask(page, std::move(stop)); },
        [this, page](const Result<ExportPage> &answer) {
            if (answer)
                take(page, *answer);
            else
                giveUp(answer.error());
        });
}

// The server may give fewer a page than it is asked for, and the same row twice where pages move.
void ListExport::take(const PageRequest &request, const ExportPage &page)
{
    QList<qsizetype> rows;
    for (qsizetype row = 0; row < page.ids.size(); ++row) {
        if (const QString &id = page.ids.at(row); !m_known.contains(id)) {
            m_state.isBounded = m_known.size() >= m_most;
            if (m_state.isBounded)
                break;
            m_known.insert(id);
            rows.append(row);
        }
    }
    if (page.count)
        m_state.found = page.count;
    if (page.lookedThrough)
        m_state.lookedThrough = page.lookedThrough;
    (page.source == PageSource::Live ? m_state.isLive : m_state.isCached) = true;
    if (page.asOf && (!m_state.asOf || *page.asOf < *m_state.asOf))
        m_state.asOf = page.asOf;
    const bool hasMore
        = m_state.isBounded || !page.next.isEmpty() || m_state.found.value_or(0) > m_known.size();
    m_state.isBounded = hasMore && m_known.size() >= m_most;
    m_state.isAll = !hasMore && !m_state.lookedThrough;
    const bool isLast = rows.isEmpty() || m_state.isBounded || !hasMore;
    write(page, rows, [this, isLast, request, next = page.next] {
        if (isLast)
            finish();
        else
            ask({request.number + 1, kRowsAtOnce, next});
    });
}

void ListExport::write(const ExportPage &page, const QList<qsizetype> &rows, std::function<void()> then)
{
    const bool isFirst = m_state.rows == 0;
    const auto text = [plan = m_plan, page, rows, isFirst] { return pieceOf(plan, page, rows, isFirst); };
    m_file->write(text).then(
        this, [this, run = m_run, count = rows.size(), then = std::move(then)](const Result<Done> &written) {
            if (run != m_run)
                return;
            if (!written)
                return giveUp(written.error());
            m_state.rows += count;
            emit progressed(m_state);
            if (run == m_run) // nobody stopped it at that
                then();
        });
}

void ListExport::finish()
{
    const auto end = [this, run = m_run](const Result<Done> &written) {
        if (run != m_run)
            return;
        if (!written)
            return giveUp(written.error());
        stop();
        emit finished(m_state);
    };
    m_file->write([foot = m_plan.foot] { return foot; })
        .then(this, [this, end, run = m_run](const Result<Done> &written) {
            if (run == m_run && written)
                m_file->finish().then(this, end);
            else
                end(written);
        });
}

} // namespace tacklebox::ui
