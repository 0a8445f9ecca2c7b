// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/everysubscriber.h"

namespace tacklebox {

namespace {

constexpr int kPageSize = 500;

Async<QList<Subscriber>> readFrom(Backend &backend, const PageRequest &page, const QList<Subscriber> &before)
{
    SubscriberQuery query;
    query.page = page;
    return backend.subscribers(query, {}).then(
        &backend,
        [&backend, page, before](const Result<Page<Subscriber>> &answer) -> Async<QList<Subscriber>> {
            if (!answer)
                return ready<QList<Subscriber>>(fail(answer.error()));
            const QList<Subscriber> all = before + answer->rows;
            if (answer->next.isEmpty())
                return ready<QList<Subscriber>>(all);
            return readFrom(backend, {page.number + 1, page.size, answer->next}, all);
        });
}

} // namespace

Async<QList<Subscriber>> everySubscriber(Backend &backend)
{
    return readFrom(backend, {1, kPageSize, {}}, {});
}

} // namespace tacklebox
