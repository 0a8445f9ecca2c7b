// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One body as the answer to everything that a dialect asks, and what has to hold of every dialect.
#pragma once

#include "dialects/dialect.h"
#include "tests/fuzz/require.h"

#include <functional>

namespace tacklebox::fuzz {

// What is looked at beyond what holds for all.
struct Looks
{
    std::function<void(const Subscriber &)> atSubscriber;
    std::function<void(const Job &)> atJob;
    std::function<void(const dialects::Token &)> atToken;
};

template<typename T>
void requireNamed(const dialects::Response &response, const Result<T> &read)
{
    require(!read || (response.status >= 200 && response.status <= 299));
    // A target that failed the vendor's own test has a field and no reason.
    require(read || read.error().reason != Reason::Unspecified || !read.error().field.isEmpty());
}

inline void readAll(const dialects::Dialect &dialect, const dialects::Response &response, const Looks &looks)
{
    const SubscriberId subscriber{QStringLiteral("1")};
    const auto listed = dialect.readSubscribers(response);
    const auto shown = dialect.readSubscriber(response);
    const auto jobs = dialect.readJobs(response, subscriber);
    const auto job = dialect.readJob(response);
    const auto token = dialect.readToken(response, fromMillis(1'700'000'000'000));
    requireNamed(response, listed);
    requireNamed(response, shown);
    requireNamed(response, jobs);
    requireNamed(response, job);
    requireNamed(response, token);
    requireNamed(response, dialect.readUsage(response, subscriber));
    requireNamed(response, dialect.readLastError(response));
    requireNamed(response, dialect.readTestAtVendor(response));
    if (response.status < 200 || response.status > 299)
        require(dialect.errorOf(response).has_value());

    QList<Subscriber> rows = listed ? listed->rows : QList<Subscriber>();
    if (shown)
        rows.append(*shown);
    for (const Subscriber &row : std::as_const(rows)) {
        require(!row.id.isEmpty());
        looks.atSubscriber(row);
    }
    QList<Job> all = jobs ? jobs->rows : QList<Job>();
    if (job)
        all.append(*job);
    for (const Job &row : std::as_const(all)) {
        require(!row.id.isEmpty());
        looks.atJob(row);
    }
    if (token) {
        require(!token->value.isEmpty());
        looks.atToken(*token);
    }
}

// Under the statuses that an API has a meaning for, and as what says that it is a page.
inline void answerWith(const dialects::Dialect &dialect, const QByteArray &body, const Looks &looks)
{
    for (const int status : {200, 204, 302, 400, 401, 404, 409, 422, 429, 500})
        readAll(dialect, {status, {{"Content-Type", "application/json"}}, body}, looks);
    readAll(dialect, {200, {{"Content-Type", "text/html"}}, body}, looks);
}

inline bool hasMember(const Fields &fields, QLatin1StringView name)
{
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (field.key().compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

// What was read can be the base of an edit: it makes a request, or says why it makes none.
inline void edit(const dialects::Dialect &dialect, const dialects::Access &access, const Subscriber &row,
                 const Fields &changes)
{
    SubscriberDraft draft;
    draft.id = row.id;
    draft.base = row.fields;
    draft.changes = changes;
    const auto request = dialect.saveSubscriber(access, draft);
    require(!request || (!request->body.isEmpty() && request->url.isValid()));
    require(request || request.error().reason != Reason::Unspecified);
}

} // namespace tacklebox::fuzz
