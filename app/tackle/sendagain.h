// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Has an account's server send jobs again, says how far that is, and which are left where it is stopped.
#pragma once

#include "app/tackle/session.h"

namespace tacklebox::tackle {

// Ends the command.
void sendAgain(Session &session, const QList<JobId> &jobs);

} // namespace tacklebox::tackle
