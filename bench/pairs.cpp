// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/pairs.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double medianRatio(const std::vector<Pair> &pairs)
{
    std::vector<double> ratios;
    std::ranges::transform(pairs, std::back_inserter(ratios), &Pair::ratio);
    return medianOf(std::move(ratios));
}

QString tableOf(const std::vector<Pair> &pairs, int what)
{
    QString table = u"pair    bare s   bare /s    engine s   engine /s   ratio\n"_s;
    int number = 0;
    for (const Pair &pair : pairs) {
        table += QString::asprintf("%4d  %8.3f  %8.0f    %8.3f    %8.0f   %5.3f\n",
                                   ++number,
                                   pair.bareSeconds,
                                   what / pair.bareSeconds,
                                   pair.ownSeconds,
                                   what / pair.ownSeconds,
                                   pair.ratio());
    }
    return table + QString::asprintf("median ratio %.3f\n", medianRatio(pairs));
}

QJsonObject jsonOf(const std::vector<Pair> &pairs, int what)
{
    QJsonArray rows;
    for (const Pair &pair : pairs) {
        rows.append(QJsonObject{
            {u"bare_s"_s, pair.bareSeconds}, {u"engine_s"_s, pair.ownSeconds}, {u"ratio"_s, pair.ratio()}});
    }
    return {{u"jobs"_s, what}, {u"pairs"_s, rows}, {u"median_ratio"_s, medianRatio(pairs)}};
}

} // namespace tacklebox::bench
