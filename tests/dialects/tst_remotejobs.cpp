// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Jobs of a remote API: pages that move while somebody walks through them, what the cache answers when the
// server can't, and what became of a replay whose answer was lost.
#include "backend/wording.h"
#include "dialects/jobpages.h"
#include "numberedserver.h"
#include "remoterig.h"
#include "store/routereststore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::NumberedRow;
using tacklebox::dialects::test::NumberedServer;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::store::test::kNow;
using tacklebox::test::answer;
using tacklebox::test::Scripted;

namespace {

constexpr int kJobs = 23;
constexpr char kNoRoute[] = R"({"code": 500, "status": "route-non-existent"})";
constexpr char kDone[] = R"({"code": 200, "status": "action-successful"})";

// Ten seconds apart, the last one just now. They were sent in another order, each after it was made.
QList<NumberedRow> jobsUntilNow()
{
    constexpr int kCodes[] = {200, 503, 404};
    QList<NumberedRow> rows;
    for (int id = 1; id <= kJobs; ++id) {
        const Instant created = kNow - (kJobs - id) * 10s - 3ms;
        rows.append({id, created, created + (id * 7 % kJobs) * 10s, kCodes[id % 3]});
    }
    return rows;
}

QStringList idsOf(const QList<NumberedRow> &rows)
{
    QStringList ids;
    for (const NumberedRow &row : rows)
        ids.append(QString::number(row.id));
    return ids;
}

QStringList idsOf(const QList<Job> &jobs)
{
    QStringList ids;
    for (const Job &job : jobs)
        ids.append(job.id.value);
    return ids;
}

QStringList sorted(QStringList texts)
{
    texts.sort();
    return texts;
}

// PlanoMatic at a server that numbers its pages.
class NumberedRig final
{
public:
    explicit NumberedRig(Reading reading = Reading::ServerFirst, const Fields &settings = {})
        : rig(reading)
    {
        (void)rig.addPlano(settings);
        ConnectionDraft move;
        move.name = u"account"_s;
        move.baseUrl = server.url();
        (void)RemoteRig::wait(rig.connections->save(move));
        server.rows = jobsUntilNow();
    }

    [[nodiscard]] Backend &backend() const { return *rig.connections->backend(u"account"_s); }
    [[nodiscard]] Result<Page<Job>> page(const JobQuery &query) const
    {
        return RemoteRig::wait(backend().jobs(query, {}));
    }

    // From the query's page to the last one; `between` is called after each.
    [[nodiscard]] QList<Page<Job>> walk(
        JobQuery query, const std::function<void()> &between = [] {}) const
    {
        QList<Page<Job>> pages;
        do {
            const auto next = page(query);
            if (!next)
                return pages;
            pages.append(*next);
            query.page.cursor = next->next;
            between();
        } while (!query.page.cursor.isEmpty() && pages.size() < 50);
        return pages;
    }

    NumberedServer server;
    RemoteRig rig;
};

QStringList idsOf(const QList<Page<Job>> &pages)
{
    QStringList ids;
    for (const Page<Job> &page : pages)
        ids += idsOf(page.rows);
    return ids;
}

JobQuery inPages(int size, JobSort sort = JobSort::LastSent, Qt::SortOrder order = Qt::DescendingOrder)
{
    JobQuery query;
    query.page.size = size;
    query.sort = sort;
    query.order = order;
    return query;
}

// Each was sent just after it was made, the last one just now.
QList<NumberedRow> manyJobs(int count)
{
    QList<NumberedRow> rows;
    for (int id = 1; id <= count; ++id) {
        const Instant created = kNow - (count - id) * 10s - 3ms;
        rows.append({id, created, created + 1ms, 200});
    }
    return rows;
}

JobQuery failedOnes(int size)
{
    JobQuery query = inPages(size);
    query.states = {JobState::Failed};
    query.count = true;
    return query;
}

// The one that was sent longest ago: the last of those still to be shown, or the first of those that were.
void sendAgain(NumberedServer &server, int time)
{
    const Instant moved = kNow + 24h; // where those stand that were sent again before
    auto found = server.rows.end();
    for (auto row = server.rows.begin(); row != server.rows.end(); ++row) {
        if (row->sent < moved && (found == server.rows.end() || row->sent < found->sent))
            found = row;
    }
    found->sent = moved + std::chrono::seconds(time);
}

QByteArray hookRequest(const QString &id, int status, const QString &updated)
{
    const QJsonObject request{{u"id"_s, id},
                              {u"event"_s, u"quote:created"_s},
                              {u"response_status"_s, status},
                              {u"created_at"_s, u"2024-05-01T10:00:00Z"_s},
                              {u"updated_at"_s, updated}};
    return QJsonDocument(request).toJson(QJsonDocument::Compact);
}

// The slashes are escaped for moc, which takes them for a comment.
constexpr char kTwoHooks[] = R"([
  {"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https:\/\/one.example/in"}},
  {"id": "h2", "active": true, "events": ["quote"], "config": {"url": "https:\/\/two.example/in"}}])";
constexpr char kOneHook[]
    = R"([{"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https:\/\/one.example/in"}}])";

QByteArray oneRequest(const QString &id, const QString &updated = u"2024-05-09T10:00:00Z"_s)
{
    return "[" + hookRequest(id, 503, updated) + "]";
}

constexpr char kOneSubscriber[]
    = R"({"code": 200, "status": "action-successful", "data": {"results": [)"
      R"({"id": 17, "name": "Orders", "key": "k-17", "version": "v3", "callback_url": "https:\/\/one.example/in"}]}, "count": 1})";
constexpr char kItsJob[]
    = R"({"code": 200, "status": "action-successful", "data": {"results": [)"
      R"({"id": 9, "event_type": "delivered", "status_code": 503, "callback_url": "https:\/\/one.example/in",)"
      R"( "last_sent_at": "2024-05-09T10:00:00Z", "webhook_subscriber": {"id": 17, "name": "Orders"}}]}})";

QJsonObject bodyOf(const QByteArray &request)
{
    return QJsonDocument::fromJson(request.sliced(request.indexOf("\r\n\r\n") + 4)).object();
}

// What is noted of a missing route is written behind the answer.
bool rests(RemoteRig &rig, const QString &route)
{
    const ConnectionId id = rig.connections->account(u"account"_s)->id;
    const auto found = rig.profile.read<std::optional<store::RouteAtRest>>(
        [&](store::Connection &connection) -> Result<std::optional<store::RouteAtRest>> {
            const auto key = store::findConnection(connection, id);
            if (!key)
                return fail(key.error());
            return store::routeAtRest(connection, *key, route);
        });
    return found && *found;
}

} // namespace

class tst_RemoteJobs : public QObject
{
    Q_OBJECT

private slots:
    void showsEachJobOnceWhileOthersArrive_data();
    void showsEachJobOnceWhileOthersArrive();
    void showsAJobOnceThatIsSentAgain_data();
    void showsAJobOnceThatIsSentAgain();
    void boundsTheWalkByTheNewestThatCame();
    void boundsTheWalkByTheServersTime();
    void endsWhereAServerAlwaysGivesTheSame();
    void walksOnWhereTheServerGivesFewer_data();
    void walksOnWhereTheServerGivesFewer();
    void findsItsWayByNumberWhereTheServerGivesFewer();
    void endsWithTheLastJob_data();
    void endsWithTheLastJob();
    void goesBackTheWayItCame();
    void staysInTheCacheBehindAPageOfTheCache();
    void answersFromTheCacheWhereTheServerCrashes_data();
    void answersFromTheCacheWhereTheServerCrashes();
    void tellsOfAMissingRouteAlsoWithACache();
    void filtersOverTheCacheWhatTheServerCant_data();
    void filtersOverTheCacheWhatTheServerCant();
    void walksToTheFailedJobsBehindManyOthers();
    void saysHowFarItLooked();
    void looksNoFurtherThanToTheTimeOfSending();
    void walksOnceForAWhile();
    void walksAnewWhereAPersonRefreshes();
    void looksThroughWhatAServerCountsAndKeepsBack();
    void sortsOverTheCacheWhatTheServerCant();
    void keepsTheAgeOfAHookThatCantBeRead();
    void readsAllHooksOrNone();
    void makesNothingYoungerByANarrowedReading();
    void keepsWhatAListLeavesOut();
    void takesNoOldCodeForANewSending();
    void readsTheJobsOfAllHooks();
    void asksAgainAfterAFailedReading();
    void asksAgainAfterAStoppedReading();
    void readsTheOthersAfterOneHook();
    void asksNoMoreOftenForWhatFails();
    void asksAtOnceWhereAPersonRefreshes();
    void asksForAPageAnewWhereAPersonRefreshes();
    void findsOutWhetherALostReplayWasDone_data();
    void findsOutWhetherALostReplayWasDone();
    void findsOutWhetherALostResendWasDone_data();
    void findsOutWhetherALostResendWasDone();
    void namesTheJobThatCantBeShown();
    void endsAReplayAtWhatConcernsAll();
    void namesTheJobThatIsNotThere();
    void leavesAMissingResendAloneForADay();
    void leavesAMissingRouteAloneInTheNextProcess();
    void namesSubscribersAsTheFilterWants_data();
    void namesSubscribersAsTheFilterWants();
    void keepsANameThatAPersonGave();
};

void tst_RemoteJobs::showsEachJobOnceWhileOthersArrive_data()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<int>("order");
    QTest::addColumn<int>("minutesAhead"); // of the client's clock
    for (const JobSort sort : {JobSort::Created, JobSort::LastSent, JobSort::StatusCode}) {
        for (const int minutes : {-5, 0, 5}) {
            const auto row = [&](const char *way, Qt::SortOrder order) {
                QTest::addRow("sort %d %s, %d minutes", int(sort), way, minutes)
                    << int(sort) << int(order) << minutes;
            };
            row("down", Qt::DescendingOrder);
            if (sort != JobSort::Created) // which the server doesn't sort by
                row("up", Qt::AscendingOrder);
        }
    }
}

void tst_RemoteJobs::showsEachJobOnceWhileOthersArrive()
{
    QFETCH(int, sort);
    QFETCH(int, order);
    QFETCH(int, minutesAhead);
    NumberedRig at;
    at.rig.clock.moved = std::chrono::minutes(minutesAhead);
    at.server.date = "Tue, 14 Nov 2023 22:13:20 GMT"; // which is kNow
    const QStringList old = idsOf(at.server.rows);

    int arrived = kJobs;
    const auto pages = at.walk(inPages(5, JobSort(sort), Qt::SortOrder(order)), [&] {
        for (int i = 0; i < 3; ++i) {
            ++arrived;
            const Instant created = kNow + (arrived - kJobs) * 10s;
            at.server.rows.append({arrived, created, created, 200});
        }
    });

    QStringList shown = idsOf(pages);
    const qsizetype all = shown.size();
    QVERIFY2(shown.removeDuplicates() == 0, qPrintable(QString::number(all)));
    for (const QString &id : old)
        QVERIFY2(shown.contains(id), qPrintable(id));
    for (const Page<Job> &page : pages)
        QVERIFY(!page.rows.isEmpty() || page.next.isEmpty());
}

void tst_RemoteJobs::showsAJobOnceThatIsSentAgain_data()
{
    QTest::addColumn<int>("order");
    QTest::newRow("it comes to the front") << int(Qt::DescendingOrder);
    QTest::newRow("it goes to the end") << int(Qt::AscendingOrder);
}

void tst_RemoteJobs::showsAJobOnceThatIsSentAgain()
{
    QFETCH(int, order);
    NumberedRig at;
    const QStringList old = idsOf(at.server.rows);

    int time = 0;
    const auto pages
        = at.walk(inPages(5, JobSort::LastSent, Qt::SortOrder(order)), [&] { sendAgain(at.server, ++time); });

    const QStringList shown = idsOf(pages);
    QCOMPARE(sorted(shown), sorted(old));
    QVERIFY(pages.size() >= 5);
}

void tst_RemoteJobs::boundsTheWalkByTheNewestThatCame()
{
    NumberedRig at;
    at.rig.clock.moved = -5min;
    JobQuery query = inPages(5, JobSort::Created);

    const auto first = at.page(query);
    query.page.cursor = first->next;
    QVERIFY(at.page(query));

    QVERIFY(!at.server.asked.first().contains("filters"_L1));
    QCOMPARE(at.server.asked.last()["filters"_L1]["date_range_end"_L1].toString(),
             toIso(at.server.rows.last().created + 1ms));
    // A server that tells whole seconds may know more of them.
    Job whole;
    whole.createdAt = fromMillis(1'700'000'000'000);
    QCOMPARE(endOfWalk(numberedPage(inPages(5, JobSort::Created)), {whole}, {}), whole.createdAt + 1s);
}

// In another order than that of their making, the newest may stand on a later page.
void tst_RemoteJobs::boundsTheWalkByTheServersTime()
{
    NumberedRig at;
    at.rig.clock.moved = -5min;
    at.server.date = "Tue, 14 Nov 2023 22:13:20 GMT";
    JobQuery query = inPages(5, JobSort::StatusCode);

    const auto first = at.page(query);
    query.page.cursor = first->next;
    QVERIFY(at.page(query));

    QCOMPARE(at.server.asked.last()["filters"_L1]["date_range_end"_L1].toString(), toIso(kNow + 1s));
}

void tst_RemoteJobs::endsWhereAServerAlwaysGivesTheSame()
{
    NumberedRig at;
    at.server.knowsNumbers = false;
    JobQuery query = inPages(5);
    query.page.cursor = at.page(query)->next;
    QVERIFY(!query.page.cursor.isEmpty()); // it was full, and nobody counted
    at.server.asked.clear();

    const auto second = at.page(query);

    QVERIFY(second);
    QVERIFY(second->rows.isEmpty() && second->next.isEmpty());
    QVERIFY2(at.server.asked.size() <= 6, qPrintable(QString::number(at.server.asked.size())));
}

void tst_RemoteJobs::walksOnWhereTheServerGivesFewer_data()
{
    QTest::addColumn<int>("most");
    QTest::addColumn<bool>("isCounted");
    QTest::addColumn<bool>("isOffsetBySize");
    for (const bool isOffsetBySize : {false, true}) {
        const char *way = isOffsetBySize ? "skips by what was asked" : "skips by its own size";
        QTest::addRow("counted, %s", way) << 4 << true << isOffsetBySize;
        QTest::addRow("not counted, %s", way) << 5 << false << isOffsetBySize;
    }
}

void tst_RemoteJobs::walksOnWhereTheServerGivesFewer()
{
    QFETCH(int, most);
    QFETCH(bool, isCounted);
    QFETCH(bool, isOffsetBySize);
    NumberedRig at;
    at.server.most = most;
    at.server.isOffsetBySize = isOffsetBySize;
    JobQuery query = inPages(12);
    query.count = isCounted;

    const auto pages = at.walk(query);

    QCOMPARE(sorted(idsOf(pages)), sorted(idsOf(at.server.rows)));
    QCOMPARE(idsOf(pages).size(), kJobs);
    int number = 0;
    for (const Page<Job> &page : pages) {
        QCOMPARE(page.number, ++number);
        QCOMPARE(page.size, most); // so that its first row's number is right
    }
    QVERIFY(pages.last().next.isEmpty());
    QVERIFY(!pages.last().rows.isEmpty());
}

// As a command does, which has no cursor.
void tst_RemoteJobs::findsItsWayByNumberWhereTheServerGivesFewer()
{
    NumberedRig at;
    at.server.most = 5;
    JobQuery query = inPages(12);

    QStringList shown;
    for (;; ++query.page.number) {
        const auto page = at.page(query);
        QVERIFY(page);
        shown += idsOf(page->rows);
        if (page->next.isEmpty())
            break;
    }

    QCOMPARE(sorted(shown), sorted(idsOf(at.server.rows)));
}

void tst_RemoteJobs::endsWithTheLastJob_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isCounted");
    QTest::addColumn<int>("pages");
    QTest::newRow("one page") << 100 << false << 1;
    QTest::newRow("one page, counted") << 100 << true << 1;
    QTest::newRow("a last one that isn't full") << 10 << false << 3;
    QTest::newRow("a last one that isn't full, counted") << 10 << true << 3;
    QTest::newRow("a last one that is full, counted") << kJobs << true << 1;
}

void tst_RemoteJobs::endsWithTheLastJob()
{
    QFETCH(int, size);
    QFETCH(bool, isCounted);
    QFETCH(int, pages);
    NumberedRig at;
    JobQuery query = inPages(size);
    query.count = isCounted;

    const auto walked = at.walk(query);

    QCOMPARE(walked.size(), pages);
    QCOMPARE(idsOf(walked).size(), kJobs);
    QCOMPARE(walked.last().size, size);
}

void tst_RemoteJobs::goesBackTheWayItCame()
{
    NumberedRig at;
    JobQuery query = inPages(10);
    const auto pages = at.walk(query);
    QCOMPARE(pages.size(), 3);

    query.page.cursor = pages.at(2).previous;
    const auto second = at.page(query);
    query.page.cursor = second->previous;
    const auto first = at.page(query);
    query.page.cursor = first->next;
    const auto secondAgain = at.page(query);

    QCOMPARE(idsOf(second->rows), idsOf(pages.at(1).rows));
    QCOMPARE(idsOf(first->rows), idsOf(pages.at(0).rows));
    QVERIFY(first->previous.isEmpty());
    QCOMPARE(idsOf(secondAgain->rows), idsOf(pages.at(1).rows));
}

void tst_RemoteJobs::staysInTheCacheBehindAPageOfTheCache()
{
    NumberedRig at;
    QCOMPARE(idsOf(at.walk(inPages(5))).size(), kJobs);
    at.rig.restart(Reading::CacheFirst);
    at.server.asked.clear();
    const QSignalSpy changed(&at.backend(), &Backend::jobsChanged);
    JobQuery query = inPages(5);

    const auto first = at.page(query);
    query.page.cursor = first->next;
    const auto second = at.page(query);
    QTRY_COMPARE(changed.size(), 1); // the server's first page came
    const auto secondAgain = at.page(query);

    QCOMPARE(first->source, PageSource::Cache);
    QCOMPARE(second->source, PageSource::Cache);
    QCOMPARE(second->number, 2);
    QCOMPARE(secondAgain->source, PageSource::Cache);
    QCOMPARE(idsOf(secondAgain->rows), idsOf(second->rows));
    for (const QString &id : idsOf(first->rows))
        QVERIFY(!idsOf(second->rows).contains(id));
    QCOMPARE(at.server.numbers(), QList<int>{1});
    query.page.cursor.clear();
    QCOMPARE(at.page(query)->source, PageSource::Live);
}

void tst_RemoteJobs::answersFromTheCacheWhereTheServerCrashes_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {500, 502, 503, 504})
        QTest::addRow("%d", status) << status;
}

void tst_RemoteJobs::answersFromTheCacheWhereTheServerCrashes()
{
    QFETCH(int, status);
    NumberedRig at;
    JobQuery query = inPages(10);
    at.server.fault = status;
    const auto nothing = at.page(query);
    QCOMPARE(nothing.error().reason, Reason::RemoteReadCrash);
    at.server.fault = 0;
    const auto pages = at.walk(query);
    QCOMPARE(pages.size(), 3);
    at.server.fault = status;
    at.rig.clock.moved = 1h;

    const auto first = at.page(query);
    query.page.cursor = pages.at(0).next;
    const auto second = at.page(query);
    query.page.cursor = second->next;
    const auto third = at.page(query);

    for (const auto &page : {first, second, third}) {
        QVERIFY(page);
        QCOMPARE(page->source, PageSource::Cache);
        QCOMPARE(page->asOf, std::optional(kNow));
    }
    QCOMPARE(second->number, 2);
    QCOMPARE(sorted(idsOf(first->rows) + idsOf(second->rows) + idsOf(third->rows)),
             sorted(idsOf(at.server.rows)));
}

void tst_RemoteJobs::tellsOfAMissingRouteAlsoWithACache()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, kItsJob));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.script(answer(500, kNoRoute));

    const auto page = RemoteRig::wait(backend.jobs({}, {}));

    QVERIFY(!page);
    QCOMPARE(page.error().reason, Reason::RemoteNoRoute);
}

void tst_RemoteJobs::filtersOverTheCacheWhatTheServerCant_data()
{
    QTest::addColumn<JobQuery>("query");
    QTest::addColumn<QStringList>("ids");
    JobQuery failed;
    failed.states = {JobState::Failed};
    QStringList ofFailed;
    JobQuery lately;
    lately.sentFrom = kNow - 60s;
    QStringList ofLately;
    for (const NumberedRow &row : jobsUntilNow()) {
        if (row.code != 200)
            ofFailed.append(QString::number(row.id));
        if (row.sent >= *lately.sentFrom)
            ofLately.append(QString::number(row.id));
    }
    JobQuery ofEvent;
    ofEvent.events = {{u"e1"_s}};
    QTest::newRow("by state") << failed << ofFailed;
    QTest::newRow("sent from") << lately << ofLately;
    QTest::newRow("by event") << ofEvent << QStringList();
}

void tst_RemoteJobs::filtersOverTheCacheWhatTheServerCant()
{
    QFETCH(JobQuery, query);
    QFETCH(QStringList, ids);
    NumberedRig at;
    query.page.size = 5;
    query.count = true;

    const auto pages = at.walk(query);

    QCOMPARE(sorted(idsOf(pages)), sorted(ids));
    QCOMPARE(pages.first().source, PageSource::Cache);
    QCOMPARE(pages.first().count, std::optional<qint64>(ids.size()));
    const QJsonObject &asked = at.server.asked.first();
    QCOMPARE(asked["page"_L1]["size"_L1].toInt(), 100);
    QVERIFY(!asked.contains("filters"_L1));
}

void tst_RemoteJobs::walksToTheFailedJobsBehindManyOthers()
{
    NumberedRig at;
    at.server.rows = manyJobs(130);
    at.server.most = 50;
    for (int i = 0; i < 40; ++i)
        at.server.rows[i].code = 503; // those sent longest ago

    const auto pages = at.walk(failedOnes(25));

    QCOMPARE(sorted(idsOf(pages)), sorted(idsOf(at.server.rows.first(40))));
    QCOMPARE(pages.first().count, std::optional<qint64>(40));
    QVERIFY(!pages.first().lookedThrough);
    QCOMPARE(at.server.numbers(), (QList<int>{1, 2, 3}));
}

void tst_RemoteJobs::saysHowFarItLooked()
{
    NumberedRig at;
    at.server.rows = manyJobs(1200);
    at.server.rows.first().code = 503;

    const auto page = at.page(failedOnes(100));

    QVERIFY(page);
    QVERIFY(page->rows.isEmpty());
    QCOMPARE(page->lookedThrough, std::optional<qint64>(1000));
    QVERIFY(!page->count); // nobody knows how many
    QCOMPARE(at.server.asked.size(), 10);
    // What the server itself narrows is looked through whole.
    JobQuery narrowed = failedOnes(100);
    narrowed.to = at.server.rows.at(100).created;
    const auto found = at.page(narrowed);
    QCOMPARE(idsOf(found->rows), QStringList{u"1"_s});
    QVERIFY(!found->lookedThrough);
    QCOMPARE(found->count, std::optional<qint64>(1));
}

void tst_RemoteJobs::looksNoFurtherThanToTheTimeOfSending()
{
    NumberedRig at;
    at.server.rows = manyJobs(1200);
    JobQuery lately;
    lately.sentFrom = at.server.rows.at(1190).sent;

    const auto page = at.page(lately);

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 10);
    QVERIFY(!page->lookedThrough);
    QCOMPARE(at.server.numbers(), QList<int>{1});
    QCOMPARE(at.server.asked.first()["sort"_L1]["by"_L1].toString(), u"last_sent_at"_s);
}

void tst_RemoteJobs::walksOnceForAWhile()
{
    NumberedRig at(Reading::CacheFirst);
    at.server.rows = manyJobs(130);
    at.server.rows.first().code = 503;
    QCOMPARE(at.page(failedOnes(100))->rows.size(), 1);
    const qsizetype walked = at.server.asked.size();
    JobQuery delivered = failedOnes(100);
    delivered.states = {JobState::Delivered};

    QCOMPARE(at.page(delivered)->rows.size(), 100);
    at.rig.clock.moved = 59s;
    QCOMPARE(at.page(failedOnes(100))->rows.size(), 1);
    QCOMPARE(at.server.asked.size(), walked);

    const QSignalSpy changed(&at.backend(), &Backend::jobsChanged);
    at.rig.clock.moved = 61s;
    QCOMPARE(at.page(failedOnes(100))->rows.size(), 1);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(at.server.asked.size(), 2 * walked);
}

void tst_RemoteJobs::walksAnewWhereAPersonRefreshes()
{
    NumberedRig at(Reading::CacheFirst);
    at.server.rows = manyJobs(130);
    QVERIFY(at.page(failedOnes(100))->rows.isEmpty());
    at.server.rows.first().code = 503;

    at.backend().refresh();

    QCOMPARE(at.page(failedOnes(100))->rows.size(), 1);
}

void tst_RemoteJobs::looksThroughWhatAServerCountsAndKeepsBack()
{
    NumberedRig at;
    at.server.rows = manyJobs(130);
    at.server.knowsNumbers = false; // each page is the first
    at.server.most = 50;

    const auto page = at.page(failedOnes(100));

    QVERIFY(page);
    QCOMPARE(page->lookedThrough, std::optional<qint64>(50));
}

// The server sorts by three columns, and the time of creation is none of them.
void tst_RemoteJobs::sortsOverTheCacheWhatTheServerCant()
{
    NumberedRig at;
    std::ranges::reverse(at.server.rows);

    const auto pages = at.walk(inPages(5, JobSort::Created, Qt::AscendingOrder));

    QStringList oldestFirst;
    for (int id = 1; id <= kJobs; ++id)
        oldestFirst.append(QString::number(id));
    QCOMPARE(idsOf(pages), oldestFirst);
    QCOMPARE(pages.first().source, PageSource::Cache);
}

void tst_RemoteJobs::keepsTheAgeOfAHookThatCantBeRead()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    const auto read = [&](int status) {
        rig.server.script(answer(200, kTwoHooks));
        rig.server.script(answer(200, oneRequest(u"r1"_s)));
        rig.server.script(answer(status, oneRequest(u"r2"_s)));
        return RemoteRig::wait(backend.jobs({}, {}));
    };
    QCOMPARE(read(200)->asOf, std::optional(kNow));
    rig.clock.moved = 1h;

    const auto half = read(503);
    rig.server.script(answer(200, oneRequest(u"r1"_s)));
    JobQuery ofOne;
    ofOne.subscribers = {{u"h1"_s}};
    const auto own = RemoteRig::wait(backend.jobs(ofOne, {}));
    rig.restart(Reading::ServerFirst); // another process knows no more than what is kept
    rig.server.script(answer(503, ""));
    const auto later = RemoteRig::wait(rig.connections->backend(u"account"_s)->jobs({}, {}));

    QCOMPARE(half->rows.size(), 2);
    QCOMPARE(half->asOf, std::optional(kNow));
    QCOMPARE(own->asOf, std::optional(kNow + 1h));
    QCOMPARE(later->asOf, std::optional(kNow));
}

void tst_RemoteJobs::readsAllHooksOrNone()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    for (int time = 0; time < 2; ++time) {
        rig.server.script(answer(200, kTwoHooks));
        rig.server.script(answer(200, oneRequest(u"r1"_s)));
        rig.server.script(answer(503, ""));

        const auto half = RemoteRig::wait(backend.jobs({}, {}));

        QVERIFY2(!half, "the other hook's jobs were never read");
        QCOMPARE(half.error().httpStatus, 503);
    }
}

void tst_RemoteJobs::makesNothingYoungerByANarrowedReading()
{
    NumberedRig at;
    QVERIFY(at.page({}));
    JobQuery latest;
    latest.from = at.server.rows.at(kJobs - 3).created;
    at.rig.clock.moved = 1h;
    QCOMPARE(at.page(latest)->rows.size(), 3);
    at.server.fault = 503;

    QCOMPARE(at.page({})->asOf, std::optional(kNow));
    QCOMPARE(at.page(latest)->asOf, std::optional(kNow + 1h));
}

void tst_RemoteJobs::keepsWhatAListLeavesOut()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200,
                             R"({"code": 200, "status": "action-successful", "data": {"id": 9,)"
                             R"( "order_id": "A77", "address": "1 Main St", "attempts": 4}})"));
    QVERIFY(RemoteRig::wait(backend.job({u"9"_s}, {})));
    rig.server.script(answer(200, kItsJob));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.script(answer(503, ""));

    const auto page = RemoteRig::wait(backend.jobs({}, {}));

    QVERIFY(page);
    QCOMPARE(page->source, PageSource::Cache);
    const Job &job = page->rows.first();
    QCOMPARE(job.orderId, u"A77"_s);
    QCOMPARE(job.address, u"1 Main St"_s);
    QCOMPARE(job.attempts, std::optional(4));
    QCOMPARE(job.statusCode, std::optional(503));
    QCOMPARE(job.subscriberName, u"Orders"_s);
}

void tst_RemoteJobs::takesNoOldCodeForANewSending()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, kItsJob));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    const QByteArray unanswered
        = QByteArray(kItsJob).replace("503", "null").replace("10:00:00Z", "10:06:00Z");
    rig.server.script(answer(200, unanswered));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.script(answer(503, ""));

    const Job job = RemoteRig::wait(backend.jobs({}, {}))->rows.first();

    QVERIFY(!job.statusCode);
    QCOMPARE(job.state, JobState::Unknown);
}

void tst_RemoteJobs::readsTheJobsOfAllHooks()
{
    constexpr int kHooks = 1001; // more than a page of them
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    QByteArray hooks;
    for (int number = 1; number <= kHooks; ++number)
        hooks += (number > 1 ? ",{\"id\": \"h" : "{\"id\": \"h") + QByteArray::number(number)
            + "\", \"active\": true, \"events\": [\"quote\"],"
              " \"config\": {\"url\": \"https:\\/\\/one.example\\/in\"}}";
    rig.server.script(answer(200, '[' + hooks + ']'));
    for (int number = 1; number <= kHooks; ++number)
        rig.server.script(answer(200, oneRequest(u"r"_s)));

    JobQuery query;
    query.count = true;
    const auto asked = backend.jobs(query, {});
    QVERIFY(tacklebox::test::finishes(asked, 120s));
    const auto page = asked.result();

    QVERIFY(page);
    QCOMPARE(page->count, std::optional<qint64>(kHooks));
    QCOMPARE(rig.asked("GET /hooks/h1001/requests"), 1);
}

void tst_RemoteJobs::asksAgainAfterAFailedReading()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(401, "{}"));

    const auto refused = RemoteRig::wait(backend.jobs({}, {}));
    rig.server.script(answer(401, "{}"));
    const auto refusedAgain = RemoteRig::wait(backend.jobs({}, {}));
    rig.server.script(answer(200, kTwoHooks));
    rig.server.script(answer(200, oneRequest(u"r1"_s)));
    rig.server.script(answer(200, oneRequest(u"r2"_s)));
    const auto page = RemoteRig::wait(backend.jobs({}, {}));

    QVERIFY(!refused);
    QVERIFY2(!refusedAgain, "a reading that failed is no empty one");
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
}

void tst_RemoteJobs::asksAgainAfterAStoppedReading()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script({{}, Scripted::Then::Stall});
    std::stop_source stop;
    const auto first = backend.jobs({}, stop.get_token());
    QTRY_COMPARE(rig.server.requests().size(), 1);
    stop.request_stop();
    QCOMPARE(RemoteRig::wait(first).error().kind, ErrorKind::Cancelled);
    rig.server.script(answer(200, kTwoHooks));
    rig.server.script(answer(200, oneRequest(u"r1"_s)));
    rig.server.script(answer(200, oneRequest(u"r2"_s)));

    const auto page = RemoteRig::wait(backend.jobs({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
}

void tst_RemoteJobs::readsTheOthersAfterOneHook()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kTwoHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(200, oneRequest(u"r1"_s)));
    JobQuery ofOne;
    ofOne.subscribers = {{u"h1"_s}};
    QCOMPARE(RemoteRig::wait(backend.jobs(ofOne, {}))->rows.size(), 1);
    const QSignalSpy changed(&backend, &Backend::jobsChanged);
    for (int i = 0; i < 2; ++i)
        rig.server.script(answer(200, oneRequest(u"r1"_s)));

    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));

    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(RemoteRig::wait(backend.jobs({}, {}))->rows.size(), 2);
    // Now each of them is known.
    JobQuery ofOther;
    ofOther.subscribers = {{u"h2"_s}};
    QCOMPARE(RemoteRig::wait(backend.jobs(ofOther, {}))->rows.size(), 1);
    QCOMPARE(rig.asked("GET /hooks/h1/requests"), 2);
    QCOMPARE(rig.asked("GET /hooks/h2/requests"), 1);
}

void tst_RemoteJobs::asksNoMoreOftenForWhatFails()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kTwoHooks));
    rig.server.script(answer(200, oneRequest(u"r1"_s)));
    rig.server.script(answer(200, oneRequest(u"r2"_s)));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.restart(Reading::CacheFirst);
    Backend &again = *rig.connections->backend(u"account"_s);
    const QSignalSpy changed(&again, &Backend::jobsChanged);
    for (int i = 0; i < 4; ++i)
        rig.server.script(answer(503, ""));
    const qsizetype before = rig.asked("GET /hooks/h1/requests");

    QCOMPARE(RemoteRig::wait(again.jobs({}, {}))->rows.size(), 2);
    QTRY_COMPARE(rig.asked("GET /hooks/h1/requests"), before + 1);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(RemoteRig::wait(again.jobs({}, {}))->rows.size(), 2);

    QCOMPARE(rig.asked("GET /hooks/h1/requests"), before + 1);
    QCOMPARE(changed.size(), 0);
}

void tst_RemoteJobs::asksAtOnceWhereAPersonRefreshes()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kOneHook));
    rig.server.script(answer(200, oneRequest(u"r1"_s)));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.restart(Reading::CacheFirst);
    Backend &again = *rig.connections->backend(u"account"_s);
    const QSignalSpy changed(&again, &Backend::jobsChanged);
    JobQuery ofOne;
    ofOne.subscribers = {{u"h1"_s}};
    rig.server.script(answer(503, ""));
    QCOMPARE(RemoteRig::wait(again.jobs(ofOne, {}))->rows.size(), 1);
    QTRY_COMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Failing);
    rig.server.script(answer(200, oneRequest(u"r2"_s)));

    again.refresh();

    QCOMPARE(RemoteRig::wait(again.jobs(ofOne, {}))->rows.size(), 2); // it waits for that
    QCOMPARE(changed.size(), 0);
    QCOMPARE(rig.asked("GET /hooks/h1/requests"), 3);
}

void tst_RemoteJobs::asksForAPageAnewWhereAPersonRefreshes()
{
    NumberedRig at(Reading::CacheFirst);
    QVERIFY(at.page(inPages(5)));
    QVERIFY(at.page(inPages(5)));
    QCOMPARE(at.server.asked.size(), 1);

    at.backend().refresh();
    const auto first = at.page(inPages(5));
    QVERIFY(first);

    QCOMPARE(at.server.asked.size(), 2);
    QCOMPARE(first->source, PageSource::Live);
    JobQuery next = inPages(5); // and whoever reads all goes on at the server
    next.page.cursor = first->next;
    QCOMPARE(at.page(next)->source, PageSource::Live);
}

void tst_RemoteJobs::findsOutWhetherALostReplayWasDone_data()
{
    QTest::addColumn<QByteArray>("reply"); // of the list after it
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers"); // of that
    QTest::addColumn<bool>("isDone");
    const QByteArray retried = oneRequest(u"r1"_s, u"2024-05-09T10:06:00Z"_s);
    QTest::newRow("it was") << oneRequest(u"r1"_s, u"2024-05-09T10:20:00Z"_s) << 200 << ""_ba << true;
    QTest::newRow("nobody knows") << oneRequest(u"r1"_s) << 200 << ""_ba << false;
    QTest::newRow("it is not there") << "[]"_ba << 200 << ""_ba << false;
    QTest::newRow("the list fails") << ""_ba << 503 << ""_ba << false;
    QTest::newRow("retried by the server before") << retried << 200 << ""_ba << false;
    QTest::newRow("by a clock that is behind")
        << retried << 200 << "Date: Thu, 09 May 2024 10:06:00 GMT\r\n"_ba << true;
    QTest::newRow("by a clock that is ahead") << oneRequest(u"r1"_s, u"2024-05-09T10:25:00Z"_s) << 200
                                              << "Date: Thu, 09 May 2024 10:40:00 GMT\r\n"_ba << false;
}

void tst_RemoteJobs::findsOutWhetherALostReplayWasDone()
{
    QFETCH(QByteArray, reply);
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    QFETCH(bool, isDone);
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kOneHook));
    rig.server.script(answer(200, oneRequest(u"r1"_s)));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.clock.moved = *instantFrom(u"2024-05-09T10:20:00Z") - kNow;
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(status, reply, headers));

    const auto answers = RemoteRig::wait(backend.replay({{{u"h1/r1"_s}}, {}}));

    QVERIFY(answers);
    QCOMPARE(answers->first().error.has_value(), !isDone);
    if (!isDone) {
        QCOMPARE(answers->first().error->reason, Reason::RemoteReplyLost);
        QCOMPARE(answers->first().failure, JobFailure::Uncertain);
    }
    QCOMPARE(rig.asked("POST /hooks/h1/requests/r1/redeliver"), 1);
    QCOMPARE(rig.asked("GET /hooks/h1/requests"), 2);
}

void tst_RemoteJobs::findsOutWhetherALostResendWasDone_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("isDone");
    QTest::newRow("it was") << "10:20:05Z"_ba << true;
    QTest::newRow("retried by the server before") << "10:06:00Z"_ba << false;
}

void tst_RemoteJobs::findsOutWhetherALostResendWasDone()
{
    QFETCH(QByteArray, sent);
    QFETCH(bool, isDone);
    RemoteRig rig;
    Backend &backend = rig.addPlano({{u"unconfirmed_writes"_s, true}});
    rig.server.script(answer(200, kItsJob));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.clock.moved = *instantFrom(u"2024-05-09T10:20:05Z") - kNow;
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(200, QByteArray(kItsJob).replace("10:00:00Z", sent)));

    const auto answers = RemoteRig::wait(backend.replay({{{u"9"_s}}, {}}));

    QVERIFY(answers);
    QCOMPARE(!answers->first().error, isDone);
    QCOMPARE(rig.asked("POST /api/v1/webhook_jobs/resend"), 1);
    const QJsonObject asked = bodyOf(rig.server.requests().last());
    QCOMPARE(asked["filters"_L1]["subscribers"_L1].toArray(), QJsonArray{17});
}

// One that was refused for itself, or whose answer was lost, keeps nobody from the next.
void tst_RemoteJobs::endsAReplayAtWhatConcernsAll()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(404, "{}"));
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(403, "{}"));

    const auto answers
        = RemoteRig::wait(backend.replay({{{u"h1/r1"_s}, {u"h1/r2"_s}, {u"h1/r3"_s}, {u"h1/r4"_s}}, {}}));

    QVERIFY(answers);
    QList<JobFailure> failures;
    for (const JobAnswer &one : *answers)
        failures << one.failure;
    QCOMPARE(failures,
             (QList<JobFailure>{
                 JobFailure::Refused, JobFailure::Uncertain, JobFailure::Refused, JobFailure::NotTried}));
    QCOMPARE(answers->last().id, (JobId{u"h1/r4"_s}));
    QCOMPARE(answers->last().error->reason, Reason::RemoteForbidden);
    QCOMPARE(rig.asked("POST /hooks/h1/requests/"), 3);
}

void tst_RemoteJobs::namesTheJobThatIsNotThere()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(404, "{}"));

    const auto answers = RemoteRig::wait(backend.replay({{{u"h1/r7"_s}}, {}}));

    QVERIFY(answers);
    QCOMPARE(answers->first().error->kind, ErrorKind::NotFound);
    QCOMPARE(answers->first().error->reason, Reason::NoSuchJob);
    QCOMPARE(answers->first().error->subject, u"h1/r7"_s);
}

void tst_RemoteJobs::namesTheJobThatCantBeShown()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(
        answer(200, R"({"code": 200, "status": "action-successful", "data": {"results": []}})"));

    const auto shown = RemoteRig::wait(backend.job({u"99999"_s}, {}));

    QVERIFY(!shown);
    QCOMPARE(wording::sentence(shown.error()), u"There is no job 99999."_s);
}

void tst_RemoteJobs::leavesAMissingResendAloneForADay()
{
    RemoteRig rig;
    (void)rig.addPlano({{u"unconfirmed_writes"_s, true}});
    const auto resend = [&rig] {
        return RemoteRig::wait(rig.connections->backend(u"account"_s)->replay({{{u"9"_s}, {u"10"_s}}, {}}));
    };
    const auto asked = [&rig] { return rig.asked("POST /api/v1/webhook_jobs/resend"); };
    rig.server.script(answer(500, kNoRoute));

    const auto first = resend();
    QTRY_VERIFY(rests(rig, u"jobs.resend"_s));
    rig.restart(Reading::ServerFirst);
    rig.clock.moved = 23h;
    const auto resting = resend();
    QCOMPARE(asked(), 1);
    rig.clock.moved = 25h;
    rig.server.script(answer(200, kDone));
    rig.server.script(answer(200, kDone));
    const auto later = resend();

    for (const auto &answers : {first, resting}) {
        QVERIFY(answers);
        for (const JobAnswer &one : *answers)
            QCOMPARE(one.error->reason, Reason::RemoteNoRoute);
    }
    QCOMPARE(resting->first().error->remoteStatus, u"route-non-existent"_s);
    QVERIFY(!later->first().error && !later->last().error);
    QCOMPARE(asked(), 3);
}

void tst_RemoteJobs::leavesAMissingRouteAloneInTheNextProcess()
{
    RemoteRig rig;
    (void)rig.addPlano();
    const auto show
        = [&rig] { return RemoteRig::wait(rig.connections->backend(u"account"_s)->job({u"9"_s}, {})); };
    const auto asked = [&rig] { return rig.asked("POST /api/v1/webhook_jobs/show"); };
    rig.server.script(answer(500, kNoRoute));
    QVERIFY(!show());
    QTRY_VERIFY(rests(rig, u"jobs.show"_s));

    rig.restart(Reading::ServerFirst);
    QVERIFY(!show());
    QCOMPARE(asked(), 1);
    ConnectionDraft moved;
    moved.name = u"account"_s;
    moved.settings = {{u"path.jobs_show"_s, u"/v2/jobs/show"_s}};
    QVERIFY(RemoteRig::wait(rig.connections->save(moved)));
    rig.server.script(answer(200, R"({"code": 200, "status": "action-successful", "data": {"id": 9}})"));

    QVERIFY(show()); // it is another place now
    QCOMPARE(rig.asked("POST /v2/jobs/show"), 1);
}

void tst_RemoteJobs::namesSubscribersAsTheFilterWants_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QJsonValue>("sent");
    QTest::newRow("by id") << u"id"_s << QJsonValue(17);
    QTest::newRow("by name") << u"name"_s << QJsonValue(u"Orders"_s);
    QTest::newRow("by key") << u"key"_s << QJsonValue(u"k-17"_s);
}

void tst_RemoteJobs::namesSubscribersAsTheFilterWants()
{
    QFETCH(QString, filter);
    QFETCH(QJsonValue, sent);
    RemoteRig rig;
    Backend &backend = rig.addPlano({{u"subscribers_filter"_s, filter}});
    rig.server.script(answer(200, kOneSubscriber));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(200, kItsJob));
    JobQuery query;
    query.subscribers = {{u"17"_s}};

    const auto live = RemoteRig::wait(backend.jobs(query, {}));
    const QJsonObject asked = bodyOf(rig.server.requests().last());
    rig.server.script(answer(503, ""));
    const auto cached = RemoteRig::wait(backend.jobs(query, {}));

    QVERIFY(live);
    QCOMPARE(live->rows.size(), 1);
    QCOMPARE(asked["filters"_L1]["subscribers"_L1].toArray(), QJsonArray{sent});
    QVERIFY(cached);
    QCOMPARE(cached->source, PageSource::Cache);
    QCOMPARE(cached->rows.size(), 1);
}

void tst_RemoteJobs::keepsANameThatAPersonGave()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano({{u"subscribers_filter"_s, u"name"_s}});
    rig.server.script(answer(200, kItsJob));
    JobQuery query;
    query.subscribers = {{u"Orders"_s}};

    QVERIFY(RemoteRig::wait(backend.jobs(query, {})));

    const QJsonObject asked = bodyOf(rig.server.requests().last());
    QCOMPARE(asked["filters"_L1]["subscribers"_L1].toArray(), QJsonArray{u"Orders"_s});
}

QTEST_GUILESS_MAIN(tst_RemoteJobs)
#include "tst_remotejobs.moc"
