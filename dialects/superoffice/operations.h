// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What one changed member is in a JSON Patch.
#pragma once

#include "core/error.h"

#include <QJsonArray>
#include <QJsonValue>

namespace tacklebox::dialects::superoffice {

struct Change
{
    QString key;
    QJsonValue before; // undefined: unknown, or a secret
    QJsonValue after;
    bool isSecret = false;
};

// What was nothing is added, what was something is replaced; of an object that was one before, only the
// entries that differ are added, replaced or removed. Behind a test of what the person saw: of each member
// and entry that is replaced or removed, and of the whole where an entry is added. Of a secret, and of a
// member that is unknown, nobody has the old value: it goes without a test.
//
// It is held against the server's own reading of a patch. Entries whose names that can't tell apart go as a
// whole; what it would understand otherwise even then is an error at the member.
Result<QJsonArray> operationsOf(const Change &change);

} // namespace tacklebox::dialects::superoffice
