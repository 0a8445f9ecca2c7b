// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A replay to another URL or with an edited body: who it goes to and with what. Pure.
#pragma once

#include "core/replay.h"
#include "engine/recipient.h"

namespace tacklebox::engine {

// The recipient with the manner's URL, if it has one. The signature goes along: the other receiver is
// there to see it, and it tells no secret. The subscriber's own headers may hold credentials, so they go
// only to its own origin.
[[nodiscard]] Recipient divert(const Recipient &recipient, const ReplayManner &manner);

// What a run can't be started with: a URL that is none, a body for many jobs or that is no payload.
[[nodiscard]] std::optional<Error> checkManner(const ReplayRequest &request, const ReplayManner &manner);

} // namespace tacklebox::engine
