// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What `tackle` has for an account that proposes new subscribers, takes events, and tests each target itself.
#include "tests/app/serverthread.h"
#include "tests/app/tacklerun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

QByteArray webhook(const QString &state)
{
    return QJsonDocument(QJsonObject{{u"WebhookId"_s, 7},
                                     {u"Name"_s, u"N"_s},
                                     {u"TargetUrl"_s, u"https://a.example/in"_s},
                                     {u"Events"_s, QJsonArray{u"sale.sold"_s}},
                                     {u"State"_s, state},
                                     {u"Type"_s, u"webhook"_s}})
        .toJson();
}

QJsonValue bodyOf(const QByteArray &request)
{
    const QByteArray body = request.sliced(request.indexOf("\r\n\r\n") + 4);
    return QJsonDocument::fromJson('[' + body + ']').array().at(0);
}

} // namespace

class SuperOfficeCommandsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void createsFromWhatTheServerProposes();
    void proposesNothingElsewhere();
    void saysThatASaveCallsTheTarget();
    void showsBothVersionsAfterAConflict_data();
    void showsBothVersionsAfterAConflict();
    void saysNothingOfATestWhereNothingIsSent();
    void namesTheNextStep();
    void repeatsNoSecretThatWasGivenAsAFilesName();
    void restartsOneWithItsLastErrorFirst();
    void restartsOneWhoseLastErrorNobodyKnows();
    void startsAStoppedOneWithoutAWord();
    void publishesAnEventOfOnesOwn();
    void publishesNothingWhileLocked();
    void saysWhichEventsOfABatchWereTold();
    void tellsWhatEachOneListens();
    void namesTheOneThatIsntThereToTest();
    void showsNoSecretThatARefusalRepeats();
    void refusesAnEvent_data();
    void refusesAnEvent();
    void showsSelectedMembersAlone();
    void selectsNoneThatCantBe_data();
    void selectsNoneThatCantBe();
    void selectsNothingElsewhere();
    void checksAndSaysWhatTheServerIs();
    void saysThatAServerHasNoWebhooks();

private:
    [[nodiscard]] Said on(const QStringList &arguments) const
    {
        return m_tackle->json(QStringList{u"--connection"_s, u"crm"_s} + arguments);
    }

    std::unique_ptr<TackleProfile> m_tackle;
    std::unique_ptr<ServerThread> m_server;
};

void SuperOfficeCommandsTest::init()
{
    m_tackle = std::make_unique<TackleProfile>();
    m_server = std::make_unique<ServerThread>();
    const Said added = m_tackle->json({u"connections"_s,
                                       u"add"_s,
                                       u"superoffice"_s,
                                       u"--name"_s,
                                       u"crm"_s,
                                       u"--base-url"_s,
                                       m_server->url(),
                                       u"--secret"_s,
                                       u"token="_s + m_tackle->file(u"token"_s, "t0ken")});
    QVERIFY2(added.code == 0, added.err);
}

void SuperOfficeCommandsTest::createsFromWhatTheServerProposes()
{
    m_server->script(answer(
        200,
        R"({"WebhookId":0,"Name":null,"Events":["contact.created"],"State":"Active","Type":"webhook"})"));
    m_server->script(answer(200, webhook(u"Stopped"_s)));

    const Said made = on({u"subscribers"_s,
                          u"create"_s,
                          u"--from-default"_s,
                          u"--set"_s,
                          u"Name=N"_s,
                          u"TargetUrl=https://a.example/in"_s,
                          u"State=Stopped"_s});

    QVERIFY2(made.code == 0, made.err);
    QCOMPARE(made.json()[u"id"_s].toString(), u"7"_s);
    const QList<QByteArray> requests = m_server->requests();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests.first().startsWith("GET /api/v1/Webhook/default "));
    const QJsonObject expected{{u"Name"_s, u"N"_s},
                               {u"TargetUrl"_s, u"https://a.example/in"_s},
                               {u"Events"_s, QJsonArray{u"contact.created"_s}},
                               {u"State"_s, u"Stopped"_s},
                               {u"Type"_s, u"webhook"_s}};
    QCOMPARE(bodyOf(requests.last()), QJsonValue(expected));
}

void SuperOfficeCommandsTest::proposesNothingElsewhere()
{
    const QStringList create{u"subscribers"_s, u"create"_s, u"--from-default"_s, u"--set"_s, u"name=N"_s};
    m_server->script(answer(404, "{}"));

    QCOMPARE(m_tackle->json(create).code, 8);
    // Not granted to this app.
    QCOMPARE(on({u"subscribers"_s, u"create"_s, u"--from-default"_s}).code, 3);
    QCOMPARE(m_server->requests().size(), 1);
}

void SuperOfficeCommandsTest::saysThatASaveCallsTheTarget()
{
    const QStringList update{u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s};
    m_server->script(answer(200, webhook(u"Active"_s)));
    const Said dry = on(update + QStringList{u"--dry-run"_s});
    m_server->script(answer(200, webhook(u"Active"_s)));
    m_server->script(answer(200, webhook(u"Active"_s)));

    const Said saved = on(update);

    QVERIFY2(dry.code == 0, dry.err);
    QVERIFY2(!dry.err.contains("test event"), dry.err);
    QVERIFY2(saved.code == 0, saved.err);
    QVERIFY2(saved.err.contains("posts a test event to the target"), saved.err);
    QVERIFY(m_server->requests().last().startsWith("PATCH /api/v1/Webhook/7 "));
}

void SuperOfficeCommandsTest::showsBothVersionsAfterAConflict_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("409") << 409;
    QTest::newRow("412") << 412;
}

void SuperOfficeCommandsTest::showsBothVersionsAfterAConflict()
{
    QFETCH(int, status);
    QByteArray theirs = webhook(u"Stopped"_s);
    theirs.replace("\"N\"", "\"Theirs\"");
    const QStringList update{u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=Mine"_s};
    for (int i = 0; i < 2; ++i) {
        m_server->script(answer(200, webhook(u"Active"_s)));
        m_server->script(answer(status, "{}"));
        m_server->script(answer(200, theirs));
    }

    const Said said = on(update);
    const Said text = m_tackle->run(QStringList{u"--connection"_s, u"crm"_s} + update);

    QCOMPARE(said.code, 5);
    QCOMPARE(said.error()[u"kind"_s].toString(), u"conflict"_s);
    const QJsonArray conflict = said.error()[u"conflict"_s].toArray();
    QVERIFY(conflict.contains(QJsonObject{
        {u"field"_s, u"Name"_s}, {u"base"_s, u"N"_s}, {u"mine"_s, u"Mine"_s}, {u"theirs"_s, u"Theirs"_s}}));
    QVERIFY(conflict.contains(QJsonObject{{u"field"_s, u"State"_s},
                                          {u"base"_s, u"Active"_s},
                                          {u"mine"_s, u"Active"_s},
                                          {u"theirs"_s, u"Stopped"_s}}));
    QCOMPARE(conflict.size(), 2);
    QCOMPARE(text.code, 5);
    QVERIFY2(text.out.contains("Mine") && text.out.contains("Theirs"), text.out);
}

void SuperOfficeCommandsTest::saysNothingOfATestWhereNothingIsSent()
{
    m_server->script(answer(200, webhook(u"Active"_s)));
    m_server->script(answer(200, webhook(u"Active"_s)));

    const Said said = on({u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=N"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(!said.err.contains("test event"), said.err);
    for (const QByteArray &request : m_server->requests())
        QVERIFY2(request.startsWith("GET "), request);
}

void SuperOfficeCommandsTest::namesTheNextStep()
{
    const Said jobs = on({u"jobs"_s, u"list"_s});
    QCOMPARE(jobs.code, 8);
    QVERIFY2(jobs.err.contains("--connection crm subscribers usage"), jobs.err);
    const Said publish
        = on({u"publish"_s, u"a.b"_s, u"--data"_s, u"{\"PrimaryKey\":5}"_s, u"--order-id"_s, u"1"_s});
    QVERIFY2(publish.err.contains("option of the local engine"), publish.err);

    QCOMPARE(
        m_tackle->json({u"connections"_s, u"update"_s, u"crm"_s, u"--set"_s, u"auth=basic"_s, u"user=me"_s})
            .code,
        0);
    const Said login = m_tackle->json({u"connections"_s, u"login"_s, u"crm"_s});
    QCOMPARE(login.code, 8);
    QVERIFY2(login.err.contains("No sign-in is needed"), login.err);
    const Said lacking = on({u"subscribers"_s, u"list"_s});
    QCOMPARE(lacking.code, 3);
    QVERIFY2(lacking.err.contains("tackle connections update crm --secret password=FILE"), lacking.err);
    QVERIFY(m_server->requests().isEmpty());
}

void SuperOfficeCommandsTest::repeatsNoSecretThatWasGivenAsAFilesName()
{
    const Said said
        = m_tackle->json({u"connections"_s, u"update"_s, u"crm"_s, u"--secret"_s, u"token=THESECRET"_s});

    QCOMPARE(said.code, 1);
    QCOMPARE(said.error()[u"field"_s].toString(), u"token"_s);
    QVERIFY2(!said.err.contains("THESECRET") && !said.out.contains("THESECRET"), said.err);
}

void SuperOfficeCommandsTest::restartsOneWithItsLastErrorFirst()
{
    m_server->script(answer(200, webhook(u"TooManyErrors"_s)));
    m_server->script(answer(403, "{}")); // its figures
    m_server->script(answer(200, "\"503 busy\""));
    m_server->script(answer(200, webhook(u"Active"_s)));

    const Said said = on({u"subscribers"_s, u"enable"_s, u"7"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(said.err.contains("503 busy"), said.err);
    QVERIFY2(said.err.contains("restart"), said.err);
    const QByteArray patch = m_server->requests().last();
    QVERIFY(patch.startsWith("PATCH /api/v1/Webhook/7 "));
    const QJsonValue expected
        = QJsonDocument::fromJson(R"([{"op":"test","path":"/State","value":"TooManyErrors"},)"
                                  R"({"op":"replace","path":"/State","value":"Active"}])")
              .array();
    QCOMPARE(bodyOf(patch), expected);
}

void SuperOfficeCommandsTest::restartsOneWhoseLastErrorNobodyKnows()
{
    m_server->script(answer(200, webhook(u"TooManyErrors"_s)));
    m_server->script(answer(403, "{}"));
    m_server->script(answer(403, "{}"));
    m_server->script(answer(200, webhook(u"Active"_s)));

    const Said said = on({u"subscribers"_s, u"enable"_s, u"7"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(said.err.contains("restart"), said.err);
    QCOMPARE(said.json()[u"state"_s].toString(), u"active"_s);
}

void SuperOfficeCommandsTest::startsAStoppedOneWithoutAWord()
{
    m_server->script(answer(200, webhook(u"Stopped"_s)));
    m_server->script(answer(200, webhook(u"Active"_s)));

    const Said said = on({u"subscribers"_s, u"enable"_s, u"7"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(!said.err.contains("restart"), said.err);
    QCOMPARE(m_server->requests().size(), 2);
}

void SuperOfficeCommandsTest::publishesAnEventOfOnesOwn()
{
    m_server->script(answer(204, ""));
    m_server->script(answer(204, ""));
    const QString data = m_tackle->file(u"data"_s, R"({"PrimaryKey": 6, "pane": 2})");

    const Said said = m_tackle->run({u"--connection"_s,
                                     u"crm"_s,
                                     u"publish"_s,
                                     u"window.closed"_s,
                                     u"--data"_s,
                                     uR"({"PrimaryKey": 5})"_s});
    const Said fromFile = on({u"publish"_s, u"window.closed"_s, u"--data"_s, data});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(said.out.contains("window.closed"), said.out);
    QVERIFY2(!said.err.contains("Nobody delivers"), said.err);
    QVERIFY2(fromFile.code == 0, fromFile.err);
    QVERIFY(fromFile.json()[u"jobs"_s].isArray());
    const QList<QByteArray> requests = m_server->requests();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests.first().startsWith("POST /api/v1/Webhook/window.closed/5 "));
    QCOMPARE(bodyOf(requests.first()), QJsonValue(QJsonObject()));
    QVERIFY(requests.last().startsWith("POST /api/v1/Webhook/window.closed/6 "));
    const QJsonObject rest{{u"pane"_s, 2}};
    QCOMPARE(bodyOf(requests.last()), QJsonValue(rest));
}

void SuperOfficeCommandsTest::publishesNothingWhileLocked()
{
    QCOMPARE(m_tackle->json({u"connections"_s, u"update"_s, u"crm"_s, u"--set"_s, u"locked=true"_s}).code, 0);
    const QStringList words{u"publish"_s, u"window.closed"_s, u"--data"_s, uR"({"PrimaryKey": 5})"_s};

    const Said refused = on(words);
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("--yes"), refused.err);
    QVERIFY(m_server->requests().isEmpty());

    m_server->script(answer(204, ""));
    const Said sent = on(words + QStringList{u"--yes"_s});
    QVERIFY2(sent.code == 0, sent.err);
    QCOMPARE(m_server->requests().size(), 1);
}

void SuperOfficeCommandsTest::saysWhichEventsOfABatchWereTold()
{
    const QString batch = m_tackle->file(u"batch"_s,
                                         "{\"type\":\"window.closed\",\"data\":{\"PrimaryKey\":5}}\n"
                                         "{\"type\":\"window.closed\",\"data\":{}}\n"
                                         "{\"type\":\"window.closed\",\"data\":{\"PrimaryKey\":7}}\n");
    const QStringList words{u"publish"_s, u"--batch"_s, batch};

    m_server->script(answer(204, ""));
    const Said half = on(words);
    m_server->script(answer(500, "{}"));
    const Said none = on(words);

    QCOMPARE(half.code, 6);
    QCOMPARE(half.json()[u"published"_s].toInt(), 1);
    QCOMPARE(half.json()[u"next_line"_s].toInt(), 2);
    QCOMPARE(half.error()[u"field"_s].toString(), u"PrimaryKey"_s);
    QVERIFY2(!half.err.contains("Nothing was published"), half.err);
    QCOMPARE(none.code, 1);
    QCOMPARE(none.json()[u"published"_s].toInt(), 0);
    QCOMPARE(none.json()[u"next_line"_s].toInt(), 1);
    QVERIFY2(!none.err.contains("Nothing was published"), none.err); // nobody knows
    QCOMPARE(m_server->requests().size(), 2);
}

void SuperOfficeCommandsTest::tellsWhatEachOneListens()
{
    m_server->script(answer(200, '[' + webhook(u"Active"_s) + ']'));

    const Said said = m_tackle->run({u"--connection"_s, u"crm"_s, u"subscribers"_s, u"list"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(said.out.contains("sale.sold"), said.out);
    QVERIFY2(!said.err.contains("kept here"), said.err);
}

void SuperOfficeCommandsTest::namesTheOneThatIsntThereToTest()
{
    m_server->script(answer(404, "{}"));

    const Said said = on({u"test"_s, u"--subscriber"_s, u"999"_s, u"--via"_s, u"vendor"_s});

    QCOMPARE(said.code, 4);
    QVERIFY2(said.err.contains("999"), said.err);
}

void SuperOfficeCommandsTest::showsNoSecretThatARefusalRepeats()
{
    const QString secret = m_tackle->file(u"other"_s, "Walrus and Carpenter");
    QCOMPARE(
        m_tackle->json({u"connections"_s, u"update"_s, u"crm"_s, u"--secret"_s, u"token="_s + secret}).code,
        0);
    m_server->script(answer(400, R"({"Message":"We can't read Walrus and Carpenter here"})"));

    const Said said = on({u"subscribers"_s, u"list"_s});

    QVERIFY(said.code != 0);
    QVERIFY2(said.err.contains("We can't read"), said.err);
    QVERIFY2(!said.err.contains("Walrus") && !said.out.contains("Walrus"), said.out);
}

void SuperOfficeCommandsTest::refusesAnEvent_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");

    QTest::newRow("without its row") << QStringList{u"--data"_s, u"{}"_s} << 6 << u"PrimaryKey"_s;
    QTest::newRow("no payload") << QStringList{} << 6 << u"PrimaryKey"_s;
    QTest::newRow("no number") << QStringList{u"--data"_s, uR"({"PrimaryKey":"x"})"_s} << 6
                               << u"PrimaryKey"_s;
    QTest::newRow("no JSON") << QStringList{u"--data"_s, u"{PrimaryKey"_s} << 6 << u"data"_s;
    QTest::newRow("what isn't there")
        << QStringList{u"--data"_s, uR"({"PrimaryKey":5})"_s, u"--order-id"_s, u"1"_s} << 6 << u"order_id"_s;
}

void SuperOfficeCommandsTest::refusesAnEvent()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QString, field);

    const Said said = on(QStringList{u"publish"_s, u"window.closed"_s} + words);

    QCOMPARE(said.code, code);
    QCOMPARE(said.error()[u"field"_s].toString(), field);
    QVERIFY(m_server->requests().isEmpty());
}

void SuperOfficeCommandsTest::showsSelectedMembersAlone()
{
    const QByteArray reply = R"({"WebhookId":0,"Name":"N","State":"Active","TargetUrl":null,"Events":null})";
    const QStringList words{u"subscribers"_s, u"show"_s, u"7"_s, u"--select"_s, u"Name, State"_s};
    m_server->script(answer(200, reply));
    m_server->script(answer(200, reply));

    const Said said = on(words);
    const Said table = m_tackle->run(QStringList{u"--connection"_s, u"crm"_s} + words);

    QVERIFY2(said.code == 0, said.err);
    const QJsonObject expected{{u"id"_s, u"7"_s},
                               {u"remote"_s, QJsonObject{{u"Name"_s, u"N"_s}, {u"State"_s, u"Active"_s}}}};
    QCOMPARE(said.json(), expected);
    QVERIFY(m_server->requests().first().startsWith("GET /api/v1/Webhook/7?$select=Name,State "));
    QVERIFY2(table.code == 0, table.err);
    const QList<QByteArray> lines = table.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines.first().startsWith("id ") && lines.first().endsWith(" 7"), table.out);
    QVERIFY2(lines.last().startsWith("State ") && lines.last().endsWith(" Active"), table.out);
}

void SuperOfficeCommandsTest::selectsNoneThatCantBe_data()
{
    QTest::addColumn<QString>("select");
    QTest::addColumn<QString>("field");
    QTest::newRow("a blank") << u"Name,First name"_s << u"First name"_s;
    QTest::newRow("the secret") << u"Secret"_s << u"Secret"_s;
}

void SuperOfficeCommandsTest::selectsNoneThatCantBe()
{
    QFETCH(QString, select);
    QFETCH(QString, field);

    const Said said = on({u"subscribers"_s, u"show"_s, u"7"_s, u"--select"_s, select});

    QCOMPARE(said.code, 6);
    QCOMPARE(said.error()[u"field"_s].toString(), field);
    QVERIFY(m_server->requests().isEmpty());
}

void SuperOfficeCommandsTest::selectsNothingElsewhere()
{
    QCOMPARE(m_tackle->json({u"subscribers"_s, u"show"_s, u"7"_s, u"--select"_s, u"name"_s}).code, 8);
}

void SuperOfficeCommandsTest::checksAndSaysWhatTheServerIs()
{
    const QStringList words{u"connections"_s, u"check"_s, u"crm"_s};
    for (int i = 0; i < 2; ++i) {
        m_server->script(answer(200, "[]"));
        m_server->script(answer(200, R"({"NetServerVersion":"10.3.7.842"})"));
    }
    m_server->script(answer(200, "[]"));
    m_server->script(answer(403, "{}"));

    const Said said = m_tackle->json(words);
    const Said shown = m_tackle->json({u"connections"_s, u"show"_s, u"crm"_s});
    const Said text = m_tackle->run(words);
    const Said silent = m_tackle->json(words);

    QVERIFY2(said.code == 0, said.err);
    QCOMPARE(said.json()[u"state"_s].toString(), u"ready"_s);
    QCOMPARE(said.json()[u"service"_s].toString(), u"NetServer 10.3.7.842"_s);
    QCOMPARE(shown.json()[u"service"_s].toString(), u"NetServer 10.3.7.842"_s);
    QCOMPARE(text.out.trimmed().split('\n').size(), 2);
    QVERIFY2(text.out.contains("NetServer 10.3.7.842"), text.out);
    QVERIFY2(silent.code == 0, silent.err);
    QVERIFY(silent.json().contains(u"service"_s));
    QVERIFY(silent.json()[u"service"_s].isNull());
}

void SuperOfficeCommandsTest::saysThatAServerHasNoWebhooks()
{
    const QStringList words{u"connections"_s, u"check"_s, u"crm"_s};
    m_server->script(answer(404, "{}"));
    m_server->script(answer(200, R"({"https://a.example/api/v1/Contact":{"GET":"Gets all."}})"));
    m_server->script(answer(404, "{}"));
    m_server->script(answer(200, R"({"https://a.example/api/v1/Webhook":{"GET":"Gets all."}})"));

    const Said without = m_tackle->json(words);
    const Said closed = m_tackle->json(words);

    QCOMPARE(without.code, 8);
    QVERIFY2(without.err.contains("has no Webhook routes"), without.err);
    QCOMPARE(closed.code, 3);
    QVERIFY2(closed.err.contains("Webhook access must be requested"), closed.err);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::SuperOfficeCommandsTest)
#include "tst_superofficecommands.moc"
