// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The first page of an account's cached jobs without the product between: one prepared statement on SQLite
// alone, and the page of jobs' own table painted once. The schema is whatever the product made of the
// profile.
//
// Threads: the GUI's.
#pragma once

#include "models/jobsmodel.h"
#include "ui/tableview.h"

namespace tacklebox::bench {

// In seconds.
struct BareTimes
{
    double statement = 0;
    double painting = 0; // the rows' way into the model included
    double count = 0; // of all jobs, by a statement of its own
};

class BareJobs final
{
public:
    explicit BareJobs(const ui::Theme &theme);

    // None, with the reason on stderr. On a new connection each time, whose own cache is empty.
    std::optional<BareTimes> measure(const QString &profile, qint64 connection, QSize size);

private:
    models::JobsModel m_model; // it outlives the table
    ui::TableView m_table;
};

} // namespace tacklebox::bench
