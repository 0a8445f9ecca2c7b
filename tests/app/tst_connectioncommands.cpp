// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Accounts at remote APIs on the command line, up to a saved edit.

#include "tests/app/serverthread.h"
#include "tests/app/tacklerun.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr char kToken[] = "t0ken-of-the-account";
constexpr char kHooks[]
    = R"([{"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https://one.example/in"}}])";
constexpr char kHook[]
    = R"({"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https://one.example/in"}})";

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
    void keepsNoSecretInTheClear();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void checks_data();
    void checks();
    void listsAndSaves();
    void writesALockedOneOnlyWhenTold();
    void answersFromTheCacheWithoutTheServer();
    void tellsUsage();
    void testsAtTheVendor();
    void refusesAVendorsTestOfAnythingElse_data();
    void refusesAVendorsTestOfAnythingElse();
    void addsASubscriberByItsId();
    void saysHowFarAnImportCame();
    void replaysJobsThroughTheServer();

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
    QCOMPARE(m_tackle->json({u"connections"_s, u"check"_s, u"uat"_s}).code, 7);
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

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::ConnectionCommandsTest)
#include "tst_connectioncommands.moc"
