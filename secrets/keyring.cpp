// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/keyring.h"

#include "secrets/keyfile.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

OpenedKey lockedBy(Error why)
{
    return {KeyState::Locked, std::nullopt, {}, std::move(why)};
}

Error missing(const QString &detail)
{
    return {ErrorKind::NotAuthorised, Reason::MasterKeyMissing, {}, {}, detail, {}, 0};
}

// The key that was found, in that file or the keychain, held against the profile's check value.
OpenedKey compared(MasterKey key, const KeyCheck &check, const QString &source, const QString &file = {})
{
    if (!key.opens(check))
        return lockedBy({ErrorKind::NotAuthorised, Reason::MasterKeyWrong, {}, file, {}, {}, 0});
    return {KeyState::Open, std::move(key), source, std::nullopt};
}

} // namespace

QString entryName(const QByteArray &keyId)
{
    return u"master-key-"_s + QString::fromLatin1(keyId.toHex());
}

Keyring::Keyring(QString file, Keychain &keychain, KeepCheck keep, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_keychain(keychain)
    , m_keep(std::move(keep))
{
}

Future<OpenedKey> Keyring::open(std::optional<KeyCheck> check)
{
    if (!m_file.isEmpty())
        return openFile(std::move(check));
    if (!check)
        return makeInKeychain();
    return openKeychain(std::move(*check));
}

Future<OpenedKey> Keyring::openFile(std::optional<KeyCheck> check)
{
    const bool exists = QFile::exists(m_file);
    if (!exists && check)
        return resolved(lockedBy(missing(m_file)));
    if (!exists) {
        const MasterKey fresh = MasterKey::generate();
        if (const Result<Done> written = writeKeyFile(m_file, fresh); !written)
            return resolved(lockedBy(written.error()));
        return keepNew(fresh, QString::fromLatin1(kSourceFile));
    }
    const Result<MasterKey> key = readKeyFile(m_file);
    if (!key)
        return resolved(lockedBy(key.error()));
    if (check)
        return resolved(compared(*key, *check, QString::fromLatin1(kSourceFile), m_file));
    return keepNew(*key, QString::fromLatin1(kSourceFile));
}

Future<OpenedKey> Keyring::openKeychain(KeyCheck check)
{
    return m_keychain.read(entryName(check.keyId))
        .then(this, [check](const Result<std::optional<Secret>> &found) {
            if (!found)
                return lockedBy(found.error());
            if (!*found)
                return lockedBy(missing(u"the keychain has no entry for it"_s));
            const Result<MasterKey> key = MasterKey::fromBytes(**found);
            return key ? compared(*key, check, QString::fromLatin1(kSourceKeychain)) : lockedBy(key.error());
        });
}

Future<OpenedKey> Keyring::makeInKeychain()
{
    const MasterKey fresh = MasterKey::generate();
    return m_keychain.write(entryName(fresh.id()), fresh.bytes())
        .then(this, [this, fresh](const Result<Done> &written) {
            if (written)
                return keepNew(fresh, QString::fromLatin1(kSourceKeychain));
            // A locked keychain may be unlocked: no second key is made beside it.
            if (written.error().reason == Reason::KeychainLocked)
                return resolved(lockedBy(written.error()));
            return resolved(OpenedKey{KeyState::ThisRunOnly, fresh, {}, written.error()});
        });
}

Future<OpenedKey> Keyring::keepNew(MasterKey key, const QString &source)
{
    return m_keep(key.check(source)).then(this, [this, key, source](const Result<KeyCheck> &standing) {
        if (!standing)
            return resolved(lockedBy(standing.error()));
        if (standing->keyId == key.id())
            return resolved(compared(key, *standing, source));
        // Another process was quicker: its key is the profile's, ours is forgotten.
        if (source == QLatin1StringView(kSourceKeychain))
            m_keychain.remove(entryName(key.id()));
        return open(*standing);
    });
}

} // namespace tacklebox::secrets
