// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Exports the jobs that the page's filter finds, all pages of them.
#pragma once

#include "backend/backend.h"
#include "ui/exportcontroller.h"

namespace tacklebox::ui {

class JobQueryControls;
class JobsPage;

class JobsExport final : public QObject
{
    Q_OBJECT

public:
    // All are borrowed.
    JobsExport(Backend &backend, JobsPage &page, const JobQueryControls &controls);

private:
    void ask();

    Backend &m_backend;
    JobsPage &m_page;
    const JobQueryControls &m_controls;
    ExportController m_export;
};

} // namespace tacklebox::ui
