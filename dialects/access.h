// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A connection with its secrets opened: what a dialect makes requests from. Never stored, never logged.
#pragma once

#include "core/connection.h"
#include "dialects/message.h"

#include <map>

namespace tacklebox::dialects {

struct Access
{
    Connection connection;
    std::map<QString, Secret> secrets; // by the kind's own keys
    std::optional<Token> token; // of the last sign-in

    [[nodiscard]] Secret secret(const QString &key) const;
};

// The connection's setting, or the kind's default.
[[nodiscard]] QJsonValue settingOf(const Connection &connection, const ConnectionKind &kind,
                                   const QString &key);

} // namespace tacklebox::dialects
