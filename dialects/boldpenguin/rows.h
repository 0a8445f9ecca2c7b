// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What hookshot answers, read: hooks and the requests of one.
#pragma once

#include "core/job.h"
#include "core/subscriber.h"

#include <QJsonValue>

namespace tacklebox::dialects::boldpenguin {

// `config` goes flat, as it is written; its secret is only said to be set or not.
Result<Subscriber> hookFrom(const QJsonValue &value);
Result<Job> requestFrom(const QJsonValue &value, const SubscriberId &hook);

} // namespace tacklebox::dialects::boldpenguin
