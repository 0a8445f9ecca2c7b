// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Turns each request that arrives into a capture and the answer that the program asks for.
//
// Threads: everything from any thread.
#pragma once

#include "core/capture.h"
#include "core/signature.h"
#include "transport/httpserver.h"

#include <mutex>

namespace tacklebox {
class Clock;
}

namespace tacklebox::inbox {

// What an inbox answers, once its words are understood.
struct Program
{
    int respond = 200;
    std::chrono::milliseconds delay{0};
    int failEvery = 0;
    SigningScheme scheme = SigningScheme::None;
    Secret secret;
};

struct Caught
{
    Capture capture;
    transport::ServerResponse answer;
};

class Catcher final
{
public:
    explicit Catcher(const Clock &clock);

    // Counts anew for failEvery.
    void setProgram(Program program);
    [[nodiscard]] Caught take(transport::ServerRequest request);

private:
    const Clock &m_clock;
    std::mutex m_mutex;
    Program m_program; // guarded, as the count
    int m_count = 0;
};

} // namespace tacklebox::inbox
