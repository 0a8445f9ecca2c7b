// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A subscriber as the engine delivers to it: its members read once into rules.
#pragma once

#include "core/health.h"
#include "core/retrypolicy.h"
#include "core/signature.h"
#include "core/subscriber.h"
#include "core/successcode.h"
#include "engine/bodyrules.h"
#include "engine/lane.h"

#include <memory>

namespace tacklebox::engine {

struct Recipient
{
    SubscriberKey key;
    QString url;
    SubscriberState state = SubscriberState::Active;
    SuccessRule success;
    RetryPolicy retry;
    SigningScheme scheme = SigningScheme::None;
    std::vector<Secret> secrets; // newest first
    std::optional<Instant> previousUntil; // until when the second of them signs beside the first
    HookshotForm hookshot;
    bool isSealed = false; // its secret can't be read before the master key is there: its jobs wait
    QString obstacle; // why nothing can be sent to it before it is edited, in words: its jobs are held
    Headers headers;
    BodyRules body;
    std::chrono::milliseconds timeout{15000};
    LaneRule lane;
    HealthRule health;
    bool notifies = false; // somebody is told by e-mail when it fails
};

using RecipientPointer = std::shared_ptr<const Recipient>;

[[nodiscard]] LaneRule laneRuleFrom(const Fields &fields);

// Members that a rule refuses are an error at their field: they were judged when they were saved.
Result<Recipient> recipientFrom(const Fields &fields, const ViewTemplates &views = {});

} // namespace tacklebox::engine
