// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The first step of a delivery: what exactly is sent. Pure.
#pragma once

#include "engine/deliveryrules.h"
#include "engine/recipient.h"
#include "store/jobqueue.h"
#include "transport/httpmessages.h"

namespace tacklebox::engine {

// What the subscriber's view and properties make of the payload; without them its own bytes.
Result<QByteArray> bodyFor(const store::ClaimedJob &job, const Recipient &recipient);

// One body on its way to one subscriber.
struct Parcel
{
    const store::ClaimedJob &job; // its id is sent as X-Tacklebox-Job, the same in every attempt
    QByteArray body; // signed and sent as it is
    Occasion occasion = Occasion::Delivery;
};

// A subscriber's own header wins over ours of the same name, but for the job's and the signature.
[[nodiscard]] transport::Request prepare(const Parcel &parcel, const Recipient &recipient,
                                         const DeliveryRules &rules, Instant now);

} // namespace tacklebox::engine
