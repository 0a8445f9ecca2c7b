// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/delivererlock.h"
#include "store/jobqueue.h"
#include "store/jobstore.h"
#include "store/rowuuid.h"
#include "store/store.h"
#include "store/subscriberstore.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::store {

namespace {

template<typename T>
Result<T> await(Async<T> answer)
{
    answer.waitForFinished();
    return answer.result();
}

const Instant kNow = fromMillis(1'700'000'000'000);

Fields sampleFields(const QString &name)
{
    return {
        {u"name"_s, name}, {u"callback_url"_s, u"https://"_s + name + u".example/in"_s}, {u"active"_s, true}};
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void movesAJobFromPublishToDelivered();
    void undoesAFailedChangeAlone();
    void tellsNews();

private:
    Result<SubscriberKey> addSubscriber(const QString &name);

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Store> m_store;
    QList<News> m_told;
};

void TestStore::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    auto opened = Store::open(m_directory->filePath(u"profile"_s));
    if (!opened)
        qWarning() << opened.error().detail;
    QVERIFY(opened.has_value());
    m_store = std::move(*opened);
}

void TestStore::cleanup()
{
    m_store.reset();
    m_directory.reset();
}

Result<SubscriberKey> TestStore::addSubscriber(const QString &name)
{
    return await(m_store->write<SubscriberKey>([name](Connection &connection) {
        return insertSubscriber(connection, newUuid(kNow), sampleFields(name), {}, kNow);
    }));
}

void TestStore::movesAJobFromPublishToDelivered()
{
    const auto subscriber = addSubscriber(u"acme"_s);
    QVERIFY2(subscriber, subscriber ? "" : qPrintable(subscriber.error().detail));
    const auto published = await(m_store->write<Published>([&](Connection &connection) {
        const NewJob job{*subscriber, JobState::Waiting};
        return publish(
            connection, {u"order.created"_s, u"new"_s, u"42"_s, {}, {}, {}, "{\"a\":1}"}, {&job, 1}, kNow);
    }));
    QVERIFY(published);
    QCOMPARE(published->jobs.size(), 1);

    const auto epoch
        = await(m_store->write<Epoch>([](Connection &connection) { return takeOver(connection, kNow); }));
    QVERIFY(epoch);
    const auto claim = await(m_store->write<Claim>([&](Connection &connection) {
        return claimDue(connection, *epoch, *subscriber, QueueOrder::ByDue, kNow, 10);
    }));
    QVERIFY(claim);
    QCOMPARE(claim->jobs.size(), size_t(1));
    const ClaimedJob &claimed = claim->jobs.front();
    QCOMPARE(claimed.payload, QByteArray("{\"a\":1}"));
    QCOMPARE(claimed.orderId, u"42"_s);

    Attempt attempt;
    attempt.at = kNow;
    attempt.outcome = Outcome::Delivered;
    attempt.statusCode = 200;
    attempt.peer = u"127.0.0.1:80"_s;
    attempt.request = {"POST", u"https://acme.example/in"_s, {{"X-A", "b: c"}}, "{\"a\":1}"};
    attempt.response = {{{"Server", "nginx"}}, "ok", false};
    attempt.timing = {{}, {}, {}, Timing::Micros(5), Timing::Micros(9)};
    attempt.tls = TlsFacts{u"TLSv1.3"_s, u"C"_s, u"I"_s, u"S"_s, kNow};
    const SettledJob settled{
        claimed.key, *subscriber, attempt, false, JobState::Delivered, {}, Outcome::Delivered, {}};
    const auto count = await(m_store->write<int>([&](Connection &connection) {
        return settle(connection, *epoch, {&settled, 1}, kNow);
    }));
    QVERIFY(count);
    QCOMPARE(*count, 1);

    for (const QString &id : {published->jobs.first().value, textOf(claimed.uuid)}) {
        const auto detail = await(m_store->read<JobDetail>(
            {}, [&](Connection &connection) { return jobDetail(connection, {id}); }));
        QVERIFY(detail);
        QCOMPARE(detail->job.state, JobState::Delivered);
        QCOMPARE(detail->job.subscriberName, u"acme"_s);
        QCOMPARE(detail->job.statusCode, 200);
        QCOMPARE(detail->attemptLog, QList<Attempt>{attempt});
    }
}

void TestStore::undoesAFailedChangeAlone()
{
    QList<Async<SubscriberKey>> answers;
    for (int i = 0; i < 20; ++i) {
        answers.append(m_store->write<SubscriberKey>([i](Connection &connection) -> Result<SubscriberKey> {
            auto key = insertSubscriber(connection, newUuid(kNow), sampleFields(u"s%1"_s.arg(i)), {}, kNow);
            if (i % 2 == 1)
                return fail(invalid(Reason::Required, u"name"_s));
            return key;
        }));
    }
    for (int i = 0; i < 20; ++i)
        QCOMPARE(await(answers.at(i)).has_value(), i % 2 == 0);

    const auto page = await(m_store->read<Page<Subscriber>>(
        {}, [](Connection &connection) { return listSubscribers(connection, {}, kNow); }));
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 10);
}

void TestStore::tellsNews()
{
    connect(m_store.get(), &Store::newsArrived, this, [this](const News &news) { m_told.append(news); });
    const auto subscriber = addSubscriber(u"acme"_s);
    QVERIFY(subscriber);
    const NewJob job{*subscriber, JobState::Waiting};
    QVERIFY(await(m_store->write<Published>([&](Connection &connection) {
        return publish(connection, {u"order.created"_s, {}, {}, {}, {}, {}, "{}"}, {&job, 1}, kNow);
    })));

    QList<SubscriberKey> changed;
    QList<QString> jobs;
    const auto collect = [&] {
        for (const News &news : std::exchange(m_told, {})) {
            changed += news.subscribers;
            for (const Job &row : news.jobs)
                jobs.append(row.eventType);
        }
        return !changed.isEmpty() && !jobs.isEmpty();
    };
    QTRY_VERIFY(collect());
    QCOMPARE(changed, QList{*subscriber});
    QCOMPARE(jobs, QList{u"order.created"_s});
}

} // namespace tacklebox::store

QTEST_GUILESS_MAIN(tacklebox::store::TestStore)
#include "tst_store.moc"
