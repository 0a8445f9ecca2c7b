// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/eventstore.h"
#include "store/search.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

// A thousand jobs of two subscribers, of which some are settled; made once, read by all tests.
class TestPaging : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showsEachJobOnce_data();
    void showsEachJobOnce();
    void showsEachJobOnceWhileOthersArrive();
    void goesBackTheWayItCame();
    void jumpsToAPage();
    void refusesACursorOfAnotherSort();
    void filters_data();
    void filters();
    void searches_data();
    void searches();
    void findsTheSameBeforeAndAfterIndexing();
    void pagesEvents();
    void countsWhatTheFiguresSay();
    void findsTheFailuresThatWereCountedByTheirIndex();

private:
    Page<Job> list(const JobQuery &query)
    {
        return m_profile->read<Page<Job>>([&](Connection &connection) { return listJobs(connection, query); })
            .value();
    }
    qint64 count(const JobQuery &query)
    {
        return m_profile->read<qint64>([&](Connection &connection) { return countJobs(connection, query); })
            .value();
    }
    void publishMany(int first, int count);
    void settleMany();

    std::unique_ptr<Profile> m_profile;
    QList<SubscriberKey> m_subscribers;
};

static constexpr int kJobs = 1000;
static constexpr size_t kSettled = 600;
static constexpr QStringView kTypes[]
    = {u"order.created", u"order.delivered", u"quote_request:created", u"quote_requested"};

void TestPaging::publishMany(int first, int count)
{
    QVERIFY(m_profile->write<Done>([&](Connection &connection) -> Result<Done> {
        for (int i = first; i < first + count; ++i) {
            EventDraft event = draft(kTypes[i % 4].toString(), u"ORD-%1"_s.arg(i));
            event.status = i % 10 == 0 ? u"cancelled"_s : u"canceled"_s;
            const NewJob job{m_subscribers.at(i % 2), JobState::Waiting};
            // Three in the same millisecond, and a clock that was set back once.
            const Instant at = kNow + std::chrono::milliseconds(i / 3 - (i > 500 ? 50 : 0));
            if (const auto done = publish(connection, event, {&job, 1}, at); !done)
                return fail(done.error());
        }
        return Done{};
    }));
}

// The oldest ones; the others go back.
void TestPaging::settleMany()
{
    const Epoch epoch = m_profile->takeOverNow();
    std::vector<SettledJob> jobs;
    std::vector<ClaimedJob> claimed = m_profile->claim(epoch, kJobs, kNow + 1h);
    std::ranges::sort(claimed, {}, [](const ClaimedJob &job) { return std::pair(job.createdAt, job.key); });
    for (const ClaimedJob &job : claimed) {
        if (jobs.size() >= kSettled) {
            SettledJob back = settled(job, JobState::Waiting, Outcome::Aborted, 0);
            back.attempt.reset();
            jobs.push_back(back);
            continue;
        }
        const qint64 key = job.key.value;
        SettledJob done = key % 5 == 0
            ? settled(job, JobState::Failed, Outcome::RefusedStatus, 500 + int(key % 4))
            : settled(job, JobState::Delivered, Outcome::Delivered, 200);
        done.attempt->at = kNow + std::chrono::milliseconds(key % 7);
        jobs.push_back(done);
    }
    QVERIFY(
        m_profile->write<int>([&](Connection &connection) { return settle(connection, epoch, jobs, kNow); }));
}

void TestPaging::initTestCase()
{
    m_profile = std::make_unique<Profile>();
    m_subscribers = {m_profile->addSubscriber(u"acme"_s), m_profile->addSubscriber(u"100%_sure"_s)};
    publishMany(0, kJobs);
    settleMany();
}

void TestPaging::showsEachJobOnce_data()
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

void TestPaging::showsEachJobOnce()
{
    QFETCH(int, sort);
    QFETCH(int, order);
    JobQuery query;
    query.sort = JobSort(sort);
    query.order = Qt::SortOrder(order);
    query.page.size = 37;
    query.count = true;

    QSet<QString> seen;
    int number = 0;
    do {
        const Page<Job> page = list(query);
        QCOMPARE(page.number, ++number);
        QCOMPARE(page.count, kJobs);
        for (const Job &job : page.rows) {
            QVERIFY2(!seen.contains(job.id.value), qPrintable(job.id.value));
            seen.insert(job.id.value);
        }
        query.page.cursor = page.next;
    } while (!query.page.cursor.isEmpty());

    QCOMPARE(seen.size(), kJobs);
}

void TestPaging::showsEachJobOnceWhileOthersArrive()
{
    Profile profile;
    const SubscriberKey subscriber = profile.addSubscriber(u"acme"_s);
    for (int i = 0; i < 50; ++i)
        QVERIFY(profile.publishTo(subscriber, draft(u"old"_s), kNow + std::chrono::milliseconds(i)));
    JobQuery query;
    query.page.size = 7;

    QStringList seen;
    do {
        const auto page
            = profile.read<Page<Job>>([&](Connection &connection) { return listJobs(connection, query); });
        for (const Job &job : page->rows)
            seen.append(job.id.value);
        query.page.cursor = page->next;
        QVERIFY(profile.publishTo(subscriber, draft(u"new"_s), kNow + 1s));
        QVERIFY(profile.publishTo(subscriber, draft(u"new"_s), kNow + 1s));
    } while (!query.page.cursor.isEmpty());

    QCOMPARE(seen.size(), 50);
    QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 50);
}

void TestPaging::goesBackTheWayItCame()
{
    JobQuery query;
    query.sort = JobSort::StatusCode;
    query.page.size = 111;
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

void TestPaging::jumpsToAPage()
{
    JobQuery query;
    query.page.size = 100;
    const QList<Job> first = list(query).rows;
    query.page.number = 10;
    const Page<Job> last = list(query);

    QCOMPARE(last.rows.size(), 100);
    QCOMPARE(last.number, 10);
    QVERIFY(last.next.isEmpty());
    QVERIFY(!last.previous.isEmpty());
    QVERIFY(last.rows.last().createdAt <= first.first().createdAt);
    query.page.number = 11;
    QVERIFY(list(query).rows.isEmpty());
}

void TestPaging::refusesACursorOfAnotherSort()
{
    JobQuery query;
    query.page.size = 10;
    query.page.cursor = list(query).next;
    query.sort = JobSort::EventType;

    const auto page
        = m_profile->read<Page<Job>>([&](Connection &connection) { return listJobs(connection, query); });

    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::InvalidValue);
}

void TestPaging::filters_data()
{
    QTest::addColumn<JobQuery>("query");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *name, const std::function<void(JobQuery &)> &narrow, qint64 expected) {
        JobQuery query;
        narrow(query);
        QTest::newRow(name) << query << expected;
    };
    row(
        "everything", [](JobQuery &) {}, 1000);
    row(
        "a type", [](JobQuery &query) { query.eventTypes = {u"order.created"_s}; }, 250);
    row(
        "a subject", [](JobQuery &query) { query.eventTypes = {u"quote_request"_s}; }, 250);
    row(
        "a prefix", [](JobQuery &query) { query.eventTypes = {u"order.*"_s}; }, 500);
    row(
        "all types", [](JobQuery &query) { query.eventTypes = {u"*"_s}; }, 1000);
    row(
        "two types",
        [](JobQuery &query) {
            query.eventTypes = {u"order.*"_s, u"quote_requested"_s};
        },
        750);
    row(
        "a status", [](JobQuery &query) { query.statuses = {u"cancelled"_s}; }, 100);
    row(
        "codes",
        [](JobQuery &query) {
            query.codes = {{500, 599}};
        },
        119);
    row(
        "one code or another",
        [](JobQuery &query) {
            query.codes = {{200, 200}, {501, 501}};
        },
        511);
    row(
        "failed", [](JobQuery &query) { query.states = {JobState::Failed}; }, 119);
    row(
        "waiting", [](JobQuery &query) { query.states = {JobState::Waiting}; }, 400);
    row(
        "several states",
        [](JobQuery &query) {
            query.states = {JobState::Waiting, JobState::Failed, JobState::Delivered};
        },
        1000);
    row(
        "a subscriber", [](JobQuery &query) { query.subscribers = {{u"1"_s}}; }, 500);
    row(
        "nobody", [](JobQuery &query) { query.subscribers = {{u"77"_s}}; }, 0);
    row(
        "a URL", [](JobQuery &query) { query.callbackUrls = {u"https://acme.example/in"_s}; }, 500);
    row(
        "an unknown URL", [](JobQuery &query) { query.callbackUrls = {u"https://no.example"_s}; }, 0);
    row(
        "an event", [](JobQuery &query) { query.events = {{u"5"_s}}; }, 1);
    row(
        "no event", [](JobQuery &query) { query.events = {{u"5000"_s}}; }, 0);
    row(
        "from", [](JobQuery &query) { query.from = kNow + 250ms; }, 100);
    row(
        "until", [](JobQuery &query) { query.to = kNow + 10ms; }, 30);
    row(
        "joined",
        [](JobQuery &query) {
            query.states = {JobState::Failed};
            query.eventTypes = {u"order.created"_s};
            query.subscribers = {{u"1"_s}};
        },
        30);
}

void TestPaging::filters()
{
    QFETCH(JobQuery, query);
    QFETCH(qint64, expected);
    query.page.size = 1000;

    QCOMPARE(count(query), expected);
    QCOMPARE(qint64(list(query).rows.size()), expected);
}

void TestPaging::searches_data()
{
    QTest::addColumn<QString>("term");
    QTest::addColumn<QList<JobAttribute>>("attributes");
    QTest::addColumn<qint64>("expected");
    using List = QList<JobAttribute>;
    QTest::newRow("an order") << u"ORD-777"_s << List{} << qint64(1);
    QTest::newRow("in other case") << u"ord-777"_s << List{} << qint64(1);
    QTest::newRow("a part") << u"D-77"_s << List{} << qint64(11);
    QTest::newRow("what all have") << u"Main"_s << List{} << qint64(1000);
    QTest::newRow("a name") << u"acme"_s << List{} << qint64(500);
    QTest::newRow("a name that looks like a pattern") << u"%_sure"_s << List{} << qint64(500);
    QTest::newRow("a pattern is no pattern") << u"ORD_777"_s << List{} << qint64(0);
    QTest::newRow("quotes") << u"\"ORD"_s << List{} << qint64(0);
    QTest::newRow("nothing") << u"no such thing"_s << List{} << qint64(0);
    QTest::newRow("only in the address") << u"ORD"_s << List{JobAttribute::Address} << qint64(0);
    QTest::newRow("only in the order") << u"ORD-1"_s << List{JobAttribute::OrderId} << qint64(111);
    QTest::newRow("only in the URL") << u"acme"_s << List{JobAttribute::CallbackUrl} << qint64(500);
    QTest::newRow("only in the event") << u"created"_s << List{JobAttribute::Event} << qint64(500);
    QTest::newRow("two letters begin") << u"OR"_s << List{} << qint64(1000);
    QTest::newRow("two letters don't stand inside") << u"RD"_s << List{} << qint64(0);
}

void TestPaging::searches()
{
    QFETCH(QString, term);
    QFETCH(QList<JobAttribute>, attributes);
    QFETCH(qint64, expected);
    JobQuery query;
    query.search = term;
    query.searchIn = attributes;
    query.page.size = 1000;

    QCOMPARE(count(query), expected);
    QCOMPARE(qint64(list(query).rows.size()), expected);
}

void TestPaging::findsTheSameBeforeAndAfterIndexing()
{
    Profile profile;
    const SubscriberKey subscriber = profile.addSubscriber(u"acme"_s);
    for (int i = 0; i < 30; ++i)
        QVERIFY(profile.publishTo(subscriber, draft(u"order.created"_s, u"ORD-%1"_s.arg(i))));
    JobQuery query;
    query.search = u"ord-2"_s;
    const auto find = [&] {
        return profile.read<qint64>([&](Connection &connection) { return countJobs(connection, query); })
            .value();
    };
    const auto mark = [&] {
        return profile
            .read<QList<qint64>>([](Connection &connection) {
                return connection.all(
                    "SELECT indexed_event FROM profile", {}, [](const Row &row) { return row.integer(0); });
            })
            ->first();
    };

    QCOMPARE(find(), 11);
    QTRY_COMPARE(mark(), 30); // the writer does it by itself
    QCOMPARE(find(), 11);
    QVERIFY(profile.publishTo(subscriber, draft(u"order.created"_s, u"ORD-2000"_s)));
    QCOMPARE(find(), 12);
}

void TestPaging::pagesEvents()
{
    EventQuery query;
    query.count = true;
    query.page.size = 300;
    int seen = 0;
    QString newest;
    do {
        const auto page = m_profile->read<Page<Event>>(
            [&](Connection &connection) { return listEvents(connection, query); });
        QCOMPARE(page->count, kJobs);
        if (newest.isEmpty())
            newest = page->rows.first().uuid;
        seen += int(page->rows.size());
        query.page.cursor = page->next;
    } while (!query.page.cursor.isEmpty());
    QCOMPARE(seen, kJobs);

    const auto one
        = m_profile->read<Event>([&](Connection &connection) { return store::event(connection, {newest}); });
    QCOMPARE(one->id.value, QString::number(kJobs));
    QCOMPARE(one->payload, QByteArray("{}"));
    QCOMPARE(one->jobs, 1);
    query.page = {};
    query.search = u"ORD-99"_s;
    const auto found
        = m_profile->read<Page<Event>>([&](Connection &connection) { return listEvents(connection, query); });
    QCOMPARE(found->count, 11);
    const auto missing = m_profile->read<Event>(
        [](Connection &connection) { return store::event(connection, {u"5000"_s}); });
    QCOMPARE(missing.error().reason, Reason::NoSuchEvent);
}

void TestPaging::countsWhatTheFiguresSay()
{
    const auto figures = m_profile->read<JobFigures>(
        [](Connection &connection) { return jobFigures(connection, kNow + 1h); });

    QCOMPARE(figures->subscribers, 2);
    QCOMPARE(figures->jobs, kJobs);
    QCOMPARE(figures->queued, 400);
    QCOMPARE(figures->deliveredLastDay, 481);
    QCOMPARE(figures->failedLastDay, 119);
    QCOMPARE(figures->troubled, 119);
    QVERIFY(figures->oldestDue);
    QVERIFY(figures->databaseBytes > 0);
}

void TestPaging::findsTheFailuresThatWereCountedByTheirIndex()
{
    const Instant now = kNow + 24h + 3ms; // some of the failures are older than a day by now
    const auto figures
        = m_profile->read<JobFigures>([now](Connection &connection) { return jobFigures(connection, now); });
    QVERIFY(figures->failedLastDay > 0);
    QVERIFY(figures->failedLastDay < figures->troubled);

    JobQuery query;
    query.states = {JobState::Failed};
    query.sentFrom = figures->dayFrom;
    query.sort = JobSort::LastSent;
    query.page.size = 1000;
    QCOMPARE(count(query), figures->failedLastDay);
    const auto rows = list(query).rows;
    QCOMPARE(rows.size(), figures->failedLastDay);
    QVERIFY(std::ranges::all_of(rows, [&](const Job &job) { return job.lastSentAt >= query.sentFrom; }));

    const auto plan = m_profile->read<QStringList>([&](Connection &connection) -> Result<QStringList> {
        const auto where = jobClause(connection, query);
        if (!where)
            return fail(where.error());
        return connection.all("EXPLAIN QUERY PLAN SELECT j.id FROM job j WHERE " + where->sql
                                  + " ORDER BY j.last_sent_at DESC",
                              where->values,
                              [](const Row &row) { return row.text(3); });
    });
    QVERIFY2(plan->join(u'\n').contains(u"job_trouble (state=? AND last_sent_at>?)"_s),
             qPrintable(plan->join(u'\n')));
    QVERIFY2(!plan->join(u'\n').contains(u"TEMP B-TREE"_s), qPrintable(plan->join(u'\n')));
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestPaging)
#include "tst_paging.moc"
