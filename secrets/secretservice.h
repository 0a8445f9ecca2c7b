// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks the freedesktop Secret Service what is locked: a locked collection reads as "no entry".
// https://specifications.freedesktop.org/secret-service/
#pragma once

#include "core/async.h"

namespace tacklebox::secrets {

enum class CollectionState {
    Unlocked,
    Locked,
    Unknown, // no bus, no service, or no such collection: the keychain itself will say
};

// Of the default collection. On the context's thread.
Future<CollectionState> askCollection(QObject *context);

// Whether an entry of QtKeychain's is in a collection that is locked, which need not be the default one.
// False where nobody can be asked. On the context's thread.
Future<bool> askLockedEntry(QObject *context, const QString &service, const QString &name);

} // namespace tacklebox::secrets
