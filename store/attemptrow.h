// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How an attempt lies in its row: headers as lines, flags as bits, the body only where it differs
// from the event's payload.
#pragma once

#include "core/attempt.h"
#include "core/ids.h"
#include "store/connection.h"

namespace tacklebox::store {

enum class RequestBody { AsPayload, Stored };

Result<Done> insertAttempt(Connection &connection, JobKey job, const Attempt &attempt, RequestBody body);

// Oldest first. `payload` is what those sent that have no body of their own.
Result<QList<Attempt>> attemptsOf(Connection &connection, JobKey job, const QByteArray &payload);

// One "Name: Value" a line, as they came.
[[nodiscard]] QByteArray packedHeaders(const Headers &headers);
[[nodiscard]] Headers unpackedHeaders(const QByteArray &lines);

} // namespace tacklebox::store
