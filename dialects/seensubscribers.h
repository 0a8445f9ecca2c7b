// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Subscribers that only jobs tell of: where the server never gave a list of them, those are what is known,
// by name and URL, with unknown fields. Runs inside a change of the store.
#pragma once

#include "store/remotecache.h"

namespace tacklebox::dialects {

// Those that are new in the cache, or told more of than before. None where a list was read: what it hasn't
// is gone.
Result<QList<Subscriber>> keepSeen(store::Connection &connection, store::ConnectionKey key,
                                   const QList<Job> &jobs, Instant now);

} // namespace tacklebox::dialects
