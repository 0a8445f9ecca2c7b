// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// SuperOffice's own words: what a connection is asked for, a Webhook's members, its states and its events.
#pragma once

#include "core/connection.h"

namespace tacklebox::dialects::superoffice {

[[nodiscard]] const ConnectionKind &connectionKind();

// In the order in which a change names them.
[[nodiscard]] const std::vector<Field> &webhookFields();

// What the vendor's pages name one by one. A list's and an extra table's events carry the installation's own
// names, so any other name is as good.
[[nodiscard]] const QStringList &knownEvents();

// By name, whatever its case, or by number, which may come as text. None for what is no state.
[[nodiscard]] std::optional<SubscriberState> stateFrom(const QJsonValue &value);
// As the server spells it: Active, Stopped, TooManyErrors, Unknown.
[[nodiscard]] QString stateName(SubscriberState state);

} // namespace tacklebox::dialects::superoffice
