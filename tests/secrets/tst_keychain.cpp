// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Against a real gnome-keyring on a session bus of the test's own. The tests run in their order: no
// service, unlocked, locked, silent.

#include "secrets/keychain.h"
#include "secrets/secretservice.h"
#include "tests/secrets/keychainaccount.h"
#include "tests/secrets/privatebus.h"

#include <QDBusInterface>
#include <QDBusObjectPath>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::secrets {

namespace {

using test::KeychainAccount;

} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysThatThereIsNone();
    void keepsASecret();
    void saysThatThereIsNoEntry();
    void forgetsASecret();
    void keepsAConnectionsSecret();
    void saysThatItIsLocked();
    void keepsNothingOfAConnectionWhileItIsLocked();
    void waitsNoLongerThanItsLimit();

private:
    template<typename T>
    Result<T> await(const Async<T> &answer)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), 20'000); }();
        return answer.isFinished() ? answer.result() : Result<T>(fail(Error{}));
    }

    test::PrivateBus m_bus;
    std::unique_ptr<SystemKeychain> m_keychain;
    std::unique_ptr<KeychainAccount> m_account;
};

void TestKeychain::initTestCase()
{
    m_bus.start();
    m_keychain = std::make_unique<SystemKeychain>(u"tacklebox-test"_s);
}

void TestKeychain::saysThatThereIsNone()
{
    const auto read = await(m_keychain->read(u"token"_s));
    const auto written = await(m_keychain->write(u"token"_s, Secret("a")));

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainUnavailable);
    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::KeychainUnavailable);
}

void TestKeychain::keepsASecret()
{
    m_bus.startKeyring("password");
    const QByteArray bytes("\x00\xff\xc3\xbc binary", 10);

    QVERIFY(await(m_keychain->write(u"token"_s, Secret(bytes))));

    const auto read = await(m_keychain->read(u"token"_s));
    QVERIFY(read);
    QVERIFY(read->has_value());
    QCOMPARE((*read)->reveal(), bytes);
}

void TestKeychain::saysThatThereIsNoEntry()
{
    const auto read = await(m_keychain->read(u"no such"_s));

    QVERIFY(read);
    QVERIFY(!read->has_value());
}

void TestKeychain::forgetsASecret()
{
    QVERIFY(await(m_keychain->write(u"old"_s, Secret("a"))));

    QVERIFY(await(m_keychain->remove(u"old"_s)));

    const auto read = await(m_keychain->read(u"old"_s));
    QVERIFY(read);
    QVERIFY(!read->has_value());
}

void TestKeychain::keepsAConnectionsSecret()
{
    m_account = std::make_unique<KeychainAccount>(*m_keychain);
    const QString name = u"connection/%1/token"_s.arg(m_account->connection.id.value);

    QVERIFY(await(
        m_account->credentials.write(m_account->connection, KeychainAccount::setting(u"token"_s, "t0ken"))));

    QVERIFY(m_account->places().value(u"token"_s).sealed.isEmpty());
    const auto entry = await(m_keychain->read(name));
    QVERIFY(entry);
    QVERIFY(entry->has_value());
    QCOMPARE((*entry)->reveal(), "t0ken");
    const auto secrets = await(m_account->credentials.read(m_account->connection));
    QVERIFY(secrets);
    QCOMPARE(secrets->at(u"token"_s).reveal(), "t0ken");

    QVERIFY(
        await(m_account->credentials.write(m_account->connection, KeychainAccount::clearing(u"token"_s))));
    const auto cleared = await(m_keychain->read(name));
    QVERIFY(cleared);
    QVERIFY(!cleared->has_value());
    QVERIFY(await(
        m_account->credentials.write(m_account->connection, KeychainAccount::setting(u"token"_s, "t0ken"))));
}

void TestKeychain::saysThatItIsLocked()
{
    QDBusInterface service(
        u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s);
    const QList<QDBusObjectPath> collections{QDBusObjectPath(u"/org/freedesktop/secrets/collection/login"_s)};
    service.call(u"Lock"_s, QVariant::fromValue(collections));

    const auto read = await(m_keychain->read(u"token"_s));
    const auto written = await(m_keychain->write(u"token"_s, Secret("b")));
    const auto removed = await(m_keychain->remove(u"token"_s));

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainLocked);
    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::KeychainLocked);
    QVERIFY(!removed);
    QCOMPARE(removed.error().reason, Reason::KeychainLocked);
}

void TestKeychain::keepsNothingOfAConnectionWhileItIsLocked()
{
    const auto written = await(
        m_account->credentials.write(m_account->connection, KeychainAccount::setting(u"app_token"_s, "a")));
    const auto read = await(m_account->credentials.read(m_account->connection));

    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::KeychainLocked);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainLocked);
    QCOMPARE(m_account->places().keys(), QStringList{u"token"_s}); // one that can't be read is still set
}

void TestKeychain::waitsNoLongerThanItsLimit()
{
    SystemKeychain impatient(u"tacklebox-test"_s, 100ms);
    m_bus.haltKeyring();

    const auto read = await(impatient.read(u"token"_s));
    m_bus.resumeKeyring();

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainUnavailable);
    QCOMPARE(await(m_keychain->read(u"token"_s)).error().reason, Reason::KeychainLocked); // it goes on
}

} // namespace tacklebox::secrets

QTEST_GUILESS_MAIN(tacklebox::secrets::TestKeychain)
#include "tst_keychain.moc"
