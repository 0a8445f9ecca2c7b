// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A subscriber that fails for good is stopped, its jobs are held, and both start again by hand. And a
// secret that is replaced signs on beside the new one for a while.
#include "rig.h"

#include "core/signingsecret.h"
#include "engine/activitylog.h"

#include <QJsonArray>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Subscriber subscriber(Rig &rig, const SubscriberId &id)
{
    return Rig::wait(rig.backend->subscriber(id, {})).value();
}

void save(Rig &rig, const SubscriberId &id, const Fields &changes, SecretEdits secrets = {})
{
    QVERIFY(Rig::wait(rig.backend->save({id, {}, changes, std::move(secrets)})));
}

SignatureCheck check(const Receiver &receiver, const Secret &secret)
{
    const auto request = receiver.requests().back();
    return verify(SigningScheme::StandardWebhooks, secret, request.headers, request.body);
}

} // namespace

class tst_Stopping : public QObject
{
    Q_OBJECT

private slots:
    void stopsASubscriberThatIsGoneAndHoldsItsJobs()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({410, {}, {}, 0ms});
        const SubscriberId id = rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"ordered"_s, true}});
        rig.deliver();

        const JobId first = rig.publish(u"order.received"_s);
        const JobId second = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(subscriber(rig, id).state, SubscriberState::TooManyErrors);
        QTRY_COMPARE(rig.stateOf(first), JobState::Held);
        QTRY_COMPARE(rig.stateOf(second), JobState::Held);

        const Health stopped = subscriber(rig, id).health;
        QCOMPARE(stopped.reason, StopReason::Gone);
        QCOMPARE(stopped.failures, 1);
        QCOMPARE(stopped.lastError, u"answered 410"_s);
        QCOMPARE(rig.job(first).attemptLog.size(), 1);

        receiver.answer({200, {}, {}, 0ms});
        save(rig, id, {{u"active"_s, true}});
        QTRY_COMPARE(rig.stateOf(second), JobState::Delivered);
        QCOMPARE(rig.stateOf(first), JobState::Delivered);
        QCOMPARE(subscriber(rig, id).state, SubscriberState::Active);
        QCOMPARE(subscriber(rig, id).health, Health{});
    }

    void stopsAfterTooManyFailuresInARow()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        const SubscriberId id
            = rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"retry_policy"_s, u"superoffice"_s}});
        rig.deliver();
        for (int i = 0; i < 3; ++i) {
            const JobId job = rig.publish(u"contact.created"_s);
            for (int tries = 1; tries <= 3; ++tries) {
                QTRY_COMPARE(rig.job(job).job.attempts.value_or(-1), tries);
                rig.clock.advance(6s);
            }
            QCOMPARE(rig.stateOf(job), JobState::Failed);
        }
        const JobId late = rig.publish(u"contact.created"_s);
        QTRY_COMPARE(rig.stateOf(late), JobState::Held);

        const Subscriber stopped = subscriber(rig, id);
        QCOMPARE(stopped.state, SubscriberState::TooManyErrors);
        QCOMPARE(stopped.health.reason, StopReason::Failures);
        QCOMPARE(stopped.health.failures, 9);
        QCOMPARE(receiver.requests().size(), size_t(9));
    }

    void aTestThatPassesStartsItAgain()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({410, {}, {}, 0ms});
        const SubscriberId id = rig.subscribe({{u"callback_url"_s, receiver.url()}});
        rig.deliver();
        const JobId job = rig.publish(u"order.received"_s);
        QTRY_COMPARE(rig.stateOf(job), JobState::Held);
        QTRY_COMPARE(subscriber(rig, id).state, SubscriberState::TooManyErrors);
        TestRequest request;
        request.target = id;
        const auto test = [&] { return Rig::wait(rig.backend->test(request, {})).value(); };

        QVERIFY(!test().hasStarted); // 410 still
        QCOMPARE(subscriber(rig, id).state, SubscriberState::TooManyErrors);
        receiver.answer({200, {}, {}, 0ms});
        request.addresses = AddressPolicy::AllowPrivate; // says nothing about deliveries
        QVERIFY(!test().hasStarted);
        request.addresses = AddressPolicy::Guarded;
        QVERIFY(test().hasStarted);

        QTRY_COMPARE(rig.stateOf(job), JobState::Delivered);
        QCOMPARE(subscriber(rig, id).state, SubscriberState::Active);
        QCOMPARE(subscriber(rig, id).health, Health{});
        QVERIFY(subscriber(rig, id).fields.value(u"active"_s).toBool());
        engine::ActivityLog activity(*rig.store, rig.clock);
        const auto entries = Rig::wait(activity.entries({}, {})).value().rows;
        QCOMPARE(entries.front().verb, ActivityVerb::SubscriberStarted);
        QVERIFY(!test().hasStarted); // it is well
    }

    void aTestStartsNobodyWhomAPersonStopped()
    {
        Rig rig;
        Receiver receiver;
        const SubscriberId id = rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"active"_s, false}});
        TestRequest request;
        request.target = id;

        const auto report = Rig::wait(rig.backend->test(request, {})).value();

        QCOMPARE(report.attempt.outcome, Outcome::Delivered);
        QVERIFY(!report.hasStarted);
        QCOMPARE(subscriber(rig, id).state, SubscriberState::Stopped);
    }

    void aReplayNeverCounts()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        const SubscriberId id
            = rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"retry_policy"_s, u"none"_s}});
        rig.deliver();
        const JobId job = rig.publish(u"contact.created"_s);
        QTRY_COMPARE(rig.stateOf(job), JobState::Failed);
        QTRY_COMPARE(subscriber(rig, id).health.failures, 1);

        receiver.answer({410, {}, {}, 0ms});
        QVERIFY(Rig::wait(rig.backend->replay({{job}, {}})));
        QTRY_COMPARE(receiver.requests().size(), size_t(2));
        QTRY_COMPARE(rig.job(job).attemptLog.size(), 2);

        QCOMPARE(subscriber(rig, id).health.failures, 1);
        QCOMPARE(subscriber(rig, id).state, SubscriberState::Active);
    }

    void holdsTheQueueAtOnce()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({503, {}, {}, 0ms});
        const SubscriberId id
            = rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"retry_policy"_s, u"1h"_s}});
        rig.deliver();
        const JobId retried = rig.publish(u"order.received"_s);
        QTRY_COMPARE(rig.stateOf(retried), JobState::Retrying);

        save(rig, id, {{u"active"_s, false}});
        QCOMPARE(rig.stateOf(retried), JobState::Held);

        // When the engine itself stops it, too: started again, the scheduled one waits for its time, and the
        // other is answered that the receiver is gone.
        EventDraft scheduled;
        scheduled.type = u"order.delivered"_s;
        scheduled.payload = "{}";
        scheduled.at = rig.clock.now() + 1h;
        const JobId later = Rig::wait(rig.backend->publish({scheduled})).value().front().jobs.front();
        receiver.answer({410, {}, {}, 0ms});
        save(rig, id, {{u"active"_s, true}});
        QTRY_COMPARE(subscriber(rig, id).state, SubscriberState::TooManyErrors);
        QTRY_COMPARE(rig.stateOf(later), JobState::Held);
        QCOMPARE(receiver.requests().size(), size_t(2));
    }

    void dropsInStepsWhatAFilterFinds()
    {
        Rig rig;
        Receiver receiver;
        rig.subscribe({{u"callback_url"_s, receiver.url()}});
        QList<EventDraft> events(2500);
        for (EventDraft &event : events) {
            event.type = u"order.received"_s;
            event.payload = "{}";
        }
        QVERIFY(Rig::wait(rig.backend->publish(events)));

        QCOMPARE(Rig::wait(rig.backend->dropFound({})).value(), 2500);

        JobQuery dropped;
        dropped.states = {JobState::Dropped};
        QCOMPARE(Rig::wait(rig.backend->count(dropped, {})).value(), 2500);
    }

    void signsWithBothSecretsWhileTheyOverlap()
    {
        Rig rig;
        Receiver receiver;
        const Secret before = generateSecret(SigningScheme::StandardWebhooks);
        const Secret after = generateSecret(SigningScheme::StandardWebhooks);
        const SubscriberId id = rig.subscribe(
            {{u"callback_url"_s, receiver.url()}, {u"signing_scheme"_s, u"standard-webhooks"_s}},
            {{u"secret"_s, {SecretEdit::Action::Set, before, {}}}});
        rig.deliver();

        save(rig, id, {}, {{u"secret"_s, {SecretEdit::Action::Set, after, 60s}}});
        const JobId early = rig.publish(u"order.received"_s);
        QTRY_COMPARE(rig.stateOf(early), JobState::Delivered);
        QCOMPARE(check(receiver, before), SignatureCheck::Valid);
        QCOMPARE(check(receiver, after), SignatureCheck::Valid);

        rig.clock.advance(61s);
        const size_t seen = receiver.requests().size();
        const JobId late = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(rig.stateOf(late), JobState::Delivered);
        QVERIFY(receiver.requests().size() > seen);
        QCOMPARE(check(receiver, before), SignatureCheck::Invalid);
        QCOMPARE(check(receiver, after), SignatureCheck::Valid);
    }

    void refusesASecretOfAnotherForm()
    {
        Rig rig;
        const auto saved = Rig::wait(
            rig.backend->save({std::nullopt,
                               {},
                               {{u"name"_s, u"Acme"_s},
                                {u"callback_url"_s, u"https://acme.example"_s},
                                {u"signing_scheme"_s, u"standard-webhooks"_s}},
                               {{u"secret"_s, {SecretEdit::Action::Set, Secret("not base64!"), {}}}}}));

        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, Reason::SecretForm);
        QCOMPARE(saved.error().field, u"secret"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Stopping)
#include "tst_stopping.moc"
