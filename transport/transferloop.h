// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The transport thread: takes requests in, turns libcurl's multi handle, hands replies out.
#pragma once

#include "transport/hostqueue.h"
#include "transport/transfer.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace tacklebox::transport {

class TransferLoop final
{
public:
    explicit TransferLoop(const ClientLimits &limits);
    ~TransferLoop();

    // Any thread.
    void send(std::vector<Request> requests, HttpClient::BatchCompletion done);
    void recall();

private:
    // A handle and the task that it carries, if any.
    struct Slot
    {
        Transfer transfer;
        std::optional<Task> task;
    };

    void run();
    void takeIncoming();
    void startWaiting();
    void collectFinished();
    void takeBack();
    void abortStopped();
    void abortAll();
    void abort(Slot &slot);
    void finish(Slot &slot, Reply reply);
    void refuse(std::vector<Task> tasks);
    void deliver(const Task &task, Reply reply);
    void handOut();

    struct CloseMulti
    {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };

    std::unique_ptr<CURLM, CloseMulti> m_multi;

    std::mutex m_mutex;
    std::vector<Task> m_incoming; // guarded by m_mutex
    std::atomic<bool> m_isEnding = false;
    std::atomic<bool> m_wasStopped = false; // some request's stop was asked for
    std::atomic<bool> m_isRecalled = false;

    // The thread's own.
    HostQueue m_waiting;
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::vector<Slot *> m_idle;
    std::vector<std::shared_ptr<Batch>> m_ready;

    std::thread m_thread;
};

} // namespace tacklebox::transport
