// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A person's test of a callback URL: prepared, sent and judged as a delivery is, but queued nowhere.
#pragma once

#include "backend/test.h"
#include "core/async.h"
#include "core/clock.h"
#include "engine/deliveryrules.h"
#include "engine/recipient.h"
#include "engine/vault.h"
#include "store/jobqueue.h"
#include "transport/httpclient.h"

namespace tacklebox::engine {

struct Trial
{
    Recipient recipient;
    QString successCode;
    store::ClaimedJob job; // as if it stood in the queue
    DeliveryRules rules;
};

// What a request asks for: a bare URL with headers, scheme and secret of its own, or a subscriber of the
// store. The store and the vault are borrowed; the answer ends with the vault.
Async<Trial> trialFor(const TestRequest &request, const DeliveryRules &rules, store::Store &store,
                      Vault &vault);

Async<TestReport> tryDelivery(transport::HttpClient &client, const Clock &clock, Trial trial,
                              std::stop_token stop);

// The test passed: starts the subscriber again where its errors had stopped it, and says so in the report.
Async<TestReport> startTested(store::Store &store, QObject &context, const SubscriberId &id,
                              TestReport report, Instant now);

} // namespace tacklebox::engine
