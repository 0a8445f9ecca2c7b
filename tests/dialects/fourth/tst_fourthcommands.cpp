// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A dialect that nobody else has heard of, on the command line: its account is added, its subscribers are
// listed, shown and edited, its jobs listed and replayed. No file of app knows it.

#include "tests/app/serverthread.h"
#include "tests/app/tacklerun.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr char kToken[] = "t0ken-of-the-rings";
constexpr char kDoor[]
    = "{'id': 'a1', 'label': 'Door', 'to': 'https://door.example/in?key=s3cret', 'on': true,"
      " 'kinds': ['knock']}";
constexpr char kRings[]
    = "{'rings': [{'id': 'a1', 'label': 'Door', 'to': 'https://door.example/in?key=s3cret', 'on': true,"
      " 'kinds': ['knock']},"
      "{'id': 'a2', 'label': 'Gate', 'to': 'https://gate.example/in', 'on': false, 'kinds': []}]}";
constexpr char kCalls[]
    = "{'calls': ["
      "{'id': 'c1', 'ring': 'a1', 'kind': 'knock', 'answer': 204, 'at': '2024-05-01T10:00:00Z'},"
      "{'id': 'c2', 'ring': 'a1', 'kind': 'knock', 'answer': 503, 'at': '2024-05-02T10:00:00Z'}]}";

// With ' for each ".
Scripted reply(QByteArray body)
{
    return answer(200, body.replace('\'', '"'));
}

} // namespace

class FourthCommandsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void addsItsAccount();
    void isUnknownToTheProgramItself();
    void listsItsSubscribers();
    void editsASubscriberByItsOwnFields();
    void showsTheRequestWithoutCredentials();
    void refusesAFieldOfAnotherApi();
    void startsAndStopsAsItsApiDoes();
    void listsItsJobs();
    void replaysAJob();

private:
    [[nodiscard]] Said add() const
    {
        return m_tackle->json({u"connections"_s,
                               u"add"_s,
                               u"ringer"_s,
                               u"--name"_s,
                               u"rings"_s,
                               u"--base-url"_s,
                               m_server->url(),
                               u"--secret"_s,
                               u"token="_s + m_tackle->file(u"token"_s, kToken)});
    }
    [[nodiscard]] Said on(const QStringList &arguments) const
    {
        return m_tackle->json(QStringList{u"--connection"_s, u"rings"_s} + arguments);
    }

    std::unique_ptr<TackleProfile> m_tackle;
    std::unique_ptr<ServerThread> m_server;
};

void FourthCommandsTest::init()
{
    m_tackle = std::make_unique<TackleProfile>(u"fourthtackle"_s);
    m_server = std::make_unique<ServerThread>();
}

void FourthCommandsTest::addsItsAccount()
{
    const Said added = add();
    m_server->script(reply(kRings));
    const Said checked = m_tackle->json({u"connections"_s, u"check"_s, u"rings"_s});

    QVERIFY2(added.code == 0, added.err);
    QCOMPARE(added.json()[u"kind"_s].toString(), u"ringer"_s);
    QCOMPARE(added.json()[u"secrets"_s][u"token"_s][u"set"_s].toBool(), true);
    QVERIFY(!added.out.contains(kToken));
    QVERIFY2(checked.code == 0, checked.err);
    QVERIFY(m_server->requests().first().contains(QByteArray("Authorization: Bearer ") + kToken));
}

void FourthCommandsTest::isUnknownToTheProgramItself()
{
    const TackleProfile plain;

    const Said said = plain.json({u"connections"_s, u"add"_s, u"ringer"_s, u"--name"_s, u"rings"_s});

    QCOMPARE(said.code, 6);
    QCOMPARE(said.error()[u"field"_s].toString(), u"kind"_s);
}

void FourthCommandsTest::listsItsSubscribers()
{
    QCOMPARE(add().code, 0);
    m_server->script(reply(kRings));

    const Said list = on({u"subscribers"_s, u"list"_s});

    QVERIFY2(list.code == 0, list.err);
    const QJsonArray rows = list.json()[u"rows"_s].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0][u"id"_s].toString(), u"a1"_s);
    QCOMPARE(rows[0][u"name"_s].toString(), u"Door"_s);
    QCOMPARE(rows[0][u"connection"_s].toString(), u"rings"_s);
}

void FourthCommandsTest::editsASubscriberByItsOwnFields()
{
    QCOMPARE(add().code, 0);
    m_server->script(reply(kDoor));
    m_server->script(reply(QByteArray(kDoor).replace("'Door'", "'Front door'")));

    const Said saved = on({u"subscribers"_s, u"update"_s, u"a1"_s, u"--set"_s, u"label=Front door"_s});

    QVERIFY2(saved.code == 0, saved.err);
    QCOMPARE(saved.json()[u"name"_s].toString(), u"Front door"_s);
    const QByteArray sent = m_server->requests().last();
    QVERIFY2(sent.startsWith("PATCH /rings/a1 "), sent);
    QVERIFY2(sent.endsWith("\r\n\r\n{\"label\":\"Front door\"}"), sent);
}

void FourthCommandsTest::showsTheRequestWithoutCredentials()
{
    QCOMPARE(add().code, 0);
    m_server->script(reply(kDoor));

    const Said shown = on({u"subscribers"_s,
                           u"update"_s,
                           u"a1"_s,
                           u"--set"_s,
                           u"to=https://door.example/in?key=n3w"_s,
                           u"--dry-run"_s});

    QVERIFY2(shown.code == 0, shown.err);
    QCOMPARE(shown.json()[u"method"_s].toString(), u"PATCH"_s);
    QVERIFY2(!shown.out.contains("n3w") && !shown.out.contains(kToken), shown.out);
    QCOMPARE(m_server->requests().size(), 1); // it was read
}

void FourthCommandsTest::refusesAFieldOfAnotherApi()
{
    QCOMPARE(add().code, 0);

    const Said said = on({u"subscribers"_s, u"update"_s, u"a1"_s, u"--set"_s, u"callback_url=https://a.b"_s});

    QCOMPARE(said.code, 6);
    QCOMPARE(said.error()[u"field"_s].toString(), u"callback_url"_s);
    QVERIFY2(said.err.contains("label, to, on, kinds"), said.err);
    QVERIFY(m_server->requests().isEmpty());
}

void FourthCommandsTest::startsAndStopsAsItsApiDoes()
{
    QCOMPARE(add().code, 0);
    m_server->script(reply(kDoor));
    m_server->script(reply(QByteArray(kDoor).replace("'on': true", "'on': false")));

    const Said stopped = on({u"subscribers"_s, u"disable"_s, u"a1"_s});

    QVERIFY2(stopped.code == 0, stopped.err);
    QVERIFY2(m_server->requests().last().endsWith("\r\n\r\n{\"on\":false}"), m_server->requests().last());
}

void FourthCommandsTest::listsItsJobs()
{
    QCOMPARE(add().code, 0);
    m_server->script(reply(kCalls));
    m_server->script(reply(kCalls));

    const Said list = on({u"jobs"_s, u"list"_s});
    const Said failed = on({u"jobs"_s, u"list"_s, u"--state"_s, u"failed"_s});

    QVERIFY2(list.code == 0, list.err);
    QCOMPARE(list.json()[u"rows"_s].toArray().size(), 2);
    QVERIFY2(failed.code == 0, failed.err);
    QCOMPARE(failed.json()[u"rows"_s].toArray().size(), 1);
    QCOMPARE(failed.json()[u"rows"_s][0][u"id"_s].toString(), u"c2"_s);
}

void FourthCommandsTest::replaysAJob()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(202, ""));

    const Said said = on({u"jobs"_s, u"replay"_s, u"c2"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(m_server->requests().last().startsWith("POST /calls/c2/again "), m_server->requests().last());
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::FourthCommandsTest)
#include "tst_fourthcommands.moc"
