// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Accounts at remote APIs on the command line, up to a saved edit.

#include "tests/app/serverthread.h"
#include "tests/app/tacklerun.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

#include <csignal>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr char kToken[] = "t0ken-of-the-account";
constexpr char kHooks[]
    = R"([{"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https://one.example/in"}}])";
// A PlanoMatic subscriber, or a list of it, with that version.
Scripted versioned(const QByteArray &version, const QByteArray &open = {}, const QByteArray &close = {})
{
    return answer(200,
                  R"({"code": 200, "status": "action-successful", "data": )" + open
                      + R"({"id": 17, "name": "N", "callback_url": "https://a.example/in", "active": true,)"
                      + R"( "version": ")" + version + R"("})" + close + R"(, "count": 1})");
}

// One of PlanoMatic's jobs, and a page of them.
QByteArray jobRow(int id, int code)
{
    QByteArray row
        = R"({"id": ID, "status_code": CODE, "webhook_subscriber": {"id": 17, "name": "Orders"},)"
          R"( "callback_url": "https://a.example/in", "created_at": "2024-05-01T10:00:0IDZ"})";
    return row.replace("ID", QByteArray::number(id)).replace("CODE", QByteArray::number(code));
}
Scripted jobsAnswer(const QByteArrayList &rows)
{
    return answer(200,
                  R"({"code": 200, "status": "action-successful", "data": {"results": [)" + rows.join(", ")
                      + "]}}");
}

constexpr char kHook[]
    = R"({"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https://one.example/in"}})";

// Answers as a browser does; what it was shown.
QByteArray browse(const QUrl &url)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority)
                 + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QByteArray shown;
    while (socket.waitForReadyRead(30'000))
        shown += socket.readAll();
    return shown;
}

} // namespace

class ConnectionCommandsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void hasTheEngineAlways();
    void addsShowsAndRemoves();
    void knowsAServerOfOnesOwn();
    void keepsTheTokenOfALoginAsASessions();
    void signsInInABrowser();
    void saysThatTheBrowserWasRefused();
    void stopsWaitingForABrowser();
    void keepsNoSecretInTheClear();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void checks_data();
    void checks();
    void listsAndSaves();
    void writesALockedOneOnlyWhenTold();
    void answersFromTheCacheWithoutTheServer();
    void marksOneThatTheServerDidNotShow();
    void marksAJobThatTheServerDidNotShow();
    void tellsUsage();
    void testsAtTheVendor();
    void refusesAVendorsTestOfAnythingElse_data();
    void refusesAVendorsTestOfAnythingElse();
    void addsASubscriberByItsId();
    void deletesFromHereWhatWasOnlyAddedHere();
    void saysWhatLocalIs();
    void anEmptyListNamesTheWayToAddOne();
    void exportsNoneThatNothingIsKnownOf();
    void takesNoListsAddressForASubscriber();
    void saysNothingOfJobsThatArentSent();
    void asksBeforeAnotherVersion();
    void asksBeforeAnImportOfAnotherVersion();
    void saysHowFarAnImportCame();
    void replaysJobsThroughTheServer();
    void replaysOnceWhatIsNamedTwice();
    void saysHowFarItLookedAndReplaysNothing();
    void tellsHowFarAReplayIs();
    void stopsAReplay();
    void endsAReplayWhereTheAccountFails();
    void saysWhatNobodyKnowsOfAReplay();
    void saysBeforeWhatAReplayWouldSend();
    void saysBeforeWhichJobsItKnowsNothingOf();
    void plansNoReplayWhereThereAreNoJobs();
    void listsJobsByTheirFilters();
    void watchesAnAccountsJobs();
    void watchesOnWhileTheServerIsAway();
    void watchesNothingWhereThereAreNoJobs();
    void endsAsTheAnswerSays_data();
    void endsAsTheAnswerSays();
    void overwritesNobody();
    void saysWhereNobodyCanLookBeforeASave();

private:
    // An account of Bold Penguin's at the scripted server.
    [[nodiscard]] Said add(const QStringList &more = {}) const
    {
        const QString token = m_tackle->file(u"token"_s, kToken);
        return m_tackle->json(QStringList{u"connections"_s,
                                          u"add"_s,
                                          u"boldpenguin"_s,
                                          u"--name"_s,
                                          u"uat"_s,
                                          u"--base-url"_s,
                                          m_server->url(),
                                          u"--secret"_s,
                                          u"access_token="_s + token}
                              + more);
    }
    // One of another kind, with a secret `token`.
    [[nodiscard]] Said addOf(const QString &kind, const QStringList &more = {}) const
    {
        const QString token = m_tackle->file(u"token"_s, kToken);
        return m_tackle->json(QStringList{u"connections"_s,
                                          u"add"_s,
                                          kind,
                                          u"--name"_s,
                                          u"uat"_s,
                                          u"--base-url"_s,
                                          m_server->url(),
                                          u"--secret"_s,
                                          u"token="_s + token}
                              + more);
    }
    // One that is signed in to in a browser; waits there, its page as it told it.
    void beginInABrowser(QProcess &process, QUrl *page) const
    {
        const QString secret = m_tackle->file(u"client_secret"_s, "s3cret");
        const Said added = m_tackle->json({u"connections"_s,
                                           u"add"_s,
                                           u"superoffice"_s,
                                           u"--name"_s,
                                           u"uat"_s,
                                           u"--base-url"_s,
                                           m_server->url(),
                                           u"--set"_s,
                                           u"auth=oauth"_s,
                                           u"--set"_s,
                                           u"client_id=me"_s,
                                           u"--secret"_s,
                                           u"client_secret="_s + secret});
        QVERIFY2(added.code == 0, added.err);
        const QByteArray place = m_server->url().toUtf8();
        m_server->script(answer(200,
                                R"({"authorization_endpoint": ")" + place
                                    + R"(/authorize", "token_endpoint": ")" + place + R"(/tokens"})"));
        m_tackle->start(process, {u"--json"_s, u"connections"_s, u"login"_s, u"uat"_s});
        process.setReadChannel(QProcess::StandardError);
        const QByteArray line = nextLine(process);
        QVERIFY2(line.startsWith("Open this page: "), line);
        *page = QUrl::fromEncoded(line.mid(16), QUrl::StrictMode);
    }
    static QUrl returnOf(const QUrl &page, const QString &answer)
    {
        const QUrlQuery asked(page);
        return QUrl(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded) + u'?' + answer + u"&state="_s
                    + asked.queryItemValue(u"state"_s));
    }
    [[nodiscard]] Said on(const QStringList &arguments) const
    {
        return m_tackle->json(QStringList{u"--connection"_s, u"uat"_s} + arguments);
    }

    std::unique_ptr<TackleProfile> m_tackle;
    std::unique_ptr<ServerThread> m_server;
};

void ConnectionCommandsTest::init()
{
    m_tackle = std::make_unique<TackleProfile>();
    m_server = std::make_unique<ServerThread>();
}

void ConnectionCommandsTest::hasTheEngineAlways()
{
    const Said list = m_tackle->json({u"connections"_s, u"list"_s});

    QCOMPARE(list.code, 0);
    QCOMPARE(list.json()[u"rows"_s].toArray().size(), 1);
    QCOMPARE(list.json()[u"rows"_s][0][u"name"_s].toString(), u"local"_s);
}

void ConnectionCommandsTest::addsShowsAndRemoves()
{
    const Said added = add();
    QVERIFY2(added.code == 0, added.err);
    QCOMPARE(added.json()[u"environment"_s].toString(), u"test"_s);
    QCOMPARE(added.json()[u"secrets"_s][u"access_token"_s][u"set"_s].toBool(), true);

    const Said updated = m_tackle->json(
        {u"connections"_s, u"update"_s, u"uat"_s, u"--name"_s, u"own"_s, u"--set"_s, u"locked=true"_s});
    QVERIFY2(updated.code == 0, updated.err);

    const Said shown = m_tackle->json({u"connections"_s, u"show"_s, u"own"_s});
    QCOMPARE(shown.json()[u"locked"_s].toBool(), true);
    QCOMPARE(m_tackle->run({u"connections"_s, u"list"_s}).code, 0);
    QCOMPARE(m_tackle->json({u"connections"_s, u"remove"_s, u"own"_s}).code, 0);
    QCOMPARE(m_tackle->json({u"connections"_s, u"show"_s, u"own"_s}).code, 4);
}

void ConnectionCommandsTest::knowsAServerOfOnesOwn()
{
    const Said added = add({u"--set"_s, u"environment=local"_s});
    QVERIFY2(added.code == 0, added.err);
    QCOMPARE(added.json()[u"environment"_s].toString(), u"local"_s);
    QCOMPARE(added.json()[u"locked"_s].toBool(true), false);

    const Said updated
        = m_tackle->json({u"connections"_s, u"update"_s, u"uat"_s, u"--set"_s, u"environment=test"_s});
    QVERIFY2(updated.code == 0, updated.err);
    QCOMPARE(updated.json()[u"environment"_s].toString(), u"test"_s);
}

void ConnectionCommandsTest::keepsTheTokenOfALoginAsASessions()
{
    QCOMPARE(
        addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s, u"--set"_s, u"email=me@x.example"_s}).code,
        0);
    m_server->script(
        answer(200, R"({"code":200,"status":"action-successful","data":{},"session":{"token":"fr3sh"}})"));
    const QString password = m_tackle->file(u"password"_s, "passw0rd");

    const Said signedIn = m_tackle->json({u"connections"_s, u"login"_s, u"uat"_s, u"--password"_s, password});

    QVERIFY2(signedIn.code == 0, signedIn.err);
    QCOMPARE(signedIn.json()[u"settings"_s][u"token_kind"_s].toString(), u"session"_s);
    QVERIFY(!signedIn.out.contains("fr3sh"));
}

void ConnectionCommandsTest::signsInInABrowser()
{
    QProcess tackle;
    QUrl page;
    beginInABrowser(tackle, &page);
    if (QTest::currentTestFailed())
        return;
    m_server->script(answer(200, R"({"access_token": "8A:first", "refresh_token": "r3fresh-kept"})"));
    m_server->script(answer(200, R"({"access_token": "8A:second"})"));
    m_server->script(answer(200, "[]"));
    m_server->script(answer(200, "{}"));

    const QByteArray shown = browse(returnOf(page, u"code=c0de"_s));

    QVERIFY2(shown.contains("You can close this page"), shown);
    QVERIFY(tackle.waitForFinished(30'000));
    const QByteArray told = tackle.readAllStandardOutput();
    const QByteArray notes = tackle.readAllStandardError();
    QVERIFY2(tackle.exitCode() == 0, notes);
    QVERIFY2(QJsonDocument::fromJson(told)[u"secrets"_s][u"refresh_token"_s][u"set"_s].toBool(), told);
    for (const QByteArray secret : {"r3fresh-kept", "8A:first", "c0de"})
        QVERIFY(!told.contains(secret) && !notes.contains(secret));
    QVERIFY(m_server->requests().at(1).contains("code=c0de"));
}

void ConnectionCommandsTest::saysThatTheBrowserWasRefused()
{
    QProcess tackle;
    QUrl page;
    beginInABrowser(tackle, &page);
    if (QTest::currentTestFailed())
        return;

    const QByteArray shown = browse(returnOf(page, u"error=access_denied&error_description=not+for+you"_s));

    QVERIFY2(shown.contains("not for you"), shown);
    QVERIFY(tackle.waitForFinished(30'000));
    const QByteArray notes = tackle.readAllStandardError();
    QCOMPARE(tackle.exitCode(), 3);
    QVERIFY2(notes.contains("not for you"), notes);
}

void ConnectionCommandsTest::stopsWaitingForABrowser()
{
    QProcess tackle;
    QUrl page;
    beginInABrowser(tackle, &page);
    if (QTest::currentTestFailed())
        return;

    QCOMPARE(end(tackle), 1);

    QVERIFY(browse(returnOf(page, u"code=c0de"_s)).isEmpty());
    QCOMPARE(m_server->requests().size(), 1);
}

void ConnectionCommandsTest::keepsNoSecretInTheClear()
{
    const Said added = add();

    QCOMPARE(added.code, 0);
    QVERIFY(!added.out.contains(kToken) && !added.err.contains(kToken));
    int files = 0;
    for (QDirIterator each(m_tackle->profile(), QDir::Files | QDir::Hidden); each.hasNext();) {
        QFile file(each.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(kToken), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files > 0);
}

void ConnectionCommandsTest::refusesWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");

    QTest::newRow("kind") << QStringList{u"nobody"_s, u"--name"_s, u"a"_s} << 6 << u"kind"_s;
    QTest::newRow("no name") << QStringList{u"boldpenguin"_s} << 6 << u"name"_s;
    QTest::newRow("local") << QStringList{u"boldpenguin"_s, u"--name"_s, u"local"_s} << 5 << u"name"_s;
    QTest::newRow("url") << QStringList{u"boldpenguin"_s, u"--name"_s, u"a"_s, u"--base-url"_s, u"ftp://a"_s}
                         << 6 << u"base_url"_s;
    QTest::newRow("setting") << QStringList{u"boldpenguin"_s, u"--name"_s, u"a"_s, u"--set"_s, u"nothing=1"_s}
                             << 6 << u"nothing"_s;
    QTest::newRow("needed setting") << QStringList{u"planomatic"_s, u"--name"_s, u"a"_s} << 6
                                    << u"integration_id"_s;
    QTest::newRow("environment")
        << QStringList{u"boldpenguin"_s, u"--name"_s, u"a"_s, u"--set"_s, u"environment=moon"_s} << 6
        << u"environment"_s;
    QTest::newRow("choice")
        << QStringList{u"boldpenguin"_s, u"--name"_s, u"a"_s, u"--set"_s, u"update_method=POST"_s} << 6
        << u"update_method"_s;
    QTest::newRow("secret as text")
        << QStringList{u"boldpenguin"_s, u"--name"_s, u"a"_s, u"--set"_s, u"access_token=x"_s} << 6
        << u"access_token"_s;
}

void ConnectionCommandsTest::refusesWhatIsWrong()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QString, field);

    const Said said = m_tackle->json(QStringList{u"connections"_s, u"add"_s} + words);

    QCOMPARE(said.code, code);
    QCOMPARE(said.error()[u"field"_s].toString(), field);
    QVERIFY(!said.err.isEmpty());
    QCOMPARE(m_tackle->json({u"connections"_s, u"list"_s}).json()[u"rows"_s].toArray().size(), 1);
}

void ConnectionCommandsTest::checks_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");

    QTest::newRow("well") << 200 << 0;
    QTest::newRow("token") << 401 << 3;
    QTest::newRow("rights") << 403 << 3;
    QTest::newRow("crash") << 500 << 1;
}

void ConnectionCommandsTest::checks()
{
    QFETCH(int, status);
    QFETCH(int, code);
    QCOMPARE(add().code, 0);
    m_server->script(answer(status, "[]"));

    const Said said = m_tackle->json({u"connections"_s, u"check"_s, u"uat"_s});

    QCOMPARE(said.code, code);
    QVERIFY(m_server->requests().first().contains(QByteArray("Bearer ") + kToken));
    QVERIFY(!said.err.contains(kToken) && !said.out.contains(kToken));
}

void ConnectionCommandsTest::listsAndSaves()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(200, kHooks));
    const Said list = on({u"subscribers"_s, u"list"_s});
    QVERIFY2(list.code == 0, list.err);
    QCOMPARE(list.json()[u"source"_s].toString(), u"live"_s);
    QCOMPARE(list.json()[u"rows"_s][0][u"connection"_s].toString(), u"uat"_s);

    const QStringList change{
        u"subscribers"_s, u"update"_s, u"h1"_s, u"--set"_s, u"url=https://new.example/in"_s};
    m_server->script(answer(200, kHook));
    const Said preview = on(change + QStringList{u"--dry-run"_s});
    QVERIFY2(preview.code == 0, preview.err);
    QCOMPARE(preview.json()[u"method"_s].toString(), u"PATCH"_s);
    QCOMPARE(preview.json()[u"body"_s].toString(), u"{\"url\":\"https://new.example/in\"}"_s);
    QVERIFY(!preview.out.contains(kToken));

    m_server->script(answer(200, kHook)); // what it starts from
    m_server->script(answer(200, kHook)); // nobody else changed it
    m_server->script(answer(200, QByteArray(kHook).replace("one.example", "new.example")));
    const Said saved = on(change);
    QVERIFY2(saved.code == 0, saved.err);
    QCOMPARE(saved.json()[u"url"_s].toString(), u"https://new.example/in"_s);
    QVERIFY(m_server->requests().last().startsWith("PATCH /hooks/h1"));
}

void ConnectionCommandsTest::replaysJobsThroughTheServer()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(202, {}));
    const Said said = on({u"jobs"_s, u"replay"_s, u"h1/r1"_s});
    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(m_server->requests().last().startsWith("POST /hooks/h1/requests/r1/redeliver"),
             m_server->requests().last());

    const auto asked = m_server->requests().size(); // a run at a pace, or elsewhere, is the engine's
    QCOMPARE(on({u"jobs"_s, u"replay"_s, u"h1/r1"_s, u"--rate"_s, u"5/s"_s}).code, 8);
    QCOMPARE(m_server->requests().size(), asked);
}

// The server can't filter by state, and more jobs are there than are looked through.
void ConnectionCommandsTest::saysHowFarItLookedAndReplaysNothing()
{
    const QStringList settings{u"--set"_s, u"integration_id=7"_s, u"--set"_s, u"unconfirmed_writes=true"_s};
    QCOMPARE(addOf(u"planomatic"_s, settings).code, 0);
    const auto script = [this] {
        for (int page = 0; page < 10; ++page) {
            QByteArrayList rows;
            for (int id = page * 100 + 1; id <= (page + 1) * 100; ++id)
                rows += R"({"id": )" + QByteArray::number(id) + R"(, "status_code": )"
                    + (id == 1000 ? "503" : "200") + R"(, "created_at": "2024-05-01T10:00:00Z"})";
            m_server->script(answer(200,
                                    R"({"code": 200, "status": "action-successful", "data": {"count": 1300,)"
                                    R"( "results": [)"
                                        + rows.join(", ") + "]}}"));
        }
    };
    const QStringList failed{u"--state"_s, u"failed"_s};

    script();
    const Said list = m_tackle->run(
        QStringList{u"--connection"_s, u"uat"_s, u"jobs"_s, u"list"_s, u"--count"_s} + failed);
    script();
    const Said replay = on(QStringList{u"jobs"_s, u"replay"_s} + failed);

    QVERIFY2(list.code == 0, list.err);
    QVERIFY2(list.err.contains("Only the 1,000 jobs that were sent last were looked through"), list.err);
    QVERIFY2(!list.err.contains("in all"), list.err);
    QCOMPARE(replay.code, 2);
    QVERIFY2(replay.err.contains("Only the 1,000 jobs"), replay.err);
    for (const QByteArray &request : m_server->requests())
        QVERIFY2(request.startsWith("POST /api/v1/webhook_jobs/index "), request);
    QCOMPARE(m_server->requests().size(), 20);
}

void ConnectionCommandsTest::replaysOnceWhatIsNamedTwice()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(202, {}));

    const Said said = on({u"jobs"_s, u"replay"_s, u"h1/r1"_s, u"h1/r1"_s});

    QVERIFY2(said.code == 0, said.err);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(said.json()[u"results"_s].toArray().size(), 1);
}

void ConnectionCommandsTest::tellsHowFarAReplayIs()
{
    QCOMPARE(add().code, 0);
    QStringList replay{u"jobs"_s, u"replay"_s};
    for (int number = 1; number <= 12; ++number) {
        replay << u"h1/r%1"_s.arg(number);
        m_server->script(answer(202, {}));
    }

    const Said said = on(replay);

    QVERIFY2(said.code == 0, said.err);
    QCOMPARE(said.err.trimmed(), "10 of 12 jobs so far."_ba);
    QCOMPARE(said.json()[u"results"_s].toArray().size(), 12);
    QCOMPARE(said.json()[u"results"_s][11][u"outcome"_s].toString(), u"done"_s);
}

void ConnectionCommandsTest::stopsAReplay()
{
    QCOMPARE(add().code, 0);
    m_server->hold();
    QProcess process;
    m_tackle->start(process,
                    {u"--connection"_s,
                     u"uat"_s,
                     u"--json"_s,
                     u"jobs"_s,
                     u"replay"_s,
                     u"h1/r1"_s,
                     u"h1/r2"_s,
                     u"h1/r3"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), 1, 30'000);
    process.setReadChannel(QProcess::StandardError);

    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(nextLine(process).startsWith("Stopping"));
    m_server->script(answer(202, {}));
    m_server->release();

    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray told = process.readAllStandardError();
    QVERIFY2(told.contains(": h1/r2 h1/r3\n"), told);
    const QJsonObject said = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(said[u"results"_s][0][u"outcome"_s].toString(), u"done"_s);
    QCOMPARE(said[u"results"_s][2][u"outcome"_s].toString(), u"not_tried"_s);
    QCOMPARE(said[u"results"_s][2][u"error"_s][u"kind"_s].toString(), u"cancelled"_s);
    QCOMPARE(m_server->requests().size(), 1);
}

void ConnectionCommandsTest::endsAReplayWhereTheAccountFails()
{
    QCOMPARE(add().code, 0);
    const QStringList replay{u"jobs"_s, u"replay"_s, u"h1/r1"_s, u"h1/r2"_s, u"h1/r3"_s, u"h1/r4"_s};
    const auto script = [this] {
        m_server->script(answer(202, {}));
        m_server->script(answer(403, "{}"));
    };
    script();

    const Said said = on(replay);

    QCOMPARE(said.code, 3);
    QCOMPARE(m_server->requests().size(), 2);
    QStringList outcomes;
    for (const QJsonValue &one : said.json()[u"results"_s].toArray())
        outcomes << one[u"outcome"_s].toString();
    QCOMPARE(outcomes, (QStringList{u"done"_s, u"refused"_s, u"not_tried"_s, u"not_tried"_s}));
    script();
    const QByteArray told = m_tackle->run(QStringList{u"--connection"_s, u"uat"_s} + replay).err;
    const QByteArrayList lines = told.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith("h1/r2: "), told);
    QVERIFY2(lines[1].endsWith(": h1/r3 h1/r4"), told);
    QVERIFY2(!lines[2].contains("h1/"), told); // what to do, once
}

// Each answer is lost, and nothing is known here that could be looked up.
void ConnectionCommandsTest::saysWhatNobodyKnowsOfAReplay()
{
    QCOMPARE(add().code, 0);

    const Said said = on({u"jobs"_s, u"replay"_s, u"h1/r1"_s, u"h1/r2"_s});

    QCOMPARE(said.code, 1);
    QCOMPARE(m_server->requests().size(), 2);
    for (const QJsonValue &one : said.json()[u"results"_s].toArray()) {
        QCOMPARE(one[u"outcome"_s].toString(), u"uncertain"_s);
        QVERIFY(one[u"error"_s][u"detail"_s].toString().startsWith("Nobody knows"_L1));
    }
    QVERIFY2(said.err.startsWith("h1/r1: Nobody knows whether it was sent again."), said.err);
    QCOMPARE(said.err.count("Look whether it arrived"), 1);
    QVERIFY2(!said.err.contains("saved"), said.err);
}

void ConnectionCommandsTest::saysBeforeWhatAReplayWouldSend()
{
    QCOMPARE(
        addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s, u"--set"_s, u"unconfirmed_writes=true"_s})
            .code,
        0);
    const Scripted two = answer(200, R"({"code": 200, "status": "action-successful", "data": {"count": 2,
        "results": [{"id": 3, "status_code": 503, "webhook_subscriber": {"id": 17, "name": "Orders"},
                     "callback_url": "https://a.example/in", "created_at": "2024-05-01T10:00:00Z"},
                    {"id": 4, "status_code": 200, "webhook_subscriber": {"id": 17, "name": "Orders"},
                     "callback_url": "https://a.example/in", "created_at": "2024-05-01T09:00:00Z"}]}})");
    const QStringList dry{u"jobs"_s, u"replay"_s, u"--event-type"_s, u"received"_s, u"--dry-run"_s};
    m_server->script(two); // how many
    m_server->script(two); // which

    const Said plan = on(dry);

    QVERIFY2(plan.code == 0, plan.err);
    QCOMPARE(plan.json()[u"dry_run"_s].toBool(), true);
    QCOMPARE(plan.json()[u"jobs"_s].toInt(), 2);
    QCOMPARE(plan.json()[u"subscribers"_s].toInt(), 1);
    QCOMPARE(plan.json()[u"subscriber_names"_s].toArray(), QJsonArray{u"Orders"_s});
    QCOMPARE(plan.json()[u"delivered_already"_s].toInt(), 1);
    m_server->script(two);
    m_server->script(two);
    const Said said = m_tackle->run(QStringList{u"--connection"_s, u"uat"_s} + dry);
    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(said.out.contains("2 jobs of 1 subscriber would be sent again: “Orders”."), said.out);
    QVERIFY2(said.out.contains("delivered already"), said.out);
    for (const QByteArray &request : m_server->requests())
        QVERIFY2(request.startsWith("POST /api/v1/webhook_jobs/index "), request);

    // And so it does: what the server finds now, though more is kept of it here.
    const Scripted one = answer(200, R"({"code": 200, "status": "action-successful", "data": {"count": 1,
        "results": [{"id": 4, "status_code": 200, "created_at": "2024-05-01T09:00:00Z"}]}})");
    const auto before = m_server->requests().size();
    m_server->script(one);
    m_server->script(one);
    m_server->script(answer(200, R"({"code": 200, "status": "action-successful", "data": {}})"));
    const Said sent = on(dry.first(dry.size() - 1));
    QVERIFY2(sent.code == 0, sent.err);
    QCOMPARE(sent.json()[u"results"_s].toArray().size(), 1);
    QCOMPARE(m_server->requests().size(), before + 3);
    QVERIFY2(m_server->requests().last().startsWith("POST /api/v1/webhook_jobs/resend "),
             m_server->requests().last());
    QVERIFY(m_server->requests().last().contains("\"id\":4"));
}

void ConnectionCommandsTest::saysBeforeWhichJobsItKnowsNothingOf()
{
    QCOMPARE(add().code, 0);
    const QStringList dry{u"jobs"_s, u"replay"_s, u"h1/r1"_s, u"h1/r2"_s, u"h1/r1"_s, u"--dry-run"_s};

    const Said plan = on(dry);
    const Said said = m_tackle->run(QStringList{u"--connection"_s, u"uat"_s} + dry);

    QVERIFY2(plan.code == 0, plan.err);
    QCOMPARE(plan.json()[u"jobs"_s].toInt(), 2);
    QCOMPARE(plan.json()[u"subscribers"_s].toInt(), 0);
    QCOMPARE(plan.json()[u"named_twice"_s].toInt(), 1);
    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(said.out.contains("2 jobs would be sent again."), said.out);
    QVERIFY2(said.out.contains("Nothing is known here of h1/r1, h1/r2."), said.out);
    QVERIFY(m_server->requests().isEmpty());
}

void ConnectionCommandsTest::plansNoReplayWhereThereAreNoJobs()
{
    QCOMPARE(addOf(u"superoffice"_s).code, 0);

    QCOMPARE(on({u"jobs"_s, u"replay"_s, u"7"_s, u"--dry-run"_s}).code, 8);
    QVERIFY(m_server->requests().isEmpty());
}

void ConnectionCommandsTest::saysHowFarAnImportCame()
{
    const auto hook = [](const QByteArray &id, const QByteArray &host) {
        return R"({"id": ")" + id + R"(", "active": false, "events": [], "config": {"url": "https://)" + host
            + R"(.example/in"}})";
    };
    QCOMPARE(add().code, 0);
    const QString file = m_tackle->path(u"all.json"_s);
    m_server->script(answer(200, "[" + hook("h1", "one") + ", " + hook("h2", "two") + "]"));
    const Said exported = on({u"export"_s, file});
    QVERIFY2(exported.code == 0, exported.err);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    (void)m_tackle->file(u"all.json"_s, written.readAll().replace(".example/in", ".example/new"));
    const QByteArray moved = hook("h1", "one").replace("/in", "/new");
    m_server->script(answer(200, "[" + hook("h1", "one") + ", " + hook("h2", "two") + "]"));
    m_server->script(answer(200, hook("h1", "one"))); // nobody else changed it
    m_server->script(answer(200, moved));
    m_server->script(answer(200, hook("h2", "two")));
    m_server->script(answer(422, "{}"));
    m_server->script(answer(200, "[" + moved + ", " + hook("h2", "two") + "]"));

    const Said imported = on({u"import"_s, file});

    QVERIFY2(imported.code == 6, imported.err);
    QCOMPARE(imported.error()[u"imported"_s].toArray().size(), 1);
    QVERIFY2(imported.err.contains("1 of 2 are as the file says now"), imported.err);
}

void ConnectionCommandsTest::writesALockedOneOnlyWhenTold()
{
    QCOMPARE(add({u"--set"_s, u"locked=true"_s}).code, 0);
    const QStringList remove{u"subscribers"_s, u"delete"_s, u"h1"_s};

    m_server->script(answer(200, kHook));
    const Said refused = on(remove);
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("--yes"), refused.err);

    m_server->script(answer(200, kHook));
    m_server->script(answer(204, ""));
    const Said removed = on(remove + QStringList{u"--yes"_s});
    QVERIFY2(removed.code == 0, removed.err);
    QVERIFY(m_server->requests().last().startsWith("DELETE /hooks/h1"));
}

void ConnectionCommandsTest::answersFromTheCacheWithoutTheServer()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(200, kHooks));
    QCOMPARE(on({u"subscribers"_s, u"list"_s}).code, 0);
    m_server.reset();

    const Said list = on({u"subscribers"_s, u"list"_s});

    QVERIFY2(list.code == 0, list.err);
    QCOMPARE(list.json()[u"source"_s].toString(), u"cache"_s);
    QVERIFY(!list.json()[u"as_of"_s].toString().isEmpty());
    QCOMPARE(list.json()[u"rows"_s].toArray().size(), 1);
    const Said table = m_tackle->run({u"--connection"_s, u"uat"_s, u"subscribers"_s, u"list"_s});
    QVERIFY2(table.err.contains("kept here, as of"), table.err);
    QCOMPARE(m_tackle->json({u"connections"_s, u"check"_s, u"uat"_s}).code, 7);
}

void ConnectionCommandsTest::marksOneThatTheServerDidNotShow()
{
    QCOMPARE(add().code, 0);
    const QStringList show{u"subscribers"_s, u"show"_s, u"h1"_s};
    m_server->script(answer(200, kHook));
    const Said live = on(show);
    QCOMPARE(live.json()[u"source"_s].toString(), u"live"_s);
    QVERIFY(live.json().contains(u"as_of"_s));
    QVERIFY(live.json()[u"as_of"_s].isNull());
    QVERIFY2(live.err.isEmpty(), live.err);
    m_server.reset();

    const Said kept = on(show);
    const Said told = m_tackle->run(QStringList{u"--connection"_s, u"uat"_s} + show);

    QVERIFY2(kept.code == 0, kept.err);
    QCOMPARE(kept.json()[u"source"_s].toString(), u"cache"_s);
    QVERIFY(!kept.json()[u"as_of"_s].toString().isEmpty());
    QVERIFY2(kept.err.contains("kept here, as of"), kept.err);
    QVERIFY2(told.err.contains("kept here, as of"), told.err);
}

void ConnectionCommandsTest::marksAJobThatTheServerDidNotShow()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    m_server->script(jobsAnswer({jobRow(3, 503)}));
    QCOMPARE(on({u"jobs"_s, u"list"_s}).code, 0);
    m_server.reset();

    const Said shown = on({u"jobs"_s, u"show"_s, u"3"_s});
    const Said plan = on({u"jobs"_s, u"replay"_s, u"3"_s, u"--dry-run"_s});

    QVERIFY2(shown.code == 0, shown.err);
    QCOMPARE(shown.json()[u"source"_s].toString(), u"cache"_s);
    QVERIFY(!shown.json()[u"as_of"_s].toString().isEmpty());
    QVERIFY2(shown.err.contains("kept here, as of"), shown.err);
    QVERIFY2(plan.code == 0, plan.err);
    QCOMPARE(plan.json()[u"jobs"_s].toInt(), 1);
    QVERIFY2(plan.err.contains("kept here, as of"), plan.err);
}

void ConnectionCommandsTest::tellsUsage()
{
    QCOMPARE(addOf(u"superoffice"_s).code, 0);
    m_server->script(answer(200,
                            R"({"value":[{"webhook_usage.webhook_usage_id":7,"webhook_usage.total_calls":12,)"
                            R"("webhook_usage.total_errors":3,"webhook_usage.last_error":"503 busy"}]})"));
    m_server->script(answer(403, "{}"));
    m_server->script(answer(200, "\"503 busy\""));

    const Said said = on({u"subscribers"_s, u"usage"_s, u"7"_s});
    const Said table = m_tackle->run({u"--connection"_s, u"uat"_s, u"subscribers"_s, u"usage"_s, u"7"_s});

    QVERIFY2(said.code == 0, said.err);
    const QJsonObject expected{{u"subscriber_id"_s, u"7"_s},
                               {u"total_calls"_s, 12},
                               {u"total_errors"_s, 3},
                               {u"consecutive_errors"_s, QJsonValue()},
                               {u"last_error"_s, u"503 busy"_s}};
    QCOMPARE(said.json()[u"usage"_s].toObject(), expected);
    QVERIFY2(table.code == 0, table.err);
    QVERIFY2(table.out.contains("CALLS") && table.out.contains("503 busy"), table.out);
    QVERIFY2(table.err.contains("no figures"), table.err);
    QCOMPARE(m_tackle->json({u"subscribers"_s, u"usage"_s, u"7"_s}).code, 8);
}

void ConnectionCommandsTest::testsAtTheVendor()
{
    QCOMPARE(addOf(u"superoffice"_s).code, 0);
    const QByteArray webhook = R"({"WebhookId":7,"Name":"N","TargetUrl":"https://a.example/in"})";
    const QStringList test{u"test"_s, u"--subscriber"_s, u"7"_s, u"--via"_s, u"vendor"_s};

    m_server->script(answer(200, webhook));
    m_server->script(answer(200, R"({"Success":true,"Message":"HTTP 200"})"));
    const Said accepted = on(test);
    m_server->script(answer(200, webhook));
    m_server->script(answer(200, R"({"Success":false,"Message":"HTTP 503"})"));
    const Said refused = on(test);

    QVERIFY2(accepted.code == 0, accepted.err);
    QCOMPARE(accepted.json()[u"accepted"_s].toBool(), true);
    QCOMPARE(refused.code, 1);
    QCOMPARE(refused.error()[u"field"_s].toString(), u"TargetUrl"_s);
    QVERIFY2(refused.err.contains("HTTP 503"), refused.err);
    QCOMPARE(m_tackle->json(test).code, 8);
}

void ConnectionCommandsTest::refusesAVendorsTestOfAnythingElse_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("a URL") << QStringList{u"https://a.example/in"_s, u"--via"_s, u"vendor"_s};
    QTest::newRow("nobody") << QStringList{u"--via"_s, u"vendor"_s};
    QTest::newRow("another way") << QStringList{u"--subscriber"_s, u"7"_s, u"--via"_s, u"post"_s};
    QTest::newRow("an own event") << QStringList{
        u"--subscriber"_s, u"7"_s, u"--via"_s, u"vendor"_s, u"--event"_s, u"a.b"_s};
}

void ConnectionCommandsTest::refusesAVendorsTestOfAnythingElse()
{
    QFETCH(QStringList, words);

    const Said said = m_tackle->json(QStringList{u"test"_s} + words);

    QCOMPARE(said.code, 2);
    QVERIFY(!said.err.isEmpty());
}

void ConnectionCommandsTest::addsASubscriberByItsId()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    const Scripted noRoute = answer(500, R"({"code": 500, "status": "route-non-existent"})");
    m_server->script(noRoute);
    const Said added = on({u"subscribers"_s, u"add"_s, u"31"_s, u"--name"_s, u"Orders"_s});
    m_server->script(noRoute);
    const Said list = on({u"subscribers"_s, u"list"_s});
    m_server->script(noRoute);
    const Said update = on({u"subscribers"_s, u"update"_s, u"31"_s, u"--set"_s, u"active=false"_s});

    QVERIFY2(added.code == 0, added.err);
    QCOMPARE(added.json()[u"name"_s].toString(), u"Orders"_s);
    QVERIFY2(added.err.contains("unknown"), added.err);
    QCOMPARE(list.json()[u"rows"_s].toArray().size(), 1);
    QCOMPARE(list.json()[u"rows"_s][0][u"id"_s].toString(), u"31"_s);
    // Nobody knows which version it has, and each edit carries one.
    QCOMPARE(update.code, 6);
    QCOMPARE(update.error()[u"field"_s].toString(), u"version"_s);
    QCOMPARE(m_tackle->json({u"subscribers"_s, u"add"_s, u"31"_s}).code, 8);
}

void ConnectionCommandsTest::deletesFromHereWhatWasOnlyAddedHere()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    m_server->script(answer(500, R"({"code": 500, "status": "route-non-existent"})"));
    QCOMPARE(on({u"subscribers"_s, u"add"_s, u"31"_s}).code, 0);

    const Said wrong = on({u"subscribers"_s, u"add"_s, u"abc"_s});
    const Said deleted = on({u"subscribers"_s, u"delete"_s, u"31"_s});
    const Said shown = on({u"subscribers"_s, u"show"_s, u"31"_s});

    QCOMPARE(wrong.code, 6);
    QCOMPARE(wrong.error()[u"field"_s].toString(), u"id"_s);
    QVERIFY2(deleted.code == 0, deleted.err);
    QVERIFY(!deleted.json()[u"deleted"_s].toBool(true));
    QVERIFY(deleted.json()[u"forgotten"_s].toBool());
    QCOMPARE(shown.code, 4);
    QVERIFY2(shown.err.contains("isn't known here"), shown.err);
    QCOMPARE(m_server->requests().size(), 1); // the route rests
}

void ConnectionCommandsTest::saysWhatLocalIs()
{
    for (const QStringList &words : {QStringList{u"connections"_s, u"remove"_s, u"local"_s},
                                     QStringList{u"connections"_s, u"update"_s, u"local"_s}}) {
        const Said said = m_tackle->json(words);
        QCOMPARE(said.code, 4);
        QVERIFY2(said.err.contains("the engine in this program"), said.err);
    }
}

void ConnectionCommandsTest::anEmptyListNamesTheWayToAddOne()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    m_server->script(answer(500, R"({"code": 500, "status": "route-non-existent"})"));

    const Said table = m_tackle->run({u"--connection"_s, u"uat"_s, u"subscribers"_s, u"list"_s});

    QVERIFY2(table.code == 0, table.err);
    QVERIFY2(table.err.contains("tackle --connection uat subscribers add ID"), table.err);
}

void ConnectionCommandsTest::exportsNoneThatNothingIsKnownOf()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    const Scripted noRoute = answer(500, R"({"code": 500, "status": "route-non-existent"})");
    m_server->script(noRoute);
    QCOMPARE(on({u"subscribers"_s, u"add"_s, u"31"_s}).code, 0);
    m_server->script(noRoute);

    const Said exported = on({u"export"_s, m_tackle->path(u"subscribers.json"_s)});
    const Said table = m_tackle->run({u"--connection"_s, u"uat"_s, u"subscribers"_s, u"list"_s});

    QVERIFY2(exported.code == 0, exported.err);
    QCOMPARE(exported.json()[u"subscribers"_s].toInt(), 0);
    QCOMPARE(exported.json()[u"left_out"_s].toInt(), 1);
    QVERIFY2(exported.err.contains("left out"), exported.err);
    QVERIFY2(table.err.contains("no list"), table.err);
}

void ConnectionCommandsTest::takesNoListsAddressForASubscriber()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(404, "{}"));

    const Said said = on({u"subscribers"_s, u"list"_s});

    QCOMPARE(said.code, 1);
    QVERIFY2(said.err.contains("404") && !said.err.contains("no subscriber"), said.err);
}

void ConnectionCommandsTest::saysNothingOfJobsThatArentSent()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(404, "{}"));

    const Said said = m_tackle->run({u"--connection"_s, u"uat"_s, u"jobs"_s, u"replay"_s, u"h1/r1"_s});

    QCOMPARE(said.code, 4);
    QVERIFY2(said.out.isEmpty(), said.out);
}

void ConnectionCommandsTest::asksBeforeAnotherVersion()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    const QStringList update{u"subscribers"_s, u"update"_s, u"17"_s, u"--set"_s, u"version=v4"_s};
    m_server->script(versioned("v3"));
    const Said refused = on(update);
    m_server->script(versioned("v3"));
    const Said shown = on(update + QStringList{u"--dry-run"_s});
    const qsizetype asked = m_server->requests().size();
    for (const char *version : {"v3", "v3", "v4", "v4"}) // read, read before the save, saved, read back
        m_server->script(versioned(version));
    const Said saved = on(update + QStringList{u"--yes"_s});

    QCOMPARE(refused.code, 6);
    QCOMPARE(refused.error()[u"field"_s].toString(), u"version"_s);
    QVERIFY2(refused.err.contains("payload that the receiver gets"), refused.err);
    QVERIFY2(refused.err.contains("--yes"), refused.err);
    QVERIFY2(shown.code == 0, shown.err);
    QCOMPARE(asked, 2); // nothing was saved
    QVERIFY2(saved.code == 0, saved.err);
    const QList<QByteArray> requests = m_server->requests();
    QVERIFY(std::any_of(requests.begin(), requests.end(), [](const QByteArray &request) {
        return request.startsWith("PUT ") && request.contains(R"("version":"v4")");
    }));
}

void ConnectionCommandsTest::asksBeforeAnImportOfAnotherVersion()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    const QString file
        = m_tackle->file(u"all.json"_s, R"({"format":"tacklebox-subscribers","version":1,"subscribers":[
            {"name":"N","version":"v4"}]})");
    m_server->script(versioned("v3", "[", "]"));
    const Said planned = on({u"import"_s, file, u"--dry-run"_s});
    m_server->script(versioned("v3", "[", "]"));
    const Said refused = on({u"import"_s, file});
    const QList<QByteArray> asked = m_server->requests();
    m_server->script(versioned("v3", "[", "]"));
    for (const char *version : {"v3", "v4", "v4"})
        m_server->script(versioned(version));
    const Said imported = on({u"import"_s, file, u"--yes"_s});

    QVERIFY2(planned.code == 0, planned.err);
    QCOMPARE(planned.json()[u"subscribers"_s][0][u"needs_yes"_s].toArray(), QJsonArray{u"version"_s});
    QVERIFY2(planned.err.contains("payload that the receiver gets"), planned.err);
    QCOMPARE(refused.code, 6);
    QCOMPARE(refused.error()[u"field"_s].toString(), u"version"_s);
    QCOMPARE(refused.error()[u"subscriber"_s].toString(), u"N"_s);
    QVERIFY2(refused.err.contains("--yes"), refused.err);
    QVERIFY(std::none_of(
        asked.begin(), asked.end(), [](const QByteArray &request) { return request.startsWith("PUT "); }));
    QVERIFY2(imported.code == 0, imported.err);
}

void ConnectionCommandsTest::listsJobsByTheirFilters()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    m_server->script(answer(200, R"({"code": 200, "status": "action-successful", "data": {"count": 31,
        "results": [{"id": 3, "status_code": 503, "event_type": "received", "order_id": 4711,
                     "webhook_subscriber": {"id": 17, "name": "Orders"},
                     "callback_url": "https://a.example/in", "created_at": "2024-05-01T10:00:00Z"}]}})"));

    const Said list = on({u"jobs"_s,           u"list"_s,
                          u"--search"_s,       u"main"_s,
                          u"--in"_s,           u"order_id"_s,
                          u"--from"_s,         u"2024-05-01"_s,
                          u"--to"_s,           u"2024-05-01"_s,
                          u"--status-code"_s,  u"503"_s,
                          u"--event-type"_s,   u"received"_s,
                          u"--status"_s,       u"canceled"_s,
                          u"--subscriber"_s,   u"17"_s,
                          u"--callback-url"_s, u"https://a.example/in"_s,
                          u"--sort"_s,         u"status_code:asc"_s,
                          u"--page-size"_s,    u"10"_s,
                          u"--count"_s});

    QVERIFY2(list.code == 0, list.err);
    // A bare date is that local day, whole.
    const auto moment
        = [](const QDate &day) { return QDateTime(day, QTime(0, 0)).toUTC().toString(Qt::ISODateWithMs); };
    const QJsonObject filters{{u"date_range_start"_s, moment(QDate(2024, 5, 1))},
                              {u"date_range_end"_s, moment(QDate(2024, 5, 2))},
                              {u"status_code"_s, QJsonArray{503}},
                              {u"event_type"_s, QJsonArray{u"received"_s}},
                              {u"status"_s, QJsonArray{u"canceled"_s}},
                              {u"subscribers"_s, QJsonArray{17}},
                              {u"endpoint"_s, QJsonArray{u"https://a.example/in"_s}}};
    const QJsonObject search{{u"term"_s, u"main"_s}, {u"attributes"_s, QJsonArray{u"order_id"_s}}};
    const QJsonObject wanted{{u"token"_s, QString::fromLatin1(kToken)},
                             {u"integration_id"_s, 7},
                             {u"view"_s, u"planointegrate_view"_s},
                             {u"search"_s, search},
                             {u"filters"_s, filters},
                             {u"page"_s, QJsonObject{{u"size"_s, 10}, {u"number"_s, 1}}},
                             {u"sort"_s, QJsonObject{{u"by"_s, u"status_code"_s}, {u"order"_s, u"asc"_s}}},
                             {u"count"_s, true}};
    const QByteArray request = m_server->requests().first();
    QVERIFY2(request.startsWith("POST /api/v1/webhook_jobs/index "), request);
    QCOMPARE(QJsonDocument::fromJson(request.sliced(request.indexOf("\r\n\r\n") + 4)).object(), wanted);

    const QJsonObject told = list.json();
    QCOMPARE(told[u"source"_s].toString(), u"live"_s);
    QVERIFY(told.contains(u"as_of"_s));
    QCOMPARE(told[u"count"_s].toInt(), 31);
    QCOMPARE(told[u"page"_s][u"next"_s].toInt(), 2);
    const QJsonObject job = told[u"rows"_s][0].toObject();
    QCOMPARE(job[u"state"_s].toString(), u"failed"_s);
    QCOMPARE(job[u"subscriber_id"_s].toString(), u"17"_s);
    QCOMPARE(job[u"order_id"_s].toString(), u"4711"_s);
    QCOMPARE(job[u"connection"_s].toString(), u"uat"_s);
    for (const char *key :
         {"uuid", "event_id", "status", "address", "last_sent_at", "next_attempt_at", "last_error"}) {
        QVERIFY2(job.contains(QLatin1StringView(key)), key); // nothing is known of it, and that is said
        QVERIFY2(job[QLatin1StringView(key)].isNull(), key);
    }
}

void ConnectionCommandsTest::watchesAnAccountsJobs()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    m_server->script(jobsAnswer({jobRow(3, 503)}));
    m_server->script(jobsAnswer({jobRow(3, 503)})); // nothing happened
    m_server->script(jobsAnswer({jobRow(5, 200), jobRow(4, 200), jobRow(3, 200)}));
    QProcess watch;
    m_tackle->start(watch,
                    {u"--connection"_s, u"uat"_s, u"--json"_s, u"jobs"_s, u"watch"_s, u"--every"_s, u"1"_s});
    watch.setReadChannel(QProcess::StandardError);
    QVERIFY(nextLine(watch).startsWith("Watching: "));
    watch.setReadChannel(QProcess::StandardOutput);

    QStringList told; // the oldest first
    while (told.size() < 3) {
        const QJsonObject job = QJsonDocument::fromJson(nextLine(watch)).object();
        told << job[u"id"_s].toString() + u' ' + QString::number(job[u"status_code"_s].toInt());
    }

    QCOMPARE(told, (QStringList{u"3 200"_s, u"4 200"_s, u"5 200"_s}));
    QCOMPARE(end(watch), 0);
    for (const QByteArray &request : m_server->requests())
        QVERIFY2(request.startsWith("POST /api/v1/webhook_jobs/index "), request);
}

void ConnectionCommandsTest::watchesOnWhileTheServerIsAway()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    m_server->script(jobsAnswer({jobRow(3, 503)}));
    m_server->script(answer(503, "{}"));
    m_server->script(jobsAnswer({jobRow(4, 200), jobRow(3, 503)}));
    QProcess watch;
    m_tackle->start(watch, {u"--connection"_s, u"uat"_s, u"jobs"_s, u"watch"_s, u"--every"_s, u"1"_s});
    watch.setReadChannel(QProcess::StandardError);
    QVERIFY(nextLine(watch).startsWith("Watching: "));

    const QByteArray away = nextLine(watch);
    const QByteArray back = nextLine(watch);
    watch.setReadChannel(QProcess::StandardOutput);
    const QByteArray job = nextLine(watch);

    QVERIFY(!away.isEmpty());
    QCOMPARE(back, "The server answers again."_ba);
    QVERIFY2(job.startsWith("4 "), job);
    QCOMPARE(end(watch), 0);
}

void ConnectionCommandsTest::watchesNothingWhereThereAreNoJobs()
{
    QCOMPARE(addOf(u"superoffice"_s).code, 0);

    QCOMPARE(on({u"jobs"_s, u"watch"_s}).code, 8);
    QVERIFY(m_server->requests().isEmpty());
}

void ConnectionCommandsTest::endsAsTheAnswerSays_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("slug");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("field");

    QTest::newRow("token") << 401 << "invalid-token"_ba
                           << ""_ba << 3 << u"not_authorised"_s << QString();
    QTest::newRow("no client") << 401 << "client-required"_ba
                               << ""_ba << 3 << u"not_authorised"_s << QString();
    QTest::newRow("parameter") << 400 << "invalid-param"_ba
                               << R"(, "errors": [{"attr": "integration_id", "message": "unrecognized"}])"_ba
                               << 6 << u"invalid_value"_s << u"integration_id"_s;
    QTest::newRow("crash") << 500 << "application-crash"_ba
                           << ""_ba << 1 << u"failed"_s << QString();
    QTest::newRow("route") << 500 << "route-non-existent"_ba
                           << ""_ba << 8 << u"unsupported"_s << QString();
    QTest::newRow("a word of tomorrow") << 409 << "of-tomorrow"_ba
                                        << ""_ba << 5 << u"conflict"_s << QString();
}

void ConnectionCommandsTest::endsAsTheAnswerSays()
{
    QFETCH(int, status);
    QFETCH(QByteArray, slug);
    QFETCH(QByteArray, more);
    QFETCH(QString, field);
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    m_server->script(answer(status,
                            R"({"code": )" + QByteArray::number(status) + R"(, "status": ")" + slug + R"(")"
                                + more + "}"));

    const Said said = on({u"jobs"_s, u"list"_s});

    QTEST(said.code, "code");
    QTEST(said.error()[u"kind"_s].toString(), "kind");
    QCOMPARE(said.error()[u"remote_status"_s].toString().toUtf8(), slug);
    QCOMPARE(said.error()[u"http_status"_s].toInt(), status);
    QVERIFY(said.error().contains(u"field"_s));
    QCOMPARE(said.error()[u"field"_s].toString(), field);
    QVERIFY(!said.error()[u"detail"_s].toString().isEmpty());
    QVERIFY(!said.err.isEmpty());
    QVERIFY(!said.err.contains(kToken) && !said.out.contains(kToken));
}

void ConnectionCommandsTest::overwritesNobody()
{
    QCOMPARE(add().code, 0);
    m_server->script(answer(200, kHook)); // what it starts from
    const QByteArray theirs = QByteArray(kHook).replace("one.example", "theirs.example");
    m_server->script(answer(200, theirs));
    m_server->script(answer(200, theirs)); // to be shown beside the other

    const Said said
        = on({u"subscribers"_s, u"update"_s, u"h1"_s, u"--set"_s, u"url=https://new.example/in"_s});

    QCOMPARE(said.code, 5);
    QCOMPARE(said.error()[u"kind"_s].toString(), u"conflict"_s);
    QCOMPARE(said.error()[u"field"_s].toString(), u"url"_s);
    const QJsonValue conflict = said.error()[u"conflict"_s][0];
    QCOMPARE(conflict[u"field"_s].toString(), u"url"_s);
    QVERIFY(conflict[u"theirs"_s].toString().contains(u"theirs.example"_s));
    QVERIFY(conflict[u"mine"_s].toString().contains(u"new.example"_s));
    for (const QByteArray &request : m_server->requests())
        QVERIFY2(request.startsWith("GET "), request);
}

void ConnectionCommandsTest::saysWhereNobodyCanLookBeforeASave()
{
    QCOMPARE(addOf(u"planomatic"_s, {u"--set"_s, u"integration_id=7"_s}).code, 0);
    const Scripted noRoute = answer(500, R"({"code": 500, "status": "route-non-existent"})");
    m_server->script(noRoute); // neither shown
    QCOMPARE(on({u"subscribers"_s, u"add"_s, u"17"_s, u"--name"_s, u"Echo"_s}).code, 0);
    m_server->script(noRoute); // nor listed
    m_server->script(answer(200, R"({"code": 200, "status": "action-successful"})"));

    const Said said
        = on({u"subscribers"_s, u"update"_s, u"17"_s, u"--set"_s, u"name=Second"_s, u"version=v2"_s});

    QVERIFY2(said.code == 0, said.err);
    QVERIFY2(said.err.contains("your values overwrite theirs"), said.err);
    QVERIFY(m_server->requests().last().startsWith("PUT "));
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::ConnectionCommandsTest)
#include "tst_connectioncommands.moc"
