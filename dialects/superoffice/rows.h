// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What SuperOffice answers, read: a Webhook, and the times in it.
#pragma once

#include "core/subscriber.h"

namespace tacklebox::dialects::superoffice {

// One that is saved. Its secret is only said to be set or not, and stands in no other member.
Result<Subscriber> webhookFrom(const QJsonValue &value);

// Its secret in clear, for a request that has to give it back. None where nobody knows it: a mask is not it.
SecretEdits secretsIn(const QJsonValue &webhook);

// The one that the server proposes for a new one; it has no id yet.
Result<Fields> proposalFrom(const QJsonValue &value);

// By its own offset, in UTC where it has none. 0001-01-01 stands for never, and is none.
[[nodiscard]] std::optional<Instant> momentFrom(const QString &text);

} // namespace tacklebox::dialects::superoffice
