// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the page of jobs with its backend: asks, drops late answers, merges news in batches.
#pragma once

#include "backend/backend.h"
#include "models/jobsmodel.h"
#include "ui/connectionlock.h"
#include "ui/jobquerycontrols.h"
#include "ui/jobsexport.h"
#include "ui/place.h"
#include "ui/plainreplay.h"
#include "ui/question.h"
#include "ui/replayscontroller.h"

#include <QTimer>

namespace tacklebox::ui {

class JobsPage;
class Theme;

// The page with its controller, which lives as long as it.
[[nodiscard]] JobsPage *makeJobsPage(const Theme &theme, Connections &connections, Backend &backend,
                                     QWidget *parent);

class JobsController final : public QObject
{
    Q_OBJECT

public:
    JobsController(const Theme &theme, Connections &connections, Backend &backend, JobsPage &page,
                   models::JobsModel &model);

private:
    void connectPage(const Theme &theme);
    void askRows();
    void takeRows(const Result<tacklebox::Page<Job>> &answer);
    void askCount();
    void askDetail();
    void chooseLater(); // the detail follows the selection once it rests
    void askSubscribers();
    void connectReplays();
    [[nodiscard]] QList<Job> chosen() const;
    void replay();
    void ask(const QList<Job> &jobs); // before they are sent again; none: all that is found
    void tellReplayed(const Result<QList<JobAnswer>> &answer);
    void drop(const JobId &id);
    void tell(const Result<QList<JobAnswer>> &answer, const QString &done);
    QString choose(const QList<JobAnswer> &answers); // in the table; says which
    void collect(const JobNews &news);
    void apply(); // the news since the last time
    void announce(const QList<Job> &strangers);
    void visit(const Place &place);
    void clear();

    Backend &m_backend;
    JobsPage &m_page;
    models::JobsModel &m_model;
    JobQueryControls m_controls;
    JobsExport m_export;
    ReplaysController m_replays;
    PlainReplay m_plain; // where the backend has no runs
    ConnectionLock m_lock;
    JobQuery m_query; // what is in sight
    Question m_rows;
    Question m_count;
    Question m_detail;
    QHash<JobId, Job> m_news;
    QSet<JobId> m_announced;
    bool m_isOverflowing = false;
    QTimer m_batch;
    QTimer m_rest;
};

} // namespace tacklebox::ui
