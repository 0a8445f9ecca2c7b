// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The wall clock behind an interface, so that tests move time instead of waiting for it. Waits
// within a process are monotonic and don't ask it.
#pragma once

#include "core/instant.h"

#include <ctime>

namespace tacklebox {

class Clock
{
public:
    virtual ~Clock() = default;

    // Any thread.
    [[nodiscard]] virtual Instant now() const = 0;
    // Time that passed, counted from anywhere: nobody sets it, and it goes on while the machine sleeps.
    [[nodiscard]] virtual std::chrono::milliseconds running() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }

    [[nodiscard]] std::chrono::milliseconds running() const override
    {
        timespec time{};
        ::clock_gettime(CLOCK_BOOTTIME, &time);
        return std::chrono::milliseconds(qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000);
    }
};

} // namespace tacklebox
