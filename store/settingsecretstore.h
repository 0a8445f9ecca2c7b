// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Secrets among the profile's settings, sealed. Each function runs inside a change or question of the
// store.
#pragma once

#include "store/connection.h"

#include <QSet>

namespace tacklebox::store {

// Empty bytes clear it.
Result<Done> writeSettingSecret(Connection &connection, const QString &key, const QByteArray &sealed,
                                Instant now);
Result<std::optional<QByteArray>> settingSecret(Connection &connection, const QString &key);
// Of those that are set.
Result<QSet<QString>> settingSecretKeys(Connection &connection);

} // namespace tacklebox::store
