// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The first step of a delivery: what exactly is sent. Pure.
#pragma once

#include "engine/deliveryrules.h"
#include "engine/recipient.h"
#include "transport/httpmessages.h"

#include <QUuid>

namespace tacklebox::engine {

// One payload on its way to one subscriber.
struct Parcel
{
    QUuid job; // sent as X-Tacklebox-Job, the same in every attempt
    QByteArray payload; // sent as it is
};

// A subscriber's own header wins over ours of the same name, but for the job's and the signature.
[[nodiscard]] transport::Request prepare(const Parcel &parcel, const Recipient &recipient,
                                         const DeliveryRules &rules, Instant now);

} // namespace tacklebox::engine
