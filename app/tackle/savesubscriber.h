// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Saves a subscriber as a command gave it, or shows what would be sent.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

// Ends the command. With --dry-run nothing is sent. A change that a person is asked about first (askedFirst() of
// core/field.h) is refused without --yes.
void save(Session &session, const Arguments &arguments, const SubscriberDraft &draft);
// The changes of one that was read just now.
void saveChanged(Session &session, const Arguments &arguments, const Subscriber &found,
                 SubscriberDraft changes);

void show(const Session &session, const Subscriber &subscriber);
// Some of the server's members of one alone.
void showMembers(const Session &session, const SubscriberId &id, const Fields &members);

} // namespace tacklebox::tackle
