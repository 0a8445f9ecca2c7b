// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What PlanoMatic answers, read: its envelope, and the webhook_out_subs and webhook_jobs in it. No page shows
// a reply, so each place that is likely is looked at; what stands there and is no such thing is an error.
#pragma once

#include "core/job.h"
#include "core/subscriber.h"
#include "dialects/message.h"

#include <QJsonArray>

namespace tacklebox::dialects::planomatic {

// The envelope of a success. What isn't JSON is told without a piece of it: it may be a session's token.
Result<QJsonObject> envelopeFrom(const Response &response);

// `data.results`, or `data` itself.
Result<QJsonArray> rowsFrom(const QJsonObject &envelope);
// The one row of a show or a write, in `data` itself or by its name there. ReplyWrongType at `data` where a
// success tells none; NotFound for an empty list.
Result<QJsonValue> rowFrom(const QJsonObject &envelope, QLatin1StringView name);
// In `data` or beside it.
Result<std::optional<qint64>> countFrom(const QJsonObject &envelope);
// `data.token`, `session.token` or `token`.
Result<QString> tokenFrom(const QJsonObject &envelope);

Result<Subscriber> subscriberFrom(const QJsonValue &row);
Result<Job> jobFrom(const QJsonValue &row);

} // namespace tacklebox::dialects::planomatic
