// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/settingsecretstore.h"

namespace tacklebox::store {

static constexpr char kWrite[]
    = "INSERT OR REPLACE INTO setting_secret (key, sealed, since) VALUES (?, ?, ?)";
static constexpr char kClear[] = "DELETE FROM setting_secret WHERE key = ?";
static constexpr char kRead[] = "SELECT sealed FROM setting_secret WHERE key = ?";
static constexpr char kKeys[] = "SELECT key FROM setting_secret";

Result<Done> writeSettingSecret(Connection &connection, const QString &key, const QByteArray &sealed,
                                Instant now)
{
    return sealed.isEmpty() ? connection.run(kClear, {key})
                            : connection.run(kWrite, {key, sealed, toMillis(now)});
}

Result<std::optional<QByteArray>> settingSecret(Connection &connection, const QString &key)
{
    return connection.first(kRead, {key}, [](const Row &row) { return row.bytes(0); });
}

Result<QSet<QString>> settingSecretKeys(Connection &connection)
{
    QSet<QString> keys;
    const auto read = connection.each(kKeys, {}, [&keys](const Row &row) { keys.insert(row.text(0)); });
    if (!read)
        return fail(read.error());
    return keys;
}

} // namespace tacklebox::store
