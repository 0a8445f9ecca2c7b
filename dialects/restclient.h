// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sends a remote API's few requests, one after the other or side by side, over Qt Network. Follows no
// redirect, keeps no cookie, and never sends a write twice: where its reply is lost, RemoteReplyLost says so.
//
// Threads: one of its own, named "remote". send() from any thread; the future finishes on that of the client.
#pragma once

#include "core/async.h"
#include "dialects/message.h"

#include <QThread>
#include <QThreadPool>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace tacklebox::dialects {

struct ClientRules
{
    std::chrono::milliseconds timeout{30'000}; // without a byte
    QString caFile; // PEM, trusted beside the system's; empty: none
    QString proxy; // empty: none, whatever the environment says

    bool operator==(const ClientRules &) const = default;
};

inline constexpr qint64 kMostReplyBytes = qint64(8) * 1024 * 1024; // unpacked

class RestClient final
{
public:
    explicit RestClient(ClientRules rules = {});
    ~RestClient(); // aborts what is under way
    RestClient(const RestClient &) = delete;
    RestClient &operator=(const RestClient &) = delete;

    // From any thread. What is under way goes on as it began; what is sent from now on goes by these.
    void setRules(ClientRules rules);

    // Any answer of the server is a Response, whatever its status; an Error is what kept it from coming.
    // TicketMissing, with nothing sent, where the request is to be negotiated and there is no ticket.
    Async<Response> send(Request request, std::stop_token stop = {});

    // Reads what came on the client's own thread: a long list would hold up a window.
    template<typename T>
    Async<T> read(std::function<Result<T>()> reader)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        post([promise, reader = std::move(reader)] {
            promise->addResult(reader());
            promise->finish();
        });
        return promise->future();
    }

private:
    class Worker;

    void negotiate(Request request, std::stop_token stop, std::shared_ptr<QPromise<Result<Response>>> answer);
    void start(Request request, std::stop_token stop, std::shared_ptr<QPromise<Result<Response>>> answer);
    void post(std::function<void()> work);

    QThreadPool m_tickets; // one thread: a realm that is away holds up nobody who needs none of it
    QThread m_thread;
    Worker *m_worker; // lives on the thread, ends with it
};

} // namespace tacklebox::dialects
