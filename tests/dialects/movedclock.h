// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Time for the tests of a connection's calls and accounts.
#pragma once

#include "core/clock.h"
#include "tests/store/profile.h"

namespace tacklebox::dialects::test {

// Stands still until it is moved.
class MovedClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return store::test::kNow + moved; }
    [[nodiscard]] std::chrono::milliseconds running() const override { return moved; }

    std::chrono::milliseconds moved{0};
};

} // namespace tacklebox::dialects::test
