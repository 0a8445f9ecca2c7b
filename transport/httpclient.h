// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sends HTTP/1.1 requests over kept connections, many at a time: one libcurl loop in one thread. It
// follows no redirect and repeats nothing: one request is sent at most once.
//
// Threads: send() from any thread. Completions run on the client's own thread, named "transport";
// they should only hand the replies on. The destructor aborts what is under way, completes it as
// Aborted and joins the thread.
#pragma once

#include "transport/httpmessages.h"

#include <functional>
#include <memory>
#include <vector>

namespace tacklebox::transport {

class TransferLoop;

struct ClientLimits
{
    int connections = 256;
    int connectionsPerHost = 64; // more wait their turn; the time-out starts when they go
};

class HttpClient final
{
public:
    // Called as often as replies of its batch are there: with all that ended in one turn of the loop.
    using BatchCompletion = std::function<void(std::vector<Reply>)>;
    using Completion = std::function<void(Reply)>;

    explicit HttpClient(ClientLimits limits = {});
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    void send(Request request, Completion done);
    // One wake-up for all of them.
    void send(std::vector<Request> requests, BatchCompletion done);
    // Completes as Aborted all that has not begun yet, and leaves alone what has. Any thread.
    void recall();

private:
    std::unique_ptr<TransferLoop> m_loop;
};

} // namespace tacklebox::transport
