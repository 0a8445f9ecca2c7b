// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What PlanoMatic is asked: a route's parameters in one JSON body, the token among them. Nothing of it stands
// in the URL or in a header.
#pragma once

#include "core/job.h"
#include "dialects/access.h"
#include "dialects/planomatic/vocabulary.h"

namespace tacklebox::dialects::planomatic {

// Why the connection, as it is set, has no such call: Unconfirmed for a write that nobody documented,
// NotOfThisApi for an optional route without a path.
[[nodiscard]] std::optional<Error> refusalOf(const Connection &connection, Route route);

// The route's call with these parameters, and the token and integration_id that each one takes.
Result<Request> requestOf(const Access &access, Route route, QJsonObject parameters);

// A number where it is written as one: the vendor's own ids are integers.
[[nodiscard]] QJsonValue idValue(const QString &id);

// An edit sends all members, changed or not.
[[nodiscard]] bool updatesWhole(const Connection &connection);

// The members of an edit, or of a new one. `id` and `version` always go with an edit.
Result<QJsonObject> draftParameters(const Connection &connection, const SubscriberDraft &draft);

// Of the connection's jobs: which of their members the server tells.
[[nodiscard]] QString viewOf(const Connection &connection);

// Of the subscribers' index, whose parameters are inferred with it: `count`, and the page behind the first.
[[nodiscard]] QJsonObject listParameters(const Connection &connection, const PageRequest &page);

// What the jobs index can narrow, sort and count; states, events, the sent time and the sort by creation are
// none of it and left out. With `subscribers_filter` at name or key, the query's subscribers are names or
// keys.
[[nodiscard]] QJsonObject jobParameters(const Connection &connection, const JobQuery &query);

// A page of “sensitive” parameters: the JSON in base64, as plain text. The optional ones go where they are
// set.
Result<Request> logInRequest(const Access &access, const Secret &password);

} // namespace tacklebox::dialects::planomatic
