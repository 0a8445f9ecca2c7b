// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a replay would do and how far it is, in words for people.
#pragma once

#include "backend/answers.h"
#include "core/replay.h"

namespace tacklebox::wording {

[[nodiscard]] QString word(ReplayState state);

// How many of whom; then each thing to know before, most important first.
[[nodiscard]] QString summary(const ReplayPlan &plan);
[[nodiscard]] QStringList cautions(const ReplayPlan &plan, const ReplayManner &manner);

// "1,204 of 5,000 jobs sent again, 50 a second, to https://…".
[[nodiscard]] QString progress(const Replay &replay);
[[nodiscard]] QString rate(double perSecond);

// What became of one job of many; empty: it was done. And what to do next, where the error's own advice
// is about something else.
[[nodiscard]] QString sentence(const JobAnswer &answer);
[[nodiscard]] QString advice(const JobAnswer &answer);
// Of many that were not all done: how many failed, how many nobody knows of, how many were not tried.
[[nodiscard]] QString outcome(const QList<JobAnswer> &answers);

} // namespace tacklebox::wording
