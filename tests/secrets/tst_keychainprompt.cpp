// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What becomes of secrets where a real gnome-keyring asks a person for a password, and the person cancels.
// The tests run in their order: no collection at all, the default one locked, another one locked.
#include "secrets/keychain.h"
#include "secrets/secretservice.h"
#include "tests/secrets/cancellingprompter.h"
#include "tests/secrets/keychainaccount.h"
#include "tests/secrets/privatebus.h"

#include <QDBusArgument>
#include <QDBusInterface>
#include <QDBusMetaType>
#include <QDBusReply>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

using test::KeychainAccount;

constexpr auto kPassword = "t0ken"_L1;

// As the Secret Service passes one.
struct PassedSecret
{
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString type;
};

QDBusArgument &operator<<(QDBusArgument &to, const PassedSecret &secret)
{
    to.beginStructure();
    to << secret.session << secret.parameters << secret.value << secret.type;
    to.endStructure();
    return to;
}

const QDBusArgument &operator>>(const QDBusArgument &from, PassedSecret &secret)
{
    from.beginStructure();
    from >> secret.session >> secret.parameters >> secret.value >> secret.type;
    from.endStructure();
    return from;
}

QDBusInterface serviceBy(const QString &face)
{
    return {u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s, face};
}

QDBusInterface service()
{
    return serviceBy(u"org.freedesktop.Secret.Service"_s);
}

// Without asking anybody.
QDBusInterface insideService()
{
    return serviceBy(u"org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"_s);
}

PassedSecret masterPassword()
{
    const QDBusMessage opened
        = service().call(u"OpenSession"_s, u"plain"_s, QVariant::fromValue(QDBusVariant(QString())));
    return {opened.arguments().value(1).value<QDBusObjectPath>(), {}, "password", u"text/plain"_s};
}

bool makeDefault(const QDBusObjectPath &collection)
{
    return service().call(u"SetAlias"_s, u"default"_s, QVariant::fromValue(collection)).type()
        == QDBusMessage::ReplyMessage;
}

bool lockCollection(const QDBusObjectPath &collection)
{
    return service().call(u"Lock"_s, QVariant::fromValue(QList{collection})).type()
        == QDBusMessage::ReplyMessage;
}

bool unlockCollection(const QDBusObjectPath &collection)
{
    return insideService()
               .call(u"UnlockWithMasterPassword"_s,
                     QVariant::fromValue(collection),
                     QVariant::fromValue(masterPassword()))
               .type()
        == QDBusMessage::ReplyMessage;
}

} // namespace

class TestKeychainPrompt : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsNothingInAKeyringThatNobodyMade();
    void keepsAnAccountsSecretForThisRunInstead();
    void asksNobodyWhileTheDefaultIsLocked();
    void saysThatItIsLockedAfterAPersonCancelled();
    void keepsAnAccountWhoseSecretAPersonDidNotUnlock();
    void losesNothingByThat();

private:
    template<typename T>
    Result<T> await(const Async<T> &answer)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), 20'000); }();
        return answer.isFinished() ? answer.result() : Result<T>(fail(Error{}));
    }
    [[nodiscard]] bool hasLockedEntry(const QString &name)
    {
        const auto isLocked = askLockedEntry(this, u"tacklebox-test"_s, name);
        [&] { QTRY_VERIFY(isLocked.isFinished()); }();
        return isLocked.isFinished() && isLocked.result();
    }

    test::PrivateBus m_bus;
    test::CancellingPrompter m_prompter;
    std::unique_ptr<SystemKeychain> m_keychain;
    std::unique_ptr<KeychainAccount> m_account;
    QDBusObjectPath m_collection;
};

void TestKeychainPrompt::initTestCase()
{
    qDBusRegisterMetaType<PassedSecret>();
    m_bus.start();
    QVERIFY(m_prompter.serve());
    m_bus.startEmptyKeyring();
    m_keychain = std::make_unique<SystemKeychain>(u"tacklebox-test"_s);
}

void TestKeychainPrompt::keepsNothingInAKeyringThatNobodyMade()
{
    const auto written = await(m_keychain->write(u"token"_s, Secret("a")));
    const auto read = await(m_keychain->read(u"token"_s));

    QCOMPARE(m_prompter.cancelled(), 1); // a password for a new keyring
    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::KeychainUnavailable);
    QVERIFY(read);
    QVERIFY(!read->has_value());
}

void TestKeychainPrompt::keepsAnAccountsSecretForThisRunInstead()
{
    KeychainAccount console(*m_keychain, {.isSealing = false, .mayBeLost = true});
    KeychainAccount command(*m_keychain, {.isSealing = false, .mayBeLost = false});
    const SecretEdits edits = KeychainAccount::setting(u"token"_s, kPassword.data());

    QVERIFY(await(console.credentials.write(console.connection, edits)));
    const auto refused = await(command.credentials.write(command.connection, edits));

    QVERIFY(!console.places().value(u"token"_s).sealed.isEmpty());
    const auto secrets = await(console.credentials.read(console.connection));
    QVERIFY(secrets);
    QCOMPARE(secrets->at(u"token"_s).reveal(), QByteArray(kPassword.data()));
    QVERIFY(!refused);
    QVERIFY(command.places().isEmpty());
}

void TestKeychainPrompt::asksNobodyWhileTheDefaultIsLocked()
{
    const QVariantMap attributes{{u"org.freedesktop.Secret.Collection.Label"_s, u"Own"_s}};
    const QDBusReply<QDBusObjectPath> made = insideService().call(
        u"CreateWithMasterPassword"_s, attributes, QVariant::fromValue(masterPassword()));
    QVERIFY2(made.isValid(), qPrintable(made.error().message()));
    m_collection = made.value();
    QVERIFY(makeDefault(m_collection));
    m_account = std::make_unique<KeychainAccount>(*m_keychain);
    QVERIFY(await(m_account->credentials.write(m_account->connection,
                                               KeychainAccount::setting(u"token"_s, kPassword.data()))));
    QVERIFY(await(m_keychain->write(u"token"_s, Secret("a"))));
    QVERIFY(lockCollection(m_collection));
    const int before = m_prompter.cancelled();

    const auto read = await(m_keychain->read(u"token"_s));
    const auto written = await(m_keychain->write(u"token"_s, Secret("b")));
    const auto removed = await(m_keychain->remove(u"token"_s));

    QCOMPARE(read.error().reason, Reason::KeychainLocked);
    QCOMPARE(written.error().reason, Reason::KeychainLocked);
    QCOMPARE(removed.error().reason, Reason::KeychainLocked);
    QCOMPARE(m_prompter.cancelled(), before);
}

// The default is open, and the entry is in another one.
void TestKeychainPrompt::saysThatItIsLockedAfterAPersonCancelled()
{
    QVERIFY(makeDefault(QDBusObjectPath(u"/org/freedesktop/secrets/collection/session"_s)));
    const int before = m_prompter.cancelled();

    const auto read = await(m_keychain->read(u"token"_s));
    const int afterRead = m_prompter.cancelled();
    const auto removed = await(m_keychain->remove(u"token"_s));
    const auto none = await(m_keychain->read(u"no such"_s));

    QCOMPARE(afterRead, before + 1);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainLocked); // not "no entry"
    QVERIFY(!removed);
    QCOMPARE(removed.error().reason, Reason::KeychainLocked); // not "done"
    QVERIFY(hasLockedEntry(u"token"_s));
    QVERIFY(none);
    QVERIFY(!none->has_value());
}

void TestKeychainPrompt::keepsAnAccountWhoseSecretAPersonDidNotUnlock()
{
    const auto read = await(m_account->credentials.read(m_account->connection));
    const auto forgotten = await(m_account->credentials.forget(m_account->connection));

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainLocked);
    QCOMPARE(read.error().field, u"token"_s);
    QVERIFY(!forgotten);
    QCOMPARE(forgotten.error().reason, Reason::KeychainLocked);
    QCOMPARE(m_account->places().keys(), QStringList{u"token"_s});
}

void TestKeychainPrompt::losesNothingByThat()
{
    QVERIFY(unlockCollection(m_collection));

    const auto read = await(m_keychain->read(u"token"_s));
    const auto secrets = await(m_account->credentials.read(m_account->connection));

    QVERIFY(read);
    QVERIFY(read->has_value());
    QCOMPARE((*read)->reveal(), "a");
    QVERIFY(secrets);
    QCOMPARE(secrets->at(u"token"_s).reveal(), QByteArray(kPassword.data()));
    QVERIFY(await(m_account->credentials.forget(m_account->connection)));
    QVERIFY(!hasLockedEntry(u"token"_s));
}

} // namespace tacklebox::secrets

Q_DECLARE_METATYPE(tacklebox::secrets::PassedSecret)

QTEST_GUILESS_MAIN(tacklebox::secrets::TestKeychainPrompt)
#include "tst_keychainprompt.moc"
