// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The wall clock behind an interface, so that tests move time instead of waiting for it. Waits
// within a process are monotonic and don't ask it.
#pragma once

#include "core/instant.h"

namespace tacklebox {

class Clock
{
public:
    virtual ~Clock() = default;

    // Any thread.
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

} // namespace tacklebox
