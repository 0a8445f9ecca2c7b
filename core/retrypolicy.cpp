// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/retrypolicy.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox {

namespace {

using std::chrono::milliseconds;
using Wait = RetryPolicy::Wait;

constexpr qsizetype kMaxWaits = 2000;

Wait withJitter(milliseconds base)
{
    return {base, base / 10};
}

std::vector<Wait> withJitter(std::initializer_list<milliseconds> bases)
{
    std::vector<Wait> waits;
    for (const milliseconds base : bases)
        waits.push_back(withJitter(base));
    return waits;
}

// 25 retries after n^4 + 15 + random(10)(n + 1) seconds, n from 0: about three weeks.
std::vector<Wait> hookshotWaits()
{
    std::vector<Wait> waits;
    for (qint64 n = 0; n < 25; ++n)
        waits.push_back({milliseconds((n * n * n * n + 15) * 1000), milliseconds(9000 * (n + 1))});
    return waits;
}

// Every 6 minutes for 7 days.
std::vector<Wait> planomaticWaits()
{
    return std::vector<Wait>(7 * 24 * 10, withJitter(6min));
}

struct Named
{
    QLatin1StringView name;
    std::vector<Wait> (*waits)();
};

constexpr std::array kNamed{
    Named{"standard"_L1,
          [] {
              return withJitter({5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h});
          }},
    Named{"planomatic"_L1, planomaticWaits},
    Named{"hookshot"_L1, hookshotWaits},
    Named{"superoffice"_L1,
          [] {
              return withJitter({1s, 4s});
          }},
    Named{"none"_L1, [] { return std::vector<Wait>{}; }},
};

} // namespace

const QStringList &retryPolicyNames()
{
    static const QStringList names = [] {
        QStringList list;
        for (const Named &named : kNamed)
            list.append(named.name);
        return list;
    }();
    return names;
}

std::optional<milliseconds> durationFrom(QStringView text, milliseconds most)
{
    static constexpr std::array<std::pair<QLatin1StringView, milliseconds>, 5> kUnits{
        {{"ms"_L1, 1ms}, {"s"_L1, 1s}, {"m"_L1, 1min}, {"h"_L1, 1h}, {"d"_L1, 24h}}};
    QStringView digits = text.trimmed();
    milliseconds unit = 1s;
    for (const auto &[suffix, length] : kUnits) {
        if (!digits.endsWith(suffix))
            continue;
        digits.chop(suffix.size());
        unit = length;
        break;
    }
    bool isNumber = false;
    const qint64 amount = digits.toLongLong(&isNumber);
    if (!isNumber || amount < 0 || amount > most / unit || !digits.front().isDigit())
        return std::nullopt;
    return amount * unit;
}

std::vector<milliseconds> triesOf(const RetryPolicy &policy)
{
    std::vector<milliseconds> tries{0ms};
    for (const Wait &wait : policy.waits)
        tries.push_back(tries.back() + wait.base);
    return tries;
}

Result<RetryPolicy> retryPolicyFrom(const QString &text, const QString &field)
{
    const QString name = text.isEmpty() ? u"standard"_s : text;
    const auto named = std::ranges::find_if(kNamed, [&name](const Named &one) { return name == one.name; });
    if (named != kNamed.end())
        return RetryPolicy{name, named->waits()};

    RetryPolicy policy{name, {}};
    const QList<QStringView> parts = QStringView(name).split(u',');
    for (const QStringView part : parts) {
        const std::optional<milliseconds> wait = durationFrom(part);
        if (!wait || parts.size() > kMaxWaits)
            return fail(invalid(Reason::RetryPolicyForm, field, part.left(40).toString()));
        policy.waits.push_back(withJitter(*wait));
    }
    return policy;
}

std::optional<milliseconds> waitAfter(const RetryPolicy &policy, int tries, double random,
                                      std::optional<milliseconds> asked)
{
    if (tries < 1 || size_t(tries) > policy.waits.size())
        return std::nullopt;
    const Wait &wait = policy.waits[size_t(tries) - 1];
    const milliseconds own
        = wait.base + milliseconds(qint64(double(wait.spread.count()) * std::clamp(random, 0.0, 1.0)));
    if (!asked)
        return own;
    const milliseconds next = size_t(tries) < policy.waits.size() ? policy.waits[size_t(tries)].base : 0ms;
    return std::max(own, std::min(*asked, wait.base + next));
}

} // namespace tacklebox
