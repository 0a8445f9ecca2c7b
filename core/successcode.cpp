// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/successcode.h"

#include <algorithm>

namespace tacklebox {

namespace {

std::optional<int> codeFrom(QStringView text)
{
    if (text.size() != 3
        || !std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return std::nullopt;
    const int code = text.toInt();
    return code >= 100 && code <= 599 ? std::optional(code) : std::nullopt;
}

} // namespace

bool isStatusCode(QStringView text)
{
    return codeFrom(text).has_value();
}

Result<CodeRange> codeRangeFrom(QStringView text, const QString &field)
{
    const QStringView trimmed = text.trimmed();
    const auto refusal
        = [&] { return fail(invalid(Reason::StatusCodeForm, field, trimmed.left(40).toString())); };
    if (trimmed.size() == 3 && trimmed.sliced(1).compare(u"xx", Qt::CaseInsensitive) == 0) {
        const int digit = trimmed[0].unicode() - u'0';
        if (digit < 1 || digit > 5)
            return refusal();
        return CodeRange{digit * 100, digit * 100 + 99};
    }
    const qsizetype dash = trimmed.indexOf(u'-');
    const std::optional<int> first = codeFrom(dash < 0 ? trimmed : trimmed.first(dash).trimmed());
    const std::optional<int> last = dash < 0 ? first : codeFrom(trimmed.sliced(dash + 1).trimmed());
    if (!first || !last || *last < *first)
        return refusal();
    return CodeRange{*first, *last};
}

Result<SuccessRule> successRuleFrom(const QString &text, const QString &field)
{
    if (text.isEmpty())
        return SuccessRule{{}, {{200, 299}}};
    SuccessRule rule{text, {}};
    for (const QStringView part : QStringView(text).split(u',')) {
        const Result<CodeRange> range = codeRangeFrom(part, field);
        if (!range || range->first < 200 || (range->first <= 399 && range->last >= 300))
            return fail(invalid(Reason::SuccessCodeForm, field, part.trimmed().toString()));
        rule.accepted.append(*range);
    }
    return rule;
}

bool accepts(const SuccessRule &rule, int statusCode)
{
    return std::ranges::any_of(rule.accepted, [statusCode](const CodeRange &range) {
        return statusCode >= range.first && statusCode <= range.last;
    });
}

} // namespace tacklebox
