// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How SuperOffice Online is signed in to: a refresh token, a system user, and where a tenant is today.
#include "callerrig.h"
#include "dialects/reply.h"
#include "dialects/requestpreview.h"
#include "dialects/superoffice/signin.h"
#include "dialects/superoffice/signinreply.h"
#include "dialects/superoffice/superoffice.h"
#include "dialects/superoffice/systemtoken.h"
#include "remoterig.h"
#include "tests/core/rsakey.h"

#include <QJsonDocument>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::CallerRig;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::store::test::kNow;
using tacklebox::test::answer;
using tacklebox::test::kRsaKey;
using tacklebox::test::Scripted;
using tacklebox::test::ScriptedServer;

namespace {

const QString kOnline = u"https://online.superoffice.com"_s;
const QString kTokens = u"/login/common/oauth/tokens"_s;
const QString kTickets = u"/Login/api/PartnerSystemUser/Authenticate"_s;

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// A token as the vendor signs them; nobody here looks at its signature.
QString tokenWith(const QMap<QString, QString> &claims)
{
    QJsonObject object{{u"iss"_s, u"SuperOffice AS"_s}};
    for (auto claim = claims.cbegin(); claim != claims.cend(); ++claim)
        object.insert(u"http://schemes.superoffice.net/identity/"_s + claim.key(), *claim);
    const auto part = [](const QByteArray &bytes) {
        return QString::fromLatin1(
            bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    };
    return part(R"({"alg":"RS256"})") + u'.' + part(jsonOf(object)) + u'.' + part("signature");
}

Scripted tokenAnswer(const QString &token, const QUrl &api, int seconds = 3600)
{
    const QString identity = tokenWith({{u"webapi_url"_s, api.toString()}});
    return answer(
        200, jsonOf({{u"access_token"_s, token}, {u"expires_in"_s, seconds}, {u"id_token"_s, identity}}));
}

Scripted ticketAnswer(const QString &ticket)
{
    return answer(200, jsonOf({{u"IsSuccessful"_s, true}, {u"Token"_s, tokenWith({{u"ticket"_s, ticket}})}}));
}

Scripted stateAnswer(const ScriptedServer &at, Instant until)
{
    return answer(200,
                  jsonOf({{u"ContextIdentifier"_s, u"Cust1"_s},
                          {u"State"_s, u"Running"_s},
                          {u"IsRunning"_s, true},
                          {u"ValidUntil"_s, toIso(until)},
                          {u"Api"_s, at.url(u"/Cust1/api"_s).toString()}}));
}

Access accessOf(const QString &baseUrl, const Fields &settings, const QMap<QString, QByteArray> &secrets)
{
    Access access;
    access.connection.kind = u"superoffice"_s;
    access.connection.baseUrl = baseUrl;
    access.connection.settings = settings;
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret)
        access.secrets[secret.key()] = Secret(*secret);
    return access;
}

} // namespace

class tst_SuperOfficeSignIn : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void asksTheVendorsSite_data();
    void asksTheVendorsSite();
    void sendsNoLineEndOfAFile();
    void asksNothingWhileSomethingIsMissing_data();
    void asksNothingWhileSomethingIsMissing();
    void signsTheSystemToken();
    void takesAKeyThatLostItsLines_data();
    void takesAKeyThatLostItsLines();
    void asksForATicket();
    void readsATicket_data();
    void readsATicket();
    void saysWhichTokenGotNoTicket();
    void knowsATenantThatRuns_data();
    void knowsATenantThatRuns();
    void goesWhereItIsTold_data();
    void goesWhereItIsTold();
    void knowsASitesOwnHosts_data();
    void knowsASitesOwnHosts();
    void refusesALineBreakInWhatItIsGiven();
    void showsNoCredential();

    void renewsATokenBeforeItsEnd();
    void signsInOnceMoreOn401();
    void signsInOnceMoreOn403_data();
    void signsInOnceMoreOn403();
    void asksNoPlaceAnewOn403();
    void keepsATicketForSixHours();
    void movesWithItsTenant_data();
    void movesWithItsTenant();
    void goesNowhereElse();
    void namesATenantThatIsDown();
    void tellsNoSecretInAnError();

private:
    Caller::Make list() const
    {
        return [this](const Access &access) { return m_dialect.listSubscribers(access); };
    }
    static void set(CallerRig &rig, const Fields &settings)
    {
        for (auto setting = settings.begin(); setting != settings.end(); ++setting)
            rig.connection.settings.insert(setting.key(), *setting);
        rig.caller->setConnection(rig.connection);
    }

    const SuperOffice m_dialect{};
    const Fields m_oauth{{u"auth"_s, u"oauth"_s}, {u"client_id"_s, u"me"_s}};
    const QMap<QString, QByteArray> m_oauthGiven{{u"client_secret"_s, "s3cret"},
                                                 {u"refresh_token"_s, "r3fresh"}};
    const Fields m_system{{u"auth"_s, u"system_user"_s}, {u"tenant"_s, u"Cust1"_s}};
    const QMap<QString, QByteArray> m_systemGiven{
        {u"app_token"_s, "4pp"}, {u"system_token"_s, "App-token"}, {u"private_key"_s, kRsaKey}};
};

// What the vendor compares is of UTC, so that it is another time here.
void tst_SuperOfficeSignIn::initTestCase()
{
    qputenv("TZ", "Asia/Kolkata");
    tzset();
    QVERIFY(QDateTime::currentDateTime().offsetFromUtc() != 0);
}

void tst_SuperOfficeSignIn::asksTheVendorsSite_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<Fields>("settings");
    QTest::addColumn<QString>("url"); // empty: nothing is asked
    const QString state = kOnline + u"/api/state/Cust1"_s;
    const Fields tenant{{u"tenant"_s, u"Cust1"_s}};
    const Fields elsewhere{{u"tenant"_s, u"Cust1"_s}, {u"auth_url"_s, u"https://login.example.com/so/"_s}};
    QTest::newRow("a tenant") << kOnline << tenant << state;
    QTest::newRow("a numbered site") << u"https://online7.superoffice.com"_s << tenant << state;
    QTest::newRow("stage") << u"https://qaonline.superoffice.com"_s << tenant
                           << u"https://qaonline.superoffice.com/api/state/Cust1"_s;
    QTest::newRow("no tenant") << kOnline << Fields{} << QString();
    QTest::newRow("a server of one's own") << u"https://crm.example.com"_s << tenant << QString();
    QTest::newRow("a name that only begins so")
        << u"https://online.superoffice.com.example"_s << tenant << QString();
    QTest::newRow("another site by setting")
        << u"https://crm.example.com"_s << elsewhere << u"https://login.example.com/so/api/state/Cust1"_s;
    QTest::newRow("an odd tenant") << kOnline << Fields{{u"tenant"_s, u"a/b"_s}}
                                   << kOnline + u"/api/state/a%2Fb"_s;
    QTest::newRow("oauth") << kOnline << m_oauth << kOnline + kTokens;
    QTest::newRow("oauth, a numbered site")
        << u"https://online2.superoffice.com/Cust1"_s << m_oauth << kOnline + kTokens;
    QTest::newRow("oauth, a server of one's own")
        << u"https://crm.example.com:8443/so"_s << m_oauth << u"https://crm.example.com:8443"_s + kTokens;
    QTest::newRow("system user") << kOnline << m_system << kOnline + kTickets;
}

void tst_SuperOfficeSignIn::asksTheVendorsSite()
{
    QFETCH(QString, baseUrl);
    QFETCH(Fields, settings);
    QFETCH(QString, url);
    QMap<QString, QByteArray> secrets = m_oauthGiven;
    secrets.insert(m_systemGiven);
    secrets.insert(u"token"_s, "b3arer");

    const auto request = m_dialect.signIn(accessOf(baseUrl, settings, secrets));

    QCOMPARE(request ? QString::fromLatin1(request->url.toEncoded()) : QString(), url);
    if (!request)
        return;
    QCOMPARE(request->effect, Effect::Read);
    QVERIFY(!valueOf(request->headers, "Authorization"));
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret)
        QVERIFY(!request->url.toEncoded().contains(*secret));
}

void tst_SuperOfficeSignIn::sendsNoLineEndOfAFile()
{
    const auto request = m_dialect.signIn(
        accessOf(kOnline, m_oauth, {{u"client_secret"_s, "s3cret\n"}, {u"refresh_token"_s, "r3fresh\r\n"}}));

    QVERIFY(request);
    QCOMPARE(request->body,
             "grant_type=refresh_token&client_id=me&client_secret=s3cret&refresh_token=r3fresh"_ba);
}

void tst_SuperOfficeSignIn::asksNothingWhileSomethingIsMissing_data()
{
    QTest::addColumn<Fields>("settings");
    QTest::addColumn<QString>("without");
    QTest::addColumn<Reason>("reason");
    for (auto secret = m_oauthGiven.cbegin(); secret != m_oauthGiven.cend(); ++secret)
        QTest::newRow(qPrintable(secret.key())) << m_oauth << secret.key() << Reason::SecretMissing;
    for (auto secret = m_systemGiven.cbegin(); secret != m_systemGiven.cend(); ++secret)
        QTest::newRow(qPrintable(u"system user: "_s + secret.key()))
            << m_system << secret.key() << Reason::SecretMissing;
    QTest::newRow("no client id") << Fields{{u"auth"_s, u"oauth"_s}} << u"client_id"_s << Reason::Required;
    QTest::newRow("no tenant") << Fields{{u"auth"_s, u"system_user"_s}} << u"tenant"_s << Reason::Required;
    QTest::newRow("a tenant without a token")
        << Fields{{u"tenant"_s, u"Cust1"_s}} << u"token"_s << Reason::SecretMissing;
}

void tst_SuperOfficeSignIn::asksNothingWhileSomethingIsMissing()
{
    QFETCH(Fields, settings);
    QFETCH(QString, without);
    QMap<QString, QByteArray> secrets = m_oauthGiven;
    secrets.insert(m_systemGiven);
    secrets.remove(without);
    const Access access = accessOf(kOnline, settings, secrets);

    QVERIFY(!m_dialect.signIn(access));
    const auto request = m_dialect.check(access);

    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::NotAuthorised);
    QTEST(request.error().reason, "reason");
    QCOMPARE(request.error().field, without);
}

void tst_SuperOfficeSignIn::signsTheSystemToken()
{
    const Instant now = *instantFrom(u"2026-01-31T10:30:59+01:00");

    const QByteArray proof = superoffice::signedSystemToken(Secret("App-token\n"), Secret(kRsaKey), now);

    QCOMPARE(proof,
             QByteArray(tacklebox::test::kRsaSigned) + '.' + QByteArray(tacklebox::test::kRsaSignature));
}

void tst_SuperOfficeSignIn::takesAKeyThatLostItsLines_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("isKey");
    const QByteArray key = kRsaKey;
    QTest::newRow("as it is") << key << true;
    QTest::newRow("no line at its end") << key.trimmed() << true;
    QTest::newRow("another system's lines") << QByteArray(key).replace("\n", "\r\n") << true;
    QTest::newRow("blanks for lines") << QByteArray(key).replace('\n', ' ') << true;
    QTest::newRow("lines spelled out") << QByteArray(key).replace("\n", "\\n") << true;
    QTest::newRow("no lines") << QByteArray(key).replace("\n", "") << true;
    QTest::newRow("no key") << QByteArray("<RSAKeyValue><Modulus>abc</Modulus></RSAKeyValue>") << false;
    QTest::newRow("its head alone") << QByteArray("-----BEGIN ") << false;
    QTest::newRow("no foot") << key.first(key.indexOf("-----END")) << false;
}

void tst_SuperOfficeSignIn::takesAKeyThatLostItsLines()
{
    QFETCH(QByteArray, key);
    QFETCH(bool, isKey);
    QMap<QString, QByteArray> secrets = m_systemGiven;
    secrets[u"private_key"_s] = key;
    const Access access = accessOf(kOnline, m_system, secrets);

    QCOMPARE(m_dialect.signIn(access).has_value(), isKey);

    const auto request = m_dialect.check(access); // nobody is signed in yet
    QVERIFY(!request);
    QCOMPARE(request.error().reason, Reason::SecretForm);
    QCOMPARE(request.error().field, u"private_key"_s);
}

void tst_SuperOfficeSignIn::asksForATicket()
{
    const auto request = m_dialect.signIn(accessOf(kOnline, m_system, m_systemGiven));

    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QCOMPARE(valueOf(request->headers, "Content-Type"), std::optional("application/json"_ba));
    const QJsonObject body = jsonFrom(request->body)->toObject();
    QCOMPARE(
        body.keys(),
        (QStringList{
            u"ApplicationToken"_s, u"ContextIdentifier"_s, u"ReturnTokenType"_s, u"SignedSystemToken"_s}));
    QCOMPARE(body[u"ApplicationToken"_s].toString(), u"4pp"_s);
    QCOMPARE(body[u"ContextIdentifier"_s].toString(), u"Cust1"_s);
    QCOMPARE(body[u"ReturnTokenType"_s].toString(), u"JWT"_s);
    QVERIFY(body[u"SignedSystemToken"_s].toString().startsWith(u"App-token.2"_s));
}

void tst_SuperOfficeSignIn::readsATicket_data()
{
    QTest::addColumn<QJsonObject>("reply");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("subject"); // of a reply that is none
    const QString api = u"https://online3.superoffice.com/Cust1/api/"_s;
    const auto row = [](const char *tag,
                        const QMap<QString, QString> &claims,
                        const QByteArray &token,
                        const QString &subject) {
        QTest::newRow(tag) << QJsonObject{{u"IsSuccessful"_s, true}, {u"Token"_s, tokenWith(claims)}} << token
                           << subject;
    };
    row("a ticket", {{u"ticket"_s, u"7T:abc=="_s}}, "\n7T:abc==", {});
    row("with its place",
        {{u"ticket"_s, u"7T:abc=="_s}, {u"webapi_url"_s, api}},
        "https://online3.superoffice.com/Cust1/api/v1\n7T:abc==",
        {});
    row("no ticket", {{u"webapi_url"_s, api}}, {}, u"ticket"_s);
    row("no address", {{u"ticket"_s, u"7T:abc=="_s}, {u"webapi_url"_s, u"/api"_s}}, {}, u"webapi_url"_s);
    QTest::newRow("no claims") << QJsonObject{{u"IsSuccessful"_s, true}, {u"Token"_s, u"a.b!.c"_s}}
                               << QByteArray() << u"Token"_s;
    QTest::newRow("no token") << QJsonObject{{u"IsSuccessful"_s, true}} << QByteArray() << u"Token"_s;
    QTest::newRow("neither yes nor no")
        << QJsonObject{{u"IsSuccessful"_s, u"maybe"_s}} << QByteArray() << u"IsSuccessful"_s;
}

void tst_SuperOfficeSignIn::readsATicket()
{
    QFETCH(QJsonObject, reply);
    QFETCH(QByteArray, token);

    const auto read = m_dialect.readToken({200, {}, jsonOf(reply)}, kNow);

    QCOMPARE(read.has_value(), !token.isEmpty());
    if (!read) {
        QCOMPARE(read.error().reason, Reason::ReplyWrongType);
        QTEST(read.error().subject, "subject");
        return;
    }
    QCOMPARE(read->value.reveal(), token);
    QCOMPARE(read->until, std::optional(kNow + 6h));
}

void tst_SuperOfficeSignIn::saysWhichTokenGotNoTicket()
{
    const auto read = m_dialect.readToken(
        {200, {}, R"({"IsSuccessful": false, "Token": null, "ErrorMessage": "App-token.2 is refused"})"},
        kNow);

    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(read.error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(read.error().field, u"system_token"_s);
    QVERIFY(read.error().detail.isEmpty());
}

void tst_SuperOfficeSignIn::knowsATenantThatRuns_data()
{
    QTest::addColumn<Fields>("told");
    QTest::addColumn<Reason>("reason"); // Unspecified: it runs
    const QString state = u"State"_s;
    const QString flag = u"IsRunning"_s;
    QTest::newRow("its state alone") << Fields{{state, u"Running"_s}} << Reason::Unspecified;
    QTest::newRow("mended meanwhile") << Fields{{state, u"OnlineMaintenance"_s}} << Reason::Unspecified;
    QTest::newRow("the flag alone") << Fields{{flag, true}} << Reason::Unspecified;
    QTest::newRow("the flag is the last word")
        << Fields{{state, u"Backup"_s}, {flag, true}} << Reason::Unspecified;
    QTest::newRow("down by its state")
        << Fields{{state, u"OfflineMaintenance"_s}} << Reason::RemoteUnreachable;
    QTest::newRow("down by the flag")
        << Fields{{state, u"Running"_s}, {flag, false}} << Reason::RemoteUnreachable;
    QTest::newRow("neither") << Fields{} << Reason::ReplyWrongType;
}

void tst_SuperOfficeSignIn::knowsATenantThatRuns()
{
    QFETCH(Fields, told);
    QFETCH(Reason, reason);
    told.insert(u"ContextIdentifier"_s, u"Cust1"_s);
    told.insert(u"Api"_s, u"https://online3.superoffice.com/Cust1/api"_s);

    const auto read = m_dialect.readToken({200, {}, jsonOf(told)}, kNow);

    QCOMPARE(read ? Reason::Unspecified : read.error().reason, reason);
    if (read)
        QCOMPARE(read->value.reveal(), "https://online3.superoffice.com/Cust1/api/v1\n"_ba);
}

void tst_SuperOfficeSignIn::goesWhereItIsTold_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("told");
    QTest::addColumn<QString>("url"); // empty: it goes nowhere
    const QString moved = u"https://online2.superoffice.com:443/Cust1/api/v1"_s;
    const QString webhooks = u"/Webhook"_s;
    QTest::newRow("moved") << kOnline << u"Cust1"_s << moved << moved + webhooks;
    QTest::newRow("told in another case") << kOnline << u"cust1"_s << moved << moved + webhooks;
    QTest::newRow("no tenant is set") << kOnline << QString() << moved << moved + webhooks;
    QTest::newRow("nobody told") << kOnline << u"Cust1"_s << QString()
                                 << kOnline + u"/Cust1/api/v1/Webhook"_s;
    QTest::newRow("a server of one's own stays")
        << u"https://crm.example.com"_s << QString() << moved << u"https://crm.example.com/api/v1/Webhook"_s;
    QTest::newRow("another tenant") << kOnline << u"Cust2"_s << moved << QString();
    QTest::newRow("another domain") << kOnline << u"Cust1"_s
                                    << u"https://superoffice.com.example/Cust1/api/v1"_s << QString();
    QTest::newRow("a name that ends so")
        << kOnline << u"Cust1"_s << u"https://evilsuperoffice.com/Cust1/api/v1"_s << QString();
    QTest::newRow("in clear") << kOnline << u"Cust1"_s << u"http://online2.superoffice.com/Cust1/api/v1"_s
                              << QString();
}

void tst_SuperOfficeSignIn::goesWhereItIsTold()
{
    QFETCH(QString, baseUrl);
    QFETCH(QString, tenant);
    QFETCH(QString, told);
    QFETCH(QString, url);
    Access access = accessOf(baseUrl, {{u"tenant"_s, tenant}}, {{u"token"_s, "b3arer"}});
    access.token = superoffice::tokenOf({{}, told.toLatin1()}, {});

    const auto request = m_dialect.listSubscribers(access);

    QCOMPARE(request.has_value(), !url.isEmpty());
    if (!request) {
        QCOMPARE(request.error().reason, Reason::RemoteRedirected);
        return;
    }
    QCOMPARE(QString::fromLatin1(request->url.toEncoded()), url);
    QCOMPARE(valueOf(request->headers, "Authorization"), std::optional("Bearer b3arer"_ba));
}

void tst_SuperOfficeSignIn::knowsASitesOwnHosts_data()
{
    QTest::addColumn<QString>("site");
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("isItsOwn");
    const auto row = [](const char *tag, const QString &site, const QString &told, bool isItsOwn) {
        QTest::newRow(tag) << site << told << isItsOwn;
    };
    row("beside it", kOnline, u"https://id.superoffice.com/a"_s, true);
    row("another's", kOnline, u"https://id.superoffice.example/a"_s, false);
    row("two labels", u"https://crm.example"_s, u"https://crm.example/a"_s, true);
    row("two labels, another's", u"https://crm.example"_s, u"https://other.example/a"_s, false);
    row("one label", u"https://crm"_s, u"https://crm/a"_s, true);
    row("one label, another's", u"https://crm"_s, u"https://other/a"_s, false);
    row("an address, another's", u"https://10.0.0.1"_s, u"https://11.0.0.1/a"_s, false);
}

void tst_SuperOfficeSignIn::knowsASitesOwnHosts()
{
    QFETCH(QString, site);
    QFETCH(QString, told);

    QTEST(superoffice::isOfSite(QUrl(told), QUrl(site)), "isItsOwn");
}

void tst_SuperOfficeSignIn::refusesALineBreakInWhatItIsGiven()
{
    Access access = accessOf(kOnline, m_oauth, m_oauthGiven);
    access.token = superoffice::tokenOf({Secret("a\r\nX-Evil: 1"), {}}, {});

    const auto request = m_dialect.listSubscribers(access);

    QVERIFY(!request);
    QCOMPARE(request.error().reason, Reason::HeaderLineBreak);
}

void tst_SuperOfficeSignIn::showsNoCredential()
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"7"_s};
    draft.base = {{u"Name"_s, u"A"_s}};
    draft.changes = {{u"Name"_s, u"B"_s}};
    Connection connection = accessOf(kOnline, m_system, {}).connection;
    for (auto secret = m_systemGiven.cbegin(); secret != m_systemGiven.cend(); ++secret)
        connection.secrets.insert(secret.key(), {true, {}});

    const auto preview = previewOf(m_dialect, connection, draft);

    QVERIFY(preview);
    QCOMPARE(preview->url, kOnline + u"/Cust1/api/v1/Webhook/7"_s);
    QCOMPARE(valueOf(preview->headers, "Authorization"), std::optional("SOTicket ********"_ba));
    QCOMPARE(valueOf(preview->headers, "SO-AppToken"), std::optional("********"_ba));
}

void tst_SuperOfficeSignIn::renewsATokenBeforeItsEnd()
{
    CallerRig rig(m_dialect, m_oauthGiven);
    set(rig, m_oauth);
    const QUrl api = rig.server.url(u"/Cust1/api/"_s);
    rig.server.script(tokenAnswer(u"first"_s, api, 600));
    rig.server.script(answer(200, "[]"));
    rig.server.script(answer(200, "[]"));
    rig.server.script(tokenAnswer(u"second"_s, api, 600));
    rig.server.script(answer(200, "[]"));

    QVERIFY(CallerRig::wait(rig.caller->call(list())));
    rig.clock.moved += 530s;
    QVERIFY(CallerRig::wait(rig.caller->call(list())));
    QVERIFY(rig.server.requests().last().contains("Authorization: Bearer first\r\n"));
    rig.clock.moved += 30s;
    QVERIFY(CallerRig::wait(rig.caller->call(list())));

    QVERIFY(rig.server.requests().last().contains("Authorization: Bearer second\r\n"));
    QCOMPARE(rig.asked("POST /auth/login/common/oauth/tokens "), 2);
    QCOMPARE(rig.asked("GET /Cust1/api/v1/Webhook "), 3);
    QVERIFY(rig.server.requests().first().endsWith(
        "grant_type=refresh_token&client_id=me&client_secret=s3cret&refresh_token=r3fresh"));
}

void tst_SuperOfficeSignIn::signsInOnceMoreOn401()
{
    CallerRig rig(m_dialect, m_oauthGiven);
    set(rig, m_oauth);
    const QUrl api = rig.server.url(u"/Cust1/api/"_s);
    rig.server.script(tokenAnswer(u"first"_s, api));
    rig.server.script(answer(401, "{}"));
    rig.server.script(tokenAnswer(u"second"_s, api));
    rig.server.script(answer(401, "{}"));

    const auto response = CallerRig::wait(rig.caller->call(list()));

    QVERIFY(response);
    QCOMPARE(response->status, 401);
    QCOMPARE(rig.server.requests().size(), 4);
    QVERIFY(rig.server.requests().last().contains("Authorization: Bearer second\r\n"));
}

void tst_SuperOfficeSignIn::signsInOnceMoreOn403_data()
{
    QTest::addColumn<Fields>("settings");
    QTest::addColumn<QList<Scripted>>("script");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("requests");
    const auto token = [](const QString &text) { return tokenAnswer(text, {}); };
    const Scripted refused = answer(403, "{}");
    const Scripted listed = answer(200, "[]");
    QTest::newRow("a token that has ended")
        << m_oauth << QList<Scripted>{token(u"first"_s), refused, token(u"second"_s), listed} << 200 << 4;
    QTest::newRow("a ticket that has ended")
        << m_system << QList<Scripted>{ticketAnswer(u"7T:a=="_s), refused, ticketAnswer(u"7T:b=="_s), listed}
        << 200 << 4;
    QTest::newRow("no access")
        << m_oauth << QList<Scripted>{token(u"first"_s), refused, token(u"second"_s), refused, listed} << 403
        << 4;
    QTest::newRow("a token of a person's own") << Fields{} << QList<Scripted>{refused, listed} << 403 << 1;
}

void tst_SuperOfficeSignIn::signsInOnceMoreOn403()
{
    QFETCH(Fields, settings);
    QFETCH(QList<Scripted>, script);
    QMap<QString, QByteArray> secrets = m_oauthGiven;
    secrets.insert(m_systemGiven);
    secrets.insert(u"token"_s, "b3arer");
    CallerRig rig(m_dialect, secrets);
    set(rig, settings);
    for (const Scripted &scripted : script)
        rig.server.script(scripted);

    const auto response = CallerRig::wait(rig.caller->call(list()));

    QVERIFY(response);
    QTEST(response->status, "status");
    QTEST(int(rig.server.requests().size()), "requests");
}

void tst_SuperOfficeSignIn::asksNoPlaceAnewOn403()
{
    CallerRig rig(m_dialect, {{u"token"_s, "b3arer"}});
    set(rig, {{u"tenant"_s, u"Cust1"_s}});
    rig.server.script(stateAnswer(rig.server, kNow + 10min));
    rig.server.script(answer(403, "{}"));

    const auto response = CallerRig::wait(rig.caller->call(list()));

    QVERIFY(response);
    QCOMPARE(response->status, 403);
    QCOMPARE(rig.asked("GET /auth/api/state/"), 1);
    QCOMPARE(rig.server.requests().size(), 2);
}

void tst_SuperOfficeSignIn::keepsATicketForSixHours()
{
    CallerRig rig(m_dialect, m_systemGiven);
    set(rig, m_system);
    for (const QString &ticket : {u"7T:one=="_s, u"7T:two=="_s}) {
        rig.server.script(ticketAnswer(ticket));
        rig.server.script(answer(200, "[]"));
        if (ticket == u"7T:one=="_s)
            rig.server.script(answer(200, "[]"));
    }

    QVERIFY(CallerRig::wait(rig.caller->call(list())));
    rig.clock.moved += 5h + 58min;
    QVERIFY(CallerRig::wait(rig.caller->call(list())));
    QVERIFY(rig.server.requests().last().contains("Authorization: SOTicket 7T:one==\r\n"));
    QVERIFY(rig.server.requests().last().contains("SO-AppToken: 4pp\r\n"));
    rig.clock.moved += 2min;
    QVERIFY(CallerRig::wait(rig.caller->call(list())));

    QVERIFY(rig.server.requests().last().contains("Authorization: SOTicket 7T:two==\r\n"));
    QCOMPARE(rig.asked("POST /auth/Login/api/PartnerSystemUser/Authenticate "), 2);
    QCOMPARE(rig.asked("GET /Cust1/api/v1/Webhook "), 3);
}

void tst_SuperOfficeSignIn::movesWithItsTenant_data()
{
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("when its state is out of date") << false;
    QTest::newRow("when the former place refuses") << true;
}

void tst_SuperOfficeSignIn::movesWithItsTenant()
{
    QFETCH(bool, isRefused);
    CallerRig rig(m_dialect, {{u"token"_s, "b3arer"}});
    set(rig, {{u"tenant"_s, u"Cust1"_s}});
    ScriptedServer moved;
    rig.server.script(stateAnswer(rig.server, kNow + 10min));
    rig.server.script(answer(200, "[]"));
    if (isRefused)
        rig.server.script(answer(401, "{}"));
    rig.server.script(stateAnswer(moved, kNow + 20min));
    moved.script(answer(200, "[]"));

    QVERIFY(CallerRig::wait(rig.caller->call(list())));
    if (!isRefused)
        rig.clock.moved += 10min;
    const auto response = CallerRig::wait(rig.caller->call(list()));

    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QCOMPARE(rig.asked("GET /auth/api/state/Cust1 "), 2);
    QVERIFY(!rig.server.requests().first().contains("b3arer"));
    QCOMPARE(moved.requests().size(), 1);
    QVERIFY(moved.requests().first().startsWith("GET /Cust1/api/v1/Webhook "));
    QVERIFY(moved.requests().first().contains("Authorization: Bearer b3arer\r\n"));
}

void tst_SuperOfficeSignIn::goesNowhereElse()
{
    CallerRig rig(m_dialect, {{u"token"_s, "b3arer"}});
    set(rig, {{u"tenant"_s, u"Cust1"_s}});
    rig.server.script(answer(200,
                             jsonOf({{u"ContextIdentifier"_s, u"Cust1"_s},
                                     {u"IsRunning"_s, true},
                                     {u"Api"_s, u"http://127.0.0.2/Cust1/api"_s}})));

    const auto response = CallerRig::wait(rig.caller->call(list()));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, Reason::RemoteRedirected);
    QCOMPARE(response.error().subject, u"127.0.0.2"_s);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_SuperOfficeSignIn::namesATenantThatIsDown()
{
    RemoteRig rig;
    rig.add(u"superoffice"_s,
            {{u"tenant"_s, u"Cust1"_s}, {u"auth_url"_s, rig.server.url({}).toString()}},
            {{u"token"_s, "b3arer"}});
    rig.server.script(
        answer(200, R"({"ContextIdentifier": "Cust1", "State": "OfflineMaintenance", "IsRunning": false})"));

    const auto checked = RemoteRig::wait(rig.connections->check(u"account"_s));

    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::Unreachable);
    QCOMPARE(checked.error().reason, Reason::RemoteUnreachable);
    QCOMPARE(checked.error().subject, u"Cust1 (OfflineMaintenance)"_s);
    QCOMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Unreachable);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_SuperOfficeSignIn::tellsNoSecretInAnError()
{
    CallerRig rig(m_dialect, m_oauthGiven);
    set(rig, m_oauth);
    rig.server.script(
        answer(400, R"({"error": "invalid_grant", "error_description": "r3fresh of s3cret is gone"})"));

    const auto response = CallerRig::wait(rig.caller->call(list()));

    QVERIFY(!response);
    const Error &error = response.error();
    QCOMPARE(error.kind, ErrorKind::NotAuthorised);
    QCOMPARE(error.field, u"refresh_token"_s);
    const QString told = error.field + error.subject + error.detail + error.remoteStatus;
    QVERIFY(!told.contains(u"r3fresh"_s) && !told.contains(u"s3cret"_s));
}

QTEST_GUILESS_MAIN(tst_SuperOfficeSignIn)
#include "tst_superofficesignin.moc"
