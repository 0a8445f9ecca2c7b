// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/jobspan.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

struct SpanName
{
    JobSpan span;
    QLatin1StringView text;
};

constexpr std::array kSpans{SpanName{JobSpan::Any, "any"_L1},
                            SpanName{JobSpan::Hour, "hour"_L1},
                            SpanName{JobSpan::Today, "today"_L1},
                            SpanName{JobSpan::Day, "day"_L1},
                            SpanName{JobSpan::Week, "week"_L1},
                            SpanName{JobSpan::Given, "given"_L1}};

Instant midnightBefore(Instant now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMillis(now)).date();
    return fromMillis(today.startOfDay().toMSecsSinceEpoch());
}

} // namespace

std::optional<Instant> startOf(JobSpan span, Instant now)
{
    switch (span) {
    case JobSpan::Hour:
        return now - 1h;
    case JobSpan::Today:
        return midnightBefore(now);
    case JobSpan::Day:
        return now - 24h;
    case JobSpan::Week:
        return now - 7 * 24h;
    case JobSpan::Any:
    case JobSpan::Given:
        break;
    }
    return std::nullopt;
}

QLatin1StringView toText(JobSpan span)
{
    return std::ranges::find(kSpans, span, &SpanName::span)->text;
}

std::optional<JobSpan> jobSpanFrom(QStringView text)
{
    const auto *const found
        = std::ranges::find_if(kSpans, [text](const SpanName &name) { return name.text == text; });
    return found == kSpans.end() ? std::nullopt : std::optional(found->span);
}

} // namespace tacklebox::models
