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
#include <QSet>
#include <QTextDocument>

namespace tacklebox::ui {

namespace {

constexpr int kNamedReceivers = 3;

QString receiverOf(const Job &job)
{
    return job.subscriberName.isEmpty() ? models::urlText(job.callbackUrl) : job.subscriberName;
}

ReplayPlan planOf(const QList<Job> &jobs)
{
    ReplayPlan plan;
    plan.jobs = jobs.size();
    QSet<QString> subscribers;
    for (const Job &job : jobs) {
        plan.delivered += job.state == JobState::Delivered ? 1 : 0;
        plan.uncertain += job.state == JobState::Unknown ? 1 : 0;
        const QString receiver = receiverOf(job);
        const qsizetype before = subscribers.size();
        subscribers.insert(job.subscriberId.isEmpty() ? receiver : job.subscriberId.value);
        if (subscribers.size() > before && plan.names.size() < kNamedReceivers)
            plan.names += receiver;
    }
    plan.subscribers = subscribers.size();
    return plan;
}

} // namespace

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
    JobQuery first = query;
    first.page.number = 1;
    first.page.cursor.clear();
    first.count = true;
    emit told(tr("Looking for the jobs…"));
    gather(first, {});
}

void PlainReplay::gather(const JobQuery &query, const Found &before)
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

// The server may give fewer a page than it is asked for, and the same job twice where pages move.
void PlainReplay::take(JobQuery query, Found found, const tacklebox::Page<Job> &page)
{
    QSet<JobId> known;
    for (const Job &job : std::as_const(found.jobs))
        known.insert(job.id);
    const qsizetype before = found.jobs.size();
    for (const Job &job : page.rows) {
        if (!known.contains(job.id))
            found.jobs << job;
        known.insert(job.id);
    }
    if (page.count)
        found.count = page.count;
    const bool isNew = found.jobs.size() > before;
    const bool hasMore = !page.next.isEmpty() || found.count.value_or(0) > found.jobs.size();
    if (isNew && hasMore && found.jobs.size() < kMost) {
        query.page.number = page.number + 1;
        query.page.cursor = page.next;
        return gather(query, found);
    }
    found.isAll = !hasMore && found.jobs.size() <= kMost;
    if (found.jobs.size() > kMost)
        found.jobs.resize(kMost);
    emit told({});
    if (found.jobs.isEmpty())
        return emit told(wording::summary(planOf({})));
    open(found);
}

QString PlainReplay::textOf(const Found &found) const
{
    const ReplayPlan plan = planOf(found.jobs);
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

void PlainReplay::open(const Found &found)
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
