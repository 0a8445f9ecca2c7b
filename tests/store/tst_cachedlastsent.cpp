// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/cachedlastsent.h"
#include "store/remotecache.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

class TestCachedLastSent : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_profile.reset(); }
    void isThatOfTheNewestJobs();
    void passesOverWhatIsYetToBeSent();
    void keepsWhatTheApiTold();
    void leavesOtherConnectionsOut();
    void looksAtTheIndexAlone();

private:
    ConnectionKey addConnection(const QString &name);
    void keep(ConnectionKey key, const QString &subscriber, int number, Instant created,
              std::optional<Instant> sent);
    QList<Subscriber> filled(const QStringList &ids, std::optional<Instant> known = {});

    std::unique_ptr<Profile> m_profile;
    ConnectionKey m_key;
    ConnectionKey m_other;
};

void TestCachedLastSent::init()
{
    m_profile = std::make_unique<Profile>();
    m_key = addConnection(u"acme"_s);
    m_other = addConnection(u"other"_s);
}

ConnectionKey TestCachedLastSent::addConnection(const QString &name)
{
    tacklebox::Connection account;
    account.id = {textOf(newUuid(kNow))};
    account.name = name;
    return m_profile
        ->write<ConnectionKey>(
            [&](Connection &connection) { return insertConnection(connection, account, kNow); })
        .value();
}

void TestCachedLastSent::keep(ConnectionKey key, const QString &subscriber, int number, Instant created,
                              std::optional<Instant> sent)
{
    Job job;
    job.id = {QString::number(number)};
    job.subscriberId = {subscriber};
    job.createdAt = created;
    job.lastSentAt = sent;
    QVERIFY(m_profile->write<QList<Job>>(
        [&](Connection &connection) { return mergeCached(connection, key, QList<Job>{job}, kNow); }));
}

QList<Subscriber> TestCachedLastSent::filled(const QStringList &ids, std::optional<Instant> known)
{
    QList<Subscriber> rows;
    for (const QString &id : ids) {
        Subscriber row;
        row.id = {id};
        row.lastSentAt = known;
        rows.append(row);
    }
    return m_profile
        ->read<QList<Subscriber>>(
            [&](Connection &connection) { return withLastSent(connection, m_key, rows); })
        .value();
}

void TestCachedLastSent::isThatOfTheNewestJobs()
{
    keep(m_key, u"7"_s, 1, kNow, kNow + 9s);
    keep(m_key, u"7"_s, 2, kNow + 5s, kNow + 6s); // sent before the older one was sent again
    keep(m_key, u"8"_s, 3, kNow + 7s, kNow + 8s);

    const QList<Subscriber> rows = filled({u"7"_s, u"8"_s, u"9"_s});

    QCOMPARE(rows.at(0).lastSentAt, std::optional(kNow + 9s));
    QCOMPARE(rows.at(1).lastSentAt, std::optional(kNow + 8s));
    QVERIFY(!rows.at(2).lastSentAt);
}

void TestCachedLastSent::passesOverWhatIsYetToBeSent()
{
    keep(m_key, u"7"_s, 1, kNow, kNow + 1s);
    keep(m_key, u"7"_s, 2, kNow + 5s, {});

    QCOMPARE(filled({u"7"_s}).first().lastSentAt, std::optional(kNow + 1s));
}

void TestCachedLastSent::keepsWhatTheApiTold()
{
    keep(m_key, u"7"_s, 1, kNow, kNow + 1s);

    QCOMPARE(filled({u"7"_s}, kNow - 1h).first().lastSentAt, std::optional(kNow - 1h));
}

void TestCachedLastSent::leavesOtherConnectionsOut()
{
    keep(m_other, u"7"_s, 1, kNow, kNow + 1s);

    QVERIFY(!filled({u"7"_s}).first().lastSentAt);
}

// A subscriber's oldest jobs aren't read: what they would say is not seen.
void TestCachedLastSent::looksAtTheIndexAlone()
{
    keep(m_key, u"7"_s, 1000, kNow - 1h, kNow + 1h);
    for (int i = 0; i < 20; ++i)
        keep(m_key, u"7"_s, i, kNow + i * 1s, kNow + i * 1s);

    QCOMPARE(filled({u"7"_s}).first().lastSentAt, std::optional(kNow + 19s));
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestCachedLastSent)
#include "tst_cachedlastsent.moc"
