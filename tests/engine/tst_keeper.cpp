// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The process that delivers keeps house: what is older than the settings want goes.

#include "engine/keeper.h"
#include "engine/localupkeep.h"
#include "engine/profilesettings.h"
#include "store/remotecache.h"
#include "store/rowuuid.h"

#include "rig.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class KeeperTest final : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatIsOlderThanTheSettingsWant();
    void leavesItToTheProcessThatDelivers();
    void keepsForEverWithAnEmptySetting();
    void keepsTheJobsOfAccountsUntilToldOtherwise();
    void refusesARetention_data();
    void refusesARetention();
    void prunesWhileDelivering();
};

namespace {

constexpr auto kDay = std::chrono::hours(24);

std::unique_ptr<engine::ProfileSettings> settingsIn(const Rig &rig)
{
    auto settings = engine::ProfileSettings::open(rig.directory.filePath(u"settings.json"_s),
                                                  {*rig.store, *rig.vault, rig.clock, true},
                                                  QThread::currentThread());
    return std::move(*settings);
}

qint64 jobsOf(Rig &rig)
{
    return Rig::wait(rig.backend->count({}, {})).value();
}

Pruned lookOnce(engine::Keeper &keeper)
{
    QSignalSpy ended(&keeper, &engine::Keeper::ended);
    keeper.look();
    [&] { QTRY_COMPARE(ended.size(), 1); }();
    return ended.first().first().value<Pruned>();
}

void publishAll(Rig &rig, const QString &type, int count)
{
    EventDraft event;
    event.type = type;
    event.payload = "{}";
    QVERIFY(Rig::wait(rig.backend->publish(QList<EventDraft>(count, event))));
}

void deliverJobs(Rig &rig, int count)
{
    Receiver receiver;
    rig.subscribe({{u"callback_url"_s, receiver.url()}});
    rig.deliver();
    publishAll(rig, u"order.delivered"_s, count);
    QTRY_COMPARE(receiver.requests().size(), size_t(count));
    QTRY_COMPARE(Rig::wait(rig.backend->statistics({}))->queued, 0);
    rig.stop();
}

} // namespace

void KeeperTest::takesWhatIsOlderThanTheSettingsWant()
{
    Rig rig;
    const auto settings = settingsIn(rig);
    engine::Keeper keeper({*rig.store, *settings, rig.clock}, [] { return true; });
    deliverJobs(rig, 5);

    rig.clock.advance(29 * kDay);
    rig.publish(u"order.newest"_s);
    QVERIFY(lookOnce(keeper).isEmpty());
    QCOMPARE(jobsOf(rig), 6);

    rig.clock.advance(2 * kDay);
    QCOMPARE(lookOnce(keeper).delivered, 5);
    QCOMPARE(jobsOf(rig), 1);

    QVERIFY(Rig::wait(settings->set(u"retention_delivered"_s, u"12h"_s)));
    engine::LocalUpkeep upkeep({*rig.store, *settings, rig.clock});
    QVERIFY(Rig::wait(upkeep.prunable({}))->isEmpty()); // what waits is no older for it
}

void KeeperTest::leavesItToTheProcessThatDelivers()
{
    Rig rig;
    const auto settings = settingsIn(rig);
    bool mayPrune = false;
    engine::Keeper keeper({*rig.store, *settings, rig.clock}, [&] { return mayPrune; });
    deliverJobs(rig, 2);
    rig.clock.advance(100 * kDay);

    QSignalSpy ended(&keeper, &engine::Keeper::ended);
    keeper.look();
    mayPrune = true;
    QCOMPARE(lookOnce(keeper).delivered, 1); // the newest stays
    QCOMPARE(ended.size(), 1);
}

void KeeperTest::keepsForEverWithAnEmptySetting()
{
    Rig rig;
    const auto settings = settingsIn(rig);
    QVERIFY(Rig::wait(settings->set(u"retention_delivered"_s, u""_s)));
    engine::Keeper keeper({*rig.store, *settings, rig.clock}, [] { return true; });
    deliverJobs(rig, 3);
    rig.clock.advance(9999 * kDay);

    QCOMPARE(lookOnce(keeper).jobs(), 0);
    QCOMPARE(jobsOf(rig), 3);
}

void KeeperTest::keepsTheJobsOfAccountsUntilToldOtherwise()
{
    Rig rig;
    const auto settings = settingsIn(rig);
    engine::Keeper keeper({*rig.store, *settings, rig.clock}, [] { return true; });
    Job made;
    made.id = {u"j1"_s};
    made.createdAt = rig.clock.now();
    const auto cached = rig.store->write<Done>([made](store::Connection &connection) -> Result<Done> {
        Connection account;
        account.id = {store::textOf(store::newUuid(made.createdAt))};
        account.name = u"acme"_s;
        const auto key = store::insertConnection(connection, account, made.createdAt);
        if (!key)
            return fail(key.error());
        const auto merged = store::mergeCached(connection, *key, QList{made}, made.createdAt);
        return merged ? Result<Done>(Done{}) : fail(merged.error());
    });
    QVERIFY(Rig::wait(cached));

    QCOMPARE(settings->value(u"retention_remote"_s), QJsonValue(u""_s));
    rig.clock.advance(9999 * kDay);
    QCOMPARE(lookOnce(keeper).remote, 0);

    QVERIFY(Rig::wait(settings->set(u"retention_remote"_s, u"365d"_s)));
    engine::LocalUpkeep upkeep({*rig.store, *settings, rig.clock});
    QCOMPARE(Rig::wait(upkeep.prunable({}))->remote, 1);
    QCOMPARE(lookOnce(keeper).remote, 1);
    QVERIFY(Rig::wait(upkeep.prunable({}))->isEmpty());
}

void KeeperTest::refusesARetention_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"30", "0d", "30s", "a month", "-3d", "99999d"})
        QTest::addRow("%s", text) << QString::fromLatin1(text);
}

void KeeperTest::refusesARetention()
{
    QFETCH(QString, text);
    Rig rig;
    const auto settings = settingsIn(rig);

    const auto refused = Rig::wait(settings->set(u"retention_failed"_s, text));

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::DurationForm);
    QCOMPARE(refused.error().field, u"retention_failed"_s);
    QCOMPARE(settings->value(u"retention_failed"_s), QJsonValue(u"90d"_s));
}

void KeeperTest::prunesWhileDelivering()
{
    Rig rig;
    const auto settings = settingsIn(rig);
    deliverJobs(rig, 200);
    rig.clock.advance(31 * kDay);
    Receiver receiver;
    rig.subscribe({{u"callback_url"_s, receiver.url()},
                   {u"name"_s, u"Late"_s},
                   {u"events"_s, QJsonArray{u"late.*"_s}}});
    engine::LocalUpkeep upkeep({*rig.store, *settings, rig.clock});
    rig.deliver();

    auto pruned = upkeep.prune();
    publishAll(rig, u"late.event"_s, 50);

    QCOMPARE(Rig::wait(pruned)->delivered, 200);
    QTRY_VERIFY(receiver.requests().size() >= 50);
    QTRY_COMPARE(Rig::wait(rig.backend->statistics({}))->deliveredLastDay >= 50, true);
    QVERIFY(Rig::wait(rig.backend->check()));
    rig.stop();
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::KeeperTest)
#include "tst_keeper.moc"
