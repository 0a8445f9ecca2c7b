// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What `tackle` shows, takes and makes of the secrets and credentials of remote subscribers.

#include "tests/app/serverthread.h"
#include "tests/app/tacklerun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

QByteArray hookWith(const QByteArray &config)
{
    return R"({"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https://one.example/in")"
        + config + "}}";
}

QJsonObject bodyOf(const QByteArray &request)
{
    return QJsonDocument::fromJson(request.sliced(request.indexOf("\r\n\r\n") + 4)).object();
}

} // namespace

class RemoteSecretsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsNoCredentialInADryRun_data();
    void showsNoCredentialInADryRun();
    void sendsWhatItDidNotShow();
    void refusesAMask_data();
    void refusesAMask();
    void printsNothingOfWhatIsNoHeader_data();
    void printsNothingOfWhatIsNoHeader();
    void rotatesASecret();
    void rotatesNothingWhereNothingIsSigned();
    void rotatesNothingWhereTheApiHasNoSecret();
    void keepsNoOldSecretBesideTheNewOne();
    void importsANewOneStoppedUntilItHasItsSecret();

private:
    void addAccount(const QString &kind, const QString &secret, const QStringList &more = {}) const
    {
        const Said added = m_tackle->json(QStringList{u"connections"_s,
                                                      u"add"_s,
                                                      kind,
                                                      u"--name"_s,
                                                      u"uat"_s,
                                                      u"--base-url"_s,
                                                      m_server->url(),
                                                      u"--secret"_s,
                                                      secret + u'=' + m_tackle->file(u"token"_s, "t0ken")}
                                          + more);
        QVERIFY2(added.code == 0, added.err);
    }
    [[nodiscard]] Said on(const QStringList &arguments) const
    {
        return m_tackle->json(QStringList{u"--connection"_s, u"uat"_s} + arguments);
    }

    std::unique_ptr<TackleProfile> m_tackle;
    std::unique_ptr<ServerThread> m_server;
};

void RemoteSecretsTest::init()
{
    m_tackle = std::make_unique<TackleProfile>();
    m_server = std::make_unique<ServerThread>();
}

void RemoteSecretsTest::showsNoCredentialInADryRun_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("a header") << QStringList{u"--secret"_s, u"header=FILE"_s}
                              << QByteArray(R"({"header":"Authorization: ********"})");
    QTest::newRow("a query") << QStringList{u"--set"_s, u"url=https://two.example/in?token=tops3cret"_s}
                             << QByteArray(R"({"url":"https://two.example/in?********"})");
    QTest::newRow("a secret") << QStringList{u"--secret"_s, u"secret=FILE"_s}
                              << QByteArray(R"({"secret":"********"})");
}

void RemoteSecretsTest::showsNoCredentialInADryRun()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, shown);
    addAccount(u"boldpenguin"_s, u"access_token"_s);
    m_server->script(answer(200, hookWith(R"(, "header": "Authorization: Bearer 0ld")")));
    const QString file = m_tackle->file(u"credential"_s, "Authorization: Bearer tops3cret\n");

    const Said said = on(QStringList{u"subscribers"_s, u"update"_s, u"h1"_s}
                         + words.replaceInStrings(u"FILE"_s, file) + QStringList{u"--dry-run"_s});

    QVERIFY2(said.code == 0, said.err);
    QCOMPARE(said.json()[u"body"_s].toString().toUtf8(), shown);
    QVERIFY(!said.out.contains("tops3cret") && !said.err.contains("tops3cret"));
    QVERIFY(!said.out.contains("0ld"));
    QCOMPARE(m_server->requests().size(), 1);
}

void RemoteSecretsTest::sendsWhatItDidNotShow()
{
    addAccount(u"boldpenguin"_s, u"access_token"_s);
    m_server->script(answer(200, hookWith({})));
    m_server->script(answer(200, hookWith({}))); // looked at once more before it is written
    m_server->script(answer(200, hookWith(R"(, "header": "Authorization: Bearer tops3cret")")));
    const QString file = m_tackle->file(u"credential"_s, "Authorization: Bearer tops3cret\n");

    const Said said = on({u"subscribers"_s, u"update"_s, u"h1"_s, u"--secret"_s, u"header="_s + file});

    QVERIFY2(said.code == 0, said.err);
    const QByteArray sent = m_server->requests().last();
    QVERIFY2(sent.startsWith("PATCH /hooks/h1 "), sent);
    QCOMPARE(bodyOf(sent), (QJsonObject{{u"header"_s, u"Authorization: Bearer tops3cret"_s}}));
}

void RemoteSecretsTest::refusesAMask_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("field");
    QTest::newRow("a header") << QStringList{u"--set"_s, u"header=••••"_s} << u"header"_s;
    QTest::newRow("a header's value")
        << QStringList{u"--set"_s, u"header=Authorization: ********"_s} << u"header"_s;
    QTest::newRow("out of a file") << QStringList{u"--secret"_s, u"header=FILE"_s} << u"header"_s;
    QTest::newRow("a query") << QStringList{u"--set"_s, u"url=https://a.example/?********"_s} << u"url"_s;
}

void RemoteSecretsTest::refusesAMask()
{
    QFETCH(QStringList, words);
    QFETCH(QString, field);
    addAccount(u"boldpenguin"_s, u"access_token"_s);
    m_server->script(answer(200, hookWith({})));
    const QString file = m_tackle->file(u"credential"_s, "Authorization: Bearer ••••\n");

    const Said said
        = on(QStringList{u"subscribers"_s, u"update"_s, u"h1"_s} + words.replaceInStrings(u"FILE"_s, file));

    QCOMPARE(said.code, 6);
    QCOMPARE(said.error()[u"field"_s].toString(), field);
    for (const QByteArray &request : m_server->requests())
        QVERIFY2(request.startsWith("GET "), request);
}

void RemoteSecretsTest::printsNothingOfWhatIsNoHeader_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("the credential alone") << QByteArray("tops3cret");
    QTest::newRow("a colon within") << QByteArray("Basic tops3cret:x");
    QTest::newRow("a control") << QByteArray("X-Team: tops3cret\x01!");
}

void RemoteSecretsTest::printsNothingOfWhatIsNoHeader()
{
    QFETCH(QByteArray, content);
    addAccount(u"boldpenguin"_s, u"access_token"_s);
    m_server->script(answer(200, hookWith({})));
    const QString file = m_tackle->file(u"credential"_s, content);

    const Said said = on({u"subscribers"_s, u"update"_s, u"h1"_s, u"--secret"_s, u"header="_s + file});

    QCOMPARE(said.code, 6);
    QCOMPARE(said.error()[u"field"_s].toString(), u"header"_s);
    QVERIFY2(!said.out.contains("tops3cret"), said.out);
    QVERIFY2(!said.err.contains("tops3cret"), said.err);
}

void RemoteSecretsTest::rotatesASecret()
{
    addAccount(u"boldpenguin"_s, u"access_token"_s);
    m_server->script(answer(200, hookWith(R"(, "secret": "0ld")")));
    m_server->script(answer(200, hookWith(R"(, "secret": "new")")));

    const Said said = on({u"subscribers"_s, u"rotate"_s, u"h1"_s});

    QVERIFY2(said.code == 0, said.err);
    const QString secret = said.json()[u"secret"_s].toString();
    QVERIFY(secret.size() >= 20);
    const QByteArray sent = m_server->requests().last();
    QVERIFY2(sent.startsWith("PATCH /hooks/h1 "), sent);
    QCOMPARE(bodyOf(sent), (QJsonObject{{u"secret"_s, secret}}));
}

void RemoteSecretsTest::rotatesNothingWhereNothingIsSigned()
{
    addAccount(u"boldpenguin"_s, u"access_token"_s);
    m_server->script(answer(200, hookWith(R"(, "secret": "")")));

    const Said said = on({u"subscribers"_s, u"rotate"_s, u"h1"_s});

    QCOMPARE(said.code, 5);
    QCOMPARE(said.error()[u"field"_s].toString(), u"secret"_s);
    QCOMPARE(m_server->requests().size(), 1);
}

void RemoteSecretsTest::rotatesNothingWhereTheApiHasNoSecret()
{
    addAccount(u"planomatic"_s, u"token"_s, {u"--set"_s, u"integration_id=7"_s});
    m_server->script(answer(200,
                            R"({"code": 200, "status": "action-successful",
                                "data": {"id": 17, "name": "N", "version": "v3"}})"));

    const Said said = on({u"subscribers"_s, u"rotate"_s, u"17"_s});

    QVERIFY2(said.code == 8, said.err);
    QCOMPARE(m_server->requests().size(), 1);
}

void RemoteSecretsTest::keepsNoOldSecretBesideTheNewOne()
{
    addAccount(u"boldpenguin"_s, u"access_token"_s);
    m_server->script(answer(200, hookWith(R"(, "secret": "0ld")")));

    const Said said = on({u"subscribers"_s, u"rotate"_s, u"h1"_s, u"--overlap"_s, u"1h"_s});

    QCOMPARE(said.code, 8);
    QCOMPARE(said.error()[u"field"_s].toString(), u"overlap"_s);
    QCOMPARE(m_server->requests().size(), 1);
}

void RemoteSecretsTest::importsANewOneStoppedUntilItHasItsSecret()
{
    addAccount(u"superoffice"_s, u"token"_s);
    m_server->script(answer(200, "[]"));
    m_server->script(answer(200, "[]")); // right before the new one
    m_server->script(answer(200,
                            R"({"WebhookId": 7, "Name": "Signs", "TargetUrl": "https://a.example/in",
                                "State": "Stopped", "Type": "webhook"})"));
    const QString file
        = m_tackle->file(u"all.json"_s, R"({"format":"tacklebox-subscribers","version":1,"subscribers":[
            {"Name":"Signs","TargetUrl":"https://a.example/in","Events":["sale.sold"],"State":"Active",
             "Type":"webhook","Headers":null,"Properties":null,"ErrorsEmail":null,
             "Secret":{"set":true},"uuid":null}]})");

    const Said said = on({u"import"_s, file});

    QVERIFY2(said.code == 0, said.err);
    QCOMPARE(said.json()[u"subscribers"_s][0][u"made_inactive"_s], QJsonValue(true));
    const QByteArray sent = m_server->requests().last();
    QVERIFY2(sent.startsWith("POST /api/v1/Webhook"), sent);
    QCOMPARE(bodyOf(sent)[u"State"_s].toString(), u"Stopped"_s);
    QVERIFY(!bodyOf(sent).contains(u"active"_s));
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::RemoteSecretsTest)
#include "tst_remotesecrets.moc"
