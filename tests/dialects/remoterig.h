// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A profile's accounts on a keychain in memory, at a server that answers as it is told.
#pragma once

#include "dialects/savedconnections.h"
#include "engine/vault.h"
#include "movedclock.h"
#include "scriptedserver.h"
#include "tests/secrets/memorykeychain.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/finished.h"

#include <QTest>

#include <algorithm>

namespace tacklebox::dialects::test {

class RemoteRig final
{
public:
    explicit RemoteRig(Reading reading = Reading::ServerFirst) { restart(reading); }

    // As another process on the same profile.
    void restart(Reading reading)
    {
        connections.reset();
        connections = *SavedConnections::open(
            {local, profile.store(), credentials, client, clock, Registry::builtIn(), reading});
    }

    template<typename T>
    static Result<T> wait(const Async<T> &answer)
    {
        [&] { QVERIFY(tacklebox::test::finishes(answer)); }();
        return answer.resultCount() > 0 ? answer.result() : Result<T>(fail({}));
    }

    // An account of the kind at this server, unlocked, with these settings and secrets.
    Backend &add(const QString &kind, const Fields &settings, const QMap<QString, QByteArray> &given)
    {
        ConnectionDraft draft;
        draft.kind = kind;
        draft.newName = QStringLiteral("account");
        draft.baseUrl = server.url({}).toString();
        draft.settings = settings;
        for (auto secret = given.cbegin(); secret != given.cend(); ++secret)
            draft.secrets[secret.key()] = {SecretEdit::Action::Set, Secret(*secret), {}};
        const auto saved = wait(connections->save(draft));
        if (!saved)
            qFatal("no account: %s %d", qUtf8Printable(saved.error().field), int(saved.error().reason));
        return *connections->backend(QStringLiteral("account"));
    }

    Backend &addPenguin()
    {
        return add(QStringLiteral("boldpenguin"), {}, {{QStringLiteral("access_token"), "t0ken"}});
    }

    Backend &addPlano(Fields settings = {})
    {
        settings.insert(QStringLiteral("integration_id"), 7);
        return add(QStringLiteral("planomatic"), settings, {{QStringLiteral("token"), "t0ken"}});
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
    tacklebox::test::FakeBackend local;
    engine::Vault vault{profile.store(), keychain, {}};
    Credentials credentials{{profile.store(), keychain, vault, clock}, {}};
    RestClient client;
    std::unique_ptr<SavedConnections> connections;
};

} // namespace tacklebox::dialects::test
