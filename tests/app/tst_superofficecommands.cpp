// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What `tackle` has for an account that proposes new subscribers, takes events, and tests each target itself.
#include "tests/app/serverthread.h"
#include "tests/app/tacklerun.h"

#include <QDirIterator>
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

// With every member that a write of the whole needs, and these instead of its own.
QJsonObject whole(const QJsonObject &members = {})
{
    QJsonObject row = QJsonDocument::fromJson(webhook(u"Active"_s)).object();
    for (const QString &empty : {u"Headers"_s, u"Properties"_s, u"ErrorsEmail"_s})
        row.insert(empty, QJsonValue());
    row.insert(u"Secret"_s, u"hunter2"_s);
    row.insert(u"Updated"_s, u"2026-01-31T09:30:00.1234567Z"_s);
    for (auto member = members.begin(); member != members.end(); ++member)
        row.insert(member.key(), *member);
    return row;
}

Scripted shown(const QJsonObject &row)
{
    return answer(200, QJsonDocument(row).toJson());
}

// The two ways that write the whole, and how their request begins.
void eachWholeWrite()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("by the agent") << u"routes=agents"_s << "POST /api/v1/Agents/Webhook/SaveWebhook "_ba;
    QTest::newRow("by PUT") << u"patch=put"_s << "PUT /api/v1/Webhook/7 "_ba;
}

bool holds(const QString &directory, const QByteArray &text)
{
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
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
    void saysNothingOfATestWhereNoneIsPosted();
    void showsBothVersionsAfterAConflict_data();
    void showsBothVersionsAfterAConflict();
    void saysNothingOfATestWhereNothingIsSent();
    void namesTheNextStep();
    void repeatsNoSecretThatWasGivenAsAFilesName();
    void keepsWhatAColleagueChanged_data() { eachWholeWrite(); }
    void keepsWhatAColleagueChanged();
    void keepsItWhereTheSecretAloneChanges_data() { eachWholeWrite(); }
    void keepsItWhereTheSecretAloneChanges();
    void refusesWhatAColleagueChangedFirst_data() { eachWholeWrite(); }
    void refusesWhatAColleagueChangedFirst();
    void stopsOneThatHasNoSecret_data() { eachWholeWrite(); }
    void stopsOneThatHasNoSecret();
    void masksTheSecretThatAWholeCarries_data() { eachWholeWrite(); }
    void masksTheSecretThatAWholeCarries();
    void printsNothingOfASecretThatARefusalRepeats();
    void guardsASecretByTheLastChange();
    void roundsNoNumber();
    void saysThatAnAgentHasNoSuchOne();
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
    void showsSelectedMembersOfAnEdit();
    void selectsNoneOfAnEditThatCantBe();
    void listsThoseOfOneName();
    void checksAndSaysWhatTheServerIs();
    void saysThatAServerHasNoWebhooks();

private:
    void set(const QString &setting) const
    {
        const Said said = m_tackle->json({u"connections"_s, u"update"_s, u"crm"_s, u"--set"_s, setting});
        QVERIFY2(said.code == 0, said.err);
    }

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
    m_server->script(answer(200, "[]"));
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
    QCOMPARE(requests.size(), 3);
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

void SuperOfficeCommandsTest::saysNothingOfATestWhereNoneIsPosted()
{
    QByteArray script = webhook(u"Active"_s);
    script.replace("\"webhook\"", "\"crmscript\"");
    QVERIFY(script.contains("crmscript"));
    m_server->script(answer(200, script));
    m_server->script(answer(200, script));
    const Said saved = on({u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s});
    const int sent = int(m_server->requests().size());

    // Refused before anything is sent.
    m_server->script(answer(200, webhook(u"Active"_s)));
    const Said refused = on({u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Events=contact.*"_s});

    QVERIFY2(saved.code == 0, saved.err);
    QVERIFY2(!saved.err.contains("test event"), saved.err);
    QVERIFY(refused.code != 0);
    QVERIFY2(!refused.err.contains("test event"), refused.err);
    QCOMPARE(m_server->requests().size(), sent + 1); // it was read, and not written
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

// What goes over beside the change is as the server has it right before.
void SuperOfficeCommandsTest::keepsWhatAColleagueChanged()
{
    QFETCH(QString, setting);
    QFETCH(QByteArray, start);
    set(setting);
    QJsonObject theirs = whole({{u"ErrorsEmail"_s, u"team@a.example"_s},
                                {u"TargetUrl"_s, u"https://theirs.example/in"_s},
                                {u"Updated"_s, u"2026-02-01T10:00:05.9Z"_s}});
    m_server->script(shown(whole()));
    m_server->script(shown(theirs));
    theirs.insert(u"Name"_s, u"M"_s);
    m_server->script(shown(theirs));

    const Said said = on({u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s});

    QVERIFY2(said.code == 0, said.err);
    QCOMPARE(m_server->requests().size(), 3);
    const QByteArray write = m_server->requests().last();
    QVERIFY2(write.startsWith(start), write);
    QCOMPARE(bodyOf(write), QJsonValue(theirs)); // its secret included
    if (start.startsWith("PUT"))
        QVERIFY2(write.contains("Sun, 01 Feb 2026 10:00:05 GMT"), write);
    QVERIFY(!said.out.contains("hunter2") && !said.err.contains("hunter2"));
    QVERIFY(!holds(m_tackle->profile(), "hunter2"));
}

void SuperOfficeCommandsTest::keepsItWhereTheSecretAloneChanges()
{
    QFETCH(QString, setting);
    QFETCH(QByteArray, start);
    set(setting);
    QJsonObject theirs = whole({{u"ErrorsEmail"_s, u"team@a.example"_s}});
    m_server->script(shown(whole()));
    m_server->script(shown(theirs));
    theirs.insert(u"Secret"_s, u"n3w"_s);
    m_server->script(shown(theirs));

    const Said said = on({u"subscribers"_s,
                          u"update"_s,
                          u"7"_s,
                          u"--secret"_s,
                          u"Secret="_s + m_tackle->file(u"secret"_s, "n3w")});

    QVERIFY2(said.code == 0, said.err);
    const QByteArray write = m_server->requests().last();
    QVERIFY2(write.startsWith(start), write);
    QCOMPARE(bodyOf(write), QJsonValue(theirs));
}

void SuperOfficeCommandsTest::refusesWhatAColleagueChangedFirst()
{
    QFETCH(QString, setting);
    QFETCH(QByteArray, start);
    set(setting);
    m_server->script(shown(whole()));
    m_server->script(shown(whole({{u"Name"_s, u"Theirs"_s}})));
    m_server->script(shown(whole({{u"Name"_s, u"Theirs"_s}})));

    const Said said = on({u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s});

    QCOMPARE(said.code, 5);
    QCOMPARE(said.error()[u"field"_s].toString(), u"Name"_s);
    for (const QByteArray &request : m_server->requests())
        QVERIFY2(!request.startsWith(start), request);
}

void SuperOfficeCommandsTest::stopsOneThatHasNoSecret()
{
    QFETCH(QString, setting);
    QFETCH(QByteArray, start);
    set(setting);
    QJsonObject bare = whole({{u"Secret"_s, QJsonValue()}});
    m_server->script(shown(bare));
    m_server->script(shown(bare));
    bare.insert(u"State"_s, u"Stopped"_s);
    m_server->script(shown(bare));

    const Said said = on({u"subscribers"_s, u"disable"_s, u"7"_s});

    QVERIFY2(said.code == 0, said.err);
    const QByteArray write = m_server->requests().last();
    QVERIFY2(write.startsWith(start), write);
    QCOMPARE(bodyOf(write), QJsonValue(bare));
}

void SuperOfficeCommandsTest::masksTheSecretThatAWholeCarries()
{
    QFETCH(QString, setting);
    set(setting);
    m_server->script(shown(whole()));

    const Said said = on({u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s, u"--dry-run"_s});

    QVERIFY2(said.code == 0, said.err);
    const QJsonObject body = QJsonDocument::fromJson(said.json()[u"body"_s].toString().toUtf8()).object();
    QCOMPARE(body[u"Name"_s].toString(), u"M"_s);
    QCOMPARE(body[u"Secret"_s].toString(), u"********"_s);
    QVERIFY2(!said.out.contains("hunter2"), said.out);
    QCOMPARE(m_server->requests().size(), 1);
}

// Nobody typed it: it came from the server, to go back.
void SuperOfficeCommandsTest::printsNothingOfASecretThatARefusalRepeats()
{
    set(u"patch=put"_s);
    QJsonObject known = whole();
    known.insert(u"Secret"_s, u"hunter2-c4rried"_s);
    m_server->script(shown(known));
    m_server->script(shown(known));
    m_server->script(answer(
        400, R"({"Error": true, "ErrorType": "SoException", "ErrorMessage": "no hunter2-c4rried here"})"));

    const Said said = on({u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s});

    QVERIFY(said.code != 0);
    QVERIFY2(m_server->requests().constLast().contains("hunter2-c4rried"), said.err);
    QVERIFY2(said.err.contains("here"), said.err);
    QVERIFY2(!said.err.contains("c4rried"), said.err);
    QVERIFY2(!said.out.contains("c4rried"), said.out);
}

// Nobody has its old value, so no test can stand before it.
void SuperOfficeCommandsTest::guardsASecretByTheLastChange()
{
    m_server->script(shown(whole()));
    m_server->script(shown(whole()));

    const Said said = on({u"subscribers"_s,
                          u"update"_s,
                          u"7"_s,
                          u"--secret"_s,
                          u"Secret="_s + m_tackle->file(u"secret"_s, "n3w")});

    QVERIFY2(said.code == 0, said.err);
    const QByteArray write = m_server->requests().last();
    QVERIFY2(write.startsWith("PATCH /api/v1/Webhook/7 "), write);
    QVERIFY2(write.toLower().contains("if-unmodified-since: sat, 31 jan 2026 09:30:00 gmt"), write);
}

void SuperOfficeCommandsTest::roundsNoNumber()
{
    QByteArray large = QJsonDocument(whole({{u"Big"_s, u"N"_s}})).toJson();
    large.replace("\"Big\": \"N\"", "\"Big\": 98765432109876543210");
    QVERIFY(large.contains("98765432109876543210"));
    const QStringList update{u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s};
    for (int i = 0; i < 3; ++i)
        m_server->script(answer(200, large));
    set(u"patch=put"_s);
    const Said patched = on(update);
    const QByteArray patch = m_server->requests().last();
    set(u"routes=agents"_s);
    m_server->script(answer(200, large));

    const Said refused = on(update);

    QVERIFY2(patched.code == 0, patched.err);
    QVERIFY2(patch.startsWith("PATCH "), patch);
    QCOMPARE(refused.code, 6);
    QCOMPARE(refused.error()[u"field"_s].toString(), u"Big"_s);
    QVERIFY2(refused.err.contains("more digits"), refused.err);
}

void SuperOfficeCommandsTest::saysThatAnAgentHasNoSuchOne()
{
    set(u"routes=agents"_s);
    m_server->script(answer(200, "null"));

    const Said said = on({u"subscribers"_s, u"show"_s, u"77"_s});

    QCOMPARE(said.code, 4);
    QVERIFY2(said.err.contains("77"), said.err);
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

// What was asked for is told, and the row is read back whole for what comes next.
void SuperOfficeCommandsTest::showsSelectedMembersOfAnEdit()
{
    QJsonObject saved = whole({{u"Name"_s, u"M"_s}});
    m_server->script(shown(whole()));
    m_server->script(answer(
        200,
        R"({"WebhookId":0,"Name":"M","State":null,"UpdatedAssociate":{"AssociateId":5},"Secret":null})"));
    m_server->script(shown(saved));

    const Said said = on({u"subscribers"_s,
                          u"update"_s,
                          u"7"_s,
                          u"--set"_s,
                          u"Name=M"_s,
                          u"--select"_s,
                          u"name, updatedAssociate/associateId"_s});

    QVERIFY2(said.code == 0, said.err);
    const QJsonObject members{{u"Name"_s, u"M"_s},
                              {u"UpdatedAssociate"_s, QJsonObject{{u"AssociateId"_s, 5}}}};
    const QJsonObject expected{{u"id"_s, u"7"_s}, {u"remote"_s, members}};
    QCOMPARE(said.json(), expected);
    const QList<QByteArray> requests = m_server->requests();
    QCOMPARE(requests.size(), 3);
    QVERIFY2(requests[1].startsWith("PATCH /api/v1/Webhook/7?$select=name,updatedAssociate/associateId "),
             requests[1]);
    QVERIFY2(requests[2].startsWith("GET /api/v1/Webhook/7 "), requests[2]);
    // Away from now on: the cache answers.
    const Said known = on({u"subscribers"_s, u"show"_s, u"7"_s});
    QVERIFY2(known.code == 0, known.err);
    const QJsonObject remote = known.json()[u"remote"_s].toObject();
    QCOMPARE(remote[u"Name"_s], QJsonValue(u"M"_s));
    QCOMPARE(remote[u"Events"_s], saved[u"Events"_s]);
    QCOMPARE(remote[u"State"_s], QJsonValue(u"Active"_s));
}

void SuperOfficeCommandsTest::selectsNoneOfAnEditThatCantBe()
{
    const QStringList update{u"subscribers"_s, u"update"_s, u"7"_s, u"--set"_s, u"Name=M"_s, u"--select"_s};
    m_server->script(shown(whole()));

    const Said secret = on(update + QStringList{u"Secret"_s});
    const Said elsewhere = m_tackle->json(update + QStringList{u"name"_s});
    set(u"routes=agents"_s);
    const Said agent = on(update + QStringList{u"Name"_s});

    QCOMPARE(secret.code, 6);
    QCOMPARE(secret.error()[u"field"_s].toString(), u"Secret"_s);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(elsewhere.code, 8);
    QCOMPARE(agent.code, 8);
}

// What the server takes for that name may be more.
void SuperOfficeCommandsTest::listsThoseOfOneName()
{
    m_server->script(answer(
        200, QJsonDocument(QJsonArray{whole(), whole({{u"WebhookId"_s, 8}, {u"Name"_s, u"n"_s}})}).toJson()));

    const Said said = on({u"subscribers"_s, u"list"_s, u"--name"_s, u"N"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY(m_server->requests().first().startsWith("GET /api/v1/Webhook?nameFilter=N "));
    const QJsonArray rows = said.json()[u"rows"_s].toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first()[u"id"_s].toString(), u"7"_s);
    // Of the engine here, too.
    const QString id = m_tackle->subscriber(u"https://a.example/in"_s);
    const auto named = [this](const QString &name) {
        return m_tackle->json({u"subscribers"_s, u"list"_s, u"--name"_s, name}).json()[u"rows"_s].toArray();
    };
    QCOMPARE(named(u"Receiver"_s).size(), 1);
    QCOMPARE(named(u"Receiver"_s).first()[u"id"_s].toString(), id);
    QVERIFY(named(u"Receive"_s).isEmpty());
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
