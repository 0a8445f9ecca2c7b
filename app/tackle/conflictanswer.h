// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a save ends that met somebody else's: what was there before, what was given and what is there now.
#pragma once

#include "app/tackle/session.h"

namespace tacklebox::tackle {

// The draft is older than what stands there, and the two are worth a look.
[[nodiscard]] bool isEditConflict(const Error &error, const SubscriberDraft &draft);

// Reads the subscriber anew and ends the command with the error and both versions, masks in the place of
// credentials. Nothing is saved.
void finishWithBoth(Session &session, const Error &error, const SubscriberDraft &draft);

} // namespace tacklebox::tackle
