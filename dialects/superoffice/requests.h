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

// A Webhook route. `segments` are somebody else's words: each stays one segment.
Result<Request> requestOf(const Access &access, const QByteArray &method, const QStringList &segments);
// The same of one Webhook. NotFound for what is no id: any other word would be another route.
Result<Request> requestFor(const Access &access, const QByteArray &method, const SubscriberId &id,
                           const QStringList &segments = {});

Result<Request> withBody(Result<Request> request, QByteArrayView contentType, const QJsonDocument &body);
// The same as JSON, for a body that may not have come to be.
Result<Request> withObject(Result<Request> request, const Result<QJsonObject> &body);

} // namespace tacklebox::dialects::superoffice
