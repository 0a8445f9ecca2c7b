// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/httpclient.h"

#include "transport/transferloop.h"

namespace tacklebox::transport {

HttpClient::HttpClient(ClientLimits limits)
    : m_loop(std::make_unique<TransferLoop>(limits))
{
}

HttpClient::~HttpClient() = default;

void HttpClient::send(Request request, Completion done)
{
    std::vector<Request> one;
    one.push_back(std::move(request));
    m_loop->send(std::move(one),
                 [done = std::move(done)](std::vector<Reply> replies) { done(std::move(replies.front())); });
}

void HttpClient::send(std::vector<Request> requests, BatchCompletion done)
{
    m_loop->send(std::move(requests), std::move(done));
}

void HttpClient::recall()
{
    m_loop->recall();
}

} // namespace tacklebox::transport
