// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/plainreplay.h"

#include "backend/wordingreplay.h"
#include "models/shorttext.h"
#include "ui/confirm.h"
#include "ui/connectiontext.h"
#include "ui/typedconfirm.h"
#include "ui/unconfirmed.h"

#include <QMessageBox>
#include <QTextDocument>

namespace tacklebox::ui {

PlainReplay::PlainReplay(const Theme &theme, Backend &backend, QWidget &page)
    : m_theme(theme)
    , m_backend(backend)
    , m_page(page)
{
}

PlainReplay::~PlainReplay()
{
    if (m_question)
        m_question->deleteLater();
}

bool PlainReplay::isBusy()
{
    if (m_question)
        m_question->raise();
    else if (m_isSending)
        emit told(tr("Jobs are still being sent again. Wait until they are answered."));
    return m_question || m_isSending;
}

void PlainReplay::ask(const QList<Job> &jobs)
{
    if (!isBusy())
        open({jobs, true, {}});
}

void PlainReplay::askAll(const JobQuery &query)
{
    if (isBusy())
        return;
    emit told(tr("Looking for the jobs…"));
    m_backend.refresh(); // not what happens to be kept here
    gather(firstToReplay(query), {});
}

void PlainReplay::gather(const JobQuery &query, const JobsToReplay &before)
{
    m_rows.ask(
        this,
        [&](std::stop_token stop) { return m_backend.jobs(query, stop); },
        [this, query, before](const Result<tacklebox::Page<Job>> &page) {
            if (page)
                take(query, before, *page);
            else
                emit failed(page.error());
        });
}

void PlainReplay::take(const JobQuery &query, JobsToReplay found, const tacklebox::Page<Job> &page)
{
    if (const auto next = addPage(found, query, page))
        return gather(*next, found);
    emit told({});
    if (found.jobs.isEmpty())
        return emit told(wording::summary(replayPlanOf({})));
    open(found);
}

QString PlainReplay::textOf(const JobsToReplay &found) const
{
    const ReplayPlan plan = replayPlanOf(found.jobs);
    const BackendInfo info = m_backend.info();
    QStringList lines{wording::summary(plan)};
    if (!found.isAll) {
        const QString rest = tr("The first %n in the order of the list: no more are sent again at once.",
                                nullptr,
                                int(found.jobs.size()));
        lines << (found.count
                      ? tr("%1 are found.", "jobs").arg(models::numberText(*found.count)) + u' ' + rest
                      : tr("More are found.", "jobs") + u' ' + rest);
    }
    lines << wording::cautions(plan, {});
    lines << tr("Each is a request of its own to %1. What was sent can't be taken back.", "connection")
                 .arg(connectionTitle(info));
    lines << unconfirmedText(info, Verb::Replay);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

void PlainReplay::open(const JobsToReplay &found)
{
    const auto count = int(found.jobs.size());
    const BackendInfo info = m_backend.info();
    const QString place = placeText(info);
    Confirmation question;
    question.title = count == 1 ? tr("Replay 1 job?") : tr("Replay %n jobs?", nullptr, count);
    question.text = textOf(found);
    question.deed = count == 1 ? tr("Replay 1 job in %1", "connection").arg(place)
                               : tr("Replay %n jobs in %1", "connection", count).arg(place);
    if (info.environment == Environment::Production) {
        m_question = new TypedConfirm(m_theme, question, info.connection, m_page.window());
        m_question->open();
    } else {
        question.text = Qt::convertFromPlainText(question.text, Qt::WhiteSpaceNormal); // names are not ours
        m_question = confirm(m_page.window(), question);
    }
    connect(m_question, &QDialog::accepted, this, [this, jobs = found.jobs] {
        m_question = nullptr; // it goes by itself
        send(jobs);
    });
    connect(m_question, &QDialog::rejected, this, [this] { m_question = nullptr; });
}

void PlainReplay::send(const QList<Job> &jobs)
{
    const auto count = int(jobs.size());
    ReplayRequest request;
    for (const Job &job : jobs)
        request.jobs << job.id;
    m_isSending = true;
    emit told(count == 1 ? tr("Sending 1 job again…") : tr("Sending %n jobs again…", nullptr, count));
    m_backend.replay(request).then(this, [this](const Result<QList<JobAnswer>> &answer) {
        m_isSending = false;
        if (answer)
            emit answered(*answer);
        else
            emit failed(answer.error());
    });
}

} // namespace tacklebox::ui
