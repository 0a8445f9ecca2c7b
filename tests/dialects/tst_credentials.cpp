// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Where a connection's secrets rest, what takes them from one place to another, and what is kept where one
// can't be kept.
#include "dialects/credentials.h"
#include "engine/vault.h"
#include "tests/secrets/memorykeychain.h"
#include "tests/store/profile.h"
#include "tests/support/finished.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using secrets::test::keychainLocked;
using secrets::test::keychainUnavailable;
using secrets::test::MemoryKeychain;
using store::test::kNow;
using store::test::Profile;

namespace {

using Action = SecretEdit::Action;
using Places = QMap<QString, store::SecretPlace>;
using Secrets = std::map<QString, Secret>;

constexpr char kToken[] = "t0ken-of-the-account";
constexpr char kOther[] = "an0ther-token";

class StandingClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return kNow; }
    [[nodiscard]] std::chrono::milliseconds running() const override { return {}; }
};

template<typename T>
Result<T> wait(const Async<T> &answer)
{
    [&] { QVERIFY(tacklebox::test::finishes(answer)); }();
    return answer.resultCount() > 0 ? answer.result() : Result<T>(fail({}));
}

SecretEdits setting(const QString &field, const QByteArray &value)
{
    return {{field, {Action::Set, Secret(value), {}}}};
}

SecretEdits clearing(const QString &field)
{
    return {{field, {Action::Clear, {}, {}}}};
}

// A profile with one connection, its master key in the keychain unless a file is named.
class Rig final
{
public:
    explicit Rig(Credentials::Rules rules = {}, const QString &keyFile = {})
        : m_keyFile(keyFile)
    {
        connection.id = {u"0c0ffee0-0000-4000-8000-000000000001"_s};
        connection.name = u"account"_s;
        connection.kind = u"planomatic"_s;
        connection.baseUrl = u"https://plano.example"_s;
        profile.write<store::ConnectionKey>(
            [this](store::Connection &to) { return store::insertConnection(to, connection, kNow); });
        restart(rules);
    }

    // As another process, with nothing but what the profile and the keychain keep.
    void restart(Credentials::Rules rules)
    {
        credentials.reset();
        vault = std::make_unique<engine::Vault>(profile.store(), keychain, m_keyFile);
        credentials = std::make_unique<Credentials>(
            Credentials::Parts{profile.store(), keychain, *vault, m_clock}, rules);
    }

    Result<Done> write(const SecretEdits &edits) { return wait(credentials->write(connection, edits)); }
    Result<Secrets> read() { return wait(credentials->read(connection)); }

    Places places()
    {
        return profile
            .read<Places>([this](store::Connection &from) -> Result<Places> {
                const auto key = store::findConnection(from, connection.id);
                return key ? store::connectionSecrets(from, *key) : Result<Places>(fail(key.error()));
            })
            .value();
    }

    [[nodiscard]] QString entry(const QString &field) const
    {
        return u"connection/%1/%2"_s.arg(connection.id.value, field);
    }
    // Of connections; the master key's is another.
    [[nodiscard]] QStringList entries() const
    {
        QStringList names = keychain.entries.keys();
        names.removeIf([](const QString &name) { return !name.startsWith("connection/"_L1); });
        names.sort();
        return names;
    }

    Profile profile;
    MemoryKeychain keychain;
    Connection connection;
    std::unique_ptr<engine::Vault> vault;
    std::unique_ptr<Credentials> credentials;

private:
    QString m_keyFile;
    StandingClock m_clock;
};

} // namespace

class tst_Credentials : public QObject
{
    Q_OBJECT

private slots:
    void keepsASecretInTheKeychain();
    void sealsUnderTheKeyOfAFile();
    void asksNoKeychainWhereAFileHoldsTheKey();
    void sealsForThisRunWithoutAKeychain();
    void keepsNothingThatWouldBeLost();
    void keepsNothingInALockedKeychain();
    void saysThatTheKeychainLostOne();
    void saysWhyOneCantBeRead();
    void saysThatOneIsOfAnotherKey();
    void refusesWhatIsNoSecret_data();
    void refusesWhatIsNoSecret();
    void setsSeveralAndLeavesTheOthers();
    void clears();
    void clearsInAProfileWithoutAKeychain();
    void saysThatALockedKeychainKeepsWhatIsCleared();
    void clearsWhatIsSealedWithALockedKeychain();
    void clearsAnOldSecretWhereAFileHoldsTheKeyNow();
    void leavesNoOldCopyInTheKeychain();
    void leavesNoOldCopyInTheProfile();
    void putsBackWhatItWroteOver();
    void putsBackWhatTheProfileCantNote();
    void sealsAllWhereTheKeychainGoesAway();
    void keepsNothingOfAConnectionThatIsGone();
    void writesInOrder();
    void forgetsAConnection();
    void saysThatALockedKeychainKeepsAConnectionsSecrets();
    void forgetsWhatIsSealedWithALockedKeychain();
    void forgetsAnOldSecretWhereAFileHoldsTheKeyNow();
    void forgetsWithoutAKeychain();
};

void tst_Credentials::keepsASecretInTheKeychain()
{
    Rig rig;

    QVERIFY(rig.write(setting(u"token"_s, kToken)));

    QCOMPARE(rig.entries(), QStringList{rig.entry(u"token"_s)});
    QCOMPARE(rig.keychain.entries.value(rig.entry(u"token"_s)), kToken);
    QCOMPARE(rig.places(), (Places{{u"token"_s, {{}, kNow}}}));
    const auto read = rig.read();
    QVERIFY(read);
    QCOMPARE(read->size(), size_t(1));
    QCOMPARE(read->at(u"token"_s).reveal(), kToken);
}

void tst_Credentials::sealsUnderTheKeyOfAFile()
{
    const QTemporaryDir directory;
    Rig rig({.isSealing = true, .mayBeLost = false}, directory.filePath(u"master.key"_s));

    QVERIFY(rig.write(setting(u"token"_s, kToken)));

    const store::SecretPlace place = rig.places().value(u"token"_s);
    QVERIFY(!place.sealed.isEmpty());
    QVERIFY(!place.sealed.contains(kToken));
    QCOMPARE(place.since, kNow);
    rig.restart({.isSealing = true, .mayBeLost = false});
    const auto read = rig.read();
    QVERIFY(read);
    QCOMPARE(read->at(u"token"_s).reveal(), kToken);
}

void tst_Credentials::asksNoKeychainWhereAFileHoldsTheKey()
{
    const QTemporaryDir directory;
    Rig rig({.isSealing = true, .mayBeLost = false}, directory.filePath(u"master.key"_s));

    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    QVERIFY(rig.read());
    QVERIFY(rig.write(clearing(u"token"_s)));
    QVERIFY(wait(rig.credentials->forget(rig.connection)));

    QVERIFY(rig.keychain.asked.isEmpty());
    QVERIFY(rig.places().isEmpty());
}

void tst_Credentials::sealsForThisRunWithoutAKeychain()
{
    Rig rig({.isSealing = false, .mayBeLost = true});
    rig.keychain.fault = keychainUnavailable();

    QVERIFY(rig.write(setting(u"token"_s, kToken)));

    QVERIFY(!rig.places().value(u"token"_s).sealed.isEmpty());
    const auto read = rig.read();
    QVERIFY(read);
    QCOMPARE(read->at(u"token"_s).reveal(), kToken);
}

void tst_Credentials::keepsNothingThatWouldBeLost()
{
    Rig rig;
    rig.keychain.fault = keychainUnavailable();

    const auto written = rig.write(setting(u"token"_s, kToken));

    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(written.error().reason, Reason::KeychainUnavailable);
    QVERIFY(rig.places().isEmpty());
    QVERIFY(rig.entries().isEmpty());
}

void tst_Credentials::keepsNothingInALockedKeychain()
{
    Rig rig({.isSealing = false, .mayBeLost = true});
    rig.keychain.fault = keychainLocked();

    const auto written = rig.write(setting(u"token"_s, kToken));

    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::KeychainLocked);
    QVERIFY(rig.places().isEmpty());
    QVERIFY(rig.entries().isEmpty());
}

void tst_Credentials::saysThatTheKeychainLostOne()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.keychain.entries.clear();

    const auto read = rig.read();

    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(read.error().reason, Reason::SecretMissing);
    QCOMPARE(read.error().field, u"token"_s);
    QCOMPARE(rig.places().size(), 1); // set anew, not forgotten
}

void tst_Credentials::saysWhyOneCantBeRead()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.keychain.fault = keychainLocked();

    const auto read = rig.read();

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::KeychainLocked);
    QCOMPARE(read.error().field, u"token"_s);
    QCOMPARE(rig.places().size(), 1);
}

void tst_Credentials::saysThatOneIsOfAnotherKey()
{
    Rig rig({.isSealing = false, .mayBeLost = true});
    rig.keychain.fault = keychainUnavailable();
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.keychain.fault.reset();
    rig.restart({}); // the key of the run before is gone

    const auto read = rig.read();

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::SecretOfAnotherKey);
    QCOMPARE(read.error().field, u"token"_s);
}

void tst_Credentials::refusesWhatIsNoSecret_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("bullets") << QByteArray("••••••") << Reason::SecretIsMask;
    QTest::newRow("asterisks") << QByteArray("******") << Reason::SecretIsMask;
    QTest::newRow("what the command line shows") << QByteArray(R"({"set": true})") << Reason::SecretIsMask;
    QTest::newRow("nothing") << QByteArray() << Reason::SecretForm;
}

void tst_Credentials::refusesWhatIsNoSecret()
{
    QFETCH(QByteArray, value);
    Rig rig;
    SecretEdits edits = setting(u"app_token"_s, kToken);
    edits.merge(setting(u"password"_s, value));

    const auto written = rig.write(edits);

    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::InvalidValue);
    QTEST(written.error().reason, "reason");
    QCOMPARE(written.error().field, u"password"_s);
    QVERIFY(rig.keychain.asked.isEmpty());
    QVERIFY(rig.places().isEmpty());
}

void tst_Credentials::setsSeveralAndLeavesTheOthers()
{
    Rig rig;
    SecretEdits edits = setting(u"app_token"_s, kToken);
    edits.merge(setting(u"password"_s, kOther));
    QVERIFY(rig.write(edits));

    QVERIFY(rig.write(setting(u"password"_s, "n3w")));

    const auto read = rig.read();
    QVERIFY(read);
    QCOMPARE(read->size(), size_t(2));
    QCOMPARE(read->at(u"app_token"_s).reveal(), kToken);
    QCOMPARE(read->at(u"password"_s).reveal(), "n3w");
}

void tst_Credentials::clears()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));

    QVERIFY(rig.write(clearing(u"token"_s)));
    QVERIFY(rig.write(clearing(u"token"_s))); // there is none: that is what was asked for

    QVERIFY(rig.places().isEmpty());
    QVERIFY(rig.entries().isEmpty());
    const auto read = rig.read();
    QVERIFY(read);
    QVERIFY(read->empty());
}

void tst_Credentials::clearsInAProfileWithoutAKeychain()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.keychain.fault = keychainUnavailable();

    QVERIFY(rig.write(clearing(u"token"_s)));

    QVERIFY(rig.places().isEmpty());
}

void tst_Credentials::saysThatALockedKeychainKeepsWhatIsCleared()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.keychain.fault = keychainLocked();

    const auto cleared = rig.write(clearing(u"token"_s));
    rig.keychain.fault.reset();
    const auto again = rig.write(clearing(u"token"_s));

    QVERIFY(!cleared);
    QCOMPARE(cleared.error().reason, Reason::KeychainLocked);
    QVERIFY(rig.places().isEmpty());
    QVERIFY(again);
    QVERIFY(rig.entries().isEmpty());
}

void tst_Credentials::clearsWhatIsSealedWithALockedKeychain()
{
    const QTemporaryDir directory;
    Rig rig({.isSealing = true, .mayBeLost = false}, directory.filePath(u"master.key"_s));
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.restart({});
    rig.keychain.fault = keychainLocked();

    QVERIFY(rig.write(clearing(u"token"_s)));

    QVERIFY(rig.places().isEmpty());
}

void tst_Credentials::clearsAnOldSecretWhereAFileHoldsTheKeyNow()
{
    const QTemporaryDir directory;
    Rig rig({}, directory.filePath(u"master.key"_s));
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.restart({.isSealing = true, .mayBeLost = false});

    QVERIFY(rig.write(clearing(u"token"_s)));

    QVERIFY(rig.places().isEmpty());
    QVERIFY(rig.entries().isEmpty());
}

void tst_Credentials::leavesNoOldCopyInTheKeychain()
{
    const QTemporaryDir directory;
    Rig rig({}, directory.filePath(u"master.key"_s));
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    QCOMPARE(rig.entries().size(), 1);
    rig.restart({.isSealing = true, .mayBeLost = false});
    QCOMPARE(rig.read()->at(u"token"_s).reveal(), kToken); // it is where it was

    QVERIFY(rig.write(setting(u"token"_s, kOther)));

    QVERIFY(rig.entries().isEmpty());
    QVERIFY(!rig.places().value(u"token"_s).sealed.isEmpty());
    QCOMPARE(rig.read()->at(u"token"_s).reveal(), kOther);
}

void tst_Credentials::leavesNoOldCopyInTheProfile()
{
    const QTemporaryDir directory;
    Rig rig({.isSealing = true, .mayBeLost = false}, directory.filePath(u"master.key"_s));
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.restart({});

    QVERIFY(rig.write(setting(u"token"_s, kOther)));

    QVERIFY(rig.places().value(u"token"_s).sealed.isEmpty());
    QCOMPARE(rig.entries(), QStringList{rig.entry(u"token"_s)});
    QCOMPARE(rig.read()->at(u"token"_s).reveal(), kOther);
}

void tst_Credentials::putsBackWhatItWroteOver()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"app_token"_s, kToken)));
    rig.keychain.writeFaults.insert(rig.entry(u"xsrf_token"_s), keychainLocked());
    SecretEdits edits = setting(u"app_token"_s, kOther);
    edits.merge(setting(u"password"_s, kOther));
    edits.merge(setting(u"xsrf_token"_s, kOther));

    const auto written = rig.write(edits);

    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::KeychainLocked);
    QCOMPARE(rig.entries(), QStringList{rig.entry(u"app_token"_s)});
    QCOMPARE(rig.keychain.entries.value(rig.entry(u"app_token"_s)), kToken);
    QCOMPARE(rig.places().keys(), QStringList{u"app_token"_s});
}

void tst_Credentials::putsBackWhatTheProfileCantNote()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    QVERIFY(rig.profile.write<Done>([](store::Connection &connection) {
        return connection.run("CREATE TRIGGER no_secret BEFORE INSERT ON connection_secret"
                              " BEGIN SELECT RAISE(ABORT, 'in use'); END");
    }));
    SecretEdits edits = setting(u"app_token"_s, kOther);
    edits.merge(setting(u"token"_s, kOther));

    const auto written = rig.write(edits);

    QVERIFY(!written);
    QCOMPARE(rig.entries(), QStringList{rig.entry(u"token"_s)});
    QCOMPARE(rig.places().keys(), QStringList{u"token"_s});
    QCOMPARE(rig.read()->at(u"token"_s).reveal(), kToken);
}

void tst_Credentials::sealsAllWhereTheKeychainGoesAway()
{
    const QTemporaryDir directory;
    Rig rig({}, directory.filePath(u"master.key"_s));
    rig.keychain.writeFaults.insert(rig.entry(u"password"_s), keychainUnavailable());
    SecretEdits edits = setting(u"app_token"_s, kToken);
    edits.merge(setting(u"password"_s, kOther));

    QVERIFY(rig.write(edits));

    QVERIFY(rig.entries().isEmpty());
    const Places places = rig.places();
    QCOMPARE(places.size(), 2);
    QVERIFY(std::ranges::none_of(places, [](const auto &place) { return place.sealed.isEmpty(); }));
    QCOMPARE(rig.read()->at(u"app_token"_s).reveal(), kToken);
}

void tst_Credentials::keepsNothingOfAConnectionThatIsGone()
{
    Rig rig;
    rig.connection.id = {u"0c0ffee0-0000-4000-8000-00000000000f"_s};

    const auto written = rig.write(setting(u"token"_s, kToken));
    const auto read = rig.read();

    QVERIFY(!written);
    QCOMPARE(written.error().reason, Reason::NoSuchConnection);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::NoSuchConnection);
    QVERIFY(rig.keychain.asked.isEmpty());
}

void tst_Credentials::writesInOrder()
{
    Rig rig;

    const auto set = rig.credentials->write(rig.connection, setting(u"token"_s, kToken));
    const auto cleared = rig.credentials->write(rig.connection, clearing(u"token"_s));
    const auto refused = rig.credentials->write(rig.connection, setting(u"token"_s, "***"));
    const auto setAgain = rig.credentials->write(rig.connection, setting(u"token"_s, kOther));

    QVERIFY(wait(setAgain));
    QVERIFY(set.isFinished());
    QVERIFY(cleared.isFinished());
    QVERIFY(refused.isFinished());
    QVERIFY(!refused.result());
    QCOMPARE(rig.read()->at(u"token"_s).reveal(), kOther);
    QCOMPARE(rig.places().size(), 1);
}

void tst_Credentials::forgetsAConnection()
{
    Rig rig;
    SecretEdits edits = setting(u"app_token"_s, kToken);
    edits.merge(setting(u"password"_s, kOther));
    QVERIFY(rig.write(edits));

    QVERIFY(wait(rig.credentials->forget(rig.connection)));

    QVERIFY(rig.entries().isEmpty());
}

void tst_Credentials::saysThatALockedKeychainKeepsAConnectionsSecrets()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.keychain.fault = keychainLocked();

    const auto forgotten = wait(rig.credentials->forget(rig.connection));
    rig.keychain.fault.reset();

    QVERIFY(!forgotten);
    QCOMPARE(forgotten.error().reason, Reason::KeychainLocked);
    QCOMPARE(rig.entries().size(), 1);
    QCOMPARE(rig.read()->at(u"token"_s).reveal(), kToken); // nothing is lost
    QVERIFY(wait(rig.credentials->forget(rig.connection)));
    QVERIFY(rig.entries().isEmpty());
}

void tst_Credentials::forgetsWhatIsSealedWithALockedKeychain()
{
    const QTemporaryDir directory;
    Rig rig({.isSealing = true, .mayBeLost = false}, directory.filePath(u"master.key"_s));
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.restart({});
    rig.keychain.fault = keychainLocked();

    QVERIFY(wait(rig.credentials->forget(rig.connection)));
}

void tst_Credentials::forgetsAnOldSecretWhereAFileHoldsTheKeyNow()
{
    const QTemporaryDir directory;
    Rig rig({}, directory.filePath(u"master.key"_s));
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.restart({.isSealing = true, .mayBeLost = false});

    QVERIFY(wait(rig.credentials->forget(rig.connection)));

    QVERIFY(rig.entries().isEmpty());
}

void tst_Credentials::forgetsWithoutAKeychain()
{
    Rig rig;
    QVERIFY(rig.write(setting(u"token"_s, kToken)));
    rig.keychain.fault = keychainUnavailable();

    QVERIFY(wait(rig.credentials->forget(rig.connection)));
}

QTEST_GUILESS_MAIN(tst_Credentials)
#include "tst_credentials.moc"
