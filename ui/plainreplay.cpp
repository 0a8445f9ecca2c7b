// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/plainreplay.h"

#include "backend/replaysending.h"
#include "backend/wording.h"
#include "backend/wordingreplay.h"
#include "models/shorttext.h"
#include "ui/confirm.h"
#include "ui/connectiontext.h"
#include "ui/sendingstrip.h"
#include "ui/typedconfirm.h"
#include "ui/unconfirmed.h"

#include <QMessageBox>

namespace tacklebox::ui {

namespace {

QStringList boundText(const JobsToReplay &found)
{
    return found.lookedThrough ? QStringList(wording::lookedThrough(*found.lookedThrough)) : QStringList();
}

} // namespace

PlainReplay::PlainReplay(const Theme &theme, Backend &backend, QWidget &page, SendingStrip &strip)
    : m_theme(theme)
    , m_backend(backend)
    , m_page(page)
    , m_strip(strip)
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
    else if (m_sending)
        emit told(tr("Jobs are still being sent again. Wait until they are answered, or stop that."));
    return m_question || m_sending;
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
        return emit told((QStringList(wording::summary(replayPlanOf({}))) + boundText(found)).join(u' '));
    open(found);
}

QString PlainReplay::textOf(const JobsToReplay &found) const
{
    const ReplayPlan plan = replayPlanOf(found.jobs);
    const BackendInfo info = m_backend.info();
    QStringList lines{wording::summary(plan)};
    lines << boundText(found);
    if (!found.isAll && (!found.lookedThrough || found.jobs.size() >= kMostReplayedAtOnce)) {
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
    if (isBusy())
        return;
    QList<JobId> ids;
    for (const Job &job : jobs)
        ids << job.id;
    m_sending = new ReplaySending(m_backend, ids, this);
    connect(m_sending, &ReplaySending::progressed, &m_strip, &SendingStrip::showProgress);
    connect(m_sending, &ReplaySending::ended, this, [this](const QList<JobAnswer> &answers) {
        end();
        emit answered(answers);
    });
    connect(m_sending, &ReplaySending::failed, this, [this](const Error &error) {
        end();
        emit failed(error);
    });
    connect(&m_strip, &SendingStrip::stopAsked, m_sending, [this, sending = m_sending] {
        sending->stop();
        m_strip.showStopping();
    });
    m_strip.showProgress(0, int(ids.size()));
    m_sending->start();
}

void PlainReplay::end()
{
    m_sending->deleteLater();
    m_sending = nullptr;
    m_strip.hide();
}

} // namespace tacklebox::ui
