// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/cachedjoblisting.h"
#include "store/remotecache.h"
#include "store/routereststore.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

static constexpr int kJobs = 1200;
static constexpr int kCodes[] = {0, 200, 200, 200, 404, 500, 503, 200};
static constexpr QStringView kTypes[]
    = {u"order.created", u"order.delivered", u"quote_request:created", u"quote_requested"};

class TestCachedJobs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_profile.reset(); }
    void keepsEachMemberOfAJob();
    void answersWhatIsNewOrChanged();
    void keepsJobsThatTheServerForgot();
    void keepsConnectionsApart();
    void takesOldJobsOfAllConnections();
    void keepsAJobOfUnknownAge();
    void findsNoJobThatIsNotThere();
    void showsEachJobOnce_data();
    void showsEachJobOnce();
    void showsEachJobOnceWhileOthersArrive_data();
    void showsEachJobOnceWhileOthersArrive();
    void goesBackTheWayItCame_data();
    void goesBackTheWayItCame();
    void jumpsToAPage();
    void refusesACursorOfAnotherSort();
    void filtersJobs_data();
    void filtersJobs();
    void sortsWhatItFilters();
    void searchesJobs_data();
    void searchesJobs();
    void walksAnIndexForEachOrder_data();
    void walksAnIndexForEachOrder();
    void walksTheIndexOfAFilter_data();
    void walksTheIndexOfAFilter();
    void keepsTheRestOfARoute();
    void forgetsTheRestsOfAConnection();

private:
    ConnectionKey addConnection(const QString &name);
    static Job job(int number);
    static QList<Job> jobs(int first, int count);
    static void addEachSort();

    Result<QList<Job>> merge(const QList<Job> &jobs) { return mergeFor(m_key, jobs); }
    Result<QList<Job>> mergeFor(ConnectionKey key, const QList<Job> &jobs)
    {
        return m_profile->write<QList<Job>>(
            [&](Connection &connection) { return mergeCached(connection, key, jobs, kNow); });
    }
    Result<Job> findJob(const QString &id)
    {
        return m_profile->read<Job>(
            [&](Connection &connection) { return cachedJob(connection, m_key, {id}); });
    }
    Page<Job> list(const JobQuery &query)
    {
        return m_profile
            ->read<Page<Job>>([&](Connection &connection) { return cachedJobs(connection, m_key, query); })
            .value();
    }
    qint64 count(const JobQuery &query)
    {
        return m_profile
            ->read<qint64>([&](Connection &connection) { return countCachedJobs(connection, m_key, query); })
            .value();
    }
    // How SQLite finds the page.
    QString planOf(const JobQuery &query)
    {
        const auto plan = m_profile->read<QStringList>([&](Connection &connection) -> Result<QStringList> {
            const auto listing = cachedJobListing(connection, m_key, query);
            if (!listing)
                return fail(listing.error());
            const QByteArray way = query.order == Qt::AscendingOrder ? " ASC" : " DESC";
            return connection.all("EXPLAIN QUERY PLAN SELECT j.id FROM " + listing->from + " WHERE "
                                      + listing->where.sql + " ORDER BY " + listing->column + way + ", j.id"
                                      + way,
                                  listing->where.values,
                                  [](const Row &row) { return row.text(3); });
        });
        return plan->join(u'\n');
    }

    std::unique_ptr<Profile> m_profile;
    ConnectionKey m_key;
    ConnectionKey m_other; // whose jobs never show
};

void TestCachedJobs::init()
{
    m_profile = std::make_unique<Profile>();
    m_key = addConnection(u"acme"_s);
    m_other = addConnection(u"other"_s);
}

ConnectionKey TestCachedJobs::addConnection(const QString &name)
{
    tacklebox::Connection account;
    account.id = {textOf(newUuid(kNow))};
    account.name = name;
    return m_profile
        ->write<ConnectionKey>(
            [&](Connection &connection) { return insertConnection(connection, account, kNow); })
        .value();
}

// Three in the same millisecond, and none for a while at 500: each order has ties.
Job TestCachedJobs::job(int number)
{
    Job job;
    job.id = {u"hook/%1"_s.arg(number)};
    job.eventId = {u"e%1"_s.arg(number / 2)};
    job.eventType = kTypes[number % 4].toString();
    job.status = number % 10 == 0 ? u"cancelled"_s : u"canceled"_s;
    job.subscriberId = {QString::number(number % 3)};
    job.subscriberName = number % 3 == 0 ? u"100%_sure"_s : u"acme"_s;
    job.callbackUrl = u"https://%1.example/in"_s.arg(number % 3);
    job.orderId = u"ORD-%1"_s.arg(number);
    job.address = u"1 Main Street"_s;
    job.createdAt = kNow + std::chrono::milliseconds(number / 3);
    job.state = JobState::Unknown;
    const int code = kCodes[number % 8];
    if (code != 0) {
        job.statusCode = code;
        job.state = code == 200 ? JobState::Delivered : JobState::Failed;
        job.lastSentAt = kNow + std::chrono::milliseconds(number % 7);
    }
    return job;
}

QList<Job> TestCachedJobs::jobs(int first, int count)
{
    QList<Job> jobs;
    for (int i = first; i < first + count; ++i)
        jobs.append(job(i));
    return jobs;
}

void TestCachedJobs::addEachSort()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<int>("order");
    for (const JobSort sort :
         {JobSort::Created, JobSort::StatusCode, JobSort::EventType, JobSort::LastSent}) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            QTest::addRow("sort %d %s", int(sort), order == Qt::AscendingOrder ? "up" : "down")
                << int(sort) << int(order);
        }
    }
}

void TestCachedJobs::keepsEachMemberOfAJob()
{
    Job full = job(5);
    full.uuid = u"u-5"_s;
    full.attempts = 3;
    full.nextAttemptAt = kNow + 1h;
    full.lastOutcome = Outcome::Delivered;
    full.lastError = u"refused, again"_s;
    Job bare;
    bare.id = {u"0"_s};
    bare.attempts.reset();
    bare.createdAt = fromMillis(0);

    QVERIFY(merge(QList{full, bare}));

    full.connection = u"acme"_s;
    bare.connection = u"acme"_s;
    QCOMPARE(findJob(full.id.value).value(), full);
    QCOMPARE(findJob(u"0"_s).value(), bare);
    QCOMPARE(list({}).rows, (QList{full, bare}));
}

void TestCachedJobs::answersWhatIsNewOrChanged()
{
    QCOMPARE(merge(jobs(0, 100))->size(), 100);
    QCOMPARE(merge(jobs(0, 100))->size(), 0);
    QList<Job> page = jobs(90, 20);
    page[3].statusCode = 599;
    page[5].lastError = u"new"_s;
    page[7].lastOutcome = Outcome::TimedOut;

    const QList<Job> changed = merge(page).value();

    QCOMPARE(changed.size(), 13);
    QCOMPARE(changed.at(0).id, page.at(3).id);
    QCOMPARE(changed.at(0).statusCode, 599);
    QCOMPARE(changed.at(0).connection, u"acme"_s);
    QCOMPARE(changed.at(3).id, page.at(10).id);
    QCOMPARE(count({}), 110);
    QCOMPARE(findJob(page.at(7).id.value)->lastOutcome, Outcome::TimedOut);
    page[7].lastOutcome.reset();
    QCOMPARE(merge(page)->size(), 1);
    QCOMPARE(merge(QList<Job>())->size(), 0);
}

void TestCachedJobs::keepsJobsThatTheServerForgot()
{
    QVERIFY(merge(jobs(0, 100)));

    QVERIFY(merge(jobs(100, 10)));

    QCOMPARE(count({}), 110);
    QCOMPARE(findJob(u"hook/0"_s)->orderId, u"ORD-0"_s);
}

void TestCachedJobs::keepsConnectionsApart()
{
    QVERIFY(merge(jobs(0, 10)));
    QList<Job> theirs = jobs(0, 30);
    for (Job &one : theirs)
        one.orderId = u"theirs"_s;

    QCOMPARE(mergeFor(m_other, theirs)->size(), 30);

    QCOMPARE(count({}), 10);
    QCOMPARE(list({}).rows.size(), 10);
    QCOMPARE(findJob(u"hook/1"_s)->orderId, u"ORD-1"_s);
    QCOMPARE(findJob(u"hook/20"_s).error().reason, Reason::NoSuchJob);
}

void TestCachedJobs::takesOldJobsOfAllConnections()
{
    const auto aged = [](int number, std::chrono::hours made, std::optional<std::chrono::hours> sent) {
        Job one = job(number);
        one.createdAt = kNow - made;
        one.lastSentAt = sent ? std::optional(kNow - *sent) : std::nullopt;
        return one;
    };
    const QList<Job> mine{aged(1, 50h, 49h), aged(2, 50h, 1h), aged(3, 50h, {}), aged(4, 2h, {})};
    QVERIFY(merge(mine));
    QVERIFY(mergeFor(m_other, {aged(5, 90h, {}), aged(6, 1h, {})}));
    const auto prune = [this](int limit) {
        return m_profile->write<qint64>(
            [limit](Connection &connection) { return pruneCachedJobs(connection, kNow - 48h, limit); });
    };
    const auto counted = m_profile->read<qint64>(
        [](Connection &connection) { return countOldCachedJobs(connection, kNow - 48h); });

    QCOMPARE(counted.value(), 3);
    QCOMPARE(prune(2).value(), 2);
    QCOMPARE(prune(50).value(), 1);
    QCOMPARE(prune(50).value(), 0);
    QCOMPARE(count({}), 2); // one was sent again, the other is new
    QVERIFY(findJob(mine[1].id.value));
    QVERIFY(findJob(mine[3].id.value));
    const auto others = m_profile->read<qint64>(
        [this](Connection &connection) { return countCachedJobs(connection, m_other, {}); });
    QCOMPARE(others.value(), 1);
}

void TestCachedJobs::keepsAJobOfUnknownAge()
{
    Job untold = job(1);
    untold.createdAt = fromMillis(0);
    untold.lastSentAt = {};
    QVERIFY(merge({untold}));

    const auto gone = m_profile->write<qint64>(
        [](Connection &connection) { return pruneCachedJobs(connection, kNow, 50); });

    QCOMPARE(gone.value(), 0);
    QCOMPARE(count({}), 1);
}

void TestCachedJobs::findsNoJobThatIsNotThere()
{
    const auto found = findJob(u"hook/1"_s);

    QCOMPARE(found.error().kind, ErrorKind::NotFound);
    QCOMPARE(found.error().reason, Reason::NoSuchJob);
    QCOMPARE(found.error().subject, u"hook/1"_s);
}

void TestCachedJobs::showsEachJobOnce_data()
{
    addEachSort();
}

void TestCachedJobs::showsEachJobOnce()
{
    QFETCH(int, sort);
    QFETCH(int, order);
    QVERIFY(merge(jobs(0, kJobs)));
    QVERIFY(mergeFor(m_other, jobs(0, kJobs)));
    JobQuery query;
    query.sort = JobSort(sort);
    query.order = Qt::SortOrder(order);
    query.page.size = 37;
    query.count = true;

    QSet<QString> seen;
    QList<Job> rows;
    int number = 0;
    do {
        const Page<Job> page = list(query);
        QCOMPARE(page.number, ++number);
        QCOMPARE(page.size, 37);
        QCOMPARE(page.count, kJobs);
        for (const Job &row : page.rows)
            seen.insert(row.id.value);
        rows += page.rows;
        query.page.cursor = page.next;
    } while (!query.page.cursor.isEmpty());

    QCOMPARE(rows.size(), kJobs);
    QCOMPARE(seen.size(), kJobs);
    const auto isInOrder = [&](const Job &one, const Job &next) {
        const bool isUp = query.order == Qt::AscendingOrder;
        const Job &first = isUp ? one : next;
        const Job &second = isUp ? next : one;
        switch (query.sort) {
        case JobSort::Created:
            return first.createdAt <= second.createdAt;
        case JobSort::StatusCode:
            return first.statusCode <= second.statusCode;
        case JobSort::EventType:
            return first.eventType <= second.eventType;
        case JobSort::LastSent:
            return first.lastSentAt <= second.lastSentAt;
        }
        return false;
    };
    for (qsizetype i = 1; i < rows.size(); ++i)
        QVERIFY2(isInOrder(rows.at(i - 1), rows.at(i)), qPrintable(rows.at(i).id.value));
}

void TestCachedJobs::showsEachJobOnceWhileOthersArrive_data()
{
    addEachSort();
}

void TestCachedJobs::showsEachJobOnceWhileOthersArrive()
{
    QFETCH(int, sort);
    QFETCH(int, order);
    QVERIFY(merge(jobs(0, 120)));
    JobQuery query;
    query.sort = JobSort(sort);
    query.order = Qt::SortOrder(order);
    query.page.size = 7;

    QStringList seen;
    int arrived = 120;
    do {
        const Page<Job> page = list(query);
        for (const Job &row : page.rows)
            seen.append(row.id.value);
        query.page.cursor = page.next;
        QVERIFY(merge(jobs(0, 120) + jobs(arrived, 5))); // the old ones come again with each reading
        arrived += 5;
        QVERIFY(arrived < 2000);
    } while (!query.page.cursor.isEmpty());

    const QSet<QString> once(seen.begin(), seen.end());
    QCOMPARE(once.size(), seen.size());
    for (const Job &old : jobs(0, 120))
        QVERIFY2(once.contains(old.id.value), qPrintable(old.id.value));
}

void TestCachedJobs::goesBackTheWayItCame_data()
{
    addEachSort();
}

void TestCachedJobs::goesBackTheWayItCame()
{
    QFETCH(int, sort);
    QFETCH(int, order);
    QVERIFY(merge(jobs(0, 300)));
    JobQuery query;
    query.sort = JobSort(sort);
    query.order = Qt::SortOrder(order);
    query.page.size = 31;
    QList<QList<Job>> there;
    Page<Job> page = list(query);
    QVERIFY(page.previous.isEmpty());
    while (true) {
        there.append(page.rows);
        if (page.next.isEmpty())
            break;
        query.page.cursor = page.next;
        page = list(query);
    }

    QCOMPARE(there.size(), 10);
    for (qsizetype i = there.size() - 2; i >= 0; --i) {
        query.page.cursor = page.previous;
        page = list(query);
        QCOMPARE(page.rows, there.at(i));
        QCOMPARE(page.number, int(i + 1));
    }
    QVERIFY(page.previous.isEmpty());
}

void TestCachedJobs::jumpsToAPage()
{
    QVERIFY(merge(jobs(0, kJobs)));
    JobQuery query;
    query.page.number = 12;

    const Page<Job> last = list(query);

    QCOMPARE(last.rows.size(), 100);
    QCOMPARE(last.number, 12);
    QVERIFY(last.next.isEmpty());
    QVERIFY(!last.previous.isEmpty());
    QCOMPARE(last.rows.last().id.value, u"hook/0"_s);
    query.page.number = 13;
    QVERIFY(list(query).rows.isEmpty());
}

void TestCachedJobs::refusesACursorOfAnotherSort()
{
    QVERIFY(merge(jobs(0, 30)));
    JobQuery query;
    query.page.size = 10;
    query.page.cursor = list(query).next;
    query.sort = JobSort::EventType;

    const auto page = m_profile->read<Page<Job>>(
        [&](Connection &connection) { return cachedJobs(connection, m_key, query); });

    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::InvalidValue);
}

void TestCachedJobs::filtersJobs_data()
{
    QTest::addColumn<JobQuery>("query");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *name, qint64 expected, const std::function<void(JobQuery &)> &narrow) {
        JobQuery query;
        narrow(query);
        QTest::newRow(name) << query << expected;
    };
    row("everything", 1200, [](JobQuery &) {});
    row("a type", 300, [](JobQuery &query) { query.eventTypes = {u"order.created"_s}; });
    row("a subject", 300, [](JobQuery &query) { query.eventTypes = {u"quote_request"_s}; });
    row("a prefix", 600, [](JobQuery &query) { query.eventTypes = {u"order.*"_s}; });
    row("all types", 1200, [](JobQuery &query) { query.eventTypes = {u"*"_s}; });
    row("a type and a prefix", 900, [](JobQuery &query) {
        query.eventTypes = {u"order.*"_s, u"quote_requested"_s};
    });
    row("no such type", 0, [](JobQuery &query) { query.eventTypes = {u"order"_s}; });
    row("a status", 120, [](JobQuery &query) { query.statuses = {u"cancelled"_s}; });
    row("two statuses", 1200, [](JobQuery &query) { query.statuses = {u"cancelled"_s, u"canceled"_s}; });
    row("codes", 300, [](JobQuery &query) { query.codes = {{500, 599}}; });
    row("one code or another", 300, [](JobQuery &query) { query.codes = {{404, 404}, {503, 503}}; });
    row("no code", 0, [](JobQuery &query) { query.codes = {{300, 399}}; });
    row("delivered", 600, [](JobQuery &query) { query.states = {JobState::Delivered}; });
    row("failed", 450, [](JobQuery &query) { query.states = {JobState::Failed}; });
    row("failed or unknown", 600, [](JobQuery &query) {
        query.states = {JobState::Failed, JobState::Unknown};
    });
    row("waiting", 0, [](JobQuery &query) { query.states = {JobState::Waiting}; });
    row("sending", 0, [](JobQuery &query) { query.states = {JobState::Sending}; });
    row("a subscriber", 400, [](JobQuery &query) { query.subscribers = {{u"1"_s}}; });
    row("two subscribers", 800, [](JobQuery &query) { query.subscribers = {{u"1"_s}, {u"2"_s}}; });
    row("nobody", 0, [](JobQuery &query) { query.subscribers = {{u"01"_s}}; });
    row("a URL", 400, [](JobQuery &query) { query.callbackUrls = {u"https://1.example/in"_s}; });
    row("an unknown URL", 0, [](JobQuery &query) { query.callbackUrls = {u"https://1.example"_s}; });
    row("an event", 2, [](JobQuery &query) { query.events = {{u"e5"_s}}; });
    row("two events", 4, [](JobQuery &query) { query.events = {{u"e5"_s}, {u"e6"_s}}; });
    row("no event", 0, [](JobQuery &query) { query.events = {{u"5"_s}}; });
    row("from", 150, [](JobQuery &query) { query.from = kNow + 350ms; });
    row("until", 30, [](JobQuery &query) { query.to = kNow + 10ms; });
    row("between", 3, [](JobQuery &query) {
        query.from = kNow + 10ms;
        query.to = kNow + 11ms;
    });
    row("sent from", 150, [](JobQuery &query) { query.sentFrom = kNow + 6ms; });
    row("a term", 1, [](JobQuery &query) { query.search = u"ORD-777"_s; });
    row("all joined", 4, [](JobQuery &query) {
        query.search = u"ORD-1"_s;
        query.from = kNow;
        query.to = kNow + 600ms;
        query.sentFrom = kNow;
        query.codes = {{400, 599}};
        query.eventTypes = {u"order.*"_s};
        query.statuses = {u"canceled"_s};
        query.subscribers = {{u"1"_s}};
        query.callbackUrls = {u"https://1.example/in"_s};
        query.states = {JobState::Failed};
        query.events = {{u"e6"_s}, {u"e50"_s}, {u"e62"_s}, {u"e66"_s}, {u"e74"_s}, {u"e600"_s}};
    });
}

void TestCachedJobs::filtersJobs()
{
    QFETCH(JobQuery, query);
    QFETCH(qint64, expected);
    QVERIFY(merge(jobs(0, kJobs)));
    QVERIFY(mergeFor(m_other, jobs(0, kJobs)));
    query.count = true;

    QCOMPARE(count(query), expected);
    for (const JobSort sort :
         {JobSort::Created, JobSort::StatusCode, JobSort::EventType, JobSort::LastSent}) {
        query.sort = sort;
        query.page = {};
        query.page.size = 600;
        QSet<QString> seen;
        qint64 rows = 0;
        do {
            const Page<Job> page = list(query);
            QCOMPARE(page.count, expected);
            rows += page.rows.size();
            for (const Job &row : page.rows)
                seen.insert(row.id.value);
            query.page.cursor = page.next;
        } while (!query.page.cursor.isEmpty());
        QCOMPARE(rows, expected);
        QCOMPARE(seen.size(), expected);
    }
}

void TestCachedJobs::sortsWhatItFilters()
{
    QVERIFY(merge(jobs(0, kJobs)));
    JobQuery query;
    query.codes = {{404, 404}}; // few, by the index of codes
    query.page.size = 1000;

    const QList<Job> newest = list(query).rows;

    QCOMPARE(newest.size(), 150);
    QCOMPARE(newest.first().id.value, u"hook/1196"_s);
    QCOMPARE(newest.last().id.value, u"hook/4"_s);
    QVERIFY(std::ranges::is_sorted(newest, std::ranges::greater(), &Job::createdAt));
}

void TestCachedJobs::searchesJobs_data()
{
    QTest::addColumn<QString>("term");
    QTest::addColumn<QList<JobAttribute>>("attributes");
    QTest::addColumn<qint64>("expected");
    using List = QList<JobAttribute>;
    QTest::newRow("an order") << u"ORD-777"_s << List{} << qint64(1);
    QTest::newRow("in other case") << u"ord-777"_s << List{} << qint64(1);
    QTest::newRow("a part") << u"D-77"_s << List{} << qint64(11);
    QTest::newRow("what all have") << u"Main"_s << List{} << qint64(1200);
    QTest::newRow("a name") << u"acme"_s << List{} << qint64(800);
    QTest::newRow("a name that looks like a pattern") << u"%_sure"_s << List{} << qint64(400);
    QTest::newRow("a pattern is no pattern") << u"ORD_777"_s << List{} << qint64(0);
    QTest::newRow("a quote") << u"'ORD"_s << List{} << qint64(0);
    QTest::newRow("nothing") << u"no such thing"_s << List{} << qint64(0);
    QTest::newRow("only in the status") << u"cancelled"_s << List{JobAttribute::Status} << qint64(120);
    QTest::newRow("only in the address") << u"ORD"_s << List{JobAttribute::Address} << qint64(0);
    QTest::newRow("only in the order") << u"ORD-11"_s << List{JobAttribute::OrderId} << qint64(111);
    QTest::newRow("only in the name") << u"example"_s << List{JobAttribute::Subscriber} << qint64(0);
    QTest::newRow("only in the URL") << u"1.example"_s << List{JobAttribute::CallbackUrl} << qint64(400);
    QTest::newRow("only in the event") << u"created"_s << List{JobAttribute::Event} << qint64(600);
    QTest::newRow("in one of two") << u"cancelled"_s << List{JobAttribute::Event, JobAttribute::Status}
                                   << qint64(120);
    QTest::newRow("two letters begin") << u"OR"_s << List{} << qint64(1200);
    QTest::newRow("two letters don't stand inside") << u"RD"_s << List{} << qint64(0);
}

void TestCachedJobs::searchesJobs()
{
    QFETCH(QString, term);
    QFETCH(QList<JobAttribute>, attributes);
    QFETCH(qint64, expected);
    QVERIFY(merge(jobs(0, kJobs)));
    JobQuery query;
    query.search = term;
    query.searchIn = attributes;
    query.page.size = 1000;

    QCOMPARE(count(query), expected);
    QCOMPARE(qint64(list(query).rows.size()), std::min<qint64>(expected, 1000));
}

void TestCachedJobs::walksAnIndexForEachOrder_data()
{
    addEachSort();
}

void TestCachedJobs::walksAnIndexForEachOrder()
{
    QFETCH(int, sort);
    QFETCH(int, order);
    QVERIFY(merge(jobs(0, 2 * kJobs)));
    JobQuery query;
    query.sort = JobSort(sort);
    query.order = Qt::SortOrder(order);
    for (const bool isNarrow : {false, true}) {
        if (isNarrow) { // what many jobs meet
            query.codes = {{200, 599}};
            query.eventTypes = {u"order.*"_s};
            query.search = u"ORD"_s;
            query.from = kNow;
        }
        const QString plan = planOf(query);
        QVERIFY2(plan.contains(u"INDEX cached_job_"_s), qPrintable(plan));
        QVERIFY2(plan.contains(u"(connection_id=?"_s), qPrintable(plan));
        QVERIFY2(!plan.contains(u"TEMP B-TREE"_s), qPrintable(plan));
    }
}

void TestCachedJobs::walksTheIndexOfAFilter_data()
{
    QTest::addColumn<JobQuery>("query");
    QTest::addColumn<QString>("index");
    QTest::addColumn<bool>("isInOrder");
    const auto row = [](const char *name, const std::function<void(JobQuery &)> &narrow) -> QTestData & {
        JobQuery query;
        narrow(query);
        return QTest::newRow(name) << query;
    };
    row("few of a code",
        [](JobQuery &query) {
            query.codes = {{404, 404}};
        })
        << u"cached_job_code (connection_id=? AND status_code>? AND status_code<?)"_s << false;
    row("few of a code beside many of a type",
        [](JobQuery &query) {
            query.eventTypes = {u"order.*"_s};
            query.codes = {{404, 404}};
            query.sort = JobSort::EventType;
        })
        << u"cached_job_code (connection_id=? AND status_code>? AND status_code<?)"_s << false;
    row("few of two codes",
        [](JobQuery &query) {
            query.codes = {{503, 503}, {404, 404}};
        })
        << u"cached_job_code (connection_id=? AND status_code>? AND status_code<?)"_s << false;
    row("many of two types, by type",
        [](JobQuery &query) {
            query.eventTypes = {u"quote_requested"_s, u"quote_request"_s};
            query.statuses = {u"canceled"_s};
            query.sort = JobSort::EventType;
        })
        << u"cached_job_type (connection_id=? AND event_type>? AND event_type<?)"_s << true;
    row("few in a short time",
        [](JobQuery &query) {
            query.sort = JobSort::EventType;
            query.from = kNow;
            query.to = kNow + 20ms;
        })
        << u"cached_job_created (connection_id=? AND created_at>? AND created_at<?)"_s << false;
    row("few that were sent lately", [](JobQuery &query) { query.sentFrom = kNow + 5ms; })
        << u"cached_job_sent (connection_id=? AND last_sent_at>?)"_s << false;
    row("many of a subscriber, by time", [](JobQuery &query) { query.subscribers = {{u"1"_s}}; })
        << u"cached_job_subscriber (connection_id=? AND subscriber_id=?)"_s << true;
    row("many that failed, by time", [](JobQuery &query) { query.states = {JobState::Failed}; })
        << u"cached_job_state (connection_id=? AND state=?)"_s << true;
    row("many that failed, in another order",
        [](JobQuery &query) {
            query.states = {JobState::Failed};
            query.sort = JobSort::StatusCode;
        })
        << u"cached_job_code (connection_id=?)"_s << true;
}

void TestCachedJobs::walksTheIndexOfAFilter()
{
    QFETCH(JobQuery, query);
    QFETCH(QString, index);
    QFETCH(bool, isInOrder);
    QVERIFY(merge(jobs(0, 3 * kJobs)));

    const QString plan = planOf(query);

    QVERIFY2(plan.contains(index), qPrintable(plan));
    QVERIFY2(plan.contains(u"TEMP B-TREE"_s) != isInOrder, qPrintable(plan));
}

void TestCachedJobs::keepsTheRestOfARoute()
{
    const auto note = [this](ConnectionKey key, const RouteAtRest &rest) {
        return m_profile->write<Done>(
            [&](Connection &connection) { return noteRouteAtRest(connection, key, rest); });
    };
    const auto find = [this](const QString &route) {
        return m_profile->read<std::optional<RouteAtRest>>(
            [&](Connection &connection) { return routeAtRest(connection, m_key, route); });
    };
    const RouteAtRest first{
        u"jobs.show"_s, u"as set"_s, kNow + 24h, u"no-route"_s, u"route-non-existent"_s, 500};
    RouteAtRest second = first;
    second.until += 48h;
    second.httpStatus = 0;
    RouteAtRest other = first;
    other.route = u"subscribers.list"_s;

    QCOMPARE(find(first.route).value(), std::nullopt);
    QVERIFY(note(m_key, first));
    QVERIFY(note(m_key, other));
    QCOMPARE(find(first.route).value(), first);
    QVERIFY(note(m_key, second));
    QVERIFY(note(m_other, first));

    QCOMPARE(find(first.route).value(), second);
    QCOMPARE(find(other.route).value(), other);
}

void TestCachedJobs::forgetsTheRestsOfAConnection()
{
    const RouteAtRest rest{u"jobs.show"_s, {}, kNow + 24h, u"no-route"_s, {}, 0};
    const auto note = [&](Connection &connection) { return noteRouteAtRest(connection, m_key, rest); };
    QVERIFY(m_profile->write<Done>(note));

    QVERIFY(m_profile->write<Done>(
        [this](Connection &connection) { return removeConnection(connection, m_key); }));

    const auto found = m_profile->read<std::optional<RouteAtRest>>(
        [&](Connection &connection) { return routeAtRest(connection, m_key, rest.route); });
    QCOMPARE(found.value(), std::nullopt);
    const auto noted = m_profile->write<Done>(note);
    QCOMPARE(noted.error().reason, Reason::NoSuchConnection);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestCachedJobs)
#include "tst_cachedjobs.moc"
