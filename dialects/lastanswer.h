// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a remote API tells of a job's last answer: its status code, and the state that follows from that.
#pragma once

#include "core/job.h"

#include <QJsonValue>

namespace tacklebox::dialects {

// A number or a text; none where there was no answer yet.
Result<std::optional<int>> codeFrom(const QJsonValue &value, const QString &member);

// Delivered for 2xx, failed for any other, unknown without one: more is not told.
[[nodiscard]] JobState stateAfter(std::optional<int> code);

} // namespace tacklebox::dialects
