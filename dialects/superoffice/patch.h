// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How SuperOffice reads a patch, put into the words of RFC 6902, which core/jsonpatch keeps to the letter.
#pragma once

#include "core/error.h"

#include <nlohmann/json_fwd.hpp>

#include <QJsonObject>

namespace tacklebox::dialects::superoffice {

// What `patch` says of `document` there. A list is a JSON Patch, an object a merge:
//  - a path may lack its slash, and goes by the members' names without looking at case;
//  - there is no move and no copy;
//  - a Webhook's own members are always there: what is absent is null, and removed it is null again;
//  - a merge replaces a text, a number or a list; an object laid over a list is appended to it.
// JsonForm with the technical reason for what can't be read so, Conflict for a test that fails.
Result<nlohmann::ordered_json> strictPatch(const nlohmann::ordered_json &document,
                                           const nlohmann::ordered_json &patch);

// The document as the server would make it.
Result<nlohmann::ordered_json> patchedThere(const nlohmann::ordered_json &document,
                                            const nlohmann::ordered_json &patch);

// That the patch makes exactly `after` of `before`. Conflict where it makes something else.
Result<Done> checkMakes(const QJsonObject &before, const QJsonValue &patch, const QJsonObject &after);

} // namespace tacklebox::dialects::superoffice
