// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The words of PlanoMatic's API: its routes, what a connection is set to, a subscriber's members, and the
// values that a person is offered.
#pragma once

#include "core/connection.h"
#include "dialects/message.h"

#include <span>

namespace tacklebox::dialects::planomatic {

enum class Route { Update, JobsIndex, Index, Show, JobsShow, Create, Destroy, Resend, LogIn };

// Whether the vendor's pages name the call, or only its siblings make it likely.
enum class Standing { Documented, Inferred };

struct RouteWords
{
    Route route;
    QLatin1StringView name; // the setting `path.NAME` has its path
    QLatin1StringView method;
    QLatin1StringView path;
    Standing standing;
    Effect effect;
};

[[nodiscard]] const RouteWords &wordsOf(Route route);

// The key of the setting that has the route's path. `METHOD path` is read too: the method of a call that
// nobody documented is a guess as much as its path.
[[nodiscard]] QString pathSetting(Route route);

// What a sign-in may say besides, and the setting that has it: `view` is another call's there.
struct LogInOption
{
    QLatin1StringView setting;
    QLatin1StringView parameter;
};

[[nodiscard]] std::span<const LogInOption> logInOptions();

[[nodiscard]] const ConnectionKind &connectionKind();

// The members that update takes, without what says which subscriber is meant.
[[nodiscard]] const std::vector<Field> &subscriberFields();

// What the partner pages name as triggers: `order.delivered`. The jobs index has the bare `delivered`.
[[nodiscard]] const QStringList &dottedTriggers();
// To subscribe to: both spellings, for nobody says which of them `events` holds.
[[nodiscard]] const QStringList &knownEvents();
// No wildcard is documented: “all” is the list of known names, in the spelling that the subscriber has
// already.
[[nodiscard]] const QStringList &allEvents(const QJsonValue &events);

// The status codes that a range stands for: those that IANA registers in it, or all where there is none.
[[nodiscard]] QList<int> codesIn(int first, int last);

} // namespace tacklebox::dialects::planomatic
