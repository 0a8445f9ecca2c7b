// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How long to wait after each failed try, until the job is given up.
#pragma once

#include "core/error.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace tacklebox {

struct RetryPolicy
{
    // Waited is `base` and a random part of `spread` more: never early.
    struct Wait
    {
        std::chrono::milliseconds base{0};
        std::chrono::milliseconds spread{0};

        bool operator==(const Wait &) const = default;
    };

    QString text; // as it was given
    std::vector<Wait> waits; // one after each failed try but the last

    bool operator==(const RetryPolicy &) const = default;
};

// The policies with a name: what each vendor documents, and Standard Webhooks' example.
[[nodiscard]] const QStringList &retryPolicyNames();

// A name, or a list of waits (5s,5m,2h; a bare number is seconds). Empty is `standard`.
Result<RetryPolicy> retryPolicyFrom(const QString &text, const QString &field);

// The wait after the tries-th failed try (from 1), `random` from 0 to 1; none: give up. What the
// receiver asked for makes it longer, but never longer than the next two waits together.
[[nodiscard]] std::optional<std::chrono::milliseconds>
waitAfter(const RetryPolicy &policy, int tries, double random,
          std::optional<std::chrono::milliseconds> asked = std::nullopt);

// When each try is made, from the first on, were every one of them to fail: without what is random.
[[nodiscard]] std::vector<std::chrono::milliseconds> triesOf(const RetryPolicy &policy);

// 5s, 90m, 2h, 1d or 30, in seconds without a unit. More than `most` is none.
[[nodiscard]] std::optional<std::chrono::milliseconds>
durationFrom(QStringView text, std::chrono::milliseconds most = std::chrono::hours(24 * 30));

} // namespace tacklebox
