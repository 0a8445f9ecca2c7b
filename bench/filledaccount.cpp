// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/filledaccount.h"

#include "backend/wording.h"
#include "bench/flow.h"
#include "bench/options.h"
#include "core/clock.h"
#include "dialects/planomatic/rows.h"
#include "store/remotecache.h"
#include "store/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr int kBatch = 5'000; // rows a transaction

struct Target
{
    store::Connection &connection;
    store::ConnectionKey key;
    Instant now;
};

using Keep = std::function<Result<Done>(const Target &, int first, int end)>;

Result<tacklebox::Connection> addAccount(Story &story, app::Services &services, const QString &serverUrl)
{
    ConnectionDraft draft;
    draft.kind = u"planomatic"_s;
    draft.newName = kAccount;
    draft.baseUrl = serverUrl;
    draft.settings = {{u"integration_id"_s, 7}};
    draft.secrets[u"token"_s] = {SecretEdit::Action::Set, Secret("local-only"_ba), {}};
    return story.ask([&] { return services.connections().save(draft); });
}

Result<Done> keepInBatches(store::Store &store, store::ConnectionKey key, int all, const Keep &keep)
{
    Result<Done> done;
    for (int first = 0; done && first < all; first += kBatch) {
        done = store
                   .write<Done>([&](store::Connection &connection) {
                       return keep(
                           {connection, key, SystemClock().now()}, first, std::min(all, first + kBatch));
                   })
                   .result();
    }
    return done;
}

Keep keepingSubscribers(const AccountRows &rows)
{
    return [&rows](const Target &target, int first, int end) -> Result<Done> {
        for (int i = first; i < end; ++i) {
            const auto row = dialects::planomatic::subscriberFrom(rows.subscriber(i));
            if (!row)
                return fail(row.error());
            if (auto kept = store::mergeCached(target.connection, target.key, *row, target.now); !kept)
                return kept;
        }
        return store::noteCached(target.connection, target.key, store::Cached::Subscribers, target.now);
    };
}

Keep keepingJobs(const AccountRows &rows)
{
    return [&rows](const Target &target, int first, int end) -> Result<Done> {
        QList<Job> jobs;
        for (int i = first; i < end; ++i) {
            const auto row = dialects::planomatic::jobFrom(rows.job(i));
            if (!row)
                return fail(row.error());
            jobs.append(*row);
        }
        const auto merged = store::mergeCached(target.connection, target.key, jobs, target.now);
        if (!merged)
            return fail(merged.error());
        return store::noteCached(target.connection, target.key, store::Cached::Jobs, target.now);
    };
}

Result<store::ConnectionKey> fill(const QString &profile, const ConnectionId &account,
                                  const AccountRows &rows)
{
    const auto store = store::Store::open(profile);
    if (!store)
        return fail(store.error());
    const auto key = (*store)
                         ->read<store::ConnectionKey>({},
                                                      [account](store::Connection &connection) {
                                                          return store::findConnection(connection, account);
                                                      })
                         .result();
    if (!key)
        return key;
    if (auto done = keepInBatches(**store, *key, rows.subscribers(), keepingSubscribers(rows)); !done)
        return fail(done.error());
    if (auto done = keepInBatches(**store, *key, rows.jobs(), keepingJobs(rows)); !done)
        return fail(done.error());
    return key;
}

} // namespace

std::optional<store::ConnectionKey> addFilledAccount(Story &story, const app::ProfilePaths &paths,
                                                     const QString &serverUrl, const AccountRows &rows)
{
    std::unique_ptr<app::Services> services = openDelivering(story, paths);
    if (!services)
        return std::nullopt;
    const auto account = addAccount(story, *services, serverUrl);
    close(story, services);
    const auto key = account.and_then(
        [&](const tacklebox::Connection &added) { return fill(paths.data, added.id, rows); });
    if (key)
        return *key;
    giveUp(wording::sentence(key.error()));
    return std::nullopt;
}

} // namespace tacklebox::bench
