// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Notes what attempts saw of their hosts' certificates, in the transaction that records them anyway. Runs
// inside a change of the store.
#pragma once

#include "store/jobqueue.h"
#include "store/replayqueue.h"

namespace tacklebox::engine {

// One statement for each host that made a handshake; it writes only where that showed something new.
Result<Done> noteCertificates(store::Connection &connection, std::span<const store::SettledJob> jobs);
Result<Done> noteCertificates(store::Connection &connection, std::span<const store::DivertedTry> tries);

} // namespace tacklebox::engine
