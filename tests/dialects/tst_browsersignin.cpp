// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A person signs in in a browser: the vendor is a scripted server, the browser a real request to this
// computer.
#include "dialects/browsersignin.h"
#include "dialects/superoffice/codeflow.h"
#include "remoterig.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QJsonDocument>
#include <QTcpServer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::store::test::kNow;
using tacklebox::test::answer;
using tacklebox::test::Scripted;
using tacklebox::test::ScriptedServer;

namespace {

const QString kOnline = u"https://online.superoffice.com"_s;
constexpr auto kCode = "c0de-of-the-browser"_L1;
constexpr auto kRefresh = "r3fresh-of-the-browser"_L1;

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Scripted siteAnswer(const QString &page, const QString &tokens)
{
    return answer(200, jsonOf({{u"authorization_endpoint"_s, page}, {u"token_endpoint"_s, tokens}}));
}

Scripted siteAnswer(const ScriptedServer &at)
{
    return siteAnswer(at.url(u"/authorize"_s).toString(), at.url(u"/tokens"_s).toString());
}

// With the claim that tells where the tenant is.
Scripted codeAnswer(const QUrl &api)
{
    const QByteArray claims
        = jsonOf({{u"http://schemes.superoffice.net/identity/webapi_url"_s, api.toString()}});
    const QByteArray identity = "e30." + claims.toBase64(QByteArray::Base64UrlEncoding) + ".c2ln";
    return answer(200,
                  jsonOf({{u"access_token"_s, u"8A:first"_s},
                          {u"expires_in"_s, 3600},
                          {u"refresh_token"_s, QString(kRefresh)},
                          {u"id_token"_s, QString::fromLatin1(identity)}}));
}

Access accessOf(const QString &baseUrl, const Fields &settings)
{
    Access access;
    access.connection.kind = u"superoffice"_s;
    access.connection.baseUrl = baseUrl;
    access.connection.settings = settings;
    access.connection.settings.insert(u"auth"_s, u"oauth"_s);
    access.connection.settings.insert(u"client_id"_s, u"m e"_s);
    access.secrets[u"client_secret"_s] = Secret("s3cr+t");
    return access;
}

// An account that nobody has signed in to yet, and its browser.
class BrowserRig final
{
public:
    explicit BrowserRig(const Fields &more = {})
    {
        Fields settings{{u"auth"_s, u"oauth"_s},
                        {u"client_id"_s, u"me"_s},
                        {u"tenant"_s, u"Cust1"_s},
                        {u"auth_url"_s, rig.server.url(u"/auth"_s).toString()}};
        for (auto setting = more.begin(); setting != more.end(); ++setting)
            settings.insert(setting.key(), *setting);
        rig.add(u"superoffice"_s, settings, {{u"client_secret"_s, "s3cret"}});
    }

    Result<SignInPage> begin()
    {
        return RemoteRig::wait(rig.connections->signInByBrowser(u"account"_s, stop.get_token()));
    }
    // Where the page sends the browser back to, with this query; of the page's state unless it has one.
    static QUrl returnOf(const SignInPage &page, const QList<std::pair<QString, QString>> &given)
    {
        const QUrlQuery asked(page.url);
        QUrl back(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded), QUrl::StrictMode);
        QUrlQuery query;
        query.setQueryItems(given);
        if (!query.hasQueryItem(u"state"_s))
            query.addQueryItem(u"state"_s, asked.queryItemValue(u"state"_s));
        back.setQuery(query);
        return back;
    }
    Result<Response> browse(const QUrl &url)
    {
        return RemoteRig::wait(rig.client.send({"GET", url, {}, {}, Effect::Read}));
    }
    [[nodiscard]] bool isInProfile(const QByteArray &text) const
    {
        for (QDirIterator each(rig.profile.path(), QDir::Files | QDir::Hidden); each.hasNext();) {
            QFile file(each.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                return true;
        }
        return false;
    }

    RemoteRig rig;
    std::stop_source stop;
};

} // namespace

class tst_BrowserSignIn : public QObject
{
    Q_OBJECT

private slots:
    void asksTheVendorWhere_data();
    void asksTheVendorWhere();
    void makesThePageAndTheTokensRequest();
    void takesNoPlaceElsewhere_data();
    void takesNoPlaceElsewhere();
    void believesNoPlaceOfARefusal_data();
    void believesNoPlaceOfARefusal();
    void comesBackToThisComputerAlone_data();
    void comesBackToThisComputerAlone();
    void saysWhatTheAccountLacks();

    void keepsWhatTheBrowserBrings();
    void makesAnotherProofEachTime();
    void listensWhereTheAppIsRegistered();
    void goesOnWaitingAfterWhatIsNotIts_data();
    void goesOnWaitingAfterWhatIsNotIts();
    void redeemsItsCodeOnce();
    void saysWhatTheVendorRefuses();
    void goesNowhereElse();
    void saysThatTheCodeIsNotTaken();
    void keepsNothingOfAnotherTenant();
    void keepsNothingInTheClearWhileTheKeychainIsLocked();
    void endsWhenItIsStopped();
    void endsWhenItIsStoppedBeforeThereIsAPage();
    void endsWithItsAccount();
    void endsWhenNobodyComesBack();
    void endsWithTheNextOne();
    void saysThatThePortIsTaken();
    void knowsNoBrowserElsewhere();

private:
    const superoffice::CodeFlow m_flow{};
    const SignInProof m_proof{"st4te",
                              Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
                              QUrl(u"http://127.0.0.1:81/callback"_s)};
};

void tst_BrowserSignIn::asksTheVendorWhere_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("site");
    QTest::newRow("online") << kOnline << kOnline;
    QTest::newRow("a numbered site") << u"https://online7.superoffice.com/Cust1"_s << kOnline;
    QTest::newRow("sod") << u"https://sod.superoffice.com"_s << u"https://sod.superoffice.com"_s;
}

void tst_BrowserSignIn::asksTheVendorWhere()
{
    QFETCH(QString, baseUrl);
    QFETCH(QString, site);

    const auto request = m_flow.site(accessOf(baseUrl, {}));

    QVERIFY(request);
    QCOMPARE(request->method, "GET"_ba);
    QCOMPARE(request->url.toString(), site + u"/login/.well-known/openid-configuration"_s);
    QVERIFY(request->body.isEmpty());
    QCOMPARE(request->headers.size(), 1); // and no credential
}

void tst_BrowserSignIn::makesThePageAndTheTokensRequest()
{
    const Access access = accessOf(kOnline, {{u"tenant"_s, u"Cust1"_s}});
    const SignInSite site{QUrl(kOnline + u"/login/common/oauth/authorize"_s),
                          QUrl(kOnline + u"/login/common/oauth/tokens"_s)};

    const QUrl page = m_flow.page(access, site, m_proof);
    const Request request = m_flow.redeem(access, site, m_proof, Secret("c/de"));

    // The challenge is that of RFC 7636, appendix B.
    QCOMPARE(page.toEncoded(),
             "https://online.superoffice.com/login/common/oauth/authorize?client_id=m%20e&scope=openid"
             "&redirect_uri=http%3A%2F%2F127.0.0.1%3A81%2Fcallback&state=st4te&response_type=code"
             "&acr_values=tenant%3ACust1&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
             "&code_challenge_method=S256"_ba);
    QCOMPARE(request.method, "POST"_ba);
    QCOMPARE(request.url, site.tokens);
    QCOMPARE(request.body,
             "grant_type=authorization_code&client_id=m%20e&client_secret=s3cr%2Bt&code=c%2Fde"
             "&redirect_uri=http%3A%2F%2F127.0.0.1%3A81%2Fcallback"
             "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_ba);
    QVERIFY(!m_flow.page(accessOf(kOnline, {}), site, m_proof).toEncoded().contains("acr_values"));
}

void tst_BrowserSignIn::takesNoPlaceElsewhere_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("page");
    QTest::addColumn<Reason>("reason"); // Unspecified: it is taken
    const QString own = u"http://127.0.0.1:8080"_s;
    QTest::newRow("the vendor's") << kOnline << kOnline + u"/login/a"_s << Reason::Unspecified;
    QTest::newRow("of its domain") << kOnline << u"https://id.superoffice.com/a"_s << Reason::Unspecified;
    QTest::newRow("on this computer") << own << u"http://127.0.0.1:8081/a"_s << Reason::Unspecified;
    QTest::newRow("another's") << kOnline << u"https://superoffice.example/a"_s << Reason::RemoteRedirected;
    QTest::newRow("a name that ends so")
        << kOnline << u"https://evil-superoffice.com/a"_s << Reason::RemoteRedirected;
    QTest::newRow("in clear") << kOnline << u"http://online.superoffice.com/a"_s << Reason::RemoteRedirected;
    QTest::newRow("this computer for the vendor")
        << kOnline << u"http://127.0.0.1/a"_s << Reason::RemoteRedirected;
    QTest::newRow("in clear, of one's own")
        << u"http://crm.example.com"_s << u"http://crm.example.com/a"_s << Reason::RemoteRedirected;
    QTest::newRow("no address") << kOnline << u"/login/a"_s << Reason::ReplyWrongType;
    QTest::newRow("with a password") << kOnline << u"https://a:b@online.superoffice.com/a"_s
                                     << Reason::ReplyWrongType;
    QTest::newRow("nothing") << kOnline << QString() << Reason::ReplyWrongType;
}

void tst_BrowserSignIn::takesNoPlaceElsewhere()
{
    QFETCH(QString, baseUrl);
    QFETCH(QString, page);
    QFETCH(Reason, reason);
    const Access access = accessOf(baseUrl, {});
    const QString well = baseUrl + u"/tokens"_s;
    const auto read = [&](const QString &first, const QString &second) {
        return m_flow.readSite(
            access, {200, {}, jsonOf({{u"authorization_endpoint"_s, first}, {u"token_endpoint"_s, second}})});
    };

    if (reason == Reason::Unspecified) {
        const auto site = read(page, page);
        QVERIFY(site);
        QCOMPARE(site->page, QUrl(page));
        QCOMPARE(site->tokens, QUrl(page));
        return;
    }
    const auto asPage = read(page, well);
    const auto asTokens = read(kOnline == baseUrl ? well : page, page);
    QVERIFY(!asPage && !asTokens);
    QCOMPARE(asPage.error().reason, reason);
    QCOMPARE(asTokens.error().reason, reason);
}

void tst_BrowserSignIn::believesNoPlaceOfARefusal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("not allowed") << 403 << Reason::RemoteForbidden;
    QTest::newRow("not there") << 404 << Reason::RemoteStatus;
    QTest::newRow("too busy") << 503 << Reason::RemoteCrash;
}

void tst_BrowserSignIn::believesNoPlaceOfARefusal()
{
    QFETCH(int, status);
    const QByteArray body = jsonOf({{u"authorization_endpoint"_s, kOnline}, {u"token_endpoint"_s, kOnline}});

    const auto site = m_flow.readSite(accessOf(kOnline, {}), {status, {}, body});

    QVERIFY(m_flow.readSite(accessOf(kOnline, {}), {200, {}, body}));
    QVERIFY(!site);
    QTEST(site.error().reason, "reason");
    QCOMPARE(site.error().httpStatus, status);
}

void tst_BrowserSignIn::comesBackToThisComputerAlone_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("url"); // empty: it is refused
    QTest::newRow("nothing") << QString() << u"http://127.0.0.1/callback"_s;
    QTest::newRow("a port and a path") << u"http://127.0.0.1:8400/so"_s << u"http://127.0.0.1:8400/so"_s;
    QTest::newRow("by the newer protocol") << u"http://[::1]:8400/so"_s << u"http://[::1]:8400/so"_s;
    QTest::newRow("by its name") << u"http://localhost/so"_s << u"http://localhost/so"_s;
    QTest::newRow("elsewhere") << u"http://app.example/so"_s << QString();
    QTest::newRow("on every interface") << u"http://0.0.0.0:8400/so"_s << QString();
    QTest::newRow("by TLS") << u"https://127.0.0.1:8400/so"_s << QString();
    QTest::newRow("with a query") << u"http://127.0.0.1:8400/so?a=b"_s << QString();
}

void tst_BrowserSignIn::comesBackToThisComputerAlone()
{
    QFETCH(QString, given);
    QFETCH(QString, url);

    const auto back = m_flow.comesBackTo(accessOf(kOnline, {{u"redirect_uri"_s, given}}).connection);

    QCOMPARE(back ? back->toString() : QString(), url);
    if (!back)
        QCOMPARE(back.error().field, u"redirect_uri"_s);
}

void tst_BrowserSignIn::saysWhatTheAccountLacks()
{
    Access access = accessOf(kOnline, {});
    access.secrets.clear();
    QCOMPARE(m_flow.site(access).error().field, u"client_secret"_s);
    QCOMPARE(m_flow.site(access).error().reason, Reason::SecretMissing);
    access.connection.settings.remove(u"client_id"_s);
    QCOMPARE(m_flow.site(access).error().field, u"client_id"_s);
}

void tst_BrowserSignIn::keepsWhatTheBrowserBrings()
{
    BrowserRig rig;
    ScriptedServer &vendor = rig.rig.server;
    vendor.script(siteAnswer(vendor));
    const auto page = rig.begin();
    QVERIFY(page);
    QVERIFY(page->url.toString().startsWith(vendor.url(u"/authorize?"_s).toString()));
    QVERIFY(vendor.requests().constFirst().startsWith("GET /auth/login/.well-known/openid-configuration "));

    vendor.script(codeAnswer(vendor.url(u"/Cust1/api"_s)));
    vendor.script(answer(200, R"({"access_token": "8A:second", "expires_in": 3600})"));
    vendor.script(answer(200, "[]"));
    vendor.script(answer(200, "{}"));
    const auto shown = rig.browse(BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}}));
    QVERIFY(shown);
    QCOMPARE(shown->status, 200);
    QVERIFY2(shown->body.contains("You can close this page"), shown->body);
    QVERIFY(!shown->body.contains(QByteArray(kCode.data())));
    QCOMPARE(valueOf(shown->headers, "Referrer-Policy"), std::optional("no-referrer"_ba));
    QVERIFY(RemoteRig::wait(page->signedIn));

    const auto account = rig.rig.connections->account(u"account"_s);
    QVERIFY(account->secrets.value(u"refresh_token"_s).isSet);
    QVERIFY(!rig.rig.keychain.entries.key(kRefresh.data()).isEmpty());
    QVERIFY(!rig.isInProfile(kRefresh.data()));
    QVERIFY(!rig.isInProfile(kCode.data()));
    QVERIFY(!rig.isInProfile("8A:first"));
    QCOMPARE(rig.rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Ready);
    // What was sent: the code with its verifier, then the account's own sign-in by what is kept.
    const QByteArray redeemed = vendor.requests().at(1);
    QVERIFY(redeemed.startsWith("POST /tokens "));
    const QUrlQuery form(QString::fromLatin1(redeemed.sliced(redeemed.indexOf("\r\n\r\n") + 4)));
    QCOMPARE(form.queryItemValue(u"code"_s), QString(kCode));
    const QByteArray verifier = form.queryItemValue(u"code_verifier"_s).toLatin1();
    QVERIFY(verifier.size() >= 43);
    const QByteArray challenge
        = QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    QCOMPARE(QUrlQuery(page->url).queryItemValue(u"code_challenge"_s), QString::fromLatin1(challenge));
    QVERIFY(vendor.requests().at(2).endsWith(QByteArray("refresh_token=") + kRefresh.data()));
    QVERIFY(vendor.requests().at(3).contains("Authorization: Bearer 8A:second\r\n"));
}

void tst_BrowserSignIn::makesAnotherProofEachTime()
{
    BrowserRig rig;
    QStringList states;
    QStringList challenges;
    for (int i = 0; i < 2; ++i) {
        rig.rig.server.script(siteAnswer(rig.rig.server));
        const auto page = rig.begin();
        QVERIFY(page);
        states << QUrlQuery(page->url).queryItemValue(u"state"_s);
        challenges << QUrlQuery(page->url).queryItemValue(u"code_challenge"_s);
    }

    QVERIFY(states[0].size() >= 43 && states[0] != states[1]);
    QVERIFY(challenges[0] != challenges[1]);
}

void tst_BrowserSignIn::listensWhereTheAppIsRegistered()
{
    BrowserRig rig({{u"redirect_uri"_s, u"http://127.0.0.1/my-app/back"_s}});
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto page = rig.begin();
    QVERIFY(page);

    const QUrl back = BrowserRig::returnOf(*page, {{u"error"_s, u"access_denied"_s}});

    QCOMPARE(back.path(), u"/my-app/back"_s);
    QVERIFY(back.port() > 0);
    QVERIFY(rig.browse(back));
    QVERIFY(!RemoteRig::wait(page->signedIn));
}

void tst_BrowserSignIn::goesOnWaitingAfterWhatIsNotIts_data()
{
    QTest::addColumn<QString>("path"); // empty: the right one
    QTest::addColumn<QString>("state"); // empty: the right one
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("another state") << QString() << u"x"_s << QString(kCode) << 400;
    QTest::newRow("another path") << u"/favicon.ico"_s << QString() << QString(kCode) << 404;
    QTest::newRow("no code") << QString() << QString() << QString() << 400;
}

void tst_BrowserSignIn::goesOnWaitingAfterWhatIsNotIts()
{
    QFETCH(QString, path);
    QFETCH(QString, state);
    QFETCH(QString, code);
    QFETCH(int, status);
    BrowserRig rig;
    ScriptedServer &vendor = rig.rig.server;
    vendor.script(siteAnswer(vendor));
    const auto page = rig.begin();
    QVERIFY(page);
    QList<std::pair<QString, QString>> given{{u"code"_s, code}};
    if (!state.isEmpty())
        given.append({u"state"_s, state});
    QUrl wrong = BrowserRig::returnOf(*page, given);
    if (!path.isEmpty())
        wrong.setPath(path);

    const auto refused = rig.browse(wrong);

    QVERIFY(refused);
    QCOMPARE(refused->status, status);
    QVERIFY(!page->signedIn.isFinished());
    QCOMPARE(vendor.requests().size(), 1);
    vendor.script(codeAnswer(vendor.url(u"/Cust1/api"_s)));
    vendor.script(answer(200, R"({"access_token": "8A:second"})"));
    vendor.script(answer(200, "[]"));
    vendor.script(answer(200, "{}"));
    QCOMPARE(rig.browse(BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}}))->status, 200);
    QVERIFY(RemoteRig::wait(page->signedIn));
}

// Of a code that comes twice a vendor takes the tokens back.
void tst_BrowserSignIn::redeemsItsCodeOnce()
{
    BrowserRig rig;
    ScriptedServer &vendor = rig.rig.server;
    vendor.script(siteAnswer(vendor));
    const auto page = rig.begin();
    QVERIFY(page);
    const QUrl back = BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}});
    vendor.script(codeAnswer(vendor.url(u"/Cust1/api"_s)));
    vendor.script(answer(200, R"({"access_token": "8A:second"})"));
    vendor.script(answer(200, "[]"));
    vendor.script(answer(200, "{}"));
    vendor.hold();
    const auto first = rig.rig.client.send({"GET", back, {}, {}, Effect::Read});
    QTRY_COMPARE(vendor.requests().size(), 2);

    const auto again = rig.browse(back);

    QVERIFY(again);
    QCOMPARE(again->status, 400);
    vendor.release();
    QCOMPARE(RemoteRig::wait(first)->status, 200);
    QVERIFY(RemoteRig::wait(page->signedIn));
    QCOMPARE(rig.rig.asked("POST /tokens "), 1);
}

void tst_BrowserSignIn::saysWhatTheVendorRefuses()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto page = rig.begin();
    QVERIFY(page);
    QUrl back = BrowserRig::returnOf(*page, {{u"error"_s, u"access_denied"_s}});
    back.setQuery(back.query() + u"&error_description=no+user+of+%3Cb%3Ethis%3C/b%3E+tenant"_s);

    const auto shown = rig.browse(back);
    const auto signedIn = RemoteRig::wait(page->signedIn);

    QVERIFY(shown);
    QVERIFY2(shown->body.contains("no user of &lt;b&gt;this"), shown->body);
    QVERIFY(!signedIn);
    QCOMPARE(signedIn.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(signedIn.error().reason, Reason::RemoteSignInRefused);
    QCOMPARE(signedIn.error().remoteStatus, u"access_denied"_s);
    QCOMPARE(signedIn.error().detail, u"no user of <b>this</b> tenant"_s);
    QCOMPARE(rig.rig.server.requests().size(), 1);
    QVERIFY(!rig.rig.connections->account(u"account"_s)->secrets.value(u"refresh_token"_s).isSet);
}

void tst_BrowserSignIn::goesNowhereElse()
{
    BrowserRig rig;
    rig.rig.server.script(
        siteAnswer(u"http://127.0.0.2/authorize"_s, rig.rig.server.url(u"/t"_s).toString()));

    const auto page = rig.begin();

    QVERIFY(!page);
    QCOMPARE(page.error().reason, Reason::RemoteRedirected);
    QCOMPARE(page.error().subject, u"127.0.0.2"_s);
}

void tst_BrowserSignIn::saysThatTheCodeIsNotTaken()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto page = rig.begin();
    QVERIFY(page);
    rig.rig.server.script(
        answer(400, R"({"error": "invalid_grant", "error_description": "c0de-of-the-browser is used"})"));

    const auto shown = rig.browse(BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}}));
    const auto signedIn = RemoteRig::wait(page->signedIn);

    QVERIFY(shown);
    QVERIFY2(shown->body.contains("not signed in"), shown->body);
    QVERIFY(!shown->body.contains(QByteArray(kCode.data())));
    QVERIFY(!signedIn);
    QCOMPARE(signedIn.error().reason, Reason::RemoteSignInRefused);
    QCOMPARE(signedIn.error().remoteStatus, u"invalid_grant"_s);
    QVERIFY(signedIn.error().field.isEmpty() && signedIn.error().detail.isEmpty());
    QVERIFY(rig.rig.keychain.entries.key(kRefresh.data()).isEmpty());
}

void tst_BrowserSignIn::keepsNothingOfAnotherTenant()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto page = rig.begin();
    QVERIFY(page);
    rig.rig.server.script(codeAnswer(rig.rig.server.url(u"/Cust2/api"_s)));

    QVERIFY(rig.browse(BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}})));
    const auto signedIn = RemoteRig::wait(page->signedIn);

    QVERIFY(!signedIn);
    QCOMPARE(signedIn.error().reason, Reason::RemoteRedirected);
    QVERIFY(rig.rig.keychain.entries.key(kRefresh.data()).isEmpty());
}

void tst_BrowserSignIn::keepsNothingInTheClearWhileTheKeychainIsLocked()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto page = rig.begin();
    QVERIFY(page);
    rig.rig.server.script(codeAnswer(rig.rig.server.url(u"/Cust1/api"_s)));
    rig.rig.keychain.fault = secrets::test::keychainLocked();

    const auto shown = rig.browse(BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}}));
    const auto signedIn = RemoteRig::wait(page->signedIn);

    QVERIFY(shown);
    QVERIFY2(shown->body.contains("not signed in"), shown->body);
    QVERIFY(!signedIn);
    QCOMPARE(signedIn.error().reason, Reason::KeychainLocked);
    QVERIFY(!rig.isInProfile(kRefresh.data()));
}

void tst_BrowserSignIn::endsWhenItIsStopped()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto page = rig.begin();
    QVERIFY(page);
    const QUrl back = BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}});

    rig.stop.request_stop();
    const auto signedIn = RemoteRig::wait(page->signedIn);

    QVERIFY(!signedIn);
    QCOMPARE(signedIn.error().kind, ErrorKind::Cancelled);
    QVERIFY(!rig.browse(back)); // nobody listens any more
    QCOMPARE(rig.rig.server.requests().size(), 1);
}

void tst_BrowserSignIn::endsWhenItIsStoppedBeforeThereIsAPage()
{
    BrowserRig rig;
    rig.rig.server.hold();
    const auto page = rig.rig.connections->signInByBrowser(u"account"_s, rig.stop.get_token());
    QTRY_COMPARE(rig.rig.server.requests().size(), 1);

    rig.stop.request_stop();

    QCOMPARE(RemoteRig::wait(page).error().kind, ErrorKind::Cancelled);
}

void tst_BrowserSignIn::endsWithItsAccount()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto page = rig.begin();
    QVERIFY(page);

    QVERIFY(RemoteRig::wait(rig.rig.connections->remove(u"account"_s)));

    QCOMPARE(RemoteRig::wait(page->signedIn).error().kind, ErrorKind::Cancelled);
    QVERIFY(!rig.browse(BrowserRig::returnOf(*page, {{u"code"_s, QString(kCode)}})));
}

void tst_BrowserSignIn::endsWhenNobodyComesBack()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    QObject account;
    const Registry &registry = Registry::builtIn();

    const auto page = RemoteRig::wait(BrowserSignIn::begin(
        {*registry.find(u"superoffice"_s), rig.rig.client, rig.rig.credentials, rig.rig.clock, 20ms},
        *rig.rig.connections->account(u"account"_s),
        {},
        account));
    QVERIFY(page);

    QCOMPARE(RemoteRig::wait(page->signedIn).error().reason, Reason::SignInTimedOut);
    QTRY_VERIFY(account.children().isEmpty());
}

void tst_BrowserSignIn::endsWithTheNextOne()
{
    BrowserRig rig;
    rig.rig.server.script(siteAnswer(rig.rig.server));
    rig.rig.server.script(siteAnswer(rig.rig.server));
    const auto former = rig.begin();
    QVERIFY(former);

    const auto next = rig.begin();

    QVERIFY(next);
    QCOMPARE(RemoteRig::wait(former->signedIn).error().kind, ErrorKind::Cancelled);
    QVERIFY(!next->signedIn.isFinished());
}

void tst_BrowserSignIn::saysThatThePortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    BrowserRig rig({{u"redirect_uri"_s, u"http://127.0.0.1:%1/back"_s.arg(other.serverPort())}});
    rig.rig.server.script(siteAnswer(rig.rig.server));

    const auto page = rig.begin();

    QVERIFY(!page);
    QCOMPARE(page.error().reason, Reason::AddressInUse);
}

void tst_BrowserSignIn::knowsNoBrowserElsewhere()
{
    RemoteRig rig;
    rig.addPenguin();
    const auto page = RemoteRig::wait(rig.connections->signInByBrowser(u"account"_s, {}));
    QCOMPARE(page.error().reason, Reason::NotOfThisApi);

    BrowserRig bearer({{u"auth"_s, u"bearer"_s}});
    QCOMPARE(bearer.begin().error().reason, Reason::NotOfThisApi);
    QCOMPARE(RemoteRig::wait(rig.connections->signInByBrowser(u"nobody"_s, {})).error().reason,
             Reason::NoSuchConnection);
}

QTEST_GUILESS_MAIN(tst_BrowserSignIn)
#include "tst_browsersignin.moc"
