// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What SuperOffice is asked: a route of its API with who asks, raw and as JSON.
#pragma once

#include "dialects/access.h"

#include <QJsonDocument>

namespace tacklebox::dialects::superoffice {

inline constexpr QByteArrayView kJsonType = "application/json";

// The connection's setting without the blanks around it.
[[nodiscard]] QString settingText(const Connection &connection, const QString &key);

// `path` stands behind the API's own and is encoded already. Everything but a GET is a write.
Result<Request> requestTo(const Access &access, const QByteArray &method, const QByteArray &path);

// NotFound for what is no id: any other word would be another route.
[[nodiscard]] std::optional<Error> checkId(const SubscriberId &id);

// A Webhook route. `segments` are somebody else's words: each stays one segment.
Result<Request> requestOf(const Access &access, const QByteArray &method, const QStringList &segments);
// The same of one Webhook, if it is an id.
Result<Request> requestFor(const Access &access, const QByteArray &method, const SubscriberId &id,
                           const QStringList &segments = {});

Result<Request> withBody(Result<Request> request, QByteArrayView contentType, const QJsonDocument &body);
// The same as JSON, for a body that may not have come to be.
Result<Request> withObject(Result<Request> request, const Result<QJsonObject> &body);

// For what is looked at and never goes back: in the connection's language, culture and time zone.
Result<Request> forDisplay(Result<Request> request, const Connection &connection);

} // namespace tacklebox::dialects::superoffice
