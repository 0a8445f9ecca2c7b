// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is written: the bodies of a new Webhook, of a change and of a whole one.
#pragma once

#include "core/subscriber.h"

#include <QJsonArray>

namespace tacklebox::dialects::superoffice {

// The members that the draft gives, and no others.
Result<QJsonObject> newWebhook(const SubscriberDraft &draft);

// RFC 6902: what operationsOf() makes of each changed member, in the order of the fields.
Result<QJsonArray> jsonPatchOf(const SubscriberDraft &draft);

// RFC 7396: none where that can't say it, or where the server would read it otherwise. An object laid over a
// list appends there, so a change of a list can't be said; nor can a null within an object, nor what goes
// from an object that is unknown.
Result<std::optional<QJsonObject>> mergePatchOf(const SubscriberDraft &draft);

// The base's `Updated` as an HTTP date, cut to its second.
[[nodiscard]] std::optional<QByteArray> unmodifiedSince(const Fields &base);

// For PUT, which clears what it isn't given: refused while a member is unknown, the secret included, which
// is set, cleared or carried with it. NumberTooLong at a member that would come back rounded, as of the
// others.
Result<QJsonObject> wholeWebhook(const SubscriberDraft &draft);

// For a test of the target, saved or not. Unsupported for a script.
Result<QJsonObject> webhookToTest(const SubscriberDraft &draft);

} // namespace tacklebox::dialects::superoffice
