// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Who is told by e-mail of what fails: over a real mail server, once for each cause, whatever happens.
#include "rig.h"

#include "engine/activitylog.h"
#include "engine/mailer.h"
#include "engine/profilesettings.h"
#include "tests/support/freeport.h"
#include "tests/support/smtpserver.h"

#include <QFile>
#include <QJsonArray>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kAddress = u"ops@example.org"_s;

// The profile's post office: its settings, and the mailer that obeys them.
class Post final
{
public:
    explicit Post(Rig &rig, const QString &url)
        : settings(engine::ProfileSettings::open(rig.directory.filePath(u"settings.json"_s),
                                                 {*rig.store, *rig.vault, rig.clock, true},
                                                 QThread::currentThread())
                       .value())
        , mailer({*rig.store, client, *rig.vault, *settings, rig.clock})
    {
        set(u"smtp_url"_s, url);
        set(u"smtp_from"_s, u"tackle@example.org"_s);
        mailer.start([&rig] { return rig.dispatcher && rig.dispatcher->isDelivering(); });
    }

    void set(const QString &key, const QString &value)
    {
        QVERIFY2(Rig::wait(settings->set(key, value)), qPrintable(key));
    }

    QList<Mail> mails() { return Rig::wait(mailer.mails({}, {})).value().rows; }
    Mail last() { return mails().value(0); }

    std::unique_ptr<engine::ProfileSettings> settings;
    transport::SmtpClient client;
    engine::Mailer mailer;
};

Fields failing(const Receiver &receiver, const QString &policy = u"none"_s)
{
    return {{u"callback_url"_s, receiver.url() + u"/hook?token=s3cret"_s},
            {u"retry_policy"_s, policy},
            {u"notify"_s, true},
            {u"notification_emails"_s, kAddress}};
}

JobId publishOrder(Rig &rig, const QString &order)
{
    EventDraft event;
    event.type = u"order.delivered"_s;
    event.orderId = order;
    event.payload = R"({"a":1})";
    return Rig::wait(rig.backend->publish({event})).value().front().jobs.front();
}

} // namespace

class tst_Alerts : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfAJobThatIsGivenUp()
    {
        Rig rig;
        SmtpServer server;
        Receiver receiver;
        receiver.answer({500, {}, "no such <order>\r\n\r\n.\r\nBcc: everybody@example.org", 0ms});
        Post post(rig, server.url());
        Fields fields = failing(receiver);
        fields.insert(u"name"_s, u"Ägir\r\nBcc: everybody@example.org"_s);
        rig.subscribe(fields);
        rig.deliver();

        const JobId job = publishOrder(rig, u"ORD-7"_s);
        QTRY_COMPARE(server.mails().size(), 1);

        const QJsonObject mail = server.mails().front();
        QCOMPARE(mail["recipients"_L1].toVariant().toStringList(), QStringList{kAddress});
        QCOMPARE(headerOf(mail, "Subject"),
                 u"[Tacklebox] Ägir Bcc: everybody@example.org: a job was given up"_s);
        QCOMPARE(headerOf(mail, "Auto-Submitted"), u"auto-generated"_s);
        QCOMPARE(headerOf(mail, "Bcc"), QString());
        const QString text = textOf(mail);
        for (const QString &fact : {u"Job: %1"_s.arg(job.value),
                                    u"Order: ORD-7"_s,
                                    u"Event: order.delivered"_s,
                                    u"Status code: 500"_s,
                                    u"Error: answered 500"_s,
                                    u"  | no such <order>\n  | .\n  | Bcc: everybody@example.org\n"_s,
                                    receiver.url() + u"/hook?…\n"_s,
                                    u"tackle jobs replay %1"_s.arg(job.value)})
            QVERIFY2(text.contains(fact), qPrintable(fact + u"\n in \n"_s + text));
        QVERIFY(!text.contains("s3cret"_L1));
        QTRY_COMPARE(post.last().state, MailState::Sent);
        QCOMPARE(post.last().tries, 1);
    }

    void aFloodIsOneMail()
    {
        constexpr int kJobs = 5000;
        Rig rig;
        SmtpServer server;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        Post post(rig, server.url());
        rig.subscribe(failing(receiver));
        EventDraft event;
        event.type = u"order.delivered"_s;
        event.payload = R"({"a":1})";
        for (int i = 0; i < kJobs / 500; ++i)
            QVERIFY(Rig::wait(rig.backend->publish(QList<EventDraft>(500, event))));
        rig.deliver();

        const auto failed = [&rig] {
            JobQuery query;
            query.states = {JobState::Failed};
            return Rig::wait(rig.backend->count(query, {})).value();
        };
        QTRY_COMPARE_WITH_TIMEOUT(failed(), kJobs, 60'000);
        QTRY_COMPARE(post.last().state, MailState::Sent);

        qint64 told = 0;
        for (const Mail &mail : post.mails())
            told += mail.kind == MailKind::JobGivenUp ? 1 + mail.joined : 0;
        QCOMPARE(told, kJobs);
        // One of the jobs, and one that warns of the subscriber.
        QVERIFY2(post.mails().size() <= 2, qPrintable(QString::number(post.mails().size())));
        QTRY_COMPARE(server.mails().size(), post.mails().size());
    }

    void aReceiverThatComesAndGoesIsOneMailAnHour()
    {
        Rig rig;
        SmtpServer server;
        Receiver receiver;
        Post post(rig, server.url());
        rig.subscribe(failing(receiver));
        rig.deliver();
        const auto deliver = [&](int code, JobState expected) {
            receiver.answer({code, {}, {}, 0ms});
            const JobId job = rig.publish(u"order.delivered"_s);
            QTRY_COMPARE(rig.stateOf(job), expected);
            rig.clock.advance(1s);
        };
        for (int i = 0; i < 3; ++i) {
            deliver(500, JobState::Failed);
            deliver(200, JobState::Delivered);
        }
        QTRY_COMPARE(post.last().state, MailState::Sent);
        QCOMPARE(post.mails().size(), 1);
        QCOMPARE(post.last().joined, 2);

        rig.clock.advance(1h);
        deliver(500, JobState::Failed);

        QTRY_COMPARE(server.mails().size(), 2);
        QCOMPARE(post.mails().size(), 2);
    }

    void tellsOnceOfAJobsTenthFailure()
    {
        Rig rig;
        SmtpServer server;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        Post post(rig, server.url());
        rig.subscribe(failing(receiver, u"planomatic"_s));
        rig.deliver();

        const JobId job = publishOrder(rig, u"ORD-1"_s);
        for (int tries = 1; tries <= 12; ++tries) {
            QTRY_COMPARE(rig.job(job).job.attempts.value_or(-1), tries);
            QCOMPARE(post.mails().size(), tries < 10 ? 0 : 1);
            rig.clock.advance(10min);
            rig.dispatcher->wake();
        }

        QTRY_COMPARE(server.mails().size(), 1);
        QCOMPARE(post.last().kind, MailKind::JobFailing);
        QVERIFY(headerOf(server.mails().front(), "Subject").contains("10"_L1));
    }

    void warnsAndTellsOfTheStop()
    {
        Rig rig;
        SmtpServer server;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        Post post(rig, server.url());
        const SubscriberId id = rig.subscribe(failing(receiver, u"superoffice"_s));
        rig.deliver();
        for (int i = 0; i < 3; ++i) {
            const JobId job = rig.publish(u"contact.created"_s);
            for (int tries = 1; tries <= 3; ++tries) {
                QTRY_COMPARE(rig.job(job).job.attempts.value_or(-1), tries);
                rig.clock.advance(6s);
                rig.dispatcher->wake();
            }
        }

        const auto kinds = [&post] {
            QList<MailKind> told;
            for (const Mail &mail : post.mails())
                told.append(mail.kind);
            return told;
        };
        QTRY_VERIFY(kinds().contains(MailKind::SubscriberStopped));
        QCOMPARE(kinds().count(MailKind::SubscriberWarned), 1);
        QCOMPARE(kinds().count(MailKind::SubscriberStopped), 1);
        QCOMPARE(kinds().count(MailKind::JobGivenUp), 1);
        QTRY_COMPARE(server.mails().size(), 3);

        // Stopped again after a person started it: another cause.
        receiver.answer({410, {}, {}, 0ms});
        QVERIFY(Rig::wait(rig.backend->save({id, {}, {{u"active"_s, true}}, {}})));
        rig.publish(u"contact.created"_s);
        QTRY_COMPARE(kinds().count(MailKind::SubscriberStopped), 2);
        QTRY_COMPARE(server.mails().size(), 4);
        QVERIFY(textOf(server.mails().back()).contains("410"_L1));
    }

    void tellsNobodyWhoDidNotAsk()
    {
        Rig rig;
        SmtpServer server;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        Post post(rig, server.url());
        Fields fields = failing(receiver);
        fields.insert(u"notify"_s, false);
        rig.subscribe(fields);
        rig.deliver();

        const JobId job = rig.publish(u"contact.created"_s);
        QTRY_COMPARE(rig.stateOf(job), JobState::Failed);
        // A person who replays sees for himself.
        QVERIFY(Rig::wait(rig.backend->replay({{job}, {}})));
        QTRY_COMPARE(rig.job(job).job.attempts.value_or(-1), 2);
        QTRY_COMPARE(rig.stateOf(job), JobState::Failed);

        QVERIFY(post.mails().isEmpty());
    }

    void wantsAnAddressWithTheWish()
    {
        Rig rig;
        Receiver receiver;
        Fields fields = failing(receiver);
        fields.insert(u"name"_s, u"Acme"_s);
        fields.insert(u"notification_emails"_s, u" , "_s);
        const auto saved = Rig::wait(rig.backend->save({std::nullopt, {}, fields, {}}));
        QVERIFY(!saved);
        QCOMPARE(saved.error().field, u"notification_emails"_s);
        QCOMPARE(saved.error().reason, Reason::Required);
        QCOMPARE(saved.error().kind, ErrorKind::InvalidValue);
    }

    void goesOnTryingWhileTheServerIsAway()
    {
        Rig rig;
        SmtpServer server({u"--defer"_s, u"1"_s});
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        Post post(rig, u"smtp://127.0.0.1:%1"_s.arg(freePort()));
        rig.subscribe(failing(receiver));
        rig.deliver();
        rig.publish(u"contact.created"_s);
        QTRY_COMPARE(post.last().last.fault, std::optional(MailFault::Unreachable));
        QCOMPARE(post.last().state, MailState::Waiting);

        post.set(u"smtp_url"_s, server.url()); // it is tried at once, and deferred
        QTRY_COMPARE(post.last().last.code, 451);
        QCOMPARE(post.last().tries, 2);
        QCOMPARE(post.last().state, MailState::Waiting);

        rig.clock.advance(5min);
        QTRY_COMPARE(post.last().state, MailState::Sent);
        QCOMPARE(post.last().tries, 3);
    }

    void oneRefusedAddressDoesNotHoldUpTheOther()
    {
        Rig rig;
        SmtpServer server({u"--refuse"_s, u"gone@example.org"_s});
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        Post post(rig, server.url());
        Fields fields = failing(receiver);
        fields.insert(u"notification_emails"_s, u"gone@example.org; ops@example.org"_s);
        rig.subscribe(fields);
        rig.deliver();
        rig.publish(u"contact.created"_s);

        QTRY_COMPARE(post.mails().size(), 2);
        QTRY_COMPARE(post.mails().at(0).state, MailState::Sent);
        const Mail refused = post.mails().at(1);
        QCOMPARE(refused.state, MailState::Failed);
        QCOMPARE(refused.last.fault, std::optional(MailFault::RecipientRefused));
        QCOMPARE(refused.last.text, u"550 5.1.1 no such user here"_s);
        engine::ActivityLog activity(*rig.store, rig.clock);
        const auto entries = Rig::wait(activity.entries({}, {})).value().rows;
        QVERIFY(std::ranges::any_of(entries, [](const ActivityEntry &entry) {
            return entry.verb == ActivityVerb::MailFailed && entry.subject == "gone@example.org"_L1
                && entry.after.value("why"_L1).toString().contains("no such user"_L1);
        }));
    }

    void neverSendsTwiceWhatMayHaveArrived()
    {
        Rig rig;
        SmtpServer server({u"--drop-data"_s, u"1"_s});
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        Post post(rig, server.url());
        rig.subscribe(failing(receiver));
        rig.deliver();
        rig.publish(u"contact.created"_s);

        QTRY_COMPARE(post.last().state, MailState::Unsure);
        rig.clock.advance(24h);
        QTest::qWait(0);
        post.set(u"smtp_user"_s, u"tackle"_s);
        QTRY_COMPARE(server.mails().size(), 1);
        QCOMPARE(post.last().tries, 1);
    }

    void whatADeadDelivererWasSendingIsNotSentAgain()
    {
        Rig rig;
        SmtpServer server;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        rig.subscribe(failing(receiver));
        rig.deliver();
        rig.publish(u"contact.created"_s);
        bool isClaimed = false;
        const auto claim = [&] {
            isClaimed = isClaimed
                || Rig::wait(rig.store->write<std::optional<store::ClaimedMail>>(
                                 [now = rig.clock.now()](store::Connection &connection) {
                                     return store::claimMail(connection, now);
                                 }))
                       .value()
                       .has_value();
            return isClaimed;
        };
        QTRY_VERIFY(claim());

        Post post(rig, server.url());
        QCOMPARE(post.last().state, MailState::Sending);
        rig.restart();

        QTRY_COMPARE(post.last().state, MailState::Unsure);
        QCOMPARE(server.mails().size(), 0);
    }

    void signsInWithTheSealedPassword()
    {
        Rig rig;
        SmtpServer server({u"--auth"_s, u"tackle"_s, u"s3cret-of-mine"_s, u"--auth-in-clear"_s});
        Post post(rig, server.url());
        post.set(u"smtp_user"_s, u"tackle"_s);
        QVERIFY(Rig::wait(post.settings->setSecret(u"smtp_password"_s, Secret("s3cret-of-mine"))));

        QVERIFY(post.settings->value(u"smtp_password"_s).toBool());
        for (const QString &name : {u"settings.json"_s, u"tacklebox.db"_s, u"tacklebox.db-wal"_s}) {
            QFile file(rig.directory.filePath(name));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
            QVERIFY2(!file.readAll().contains("s3cret-of-mine"), qPrintable(name));
        }
        // It is there: over this server, which has no TLS, it never goes out.
        QCOMPARE(Rig::wait(post.mailer.test(kAddress)).value().fault, std::optional(MailFault::TlsMissing));
        QVERIFY(server.told().isEmpty());

        post.set(u"smtp_password"_s, {});
        QVERIFY(!post.settings->value(u"smtp_password"_s).toBool());
    }

    void saysWhatIsMissing()
    {
        Rig rig;
        Post post(rig, {});
        QCOMPARE(Rig::wait(post.mailer.test(kAddress)).value().fault,
                 std::optional(MailFault::ServerMissing));
        QVERIFY(!Rig::wait(post.mailer.test(u"nobody"_s)));
        for (const QString &url : {u"http://mail.example.org"_s,
                                   u"mail.example.org"_s,
                                   u"smtp://"_s,
                                   u"smtp://user:secret@mail.example.org"_s,
                                   u"smtp://mail.example.org/x"_s,
                                   u"smtp://mail.example.org\r\nQUIT"_s})
            QVERIFY2(!Rig::wait(post.settings->set(u"smtp_url"_s, url)), qPrintable(url));
        QVERIFY(!Rig::wait(post.settings->set(u"smtp_from"_s, u"tackle@example.org\r\nBcc: x@y.z"_s)));
        QVERIFY(!Rig::wait(post.settings->set(u"smtp_password"_s, u"in clear"_s)));
    }
};

QTEST_GUILESS_MAIN(tst_Alerts)
#include "tst_alerts.moc"
