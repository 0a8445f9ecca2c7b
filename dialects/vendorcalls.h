// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a vendor's server itself knows of one subscriber: its figures, its last error, some members alone, and
// a test of its own; what a new one starts with there, and events that the server tells its subscribers of.
#pragma once

#include "core/event.h"
#include "core/usage.h"
#include "dialects/remotesubscribers.h"

namespace tacklebox::dialects {

// The figures; the last error asked for alone where they don't tell it, where the server stopped the
// subscriber, or where they are closed to the account.
Async<SubscriberUsage> usageAtVendor(const RemoteSubscribers::Parts &parts, const SubscriberId &id,
                                     const std::stop_token &stop);

// Without asking anybody: why membersAtVendor() can't be asked for these; none: it can.
[[nodiscard]] std::optional<Error> cannotSelect(const Dialect &dialect, const Connection &connection,
                                                const SubscriberId &id, const QStringList &members);
// They are kept nowhere.
Async<Fields> membersAtVendor(const RemoteSubscribers::Parts &parts, const SubscriberId &id,
                              const QStringList &members, const std::stop_token &stop);

// Reads the subscriber, and has the server post a test to it. It saves nothing, so a locked connection has
// it, too.
Async<Done> testAtVendor(const RemoteSubscribers::Parts &parts, const SubscriberId &id,
                         const std::stop_token &stop);

// Without asking anybody: whether newAtVendor() has a call.
[[nodiscard]] bool hasNewSubscribers(const Dialect &dialect, const Connection &connection);
Async<Fields> newAtVendor(const RemoteSubscribers::Parts &parts);

// In their order, one request each, sent once; it ends with the first that fails. The server tells no ids.
Async<QList<Published>> publishAtVendor(const RemoteSubscribers::Parts &parts,
                                        const QList<EventDraft> &events);

} // namespace tacklebox::dialects
