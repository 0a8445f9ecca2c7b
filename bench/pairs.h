// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The pairs of a measurement and what they say: only the ratio within a pair counts, for both halves
// of it met the same machine in the same minute.
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace tacklebox::bench {

struct Pair
{
    double bareSeconds = 0;
    double ownSeconds = 0;

    [[nodiscard]] double ratio() const { return bareSeconds / ownSeconds; }
};

[[nodiscard]] double medianOf(std::vector<double> values);
[[nodiscard]] double medianRatio(const std::vector<Pair> &pairs);

// `what` is how many of them each half did.
[[nodiscard]] QString tableOf(const std::vector<Pair> &pairs, int what);
[[nodiscard]] QJsonObject jsonOf(const std::vector<Pair> &pairs, int what);

} // namespace tacklebox::bench
