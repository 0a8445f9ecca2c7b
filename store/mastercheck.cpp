// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/mastercheck.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kRead[]
    = "SELECT key_id, key_check, key_source FROM profile WHERE key_check IS NOT NULL";
static constexpr char kInsert[]
    = "UPDATE profile SET key_id = ?, key_check = ?, key_source = ? WHERE key_check IS NULL";
static constexpr char kMove[] = "UPDATE profile SET key_source = ? WHERE key_check IS NOT NULL";

Result<std::optional<MasterCheck>> masterCheck(Connection &connection)
{
    return connection.first(kRead, {}, [](const Row &row) {
        return MasterCheck{row.bytes(0), row.bytes(1), row.text(2)};
    });
}

Result<Done> insertMasterCheck(Connection &connection, const MasterCheck &check)
{
    if (auto done = connection.run(kInsert, {check.keyId, check.checkValue, check.source}); !done)
        return done;
    if (connection.changedRows() == 0)
        return fail({ErrorKind::Conflict, Reason::AlreadyTaken, {}, connection.file(), {}, {}, 0});
    return Done{};
}

Result<Done> setMasterKeySource(Connection &connection, const QString &source)
{
    return connection.run(kMove, {source});
}

} // namespace tacklebox::store
