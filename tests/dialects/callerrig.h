// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A connection's calls on a profile and a keychain of their own, at a server that answers as it is told.
#pragma once

#include "dialects/caller.h"
#include "engine/vault.h"
#include "movedclock.h"
#include "scriptedserver.h"
#include "tests/secrets/memorykeychain.h"
#include "tests/support/finished.h"

#include <QTest>

#include <algorithm>

namespace tacklebox::dialects::test {

class CallerRig final
{
public:
    explicit CallerRig(const Dialect &dialect, const QMap<QString, QByteArray> &given = {})
    {
        connection.id = {QStringLiteral("0c0ffee0-0000-4000-8000-000000000001")};
        connection.name = QStringLiteral("account");
        connection.kind = dialect.kind().name;
        connection.baseUrl = server.url({}).toString();
        connection.environment = Environment::Test;
        connection.settings = {{QStringLiteral("client_id"), QStringLiteral("me")},
                               {QStringLiteral("auth_url"), server.url(QStringLiteral("/auth")).toString()}};
        profile.write<store::ConnectionKey>([this](store::Connection &to) {
            return store::insertConnection(to, connection, store::test::kNow);
        });
        SecretEdits edits;
        for (auto secret = given.cbegin(); secret != given.cend(); ++secret)
            edits[secret.key()] = {SecretEdit::Action::Set, Secret(*secret), {}};
        wait(credentials.write(connection, std::move(edits)));
        caller = std::make_unique<Caller>(Caller::Parts{dialect, client, credentials, clock}, connection);
    }

    template<typename T>
    static Result<T> wait(const Async<T> &answer)
    {
        [&] { QVERIFY(tacklebox::test::finishes(answer)); }();
        return answer.resultCount() > 0 ? answer.result() : Result<T>(fail({}));
    }

    // Requests that begin so.
    [[nodiscard]] qsizetype asked(const QByteArray &start) const
    {
        return std::ranges::count_if(server.requests(),
                                     [&](const QByteArray &request) { return request.startsWith(start); });
    }

    tacklebox::test::ScriptedServer server;
    store::test::Profile profile;
    secrets::test::MemoryKeychain keychain;
    MovedClock clock;
    Connection connection;
    engine::Vault vault{profile.store(), keychain, {}};
    Credentials credentials{{profile.store(), keychain, vault, clock}, {}};
    RestClient client;
    std::unique_ptr<Caller> caller;
};

} // namespace tacklebox::dialects::test
