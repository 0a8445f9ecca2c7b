// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A subscriber whose secret opens no more: nothing is sent to it, its jobs say why, and a new secret
// sets them free.
#include "rig.h"

#include "engine/secretcheck.h"

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;

namespace {

const Secret kFirst("503bec91ecdf413562f69336b597e5b78550f548"_ba);
const Secret kSecond("0f548503bec91ecdf413562f69336b597e5b7855"_ba);

SubscriberId subscribe(Rig &rig, const Receiver &receiver)
{
    return rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"signing_scheme"_s, u"hookshot"_s}},
                         {{u"secret"_s, {SecretEdit::Action::Set, kFirst}}});
}

QByteArray sealedByAnother(const QString &uuid)
{
    return secrets::seal(secrets::MasterKey::generate(), kFirst, {u"subscriber"_s, uuid, u"secret"_s})
        .value();
}

// As a broken disk or another program may do it.
void replaceSecret(Rig &rig, const QByteArray &sealed)
{
    const auto done = rig.store->write<Done>([sealed](store::Connection &connection) {
        return connection.run("UPDATE subscriber_secret SET sealed = ?", {sealed}).and_then([&](Done) {
            return connection.run("UPDATE profile SET subscriber_revision = subscriber_revision + 1");
        });
    });
    QVERIFY(Rig::wait(done));
}

QList<engine::UnreadableSecret> unreadable(Rig &rig)
{
    return Rig::wait(engine::unreadableSecrets(*rig.store, *rig.vault)).value();
}

SignatureCheck check(const Receiver &receiver, const Secret &secret)
{
    const auto request = receiver.requests().back();
    return verify(SigningScheme::Hookshot, secret, request.headers, request.body);
}

} // namespace

class tst_LostSecret : public QObject
{
    Q_OBJECT

private slots:
    void livesForOneRunWithoutAPlaceForItsKey()
    {
        Rig rig(Rig::Key::Nowhere);
        Receiver receiver;
        rig.deliver();
        const SubscriberId subscriber = subscribe(rig, receiver);
        const JobId first = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(rig.stateOf(first), JobState::Delivered);
        QCOMPARE(check(receiver, kFirst), SignatureCheck::Valid);
        QVERIFY(unreadable(rig).isEmpty());

        rig.restart();
        const JobId second = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(rig.stateOf(second), JobState::Held);
        const Job held = rig.job(second).job;
        QVERIFY2(held.lastError.contains(u"one run"_s), qPrintable(held.lastError));
        QVERIFY2(held.lastError.contains(u"Set the subscriber's secret again"_s), qPrintable(held.lastError));
        QCOMPARE(held.attempts.value_or(-1), 0);
        QCOMPARE(receiver.requests().size(), size_t(1));
        QCOMPARE(unreadable(rig).size(), 1);
        QCOMPARE(unreadable(rig).front().why.reason, Reason::SecretOfOneRun);

        QVERIFY(Rig::wait(
            rig.backend->save({subscriber, {}, {}, {{u"secret"_s, {SecretEdit::Action::Set, kSecond}}}})));
        QTRY_COMPARE(rig.stateOf(second), JobState::Delivered);
        QCOMPARE(check(receiver, kSecond), SignatureCheck::Valid);
        QVERIFY(rig.job(second).job.lastError.isEmpty());
        QVERIFY(unreadable(rig).isEmpty());
    }

    void holdsItsJobs_data()
    {
        QTest::addColumn<bool>("isDamaged");
        QTest::addColumn<int>("reason");
        QTest::newRow("damaged") << true << int(Reason::SecretDamaged);
        QTest::newRow("sealed under another key") << false << int(Reason::SecretOfAnotherKey);
    }

    void holdsItsJobs()
    {
        QFETCH(bool, isDamaged);
        QFETCH(int, reason);
        Rig rig;
        Receiver receiver;
        const SubscriberId id = subscribe(rig, receiver);
        const QString uuid = Rig::wait(rig.backend->subscriber(id, {})).value().uuid;
        replaceSecret(rig, isDamaged ? QByteArray("?") : sealedByAnother(uuid));
        rig.deliver();

        const JobId job = rig.publish(u"order.delivered"_s);

        QTRY_COMPARE(rig.stateOf(job), JobState::Held);
        QVERIFY(rig.job(job).job.lastError.contains(u"secret can't be opened"_s));
        QVERIFY(receiver.requests().empty());
        const auto found = unreadable(rig);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front().subscriber, id);
        QCOMPARE(int(found.front().why.reason), reason);
        TestRequest request;
        request.target = id;
        request.eventType = u"order.delivered"_s;
        QCOMPARE(int(Rig::wait(rig.backend->test(request, {})).error().reason), reason);

        QVERIFY(Rig::wait(rig.backend->save({id, {}, {{u"signing_scheme"_s, u"none"_s}}, {}})));
        QTRY_COMPARE(rig.stateOf(job), JobState::Delivered);
    }

    void waitsForTheProfilesKey()
    {
        Rig rig;
        Receiver receiver;
        subscribe(rig, receiver);
        // It has a key, which this run has not read yet.
        rig.restart();

        const JobId job = rig.publish(u"order.delivered"_s);
        QVERIFY(unreadable(rig).isEmpty());
        QObject::connect(
            rig.vault.get(), &engine::Vault::opened, rig.backend.get(), [&rig] { rig.dispatcher->reload(); });
        rig.vault->openExisting();
        const auto stateAMomentLater = [&rig, &job] {
            rig.clock.advance(std::chrono::seconds(1));
            return rig.stateOf(job);
        };

        QTRY_COMPARE(stateAMomentLater(), JobState::Delivered);
        QCOMPARE(check(receiver, kFirst), SignatureCheck::Valid);
    }
};

QTEST_GUILESS_MAIN(tst_LostSecret)
#include "tst_lostsecret.moc"
