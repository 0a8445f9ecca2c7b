// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/replay.h"

#include "core/json.h"
#include "core/words.h"

#include <nlohmann/json.hpp>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr Words<ReplayState, 5> kReplayStates{{
    {ReplayState::Preparing, "preparing"_L1},
    {ReplayState::Running, "running"_L1},
    {ReplayState::Paused, "paused"_L1},
    {ReplayState::Finished, "finished"_L1},
    {ReplayState::Cancelled, "cancelled"_L1},
}};

} // namespace

QLatin1StringView toText(ReplayState state)
{
    return wordOf(kReplayStates, state);
}

Result<double> replayRateFrom(const QString &text, const QString &field)
{
    QString number = text.trimmed();
    double seconds = 1;
    if (number.endsWith("/s"_L1)) {
        number.chop(2);
    } else if (number.endsWith("/m"_L1)) {
        number.chop(2);
        seconds = 60;
    }
    bool isNumber = false;
    const double amount = number.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(amount))
        return fail(invalid(Reason::RateForm, field, text));
    const double perSecond = amount / seconds;
    if (perSecond <= 0 || perSecond > kMaxReplayRate)
        return fail(invalid(Reason::OutOfRange, field, u"more than 0, up to 100000/s"_s));
    return perSecond;
}

namespace json {

Json replay(const Replay &replay)
{
    return {
        {"id", text(replay.id.value)},
        {"uuid", text(replay.uuid)},
        {"state", std::string(toText(replay.state).data())},
        {"created_at", instant(replay.createdAt)},
        {"ended_at", instant(replay.endedAt)},
        {"jobs", replay.jobs},
        {"sent", replay.sent},
        {"skipped", replay.skipped},
        {"left", replay.left()},
        {"rate_per_second", replay.manner.perSecond ? Json(*replay.manner.perSecond) : Json()},
        {"url", text(replay.manner.url)},
        {"edited_body", replay.manner.body.has_value()},
        {"accepted", replay.manner.isDiverted() ? Json(replay.accepted) : Json()},
        {"last_error", text(replay.lastError)},
    };
}

Json replayPlan(const ReplayPlan &plan)
{
    Json names = Json::array();
    for (const QString &name : plan.names)
        names.push_back(name.toStdString());
    return {
        {"dry_run", true},
        {"jobs", plan.jobs},
        {"subscribers", plan.subscribers},
        {"subscriber_names", std::move(names)},
        {"likely_duplicates", plan.likelyDuplicates()},
        {"delivered_already", plan.delivered},
        {"may_have_arrived", plan.uncertain},
        {"named_twice", plan.repeated},
        {"sending_now", plan.sending},
        {"subscriber_stopped", plan.stopped},
        {"subscriber_deleted", plan.gone},
    };
}

} // namespace json
} // namespace tacklebox
