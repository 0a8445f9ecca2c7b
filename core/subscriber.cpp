// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/subscriber.h"

#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

QLatin1StringView toText(SubscriberState state)
{
    static constexpr Words<SubscriberState, 4> kStates{{
        {SubscriberState::Active, "active"_L1},
        {SubscriberState::Stopped, "stopped"_L1},
        {SubscriberState::TooManyErrors, "too_many_errors"_L1},
        {SubscriberState::Unknown, "unknown"_L1},
    }};
    return wordOf(kStates, state);
}

} // namespace tacklebox
