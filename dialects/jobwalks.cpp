// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/jobwalks.h"

#include <algorithm>

namespace tacklebox::dialects {

namespace {

constexpr size_t kWalksKept = 16;
constexpr size_t kPagesKept = 100; // jobs move by few rows: what stands far in front doesn't come again

} // namespace

const JobWalks::Walk *JobWalks::find(WalkNumber number) const
{
    const auto found = std::ranges::find(m_walks, number, &Walk::number);
    return found == m_walks.end() ? nullptr : &*found;
}

WalkNumber JobWalks::of(const NumberedPage &page)
{
    if (page.walk > 0 && find(page.walk))
        return page.walk;
    m_walks.push_front({++m_last, {}});
    if (m_walks.size() > kWalksKept)
        m_walks.pop_back();
    return m_last;
}

bool JobWalks::has(WalkNumber number, int page) const
{
    const Walk *walk = find(number);
    return walk && walk->pages.contains(page);
}

QList<Job> JobWalks::unseen(const NumberedPage &page, const QList<Job> &rows) const
{
    const Walk *walk = find(page.walk);
    if (!walk)
        return rows;
    QList<Job> left;
    std::ranges::copy_if(rows, std::back_inserter(left), [&](const Job &job) {
        return std::ranges::none_of(walk->pages, [&](const auto &shown) {
            return shown.first < page.query.page.number && shown.second.contains(job.id);
        });
    });
    return left;
}

void JobWalks::note(WalkNumber number, int page, const QList<Job> &rows)
{
    const auto walk = std::ranges::find(m_walks, number, &Walk::number);
    if (walk == m_walks.end())
        return;
    walk->pages.erase(walk->pages.lower_bound(page), walk->pages.end());
    QSet<JobId> &shown = walk->pages[page];
    for (const Job &job : rows)
        shown.insert(job.id);
    if (walk->pages.size() > kPagesKept)
        walk->pages.erase(walk->pages.begin());
}

} // namespace tacklebox::dialects
