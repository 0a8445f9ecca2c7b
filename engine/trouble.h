// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What last went wrong on another thread, until it goes well again. Any thread.
#pragma once

#include "core/error.h"

#include <atomic>
#include <mutex>
#include <optional>

namespace tacklebox::engine {

class Trouble final
{
public:
    [[nodiscard]] std::optional<Error> last() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_error;
    }
    void tell(const Error &error)
    {
        const std::scoped_lock lock(m_mutex);
        m_error = error;
        m_isAny = true;
    }
    void end()
    {
        if (!m_isAny.exchange(false))
            return;
        const std::scoped_lock lock(m_mutex);
        m_error.reset();
    }

private:
    mutable std::mutex m_mutex;
    std::optional<Error> m_error;
    std::atomic<bool> m_isAny = false;
};

} // namespace tacklebox::engine
