// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/flow.h"

#include "backend/wording.h"
#include "bench/options.h"

#include <poll.h>

using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr int kBatch = 500;
constexpr qint64 kQueue = 8'000; // published and not yet come
constexpr auto kWarmUp = 1s;
constexpr int kLookMs = 5;

using Clock = std::chrono::steady_clock;

// `published` counts as nginx does, from its start. False: it failed.
bool flowUntil(Clock::time_point end, const QList<EventDraft> &batch, qint64 &published, Story &story,
               Backend &backend, const Nginx &receiver)
{
    do {
        const std::optional<qint64> seen = receiver.requests();
        if (!seen)
            return false;
        ++published; // that question was one, too
        if (published - *seen > kQueue) {
            ::poll(nullptr, 0, kLookMs);
            continue;
        }
        const auto answer = story.ask([&] { return backend.publish(batch); });
        if (!answer) {
            giveUp(wording::sentence(answer.error()));
            return false;
        }
        published += batch.size();
    } while (Clock::now() < end);
    return true;
}

} // namespace

std::optional<double> rateOf(const Flow &flow, Story &story, Backend &backend, const Nginx &receiver)
{
    const QList<EventDraft> batch(kBatch, flow.event);
    const std::optional<qint64> before = receiver.requests();
    if (!before)
        return std::nullopt;
    qint64 published = *before;
    if (!flowUntil(Clock::now() + kWarmUp, batch, published, story, backend, receiver))
        return std::nullopt;
    const std::optional<qint64> first = receiver.requests();
    const Clock::time_point begin = Clock::now();
    if (!first || !flowUntil(begin + flow.lasts, batch, ++published, story, backend, receiver))
        return std::nullopt;
    const std::optional<qint64> last = receiver.requests();
    const std::chrono::duration<double> took = Clock::now() - begin;
    return last ? std::optional(double(*last - *first) / took.count()) : std::nullopt;
}

std::unique_ptr<app::Services> openDelivering(Story &story, const app::ProfilePaths &paths)
{
    std::unique_ptr<app::Services> services;
    story.call([&] {
        auto opened = app::Services::open(paths, app::Role::Deliverer);
        if (opened)
            services = std::move(*opened);
        else
            giveUp(wording::sentence(opened.error()));
    });
    const auto delivers = [&] {
        bool is = false;
        story.call([&] { is = services->isDelivering(); });
        return is;
    };
    if (services && !waitUntil(delivers, 10s)) {
        giveUp(QStringLiteral("it does not deliver"));
        close(story, services);
    }
    return services;
}

void close(Story &story, std::unique_ptr<app::Services> &services)
{
    story.call([&] { services.reset(); });
}

bool waitUntil(const std::function<bool()> &isTrue, std::chrono::milliseconds patience)
{
    const Clock::time_point end = Clock::now() + patience;
    while (!isTrue()) {
        if (Clock::now() > end)
            return false;
        ::poll(nullptr, 0, kLookMs);
    }
    return true;
}

} // namespace tacklebox::bench
