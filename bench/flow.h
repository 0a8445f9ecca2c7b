// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Keeps one subscriber busy for a while: events are published as quickly as they are delivered, with a
// queue of some thousands, and its receiver counts what comes.
#pragma once

#include "app/services.h"
#include "bench/nginx.h"
#include "bench/story.h"

namespace tacklebox::bench {

struct Flow
{
    EventDraft event;
    std::chrono::seconds lasts{0};
};

// Requests a second over that time; none: publishing failed, with the reason on stderr.
std::optional<double> rateOf(const Flow &flow, Story &story, Backend &backend, const Nginx &receiver);

// The services on that profile once they deliver; null: with the reason on stderr.
std::unique_ptr<app::Services> openDelivering(Story &story, const app::ProfilePaths &paths);
// On the main thread.
void close(Story &story, std::unique_ptr<app::Services> &services);

// False once `patience` is over.
bool waitUntil(const std::function<bool()> &isTrue, std::chrono::milliseconds patience);

} // namespace tacklebox::bench
