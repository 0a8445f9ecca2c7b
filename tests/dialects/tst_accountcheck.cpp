// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A check of an account, and what its server says of itself then: nothing of that is held against the
// account.
#include "remoterig.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::test::answer;
using tacklebox::test::Scripted;

using Standing = ConnectionState::Standing;

namespace {

constexpr char kVersion[] = R"({"Version":"v1","NetServerVersion":"10.3.7.842","Services":"Services88"})";
constexpr char kWithWebhooks[] = R"({"https://a.example/api/v1/Webhook/{id}":{"GET":"Gets one."}})";
constexpr char kWithoutWebhooks[] = R"({"https://a.example/api/v1/Contact/{id}":{"GET":"Gets one."}})";

void addOffice(RemoteRig &rig)
{
    rig.add(u"superoffice"_s, {}, {{u"token"_s, "t0ken"}});
}

Result<Done> check(const RemoteRig &rig)
{
    return RemoteRig::wait(rig.connections->check(u"account"_s));
}

ConnectionState stateIn(const RemoteRig &rig)
{
    return rig.connections->state(u"account"_s);
}

} // namespace

class tst_AccountCheck : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatTheServerIs();
    void keepsThatForTheNextProcess();
    void forgetsThatWithTheSettings();
    void keepsThatUnderAnotherName();
    void holdsNothingAgainstTheAccount_data();
    void holdsNothingAgainstTheAccount();
    void tellsAMissingRouteFromAMissingRight_data();
    void tellsAMissingRouteFromAMissingRight();
    void asksForTheRoutesAfterNothingElse();
    void asksOtherApisNothingMore();
    void takesNothingElseForAnAnswer_data();
    void takesNothingElseForAnAnswer();
    void tellsAWrongAddressFromAMissingSubscriber();
};

void tst_AccountCheck::tellsWhatTheServerIs()
{
    RemoteRig rig;
    addOffice(rig);
    rig.server.script(answer(200, "[]"));
    rig.server.script(answer(200, kVersion));
    QString told;
    connect(rig.connections.get(), &Connections::stateChanged, this, [&] { told = stateIn(rig).service; });

    const auto checked = check(rig);

    QVERIFY(checked);
    QCOMPARE(stateIn(rig).service, u"NetServer 10.3.7.842"_s);
    QCOMPARE(stateIn(rig).standing, Standing::Ready);
    QCOMPARE(told, u"NetServer 10.3.7.842"_s);
    QCOMPARE(rig.server.requests().size(), 2);
    QVERIFY(rig.server.requests().last().startsWith("GET /api HTTP"));
}

void tst_AccountCheck::keepsThatForTheNextProcess()
{
    RemoteRig rig;
    addOffice(rig);
    rig.server.script(answer(200, "[]"));
    rig.server.script(answer(200, kVersion));
    QVERIFY(check(rig));

    rig.restart(Reading::ServerFirst);

    QCOMPARE(stateIn(rig).service, u"NetServer 10.3.7.842"_s);
    QCOMPARE(stateIn(rig).standing, Standing::Unseen);
}

void tst_AccountCheck::forgetsThatWithTheSettings()
{
    RemoteRig rig;
    addOffice(rig);
    rig.server.script(answer(200, "[]"));
    rig.server.script(answer(200, kVersion));
    QVERIFY(check(rig));
    ConnectionDraft edit;
    edit.name = u"account"_s;
    edit.settings = {{u"language"_s, u"NO"_s}};

    QVERIFY(RemoteRig::wait(rig.connections->save(edit)));

    QVERIFY(stateIn(rig).service.isEmpty());
    rig.restart(Reading::ServerFirst);
    QVERIFY(stateIn(rig).service.isEmpty());
}

void tst_AccountCheck::keepsThatUnderAnotherName()
{
    RemoteRig rig;
    addOffice(rig);
    rig.server.script(answer(200, "[]"));
    rig.server.script(answer(200, kVersion));
    QVERIFY(check(rig));
    ConnectionDraft edit;
    edit.name = u"account"_s;
    edit.newName = u"crm"_s;

    QVERIFY(RemoteRig::wait(rig.connections->save(edit)));

    QCOMPARE(rig.connections->state(u"crm"_s).service, u"NetServer 10.3.7.842"_s);
    rig.restart(Reading::ServerFirst);
    QCOMPARE(rig.connections->state(u"crm"_s).service, u"NetServer 10.3.7.842"_s);
}

void tst_AccountCheck::holdsNothingAgainstTheAccount_data()
{
    QTest::addColumn<Scripted>("script");
    QTest::newRow("not signed in") << answer(401, "{}");
    QTest::newRow("not allowed") << answer(403, "{}");
    QTest::newRow("not there") << answer(404, "{}");
    QTest::newRow("a crash") << answer(500, "<h1>Server Error</h1>");
    QTest::newRow("a page") << answer(200, "<h1>SuperOffice</h1>");
    QTest::newRow("another form") << answer(200, R"({"NetServerVersion":[10]})");
    QTest::newRow("elsewhere") << answer(302, "", "Location: https://b.example/\r\n");
    QTest::newRow("no answer") << Scripted{"", Scripted::Then::Close};
}

void tst_AccountCheck::holdsNothingAgainstTheAccount()
{
    QFETCH(Scripted, script);
    RemoteRig rig;
    addOffice(rig);
    rig.server.script(answer(200, "[]"));
    rig.server.script(script);

    const auto checked = check(rig);

    QVERIFY(checked);
    QCOMPARE(stateIn(rig).standing, Standing::Ready);
    QVERIFY(!stateIn(rig).why);
    QVERIFY(stateIn(rig).service.isEmpty());
}

void tst_AccountCheck::tellsAMissingRouteFromAMissingRight_data()
{
    QTest::addColumn<Scripted>("routes");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<Standing>("standing");
    QTest::newRow("without Webhooks")
        << answer(200, kWithoutWebhooks) << Reason::RemoteWithoutWebhooks << Standing::Failing;
    QTest::newRow("with Webhooks") << answer(200, kWithWebhooks) << Reason::RemoteForbidden
                                   << Standing::Forbidden;
    QTest::newRow("not there") << answer(404, "{}") << Reason::RemoteForbidden << Standing::Forbidden;
    QTest::newRow("a crash") << answer(500, "{}") << Reason::RemoteForbidden << Standing::Forbidden;
    QTest::newRow("elsewhere") << answer(302, "", "Location: https://b.example/\r\n")
                               << Reason::RemoteForbidden << Standing::Forbidden;
    QTest::newRow("a page") << answer(200, "<h1>Routes</h1>") << Reason::RemoteForbidden
                            << Standing::Forbidden;
}

void tst_AccountCheck::tellsAMissingRouteFromAMissingRight()
{
    QFETCH(Scripted, routes);
    RemoteRig rig;
    addOffice(rig);
    rig.server.script(answer(404, "{}"));
    rig.server.script(routes);

    const auto checked = check(rig);

    QVERIFY(!checked);
    QTEST(checked.error().reason, "reason");
    QCOMPARE(checked.error().httpStatus, 404);
    QTEST(stateIn(rig).standing, "standing");
    QCOMPARE(rig.server.requests().size(), 2);
    QVERIFY(rig.server.requests().last().startsWith("GET /api/v1 HTTP"));
}

void tst_AccountCheck::asksForTheRoutesAfterNothingElse()
{
    for (const int status : {401, 403, 500}) {
        RemoteRig rig;
        addOffice(rig);
        rig.server.script(answer(status, "{}"));

        QVERIFY(!check(rig));

        QCOMPARE(rig.server.requests().size(), 1);
    }
}

void tst_AccountCheck::asksOtherApisNothingMore()
{
    RemoteRig rig;
    rig.addPenguin();
    rig.server.script(answer(200, "[]"));

    QVERIFY(check(rig));

    QCOMPARE(rig.server.requests().size(), 1);
    QVERIFY(stateIn(rig).service.isEmpty());
}

void tst_AccountCheck::takesNothingElseForAnAnswer_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");
    for (const char *kind : {"planomatic", "boldpenguin", "superoffice"}) {
        const auto row = [kind](const char *name, const QByteArray &body, Reason reason) {
            QTest::addRow("%s: %s", kind, name) << QString::fromLatin1(kind) << body << reason;
        };
        row("a page", "<html><body>Welcome</body></html>", Reason::ReplyNotJson);
        row("nothing", "", Reason::ReplyNotJson);
        row("another form", R"({"data": {"greeting": "Welcome"}})", Reason::ReplyWrongType);
    }
}

void tst_AccountCheck::takesNothingElseForAnAnswer()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, body);
    RemoteRig rig;
    if (kind == u"planomatic"_s)
        rig.addPlano();
    else if (kind == u"boldpenguin"_s)
        rig.addPenguin();
    else
        addOffice(rig);
    rig.server.script(answer(200, body));

    const auto checked = check(rig);

    QVERIFY(!checked);
    QTEST(checked.error().reason, "reason");
    QCOMPARE(stateIn(rig).standing, Standing::Failing);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_AccountCheck::tellsAWrongAddressFromAMissingSubscriber()
{
    RemoteRig rig;
    rig.addPenguin();
    rig.server.script(answer(404, "{}"));

    const auto checked = check(rig);

    QVERIFY(!checked);
    QCOMPARE(checked.error().reason, Reason::RemoteStatus);
    QCOMPARE(checked.error().httpStatus, 404);
    QCOMPARE(stateIn(rig).standing, Standing::Failing);
}

QTEST_GUILESS_MAIN(tst_AccountCheck)
#include "tst_accountcheck.moc"
