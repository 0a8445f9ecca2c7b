// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The yardstick: the same POSTs over libcurl alone, with nothing stored, looked up or decided. One
// thread, handles and connections reused, header list and signature made beforehand. Of the two ways
// to drive it, perform and poll was a little faster at 64 connections than socket_action and epoll.
#pragma once

#include "core/headers.h"

#include <chrono>

namespace tacklebox::bench {

struct BareWork
{
    QByteArray url;
    Headers headers;
    QByteArray body;
    int requests = 0;
    int connections = 0;
};

struct BareRun
{
    std::chrono::duration<double> took{0};
    int accepted = 0; // answered 200
};

[[nodiscard]] BareRun runBare(const BareWork &work);

} // namespace tacklebox::bench
