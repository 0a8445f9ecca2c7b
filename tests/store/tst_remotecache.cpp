// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/remotecache.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

// What is kept of a connection, and its subscribers; jobs are tst_cachedjobs.
class TestRemoteCache : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_profile.reset(); }
    void knowsWhenListsWereRead();
    void isAsOldAsItsOldestRow();
    void refusesWhatComesForARemovedConnection();
    void keepsEachMemberOfASubscriber();
    void dropsSubscribersThatAreGone();
    void keepsJobsWhenSubscribersGo();
    void takesMembersAsTheListHasThem();
    void keepsWhatTheListDoesNotTellOfSecrets();
    void addsToWhatIsKnown();
    void clearsWhatIsKnownToBeEmpty();
    void keepsWhatWasNotTold();
    void removesOneSubscriber();
    void findsNoSubscriberThatIsNotThere();
    void sortsSubscribers_data();
    void sortsSubscribers();
    void filtersSubscribers_data();
    void filtersSubscribers();
    void looksForEventsWhereTheApiListsThem();
    void pagesThroughSubscribers();
    void isNoNews();

private:
    ConnectionKey addConnection(const QString &name);
    static Subscriber subscriber(const QString &id, const QString &name);
    static QList<Job> jobs(int count);

    Result<Done> replace(const QList<Subscriber> &subscribers, Instant now = kNow)
    {
        return m_profile->write<Done>(
            [&](Connection &connection) { return replaceCached(connection, m_key, subscribers, now); });
    }
    Result<Done> merge(const Subscriber &subscriber)
    {
        return m_profile->write<Done>(
            [&](Connection &connection) { return mergeCached(connection, m_key, subscriber, kNow); });
    }
    Result<QList<Job>> merge(const QList<Job> &jobs, Instant now = kNow)
    {
        return m_profile->write<QList<Job>>(
            [&](Connection &connection) { return mergeCached(connection, m_key, jobs, now); });
    }
    Result<Subscriber> find(const QString &id)
    {
        return m_profile->read<Subscriber>(
            [&](Connection &connection) { return cachedSubscriber(connection, m_key, {id}); });
    }
    Page<Subscriber> list(const SubscriberQuery &query)
    {
        return m_profile
            ->read<Page<Subscriber>>(
                [&](Connection &connection) { return cachedSubscribers(connection, m_key, query); })
            .value();
    }
    QString ids(const SubscriberQuery &query)
    {
        QStringList ids;
        for (const Subscriber &row : list(query).rows)
            ids.append(row.id.value);
        return ids.join(u' ');
    }
    Page<Job> listJobs()
    {
        return m_profile
            ->read<Page<Job>>([this](Connection &connection) { return cachedJobs(connection, m_key, {}); })
            .value();
    }

    std::unique_ptr<Profile> m_profile;
    ConnectionKey m_key;
    ConnectionKey m_other;
};

void TestRemoteCache::init()
{
    m_profile = std::make_unique<Profile>();
    m_key = addConnection(u"acme"_s);
    m_other = addConnection(u"other"_s);
}

ConnectionKey TestRemoteCache::addConnection(const QString &name)
{
    tacklebox::Connection account;
    account.id = {textOf(newUuid(kNow))};
    account.name = name;
    return m_profile
        ->write<ConnectionKey>(
            [&](Connection &connection) { return insertConnection(connection, account, kNow); })
        .value();
}

Subscriber TestRemoteCache::subscriber(const QString &id, const QString &name)
{
    Subscriber subscriber;
    subscriber.id = {id};
    subscriber.name = name;
    subscriber.url = u"https://%1.example/in"_s.arg(name);
    subscriber.state = SubscriberState::Active;
    subscriber.isActive = true;
    subscriber.fields = {{u"name"_s, name}, {u"active"_s, true}};
    return subscriber;
}

QList<Job> TestRemoteCache::jobs(int count)
{
    QList<Job> jobs;
    for (int i = 0; i < count; ++i) {
        jobs.append(Job{});
        jobs.last().id = {u"hook/%1"_s.arg(i)};
        jobs.last().subscriberName = u"a"_s;
    }
    return jobs;
}

void TestRemoteCache::knowsWhenListsWereRead()
{
    const auto at = [this](Cached what) {
        return m_profile
            ->read<std::optional<Instant>>(
                [&](Connection &connection) { return cachedAt(connection, m_key, what); })
            .value();
    };
    const auto note = [this](Cached what, Instant now) {
        return m_profile->write<Done>(
            [&](Connection &connection) { return noteCached(connection, m_key, what, now); });
    };
    QVERIFY(!at(Cached::Subscribers));
    QVERIFY(!at(Cached::Jobs));
    QVERIFY(!list({}).asOf);
    QVERIFY(!listJobs().asOf);

    QVERIFY(note(Cached::Jobs, kNow));
    QVERIFY(note(Cached::Jobs, kNow + 1h));
    QVERIFY(replace({}, kNow + 2h));

    QCOMPARE(at(Cached::Jobs), kNow + 1h);
    QCOMPARE(at(Cached::Subscribers), kNow + 2h);
    QCOMPARE(listJobs().asOf, kNow + 1h);
    QCOMPARE(listJobs().source, PageSource::Cache);
    QCOMPARE(list({}).asOf, kNow + 2h);
    QCOMPARE(list({}).source, PageSource::Cache);
    QVERIFY(merge(jobs(1)));
    QVERIFY(merge(subscriber(u"1"_s, u"a"_s)));
    QCOMPARE(at(Cached::Jobs), kNow + 1h); // one is no list
    QCOMPARE(at(Cached::Subscribers), kNow + 2h);
}

void TestRemoteCache::isAsOldAsItsOldestRow()
{
    QVERIFY(merge(jobs(2)));
    QVERIFY(!listJobs().asOf); // no list was read
    QVERIFY(m_profile->write<Done>(
        [this](Connection &connection) { return noteCached(connection, m_key, Cached::Jobs, kNow + 3h); }));
    QCOMPARE(listJobs().asOf, kNow);

    QCOMPARE(merge(jobs(1), kNow + 1h)->size(), 0); // the first came again, as it was
    QCOMPARE(listJobs().asOf, kNow);
    QVERIFY(merge(jobs(2), kNow + 2h));

    QCOMPARE(listJobs().asOf, kNow + 2h);
}

void TestRemoteCache::refusesWhatComesForARemovedConnection()
{
    QVERIFY(merge(jobs(2)));
    QVERIFY(replace({subscriber(u"1"_s, u"a"_s)}));
    QVERIFY(m_profile->write<Done>(
        [this](Connection &connection) { return removeConnection(connection, m_key); }));

    QCOMPARE(merge(jobs(2)).error().reason, Reason::NoSuchConnection);
    QCOMPARE(merge(subscriber(u"1"_s, u"a"_s)).error().reason, Reason::NoSuchConnection);
    QCOMPARE(replace({subscriber(u"1"_s, u"a"_s)}).error().reason, Reason::NoSuchConnection);
    QCOMPARE(find(u"1"_s).error().reason, Reason::NoSuchConnection);
    const auto job = m_profile->read<Job>(
        [this](Connection &connection) { return cachedJob(connection, m_key, {u"hook/1"_s}); });
    QCOMPARE(job.error().reason, Reason::NoSuchConnection);
    const auto page = m_profile->read<Page<Job>>(
        [this](Connection &connection) { return cachedJobs(connection, m_key, {}); });
    QCOMPARE(page.error().reason, Reason::NoSuchConnection);
    const auto note = m_profile->write<Done>(
        [this](Connection &connection) { return noteCached(connection, m_key, Cached::Jobs, kNow); });
    QCOMPARE(note.error().reason, Reason::NoSuchConnection);
}

void TestRemoteCache::keepsEachMemberOfASubscriber()
{
    Subscriber full = subscriber(u"12/ä"_s, u"Ärger & Co"_s);
    full.uuid = u"3f2a"_s;
    full.state = SubscriberState::TooManyErrors;
    full.isActive = false;
    full.fields = {{u"Events"_s, QJsonArray{u"contact.created"_s}},
                   {u"odd"_s, QJsonValue()},
                   {u"version"_s, qint64(9'007'199'254'740'993)},
                   {u"Headers"_s, QJsonObject{{u"X-A"_s, u"b"_s}}}};
    full.secrets = {{u"Secret"_s, SecretState{true, kNow}}, {u"header"_s, SecretState{false, {}}}};
    full.createdAt = kNow - 3h;
    full.updatedAt = kNow - 2h;
    full.lastSentAt = kNow - 1h;
    full.failedLastDay = 7;
    full.health = {9, kNow - 2h, kNow - 1h, StopReason::Failures, kNow, u"refused"_s};
    Subscriber bare;
    bare.id = {u"2"_s};

    QVERIFY(replace({full, bare}));

    full.connection = u"acme"_s;
    bare.connection = u"acme"_s;
    QCOMPARE(find(full.id.value).value(), full);
    QCOMPARE(find(u"2"_s).value(), bare);
    QCOMPARE(list({}).rows, (QList{bare, full}));
    QVERIFY(merge(full));
    QVERIFY(merge(bare));
    QCOMPARE(list({}).rows, (QList{bare, full}));
}

void TestRemoteCache::dropsSubscribersThatAreGone()
{
    QVERIFY(replace({subscriber(u"1"_s, u"a"_s), subscriber(u"2"_s, u"b"_s), subscriber(u"3"_s, u"c"_s)}));
    QVERIFY(m_profile->write<Done>([this](Connection &connection) {
        return replaceCached(connection, m_other, {subscriber(u"1"_s, u"theirs"_s)}, kNow);
    }));

    QVERIFY(replace({subscriber(u"4"_s, u"d"_s), subscriber(u"2"_s, u"renamed"_s)}));
    QCOMPARE(ids({}), u"4 2"_s);
    QCOMPARE(find(u"2"_s)->name, u"renamed"_s);

    QVERIFY(replace({}));
    QCOMPARE(ids({}), QString());
    const auto others = m_profile->read<Page<Subscriber>>(
        [this](Connection &connection) { return cachedSubscribers(connection, m_other, {}); });
    QCOMPARE(others->rows.size(), 1);
    QCOMPARE(others->rows.first().name, u"theirs"_s);
    QCOMPARE(others->rows.first().connection, u"other"_s);
}

void TestRemoteCache::keepsJobsWhenSubscribersGo()
{
    QVERIFY(replace({subscriber(u"0"_s, u"a"_s)}));
    QVERIFY(merge(jobs(30)));

    QVERIFY(replace({}));

    QCOMPARE(listJobs().rows.size(), 30);
    QCOMPARE(listJobs().rows.first().subscriberName, u"a"_s);
}

void TestRemoteCache::takesMembersAsTheListHasThem()
{
    Subscriber before = subscriber(u"1"_s, u"a"_s);
    before.fields.insert(u"was_there"_s, 1);
    before.lastSentAt = kNow;
    QVERIFY(replace({before}));

    QVERIFY(replace({subscriber(u"1"_s, u"a"_s)}));

    QCOMPARE(find(u"1"_s)->fields, subscriber(u"1"_s, u"a"_s).fields);
    QVERIFY(!find(u"1"_s)->lastSentAt);
}

void TestRemoteCache::keepsWhatTheListDoesNotTellOfSecrets()
{
    Subscriber saved = subscriber(u"1"_s, u"a"_s);
    saved.secrets = {{u"secret"_s, {true, kNow}},
                     {u"cleared"_s, {true, kNow}},
                     {u"newer"_s, {true, kNow}},
                     {u"untold"_s, {true, kNow}}};
    QVERIFY(merge(saved));
    Subscriber read = subscriber(u"1"_s, u"a"_s);
    read.secrets = {{u"secret"_s, {true, {}}}, {u"cleared"_s, {false, {}}}, {u"newer"_s, {true, kNow + 1h}}};
    const QMap<QString, SecretState> expected{{u"secret"_s, {true, kNow}},
                                              {u"cleared"_s, {false, {}}},
                                              {u"newer"_s, {true, kNow + 1h}},
                                              {u"untold"_s, {true, kNow}}};

    QVERIFY(replace({read}));
    QCOMPARE(find(u"1"_s)->secrets, expected);

    QVERIFY(merge(read));
    QCOMPARE(find(u"1"_s)->secrets, expected);
}

void TestRemoteCache::addsToWhatIsKnown()
{
    Subscriber known = subscriber(u"1"_s, u"a"_s);
    known.uuid = u"u-1"_s;
    known.fields.insert(u"payload_render_view"_s, u"mine"_s);
    known.fields.insert(u"version"_s, u"1"_s);
    known.createdAt = kNow - 2h;
    known.updatedAt = kNow - 1h;
    QVERIFY(merge(known));
    Subscriber reply;
    reply.id = {u"1"_s};
    reply.fields = {{u"version"_s, u"2"_s}, {u"odd"_s, QJsonValue()}};
    reply.updatedAt = kNow;

    QVERIFY(merge(reply));

    Subscriber expected = known;
    expected.connection = u"acme"_s;
    expected.fields.insert(u"version"_s, u"2"_s);
    expected.fields.insert(u"odd"_s, QJsonValue());
    expected.updatedAt = kNow;
    QCOMPARE(find(u"1"_s).value(), expected);
}

void TestRemoteCache::clearsWhatIsKnownToBeEmpty()
{
    Subscriber known = subscriber(u"1"_s, u"a"_s);
    QVERIFY(merge(known));
    Subscriber reply;
    reply.id = {u"1"_s};
    reply.told = Told::Name | Told::Url | Told::State; // by whatever members the API has

    QVERIFY(merge(reply));

    const Subscriber row = find(u"1"_s).value();
    QCOMPARE(row.name, QString());
    QCOMPARE(row.url, QString());
    QCOMPARE(row.state, SubscriberState::Unknown);
    QVERIFY(!row.isActive);
}

void TestRemoteCache::keepsWhatWasNotTold()
{
    QVERIFY(merge(subscriber(u"1"_s, u"a"_s)));
    Subscriber reply;
    reply.id = {u"1"_s};
    reply.told = Told::Url;
    // A member of that name is another API's: only the dialect knows what it says.
    reply.fields = {{u"name"_s, u""_s}, {u"State"_s, u"Unknown"_s}};

    QVERIFY(merge(reply));

    const Subscriber row = find(u"1"_s).value();
    QCOMPARE(row.name, u"a"_s);
    QCOMPARE(row.url, QString());
    QCOMPARE(row.state, SubscriberState::Active);
    QVERIFY(row.isActive);
}

void TestRemoteCache::removesOneSubscriber()
{
    QVERIFY(replace({subscriber(u"1"_s, u"a"_s), subscriber(u"2"_s, u"b"_s)}));
    const auto remove = [this] {
        return m_profile->write<Done>(
            [this](Connection &connection) { return removeCached(connection, m_key, {u"1"_s}); });
    };

    QVERIFY(remove());
    QVERIFY(remove()); // it is gone already

    QCOMPARE(ids({}), u"2"_s);
}

void TestRemoteCache::findsNoSubscriberThatIsNotThere()
{
    QVERIFY(replace({subscriber(u"1"_s, u"a"_s)}));

    const auto found = find(u"77"_s);

    QCOMPARE(found.error().kind, ErrorKind::NotFound);
    QCOMPARE(found.error().reason, Reason::NoSuchSubscriber);
    QCOMPARE(found.error().subject, u"77"_s);
    QVERIFY(!find(u"01"_s)); // remote ids are texts
}

void TestRemoteCache::sortsSubscribers_data()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<QString>("up");
    QTest::addColumn<QString>("down");
    QTest::newRow("name") << int(SubscriberSort::Name) << u"b a c"_s << u"c a b"_s;
    QTest::newRow("url") << int(SubscriberSort::Url) << u"c b a"_s << u"a b c"_s;
    QTest::newRow("state, with a tie") << int(SubscriberSort::State) << u"b a c"_s << u"c a b"_s;
    QTest::newRow("last sent") << int(SubscriberSort::LastSent) << u"a c b"_s << u"b c a"_s;
    QTest::newRow("created, two unknown") << int(SubscriberSort::Created) << u"a b c"_s << u"c b a"_s;
}

void TestRemoteCache::sortsSubscribers()
{
    QFETCH(int, sort);
    Subscriber a = subscriber(u"a"_s, u"beta"_s);
    a.url = u"https://z.example"_s;
    a.state = SubscriberState::Stopped;
    Subscriber b = subscriber(u"b"_s, u"Alpha"_s);
    b.url = u"https://B.example"_s;
    b.lastSentAt = kNow;
    Subscriber c = subscriber(u"c"_s, u"gamma"_s);
    c.url = u"https://a.example"_s;
    c.state = SubscriberState::Stopped;
    c.createdAt = kNow;
    c.lastSentAt = kNow - 1h;
    QVERIFY(replace({a, b, c}));

    SubscriberQuery query;
    query.sort = SubscriberSort(sort);
    QTEST(ids(query), "up");
    query.order = Qt::DescendingOrder;
    QTEST(ids(query), "down");
}

void TestRemoteCache::filtersSubscribers_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("event");
    QTest::addColumn<int>("isActive"); // -1: either
    QTest::addColumn<QString>("expected");
    const auto row
        = [](const char *name,
             const QString &search,
             const QString &event,
             int isActive,
             const QString &expected) { QTest::newRow(name) << search << event << isActive << expected; };
    row("all", {}, {}, -1, u"1 2 3 4"_s);
    row("active", {}, {}, 1, u"1 3 4"_s);
    row("stopped", {}, {}, 0, u"2"_s);
    row("a part of a name", u"LPH"_s, {}, -1, u"1"_s);
    row("a part of a URL", u"beta.ex"_s, {}, -1, u"2"_s);
    row("one letter anywhere", u"g"_s, {}, -1, u"3"_s);
    row("no pattern", u"_"_s, {}, -1, QString());
    row("a pattern's sign as itself", u"%"_s, {}, -1, u"4"_s);
    row("an event by name", {}, u"order.created"_s, -1, u"1 2"_s);
    row("an event by prefix only", {}, u"order.delivered"_s, -1, u"2"_s);
    row("an event in the other spelling", {}, u"contact.created"_s, -1, u"3"_s);
    row("an action of a subject", {}, u"quote_request:created"_s, -1, u"1"_s);
    row("an event that is no selector of ours", {}, u"Weird event!"_s, -1, u"3"_s);
    row("an event of nobody", {}, u"order"_s, -1, QString());
    row("everything together", u"example"_s, u"order.created"_s, 1, u"1"_s);
}

void TestRemoteCache::filtersSubscribers()
{
    QFETCH(QString, search);
    QFETCH(QString, event);
    QFETCH(int, isActive);
    Subscriber one = subscriber(u"1"_s, u"alpha"_s);
    one.fields.insert(u"events"_s, QJsonArray{u"order.created"_s, u"quote_request"_s});
    Subscriber two = subscriber(u"2"_s, u"beta"_s);
    two.fields.insert(u"events"_s, QJsonArray{u"order.*"_s});
    two.isActive = false;
    Subscriber three = subscriber(u"3"_s, u"gamma"_s);
    three.fields.insert(u"events"_s, QJsonArray{u"contact.created"_s, u"Weird event!"_s});
    Subscriber four = subscriber(u"4"_s, u"zeta 100%"_s);
    four.fields.insert(u"events"_s, QJsonValue());
    QVERIFY(replace({one, two, three, four}));
    SubscriberQuery query;
    query.search = search;
    query.event = event;
    query.eventsIn = u"events"_s;
    query.count = true;
    if (isActive >= 0)
        query.isActive = isActive == 1;

    QTEST(ids(query), "expected");
    QCOMPARE(list(query).count, list(query).rows.size());
}

void TestRemoteCache::looksForEventsWhereTheApiListsThem()
{
    Subscriber one = subscriber(u"1"_s, u"alpha"_s);
    one.fields.insert(u"Triggers"_s, QJsonArray{u"order.created"_s});
    Subscriber two = subscriber(u"2"_s, u"beta"_s);
    two.fields.insert(u"events"_s, QJsonArray{u"order.created"_s});
    QVERIFY(replace({one, two}));
    SubscriberQuery query;
    query.event = u"order.created"_s;
    query.eventsIn = u"Triggers"_s;

    QCOMPARE(ids(query), u"1"_s);
    query.eventsIn.clear();
    QCOMPARE(ids(query), QString());
}

void TestRemoteCache::pagesThroughSubscribers()
{
    QList<Subscriber> all;
    for (int i = 0; i < 50; ++i)
        all.append(subscriber(QString::number(i), u"name %1"_s.arg(i % 4)));
    QVERIFY(replace(all));
    SubscriberQuery query;
    query.page.size = 7;
    query.count = true;

    QStringList seen;
    int number = 0;
    do {
        const Page<Subscriber> page = list(query);
        QCOMPARE(page.number, ++number);
        QCOMPARE(page.count, number == 1 ? 50 : 51);
        for (const Subscriber &row : page.rows)
            seen.append(row.id.value);
        query.page.cursor = page.next;
        // The list is read again in between: one came, and the one that came before is gone.
        QVERIFY(replace(all + QList{subscriber(u"new %1"_s.arg(number), u"a"_s)}));
    } while (!query.page.cursor.isEmpty());

    QCOMPARE(seen.size(), 50);
    QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 50);
}

void TestRemoteCache::isNoNews()
{
    const auto revision = [this] {
        return m_profile->read<qint64>([](Connection &connection) { return lastRevision(connection); })
            .value();
    };
    const qint64 before = revision();

    QVERIFY(replace({subscriber(u"1"_s, u"a"_s)}));
    QVERIFY(merge(subscriber(u"2"_s, u"b"_s)));
    QVERIFY(merge(jobs(10)));

    QCOMPARE(revision(), before);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestRemoteCache)
#include "tst_remotecache.moc"
