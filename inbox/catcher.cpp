// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "inbox/catcher.h"

#include "core/clock.h"

namespace tacklebox::inbox {

namespace {

constexpr int kFailure = 500;

} // namespace

Catcher::Catcher(const Clock &clock)
    : m_clock(clock)
{
}

void Catcher::setProgram(Program program)
{
    const std::lock_guard lock(m_mutex);
    m_program = std::move(program);
    m_count = 0;
}

Caught Catcher::take(transport::ServerRequest request)
{
    Program program;
    bool fails = false;
    {
        const std::lock_guard lock(m_mutex);
        program = m_program;
        m_count += 1;
        fails = program.failEvery > 0 && m_count % program.failEvery == 0;
    }

    Caught caught;
    caught.answer.status = fails ? kFailure : program.respond;
    caught.answer.delay = program.delay;
    Capture &capture = caught.capture;
    capture.at = m_clock.now();
    capture.signature = program.scheme == SigningScheme::None
        ? SignatureCheck::NotChecked
        : verify(program.scheme, program.secret, request.headers, request.body);
    capture.method = std::move(request.method);
    capture.target = std::move(request.target);
    capture.headers = std::move(request.headers);
    capture.body = std::move(request.body);
    capture.bodyBytes = capture.body.size();
    capture.peer = std::move(request.peer);
    capture.answered = caught.answer.status;
    return caught;
}

} // namespace tacklebox::inbox
