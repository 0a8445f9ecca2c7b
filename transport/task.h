// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A request on its way through the client, with those who wait for its reply.
#pragma once

#include "transport/httpclient.h"

namespace tacklebox::transport {

// Requests that were sent together. The loop collects what is ready, and hands it on once a turn.
struct Batch
{
    HttpClient::BatchCompletion done;
    std::vector<Reply> ready;
};

using StopWatch = std::stop_callback<std::function<void()>>;

struct Task
{
    Request request;
    QByteArray url; // as it goes over the wire
    std::shared_ptr<Batch> batch;
    std::shared_ptr<StopWatch> stopWatch; // none: nobody can stop it
};

} // namespace tacklebox::transport
