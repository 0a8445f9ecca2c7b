// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What became of a mail, written together with the activity that tells of it. Runs inside a change of the
// store.
#pragma once

#include "store/mailstore.h"

namespace tacklebox::engine {

Result<Done> settleAndTell(store::Connection &connection, const store::ClaimedMail &claimed,
                           const MailOutcome &outcome, Instant now);

// Of mails that were being sent when an older deliverer ended.
Result<Done> tellAbandoned(store::Connection &connection, Instant now);

} // namespace tacklebox::engine
