// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks the freedesktop Secret Service whether its default collection is locked: a locked one reads as
// "no entry". https://specifications.freedesktop.org/secret-service/
#pragma once

#include "core/async.h"

namespace tacklebox::secrets {

enum class CollectionState {
    Unlocked,
    Locked,
    Unknown, // no bus, no service, or no such collection: the keychain itself will say
};

// On the context's thread.
Future<CollectionState> askCollection(QObject *context);

} // namespace tacklebox::secrets
