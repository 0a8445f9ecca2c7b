// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What can be asked of a Webhook, whichever way the server is spoken to: by REST, or by its agent's calls.
#pragma once

#include "core/subscriber.h"
#include "dialects/access.h"
#include "dialects/superoffice/ownevent.h"

namespace tacklebox::dialects::superoffice {

// What the list itself can narrow. Empty: all.
struct ListFilter
{
    QString name; // exactly
    QString event;
    std::optional<SubscriberState> state;
};

struct Routes
{
    Result<Request> (*list)(const Access &access, const ListFilter &filter);
    Result<Request> (*proposal)(const Access &access);
    Result<Request> (*show)(const Access &access, const SubscriberId &id);
    Result<Request> (*create)(const Access &access, const SubscriberDraft &draft);
    Result<Request> (*update)(const Access &access, const SubscriberDraft &draft);
    Result<Request> (*remove)(const Access &access, const SubscriberId &id);
    Result<Request> (*test)(const Access &access, const SubscriberDraft &draft);
    Result<Request> (*signal)(const Access &access, const Signal &signal);
    Result<Request> (*lastError)(const Access &access, const SubscriberId &id);
};

// By the connection's setting `routes`.
[[nodiscard]] bool isByAgent(const Connection &connection);
// Its edits are the whole one, with `patch` at put where nothing stands against it.
[[nodiscard]] bool writesWhole(const Connection &connection);
[[nodiscard]] const Routes &routesOf(const Connection &connection);

} // namespace tacklebox::dialects::superoffice
