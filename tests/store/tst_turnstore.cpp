// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How the processes of a profile keep an account's rate together.
#include "profile.h"
#include "store/turnstore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

class TestTurnStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_profile = std::make_unique<Profile>();
        m_key = insert(u"one"_s);
    }
    void cleanup() { m_profile.reset(); }
    void givesSoManyInASpan();
    void waitsForTheOneThatMakesRoom();
    void countsWhatAnotherProcessTook();
    void countsEachAccountByItself();
    void waitsNoLongerThanASpanAfterTheClockWasSetBack();
    void keepsNoMoreThanAreAllowed();
    void isNoNews();
    void goesWithItsAccount();

private:
    ConnectionKey insert(const QString &name)
    {
        tacklebox::Connection account;
        account.id = {textOf(newUuid(kNow))};
        account.name = name;
        account.kind = u"planomatic"_s;
        account.baseUrl = u"https://api.example/v1"_s;
        return m_profile
            ->write<ConnectionKey>(
                [&](Connection &connection) { return insertConnection(connection, account, kNow); })
            .value();
    }
    static Result<std::chrono::milliseconds> takeIn(Store &store, ConnectionKey key, Instant now)
    {
        return await(store.write<std::chrono::milliseconds>(
            [=](Connection &connection) { return takeTurn(connection, key, kRule, now); }));
    }
    std::chrono::milliseconds take(Instant now) { return takeIn(m_profile->store(), m_key, now).value(); }
    qint64 kept()
    {
        return m_profile
            ->read<qint64>([](Connection &connection) -> Result<qint64> {
                const auto count = connection.first(
                    "SELECT count(*) FROM request_turn", {}, [](const Row &row) { return row.integer(0); });
                return count ? Result<qint64>(count->value_or(-1)) : fail(count.error());
            })
            .value();
    }

    static constexpr TurnRule kRule{2, 10s};
    std::unique_ptr<Profile> m_profile;
    ConnectionKey m_key;
};

void TestTurnStore::givesSoManyInASpan()
{
    QCOMPARE(take(kNow), 0ms);
    QCOMPARE(take(kNow), 0ms);

    QCOMPARE(take(kNow), 10'000ms);
    QCOMPARE(take(kNow + 9'999ms), 1ms);
    QCOMPARE(take(kNow + 10s), 0ms);
}

void TestTurnStore::waitsForTheOneThatMakesRoom()
{
    QCOMPARE(take(kNow), 0ms);
    QCOMPARE(take(kNow + 3s), 0ms);

    QCOMPARE(take(kNow + 5s), 5'000ms);
    QCOMPARE(take(kNow + 11s), 0ms);
    QCOMPARE(take(kNow + 11s), 2'000ms);
}

void TestTurnStore::countsWhatAnotherProcessTook()
{
    const auto other = Store::open(m_profile->path());
    QVERIFY(other);

    QCOMPARE(take(kNow), 0ms);
    QCOMPARE(takeIn(**other, m_key, kNow + 1s).value(), 0ms);

    QCOMPARE(take(kNow + 2s), 8'000ms);
    QCOMPARE(takeIn(**other, m_key, kNow + 2s).value(), 8'000ms);
    m_profile->reopen();
    QCOMPARE(take(kNow + 2s), 8'000ms);
}

void TestTurnStore::countsEachAccountByItself()
{
    const ConnectionKey other = insert(u"two"_s);
    QCOMPARE(take(kNow), 0ms);
    QCOMPARE(take(kNow), 0ms);

    QCOMPARE(takeIn(m_profile->store(), other, kNow).value(), 0ms);
}

void TestTurnStore::waitsNoLongerThanASpanAfterTheClockWasSetBack()
{
    QCOMPARE(take(kNow), 0ms);
    QCOMPARE(take(kNow), 0ms);

    QCOMPARE(take(kNow - 24h), 10'000ms);
    QCOMPARE(take(kNow - 24h + 4s), 6'000ms);
    QCOMPARE(take(kNow - 24h + 10s), 0ms);
}

void TestTurnStore::keepsNoMoreThanAreAllowed()
{
    for (int i = 0; i < 20; ++i)
        (void)take(kNow + i * 1s);

    QCOMPARE(kept(), 2);
}

void TestTurnStore::isNoNews()
{
    const auto revision = [this] {
        return m_profile->read<qint64>([](Connection &connection) { return lastRevision(connection); })
            .value();
    };
    const qint64 before = revision();

    QCOMPARE(take(kNow), 0ms);

    QCOMPARE(revision(), before);
}

void TestTurnStore::goesWithItsAccount()
{
    QCOMPARE(take(kNow), 0ms);

    QVERIFY(m_profile->write<Done>(
        [this](Connection &connection) { return removeConnection(connection, m_key); }));

    QCOMPARE(kept(), 0);
    const auto refused = takeIn(m_profile->store(), m_key, kNow);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::NoSuchConnection);
    QCOMPARE(kept(), 0);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestTurnStore)
#include "tst_turnstore.moc"
