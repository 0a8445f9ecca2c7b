// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// E-mail alerts as a person at the command line meets them, with a real mail server and a kill -9 while one
// is under way.
#include "rig.h"

#include "tests/app/tacklerun.h"
#include "tests/support/freeport.h"
#include "tests/support/smtpserver.h"
#include "tests/support/testca.h"

#include <QFile>
#include <QJsonArray>

#include <csignal>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void setServer(const TackleProfile &profile, const QString &url)
{
    QCOMPARE(profile.run({u"settings"_s, u"set"_s, u"smtp_url="_s + url}).code, 0);
    QCOMPARE(profile.run({u"settings"_s, u"set"_s, u"smtp_from=tackle@example.org"_s}).code, 0);
}

// Of a receiver that answers 500, told of by e-mail and given up at once.
void publishWhatFails(const TackleProfile &profile, const Receiver &receiver)
{
    QVERIFY(!profile
                 .subscriber(receiver.url(),
                             {u"--set"_s,
                              u"retry_policy=none"_s,
                              u"--set"_s,
                              u"notify=true"_s,
                              u"--set"_s,
                              u"notification_emails=ops@example.org"_s})
                 .isEmpty());
    QCOMPARE(profile.run({u"publish"_s, u"order.delivered"_s, u"--order-id"_s, u"ORD-7"_s}).code, 0);
}

QJsonArray mailsOf(const TackleProfile &profile)
{
    return profile.json({u"mails"_s, u"list"_s}).json()["rows"_L1].toArray();
}

} // namespace

class tst_Mails : public QObject
{
    Q_OBJECT

private slots:
    void keepsThePasswordSealed()
    {
        TackleProfile profile;
        const QString file = profile.file(u"password"_s, "s3cret-of-mine\n");

        const Said set = profile.json({u"settings"_s, u"set"_s, u"smtp_password"_s, u"--secret"_s, file});
        QCOMPARE(set.code, 0);
        QCOMPARE(set.json()["value"_L1].toObject()["set"_L1].toBool(), true);
        QVERIFY(profile.run({u"settings"_s, u"list"_s}).code == 0);
        QVERIFY(!profile.run({u"settings"_s, u"list"_s}).out.contains("s3cret"));
        for (const QString &name : {u"settings.json"_s, u"tacklebox.db"_s}) {
            QFile kept(profile.profile() + u'/' + name);
            if (kept.open(QIODevice::ReadOnly))
                QVERIFY2(!kept.readAll().contains("s3cret"), qPrintable(name));
        }

        QCOMPARE(profile.run({u"settings"_s, u"set"_s, u"smtp_password=s3cret"_s}).code, 6);
        QCOMPARE(profile.run({u"settings"_s, u"set"_s, u"smtp_password="_s}).code, 0);
        const QJsonObject cleared = profile.json({u"settings"_s, u"get"_s, u"smtp_password"_s}).json();
        QCOMPARE(cleared["value"_L1].toObject()["set"_L1].toBool(true), false);
    }

    void saysWhatTheMailServerMakesOfATest()
    {
        TackleProfile profile;
        const QString address = u"ops@example.org"_s;
        const auto test = [&] { return profile.json({u"settings"_s, u"test-mail"_s, address}); };
        QCOMPARE(test().code, 1);
        QCOMPARE(test().json()["fault"_L1].toString(), u"server_missing"_s);
        QCOMPARE(profile.json({u"settings"_s, u"test-mail"_s, u"nobody"_s}).code, 6);

        setServer(profile, u"smtp://127.0.0.1:%1"_s.arg(freePort()));
        QCOMPARE(test().json()["fault"_L1].toString(), u"unreachable"_s);

        const QTemporaryDir directory;
        TestCa ca(directory.path());
        const Leaf leaf = ca.issue(LeafKind::Valid);
        SmtpServer server({u"--starttls"_s,
                           leaf.certificateFile,
                           leaf.keyFile,
                           u"--auth"_s,
                           u"tackle"_s,
                           u"s3cret"_s,
                           u"--refuse"_s,
                           u"gone@example.org"_s});
        setServer(profile, server.url());
        QCOMPARE(test().json()["fault"_L1].toString(), u"tls_failed"_s);
        QCOMPARE(profile.run({u"settings"_s, u"set"_s, u"ca_file="_s + ca.caFile()}).code, 0);
        QCOMPARE(profile.run({u"settings"_s, u"set"_s, u"smtp_user=tackle"_s}).code, 0);
        const auto setPassword = [&profile](const QByteArray &password) {
            return profile.run({u"settings"_s, u"set"_s, u"smtp_password"_s, u"--secret"_s, u"-"_s},
                               password);
        };
        QCOMPARE(setPassword("guess").code, 0);
        QCOMPARE(test().json()["fault"_L1].toString(), u"auth_refused"_s);
        const Said words = profile.run({u"settings"_s, u"test-mail"_s, address});
        QVERIFY2(words.out.contains("refused the user name or the password"), words.out.constData());
        QVERIFY2(words.out.contains("Check smtp_user"), words.out.constData());

        QCOMPARE(setPassword("s3cret").code, 0);
        const Said passed = test();
        QCOMPARE(passed.code, 0);
        QVERIFY(passed.json()["sent"_L1].toBool());
        QTRY_COMPARE(server.mails().size(), 1);
        const Said refused = profile.json({u"settings"_s, u"test-mail"_s, u"gone@example.org"_s});
        QCOMPARE(refused.json()["fault"_L1].toString(), u"recipient_refused"_s);
        QVERIFY(refused.json()["summary"_L1].toString().contains("no such user here"_L1));
    }

    void servesUntilTheMailsAreSent()
    {
        TackleProfile profile;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        SmtpServer server;
        setServer(profile, server.url());
        publishWhatFails(profile, receiver);

        QCOMPARE(profile.run({u"serve"_s, u"--until-idle"_s}).code, 0);

        QCOMPARE(mailsOf(profile).at(0)["state"_L1].toString(), u"sent"_s);
        QTRY_COMPARE(server.mails().size(), 1);
        QVERIFY(textOf(server.mails().front()).contains("Order: ORD-7"_L1));
        const Said activity = profile.run({u"activity"_s, u"list"_s});
        QVERIFY2(activity.out.contains("Mailed ops@example.org"), activity.out.constData());
        const Said shown = profile.run({u"mails"_s, u"show"_s, u"1"_s});
        QVERIFY2(shown.out.contains("What to do"), shown.out.constData());
        QCOMPARE(profile.run({u"mails"_s, u"show"_s, u"99"_s}).code, 4);
    }

    void doesNotServeForEverWhileTheMailServerIsAway()
    {
        TackleProfile profile;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        publishWhatFails(profile, receiver); // and no server is set

        QCOMPARE(profile.run({u"serve"_s, u"--until-idle"_s}).code, 0);

        const QJsonObject mail = mailsOf(profile).at(0).toObject();
        QCOMPARE(mail["state"_L1].toString(), u"waiting"_s);
        QCOMPARE(mail["tries"_L1].toInt(), 1);
        QCOMPARE(mail["last_try"_L1]["fault"_L1].toString(), u"server_missing"_s);
    }

    void aKillWhileAMailIsUnderWayNeverSendsItTwice()
    {
        TackleProfile profile;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        auto holding = std::make_unique<SmtpServer>(QStringList{u"--hold"_s});
        setServer(profile, holding->url());
        publishWhatFails(profile, receiver);

        QProcess deliverer;
        profile.start(deliverer, {u"serve"_s});
        QTRY_COMPARE_WITH_TIMEOUT(holding->mails().size(), 1, 20'000); // it has the mail and says nothing
        ::kill(pid_t(deliverer.processId()), SIGKILL);
        QVERIFY(deliverer.waitForFinished());
        QCOMPARE(mailsOf(profile).at(0)["state"_L1].toString(), u"sending"_s);
        const QString port = QString::number(holding->port());
        holding.reset();

        SmtpServer server({u"--port"_s, port});
        QVERIFY(server.isUp());
        QCOMPARE(profile.run({u"serve"_s, u"--until-idle"_s}).code, 0);

        QCOMPARE(mailsOf(profile).size(), 1);
        QCOMPARE(mailsOf(profile).at(0)["state"_L1].toString(), u"unsure"_s);
        QVERIFY(server.mails().isEmpty());
        const Said activity = profile.run({u"activity"_s, u"list"_s});
        QVERIFY2(activity.out.contains("May have mailed ops@example.org"), activity.out.constData());
    }
};

QTEST_GUILESS_MAIN(tst_Mails)
#include "tst_mails.moc"
