// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A connection of a profile, and its secrets in a keychain.
#pragma once

#include "core/clock.h"
#include "dialects/credentials.h"
#include "engine/vault.h"
#include "tests/store/profile.h"

namespace tacklebox::secrets::test {

class KeychainAccount final
{
public:
    using Places = QMap<QString, store::SecretPlace>;

    explicit KeychainAccount(Keychain &keychain, dialects::Credentials::Rules rules = {})
        : vault(profile.store(), keychain, {})
        , credentials({profile.store(), keychain, vault, clock}, rules)
    {
        connection.id = {QStringLiteral("0c0ffee0-0000-4000-8000-000000000001")};
        connection.name = QStringLiteral("account");
        connection.kind = QStringLiteral("planomatic");
        profile.write<store::ConnectionKey>([this](store::Connection &to) {
            return store::insertConnection(to, connection, store::test::kNow);
        });
    }

    Places places()
    {
        return profile
            .read<Places>([this](store::Connection &from) -> Result<Places> {
                const auto key = store::findConnection(from, connection.id);
                return key ? store::connectionSecrets(from, *key) : Result<Places>(fail(key.error()));
            })
            .value();
    }

    static SecretEdits setting(const QString &field, const QByteArray &value)
    {
        return {{field, {SecretEdit::Action::Set, Secret(value), {}}}};
    }
    static SecretEdits clearing(const QString &field)
    {
        return {{field, {SecretEdit::Action::Clear, {}, {}}}};
    }

    store::test::Profile profile;
    SystemClock clock;
    Connection connection;
    engine::Vault vault;
    dialects::Credentials credentials;
};

} // namespace tacklebox::secrets::test
