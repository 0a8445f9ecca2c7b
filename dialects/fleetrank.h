// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a row is sorted by, comparable across connections: just as the store compares it. Pure.
#pragma once

#include "core/job.h"
#include "core/subscriber.h"

#include <QByteArray>

#include <utility>

namespace tacklebox::dialects {

// One of both, as the sort wants. What a row hasn't comes first.
using FleetRank = std::pair<qint64, QByteArray>;

[[nodiscard]] FleetRank rankOf(const Subscriber &row, SubscriberSort sort);
[[nodiscard]] FleetRank rankOf(const Job &row, JobSort sort);

} // namespace tacklebox::dialects
