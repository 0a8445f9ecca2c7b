// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sends one request and waits for its reply, as a test does.
#pragma once

#include "transport/httpclient.h"

#include <chrono>
#include <future>

namespace tacklebox::test {

// No reply within half a minute: a reply without code, fault Aborted and error "no reply".
inline transport::Reply exchange(transport::HttpClient &client, transport::Request request)
{
    const auto promise = std::make_shared<std::promise<transport::Reply>>();
    std::future<transport::Reply> future = promise->get_future();
    client.send(std::move(request),
                [promise](transport::Reply reply) { promise->set_value(std::move(reply)); });
    if (future.wait_for(std::chrono::seconds(30)) == std::future_status::ready)
        return future.get();
    transport::Reply none;
    none.fault = Outcome::Aborted;
    none.error = QStringLiteral("no reply");
    return none;
}

// A POST of a small JSON body, allowed to go to loopback.
inline transport::Request loopbackPost(const QString &url)
{
    transport::Request request;
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"id":1})";
    request.guard.allowsLoopback = true;
    return request;
}

} // namespace tacklebox::test
