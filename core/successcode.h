// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which answers count as delivered: empty for any 2xx, one code, a class (2xx), a range (200-204) or a
// list of these. 3xx is a failure whatever is asked for and can't be asked for.
#pragma once

#include "core/error.h"
#include "core/job.h"

namespace tacklebox {

struct SuccessRule
{
    QString text; // as it was given
    QList<CodeRange> accepted;

    bool operator==(const SuccessRule &) const = default;
};

Result<SuccessRule> successRuleFrom(const QString &text, const QString &field);
[[nodiscard]] bool accepts(const SuccessRule &rule, int statusCode);

[[nodiscard]] bool isStatusCode(QStringView text); // one, from 100 to 599

// One code, class or range from 100 to 599, as a filter takes it.
Result<CodeRange> codeRangeFrom(QStringView text, const QString &field);

} // namespace tacklebox
