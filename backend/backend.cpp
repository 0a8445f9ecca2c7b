// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/backend.h"

namespace tacklebox {

namespace {

template<typename Row>
Async<std::optional<Page<Row>>> keptOf(Backend &backend, const Async<Page<Row>> &answer)
{
    return answer.then(&backend, [](const Result<Page<Row>> &page) {
        return page.map([](const Page<Row> &rows) { return std::optional(rows); });
    });
}

} // namespace

Async<std::optional<Page<Subscriber>>> Backend::keptSubscribers(SubscriberQuery query, std::stop_token stop)
{
    return keptOf(*this, subscribers(std::move(query), std::move(stop)));
}

Async<std::optional<Page<Job>>> Backend::keptJobs(JobQuery query, std::stop_token stop)
{
    return keptOf(*this, jobs(std::move(query), std::move(stop)));
}

} // namespace tacklebox
