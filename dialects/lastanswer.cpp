// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/lastanswer.h"

#include "dialects/reply.h"

namespace tacklebox::dialects {

Result<std::optional<int>> codeFrom(const QJsonValue &value, const QString &member)
{
    const auto text = textFrom(value, member);
    if (!text)
        return fail(text.error());
    bool isNumber = false;
    const int code = text->toInt(&isNumber);
    return isNumber && code > 0 ? std::optional(code) : std::nullopt;
}

JobState stateAfter(std::optional<int> code)
{
    if (!code)
        return JobState::Unknown;
    return *code >= 200 && *code <= 299 ? JobState::Delivered : JobState::Failed;
}

} // namespace tacklebox::dialects
