// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Against a real gnome-keyring on a session bus of the test's own. The tests run in their order: no
// service, unlocked, locked.

#include "core/clock.h"
#include "dialects/credentials.h"
#include "engine/vault.h"
#include "secrets/keychain.h"
#include "secrets/secretservice.h"
#include "tests/store/profile.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

using Places = QMap<QString, store::SecretPlace>;

// A connection of a profile, and its secrets in that keychain.
class Account final
{
public:
    explicit Account(Keychain &keychain)
        : vault(profile.store(), keychain, {})
        , credentials({profile.store(), keychain, vault, clock}, {})
    {
        connection.id = {u"0c0ffee0-0000-4000-8000-000000000001"_s};
        connection.name = u"account"_s;
        connection.kind = u"planomatic"_s;
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

    store::test::Profile profile;
    SystemClock clock;
    Connection connection;
    engine::Vault vault;
    dialects::Credentials credentials;
};

SecretEdits setting(const QString &field, const QByteArray &value)
{
    return {{field, {SecretEdit::Action::Set, Secret(value), {}}}};
}

SecretEdits clearing(const QString &field)
{
    return {{field, {SecretEdit::Action::Clear, {}, {}}}};
}

} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void saysThatThereIsNone();
    void keepsASecret();
    void saysThatThereIsNoEntry();
    void forgetsASecret();
    void keepsAConnectionsSecret();
    void saysThatItIsLocked();
    void keepsNothingOfAConnectionWhileItIsLocked();

private:
    template<typename T>
    Result<T> await(const Async<T> &answer)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), 20'000); }();
        return answer.isFinished() ? answer.result() : Result<T>(fail(Error{}));
    }
    void startKeyring();

    QTemporaryDir m_directory;
    QProcess m_bus;
    QProcess m_keyring;
    std::unique_ptr<SystemKeychain> m_keychain;
    std::unique_ptr<Account> m_account;
};

// Without service directories: nobody is started unasked.
static constexpr char kBusConfiguration[]
    = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=%1</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>)";

void TestKeychain::initTestCase()
{
    QVERIFY(m_directory.isValid());
    qputenv("HOME", m_directory.path().toLocal8Bit());
    qputenv("XDG_RUNTIME_DIR", m_directory.path().toLocal8Bit());
    qunsetenv("XDG_DATA_HOME");
    qunsetenv("DISPLAY");
    qunsetenv("WAYLAND_DISPLAY");
    QFile configuration(m_directory.filePath(u"bus.conf"_s));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write(QString::fromLatin1(kBusConfiguration).arg(m_directory.path()).toUtf8());
    configuration.close();

    m_bus.start(u"dbus-daemon"_s,
                {u"--nofork"_s, u"--print-address"_s, u"--config-file="_s + configuration.fileName()});
    QTRY_VERIFY(m_bus.canReadLine());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    m_keychain = std::make_unique<SystemKeychain>(u"tacklebox-test"_s);
}

// Without the event loop: GLib ends a process that learns in it that its session bus is gone.
void TestKeychain::cleanupTestCase()
{
    for (QProcess *process : {&m_keyring, &m_bus}) {
        process->kill();
        process->waitForFinished();
    }
}

void TestKeychain::startKeyring()
{
    m_keyring.start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    m_keyring.write("password");
    m_keyring.closeWriteChannel();
    const auto isServed = [] {
        return QDBusConnection::sessionBus()
            .interface()
            ->isServiceRegistered(u"org.freedesktop.secrets"_s)
            .value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isServed(), 15'000);
    const auto isUnlocked = [this] {
        const auto state = askCollection(this);
        [&] { QTRY_VERIFY(state.isFinished()); }();
        return state.result() == CollectionState::Unlocked;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isUnlocked(), 15'000);
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
    startKeyring();
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
    m_account = std::make_unique<Account>(*m_keychain);
    const QString name = u"connection/%1/token"_s.arg(m_account->connection.id.value);

    QVERIFY(await(m_account->credentials.write(m_account->connection, setting(u"token"_s, "t0ken"))));

    QVERIFY(m_account->places().value(u"token"_s).sealed.isEmpty());
    const auto entry = await(m_keychain->read(name));
    QVERIFY(entry);
    QVERIFY(entry->has_value());
    QCOMPARE((*entry)->reveal(), "t0ken");
    const auto secrets = await(m_account->credentials.read(m_account->connection));
    QVERIFY(secrets);
    QCOMPARE(secrets->at(u"token"_s).reveal(), "t0ken");

    QVERIFY(await(m_account->credentials.write(m_account->connection, clearing(u"token"_s))));
    const auto cleared = await(m_keychain->read(name));
    QVERIFY(cleared);
    QVERIFY(!cleared->has_value());
    QVERIFY(await(m_account->credentials.write(m_account->connection, setting(u"token"_s, "t0ken"))));
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
    const auto written
        = await(m_account->credentials.write(m_account->connection, setting(u"app_token"_s, "a")));
    const auto read = await(m_account->credentials.read(m_account->connection));

    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::KeychainLocked);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainLocked);
    QCOMPARE(m_account->places().keys(), QStringList{u"token"_s}); // one that can't be read is still set
}

} // namespace tacklebox::secrets

QTEST_GUILESS_MAIN(tacklebox::secrets::TestKeychain)
#include "tst_keychain.moc"
