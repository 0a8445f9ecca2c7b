// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The master key's id, check value and source: what tells a right key from a wrong one. Never the key.
#pragma once

#include "store/connection.h"

namespace tacklebox::store {

struct MasterCheck
{
    QByteArray keyId;
    QByteArray checkValue;
    QString source; // keychain, or file

    bool operator==(const MasterCheck &) const = default;
};

Result<std::optional<MasterCheck>> masterCheck(Connection &connection);

// Only where none stands; a Conflict otherwise. Called inside the change that makes the key.
Result<Done> insertMasterCheck(Connection &connection, const MasterCheck &check);
// The key moved to another place and is still the same.
Result<Done> setMasterKeySource(Connection &connection, const QString &source);

} // namespace tacklebox::store
