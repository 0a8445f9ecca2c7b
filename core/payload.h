// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whether bytes may be published as an event: JSON (RFC 8259) in UTF-8, at most kMaxPayloadBytes.
#pragma once

#include "core/error.h"
#include "core/event.h"

namespace tacklebox {

// The detail of a JsonForm error says where, as "line 3, column 7".
[[nodiscard]] std::optional<Error> checkPayload(const QByteArray &payload, const QString &field);

// All that a publish refuses, at the command line's member names: type, status, data.
[[nodiscard]] std::optional<Error> checkEvent(const EventDraft &event);

} // namespace tacklebox
