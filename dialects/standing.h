// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What an answer says of its account, and of the server behind it. Pure.
#pragma once

#include "backend/connections.h"
#include "dialects/message.h"

namespace tacklebox::dialects {

// It says something of the account as a whole, and not of one value or one row alone.
[[nodiscard]] bool isOfAccount(const Error &error, About about);

// What says nothing of the account was answered all the same: it is ready.
[[nodiscard]] ConnectionState stateOf(const std::optional<Error> &error, Instant now,
                                      About about = About::OneThing);

// How long the call took, where that is longer than the vendor's own mark of a slow one.
[[nodiscard]] std::optional<std::chrono::milliseconds>
slowOf(const Response &response, const std::optional<std::chrono::milliseconds> &slowAfter);

// Of a read: the server is away, or a gateway or a crash stands in its place, so what is cached answers.
[[nodiscard]] bool isAway(const Error &error);

// After a write: nobody knows whether it was taken.
[[nodiscard]] bool isUncertain(const Error &error);

// The error of a request that changes nothing: what was to be saved is no matter of it.
[[nodiscard]] Error ofRead(Error error);

// What an API says of an unknown id, said of the job.
[[nodiscard]] Error ofJob(Error error, const JobId &id);

// An optional route that this server doesn't have.
[[nodiscard]] bool isMissingRoute(const Error &error);

} // namespace tacklebox::dialects
