// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's master key in use: opened when a secret is first needed, then sealing and unsealing
// subscribers' secrets, and those that are kept by a name of their own.
//
// Threads: open() on the thread it lives in, which runs an event loop; the rest from any thread.
#pragma once

#include "backend/keeping.h"
#include "secrets/keyring.h"
#include "secrets/sealed.h"
#include "secrets/sealer.h"
#include "store/store.h"

#include <QUuid>

#include <mutex>

namespace tacklebox::engine {

class Vault final : public QObject, public secrets::Sealer
{
    Q_OBJECT

public:
    // Both are borrowed. `keyFile` as secrets::masterKeyFile() answers it.
    Vault(store::Store &store, secrets::Keychain &keychain, QString keyFile, QObject *parent = nullptr);

    // Opens the profile's key; makes it where the profile has none. Answers at once when it is open.
    Future<secrets::KeyState> open() override;
    // Opens it only where the profile has one already; nothing to open counts as open.
    Future<secrets::KeyState> openExisting();

    // Moves the open key to the keychain ("keychain") or to a new file, and takes it from where it was
    // once the profile knows the new place. Waits for the file: not for a window's thread.
    Async<Done> moveTo(const QString &place);

    [[nodiscard]] bool isLocked() const; // the profile has a key and it can't be had
    [[nodiscard]] Keeping keeping() const; // what becomes of a secret that is given now
    [[nodiscard]] std::optional<Error> why() const override; // for a locked one, and for this run only

    // Under the profile's key, else under that of this run.
    Result<QByteArray> seal(const Secret &plain, const QUuid &subscriber, const QString &field) const;
    // SecretDamaged and SecretOfAnotherKey (secrets/sealed.h), or why there is no key.
    Result<Secret> unseal(const QByteArray &sealed, const QUuid &subscriber, const QString &field) const;
    // Likewise, of the profile's settings and of connections.
    Result<QByteArray> sealNamed(const Secret &plain, const QString &name) const override;
    Result<Secret> unsealNamed(const QByteArray &sealed, const QString &name) const override;

signals:
    void opened();

private:
    Future<secrets::KeyState> openWith(std::optional<secrets::KeyCheck> check);
    Async<std::optional<secrets::KeyCheck>> readCheck();
    [[nodiscard]] bool hasRunKey() const;
    secrets::KeyState take(const secrets::OpenedKey &key);
    Result<QByteArray> sealAt(const Secret &plain, const secrets::Place &place) const;
    Result<Secret> unsealAt(const QByteArray &sealed, const secrets::Place &place) const;
    Async<Done> writeTo(const QString &place, const secrets::MasterKey &key);
    Async<Done> removeFrom(const QString &source, const QByteArray &keyId);

    store::Store &m_store;
    secrets::Keychain &m_keychain;
    QString m_keyFile;
    secrets::Keyring m_keyring;
    bool m_willLookAgain = false;
    mutable std::mutex m_mutex; // over the rest
    std::optional<secrets::MasterKey> m_key; // the profile's
    std::optional<secrets::MasterKey> m_runKey; // what it sealed is lost with the process
    bool m_isLocked = false;
    std::optional<Error> m_why;
};

} // namespace tacklebox::engine
