// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/retrywording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RetryWording)
};

using std::chrono::milliseconds;

// More waits than these are told by the first of them and the last.
constexpr size_t kShownWaits = 12;
constexpr size_t kFirstWaits = 6;

QString unit(milliseconds length, qint64 count)
{
    const QString number = QLocale().toString(count);
    if (length == 24h)
        return Texts::tr("%1 d", "days").arg(number);
    if (length == 1h)
        return Texts::tr("%1 h", "hours").arg(number);
    if (length == 1min)
        return Texts::tr("%1 min", "minutes").arg(number);
    if (length == 1s)
        return Texts::tr("%1 s", "seconds").arg(number);
    return Texts::tr("%1 ms", "milliseconds").arg(number);
}

QString plus(milliseconds wait)
{
    return Texts::tr("+%1", "a wait after the try before").arg(duration(wait));
}

QString waitsText(const std::vector<RetryPolicy::Wait> &waits)
{
    const bool areEqual = std::ranges::all_of(
        waits, [&](const RetryPolicy::Wait &wait) { return wait.base == waits.front().base; });
    if (areEqual && waits.size() > kFirstWaits)
        return Texts::tr("then every %1").arg(duration(waits.front().base));
    QStringList shown;
    const size_t first = waits.size() <= kShownWaits ? waits.size() : kFirstWaits;
    for (size_t i = 0; i < first; ++i)
        shown.append(plus(waits[i].base));
    if (first < waits.size())
        shown += {u"…"_s, plus(waits.back().base)};
    return shown.join(u", "_s);
}

} // namespace

QString duration(milliseconds time)
{
    static constexpr std::array<milliseconds, 5> kUnits{24h, 1h, 1min, 1s, 1ms};
    // Up to four days in hours: retry policies are told so.
    const auto *largest = std::ranges::find_if(
        kUnits, [time](milliseconds length) { return length == 24h ? time > 96h : time >= length; });
    if (largest == kUnits.end())
        return unit(1s, 0);
    const QString text = unit(*largest, time / *largest);
    const auto *smaller = std::next(largest);
    const qint64 rest = smaller == kUnits.end() ? 0 : (time % *largest) / *smaller;
    if (rest == 0 || *smaller == 1ms)
        return text;
    return Texts::tr("%1 %2", "two parts of a time: 1 h 30 min").arg(text, unit(*smaller, rest));
}

QString schedule(const RetryPolicy &policy)
{
    if (policy.waits.empty())
        return Texts::tr("1 try, at once; given up when it fails.");
    const std::vector<milliseconds> tries = triesOf(policy);
    return Texts::tr("%n tries: at once, %1; given up after %2. Each wait is a little longer at random.",
                     nullptr,
                     int(tries.size()))
        .arg(waitsText(policy.waits), duration(tries.back()));
}

} // namespace tacklebox::wording
