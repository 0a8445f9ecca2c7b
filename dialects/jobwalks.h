// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The jobs that were shown on each page of a walk through numbered pages, so that one that moved to a later
// page is not shown again. Of the latest walks, and of their latest pages.
#pragma once

#include "dialects/jobpages.h"

#include <QSet>

#include <deque>
#include <map>

namespace tacklebox::dialects {

class JobWalks final
{
public:
    // The walk that this page belongs to: a new one where it has none.
    [[nodiscard]] WalkNumber of(const NumberedPage &page);
    // Whether it is known what that page of the walk has shown.
    [[nodiscard]] bool has(WalkNumber walk, int page) const;
    // Those that no earlier page of its walk has shown.
    [[nodiscard]] QList<Job> unseen(const NumberedPage &page, const QList<Job> &rows) const;
    // The page shows these; what the pages behind it have shown is to be asked anew.
    void note(WalkNumber walk, int page, const QList<Job> &rows);

private:
    struct Walk
    {
        WalkNumber number = 0;
        std::map<int, QSet<JobId>> pages;
    };

    [[nodiscard]] const Walk *find(WalkNumber number) const;

    std::deque<Walk> m_walks; // the latest first
    WalkNumber m_last = 0;
};

} // namespace tacklebox::dialects
