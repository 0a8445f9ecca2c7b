// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the Jobs page asks for, as it stands in its search, chips, heads and pages; and puts it there.
#pragma once

#include "models/savedview.h"

namespace tacklebox::ui {

class JobsPage;

class JobQueryControls final
{
public:
    explicit JobQueryControls(JobsPage &page)
        : m_page(page)
    {
    }

    [[nodiscard]] JobQuery query() const; // a relative span counts from now
    [[nodiscard]] models::SavedView view() const; // the same to keep, with the columns; without a name

    // Without asking. Those of a place that somebody was led to:
    void show(const JobQuery &query) const;
    void show(const models::SavedView &view) const;
    void clear() const; // all but the order; tells

private:
    void showAround(const JobQuery &query) const; // all but the chips

    JobsPage &m_page;
};

} // namespace tacklebox::ui
