// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/replayscontroller.h"

#include "backend/wordingreplay.h"
#include "ui/confirm.h"
#include "ui/replaydialog.h"
#include "ui/replaystrip.h"

#include <QMessageBox>

namespace tacklebox::ui {

namespace {

// A run moves many jobs a second: its line is drawn so often.
constexpr std::chrono::milliseconds kRest{400};

} // namespace

ReplaysController::ReplaysController(const Theme &theme, Backend &backend, ReplayStrip &strip)
    : m_theme(theme)
    , m_backend(backend)
    , m_strip(strip)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, &ReplaysController::load);
    connect(&strip, &ReplayStrip::deedAsked, this, &ReplaysController::change);
    if (Replays *replays = backend.replays()) {
        connect(replays, &Replays::changed, this, [this] {
            if (!m_rest.isActive())
                m_rest.start();
        });
    }
}

void ReplaysController::ask(const ReplayRequest &request)
{
    Replays *replays = m_backend.replays();
    if (!replays)
        return;
    if (m_dialog)
        return m_dialog->raise();
    m_request = request;
    m_dialog = new ReplayDialog(m_theme, m_strip.window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ReplayDialog::accepted, this, &ReplaysController::start);
    m_dialog->open();
    m_plan.ask(
        m_dialog,
        [&](std::stop_token stop) { return replays->plan(request, stop); },
        [dialog = m_dialog.data()](const Result<ReplayPlan> &plan) {
            if (plan)
                dialog->showPlan(*plan);
            else
                dialog->showError(plan.error());
        });
    if (request.query || request.jobs.size() != 1)
        return;
    m_body.ask(
        m_dialog,
        [&](std::stop_token stop) { return m_backend.job(request.jobs.front(), stop); },
        [dialog = m_dialog.data()](const Result<JobDetail> &job) {
            if (job)
                dialog->setBody(job->payload);
        });
}

void ReplaysController::start(const ReplayManner &manner)
{
    // Its own answer, whatever was asked since: a dialog that is closed meanwhile is another's then.
    const QPointer<ReplayDialog> dialog = m_dialog;
    dialog->showStarting();
    if (!m_request.query && manner.isPlain()) {
        m_backend.replay(m_request).then(this, [this, dialog](const Result<QList<JobAnswer>> &answer) {
            if (dialog)
                dialog->close();
            if (answer)
                emit answered(*answer);
            else
                emit failed(answer.error());
        });
        return;
    }
    m_backend.replays()->start(m_request, manner).then(this, [this, dialog](const Result<Replay> &begun) {
        if (!begun && dialog)
            return dialog->showError(begun.error());
        if (!begun)
            return emit failed(begun.error());
        if (dialog)
            dialog->close();
        emit told(tr("Replay %1 has begun", "its number").arg(begun->id.value));
        m_open << begun->id;
        load();
    });
}

void ReplaysController::change(const ReplayId &id, ReplayDeed deed)
{
    const auto write = [this, id, deed] {
        m_backend.replays()->change(id, deed).then(this, [this](const Result<Replay> &changed) {
            if (!changed)
                emit failed(changed.error());
            load();
        });
    };
    if (deed != ReplayDeed::Cancel)
        return write();
    QMessageBox *box = confirm(m_strip.window(),
                               {tr("Cancel replay %1?").arg(id.value),
                                tr("What it has sent stays sent. The jobs that are left stay as they are."),
                                tr("Cancel the replay"),
                                tr("Let it go on")});
    connect(box, &QMessageBox::accepted, this, write);
}

void ReplaysController::load()
{
    Replays *replays = m_backend.replays();
    if (!replays)
        return;
    m_list.ask(
        this,
        [&](std::stop_token stop) { return replays->list(stop); },
        [this](const Result<QList<Replay>> &list) {
            if (list)
                show(*list);
        });
}

// One that was seen going on and has ended is told once.
void ReplaysController::show(const QList<Replay> &replays)
{
    m_strip.show(replays);
    QList<ReplayId> open;
    for (const Replay &replay : replays) {
        if (isOpen(replay.state))
            open << replay.id;
        else if (m_open.contains(replay.id))
            emit told(
                tr("Replay %1, %2: %3", "its number, its state, how far it came")
                    .arg(replay.id.value, wording::word(replay.state).toLower(), wording::progress(replay)));
    }
    m_open = open;
}

} // namespace tacklebox::ui
