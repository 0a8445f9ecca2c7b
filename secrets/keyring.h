// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Finds the profile's master key, or makes it once: the named file before the keychain, and without
// both a key for this run alone. Where a check value stands, a missing key is locked and never new.
#pragma once

#include "secrets/keychain.h"
#include "secrets/masterkey.h"

#include <functional>

namespace tacklebox::secrets {

enum class KeyState {
    Open, // the profile's key
    Locked, // the profile has a key that can't be had now: read and edit, deliver nothing
    ThisRunOnly, // there is no place to keep one: secrets given now are lost with the process
};

struct OpenedKey
{
    KeyState state = KeyState::Locked;
    std::optional<MasterKey> key; // none while locked
    QString source; // kSourceKeychain, kSourceFile, or empty
    std::optional<Error> why; // for Locked and ThisRunOnly
};

// Keeps a check where none stands, inside one BEGIN IMMEDIATE, and answers the one that stands then:
// the same, or that of another process that was quicker.
using KeepCheck = std::function<Async<KeyCheck>(KeyCheck)>;

class Keyring final : public QObject
{
    Q_OBJECT

public:
    // `file` as masterKeyFile() answers it, or empty. The keychain is borrowed.
    Keyring(QString file, Keychain &keychain, KeepCheck keep, QObject *parent = nullptr);

    // `check` as the database has it. Never fails: what stands in the way is in the answer. Same
    // thread rules as Keychain.
    Future<OpenedKey> open(std::optional<KeyCheck> check);

private:
    Future<OpenedKey> openFile(std::optional<KeyCheck> check);
    Future<OpenedKey> openKeychain(KeyCheck check);
    Future<OpenedKey> makeInKeychain();
    Future<OpenedKey> keepNew(MasterKey key, const QString &source);

    QString m_file;
    Keychain &m_keychain;
    KeepCheck m_keep;
};

// The keychain's entry of a key. It carries the key's id, so that two processes that make one at the
// same time never overwrite each other's.
[[nodiscard]] QString entryName(const QByteArray &keyId);

} // namespace tacklebox::secrets
