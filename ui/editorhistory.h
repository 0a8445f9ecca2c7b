// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The History tab of the subscriber editor: its last jobs, the newest first. All of them are on the Jobs
// page, where a person is led from here.
#pragma once

#include "core/job.h"
#include "models/jobsmodel.h"

#include <QWidget>

class QLabel;

namespace tacklebox::ui {

class Button;
class TableView;
class Theme;

class EditorHistory final : public QWidget
{
    Q_OBJECT

public:
    explicit EditorHistory(const Theme &theme);

    void showJobs(const Result<tacklebox::Page<Job>> &jobs);

signals:
    void wanted(); // it is in sight for the first time
    void jobsAsked(); // all of them, where they can be worked on

protected:
    void showEvent(QShowEvent *event) override;

private:
    void say(const QString &text); // in the rows' place; empty: the rows

    models::JobsModel m_model;
    QLabel *m_text;
    TableView *m_table;
    Button *m_all;
    bool m_isWanted = false;
};

} // namespace tacklebox::ui
