// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What SuperOffice's server itself knows of a subscriber: its figures, its last error, some members alone,
// and a test of its own.
#include "backend/wording.h"
#include "remoterig.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::test::answer;

namespace {

const SubscriberId kId{u"7"_s};

constexpr char kWebhook[] = R"({"WebhookId":7,"Name":"N","TargetUrl":"https://a.example/in",)"
                            R"("Type":"webhook","State":"Active","Secret":"hunter2"})";

QByteArray figures(const QByteArray &lastError)
{
    return R"({"value":[{"webhook_usage.webhook_usage_id":7,"webhook_usage.total_calls":12,)"
           R"("webhook_usage.total_errors":3,"webhook_usage.consecutive_errors":2,)"
           R"("webhook_usage.last_error":)"
        + lastError + "}]}";
}

Backend &addOffice(RemoteRig &rig)
{
    return rig.add(u"superoffice"_s, {}, {{u"token"_s, "t0ken"}});
}

} // namespace

class tst_Usage : public QObject
{
    Q_OBJECT

private slots:
    void tellsFiguresWithTheirLastError();
    void asksForALastErrorThatTheFiguresLack();
    void asksForTheLastErrorOfAStoppedOne();
    void tellsTheLastErrorWhereFiguresAreClosed_data();
    void tellsTheLastErrorWhereFiguresAreClosed();
    void keepsTheFiguresWithoutALastError();
    void saysWhyNothingIsKnown();
    void saysThatAccessIsMissingWhereNobodyWasNamed_data();
    void saysThatAccessIsMissingWhereNobodyWasNamed();
    void missesNobodyElsewhere();
    void showsFiguresInTheConnectionsLanguage();
    void asksTheAgentForTheLastError();
    void goesNoFurtherWithoutACredential();
    void testsAtTheVendor();
    void testsAtTheVendorWhileLocked();
    void aTargetThatFailsIsNoFailingAccount();
    void testsNoneThatIsGone();
    void isNotOfOtherApis();
    void saysOfACrashThatNothingWasToBeSaved();
    void selectsMembersAndKeepsNone();
    void selectsNoneOfOneThatIsGone();
    void asksForNoMemberThatCantBe();
    void selectsNothingElsewhere();
};

void tst_Usage::tellsFiguresWithTheirLastError()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(200, figures("\"503 busy\"")));

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(usage);
    const SubscriberUsage expected{kId, 12, 3, 2, u"503 busy"_s};
    QCOMPARE(*usage, expected);
    QCOMPARE(rig.server.requests().size(), 1);
    QCOMPARE(rig.asked("GET /api/v1/Archive/dynamic?$select="), 1);
}

void tst_Usage::asksForALastErrorThatTheFiguresLack()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(200, figures("null")));
    rig.server.script(answer(200, "\"503 busy\""));

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(usage);
    QCOMPARE(usage->calls, std::optional<qint64>(12));
    QCOMPARE(usage->lastError, u"503 busy"_s);
    QCOMPARE(rig.asked("GET /api/v1/Webhook/7/LastError"), 1);
}

void tst_Usage::asksForTheLastErrorOfAStoppedOne()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(
        answer(200, QByteArray("[") + QByteArray(kWebhook).replace("Active", "TooManyErrors") + "]"));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(200, figures("\"an older one\"")));
    rig.server.script(answer(200, "\"what stopped it\""));

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(usage);
    QCOMPARE(usage->errors, std::optional<qint64>(3));
    QCOMPARE(usage->lastError, u"what stopped it"_s);
}

void tst_Usage::tellsTheLastErrorWhereFiguresAreClosed_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("forbidden") << 403;
    QTest::newRow("not found") << 404;
}

void tst_Usage::tellsTheLastErrorWhereFiguresAreClosed()
{
    QFETCH(int, status);
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(status, "{}"));
    rig.server.script(answer(200, "\"503 busy\""));
    bool isReady = true; // all the while: the archive alone is closed
    QObject::connect(rig.connections.get(), &Connections::stateChanged, &backend, [&](const QString &name) {
        isReady = isReady && rig.connections->state(name).standing == ConnectionState::Standing::Ready;
    });

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(usage);
    const SubscriberUsage expected{kId, {}, {}, {}, u"503 busy"_s};
    QCOMPARE(*usage, expected);
    QVERIFY(isReady);
}

void tst_Usage::keepsTheFiguresWithoutALastError()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(200, figures("null")));
    rig.server.script(answer(500, "{}"));

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(usage);
    QCOMPARE(usage->calls, std::optional<qint64>(12));
    QVERIFY(usage->lastError.isEmpty());
}

void tst_Usage::saysWhyNothingIsKnown()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(403, "{}"));
    rig.server.script(answer(404, "{}"));

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(!usage);
    QCOMPARE(usage.error().reason, Reason::NoSuchSubscriber);
    QCOMPARE(usage.error().subject, kId.value);
}

void tst_Usage::saysThatAccessIsMissingWhereNobodyWasNamed_data()
{
    QTest::addColumn<Fields>("settings");
    QTest::newRow("rest") << Fields{};
    QTest::newRow("agents") << Fields{{u"routes"_s, u"agents"_s}};
}

void tst_Usage::saysThatAccessIsMissingWhereNobodyWasNamed()
{
    QFETCH(Fields, settings);
    RemoteRig rig;
    Backend &backend = rig.add(u"superoffice"_s, settings, {{u"token"_s, "t0ken"}});
    for (int call = 0; call < 3; ++call) // the first lists what is there before a new one
        rig.server.script(answer(404, "{}"));
    SubscriberDraft fresh;
    fresh.changes = {{u"Name"_s, u"N"_s},
                     {u"TargetUrl"_s, u"https://a.example/in"_s},
                     {u"Events"_s, QJsonArray{u"contact.created"_s}},
                     {u"Type"_s, u"webhook"_s}};
    EventDraft event;
    event.type = u"window.closed"_s;
    event.payload = R"({"PrimaryKey":5})";

    const auto made = RemoteRig::wait(backend.save(fresh));
    const auto told = RemoteRig::wait(backend.publish({event}));

    QVERIFY(!made && !told);
    for (const Error &error : {made.error(), told.error()}) {
        QCOMPARE(error.kind, ErrorKind::NotAuthorised);
        QCOMPARE(error.reason, Reason::RemoteForbidden);
        QVERIFY(wording::advice(error).contains(u"access must be requested"_s));
    }
    QCOMPARE(rig.server.requests().size(), 3);
}

void tst_Usage::missesNobodyElsewhere()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, "[]"));
    rig.server.script(answer(404, "{}"));
    SubscriberDraft fresh;
    fresh.changes = {{u"url"_s, u"https://a.example/in"_s}};

    const auto made = RemoteRig::wait(backend.save(fresh));

    QVERIFY(!made);
    QCOMPARE(made.error().reason, Reason::RemoteStatus);
    QCOMPARE(made.error().kind, ErrorKind::Failed);
}

// Nothing of it goes back; what can be edited is read raw whatever the language.
void tst_Usage::showsFiguresInTheConnectionsLanguage()
{
    RemoteRig rig;
    Backend &backend = rig.add(
        u"superoffice"_s, {{u"language"_s, u"NO"_s}, {u"time_zone"_s, u"261"_s}}, {{u"token"_s, "t0ken"}});
    rig.server.script(answer(200, figures("null")));
    rig.server.script(answer(200, "\"503\""));
    rig.server.script(answer(200, kWebhook));

    QVERIFY(RemoteRig::wait(backend.usage(kId, {})));
    QVERIFY(RemoteRig::wait(backend.subscriber(kId, {})));

    const QList<QByteArray> requests = rig.server.requests();
    QCOMPARE(requests.size(), 3);
    for (const QByteArray &request : requests.first(2)) {
        QVERIFY(request.contains("SO-Language: NO\r\n"));
        QVERIFY(request.contains("SO-TimeZone: 261\r\n"));
        QVERIFY(!request.contains("SO-Language: *"));
    }
    QVERIFY(requests.last().contains("SO-Language: *\r\n"));
    QVERIFY(!requests.last().contains("SO-TimeZone"));
}

void tst_Usage::asksTheAgentForTheLastError()
{
    RemoteRig rig;
    Backend &backend = rig.add(u"superoffice"_s, {{u"routes"_s, u"agents"_s}}, {{u"token"_s, "t0ken"}});
    rig.server.script(answer(200, figures("null")));
    rig.server.script(answer(200, "\"503 busy\""));

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(usage);
    QCOMPARE(usage->lastError, u"503 busy"_s);
    QCOMPARE(rig.asked("GET /api/v1/Archive/dynamic?$select="), 1);
    QCOMPARE(rig.asked("POST /api/v1/Agents/Webhook/GetLastError"), 1);
}

void tst_Usage::goesNoFurtherWithoutACredential()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(401, "{}"));

    const auto usage = RemoteRig::wait(backend.usage(kId, {}));

    QVERIFY(!usage);
    QCOMPARE(usage.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_Usage::testsAtTheVendor()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(200, kWebhook));
    rig.server.script(answer(200, R"({"Success":true,"Message":"HTTP 200"})"));

    QVERIFY(RemoteRig::wait(backend.testAtVendor(kId, {})));

    QCOMPARE(rig.server.requests().size(), 2);
    QVERIFY(rig.server.requests().last().startsWith("POST /api/v1/Webhook/Test "));
    QVERIFY(rig.server.requests().last().contains("\"Secret\":\"hunter2\""));
    QVERIFY(rig.local.testRequests.empty());
}

void tst_Usage::testsAtTheVendorWhileLocked()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    ConnectionDraft lock;
    lock.name = u"account"_s;
    lock.isLocked = true;
    QVERIFY(RemoteRig::wait(rig.connections->save(lock)));
    QVERIFY(rig.connections->isLocked(u"account"_s));
    rig.server.script(answer(200, kWebhook));
    rig.server.script(answer(200, R"({"Success":true})"));

    QVERIFY(RemoteRig::wait(backend.testAtVendor(kId, {})));
}

void tst_Usage::aTargetThatFailsIsNoFailingAccount()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(200, kWebhook));
    rig.server.script(answer(200, R"({"Success":false,"Message":"HTTP 503"})"));

    const auto tested = RemoteRig::wait(backend.testAtVendor(kId, {}));

    QVERIFY(!tested);
    QCOMPARE(tested.error().kind, ErrorKind::Failed);
    QCOMPARE(tested.error().field, u"TargetUrl"_s);
    QCOMPARE(tested.error().detail, u"HTTP 503"_s);
    QCOMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Ready);
}

void tst_Usage::testsNoneThatIsGone()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(404, "{}"));

    const auto tested = RemoteRig::wait(backend.testAtVendor(kId, {}));

    QVERIFY(!tested);
    QCOMPARE(tested.error().kind, ErrorKind::NotFound);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_Usage::isNotOfOtherApis()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();

    QCOMPARE(RemoteRig::wait(backend.usage(kId, {})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(RemoteRig::wait(backend.testAtVendor(kId, {})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(RemoteRig::wait(rig.local.usage(kId, {})).error().kind, ErrorKind::Unsupported);
    QVERIFY(!backend.info().verbs.testFlag(Verb::Usage));
    QVERIFY(rig.server.requests().isEmpty());
}

void tst_Usage::saysOfACrashThatNothingWasToBeSaved()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(500, "{}"));
    rig.server.script(answer(500, "{}"));

    QCOMPARE(RemoteRig::wait(backend.usage(kId, {})).error().reason, Reason::RemoteReadCrash);
    QCOMPARE(RemoteRig::wait(backend.testAtVendor(kId, {})).error().reason, Reason::RemoteReadCrash);
}

// The members that were left out come as null: in the cache they would read as known and empty.
void tst_Usage::selectsMembersAndKeepsNone()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(200, kWebhook));
    const auto whole = RemoteRig::wait(backend.subscriber(kId, {}));
    QVERIFY(whole);
    QSignalSpy changed(&backend, &Backend::subscribersChanged);
    rig.server.script(
        answer(200, R"({"WebhookId":0,"Name":"Newer","TargetUrl":null,"Type":null,"State":null})"));

    const auto selected = RemoteRig::wait(backend.selectedMembers(kId, {u"Name"_s}, {}));
    const auto cached = RemoteRig::wait(backend.subscriber(kId, {})); // the server is away

    QVERIFY(selected);
    QCOMPARE(*selected, Fields({{u"Name"_s, u"Newer"_s}}));
    QVERIFY(rig.server.requests().at(1).startsWith("GET /api/v1/Webhook/7?$select=Name "));
    QVERIFY(changed.isEmpty());
    QVERIFY(cached);
    QCOMPARE(cached->fields, whole->fields);
    QCOMPARE(cached->name, u"N"_s);
    QCOMPARE(cached->url, u"https://a.example/in"_s);
    QCOMPARE(cached->state, SubscriberState::Active);
}

void tst_Usage::selectsNoneOfOneThatIsGone()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);
    rig.server.script(answer(404, "{}"));

    const auto selected = RemoteRig::wait(backend.selectedMembers(kId, {u"Name"_s}, {}));

    QVERIFY(!selected);
    QCOMPARE(selected.error().kind, ErrorKind::NotFound);
    QCOMPARE(selected.error().subject, kId.value);
    QCOMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Ready);
}

void tst_Usage::asksForNoMemberThatCantBe()
{
    RemoteRig rig;
    Backend &backend = addOffice(rig);

    const auto blank = RemoteRig::wait(backend.selectedMembers(kId, {u"First name"_s}, {}));
    const auto secret = RemoteRig::wait(backend.selectedMembers(kId, {u"Name"_s, u"Secret"_s}, {}));

    QVERIFY(!blank);
    QCOMPARE(blank.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(blank.error().field, u"First name"_s);
    QVERIFY(!secret);
    QCOMPARE(secret.error().field, u"Secret"_s);
    QVERIFY(rig.server.requests().isEmpty());
    QCOMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Unseen);
}

void tst_Usage::selectsNothingElsewhere()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();

    const auto selected = RemoteRig::wait(backend.selectedMembers(kId, {u"name"_s}, {}));

    QVERIFY(!selected);
    QCOMPARE(selected.error().kind, ErrorKind::Unsupported);
    QVERIFY(rig.server.requests().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Usage)
#include "tst_usage.moc"
