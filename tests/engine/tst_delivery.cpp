// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// From publish to settled, on a real store and real sockets.
#include "rig.h"
#include "tests/support/faultyserver.h"
#include "tests/support/freeport.h"

#include <QJsonArray>

#include <QSignalSpy>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Delivery : public QObject
{
    Q_OBJECT

private slots:
    void deliversAndRecordsTheWholeAttempt()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({201, {{"X-Answer", "yes"}}, "thanks", 0ms});
        rig.subscribe({{u"callback_url"_s, receiver.url() + u"/in"_s}});
        rig.deliver();

        const JobId id = rig.publish(u"order.delivered"_s, R"({"price": 412000.10})");
        QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);

        const JobDetail detail = rig.job(id);
        QCOMPARE(detail.job.attempts.value_or(-1), 1);
        QCOMPARE(detail.job.statusCode, std::optional(201));
        QCOMPARE(detail.attemptLog.size(), 1);
        const Attempt &attempt = detail.attemptLog.front();
        QCOMPARE(attempt.outcome, Outcome::Delivered);
        QCOMPARE(attempt.request.body, R"({"price": 412000.10})"_ba);
        QCOMPARE(attempt.response.body, "thanks"_ba);
        QCOMPARE(valueOf(attempt.response.headers, "x-answer"), std::optional("yes"_ba));
        QVERIFY(attempt.peer.startsWith(u"127.0.0.1:"_s));
        QVERIFY(attempt.timing.total > 0us);
        const auto requests = receiver.requests();
        QCOMPARE(requests.size(), size_t(1));
        QCOMPARE(requests.front().body, R"({"price": 412000.10})"_ba);
        QCOMPARE(valueOf(requests.front().headers, "X-Tacklebox-Job"),
                 std::optional(detail.job.uuid.toLatin1()));
    }

    void signsWithTheSealedSecret()
    {
        Rig rig;
        Receiver receiver;
        const Secret secret("503bec91ecdf413562f69336b597e5b78550f548"_ba);
        rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"signing_scheme"_s, u"hookshot"_s}},
                      {{u"secret"_s, {SecretEdit::Action::Set, secret}}});
        rig.deliver();

        const JobId id = rig.publish(u"quote_request:created"_s);
        QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);

        const auto request = receiver.requests().front();
        QCOMPARE(verify(SigningScheme::Hookshot, secret, request.headers, request.body),
                 SignatureCheck::Valid);
    }

    void oneThatHangsTakesNothingFromTheOthers()
    {
        Rig rig;
        FaultyServer hanging(Fault::Hang);
        Receiver receiver;
        rig.subscribe({{u"callback_url"_s, hanging.url()}, {u"timeout_ms"_s, 600'000}});
        rig.subscribe({{u"callback_url"_s, receiver.url()}});
        rig.deliver();

        QList<EventDraft> events;
        for (int i = 0; i < 2000; ++i)
            events.append({u"order.delivered"_s, {}, {}, {}, {}, {}, "{}"});
        QVERIFY(Rig::wait(rig.backend->publish(events)));

        QTRY_COMPARE_WITH_TIMEOUT(receiver.requests().size(), size_t(2000), 30000);
        QTRY_VERIFY(hanging.connections() > 0);
    }

    void saysWhyAFilterLeavesSomebodyOut()
    {
        Rig rig;
        const QJsonObject filter{{u"order.total"_s, QJsonObject{{u"greater"_s, 100}}}};
        rig.subscribe({{u"callback_url"_s, u"https://acme.example"_s}, {u"filter"_s, filter}});
        const auto publish = [&rig](const QByteArray &payload) {
            return Rig::wait(rig.backend->publish({{u"order.delivered"_s, {}, {}, {}, {}, {}, payload}}))
                .value()
                .front();
        };

        const Published excluded = publish(R"({"order": {"total": 80}})");
        const Published told = publish(R"({"order": {"total": 101}})");

        QVERIFY(excluded.jobs.isEmpty());
        QCOMPARE(excluded.excluded.size(), 1);
        QCOMPARE(excluded.excluded.front().condition, u"order.total greater 100"_s);
        QCOMPARE(excluded.excluded.front().found, u"80"_s);
        QCOMPARE(told.jobs.size(), 1);
    }

    void keepsTheOrderThroughARetry()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        rig.subscribe(
            {{u"callback_url"_s, receiver.url()}, {u"ordered"_s, true}, {u"retry_policy"_s, u"5s,5s,5s"_s}});
        rig.deliver();
        const JobId first = rig.publish(u"order.received"_s, "1");
        const JobId second = rig.publish(u"order.delivered"_s, "2");
        QTRY_COMPARE(rig.stateOf(first), JobState::Retrying);
        QCOMPARE(rig.stateOf(second), JobState::Waiting);

        receiver.answer({200, {}, {}, 0ms});
        rig.clock.advance(6s);
        QTRY_COMPARE(rig.stateOf(second), JobState::Delivered);

        QByteArrayList bodies;
        for (const auto &request : receiver.requests())
            bodies.append(request.body);
        QCOMPARE(bodies, (QByteArrayList{"1", "1", "2"}));
    }

    void keepsASubscribersLimitInFlight()
    {
        Rig rig;
        FaultyServer hanging(Fault::Hang);
        rig.subscribe({{u"callback_url"_s, hanging.url()}, {u"max_in_flight"_s, 2}});
        rig.deliver();
        QList<EventDraft> events(10, {u"order.delivered"_s, {}, {}, {}, {}, {}, "{}"});
        QVERIFY(Rig::wait(rig.backend->publish(events)));
        const auto count = [&rig](JobState state) {
            JobQuery query;
            query.states = {state};
            return Rig::wait(rig.backend->count(query, {})).value();
        };

        QTRY_COMPARE(hanging.connections(), 2);

        QCOMPARE(count(JobState::Sending), 2);
        QCOMPARE(count(JobState::Waiting), 8);
    }

    void waitsForAKeyThatAnotherProcessMakes()
    {
        Rig rig;
        Receiver receiver;
        rig.deliver(); // the profile has no key yet
        engine::Vault vault(*rig.store, rig.keychain, rig.directory.filePath(u"master.key"_s));
        engine::LocalBackend other({*rig.store, rig.client, vault, rig.clock}, {});
        QObject::connect(
            rig.vault.get(), &engine::Vault::opened, rig.backend.get(), [&rig] { rig.dispatcher->reload(); });
        const Secret secret("503bec91ecdf413562f69336b597e5b78550f548"_ba);
        const Fields fields{{u"name"_s, u"Acme orders"_s},
                            {u"events"_s, QJsonArray{u"*"_s}},
                            {u"callback_url"_s, receiver.url()},
                            {u"signing_scheme"_s, u"hookshot"_s}};
        const auto saved
            = other.save({std::nullopt, {}, fields, {{u"secret"_s, {SecretEdit::Action::Set, secret}}}});
        QVERIFY(Rig::wait(saved).has_value());

        const JobId id = rig.publish(u"order.delivered"_s);
        const auto stateAMomentLater = [&rig, &id] {
            rig.clock.advance(1s);
            return rig.stateOf(id);
        };
        QTRY_COMPARE(stateAMomentLater(), JobState::Delivered);
        const auto request = receiver.requests().front();
        QCOMPARE(verify(SigningScheme::Hookshot, secret, request.headers, request.body),
                 SignatureCheck::Valid);
    }

    void retriesAfter503UntilItIsDelivered()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({503, {}, {}, 0ms});
        rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"retry_policy"_s, u"1h,1h"_s}});
        rig.deliver();

        const JobId id = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(rig.stateOf(id), JobState::Retrying);
        QVERIFY(rig.job(id).job.nextAttemptAt >= rig.clock.now() + 1h);

        receiver.answer({200, {}, {}, 0ms});
        rig.clock.advance(2h);
        QTRY_COMPARE_WITH_TIMEOUT(rig.stateOf(id), JobState::Delivered, 10000);
        QCOMPARE(rig.job(id).attemptLog.size(), 2);
    }

    void givesUpAndDeliversAfterAReplay()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({500, {}, "broken", 0ms});
        rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"retry_policy"_s, u"none"_s}});
        rig.deliver();
        const JobId id = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(rig.stateOf(id), JobState::Failed);

        receiver.answer({200, {}, {}, 0ms});
        const auto answers = Rig::wait(rig.backend->replay({{id}, std::nullopt}));

        QVERIFY(answers && !answers->front().error);
        QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);
        const JobDetail detail = rig.job(id);
        QVERIFY(!detail.attemptLog.front().manual);
        QVERIFY(detail.attemptLog.back().manual);
    }

    void holdsJobsOfAStoppedSubscriberUntilItIsStarted()
    {
        Rig rig;
        Receiver receiver;
        const SubscriberId id = rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"active"_s, false}});
        rig.deliver();

        const JobId job = rig.publish(u"order.delivered"_s);
        QCOMPARE(rig.stateOf(job), JobState::Held);

        QVERIFY(Rig::wait(rig.backend->save({id, {}, {{u"active"_s, true}}, {}})));
        QTRY_COMPARE(rig.stateOf(job), JobState::Delivered);
    }

    void blocksPrivateAddresses()
    {
        Rig rig;
        rig.subscribe({{u"callback_url"_s, u"http://10.255.255.1:9/"_s}});
        rig.deliver();

        const JobId id = rig.publish(u"order.delivered"_s);

        QTRY_COMPARE(rig.stateOf(id), JobState::Blocked);
        QVERIFY(rig.job(id).attemptLog.isEmpty());
    }

    void tellsOfTheDelivery()
    {
        Rig rig;
        Receiver receiver;
        rig.subscribe({{u"callback_url"_s, receiver.url()}});
        rig.deliver();
        QList<Job> told;
        QObject::connect(rig.backend.get(),
                         &Backend::jobsChanged,
                         rig.backend.get(),
                         [&told](const JobNews &news) { told.append(news.changed); });

        const JobId id = rig.publish(u"order.delivered"_s);

        QTRY_VERIFY(std::ranges::any_of(told, [&id](const Job &job) {
            return job.id == id && job.state == JobState::Delivered && job.connection == "local"_L1;
        }));
    }

    void takesOverWhatAnEarlierHolderLeft()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({200, {}, {}, 60s});
        rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"timeout_ms"_s, 60000}});
        rig.deliver();
        const JobId id = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(rig.stateOf(id), JobState::Sending);

        rig.stop();
        QCOMPARE(rig.stateOf(id), JobState::Waiting);
        receiver.answer({200, {}, {}, 0ms});
        rig.deliver();

        QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);
    }

    void deliversNothingWhileAnotherHoldsTheLock()
    {
        Rig rig;
        Receiver receiver;
        rig.subscribe({{u"callback_url"_s, receiver.url()}});
        auto lock = store::DelivererLock::tryAcquire(rig.directory.path());
        QVERIFY(lock && *lock);
        rig.deliver();
        const JobId id = rig.publish(u"order.delivered"_s);
        QCOMPARE(rig.stateOf(id), JobState::Waiting);
        QVERIFY(!rig.dispatcher->isDelivering());

        lock->reset();
        QTRY_COMPARE_WITH_TIMEOUT(rig.stateOf(id), JobState::Delivered, 10000);
    }

    // Ten in a row, as engine/breaker says.
    void saysWhenItsHostRests()
    {
        Rig rig;
        rig.subscribe({{u"callback_url"_s, u"http://127.0.0.1:%1/"_s.arg(freePort())},
                       {u"retry_policy"_s, u"1h,1h"_s}});
        rig.deliver();
        QList<JobId> jobs;
        for (int i = 0; i < 12; ++i)
            jobs.append(rig.publish(u"order.delivered"_s));

        const auto resting = [&] {
            return std::ranges::count_if(jobs, [&](const JobId &id) {
                const Job job = rig.job(id).job;
                return job.state == JobState::Retrying && job.lastError.contains(u"its host rests"_s);
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(resting() > 0, 20000);
        QVERIFY(resting() <= 3);
    }

    void refusesASignatureWithoutASecret()
    {
        Rig rig;
        const auto saved = Rig::wait(rig.backend->save({std::nullopt,
                                                        {},
                                                        {{u"name"_s, u"A"_s},
                                                         {u"callback_url"_s, u"https://a.example"_s},
                                                         {u"signing_scheme"_s, u"hookshot"_s}},
                                                        {}}));

        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, Reason::SecretMissing);
        QCOMPARE(saved.error().field, u"secret"_s);
    }

    void refusesAPublishWholeWhenOneEventIsBad()
    {
        Rig rig;
        Receiver receiver;
        rig.subscribe({{u"callback_url"_s, receiver.url()}});
        EventDraft good;
        good.type = u"order.delivered"_s;
        good.payload = "{}";
        EventDraft bad = good;
        bad.payload = "{\n  \"a\": }";

        const auto published = Rig::wait(rig.backend->publish({good, bad}));

        QVERIFY(!published);
        QCOMPARE(published.error().reason, Reason::JsonForm);
        QCOMPARE(published.error().field, u"data"_s);
        QVERIFY(published.error().detail.contains(u"line 2"_s));
        QCOMPARE(Rig::wait(rig.backend->count({}, {})).value(), 0);
    }

    void testsAUrlWithoutQueueingAnything()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({404, {}, {}, 0ms});
        TestRequest request;
        request.target = receiver.url();
        request.eventType = u"order.delivered"_s;

        const auto report = Rig::wait(rig.backend->test(request, {}));

        QVERIFY(report);
        QCOMPARE(report->attempt.outcome, Outcome::RefusedStatus);
        QCOMPARE(report->attempt.statusCode, std::optional(404));
        QCOMPARE(Rig::wait(rig.backend->count({}, {})).value(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_Delivery)
#include "tst_delivery.moc"
