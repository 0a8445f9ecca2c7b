// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The lock of the one process that delivers: `deliverer.lock` in the profile. The kernel frees it
// when its holder dies. Any thread.
#pragma once

#include "core/error.h"

#include <memory>

namespace tacklebox::store {

class DelivererLock final
{
public:
    // The lock, or none while another process (or another part of this one) holds it.
    static Result<std::unique_ptr<DelivererLock>> tryAcquire(const QString &directory);
    // True while anyone holds it. Asks only, and never stands in a holder's way.
    [[nodiscard]] static bool isHeld(const QString &directory);

    ~DelivererLock();
    DelivererLock(const DelivererLock &) = delete;
    DelivererLock &operator=(const DelivererLock &) = delete;

private:
    explicit DelivererLock(int file);

    int m_file;
};

} // namespace tacklebox::store
