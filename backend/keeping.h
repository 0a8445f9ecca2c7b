// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a backend keeps the secrets that it is given, and what people are told of it.
#pragma once

#include "core/error.h"

#include <optional>

namespace tacklebox {

struct Keeping
{
    enum class Lasts {
        ForGood,
        ThisRun, // there is no place to keep one: what is given now is gone with the process
        NotNow, // the place is locked: nothing is given, and nothing is sent
    };

    Lasts lasts = Lasts::ForGood;
    std::optional<Error> why; // it isn't for good

    bool operator==(const Keeping &) const = default;
};

namespace wording {

[[nodiscard]] QString sentence(const Keeping &keeping); // empty: all is well
[[nodiscard]] QString advice(const Keeping &keeping); // why, and what to do next

} // namespace wording

} // namespace tacklebox
