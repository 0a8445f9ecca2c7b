// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/vault.h"

#include "secrets/keyfile.h"
#include "store/mastercheck.h"

#include <QFile>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

using secrets::KeyCheck;
using secrets::KeyState;

// A locked keychain may be unlocked at any time; asking never prompts.
constexpr std::chrono::seconds kLookAgain{10};

KeyCheck checkFrom(const store::MasterCheck &row)
{
    return {row.keyId, row.checkValue, row.source};
}

// Inside one BEGIN IMMEDIATE: whoever comes second finds the first one's.
Async<KeyCheck> keepCheck(store::Store &store, const KeyCheck &check)
{
    return store.write<KeyCheck>([check](store::Connection &connection) -> Result<KeyCheck> {
        const auto standing = store::masterCheck(connection);
        if (!standing)
            return fail(standing.error());
        if (*standing)
            return checkFrom(**standing);
        const Result<Done> kept
            = store::insertMasterCheck(connection, {check.keyId, check.checkValue, check.source});
        if (!kept)
            return fail(kept.error());
        return check;
    });
}

Error missingKey()
{
    return {ErrorKind::NotAuthorised, Reason::MasterKeyMissing, {}, {}, {}, {}, 0};
}

secrets::Place placeOf(const QUuid &subscriber, const QString &field)
{
    return {u"subscriber"_s, subscriber.toString(QUuid::WithoutBraces), field};
}

// A connection's name begins with "connection/", which no setting's does.
secrets::Place placeOf(const QString &name)
{
    return {u"setting"_s, name, u"value"_s};
}

} // namespace

Vault::Vault(store::Store &store, secrets::Keychain &keychain, QString keyFile, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_keychain(keychain)
    , m_keyFile(keyFile)
    , m_keyring(keyFile, keychain, [&store](const KeyCheck &check) { return keepCheck(store, check); })
{
}

Future<KeyState> Vault::open()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_key)
            return resolved(KeyState::Open);
    }
    return readCheck().then(this, [this](const Result<std::optional<KeyCheck>> &check) {
        if (check && *check)
            return openWith(*check);
        return hasRunKey() ? resolved(KeyState::ThisRunOnly) : openWith(std::nullopt);
    });
}

Future<KeyState> Vault::openExisting()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_key)
            return resolved(KeyState::Open);
    }
    return readCheck().then(this, [this](const Result<std::optional<KeyCheck>> &check) {
        return check && *check ? openWith(*check) : resolved(KeyState::Open);
    });
}

Future<KeyState> Vault::openWith(std::optional<KeyCheck> check)
{
    return m_keyring.open(std::move(check)).then(this, [this](const secrets::OpenedKey &key) {
        return take(key);
    });
}

Async<std::optional<KeyCheck>> Vault::readCheck()
{
    return m_store.read<std::optional<KeyCheck>>(
        {}, [](store::Connection &connection) -> Result<std::optional<KeyCheck>> {
            const auto row = store::masterCheck(connection);
            if (!row)
                return fail(row.error());
            return *row ? std::optional(checkFrom(**row)) : std::nullopt;
        });
}

KeyState Vault::take(const secrets::OpenedKey &key)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isLocked = key.state == KeyState::Locked;
        m_why = key.why;
        if (key.key)
            (key.state == KeyState::ThisRunOnly ? m_runKey : m_key) = key.key;
    }
    if (key.state != KeyState::Locked)
        emit opened();
    else if (!std::exchange(m_willLookAgain, true))
        QTimer::singleShot(kLookAgain, this, [this] {
            m_willLookAgain = false;
            openExisting();
        });
    return key.state;
}

Async<Done> Vault::moveTo(const QString &place)
{
    return readCheck().then(this, [this, place](const Result<std::optional<KeyCheck>> &check) -> Async<Done> {
        if (!check)
            return ready<Done>(fail(check.error()));
        const std::scoped_lock lock(m_mutex);
        if (!*check || !m_key)
            return ready<Done>(fail(m_why.value_or(missingKey())));
        const QString source = (*check)->source;
        return writeTo(place, *m_key)
            .then(this, [this, source, id = m_key->id()](const Result<Done> &written) {
                return written ? removeFrom(source, id) : ready<Done>(fail(written.error()));
            });
    });
}

// The profile is told in the same step: a key that stands in two places opens it from either.
Async<Done> Vault::writeTo(const QString &place, const secrets::MasterKey &key)
{
    const bool toKeychain = place == QLatin1StringView(secrets::kSourceKeychain);
    Async<Done> written = toKeychain ? m_keychain.write(secrets::entryName(key.id()), key.bytes())
                                     : ready<Done>(secrets::writeKeyFile(place, key));
    const QString source = QString::fromLatin1(toKeychain ? secrets::kSourceKeychain : secrets::kSourceFile);
    return written.then(this, [this, source](const Result<Done> &done) {
        if (!done)
            return ready<Done>(fail(done.error()));
        return m_store.write<Done>([source](store::Connection &connection) {
            return store::setMasterKeySource(connection, source);
        });
    });
}

Async<Done> Vault::removeFrom(const QString &source, const QByteArray &keyId)
{
    if (source == QLatin1StringView(secrets::kSourceKeychain))
        return m_keychain.remove(secrets::entryName(keyId));
    if (QFile::remove(m_keyFile))
        return ready<Done>(Done{});
    return ready<Done>(fail(Error{ErrorKind::Failed, Reason::FileNotWritten, {}, m_keyFile, {}, {}, 0}));
}

bool Vault::hasRunKey() const
{
    const std::scoped_lock lock(m_mutex);
    return m_runKey.has_value();
}

bool Vault::isLocked() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isLocked;
}

Keeping Vault::keeping() const
{
    const std::scoped_lock lock(m_mutex);
    return {m_isLocked  ? Keeping::Lasts::NotNow
                : m_why ? Keeping::Lasts::ThisRun
                        : Keeping::Lasts::ForGood,
            m_why};
}

std::optional<Error> Vault::why() const
{
    const std::scoped_lock lock(m_mutex);
    return m_why;
}

Result<QByteArray> Vault::seal(const Secret &plain, const QUuid &subscriber, const QString &field) const
{
    return sealAt(plain, placeOf(subscriber, field));
}

Result<Secret> Vault::unseal(const QByteArray &sealed, const QUuid &subscriber, const QString &field) const
{
    return unsealAt(sealed, placeOf(subscriber, field));
}

Result<QByteArray> Vault::sealNamed(const Secret &plain, const QString &name) const
{
    return sealAt(plain, placeOf(name));
}

Result<Secret> Vault::unsealNamed(const QByteArray &sealed, const QString &name) const
{
    return unsealAt(sealed, placeOf(name));
}

Result<QByteArray> Vault::sealAt(const Secret &plain, const secrets::Place &place) const
{
    const std::scoped_lock lock(m_mutex);
    const auto &key = m_key ? m_key : m_runKey;
    if (!key)
        return fail(m_why.value_or(missingKey()));
    return secrets::seal(*key, plain, place);
}

Result<Secret> Vault::unsealAt(const QByteArray &sealed, const secrets::Place &place) const
{
    const std::scoped_lock lock(m_mutex);
    const bool isOfThisRun = m_runKey && m_runKey->id() == secrets::keyIdOf(sealed);
    const auto &key = isOfThisRun ? m_runKey : m_key;
    if (!key)
        return fail(m_why.value_or(missingKey()));
    return secrets::unseal(*key, sealed, place);
}

} // namespace tacklebox::engine
