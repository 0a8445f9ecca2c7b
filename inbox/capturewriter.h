// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Writes captures into the profile, all that came while the last were written at once.
//
// Threads: everything from any thread. It is held by shared pointer; what is under way keeps nothing
// alive.
#pragma once

#include "core/capture.h"

#include <memory>
#include <mutex>
#include <vector>

namespace tacklebox::store {
class Store;
}

namespace tacklebox::inbox {

class CaptureWriter final : public std::enable_shared_from_this<CaptureWriter>
{
public:
    explicit CaptureWriter(store::Store &store);

    void add(Capture capture);
    // Hands everything to the store at once, when no more will come.
    void flush();

private:
    using Batch = std::vector<Capture>;

    void write(Batch batch);
    void written();

    store::Store &m_store;
    std::mutex m_mutex;
    Batch m_pending; // guarded, as the flag
    bool m_isWriting = false;
};

} // namespace tacklebox::inbox
