// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An optional route that the server hasn't is left alone for a day, or until the connection is set in another
// way: by this process, and by those that come after it.
//
// Threads: as Caller.
#pragma once

#include "dialects/caller.h"
#include "store/routereststore.h"

namespace tacklebox::store {
class Store;
}

namespace tacklebox::dialects {

class RouteRest final
{
public:
    struct Parts
    {
        const Caller &caller;
        const Clock &clock;
        store::Store &store;
        store::ConnectionKey key;
    };

    // All is borrowed. `route` names it in the database; what was noted there is read at once.
    RouteRest(const Parts &parts, QString route);

    // What the server said, while the route rests; its subject is for how long. Before loaded() is finished,
    // only of this process.
    [[nodiscard]] std::optional<Error> missing() const;
    // Once it is known what an earlier process noted. Never an error.
    [[nodiscard]] Async<Done> loaded(QObject *context) const;

    // What `call` answers, or, while the route rests, what the server said. The context owns this.
    template<typename T>
    Async<T> ask(QObject *context, std::function<Async<T>()> call)
    {
        return loaded(context).then(context, [this, context, call](const Result<Done> &) -> Async<T> {
            if (auto error = missing())
                return ready<T>(fail(*std::move(error)));
            return call().then(context, [this](const Result<T> &answer) {
                return answer.map_error([this](const Error &error) { return noted(error); });
            });
        });
    }

private:
    struct Rest
    {
        Error error;
        QString settings;
        Instant until;
    };
    using Loaded = std::optional<store::RouteAtRest>;

    [[nodiscard]] Error noted(const Error &error); // the same, and where it rests the route, for how long
    [[nodiscard]] std::optional<Rest> rest() const;

    const Caller &m_caller;
    const Clock &m_clock;
    store::Store &m_store;
    store::ConnectionKey m_key;
    QString m_route;
    Async<Loaded> m_loading;
    std::optional<Rest> m_noted; // by this process
};

} // namespace tacklebox::dialects
