// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Who is told of an event, also after a commit that failed.
#include "rig.h"

#include "engine/matcher.h"
#include "store/subscriberstore.h"

#include <QJsonArray>

#include <future>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;

namespace {

Result<Done> select(store::Connection &connection, SubscriberKey key, const QString &selector, Instant now)
{
    return store::updateSubscriber(connection, key, {}, {{u"events"_s, QJsonArray{selector}}}, {}, now);
}

Result<qsizetype> matches(store::Connection &connection, engine::Matcher &matcher, const QString &type)
{
    EventDraft event;
    event.type = type;
    return matcher.refresh(connection).map([&](Done) { return qsizetype(matcher.match(event).jobs.size()); });
}

} // namespace

class tst_Matcher : public QObject
{
    Q_OBJECT

private slots:
    void forgetsWhatItReadInABatchThatFailed()
    {
        Rig rig;
        const SubscriberKey key{
            rig.subscribe({{u"callback_url"_s, u"https://a.example"_s}}).value.toLongLong()};
        engine::Matcher matcher;
        const auto change = [&](auto function) {
            return rig.store->write<qsizetype>([&rig, function](store::Connection &connection) {
                return function(connection, rig.clock.now());
            });
        };

        // A machine that is slow just now gives one of the three another transaction: then once more.
        bool isUndone = false;
        for (int round = 0; round < 50 && !isUndone; ++round) {
            // The writer is held, so that the next three share one transaction.
            std::promise<void> begun;
            std::promise<void> go;
            const auto held = change([&begun, &go](store::Connection &, Instant) -> Result<qsizetype> {
                begun.set_value();
                go.get_future().wait();
                return 0;
            });
            begun.get_future().wait();
            const auto edited = change(
                [key](store::Connection &connection, Instant now) -> Result<qsizetype> {
                    return select(connection, key, u"order.*"_s, now).map([](Done) { return qsizetype(0); });
                });
            const auto matched = change([&matcher](store::Connection &connection, Instant) {
                return matches(connection, matcher, u"order.delivered"_s);
            });
            // As a full disk does.
            const auto broken = change([](store::Connection &connection, Instant) -> Result<qsizetype> {
                return connection.run("ROLLBACK").map([](Done) { return qsizetype(0); });
            });
            go.set_value();
            QVERIFY(Rig::wait(held));
            QVERIFY(!Rig::wait(broken));
            isUndone = !Rig::wait(edited) && !Rig::wait(matched);
        }
        QVERIFY(isUndone);

        const auto again = change([&matcher, key](store::Connection &connection, Instant now) {
            return select(connection, key, u"offer.*"_s, now).and_then([&](Done) {
                return matches(connection, matcher, u"offer.made"_s);
            });
        });

        QCOMPARE(Rig::wait(again).value(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_Matcher)
#include "tst_matcher.moc"
