// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's accounts: saved in the database, their secrets in their place, each with its live backend.
// Another process's edits come as the store's news.
#pragma once

#include "backend/connections.h"
#include "dialects/accountrows.h"
#include "dialects/fleetbackend.h"
#include "dialects/registry.h"
#include "dialects/remotebackend.h"

#include <QTimer>

namespace tacklebox::dialects {

class SavedConnections final : public Connections
{
    Q_OBJECT

public:
    struct Parts
    {
        Backend &local;
        store::Store &store;
        Credentials &credentials;
        RestClient &client;
        const Clock &clock;
        const Registry &registry;
        Reading reading = Reading::CacheFirst;
    };

    // All is borrowed. Reads the accounts, and waits for that.
    static Result<std::unique_ptr<SavedConnections>> open(const Parts &parts);
    ~SavedConnections() override;

    [[nodiscard]] QStringList names() const override;
    [[nodiscard]] Backend *backend(const QString &name) override;
    [[nodiscard]] QList<ConnectionKind> kinds() const override;
    [[nodiscard]] std::optional<Connection> account(const QString &name) const override;
    [[nodiscard]] ConnectionState state(const QString &name) const override;

    Async<Connection> save(ConnectionDraft draft) override;
    Async<Done> remove(QString name) override;
    Async<Done> check(QString name) override;
    Async<Done> logIn(QString name, Secret password) override;
    Async<SignInPage> signInByBrowser(QString name, std::stop_token stop) override;

    void unlock(const QString &name, std::chrono::milliseconds duration) override;
    void lock(const QString &name) override;
    [[nodiscard]] bool isLocked(const QString &name) const override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> unlockedFor(const QString &name) const override;

private:
    struct Entry;

    explicit SavedConnections(const Parts &parts);
    [[nodiscard]] Entry *find(const QString &name) const;
    void take(const QList<AccountRow> &rows);
    std::unique_ptr<Entry> entryOf(const AccountRow &row);
    Async<Done> reload();
    Async<Done> reloadAfter(const Async<Done> &change); // and answers what the change did
    Async<Done> keepSecrets(const AccountChange &change, const SecretEdits &secrets);
    Async<Done> checkAnew(const ConnectionId &id);
    void see(const QString &id, const std::optional<Error> &error, About about);

    Parts m_parts;
    std::vector<std::unique_ptr<Entry>> m_entries; // in the order of their names
    std::unique_ptr<FleetBackend> m_fleet; // once somebody asked for it
    quint64 m_asked = 0; // reloads, numbered: they may be answered in another order
    quint64 m_taken = 0; // the latest of them
};

} // namespace tacklebox::dialects
