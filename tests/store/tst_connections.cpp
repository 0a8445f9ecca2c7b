// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/connectionstore.h"
#include "store/remotecache.h"
#include "store/schema.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

class TestConnections : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_profile = std::make_unique<Profile>(); }
    void cleanup() { m_profile.reset(); }
    void keepsAllOfThem();
    void listsThemByName();
    void refusesANameThatIsTaken_data();
    void refusesANameThatIsTaken();
    void refusesToRenameToANameThatIsTaken();
    void renamesOneInItsOwnName();
    void refusesAnIdThatIsNoUuid();
    void changesWhatIsGiven();
    void findsNoneThatIsNotThere();
    void knowsWhereASecretRests();
    void keepsSecretsApart();
    void keepsWhatAServerSaidItIs();
    void takesEverythingAlongWhenOneGoes();
    void takesManyJobsInSteps();
    void givesNoKeyTwice();
    void tellsOthersOfEachChange();
    void tellsNobodyOfARefusal();
    void bringsAnOlderProfileUp();

private:
    static tacklebox::Connection account(const QString &name)
    {
        tacklebox::Connection account;
        account.id = {textOf(newUuid(kNow))};
        account.name = name;
        account.kind = u"planomatic"_s;
        account.baseUrl = u"https://api.example/v1"_s;
        return account;
    }
    Result<ConnectionKey> insert(const tacklebox::Connection &account)
    {
        return m_profile->write<ConnectionKey>(
            [&](Connection &connection) { return insertConnection(connection, account, kNow); });
    }
    Result<Done> update(const tacklebox::Connection &account)
    {
        return m_profile->write<Done>(
            [&](Connection &connection) { return updateConnection(connection, account); });
    }
    Result<Done> remove(ConnectionKey key)
    {
        return m_profile->write<Done>(
            [&](Connection &connection) { return removeConnection(connection, key); });
    }
    Result<Done> writeSecret(ConnectionKey key, const QString &field, const std::optional<SecretPlace> &place)
    {
        return m_profile->write<Done>(
            [&](Connection &connection) { return writeConnectionSecret(connection, key, field, place); });
    }
    QMap<QString, SecretPlace> secrets(ConnectionKey key)
    {
        return m_profile
            ->read<QMap<QString, SecretPlace>>(
                [&](Connection &connection) { return connectionSecrets(connection, key); })
            .value();
    }
    QList<tacklebox::Connection> all()
    {
        return m_profile
            ->read<QList<tacklebox::Connection>>(
                [](Connection &connection) { return connections(connection); })
            .value();
    }
    QStringList names()
    {
        QStringList names;
        for (const tacklebox::Connection &account : all())
            names.append(account.name);
        return names;
    }
    qint64 rows(const QByteArray &table)
    {
        return m_profile
            ->read<QList<qint64>>([&](Connection &connection) {
                return connection.all(
                    "SELECT count(*) FROM " + table, {}, [](const Row &row) { return row.integer(0); });
            })
            ->first();
    }
    // A subscriber, jobs, and when both lists were read.
    void fillCache(ConnectionKey key, int jobs)
    {
        QVERIFY(m_profile->write<Done>([&](Connection &connection) -> Result<Done> {
            Subscriber subscriber;
            subscriber.id = {u"7"_s};
            if (auto done = replaceCached(connection, key, {subscriber}, kNow); !done)
                return done;
            QList<Job> many;
            for (int i = 0; i < jobs; ++i) {
                many.append(Job{});
                many.last().id = {QString::number(i)};
            }
            if (auto done = mergeCached(connection, key, many, kNow); !done)
                return fail(done.error());
            return noteCached(connection, key, Cached::Jobs, kNow);
        }));
    }

    std::unique_ptr<Profile> m_profile;
};

void TestConnections::keepsAllOfThem()
{
    tacklebox::Connection one = account(u"Ärger & Co"_s);
    one.environment = Environment::Test;
    one.isLocked = false;
    one.settings = {{u"path.subscribers"_s, u"/v2/subs"_s},
                    {u"page_size"_s, qint64(9'007'199'254'740'993)},
                    {u"odd"_s, QJsonValue()},
                    {u"list"_s, QJsonArray{1, u"a"_s}}};

    const auto key = insert(one);

    QVERIFY(key);
    one.createdAt = kNow;
    QCOMPARE(all(), QList{one});
    const auto found = m_profile->read<ConnectionKey>(
        [&](Connection &connection) { return findConnection(connection, one.id); });
    QCOMPARE(found.value(), *key);
    const auto name
        = m_profile->read<QString>([&](Connection &connection) { return connectionName(connection, *key); });
    QCOMPARE(name.value(), one.name);
    m_profile->reopen();
    QCOMPARE(all(), QList{one});
}

void TestConnections::listsThemByName()
{
    for (const QString &name : {u"beta"_s, u"Alpha"_s, u"gamma"_s, u"Delta"_s})
        QVERIFY(insert(account(name)));

    QCOMPARE(names(), (QStringList{u"Alpha"_s, u"beta"_s, u"Delta"_s, u"gamma"_s}));
}

void TestConnections::refusesANameThatIsTaken_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the same") << u"Ärger Straße"_s;
    QTest::newRow("another case") << u"äRGER STRAßE"_s;
    QTest::newRow("capitals") << u"ÄRGER STRASSE"_s;
    QTest::newRow("composed otherwise") << u"A\u0308rger Straße"_s;
    QTest::newRow("blanks around it") << u" ärger straße "_s;
    QTest::newRow("the engine's own") << u"local"_s;
    QTest::newRow("the engine's own in capitals") << u"LOCAL"_s;
}

void TestConnections::refusesANameThatIsTaken()
{
    QFETCH(QString, name);
    QVERIFY(insert(account(u"Ärger Straße"_s)));

    const auto refused = insert(account(name));

    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(refused.error().reason, Reason::AlreadyTaken);
    QCOMPARE(refused.error().field, u"name"_s);
    QCOMPARE(refused.error().subject, name);
    QCOMPARE(all().size(), 1);
    QVERIFY(insert(account(u"Ärger Strasze"_s)));
}

void TestConnections::refusesToRenameToANameThatIsTaken()
{
    QVERIFY(insert(account(u"Acme"_s)));
    tacklebox::Connection other = account(u"Other"_s);
    QVERIFY(insert(other));

    for (const QString &name : {u"ACME"_s, u"Local"_s}) {
        other.name = name;
        QCOMPARE(update(other).error().reason, Reason::AlreadyTaken);
        QCOMPARE(update(other).error().field, u"name"_s);
    }

    QCOMPARE(names(), (QStringList{u"Acme"_s, u"Other"_s}));
}

void TestConnections::renamesOneInItsOwnName()
{
    tacklebox::Connection one = account(u"acme"_s);
    QVERIFY(insert(one));

    one.name = u"ACME"_s;
    QVERIFY(update(one));
    QCOMPARE(names(), QStringList{u"ACME"_s});

    one.name = u"new"_s;
    QVERIFY(update(one));
    QVERIFY(insert(account(u"Acme"_s))); // free again
}

void TestConnections::refusesAnIdThatIsNoUuid()
{
    tacklebox::Connection one = account(u"acme"_s);
    for (const QString &id : {QString(), u"7"_s, u"00000000-0000-0000-0000-000000000000"_s}) {
        one.id = {id};
        const auto refused = insert(one);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidValue);
        QCOMPARE(refused.error().field, u"id"_s);
    }
    QVERIFY(all().isEmpty());
}

void TestConnections::changesWhatIsGiven()
{
    tacklebox::Connection one = account(u"acme"_s);
    const auto key = insert(one);
    QVERIFY(insert(account(u"other"_s)));
    QVERIFY(writeSecret(*key, u"token"_s, SecretPlace{"sealed", kNow}));

    one.name = u"acme two"_s;
    one.baseUrl = u"https://other.example"_s;
    one.environment = Environment::Local;
    one.isLocked = false;
    one.settings = {{u"start_page"_s, 0}};
    one.createdAt = kNow + 1h;
    QVERIFY(update(one));

    one.createdAt = kNow;
    one.secrets = {{u"token"_s, SecretState{true, kNow}}};
    QCOMPARE(all().at(0), one);
    QCOMPARE(all().at(1).name, u"other"_s);
    QCOMPARE(all().at(1).baseUrl, u"https://api.example/v1"_s);
}

void TestConnections::findsNoneThatIsNotThere()
{
    const tacklebox::Connection gone = account(u"gone"_s);
    const ConnectionKey key = insert(gone).value();
    QVERIFY(remove(key));

    for (const QString &id : {gone.id.value, QString(), u"gone"_s}) {
        const auto found = m_profile->read<ConnectionKey>(
            [&](Connection &connection) { return findConnection(connection, {id}); });
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::NotFound);
        QCOMPARE(found.error().reason, Reason::NoSuchConnection);
        QCOMPARE(found.error().subject, id);
    }
    QCOMPARE(update(gone).error().reason, Reason::NoSuchConnection);
    QCOMPARE(remove(key).error().reason, Reason::NoSuchConnection);
    QCOMPARE(writeSecret(key, u"token"_s, SecretPlace{{}, kNow}).error().reason, Reason::NoSuchConnection);
    const auto places = m_profile->read<QMap<QString, SecretPlace>>(
        [&](Connection &connection) { return connectionSecrets(connection, key); });
    QCOMPARE(places.error().reason, Reason::NoSuchConnection);
    QCOMPARE(rows("connection_secret"), 0);
}

void TestConnections::knowsWhereASecretRests()
{
    const ConnectionKey key = insert(account(u"acme"_s)).value();
    QVERIFY(secrets(key).isEmpty());
    const SecretPlace sealed{QByteArray("\0sealed", 7), kNow};
    const SecretPlace inKeychain{{}, kNow + 1s};

    QVERIFY(writeSecret(key, u"token"_s, sealed));
    QVERIFY(writeSecret(key, u"client_secret"_s, inKeychain));

    QCOMPARE(secrets(key),
             (QMap<QString, SecretPlace>{{u"token"_s, sealed}, {u"client_secret"_s, inKeychain}}));
    QCOMPARE(all().constFirst().secrets,
             (QMap<QString, SecretState>{{u"token"_s, SecretState{true, kNow}},
                                         {u"client_secret"_s, SecretState{true, kNow + 1s}}}));

    QVERIFY(writeSecret(key, u"token"_s, inKeychain)); // moves
    QVERIFY(writeSecret(key, u"client_secret"_s, {}));
    QVERIFY(writeSecret(key, u"never_set"_s, {}));
    QCOMPARE(secrets(key), (QMap<QString, SecretPlace>{{u"token"_s, inKeychain}}));
    QCOMPARE(all().constFirst().secrets.keys(), QStringList{u"token"_s});
}

void TestConnections::keepsSecretsApart()
{
    const ConnectionKey one = insert(account(u"one"_s)).value();
    const ConnectionKey two = insert(account(u"two"_s)).value();
    QVERIFY(writeSecret(one, u"token"_s, SecretPlace{"first", kNow}));
    QVERIFY(writeSecret(two, u"token"_s, SecretPlace{"second", kNow}));

    QVERIFY(writeSecret(two, u"token"_s, {}));

    QCOMPARE(secrets(one).value(u"token"_s).sealed, "first"_ba);
    QVERIFY(secrets(two).isEmpty());
    QCOMPARE(all().at(0).secrets.size(), 1);
    QVERIFY(all().at(1).secrets.isEmpty());
}

void TestConnections::keepsWhatAServerSaidItIs()
{
    const ConnectionKey key = insert(account(u"crm"_s)).value();
    const ConnectionKey other = insert(account(u"other"_s)).value();
    const auto write = [this](ConnectionKey of, const QString &service) {
        return m_profile->write<Done>(
            [&](Connection &connection) { return writeConnectionService(connection, of, service); });
    };
    const auto service = [this](ConnectionKey of) {
        return m_profile
            ->read<QString>([&](Connection &connection) { return connectionService(connection, of); })
            .value();
    };
    QVERIFY(service(key).isEmpty());

    QVERIFY(write(key, u"NetServer 10"_s));
    QVERIFY(write(key, u"NetServer 11"_s));

    QCOMPARE(service(key), u"NetServer 11"_s);
    QVERIFY(service(other).isEmpty());
    QVERIFY(remove(key));
    QCOMPARE(rows("connection_service"), 0);
    QCOMPARE(write(key, u"NetServer 12"_s).error().kind, ErrorKind::NotFound);
}

void TestConnections::takesEverythingAlongWhenOneGoes()
{
    const ConnectionKey going = insert(account(u"going"_s)).value();
    const ConnectionKey staying = insert(account(u"staying"_s)).value();
    for (const ConnectionKey key : {going, staying}) {
        QVERIFY(writeSecret(key, u"token"_s, SecretPlace{"sealed", kNow}));
        fillCache(key, 3);
    }

    QVERIFY(remove(going));

    QCOMPARE(names(), QStringList{u"staying"_s});
    QCOMPARE(rows("connection_secret"), 1);
    QCOMPARE(rows("cached_list"), 2);
    QCOMPARE(rows("cached_subscriber"), 1);
    QCOMPARE(rows("cached_job"), 3);
    QCOMPARE(secrets(staying).size(), 1);
    QVERIFY(insert(account(u"going"_s)));
}

void TestConnections::takesManyJobsInSteps()
{
    const ConnectionKey going = insert(account(u"going"_s)).value();
    const ConnectionKey staying = insert(account(u"staying"_s)).value();
    fillCache(going, 25);
    fillCache(staying, 5);
    const auto step = [&] {
        return m_profile
            ->write<Forgetting>(
                [&](Connection &connection) { return removeCachedJobs(connection, going, 10); })
            .value();
    };

    QCOMPARE(step(), Forgetting::More);
    QCOMPARE(rows("cached_job"), 20);
    QCOMPARE(step(), Forgetting::More);
    QCOMPARE(step(), Forgetting::Finished);
    QCOMPARE(step(), Forgetting::Finished);

    QCOMPARE(rows("cached_job"), 5);
    QCOMPARE(rows("cached_job WHERE connection_id = " + QByteArray::number(staying.value)), 5);
}

void TestConnections::givesNoKeyTwice()
{
    const ConnectionKey first = insert(account(u"first"_s)).value();
    QVERIFY(remove(first));

    const ConnectionKey second = insert(account(u"second"_s)).value();

    QVERIFY(second.value > first.value);
    const auto late = m_profile->write<QList<Job>>([&](Connection &connection) {
        Job job;
        job.id = {u"1"_s};
        return mergeCached(connection, first, QList{job}, kNow);
    });
    QCOMPARE(late.error().reason, Reason::NoSuchConnection);
    QCOMPARE(rows("cached_job"), 0);
}

void TestConnections::tellsOthersOfEachChange()
{
    const auto other = Store::open(m_profile->path());
    QVERIFY(other);
    int told = 0;
    bool isToldHere = false;
    connect(other->get(), &Store::newsArrived, this, [&](const News &news) {
        told += news.connectionsChanged ? 1 : 0;
    });
    connect(&m_profile->store(), &Store::newsArrived, this, [&](const News &news) {
        isToldHere = isToldHere || news.connectionsChanged;
    });
    tacklebox::Connection one = account(u"acme"_s);

    const ConnectionKey key = insert(one).value();
    QTRY_COMPARE(told, 1);
    one.isLocked = false;
    QVERIFY(update(one));
    QTRY_COMPARE(told, 2);
    QVERIFY(writeSecret(key, u"token"_s, SecretPlace{"sealed", kNow}));
    QTRY_COMPARE(told, 3);
    QVERIFY(writeSecret(key, u"token"_s, {}));
    QTRY_COMPARE(told, 4);
    fillCache(key, 3); // no news
    QVERIFY(remove(key));
    QTRY_COMPARE(told, 5);
    QTRY_VERIFY(isToldHere);
}

void TestConnections::tellsNobodyOfARefusal()
{
    const auto revision = [this] {
        return m_profile->read<qint64>([](Connection &connection) { return lastRevision(connection); })
            .value();
    };
    const ConnectionKey key = insert(account(u"acme"_s)).value();
    const qint64 before = revision();

    QVERIFY(!insert(account(u"ACME"_s)));
    QVERIFY(!update(account(u"nobody"_s)));
    fillCache(key, 3);

    QCOMPARE(revision(), before);
}

// A profile of schema 3: today's without what came later.
void TestConnections::bringsAnOlderProfileUp()
{
    const SubscriberKey subscriber = m_profile->addSubscriber(u"acme"_s);
    const QString job = m_profile->publishTo(subscriber, draft(u"a"_s))->jobs.first().value;
    m_profile->close();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"older"_s);
        database.setDatabaseName(m_profile->database());
        QVERIFY(database.open());
        for (const QString &table : {u"connection"_s,
                                     u"connection_secret"_s,
                                     u"cached_list"_s,
                                     u"cached_subscriber"_s,
                                     u"cached_job"_s,
                                     u"route_rest"_s,
                                     u"certificate"_s,
                                     u"connection_service"_s,
                                     u"request_turn"_s})
            QVERIFY(QSqlQuery(database).exec(u"DROP TABLE "_s + table));
        QVERIFY(QSqlQuery(database).exec(u"PRAGMA user_version=3"_s));
    }
    QSqlDatabase::removeDatabase(u"older"_s);

    m_profile->reopen();

    QCOMPARE(rows("pragma_user_version WHERE user_version = " + QByteArray::number(kSchemaVersion)), 1);
    QVERIFY(all().isEmpty());
    const ConnectionKey key = insert(account(u"remote"_s)).value();
    QVERIFY(writeSecret(key, u"token"_s, SecretPlace{"sealed", kNow}));
    fillCache(key, 3);
    QCOMPARE(rows("cached_job"), 3);
    QCOMPARE(m_profile->detail(job)->job.subscriberName, u"acme"_s);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestConnections)
#include "tst_connections.moc"
