// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// All connections in one table: the order of rows across them, pages that repeat and skip none, and what is
// left when one of them fails, goes or comes.
#include "dialects/fleetbackend.h"
#include "dialects/fleetids.h"
#include "dialects/fleetlisting.h"
#include "remoterig.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"

#include <QSignalSpy>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::test::answer;
using tacklebox::test::FakeBackend;
using tacklebox::test::FakeConnections;

namespace {

constexpr char kHooks[] = "[{\"id\": \"h1\", \"active\": true, \"events\": [\"quote\"],"
                          " \"config\": {\"url\": \"https://one.example/in\"}},"
                          " {\"id\": \"h2\", \"active\": true, \"events\": [\"quote\"],"
                          " \"config\": {\"url\": \"https://two.example/in\"}}]";

constexpr char kPlanoJobs[]
    = R"({"code": 200, "status": "action-successful", "data": {"count": 1, "results": [)"
      R"({"id": 9, "event_type": "delivered", "status_code": 503, "created_at": "2023-11-14T22:13:20Z",)"
      R"( "webhook_subscriber": {"id": 17, "name": "Orders"}}]}})";

Error unreachable()
{
    return {ErrorKind::Unreachable, Reason::RemoteUnreachable, {}, {}, {}, {}, 0};
}

JobDetail jobAt(int number, int second)
{
    JobDetail detail;
    detail.job = tacklebox::test::jobOf(number, JobState::Delivered, 200);
    detail.job.createdAt = fromMillis(1'700'000'000'000 + second * 1000);
    return detail;
}

QList<JobDetail> jobsAt(const QList<int> &seconds)
{
    QList<JobDetail> rows;
    for (const int second : seconds)
        rows.append(jobAt(second, second));
    return rows;
}

QString shown(const QString &connection, const QString &id)
{
    return connection + u':' + id;
}

template<typename Row>
QStringList shown(const Page<Row> &page)
{
    QStringList texts;
    for (const Row &row : page.rows) {
        const auto own = split(row.id);
        texts.append(own && own->connection == row.connection ? shown(own->connection, own->id.value)
                                                              : u"bad"_s);
    }
    return texts;
}

struct Rig
{
    Rig()
    {
        connections.add(u"local"_s, local);
        connections.add(u"acme"_s, acme);
        connections.add(u"zeta"_s, zeta);
    }

    // From here on to the last page.
    [[nodiscard]] QList<Page<Job>> walk(JobQuery query)
    {
        QList<Page<Job>> pages;
        do {
            const auto page = RemoteRig::wait(fleet.jobs(query, {}));
            if (!page)
                return pages;
            pages.append(*page);
            query.page.cursor = page->next;
        } while (!query.page.cursor.isEmpty() && pages.size() < 100);
        return pages;
    }

    FakeConnections connections;
    FakeBackend local;
    FakeBackend acme;
    FakeBackend zeta;
    FleetBackend fleet{connections};
};

QStringList everyRow(const QList<Page<Job>> &pages)
{
    QStringList rows;
    for (const Page<Job> &page : pages)
        rows += shown(page);
    return rows;
}

JobQuery inThrees()
{
    JobQuery query;
    query.page.size = 3;
    query.count = true;
    return query;
}

} // namespace

class tst_FleetBackend : public QObject
{
    Q_OBJECT

private slots:
    void sortsJobsAcrossConnections_data();
    void sortsJobsAcrossConnections();
    void sortsSubscribersAcrossConnections_data();
    void sortsSubscribersAcrossConnections();
    void pagesWithoutRepeatingOrSkipping_data();
    void pagesWithoutRepeatingOrSkipping();
    void goesBackTheWayItCame();
    void goesOnWhereItStoodWhileJobsArrive();
    void goesOnWhereItStoodWhenThatRowIsGone_data();
    void goesOnWhereItStoodWhenThatRowIsGone();
    void findsAPageByItsNumber();
    void refusesAForeignCursor();
    void leavesOutOneThatFails();
    void failsWhereAllDo();
    void asksForJobsOnlyWhereThereAreSome();
    void asksOnlyThoseThatAFilterNames();
    void keepsEqualIdsApart();
    void tellsWhatEachTells();
    void restsBetweenNewsWithoutRows();
    void followsConnections();
    void forgetsOneThatAnswersAfterItWent();
    void leavesItselfOut();
    void sumsUp();
    void saysWhatAllKnow();
    void changesNothing();
    void passesAStopOn();
    void showsARemoteApiOverItsCache();
    void waitsForNoServer();
    void waitsForTheOnlyOneThatIsAsked();
    void searchesWithoutWaitingForAServer();
    void missesNoneThatHasNothing();
};

void tst_FleetBackend::sortsJobsAcrossConnections_data()
{
    QTest::addColumn<int>("sort");

    QTest::newRow("created") << int(JobSort::Created);
    QTest::newRow("code") << int(JobSort::StatusCode);
    QTest::newRow("type") << int(JobSort::EventType);
    QTest::newRow("sent") << int(JobSort::LastSent);
}

void tst_FleetBackend::sortsJobsAcrossConnections()
{
    QFETCH(int, sort);
    Rig rig;
    const auto job = [](int rank) {
        JobDetail detail = jobAt(rank, rank);
        detail.job.statusCode = 200 + rank;
        detail.job.eventType = u"type.%1"_s.arg(rank);
        detail.job.lastSentAt = detail.job.createdAt + 1h;
        return detail;
    };
    rig.local.jobRows = {job(1), job(4)};
    rig.acme.jobRows = {job(3), job(5)};
    rig.zeta.jobRows = {job(2)};
    JobQuery query;
    query.sort = JobSort(sort);
    query.order = Qt::AscendingOrder;

    const auto up = RemoteRig::wait(rig.fleet.jobs(query, {}));
    for (FakeBackend *each : {&rig.local, &rig.acme})
        std::ranges::reverse(each->jobRows);
    query.order = Qt::DescendingOrder;
    const auto down = RemoteRig::wait(rig.fleet.jobs(query, {}));

    QVERIFY(up && down);
    const QStringList order{u"local:1"_s, u"zeta:2"_s, u"acme:3"_s, u"local:4"_s, u"acme:5"_s};
    QCOMPARE(shown(*up), order);
    QCOMPARE(shown(*down), QStringList(order.rbegin(), order.rend()));
    QCOMPARE(rig.acme.jobQueries.first().sort, JobSort(sort));
}

void tst_FleetBackend::sortsSubscribersAcrossConnections_data()
{
    QTest::addColumn<int>("sort");

    QTest::newRow("name") << int(SubscriberSort::Name);
    QTest::newRow("url") << int(SubscriberSort::Url);
    QTest::newRow("state") << int(SubscriberSort::State);
    QTest::newRow("sent") << int(SubscriberSort::LastSent);
    QTest::newRow("created") << int(SubscriberSort::Created);
}

void tst_FleetBackend::sortsSubscribersAcrossConnections()
{
    QFETCH(int, sort);
    Rig rig;
    static const std::array<QString, 4> kNames{u"Alpha"_s, u"beta"_s, u"Gamma"_s, u"omega"_s};
    const auto subscriber = [](int rank) {
        const QString &name = kNames[size_t(rank)];
        Subscriber row = tacklebox::test::subscriberOf(rank, name, u"https://%1.example"_s.arg(name));
        row.state = SubscriberState(rank);
        row.createdAt = fromMillis(1000 * rank);
        if (rank > 0)
            row.lastSentAt = fromMillis(5000 * rank); // the first was never sent to
        return row;
    };
    rig.local.subscriberRows = {subscriber(0), subscriber(3)};
    rig.acme.subscriberRows = {subscriber(1), subscriber(2)};
    SubscriberQuery query;
    query.sort = SubscriberSort(sort);

    const auto up = RemoteRig::wait(rig.fleet.subscribers(query, {}));
    for (FakeBackend *each : {&rig.local, &rig.acme})
        std::ranges::reverse(each->subscriberRows);
    query.order = Qt::DescendingOrder;
    const auto down = RemoteRig::wait(rig.fleet.subscribers(query, {}));

    QVERIFY(up && down);
    const QStringList order{u"local:0"_s, u"acme:1"_s, u"acme:2"_s, u"local:3"_s};
    QCOMPARE(shown(*up), order);
    QCOMPARE(shown(*down), QStringList(order.rbegin(), order.rend()));
}

void tst_FleetBackend::pagesWithoutRepeatingOrSkipping_data()
{
    QTest::addColumn<bool>("isEqual");
    QTest::addColumn<QList<int>>("sizes");

    QTest::newRow("uneven") << false << QList<int>{8, 1, 4};
    QTest::newRow("whole pages") << false << QList<int>{6, 3, 3};
    QTest::newRow("one has none") << false << QList<int>{0, 7, 0};
    QTest::newRow("equal") << true << QList<int>{8, 1, 4};
    QTest::newRow("equal, whole pages") << true << QList<int>{3, 3, 6};
}

void tst_FleetBackend::pagesWithoutRepeatingOrSkipping()
{
    QFETCH(bool, isEqual);
    QFETCH(QList<int>, sizes);
    Rig rig;
    const std::array<FakeBackend *, 3> backends{&rig.local, &rig.acme, &rig.zeta};
    QStringList all;
    for (size_t i = 0; i < backends.size(); ++i) {
        for (int number = sizes.at(qsizetype(i)); number > 0; --number) {
            backends[i]->jobRows.append(jobAt(number, isEqual ? 1 : number * 7 + int(i)));
            all.append(shown(rig.connections.names().at(qsizetype(i)), QString::number(number)));
        }
    }

    const QList<Page<Job>> pages = rig.walk(inThrees());

    QStringList rows = everyRow(pages);
    std::ranges::sort(rows);
    std::ranges::sort(all);
    QCOMPARE(rows, all);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        QCOMPARE(pages.at(i).number, i + 1);
        QCOMPARE(pages.at(i).count, std::optional<qint64>(all.size()));
        QVERIFY(pages.at(i).rows.size() == 3 || i == pages.size() - 1);
        QCOMPARE(pages.at(i).previous.isEmpty(), i == 0);
    }
}

void tst_FleetBackend::goesBackTheWayItCame()
{
    Rig rig;
    rig.local.jobRows = jobsAt({30, 29, 22, 21, 20});
    rig.acme.jobRows = jobsAt({28, 27, 26, 19});
    rig.zeta.jobRows = jobsAt({25});
    JobQuery query = inThrees();
    const QList<Page<Job>> pages = rig.walk(query);
    QCOMPARE(pages.size(), 4);

    for (qsizetype i = pages.size() - 1; i > 0; --i) {
        query.page.cursor = pages.at(i).previous;
        const auto page = RemoteRig::wait(rig.fleet.jobs(query, {}));
        QVERIFY(page);
        QCOMPARE(shown(*page), shown(pages.at(i - 1)));
        QCOMPARE(page->number, i);
    }
}

void tst_FleetBackend::goesOnWhereItStoodWhileJobsArrive()
{
    Rig rig;
    rig.local.jobRows = jobsAt({30, 28, 26, 24, 22, 20});
    rig.acme.jobRows = jobsAt({29, 27, 25});
    JobQuery query = inThrees();
    const auto first = RemoteRig::wait(rig.fleet.jobs(query, {}));
    QVERIFY(first);
    for (const int second : {40, 41, 42, 43}) // more than a page
        rig.local.jobRows.prepend(jobAt(second, second));
    query.page.cursor = first->next;

    const QStringList rest = everyRow(rig.walk(query));

    QCOMPARE(rest,
             QStringList(
                 {u"acme:27"_s, u"local:26"_s, u"acme:25"_s, u"local:24"_s, u"local:22"_s, u"local:20"_s}));
}

void tst_FleetBackend::goesOnWhereItStoodWhenThatRowIsGone_data()
{
    QTest::addColumn<bool>("isEqual");

    QTest::newRow("others older") << false;
    QTest::newRow("others equal") << true;
}

void tst_FleetBackend::goesOnWhereItStoodWhenThatRowIsGone()
{
    QFETCH(bool, isEqual);
    Rig rig;
    rig.acme.jobRows = {jobAt(7, isEqual ? 1 : 7)};
    for (int number = 6; number > 0; --number)
        rig.zeta.jobRows.append(jobAt(number, isEqual ? 1 : number));
    JobQuery query = inThrees();
    const auto first = RemoteRig::wait(rig.fleet.jobs(query, {}));
    QVERIFY(first);
    QCOMPARE(shown(*first), QStringList({u"acme:7"_s, u"zeta:6"_s, u"zeta:5"_s}));
    rig.zeta.jobRows.removeAt(1);
    query.page.cursor = first->next;

    const QStringList rest = everyRow(rig.walk(query));

    QCOMPARE(rest, QStringList({u"zeta:4"_s, u"zeta:3"_s, u"zeta:2"_s, u"zeta:1"_s}));
}

void tst_FleetBackend::findsAPageByItsNumber()
{
    Rig rig;
    rig.local.jobRows = jobsAt({30, 28, 26, 24});
    rig.acme.jobRows = jobsAt({29, 27, 25});
    JobQuery query = inThrees();
    const QList<Page<Job>> pages = rig.walk(query);

    query.page.number = 2;
    const auto second = RemoteRig::wait(rig.fleet.jobs(query, {}));
    query.page.number = 9;
    const auto beyond = RemoteRig::wait(rig.fleet.jobs(query, {}));
    query.page.number = kFarthestFleetPage + 1;
    const auto far = RemoteRig::wait(rig.fleet.jobs(query, {}));

    QVERIFY(second && beyond);
    QCOMPARE(shown(*second), shown(pages.at(1)));
    QCOMPARE(second->next, pages.at(1).next);
    QCOMPARE(second->previous, pages.at(1).previous);
    QVERIFY(beyond->rows.isEmpty() && beyond->next.isEmpty());
    query.page.cursor = beyond->previous;
    QCOMPARE(shown(*RemoteRig::wait(rig.fleet.jobs(query, {}))), shown(pages.last()));
    QVERIFY(!far);
    QCOMPARE(far.error().kind, ErrorKind::InvalidValue);
}

void tst_FleetBackend::refusesAForeignCursor()
{
    Rig rig;
    rig.local.jobRows = jobsAt({4, 3, 2, 1});
    JobQuery query = inThrees();
    query.page.cursor = RemoteRig::wait(rig.fleet.jobs(query, {}))->next;
    query.sort = JobSort::EventType;

    QCOMPARE(RemoteRig::wait(rig.fleet.jobs(query, {})).error().reason, Reason::OutOfRange);
    query.page.cursor = u"2@1700000000000"_s;
    QCOMPARE(RemoteRig::wait(rig.fleet.jobs(query, {})).error().reason, Reason::OutOfRange);
}

void tst_FleetBackend::leavesOutOneThatFails()
{
    Rig rig;
    rig.local.jobRows = jobsAt({3});
    rig.acme.jobRows = jobsAt({2});
    rig.acme.failure = unreachable();
    const QSignalSpy missing(&rig.fleet, &FleetBackend::missingChanged);

    const auto without = RemoteRig::wait(rig.fleet.jobs(inThrees(), {}));

    QVERIFY(without);
    QCOMPARE(shown(*without), QStringList{u"local:3"_s});
    QVERIFY(!without->count);
    QCOMPARE(rig.fleet.missing(), QStringList{u"acme"_s});
    QCOMPARE(missing.size(), 1);
    rig.acme.failure.reset();
    const auto with = RemoteRig::wait(rig.fleet.jobs(inThrees(), {}));
    QCOMPARE(shown(*with), QStringList({u"local:3"_s, u"acme:2"_s}));
    QCOMPARE(with->count, std::optional<qint64>(2));
    QVERIFY(rig.fleet.missing().isEmpty());
    QCOMPARE(missing.size(), 2);
}

void tst_FleetBackend::failsWhereAllDo()
{
    Rig rig;
    for (FakeBackend *each : {&rig.local, &rig.acme, &rig.zeta})
        each->failure = unreachable();

    const auto page = RemoteRig::wait(rig.fleet.subscribers({}, {}));

    QVERIFY(!page);
    QCOMPARE(page.error().reason, Reason::RemoteUnreachable);
    QCOMPARE(rig.fleet.missing().size(), 3);
}

void tst_FleetBackend::asksForJobsOnlyWhereThereAreSome()
{
    Rig rig;
    rig.local.jobRows = jobsAt({3});
    rig.acme.known.verbs = Verb::ListSubscribers;

    const auto page = RemoteRig::wait(rig.fleet.jobs(inThrees(), {}));

    QVERIFY(page);
    QCOMPARE(page->count, std::optional<qint64>(1));
    QVERIFY(rig.acme.jobQueries.isEmpty());
    QVERIFY(rig.fleet.missing().isEmpty());
}

void tst_FleetBackend::asksOnlyThoseThatAFilterNames()
{
    Rig rig;
    rig.local.jobRows = {jobAt(1, 1)};
    rig.acme.jobRows = {jobAt(1, 1)};
    JobQuery query;
    query.subscribers = {fleetId(u"acme"_s, rig.acme.jobRows.first().job.subscriberId)};

    const auto page = RemoteRig::wait(rig.fleet.jobs(query, {}));
    const auto count = RemoteRig::wait(rig.fleet.count(query, {}));

    QVERIFY(page);
    QCOMPARE(shown(*page), QStringList{u"acme:1"_s});
    QCOMPARE(page->rows.first().subscriberId, query.subscribers.first());
    QCOMPARE(count.value(), 1);
    QVERIFY(rig.local.jobQueries.isEmpty());
    query.subscribers = {SubscriberId{u"1"_s}};
    QVERIFY(RemoteRig::wait(rig.fleet.jobs(query, {}))->rows.isEmpty());
}

void tst_FleetBackend::keepsEqualIdsApart()
{
    Rig rig;
    for (auto &[backend, name] : {std::pair(&rig.acme, u"Acme"_s), std::pair(&rig.zeta, u"Zeta"_s)}) {
        backend->subscriberRows = {tacklebox::test::subscriberOf(1, name, u"https://x.example"_s)};
        backend->jobRows = {jobAt(1, 1)};
        backend->jobRows.first().job.orderId = name;
    }
    const auto rows = RemoteRig::wait(rig.fleet.subscribers({}, {}));
    const auto jobs = RemoteRig::wait(rig.fleet.jobs({}, {}));
    QVERIFY(rows && jobs);
    QCOMPARE(rows->rows.size(), 2);
    QVERIFY(rows->rows.first().id != rows->rows.last().id);

    const auto subscriber = RemoteRig::wait(rig.fleet.subscriber(rows->rows.last().id, {}));
    const auto job = RemoteRig::wait(rig.fleet.job(jobs->rows.last().id, {}));
    TestRequest request;
    request.target = rows->rows.last().id;
    QVERIFY(RemoteRig::wait(rig.fleet.test(request, {})));

    QVERIFY(subscriber && job);
    QCOMPARE(*subscriber, rows->rows.last());
    QCOMPARE(subscriber->name, u"Zeta"_s);
    QCOMPARE(job->job, jobs->rows.last());
    QCOMPARE(job->job.orderId, u"Zeta"_s);
    QCOMPARE(rig.zeta.testRequests.size(), size_t(1));
    QCOMPARE(std::get<SubscriberId>(rig.zeta.testRequests.front().target).value, u"1"_s);
    QCOMPARE(RemoteRig::wait(rig.fleet.subscriber({u"1"_s}, {})).error().reason, Reason::NoSuchSubscriber);
    const JobId gone = fleetId(u"nobody"_s, JobId{u"1"_s});
    QCOMPARE(RemoteRig::wait(rig.fleet.job(gone, {})).error().reason, Reason::NoSuchJob);
}

void tst_FleetBackend::tellsWhatEachTells()
{
    Rig rig;
    const QSignalSpy jobs(&rig.fleet, &Backend::jobsChanged);
    const QSignalSpy changed(&rig.fleet, &Backend::subscribersChanged);
    const QSignalSpy removed(&rig.fleet, &Backend::subscribersRemoved);
    const QSignalSpy published(&rig.fleet, &Backend::eventsPublished);

    rig.acme.tell({jobAt(7, 7).job});
    QVERIFY(RemoteRig::wait(rig.zeta.save({})));
    QVERIFY(RemoteRig::wait(rig.zeta.remove({u"1"_s})));
    QVERIFY(RemoteRig::wait(rig.local.publish({EventDraft{}})));

    QCOMPARE(jobs.size(), 1);
    const auto news = jobs.first().first().value<JobNews>();
    QCOMPARE(news.changed.first().id, fleetId(u"acme"_s, JobId{u"7"_s}));
    QCOMPARE(news.changed.first().connection, u"acme"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().value<QList<Subscriber>>().first().id,
             fleetId(u"zeta"_s, SubscriberId{u"1"_s}));
    QCOMPARE(removed.first().first().value<QList<SubscriberId>>(),
             QList<SubscriberId>{fleetId(u"zeta"_s, SubscriberId{u"1"_s})});
    QCOMPARE(published.size(), 1);
}

void tst_FleetBackend::restsBetweenNewsWithoutRows()
{
    Rig rig;
    const QSignalSpy jobs(&rig.fleet, &Backend::jobsChanged);

    for (int time = 0; time < 3; ++time)
        emit rig.acme.jobsChanged({{}, true});
    QCOMPARE(jobs.size(), 1);
    emit rig.zeta.jobsChanged({{}, true});
    QCOMPARE(jobs.size(), 2);
    rig.acme.tell({jobAt(7, 7).job});
    QCOMPARE(jobs.size(), 3);
}

void tst_FleetBackend::followsConnections()
{
    Rig rig;
    rig.local.jobRows = jobsAt({3});
    const QSignalSpy jobs(&rig.fleet, &Backend::jobsChanged);
    FakeBackend added;
    added.jobRows = jobsAt({5});

    rig.connections.add(u"new"_s, added);
    emit rig.connections.changed();

    QCOMPARE(jobs.size(), 1);
    QVERIFY(jobs.first().first().value<JobNews>().isOverflowing);
    QCOMPARE(shown(*RemoteRig::wait(rig.fleet.jobs({}, {}))), QStringList({u"new:5"_s, u"local:3"_s}));
    added.tell({jobAt(6, 6).job});
    QCOMPARE(jobs.size(), 2);
    emit rig.connections.changed(); // of an account, not of who there is
    QCOMPARE(jobs.size(), 2);

    QVERIFY(RemoteRig::wait(rig.connections.remove(u"new"_s)));

    QCOMPARE(jobs.size(), 3);
    added.tell({jobAt(7, 7).job});
    QCOMPARE(jobs.size(), 3);
    QCOMPARE(shown(*RemoteRig::wait(rig.fleet.jobs({}, {}))), QStringList{u"local:3"_s});
}

void tst_FleetBackend::forgetsOneThatAnswersAfterItWent()
{
    Rig rig;
    rig.local.figures.subscribers = 1;
    rig.zeta.figures.subscribers = 4;
    rig.zeta.failure = unreachable();
    const QSignalSpy missing(&rig.fleet, &FleetBackend::missingChanged);
    const auto page = rig.fleet.subscribers({}, {});
    const auto figures = rig.fleet.statistics({});

    QVERIFY(RemoteRig::wait(rig.connections.remove(u"zeta"_s))); // while its answers are on their way

    QVERIFY(RemoteRig::wait(page));
    QVERIFY(rig.fleet.missing().isEmpty());
    QVERIFY(missing.isEmpty());
    QCOMPARE(RemoteRig::wait(figures)->subscribers, 1);
}

void tst_FleetBackend::leavesItselfOut()
{
    Rig rig;
    rig.local.jobRows = jobsAt({3});
    rig.connections.add(u"all"_s, rig.fleet);
    emit rig.connections.changed();

    QCOMPARE(shown(*RemoteRig::wait(rig.fleet.jobs({}, {}))), QStringList{u"local:3"_s});
    QCOMPARE(rig.fleet.info().connection, u"all"_s);
}

void tst_FleetBackend::sumsUp()
{
    Rig rig;
    rig.local.figures.subscribers = 2;
    rig.local.figures.queued = 5;
    rig.local.figures.databaseBytes = 4096;
    rig.acme.figures.subscribers = 3;
    rig.acme.figures.failedLastDay = 7;
    rig.acme.figures.databaseBytes = 1;
    rig.local.jobRows = jobsAt({3, 2});
    rig.zeta.jobRows = jobsAt({1});
    const QSignalSpy told(&rig.fleet, &Backend::statisticsChanged);
    emit rig.local.statisticsChanged(rig.local.figures);
    QCOMPARE(told.size(), 0); // nobody asked yet

    const auto figures = RemoteRig::wait(rig.fleet.statistics({}));
    const auto count = RemoteRig::wait(rig.fleet.count({}, {}));

    QVERIFY(figures);
    QCOMPARE(figures->subscribers, 5);
    QCOMPARE(figures->queued, 5);
    QCOMPARE(figures->failedLastDay, 7);
    QCOMPARE(figures->databaseBytes, 4096);
    QCOMPARE(count.value(), 3);
    rig.acme.figures.subscribers = 4;
    emit rig.acme.statisticsChanged(rig.acme.figures);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().first().value<Statistics>().subscribers, 6);
    rig.zeta.failure = unreachable();
    QVERIFY(!RemoteRig::wait(rig.fleet.count({}, {})));
}

void tst_FleetBackend::saysWhatAllKnow()
{
    Rig rig;
    rig.acme.known.filterStates = {JobState::Unknown, JobState::Failed};
    rig.acme.known.filterEvents = {u"quote:created"_s};
    rig.acme.known.jobSorts = {JobSort::EventType, JobSort::Created};
    rig.zeta.known.verbs = Verb::ListSubscribers;
    rig.zeta.known.jobSorts.clear();

    const BackendInfo info = rig.fleet.info();

    QCOMPARE(info.kind, u"fleet"_s);
    QVERIFY(info.verbs == (Verb::ListSubscribers | Verb::ListJobs | Verb::Test));
    QVERIFY(info.subscriberFields.empty());
    QCOMPARE(info.filterStates.size(), rig.local.known.filterStates.size() + 1);
    QVERIFY(info.filterEvents.contains(u"quote:created"_s));
    QVERIFY(info.filterEvents.contains(rig.local.known.filterEvents.first()));
    QCOMPARE(info.jobSorts, QList<JobSort>({JobSort::Created, JobSort::EventType}));
}

void tst_FleetBackend::changesNothing()
{
    Rig rig;
    FleetBackend &fleet = rig.fleet;

    QCOMPARE(RemoteRig::wait(fleet.save({})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(RemoteRig::wait(fleet.remove({})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(RemoteRig::wait(fleet.replay({})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(RemoteRig::wait(fleet.drop({})).error().reason, Reason::NotOfThisApi);
    QVERIFY(!fleet.replays() && !fleet.payloadViews());
}

void tst_FleetBackend::passesAStopOn()
{
    Rig rig;
    rig.acme.isHolding = true;
    std::stop_source stop;
    const auto page = rig.fleet.jobs({}, stop.get_token());

    stop.request_stop();
    rig.acme.answerHeld();

    const auto answered = RemoteRig::wait(page);
    QVERIFY(!answered);
    QCOMPARE(answered.error().kind, ErrorKind::Cancelled);
    QCOMPARE(rig.acme.stoppedQuestions, 1);
    QVERIFY(rig.fleet.missing().isEmpty());
}

void tst_FleetBackend::showsARemoteApiOverItsCache()
{
    RemoteRig rig(Reading::CacheFirst);
    FleetBackend fleet(*rig.connections);
    const QSignalSpy changed(&fleet, &Backend::subscribersChanged);
    int number = 0;
    for (const QString &host : {u"aaa"_s, u"pop"_s, u"zoo"_s})
        rig.local.subscriberRows.append(
            tacklebox::test::subscriberOf(++number, host, u"https://%1.example"_s.arg(host)));
    rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    SubscriberQuery query;
    query.sort = SubscriberSort::Url;
    query.page.size = 2;
    query.count = true;
    rig.server.hold();
    const auto first = RemoteRig::wait(fleet.subscribers(query, {}));
    QVERIFY(first);
    QCOMPARE(shown(*first), QStringList({u"local:1"_s, u"local:2"_s}));
    QVERIFY(!first->count);
    QCOMPARE(fleet.missing(), QStringList{u"account"_s});
    rig.server.release();
    QTRY_COMPARE(changed.size(), 1);
    QTRY_VERIFY(fleet.missing().isEmpty());

    QStringList rows;
    do {
        const auto page = RemoteRig::wait(fleet.subscribers(query, {}));
        QVERIFY(page);
        QCOMPARE(page->source, PageSource::Cache);
        QCOMPARE(page->asOf, std::optional(store::test::kNow));
        QCOMPARE(page->count, std::optional<qint64>(5));
        rows += shown(*page);
        query.page.cursor = page->next;
    } while (!query.page.cursor.isEmpty());

    QCOMPARE(rows, QStringList({u"local:1"_s, u"account:h1"_s, u"local:2"_s, u"account:h2"_s, u"local:3"_s}));
    QCOMPARE(rig.asked("GET /hooks "), 1);
    QVERIFY(RemoteRig::wait(rig.connections->remove(u"account"_s)));
    QCOMPARE(RemoteRig::wait(fleet.subscribers({}, {}))->rows.size(), 3);
}

// Of an account that is new, nothing is cached.
void tst_FleetBackend::waitsForNoServer()
{
    RemoteRig rig(Reading::CacheFirst);
    FleetBackend fleet(*rig.connections);
    rig.local.subscriberRows = {tacklebox::test::subscriberOf(1, u"Mine"_s, u"https://mine.example"_s)};
    rig.local.jobRows = jobsAt({1});
    rig.addPlano();
    rig.server.hold();

    for (int time = 0; time < 2; ++time) {
        const auto subscribers = RemoteRig::wait(fleet.subscribers({}, {}));
        const auto jobs = RemoteRig::wait(fleet.jobs({}, {}));
        QVERIFY(subscribers && jobs);
        QCOMPARE(shown(*subscribers), QStringList{u"local:1"_s});
        QCOMPARE(shown(*jobs), QStringList{u"local:1"_s});
        QCOMPARE(fleet.missing(), QStringList{u"account"_s});
    }
    QTRY_COMPARE(rig.server.requests().size(), 2); // a list is asked for once
    const QSignalSpy missed(&fleet, &FleetBackend::missingChanged);
    const QSignalSpy jobsChanged(&fleet, &Backend::jobsChanged);
    for (int list = 0; list < 2; ++list)
        rig.server.script(answer(200, kPlanoJobs)); // read as subscribers, too
    rig.server.release();

    QTRY_VERIFY(fleet.missing().isEmpty());
    QVERIFY(missed.size() > 0);
    QTRY_VERIFY(jobsChanged.size() > 0);
    QCOMPARE(RemoteRig::wait(fleet.jobs({}, {}))->rows.size(), 2);
    QCOMPARE(RemoteRig::wait(fleet.subscribers({}, {}))->rows.size(), 2);
}

void tst_FleetBackend::waitsForTheOnlyOneThatIsAsked()
{
    RemoteRig rig(Reading::CacheFirst);
    FleetBackend fleet(*rig.connections);
    rig.local.jobRows = jobsAt({1});
    rig.addPlano();
    rig.server.script(answer(200, kPlanoJobs));
    JobQuery query;
    query.subscribers = {fleetId(u"account"_s, SubscriberId{u"17"_s})};

    const auto page = RemoteRig::wait(fleet.jobs(query, {}));

    QVERIFY(page);
    QCOMPARE(shown(*page), QStringList{u"account:9"_s});
}

void tst_FleetBackend::searchesWithoutWaitingForAServer()
{
    RemoteRig rig(Reading::CacheFirst);
    FleetBackend fleet(*rig.connections);
    rig.local.jobRows = jobsAt({1});
    rig.local.jobRows.first().job.address = u"1 Only Lane"_s;
    Backend &account = rig.addPlano();
    rig.server.script(answer(200, kPlanoJobs));
    QVERIFY(RemoteRig::wait(account.jobs({}, {})));
    rig.clock.moved = 1h;
    rig.server.hold();
    JobQuery query;
    query.search = u"only lane"_s;

    const auto page = RemoteRig::wait(fleet.jobs(query, {}));

    QVERIFY(page);
    QCOMPARE(shown(*page), QStringList{u"local:1"_s});
    QVERIFY(fleet.missing().isEmpty());
    QTRY_COMPARE(rig.server.requests().size(), 2); // the server may know more
}

// A server without a list of subscribers has none to wait for.
void tst_FleetBackend::missesNoneThatHasNothing()
{
    RemoteRig rig(Reading::CacheFirst);
    FleetBackend fleet(*rig.connections);
    rig.addPlano();
    rig.server.script(answer(500, R"({"code": 500, "status": "route-non-existent"})"));
    QVERIFY(RemoteRig::wait(fleet.subscribers({}, {})));
    QTRY_VERIFY(fleet.missing().isEmpty());
    const QSignalSpy missed(&fleet, &FleetBackend::missingChanged);

    const auto page = RemoteRig::wait(fleet.subscribers({}, {}));

    QVERIFY(page);
    QVERIFY(page->rows.isEmpty());
    QVERIFY(missed.isEmpty());
    QCOMPARE(rig.server.requests().size(), 1);
}

QTEST_GUILESS_MAIN(tst_FleetBackend)
#include "tst_fleetbackend.moc"
