// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/everysubscriber.h"

namespace tacklebox {

namespace {

constexpr int kPageSize = 500;

Async<AllSubscribers> readFrom(Backend &backend, const PageRequest &page, const AllSubscribers &before)
{
    SubscriberQuery query;
    query.page = page;
    return backend.subscribers(query, {}).then(
        &backend,
        [&backend, page, all = before](const Result<Page<Subscriber>> &answer) mutable -> Async<AllSubscribers> {
            if (!answer)
                return ready<AllSubscribers>(fail(answer.error()));
            if (page.cursor.isEmpty())
                all.asOf = answer->asOf; // those behind it are of the same reading
            all.rows += answer->rows;
            if (answer->next.isEmpty())
                return ready<AllSubscribers>(std::move(all));
            return readFrom(backend, {page.number + 1, page.size, answer->next}, all);
        });
}

} // namespace

Async<AllSubscribers> everySubscriber(Backend &backend)
{
    backend.refresh(); // not what happens to be kept here
    return readFrom(backend, {1, kPageSize, {}}, {});
}

} // namespace tacklebox
