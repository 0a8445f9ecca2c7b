// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// When subscribers of remote APIs were last told of something, by the jobs that are cached of them. Runs
// inside a question of the store.
#pragma once

#include "core/subscriber.h"
#include "store/connectionstore.h"

namespace tacklebox::store {

// The same rows; one that doesn't say when it was last sent to has it from its newest jobs. Costs a look at
// the index for each row, however many jobs there are.
Result<QList<Subscriber>> withLastSent(Connection &connection, ConnectionKey key, QList<Subscriber> rows);

} // namespace tacklebox::store
