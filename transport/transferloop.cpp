// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/transferloop.h"

#include "transport/requesturl.h"

#include <pthread.h>

using namespace Qt::StringLiterals;

namespace tacklebox::transport {

namespace {

constexpr int kLongestWaitMs = 60'000; // a wake-up ends it

void initialiseCurl()
{
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(once)
}

Reply unsentReply(const Task &task)
{
    Reply reply;
    reply.tag = task.request.tag;
    reply.fault = Outcome::Aborted;
    reply.error = u"aborted before it was sent"_s;
    reply.request = {task.request.method, task.request.url, task.request.headers, task.request.body};
    return reply;
}

} // namespace

TransferLoop::TransferLoop(const ClientLimits &limits)
    : m_waiting(limits)
{
    initialiseCurl();
    m_multi.reset(curl_multi_init());
    curl_multi_setopt(m_multi.get(), CURLMOPT_MAXCONNECTS, long(limits.connections));
    m_thread = std::thread([this] { run(); });
}

TransferLoop::~TransferLoop()
{
    m_isEnding = true;
    curl_multi_wakeup(m_multi.get());
    m_thread.join();
    m_slots.clear();
}

void TransferLoop::send(std::vector<Request> requests, HttpClient::BatchCompletion done)
{
    const auto batch = std::make_shared<Batch>();
    batch->done = std::move(done);
    std::vector<Task> tasks;
    tasks.reserve(requests.size());
    for (Request &request : requests) {
        Task task{std::move(request), {}, batch, {}};
        task.url = wireUrl(task.request.url);
        if (!tasks.empty() && task.request.stop == tasks.back().request.stop) {
            task.stopWatch = tasks.back().stopWatch;
        } else if (task.request.stop.stop_possible()) {
            task.stopWatch = std::make_shared<StopWatch>(task.request.stop, [this] {
                m_wasStopped = true;
                curl_multi_wakeup(m_multi.get());
            });
        }
        tasks.push_back(std::move(task));
    }

    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_incoming.empty();
        std::ranges::move(tasks, std::back_inserter(m_incoming));
    }
    if (isFirst)
        curl_multi_wakeup(m_multi.get());
}

void TransferLoop::recall()
{
    m_isRecalled = true;
    curl_multi_wakeup(m_multi.get());
}

void TransferLoop::takeIncoming()
{
    std::vector<Task> incoming;
    {
        const std::lock_guard lock(m_mutex);
        incoming.swap(m_incoming);
    }
    for (Task &task : incoming) {
        // A stop before it got here is not told again.
        if (task.request.stop.stop_requested())
            deliver(task, unsentReply(task));
        else
            m_waiting.add(std::move(task));
    }
}

void TransferLoop::startWaiting()
{
    while (std::optional<Task> task = m_waiting.next()) {
        if (m_idle.empty()) {
            m_slots.push_back(std::make_unique<Slot>());
            curl_easy_setopt(m_slots.back()->transfer.handle(), CURLOPT_PRIVATE, m_slots.back().get());
            m_idle.push_back(m_slots.back().get());
        }
        Slot *slot = m_idle.back();
        m_idle.pop_back();
        slot->transfer.begin(std::move(task->request), task->url);
        slot->task = std::move(task);
        curl_multi_add_handle(m_multi.get(), slot->transfer.handle());
    }
}

void TransferLoop::deliver(const Task &task, Reply reply)
{
    if (task.batch->ready.empty())
        m_ready.push_back(task.batch);
    task.batch->ready.push_back(std::move(reply));
}

void TransferLoop::finish(Slot &slot, Reply reply)
{
    deliver(*slot.task, std::move(reply));
    m_waiting.release(originOf(slot.task->url));
    slot.task.reset();
    m_idle.push_back(&slot);
}

void TransferLoop::collectFinished()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result; // the message ends with its handle's removal
        CURL *easy = message->easy_handle;
        void *slot = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &slot);
        curl_multi_remove_handle(m_multi.get(), easy);
        auto *done = static_cast<Slot *>(slot);
        finish(*done, done->transfer.finish(code));
    }
}

void TransferLoop::refuse(std::vector<Task> tasks)
{
    for (const Task &task : tasks)
        deliver(task, unsentReply(task));
}

void TransferLoop::takeBack()
{
    if (!m_isRecalled.exchange(false))
        return;
    takeIncoming(); // what was sent before the recall is meant, too
    refuse(m_waiting.takeAll());
}

void TransferLoop::abort(Slot &slot)
{
    if (!slot.task)
        return;
    curl_multi_remove_handle(m_multi.get(), slot.transfer.handle());
    finish(slot, slot.transfer.abort());
}

void TransferLoop::abortStopped()
{
    if (!m_wasStopped.exchange(false))
        return;
    refuse(m_waiting.takeStopped());
    for (const std::unique_ptr<Slot> &slot : m_slots) {
        if (slot->transfer.isStopRequested())
            abort(*slot);
    }
}

// Until nothing is left, for a completion may have sent something new.
void TransferLoop::abortAll()
{
    while (true) {
        takeIncoming();
        refuse(m_waiting.takeAll());
        for (const std::unique_ptr<Slot> &slot : m_slots)
            abort(*slot);
        if (m_ready.empty())
            return;
        handOut();
    }
}

void TransferLoop::handOut()
{
    std::vector<std::shared_ptr<Batch>> ready;
    ready.swap(m_ready);
    for (const std::shared_ptr<Batch> &batch : ready)
        batch->done(std::exchange(batch->ready, {}));
}

void TransferLoop::run()
{
    pthread_setname_np(pthread_self(), "transport");
    while (!m_isEnding) {
        takeIncoming();
        takeBack();
        abortStopped();
        startWaiting();
        int running = 0;
        curl_multi_perform(m_multi.get(), &running);
        collectFinished();
        takeIncoming();
        handOut();
        startWaiting();
        curl_multi_poll(m_multi.get(), nullptr, 0, kLongestWaitMs, nullptr);
    }
    abortAll();
}

} // namespace tacklebox::transport
