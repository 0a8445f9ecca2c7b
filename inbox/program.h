// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reads an inbox's program: which address to listen on, what to answer, which signature to check.
#pragma once

#include "backend/inbox.h"
#include "inbox/catcher.h"

namespace tacklebox::inbox {

// Errors at the fields of InboxProgram: listen, respond, delay, fail_every, scheme, secret.
Result<Program> programFrom(const InboxProgram &program);

// 127.0.0.1:8080, [::1]:8080, localhost:0, or a port alone.
Result<transport::ServerOptions> serverOptionsFrom(const InboxProgram &program);

} // namespace tacklebox::inbox
