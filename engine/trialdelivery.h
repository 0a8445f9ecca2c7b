// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A person's test of a callback URL: prepared, sent and judged as a delivery is, but queued nowhere.
#pragma once

#include "backend/test.h"
#include "core/async.h"
#include "core/clock.h"
#include "engine/deliveryrules.h"
#include "engine/recipient.h"
#include "transport/httpclient.h"

namespace tacklebox::engine {

// The recipient that a bare URL makes, with the request's own headers, scheme and secret.
Result<Recipient> recipientFromUrl(const TestRequest &request);

struct Trial
{
    Recipient recipient;
    QString successCode;
    QByteArray payload;
    DeliveryRules rules;
};

Async<TestReport> tryDelivery(transport::HttpClient &client, const Clock &clock, Trial trial,
                              std::stop_token stop);

} // namespace tacklebox::engine
