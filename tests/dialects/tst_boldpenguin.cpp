// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// hookshot's language: each request as it goes out, each reply and each refusal as it is read.
#include "dialects/boldpenguin/boldpenguin.h"

#include "backend/wording.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;

namespace {

constexpr char kHook[] = R"({
  "id": "e6db9c1a-d15f-4248-81fa-5b61fc321def", "active": false, "confirmed": false, "events": ["*"],
  "config": {"url": "https://chuck-webhook.ngrok.io", "secret": "", "header": "User: Chuck"},
  "owner_id": "46912066-9be9-4a04-97ea-5505a1acde", "tenant_id": "94f43d40-a61c-4d4d-918e-d888aabe906a",
  "created_at": "2020-09-11T14:04:44.053Z", "updated_at": "2020-09-24T13:47:16.856Z"})";

const SubscriberId kId{u"e6db9c1a-d15f-4248-81fa-5b61fc321def"_s};

Access accessWith(const QString &token)
{
    Access access;
    access.connection.name = u"penguin"_s;
    access.connection.kind = u"boldpenguin"_s;
    access.connection.baseUrl = u"https://hookshot-uat.beta.boldpenguin.com"_s;
    access.connection.environment = Environment::Test;
    access.connection.settings = {{u"client_id"_s, u"me"_s}};
    access.secrets[u"client_secret"_s] = Secret("s3cret");
    if (!token.isEmpty())
        access.token = Token{Secret(token.toUtf8()), {}};
    return access;
}

Access access()
{
    return accessWith(u"tok"_s);
}

QJsonObject objectIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

SubscriberDraft edit(const Fields &changes, const Fields &base = {})
{
    SubscriberDraft draft;
    draft.id = kId;
    draft.base = base;
    draft.changes = changes;
    return draft;
}

Response reply(int status, const QByteArray &body)
{
    return {status, {}, body};
}

} // namespace

class tst_BoldPenguin : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatAConnectionNeeds();
    void saysWhatItCan();
    void listsItsMembers();
    void checksAUrlForItsForm();
    void checksAHeaderForItsForm();
    void asksForATokenByForm();
    void asksForATokenByBasic();
    void needsNoSignInWithATokenOfItsOwn();
    void readsAToken();
    void saysWhatARefusedSignInMeans_data();
    void saysWhatARefusedSignInMeans();
    void readsATokenBesideWhatNobodyNeeds();
    void asksAtTheAddressOfItsEnvironment();
    void asksWhereItsPlaceTakesTheToken();
    void saysThatATokenIsMissing();
    void asksForEachRoute();
    void keepsAnIdInOneSegment();
    void sendsOnlyWhatChanged();
    void sendsAnEditByEitherMethod_data();
    void sendsAnEditByEitherMethod();
    void refusesAnotherMethod();
    void sendsEachMemberOfAnEdit_data();
    void sendsEachMemberOfAnEdit();
    void clearsTheHeaderAsItClearsTheSecret();
    void setsAndClearsTheSecret();
    void makesANewHook();
    void needsAUrlForANewHook();
    void refusesAnActiveHookWithoutEvents_data();
    void refusesAnActiveHookWithoutEvents();
    void refusesANewActiveHookWithoutEvents();
    void leavesUnknownEventsToTheServer();
    void refusesAFieldThatIsNone();
    void readsAHookFlat();
    void keepsWhatItDoesNotKnow();
    void saysNothingOfAStateThatWasNotTold();
    void readsEachMemberOfTheReply();
    void namesWhatIsWrongInAReply_data();
    void namesWhatIsWrongInAReply();
    void readsRequestsAsJobs();
    void refusesARequestWithoutAnId();
    void redeliversARequest();
    void readsEachRefusal_data();
    void readsEachRefusal();
    void putsAFindingAtItsField();
    void namesEachKeyOfARefusal_data();
    void namesEachKeyOfARefusal();
    void tellsFindingsInTheOrderOfTheForm();
    void showsNoValueOfACredential_data();
    void showsNoValueOfACredential();
    void findsNothingWhereNothingIsSaid_data();
    void findsNothingWhereNothingIsSaid();

private:
    const BoldPenguin m_dialect{};
};

void tst_BoldPenguin::saysWhatAConnectionNeeds()
{
    const ConnectionKind &kind = m_dialect.kind();

    QCOMPARE(kind.name, u"boldpenguin"_s);
    QCOMPARE(kind.vendor, u"Bold Penguin"_s);
    const QList<VendorPlace> places{
        {Environment::Production, u"production"_s, u"https://hookshot.boldpenguin.com"_s},
        {Environment::Test, u"UAT"_s, u"https://hookshot-uat.beta.boldpenguin.com"_s}};
    QCOMPARE(kind.places, places);
    QStringList settings;
    for (const Field &field : kind.settings)
        settings.append(field.key);
    QCOMPARE(settings, (QStringList{u"client_id"_s, u"auth_url"_s, u"token_request"_s, u"update_method"_s}));
    QCOMPARE(settingOf({}, kind, u"token_request"_s), QJsonValue(u"form"_s));
    QCOMPARE(settingOf({}, kind, u"update_method"_s), QJsonValue(u"PATCH"_s));
    QCOMPARE(kind.settings.back().choices, (QStringList{u"PATCH"_s, u"PUT"_s}));
    QStringList rare; // they stand apart from the basics
    for (const Field &field : kind.settings) {
        if (field.group != FieldGroup::Basics)
            rare.append(field.key);
    }
    QCOMPARE(rare, (QStringList{u"auth_url"_s, u"token_request"_s, u"update_method"_s}));
    QStringList secrets;
    for (const Field &field : kind.secrets) {
        secrets.append(field.key);
        QCOMPARE(field.sensitivity, FieldSensitivity::Secret);
        QVERIFY(!field.isRequired); // one of them is enough
    }
    QCOMPARE(secrets, (QStringList{u"client_secret"_s, u"access_token"_s}));
}

void tst_BoldPenguin::saysWhatItCan()
{
    const BackendInfo info = m_dialect.info(access().connection);

    QCOMPARE(info.connection, u"penguin"_s);
    QCOMPARE(info.kind, u"boldpenguin"_s);
    QCOMPARE(info.environment, Environment::Test);
    QCOMPARE(info.verbs,
             Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber | Verb::DeleteSubscriber
                 | Verb::ListJobs | Verb::Replay | Verb::Test);
    QCOMPARE(info.unconfirmed, Verbs());
    QCOMPARE(info.toStart, (Fields{{u"active"_s, true}}));
    QCOMPARE(info.toStop, (Fields{{u"active"_s, false}}));
    QCOMPARE(
        info.knownEvents,
        (QStringList{u"*"_s, u"question_set"_s, u"quote_request"_s, u"carrier"_s, u"application_form"_s}));
    QVERIFY(info.knownStatuses.isEmpty());
    QCOMPARE(info.filterStates, (QList<JobState>{JobState::Delivered, JobState::Failed, JobState::Unknown}));
    QCOMPARE(info.jobSorts,
             (QList<JobSort>{JobSort::Created, JobSort::StatusCode, JobSort::EventType, JobSort::LastSent}));
    QCOMPARE(info.mostActive, 10);
    QVERIFY(!info.tellsConflicts);
    QVERIFY(!info.savingCallsTarget);
    QVERIFY(m_dialect.listsJobsBySubscriber());
    QVERIFY(!m_dialect.rate()); // none is documented
}

void tst_BoldPenguin::listsItsMembers()
{
    const std::vector<Field> fields = m_dialect.info(access().connection).subscriberFields;

    QStringList keys;
    QStringList required;
    QStringList withCredentials;
    for (const Field &field : fields) {
        keys.append(field.key);
        if (field.isRequired)
            required.append(field.key);
        if (field.sensitivity == FieldSensitivity::MayHoldCredentials)
            withCredentials.append(field.key);
    }
    QCOMPARE(keys, (QStringList{u"url"_s, u"active"_s, u"events"_s, u"header"_s, u"secret"_s}));
    QCOMPARE(required, QStringList{u"url"_s});
    QCOMPARE(withCredentials, (QStringList{u"url"_s, u"header"_s}));
    QCOMPARE(fields.back().kind, FieldKind::Secret);
    QCOMPARE(fields.at(1).initial, QJsonValue(false));
}

void tst_BoldPenguin::checksAUrlForItsForm()
{
    const std::vector<Field> fields = m_dialect.info(access().connection).subscriberFields;
    const auto url = std::ranges::find(fields, u"url"_s, &Field::key);

    QVERIFY(url != fields.end());
    QVERIFY(!check(*url, u"https://a.example/in"_s));
    for (const QString &wrong : {u"ftp://a.example/in"_s, u"https://me:pw@a.example/in"_s})
        QVERIFY2(check(*url, wrong), qPrintable(wrong));
}

void tst_BoldPenguin::checksAHeaderForItsForm()
{
    const std::vector<Field> fields = m_dialect.info(access().connection).subscriberFields;
    const auto header = std::ranges::find(fields, u"header"_s, &Field::key);

    QVERIFY(header != fields.end());
    QCOMPARE(header->rule, FieldRule::HeaderLine);
    QVERIFY(!check(*header, u"X-Team: quotes"_s));
    QVERIFY(!check(*header, u""_s));
    QVERIFY(check(*header, u"no colon"_s));
}

void tst_BoldPenguin::asksForATokenByForm()
{
    const auto request = m_dialect.signIn(accessWith({}));

    QVERIFY(request);
    QCOMPARE(request->method, "POST");
    QCOMPARE(request->effect, Effect::Read);
    QCOMPARE(request->url, QUrl(u"https://boldpenguin-auth-uat.beta.boldpenguin.com/auth/token"_s));
    QVERIFY(valueOf(request->headers, "Content-Type")->startsWith("multipart/form-data; boundary="));
    QVERIFY(!valueOf(request->headers, "Authorization"));
    const QByteArray boundary = valueOf(request->headers, "Content-Type")->mid(30);
    QCOMPARE(request->body.count("--" + boundary), 4);
    QVERIFY(request->body.contains("name=\"grant_type\"\r\n\r\nclient_credentials\r\n"));
    QVERIFY(request->body.contains("name=\"client_id\"\r\n\r\nme\r\n"));
    QVERIFY(request->body.contains("name=\"client_secret\"\r\n\r\ns3cret\r\n"));
    QVERIFY(request->body.endsWith("--\r\n"));
}

void tst_BoldPenguin::asksForATokenByBasic()
{
    Access basic = accessWith({});
    basic.connection.settings.insert(u"token_request"_s, u"basic"_s);

    const auto request = m_dialect.signIn(basic);

    QVERIFY(request);
    QCOMPARE(request->url.query(), u"grant_type=client_credentials"_s);
    QCOMPARE(valueOf(request->headers, "Authorization"), "Basic " + QByteArray("me:s3cret").toBase64());
    QVERIFY(request->body.isEmpty());
}

void tst_BoldPenguin::needsNoSignInWithATokenOfItsOwn()
{
    Access own = accessWith({});
    own.secrets[u"access_token"_s] = Secret("mine");

    QVERIFY(!m_dialect.signIn(own));
    QCOMPARE(valueOf(m_dialect.check(own)->headers, "Authorization"), "Bearer mine");
}

void tst_BoldPenguin::readsAToken()
{
    const Instant now = fromMillis(1'000'000);

    const auto token = m_dialect.readToken(
        reply(200, R"({"access_token":"abc","token_type":"bearer","expires_in":43200,"scope":""})"), now);
    const auto refused = m_dialect.readToken(reply(401, "{}"), now);
    const auto empty = m_dialect.readToken(reply(200, "{}"), now);

    QVERIFY(token);
    QCOMPARE(token->value.reveal(), "abc");
    QCOMPARE(token->until, now + std::chrono::hours(12));
    QCOMPARE(refused.error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(refused.error().field, u"client_secret"_s);
    QCOMPARE(empty.error().reason, Reason::ReplyWrongType);
}

void tst_BoldPenguin::saysWhatARefusedSignInMeans_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("field");
    const QString secret = u"client_secret"_s;

    for (const int status : {400, 401, 422})
        QTest::addRow("%d", status) << status << ErrorKind::NotAuthorised << Reason::RemoteTokenInvalid
                                    << secret;
    QTest::newRow("403") << 403 << ErrorKind::NotAuthorised << Reason::RemoteForbidden << secret;
    QTest::newRow("404") << 404 << ErrorKind::Failed << Reason::RemoteStatus << u"auth_url"_s;
    QTest::newRow("429") << 429 << ErrorKind::Unreachable << Reason::RemoteRateLimited << QString();
    QTest::newRow("500") << 500 << ErrorKind::Failed << Reason::RemoteCrash << QString();
}

void tst_BoldPenguin::saysWhatARefusedSignInMeans()
{
    QFETCH(int, status);

    const auto token
        = m_dialect.readToken(reply(status, R"({"client_secret": ["s3cret is wrong"]})"), fromMillis(0));

    QVERIFY(!token);
    QTEST(token.error().kind, "kind");
    QTEST(token.error().reason, "reason");
    QTEST(token.error().field, "field");
    QCOMPARE(token.error().httpStatus, status);
    QVERIFY(token.error().findings.isEmpty() && token.error().detail.isEmpty()); // it may be quoted there
}

void tst_BoldPenguin::readsATokenBesideWhatNobodyNeeds()
{
    const auto token = m_dialect.readToken(
        reply(200, R"({"access_token":"abc","token_type":"bearer","expires_in":43200,"refresh_token":"unused",
            "scope":"","uid":"46912066-9be9-4a04-97ea-5505a1acde",
            "info":{"name":"Ann","email":null,"first_name":"Ann","last_name":"Lee"},
            "extra":{"raw_info":{"user_id":1,"tenant_id":2,"tenant_name":"T","tenant_subdomain":"t",
                                 "permissions":["hooks"]}}})"),
        fromMillis(0));
    const auto bare = m_dialect.readToken(
        reply(200, R"({"access_token":"abc","uid":null,"info":[],"extra":"odd"})"), fromMillis(0));

    QVERIFY(token && bare);
    QCOMPARE(token->value.reveal(), "abc");
    QCOMPARE(token->until, fromMillis(43'200'000));
    QCOMPARE(bare->value.reveal(), "abc");
    QVERIFY(!bare->until);
}

void tst_BoldPenguin::asksAtTheAddressOfItsEnvironment()
{
    Access production = accessWith({});
    production.connection.baseUrl = u"https://hooks.example"_s;
    production.connection.environment = Environment::Production;
    Access test = production;
    test.connection.environment = Environment::Test;
    Access own = accessWith({});
    own.connection.settings.insert(u"auth_url"_s, u"https://auth.example/token"_s);

    QCOMPARE(m_dialect.signIn(production)->url,
             QUrl(u"https://boldpenguin-auth.boldpenguin.com/auth/token"_s));
    QCOMPARE(m_dialect.signIn(test)->url,
             QUrl(u"https://boldpenguin-auth-uat.beta.boldpenguin.com/auth/token"_s));
    QCOMPARE(m_dialect.signIn(own)->url, QUrl(u"https://auth.example/token"_s));
}

// A token of the one is none of the other's.
void tst_BoldPenguin::asksWhereItsPlaceTakesTheToken()
{
    Access test = accessWith({});
    test.connection.environment = Environment::Production;
    Access production = accessWith({});
    production.connection.baseUrl = u"https://HOOKSHOT.boldpenguin.com:443"_s;

    QCOMPARE(m_dialect.signIn(test)->url,
             QUrl(u"https://boldpenguin-auth-uat.beta.boldpenguin.com/auth/token"_s));
    QCOMPARE(m_dialect.signIn(production)->url,
             QUrl(u"https://boldpenguin-auth.boldpenguin.com/auth/token"_s));
}

void tst_BoldPenguin::saysThatATokenIsMissing()
{
    const auto request = m_dialect.check(accessWith({}));

    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(request.error().field, u"access_token"_s);
}

void tst_BoldPenguin::asksForEachRoute()
{
    const auto line = [](const Result<Request> &request) {
        return request->method + ' '
            + request->url.toEncoded().replace("https://hookshot-uat.beta.boldpenguin.com", "")
            + (request->effect == Effect::Write ? " writes" : "");
    };
    const QByteArray hook = "/hooks/" + kId.value.toLatin1();

    QCOMPARE(line(m_dialect.check(access())), "GET /hooks");
    QCOMPARE(line(m_dialect.listSubscribers(access())), "GET /hooks");
    QCOMPARE(line(m_dialect.showSubscriber(access(), kId)), "GET " + hook);
    QCOMPARE(line(m_dialect.removeSubscriber(access(), kId)), "DELETE " + hook + " writes");
    QCOMPARE(line(m_dialect.listJobs(access(), {}, kId)), "GET " + hook + "/requests");
    QCOMPARE(line(m_dialect.replay(access(), {kId.value + u"/r1"_s})),
             "POST " + hook + "/requests/r1/redeliver writes");
    QCOMPARE(valueOf(m_dialect.showSubscriber(access(), kId)->headers, "Authorization"), "Bearer tok");
}

void tst_BoldPenguin::keepsAnIdInOneSegment()
{
    const auto request = m_dialect.removeSubscriber(access(), {u"../hooks?x#y"_s});

    QCOMPARE(request->url.toEncoded(), "https://hookshot-uat.beta.boldpenguin.com/hooks/..%2Fhooks%3Fx%23y");
}

void tst_BoldPenguin::sendsOnlyWhatChanged()
{
    const auto request = m_dialect.saveSubscriber(
        access(), edit({{u"active"_s, false}}, {{u"url"_s, u"https://a.example"_s}, {u"active"_s, true}}));

    QVERIFY(request);
    QCOMPARE(request->method, "PATCH");
    QCOMPARE(request->effect, Effect::Write);
    QCOMPARE(request->body, R"({"active":false})");
    QCOMPARE(valueOf(request->headers, "Content-Type"), "application/json");
}

void tst_BoldPenguin::sendsAnEditByEitherMethod_data()
{
    QTest::addColumn<QJsonValue>("setting");
    QTest::addColumn<QByteArray>("method");
    QTest::newRow("unset") << QJsonValue(QJsonValue::Undefined) << "PATCH"_ba;
    QTest::newRow("PATCH") << QJsonValue(u"PATCH"_s) << "PATCH"_ba;
    QTest::newRow("PUT") << QJsonValue(u"PUT"_s) << "PUT"_ba;
    QTest::newRow("put") << QJsonValue(u"put"_s) << "PUT"_ba;
}

// Both are partial: what is sent is the same.
void tst_BoldPenguin::sendsAnEditByEitherMethod()
{
    QFETCH(QJsonValue, setting);
    Access set = access();
    if (!setting.isUndefined())
        set.connection.settings.insert(u"update_method"_s, setting);
    SubscriberDraft draft;
    draft.changes = {{u"url"_s, u"https://a.example"_s}};

    const auto request = m_dialect.saveSubscriber(
        set, edit({{u"active"_s, false}}, {{u"url"_s, u"https://a.example"_s}, {u"active"_s, true}}));
    const auto made = m_dialect.saveSubscriber(set, draft);

    QVERIFY(request && made);
    QTEST(request->method, "method");
    QCOMPARE(request->url.path(), u"/hooks/"_s + kId.value);
    QCOMPARE(request->effect, Effect::Write);
    QCOMPARE(request->body, R"({"active":false})");
    QCOMPARE(made->method, "POST");
}

void tst_BoldPenguin::refusesAnotherMethod()
{
    Access odd = access();
    odd.connection.settings.insert(u"update_method"_s, u"DELETE"_s);

    const auto request = m_dialect.saveSubscriber(odd, edit({{u"active"_s, false}}));

    QVERIFY(!request);
    QCOMPARE(request.error(), invalid(Reason::UnknownChoice, u"update_method"_s, u"DELETE"_s));
}

void tst_BoldPenguin::sendsEachMemberOfAnEdit_data()
{
    QTest::addColumn<Fields>("changes");
    const auto row = [](const char *name, const QString &key, const QJsonValue &value) {
        QTest::newRow(name) << Fields{{key, value}};
    };
    row("events", u"events"_s, QJsonArray{u"quote_request"_s, u"carrier:created"_s});
    row("all events", u"events"_s, QJsonArray{u"*"_s});
    row("no events", u"events"_s, QJsonArray{});
    row("header", u"header"_s, u"X-Team: quotes"_s);
    row("header emptied", u"header"_s, u""_s);
    row("url", u"url"_s, u"https://b.example/in"_s);
    row("stopped", u"active"_s, false);
    row("started", u"active"_s, true);
}

void tst_BoldPenguin::sendsEachMemberOfAnEdit()
{
    QFETCH(Fields, changes);
    const Fields base{{u"url"_s, u"https://a.example"_s},
                      {u"active"_s, false},
                      {u"events"_s, QJsonArray{u"carrier"_s}},
                      {u"header"_s, u"User: Chuck"_s}};

    const auto request = m_dialect.saveSubscriber(access(), edit(changes, base));

    QVERIFY(request);
    QCOMPARE(objectIn(request->body), changes);
}

void tst_BoldPenguin::clearsTheHeaderAsItClearsTheSecret()
{
    const auto request = m_dialect.saveSubscriber(access(), edit({{u"header"_s, QJsonValue()}}));

    QVERIFY(request);
    QCOMPARE(request->body, R"({"header":""})");
}

void tst_BoldPenguin::setsAndClearsTheSecret()
{
    SubscriberDraft set = edit({});
    set.secrets[u"secret"_s] = {SecretEdit::Action::Set, Secret("new"), {}};
    SubscriberDraft clear = edit({});
    clear.secrets[u"secret"_s] = {SecretEdit::Action::Clear, {}, {}};

    QCOMPARE(m_dialect.saveSubscriber(access(), set)->body, R"({"secret":"new"})");
    QCOMPARE(m_dialect.saveSubscriber(access(), clear)->body, R"({"secret":""})");
}

void tst_BoldPenguin::makesANewHook()
{
    SubscriberDraft draft;
    draft.changes = {{u"url"_s, u"https://a.example/in"_s},
                     {u"active"_s, true},
                     {u"events"_s, QJsonArray{u"quote_request"_s}},
                     {u"header"_s, u"X-Key: 1"_s}};

    const auto request = m_dialect.saveSubscriber(access(), draft);

    QVERIFY(request);
    QCOMPARE(request->method, "POST");
    QCOMPARE(request->url.path(), u"/hooks"_s);
    QCOMPARE(objectIn(request->body), draft.changes);
}

void tst_BoldPenguin::needsAUrlForANewHook()
{
    SubscriberDraft draft;
    for (const QJsonValue &none : {QJsonValue(QJsonValue::Undefined), QJsonValue(), QJsonValue(u""_s)}) {
        draft.changes = {{u"active"_s, false}};
        if (!none.isUndefined())
            draft.changes.insert(u"url"_s, none);
        const auto request = m_dialect.saveSubscriber(access(), draft);
        QVERIFY(!request);
        QCOMPARE(request.error(), invalid(Reason::Required, u"url"_s));
    }

    draft.changes = {{u"url"_s, u"https://a.example"_s}};
    QCOMPARE(m_dialect.saveSubscriber(access(), draft)->body, R"({"url":"https://a.example"})");
}

void tst_BoldPenguin::refusesAnActiveHookWithoutEvents_data()
{
    QTest::addColumn<Fields>("changes");
    QTest::addColumn<Fields>("base");
    const QJsonArray none;
    QTest::newRow("started") << Fields{{u"active"_s, true}}
                             << Fields{{u"events"_s, none}, {u"active"_s, false}};
    QTest::newRow("emptied") << Fields{{u"events"_s, none}}
                             << Fields{{u"events"_s, QJsonArray{u"*"_s}}, {u"active"_s, true}};
}

void tst_BoldPenguin::refusesAnActiveHookWithoutEvents()
{
    QFETCH(Fields, changes);
    QFETCH(Fields, base);

    const auto request = m_dialect.saveSubscriber(access(), edit(changes, base));

    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(request.error().field, u"events"_s);
    // What was odd before doesn't keep one from renaming it.
    QVERIFY(m_dialect.saveSubscriber(
        access(), edit({{u"header"_s, u"A: b"_s}}, {{u"events"_s, QJsonArray{}}, {u"active"_s, true}})));
}

void tst_BoldPenguin::refusesANewActiveHookWithoutEvents()
{
    SubscriberDraft draft;
    draft.changes = {{u"url"_s, u"https://a.example"_s}, {u"active"_s, true}};

    const auto request = m_dialect.saveSubscriber(access(), draft);

    QVERIFY(!request);
    QCOMPARE(request.error(), invalid(Reason::Required, u"events"_s));
}

void tst_BoldPenguin::leavesUnknownEventsToTheServer()
{
    const auto request = m_dialect.saveSubscriber(access(), edit({{u"active"_s, true}}));

    QVERIFY(request);
    QCOMPARE(request->body, R"({"active":true})");
}

void tst_BoldPenguin::refusesAFieldThatIsNone()
{
    const auto request = m_dialect.saveSubscriber(access(), edit({{u"confirmed"_s, true}}));

    QVERIFY(!request);
    QCOMPARE(request.error().reason, Reason::UnknownField);
    QCOMPARE(request.error().field, u"confirmed"_s);
    // A secret goes among the secrets, where nothing shows it.
    const auto secret = m_dialect.saveSubscriber(access(), edit({{u"secret"_s, u"s3cret"_s}}));
    QVERIFY(!secret);
    QCOMPARE(secret.error(), invalid(Reason::UnknownField, u"secret"_s));
}

void tst_BoldPenguin::readsAHookFlat()
{
    const auto hook = m_dialect.readSubscriber(reply(200, kHook));

    QVERIFY(hook);
    QCOMPARE(hook->id, kId);
    QCOMPARE(hook->uuid, kId.value);
    QCOMPARE(hook->url, u"https://chuck-webhook.ngrok.io"_s);
    QCOMPARE(hook->state, SubscriberState::Stopped);
    QVERIFY(!hook->isActive);
    QCOMPARE(hook->fields.value("events"_L1), QJsonArray{u"*"_s});
    QCOMPARE(hook->fields.value("header"_L1), u"User: Chuck"_s);
    QCOMPARE(hook->createdAt, instantFrom(u"2020-09-11T14:04:44.053Z"_s));
    QCOMPARE(hook->updatedAt, instantFrom(u"2020-09-24T13:47:16.856Z"_s));
    QVERIFY(!hook->secrets.value(u"secret"_s).isSet);
    QVERIFY(!hook->fields.contains("secret"_L1));
    QVERIFY(!hook->fields.contains("config"_L1));
}

void tst_BoldPenguin::saysNothingOfAStateThatWasNotTold()
{
    const auto untold = m_dialect.readSubscriber(reply(200, R"({"id":"x"})"));
    const auto stopped = m_dialect.readSubscriber(reply(200, R"({"id":"x","active":false})"));

    QVERIFY(untold && stopped);
    QCOMPARE(untold->state, SubscriberState::Unknown);
    QVERIFY(!untold->told.testFlag(Told::State));
    QCOMPARE(stopped->state, SubscriberState::Stopped);
    QVERIFY(stopped->told.testFlag(Told::State));
}

void tst_BoldPenguin::keepsWhatItDoesNotKnow()
{
    QJsonObject odd = objectIn(kHook);
    odd.insert(u"colour"_s, QJsonObject{{u"deep"_s, 1}});
    QJsonObject config = odd.value("config"_L1).toObject();
    config.insert(u"secret"_s, u"s"_s);
    config.insert(u"timeout"_s, 5);
    odd.insert(u"config"_s, config);

    const auto listed = m_dialect.readSubscribers(reply(200, QJsonDocument(QJsonArray{odd}).toJson()));

    QVERIFY(listed);
    QCOMPARE(listed->count, 1);
    const Subscriber &hook = listed->rows.first();
    QVERIFY(hook.secrets.value(u"secret"_s).isSet);
    QCOMPARE(hook.fields.value("colour"_L1), (QJsonObject{{u"deep"_s, 1}}));
    QCOMPARE(hook.fields.value("timeout"_L1), 5);
    QVERIFY(!QJsonDocument(hook.fields).toJson().contains("\"s\""));
}

void tst_BoldPenguin::readsEachMemberOfTheReply()
{
    const auto hook = m_dialect.readSubscriber(reply(200, kHook));

    QVERIFY(hook);
    const QStringList wanted{u"active"_s,
                             u"confirmed"_s,
                             u"created_at"_s,
                             u"events"_s,
                             u"header"_s,
                             u"id"_s,
                             u"owner_id"_s,
                             u"tenant_id"_s,
                             u"updated_at"_s,
                             u"url"_s};
    QCOMPARE(hook->fields.keys(), wanted);
    QCOMPARE(hook->fields.value("tenant_id"_L1), u"94f43d40-a61c-4d4d-918e-d888aabe906a"_s);
    QCOMPARE(hook->fields.value("owner_id"_L1), u"46912066-9be9-4a04-97ea-5505a1acde"_s);
    QCOMPARE(hook->fields.value("confirmed"_L1), QJsonValue(false));
}

void tst_BoldPenguin::namesWhatIsWrongInAReply_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *name, const QByteArray &body, Reason reason, const QString &member) {
        QTest::newRow(name) << body << reason << member;
    };
    row("no JSON", "<html>", Reason::ReplyNotJson, {});
    row("nothing", "", Reason::ReplyNotJson, {});
    row("a comma too many", R"({"active": false,})", Reason::ReplyNotJson, {});
    row("no UTF-8", "{\"id\":\"\xff\"}", Reason::ReplyNotJson, {});
    row("half", R"({"id": "x", "act)", Reason::ReplyNotJson, {});
    row("twice", R"({"id":"x","updated_at":"a","updated_at":"b"})", Reason::ReplyDoubledKey, u"updated_at"_s);
    row("a list", "[]", Reason::ReplyWrongType, u"hook"_s);
    row("null", "null", Reason::ReplyWrongType, u"hook"_s);
    row("no id", R"({"active":true})", Reason::ReplyWrongType, u"id"_s);
    row("config", R"({"id":"x","config":"text"})", Reason::ReplyWrongType, u"config"_s);
    row("active", R"({"id":"x","active":"yes"})", Reason::ReplyWrongType, u"active"_s);
    row("events", R"({"id":"x","events":{"a":1}})", Reason::ReplyWrongType, u"events"_s);
    row("url", R"({"id":"x","config":{"url":[]}})", Reason::ReplyWrongType, u"config.url"_s);
}

void tst_BoldPenguin::namesWhatIsWrongInAReply()
{
    QFETCH(QByteArray, body);

    const auto hook = m_dialect.readSubscriber(reply(200, body));

    QVERIFY(!hook);
    QTEST(hook.error().reason, "reason");
    QTEST(hook.error().subject, "member");
    // A null where an object belongs is no fault where it says nothing.
    QVERIFY(m_dialect.readSubscriber(reply(200, R"({"id":"x","config":null,"events":null})")));
}

void tst_BoldPenguin::readsRequestsAsJobs()
{
    const auto listed = m_dialect.readJobs(
        reply(200, R"([{"id":"r1","tenant_id":"t","delivery_id":"d","event":"quote_request:created",
            "enqueued_at":"2021-01-01T00:00:00.000Z","redelivery":false,"hook_id":"h",
            "created_at":"2021-01-01T00:00:01.000Z","updated_at":"2021-01-01T00:00:02.000Z",
            "response_status":503,"response_duration_ms":12},
            {"id":"r2","event":"carrier","enqueued_at":"2021-01-01T00:00:00.000Z","response_status":null},
            {"id":"r3","event":"carrier","created_at":"2021-01-01T00:00:00.000Z","response_status":"204"}])"),
        kId);

    QVERIFY(listed);
    QCOMPARE(listed->rows.size(), 3);
    const Job &failed = listed->rows.at(0);
    QCOMPARE(failed.id.value, kId.value + u"/r1"_s);
    QCOMPARE(failed.state, JobState::Failed);
    QCOMPARE(failed.statusCode, 503);
    QCOMPARE(failed.eventType, u"quote_request:created"_s);
    QCOMPARE(failed.subscriberId, kId);
    QCOMPARE(failed.createdAt, *instantFrom(u"2021-01-01T00:00:01.000Z"_s));
    QCOMPARE(failed.lastSentAt, instantFrom(u"2021-01-01T00:00:02.000Z"_s));
    QCOMPARE(listed->rows.at(1).state, JobState::Unknown);
    QVERIFY(!listed->rows.at(1).statusCode);
    QVERIFY(!listed->rows.at(1).lastSentAt);
    QCOMPARE(listed->rows.at(1).createdAt, *instantFrom(u"2021-01-01T00:00:00.000Z"_s));
    QCOMPARE(listed->rows.at(2).state, JobState::Delivered);
}

void tst_BoldPenguin::refusesARequestWithoutAnId()
{
    const auto listed = m_dialect.readJobs(reply(200, R"([{"event":"carrier"}])"), kId);

    QVERIFY(!listed);
    QCOMPARE(listed.error().reason, Reason::ReplyWrongType);
    QCOMPARE(listed.error().subject, u"id"_s);
}

void tst_BoldPenguin::redeliversARequest()
{
    for (const QString &bad : {u""_s, u"r1"_s, u"/r1"_s, u"h/"_s}) {
        const auto request = m_dialect.replay(access(), {bad});
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::NotFound);
    }
    QVERIFY(m_dialect.replay(access(), {u"h/r1"_s})->body.isEmpty());
}

void tst_BoldPenguin::readsEachRefusal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("400") << 400 << ErrorKind::InvalidValue << Reason::RemoteBadRequest;
    QTest::newRow("401") << 401 << ErrorKind::NotAuthorised << Reason::RemoteTokenInvalid;
    QTest::newRow("403") << 403 << ErrorKind::NotAuthorised << Reason::RemoteForbidden;
    QTest::newRow("404") << 404 << ErrorKind::NotFound << Reason::NoSuchSubscriber;
    QTest::newRow("422") << 422 << ErrorKind::InvalidValue << Reason::RemoteParameterInvalid;
    QTest::newRow("429") << 429 << ErrorKind::Unreachable << Reason::RemoteRateLimited;
    QTest::newRow("500") << 500 << ErrorKind::Failed << Reason::RemoteCrash;
    QTest::newRow("503") << 503 << ErrorKind::Failed << Reason::RemoteCrash;
    QTest::newRow("418") << 418 << ErrorKind::Failed << Reason::RemoteStatus;
}

void tst_BoldPenguin::readsEachRefusal()
{
    QFETCH(int, status);

    const auto hook = m_dialect.readSubscriber(reply(status, "nothing of ours"));

    QVERIFY(!hook);
    QTEST(hook.error().kind, "kind");
    QTEST(hook.error().reason, "reason");
    QCOMPARE(hook.error().httpStatus, status);
}

void tst_BoldPenguin::putsAFindingAtItsField()
{
    const auto header = m_dialect.errorOf(reply(422, R"({"header":["colon separated key value pair"]})"));
    const auto url = m_dialect.errorOf(reply(422, R"({"url":["can't be blank"]})"));

    QVERIFY(header && url);
    QCOMPARE(header->field, u"header"_s);
    QCOMPARE(header->detail, u"header: colon separated key value pair"_s);
    QCOMPARE(header->findings, (QList<Finding>{{u"header"_s, u"colon separated key value pair"_s}}));
    QVERIFY(wording::sentence(*header).endsWith(u"The server says: “colon separated key value pair”"_s));
    QCOMPARE(url->field, u"url"_s);
    QVERIFY(wording::sentence(*url).endsWith(u"The server says: “can't be blank”"_s));
    QVERIFY(!m_dialect.errorOf(reply(204, {})));
}

void tst_BoldPenguin::namesEachKeyOfARefusal_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QList<Finding>>("findings");
    const auto row = [](const char *name, const QByteArray &body, const QList<Finding> &findings) {
        QTest::newRow(name) << body << findings;
    };
    row("active", R"({"active":["needs an event"]})", {{u"active"_s, u"needs an event"_s}});
    row("events",
        R"({"events":["is not included in the list"]})",
        {{u"events"_s, u"is not included in the list"_s}});
    row("two words", R"({"url":["is invalid","is too long"]})", {{u"url"_s, u"is invalid; is too long"_s}});
    row("a text", R"({"url":"is invalid"})", {{u"url"_s, u"is invalid"_s}});
    row("another key", R"({"base":["too many"]})", {{u"base"_s, u"too many"_s}});
    row("no text", R"({"events":null})", {{u"events"_s, {}}});
}

void tst_BoldPenguin::namesEachKeyOfARefusal()
{
    QFETCH(QByteArray, body);
    QFETCH(QList<Finding>, findings);

    const auto error = m_dialect.errorOf(reply(422, body));

    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::InvalidValue);
    QCOMPARE(error->reason, Reason::RemoteParameterInvalid);
    QCOMPARE(error->findings, findings);
    QCOMPARE(error->field, findings.first().field);
}

void tst_BoldPenguin::tellsFindingsInTheOrderOfTheForm()
{
    const auto error = m_dialect.errorOf(
        reply(422, R"({"base":["odd"],"header":["no pair"],"events":["none"],"url":["can't be blank"]})"));

    QVERIFY(error);
    const QList<Finding> wanted{{u"url"_s, u"can't be blank"_s},
                                {u"events"_s, u"none"_s},
                                {u"header"_s, u"no pair"_s},
                                {u"base"_s, u"odd"_s}};
    QCOMPARE(error->findings, wanted);
    QCOMPARE(error->field, u"url"_s);
    QCOMPARE(error->detail, u"url: can't be blank; events: none; header: no pair; base: odd"_s);
}

void tst_BoldPenguin::showsNoValueOfACredential_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::newRow("header quoted") << R"({"header":["'hush hush' isn't a pair"]})"_ba << u"… isn't a pair"_s;
    QTest::newRow("header in quotes") << R"({"header":["\"hush\" is no pair"]})"_ba << u"… is no pair"_s;
    QTest::newRow("header in curly quotes") << R"({"header":["“hush” is no pair"]})"_ba << u"… is no pair"_s;
    QTest::newRow("half a quote") << R"({"header":["no pair: \"hush"]})"_ba << u"no pair…"_s;
    QTest::newRow("header as it was") << R"({"header":["User: hush is taken"]})"_ba << u"User…"_s;
    QTest::newRow("secret") << R"({"secret":["hush is too short"]})"_ba << QString();
    QTest::newRow("url") << R"({"url":["https://a.example/?key=hush is unreachable"]})"_ba
                         << u"https://… is unreachable"_s;
}

void tst_BoldPenguin::showsNoValueOfACredential()
{
    QFETCH(QByteArray, body);

    const auto error = m_dialect.errorOf(reply(422, body));

    QVERIFY(error);
    QCOMPARE(error->findings.size(), 1);
    QTEST(error->findings.first().text, "text");
    QVERIFY2(!error->detail.contains(u"hush"_s), qPrintable(error->detail));
    QVERIFY2(!wording::sentence(*error).contains(u"hush"_s), qPrintable(wording::sentence(*error)));
}

void tst_BoldPenguin::findsNothingWhereNothingIsSaid_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("an empty one") << 422 << "{}"_ba;
    QTest::newRow("no JSON") << 422 << "<html>"_ba;
    QTest::newRow("a list") << 422 << R"(["url"])"_ba;
    QTest::newRow("another status") << 400 << R"({"url":["can't be blank"]})"_ba;
}

void tst_BoldPenguin::findsNothingWhereNothingIsSaid()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);

    const auto error = m_dialect.errorOf(reply(status, body));

    QVERIFY(error);
    QVERIFY(error->findings.isEmpty());
    QVERIFY(error->field.isEmpty());
    QVERIFY(error->detail.isEmpty());
}

QTEST_GUILESS_MAIN(tst_BoldPenguin)
#include "tst_boldpenguin.moc"
