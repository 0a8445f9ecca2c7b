// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/superoffice.h"

#include "core/json.h"
#include "core/jsonpatch.h"
#include "dialects/superoffice/authorization.h"
#include "dialects/superoffice/changes.h"
#include "dialects/superoffice/patch.h"
#include "dialects/superoffice/rows.h"
#include "dialects/superoffice/vocabulary.h"

#include <nlohmann/json.hpp>

#include <QJsonDocument>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

const QString kSite = u"https://crm.example.com"_s;
const QString kWebhooks = u"https://crm.example.com/api/v1/Webhook"_s;

// The vendor's own sample of a changed Webhook.
constexpr const char *kSample
    = R"({)"
      R"( "WebhookId": 109,)"
      R"( "Name": "Contact Created Webhook",)"
      R"( "Events": ["occaecati", "consequuntur"],)"
      R"( "TargetUrl": "http://www.example.com/",)"
      R"( "Secret": "eveniet",)"
      R"( "State": "Active",)"
      R"( "Type": "autem",)"
      R"( "Headers": {"Headers1": "asperiores", "Headers2": "sed"},)"
      R"( "Properties": {"fieldName": {}},)"
      R"( "Registered": "2021-09-05T14:34:02.94332+02:00",)"
      R"( "RegisteredAssociate": null,)"
      R"( "Updated": "2022-02-23T14:34:02.94332+01:00",)"
      R"( "UpdatedAssociate": null,)"
      R"( "ErrorsEmail": "junius_mosciski@lebsack.uk",)"
      R"( "_Links": {"Self": "https://www.example.com/api/v1/project/321", "Archive": "https://www.example.com/api/v1/project"})"
      R"( })";

QJsonValue jsonOf(const QByteArray &text)
{
    return QJsonDocument::fromJson('[' + text + ']').array().at(0);
}

QJsonObject objectOf(const QByteArray &text)
{
    return jsonOf(text).toObject();
}

Response reply(const QByteArray &body, int status = 200)
{
    return {status, {}, body};
}

// A saved one, with these members instead of its own.
QByteArray webhookWith(const QByteArray &members)
{
    QJsonObject webhook
        = objectOf(R"({"WebhookId":7,"Name":"N","TargetUrl":"https://a.example/","State":"Active"})");
    const QJsonObject others = objectOf(members);
    for (auto member = others.begin(); member != others.end(); ++member)
        webhook.insert(member.key(), *member);
    return QJsonDocument(webhook).toJson();
}

Access accessOf(const QJsonObject &settings = {})
{
    Access access;
    access.connection.baseUrl = kSite;
    access.connection.settings = settings;
    access.secrets[u"token"_s] = Secret("8A:Cust12345.abc");
    return access;
}

const Headers &rawHeaders()
{
    static const Headers headers{{"Authorization"_ba, "Bearer 8A:Cust12345.abc"_ba},
                                 {"Accept"_ba, "application/json"_ba},
                                 {"SO-Language"_ba, "*"_ba}};
    return headers;
}

Headers headersWith(const Headers &more)
{
    return rawHeaders() + more;
}

// In a table of tests: a result itself claims to be comparable, which a request isn't.
struct Asked
{
    Result<Request> request;
};

// What stands in the base of most edits below.
Fields someBase()
{
    return objectOf(R"({"Name":"Old","TargetUrl":"https://a.example/x","Events":["contact.created"],)"
                    R"( "State":"Active","Type":"webhook","Headers":{"X-A":"1","X-B":"2"},"Properties":null,)"
                    R"( "ErrorsEmail":null,"Updated":"2022-02-23T14:34:02.99999+01:00"})");
}

SubscriberDraft editOf(const QByteArray &changes, const Fields &base = someBase())
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"7"_s};
    draft.base = base;
    draft.changes = objectOf(changes);
    return draft;
}

SubscriberDraft newOne(const QByteArray &changes)
{
    SubscriberDraft draft;
    draft.changes = objectOf(changes);
    return draft;
}

void setSecret(SubscriberDraft &draft, const QByteArray &value)
{
    draft.secrets[u"Secret"_s] = {SecretEdit::Action::Set, Secret(value), {}};
}

QString problemOf(const Error &error)
{
    return u"%1 %2 at '%3'"_s.arg(int(error.kind)).arg(int(error.reason)).arg(error.field);
}

} // namespace

class SuperOfficeTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatAConnectionNeeds();
    void saysWhatItCan();
    void listsTheFieldsOfAWebhook();
    void findsWhatIsBlank();
    void knowsTheVendorsEvents();
    void readsAndWritesStates_data();
    void readsAndWritesStates();

    void findsTheApi_data();
    void findsTheApi();
    void authorizes_data();
    void authorizes();
    void saysWhichSecretIsMissing_data();
    void saysWhichSecretIsMissing();
    void noRequestGoesWithoutACredential();
    void displaysInAnotherLanguage_data();
    void displaysInAnotherLanguage();
    void refusesALineBreakInAHeader();

    void asksOneRouteEach_data();
    void asksOneRouteEach();
    void readsAreRaw();
    void showsInTheConnectionsLanguage_data();
    void showsInTheConnectionsLanguage();
    void narrowsTheList_data();
    void narrowsTheList();
    void narrowsNoFurtherThanAsked_data();
    void narrowsNoFurtherThanAsked();
    void takesNoOtherRouteForAnId_data();
    void takesNoOtherRouteForAnId();
    void selectsMembersOfOne_data();
    void selectsMembersOfOne();
    void selectsMembersOfAnEditsAnswer_data();
    void selectsMembersOfAnEditsAnswer();
    void selectsNoMemberThatCantBe_data();
    void selectsNoMemberThatCantBe();
    void aSelectionIsReadAlone();
    void asksTheServerWhatItIs_data();
    void asksTheServerWhatItIs();
    void readsWhatTheServerIs_data();
    void readsWhatTheServerIs();
    void asksForTheRoutesAfterA404Alone();
    void readsWhetherThereAreWebhooks_data();
    void readsWhetherThereAreWebhooks();
    void hasNoJobsAndNoSignIn();

    void readsTheVendorsSample();
    void readsTheProposal();
    void startsANewOneWithTheProposal();
    void readsTolerantly_data();
    void readsTolerantly();
    void tellsWhatAReplyHeld_data();
    void tellsWhatAReplyHeld();
    void namesTheMemberOfAWrongType_data();
    void namesTheMemberOfAWrongType();
    void takesNullForAMissingOne();
    void keepsTheSecretOutOfTheFields_data();
    void keepsTheSecretOutOfTheFields();
    void readsAList();
    void refusesAListThatIsNone_data();
    void refusesAListThatIsNone();
    void readsTimes_data();
    void readsTimes();
    void readsATest();
    void readsTheLastError_data();
    void readsTheLastError();
    void asksForTheFiguresOfOne();
    void readsFigures_data();
    void readsFigures();
    void refusesWrongFigures_data();
    void refusesWrongFigures();

    void postsANewOneAsGiven();
    void patchesWithATestBeforeEachChange_data();
    void patchesWithATestBeforeEachChange();
    void aPatchDoesWhatItSays();
    void guardsWhatHasNoTestByItsDate_data();
    void guardsWhatHasNoTestByItsDate();
    void refusesToRound_data();
    void refusesToRound();
    void renamesOneWithALongNumberByPatch();
    void mergesBySetting_data();
    void mergesBySetting();
    void whatAMergeCannotSayGoesAsPatch_data();
    void whatAMergeCannotSayGoesAsPatch();
    void aMergeDoesWhatItSays();
    void datesTheBaseByItsOwnOffset_data();
    void datesTheBaseByItsOwnOffset();
    void refusesChanges_data();
    void refusesChanges();
    void holdsToTheColumns_data();
    void holdsToTheColumns();
    void leavesAnOddEventThatWasThere();
    void spellsOutAllEvents();
    void aScriptHasNoUrl_data();
    void aScriptHasNoUrl();
    void putsTheWholeOrNothing();
    void carriesTheSecretInAWhole_data();
    void carriesTheSecretInAWhole();
    void leavesAnOddStateThatWasThere();
    void refusesToPut_data();
    void refusesToPut();
    void testsABareObject();
    void refusesToTest_data();
    void refusesToTest();
    void publishesAnEventOfOnesOwn_data();
    void publishesAnEventOfOnesOwn();
    void publishesNoMoreThanTheServerTakes();
    void asksTheAgent_data();
    void asksTheAgent();
    void asksTheAgentForNothingElse();
    void findsAFailureInASuccess_data();
    void findsAFailureInASuccess();
    void readsAPatchAsTheServerDoes_data();
    void readsAPatchAsTheServerDoes();
    void refusesAPatchAsTheServerDoes_data();
    void refusesAPatchAsTheServerDoes();
    void testsAtTheVendorWithItsSecret();
    void aFailedTestAtTheVendorStandsAtTheUrl();

    void saysWhatAnAnswerMeans_data();
    void saysWhatAnAnswerMeans();
    void everyReaderLooksForTheErrorFirst();
    void aMissingAgentIsNoMissingWebhook();
    void aFailedTestOfTheTargetStandsAtItsUrl_data();
    void aFailedTestOfTheTargetStandsAtItsUrl();

private:
    const SuperOffice m_dialect{};
};

// A time without an offset must not be taken for local time, so that is another one here.
void SuperOfficeTest::initTestCase()
{
    qputenv("TZ", "Asia/Kolkata");
    tzset();
    QVERIFY(QDateTime::currentDateTime().offsetFromUtc() != 0);
}

void SuperOfficeTest::saysWhatAConnectionNeeds()
{
    const ConnectionKind &kind = m_dialect.kind();

    QStringList settings;
    for (const Field &field : kind.settings)
        settings.append(field.key + u'=' + field.initial.toString() + u' ' + field.choices.join(u'|'));
    QStringList secrets;
    for (const Field &field : kind.secrets) {
        QVERIFY(!field.isRequired);
        QCOMPARE(field.kind, FieldKind::Secret);
        secrets.append(field.key);
    }

    QCOMPARE(kind.name, u"superoffice"_s);
    QCOMPARE(kind.vendor, u"SuperOffice"_s);
    const QList<VendorPlace> places{
        {Environment::Production, u"online"_s, u"https://online.superoffice.com"_s},
        {Environment::Test, u"stage"_s, u"https://qaonline.superoffice.com"_s},
        {Environment::Test, u"sod"_s, u"https://sod.superoffice.com"_s}};
    QCOMPARE(kind.places, places);
    QCOMPARE(settings,
             (QStringList{u"tenant= "_s,
                          u"auth=bearer basic|soticket|bearer|xsrf|oauth|system_user|negotiate"_s,
                          u"user= "_s,
                          u"client_id= "_s,
                          u"auth_url= "_s,
                          u"redirect_uri= "_s,
                          u"language= "_s,
                          u"culture= "_s,
                          u"time_zone= "_s,
                          u"patch=json json|merge|put"_s,
                          u"routes=rest rest|agents"_s}));
    QCOMPARE(secrets,
             (QStringList{u"password"_s,
                          u"ticket"_s,
                          u"token"_s,
                          u"app_token"_s,
                          u"xsrf_token"_s,
                          u"xsrf_cookie"_s,
                          u"client_secret"_s,
                          u"refresh_token"_s,
                          u"system_token"_s,
                          u"private_key"_s}));

    QStringList needs; // what a person is asked for, by the way that was chosen
    std::vector<Field> fields = kind.settings;
    fields.insert(fields.end(), kind.secrets.begin(), kind.secrets.end());
    for (const Field &field : fields) {
        if (!field.need.key.isEmpty())
            needs.append(field.key + u' ' + field.need.key + u'=' + field.need.values.join(u'|'));
    }
    QCOMPARE(needs,
             (QStringList{u"user auth=basic"_s,
                          u"client_id auth=oauth"_s,
                          u"redirect_uri auth=oauth"_s,
                          u"password auth=basic"_s,
                          u"ticket auth=soticket"_s,
                          u"token auth=bearer"_s,
                          u"app_token auth=soticket|system_user"_s,
                          u"xsrf_token auth=xsrf"_s,
                          u"xsrf_cookie auth=xsrf"_s,
                          u"client_secret auth=oauth"_s,
                          u"refresh_token auth=oauth"_s,
                          u"system_token auth=system_user"_s,
                          u"private_key auth=system_user"_s}));
}

void SuperOfficeTest::saysWhatItCan()
{
    Connection connection;
    connection.name = u"crm"_s;
    connection.environment = Environment::Test;

    const BackendInfo info = m_dialect.info(connection);

    QCOMPARE(info.connection, u"crm"_s);
    QCOMPARE(info.kind, u"superoffice"_s);
    QCOMPARE(info.environment, Environment::Test);
    QCOMPARE(info.verbs,
             Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber | Verb::DeleteSubscriber
                 | Verb::Test | Verb::Usage | Verb::TestAtVendor | Verb::Publish);
    QCOMPARE(info.toStart, objectOf(R"({"State":"Active"})"));
    QCOMPARE(info.toStop, objectOf(R"({"State":"Stopped"})"));
    QVERIFY(info.savingCallsTarget);
    QVERIFY(info.tellsConflicts);
    connection.settings = objectOf(R"({"routes":"agents"})"); // which look at no test and at no time
    QVERIFY(!m_dialect.info(connection).tellsConflicts);
    QVERIFY(!m_dialect.info(connection).selectsAnswer);
    QVERIFY(info.selectsAnswer);
    QVERIFY(info.jobSorts.isEmpty());
    QVERIFY(info.filterStates.isEmpty());
    QVERIFY(!m_dialect.listsJobsBySubscriber());
}

void SuperOfficeTest::listsTheFieldsOfAWebhook()
{
    QStringList keys;
    QStringList required;
    QStringList guarded;
    for (const Field &field : m_dialect.info({}).subscriberFields) {
        keys.append(field.key);
        if (field.isRequired)
            required.append(field.key);
        if (field.sensitivity != FieldSensitivity::Open)
            guarded.append(field.key);
        if (field.key == "State"_L1)
            QCOMPARE(
                field.numbered + field.choices,
                (QStringList{
                    u"Unknown"_s, u"Active"_s, u"Stopped"_s, u"TooManyErrors"_s, u"Active"_s, u"Stopped"_s}));
        if (field.key == "Type"_L1)
            QCOMPARE(field.choices, (QStringList{u"webhook"_s, u"crmscript"_s}));
        QCOMPARE(field.need.values, field.key == "Headers"_L1 ? QStringList{u"webhook"_s} : QStringList{});
        if (field.key == "Events"_L1)
            QCOMPARE(field.choices, superoffice::knownEvents());
    }

    QCOMPARE(keys,
             (QStringList{u"Name"_s,
                          u"TargetUrl"_s,
                          u"Events"_s,
                          u"State"_s,
                          u"Type"_s,
                          u"Headers"_s,
                          u"Properties"_s,
                          u"ErrorsEmail"_s,
                          u"Secret"_s}));
    QCOMPARE(required, (QStringList{u"Name"_s, u"TargetUrl"_s}));
    QCOMPARE(guarded, (QStringList{u"TargetUrl"_s, u"Headers"_s, u"Secret"_s}));
    // Any name may be typed, a script's id is no URL, and an object is held to be one.
    SubscriberDraft draft = editOf(
        R"({"Events":["window.closed","list.110.changed","y_car.created","webhook123.started",)"
        R"( "webhook123.stopped","webhook123.errors","test"],"TargetUrl":"42","Properties":{"a":[1]},)"
        R"( "Headers":{"X-A":"1"},"ErrorsEmail":"a@b.example","State":"Stopped"})");
    QCOMPARE(findings(m_dialect.info({}).subscriberFields, draft).size(), 0U);
    draft.changes.remove(u"TargetUrl"_s);
    QVERIFY(m_dialect.saveSubscriber(accessOf(), draft));
    draft.changes = objectOf(R"({"Properties":[1],"Headers":"x","ErrorsEmail":"joe"})");
    QCOMPARE(findings(m_dialect.info({}).subscriberFields, draft).size(), 3U);
}

void SuperOfficeTest::findsWhatIsBlank()
{
    const auto found
        = findings(m_dialect.info({}).subscriberFields, editOf(R"({"Name":" ","TargetUrl":"","Events":[]})"));

    QCOMPARE(found.size(), size_t(2));
    QCOMPARE(problemOf(found.at(0)), problemOf(invalid(Reason::Required, u"Name"_s)));
    QCOMPARE(problemOf(found.at(1)), problemOf(invalid(Reason::Required, u"TargetUrl"_s)));
}

void SuperOfficeTest::knowsTheVendorsEvents()
{
    const QString expected = QString::fromLatin1(
        R"(activity.created activity.changed activity.deleted)"
        R"( associate.created associate.changed associate.deleted)"
        R"( contact.created contact.changed contact.deleted contact.softdeleted)"
        R"( chatsession.created chatsession.changed chatsession.message)"
        R"( document.created document.changed document.deleted document.edited)"
        R"( person.created person.changed person.deleted person.softdeleted person.consented person.unconsented)"
        R"( project.created project.changed project.deleted)"
        R"( projectmember.created projectmember.changed projectmember.deleted)"
        R"( quote.approved quote.rejected quote.sent quote.ordered)"
        R"( relation.created relation.changed relation.deleted)"
        R"( sale.created sale.changed sale.deleted sale.completed sale.lost sale.sold)"
        R"( salestakeholder.created salestakeholder.changed salestakeholder.deleted)"
        R"( ticket.created ticket.changed)");

    const QStringList events = m_dialect.info({}).knownEvents;

    QCOMPARE(events, expected.simplified().split(u' '));
    QVERIFY(events.join(u',').size() < 4000); // the column that holds all of them
    QCOMPARE(events.filter(u"*"_s), QStringList());
}

void SuperOfficeTest::readsAndWritesStates_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("name");
    QTest::newRow("name") << QJsonValue(u"TooManyErrors"_s) << u"TooManyErrors"_s;
    QTest::newRow("another case") << QJsonValue(u"stopped"_s) << u"Stopped"_s;
    QTest::newRow("0") << QJsonValue(0) << u"Unknown"_s;
    QTest::newRow("1") << QJsonValue(1) << u"Active"_s;
    QTest::newRow("2") << QJsonValue(2) << u"Stopped"_s;
    QTest::newRow("3") << QJsonValue(3) << u"TooManyErrors"_s;
    QTest::newRow("a number as text") << QJsonValue(u"2"_s) << u"Stopped"_s;
    QTest::newRow("4") << QJsonValue(4) << QString();
    QTest::newRow("between") << QJsonValue(1.5) << QString();
    QTest::newRow("another word") << QJsonValue(u"Paused"_s) << QString();
    QTest::newRow("null") << QJsonValue() << QString();
    QTest::newRow("true") << QJsonValue(true) << QString();
}

void SuperOfficeTest::readsAndWritesStates()
{
    QFETCH(QJsonValue, value);
    const std::optional<SubscriberState> state = superoffice::stateFrom(value);
    QTEST(state ? superoffice::stateName(*state) : QString(), "name");
}

void SuperOfficeTest::findsTheApi_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("url");
    QTest::newRow("online") << u"https://online.superoffice.com"_s << u"Cust12345"_s
                            << u"https://online.superoffice.com/Cust12345/api/v1/Webhook"_s;
    QTest::newRow("on site") << u"https://crm.example.com"_s << QString() << kWebhooks;
    QTest::newRow("in a folder") << u"https://example.com/SuperOffice"_s << QString()
                                 << u"https://example.com/SuperOffice/api/v1/Webhook"_s;
    QTest::newRow("with the API") << u"https://crm.example.com/api/v1"_s << QString() << kWebhooks;
    QTest::newRow("in its own case") << u"https://crm.example.com/API/v1"_s << QString()
                                     << u"https://crm.example.com/API/v1/Webhook"_s;
    QTest::newRow("a slash behind") << u"https://crm.example.com/"_s << QString() << kWebhooks;
    QTest::newRow("a port") << u"http://127.0.0.1:8080"_s << u"Default"_s
                            << u"http://127.0.0.1:8080/Default/api/v1/Webhook"_s;
    QTest::newRow("an odd tenant") << u"https://crm.example.com"_s << u"a/b?c"_s
                                   << u"https://crm.example.com/a%2Fb%3Fc/api/v1/Webhook"_s;
}

void SuperOfficeTest::findsTheApi()
{
    QFETCH(QString, baseUrl);
    QFETCH(QString, tenant);
    Access access = accessOf({{u"tenant"_s, tenant}});
    access.connection.baseUrl = baseUrl;

    const auto request = m_dialect.listSubscribers(access);

    QVERIFY(request);
    QTEST(QString::fromUtf8(request->url.toEncoded()), "url");
}

void SuperOfficeTest::authorizes_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<Headers>("headers");
    const auto row = [](const char *tag, const char *settings, const Headers &headers) {
        QTest::newRow(tag) << objectOf(settings) << headers;
    };
    row("by default", "{}", {{"Authorization"_ba, "Bearer 8A:Cust12345.abc"_ba}});
    row("basic",
        R"({"auth":"basic","user":"tjeM0"})",
        {{"Authorization"_ba, "Basic " + "tjeM0:pä:ss"_ba.toBase64()}});
    row("ticket, Online",
        R"({"auth":"soticket","tenant":"Cust12345"})",
        {{"Authorization"_ba, "SOTicket 7T:abc=="_ba}, {"SO-AppToken"_ba, "app-1"_ba}});
    row("ticket, on site",
        R"({"auth":"soticket"})",
        {{"Authorization"_ba, "SOTicket 7T:abc=="_ba}, {"SO-AppToken"_ba, "app-1"_ba}});
    row("bearer", R"({"auth":"bearer"})", {{"Authorization"_ba, "Bearer 8A:Cust12345.abc"_ba}});
    row("xsrf",
        R"({"auth":"xsrf"})",
        {{"X-XSRF-TOKEN"_ba, "x-1"_ba}, {"Cookie"_ba, "XSRF-TOKEN=x-1; session=s"_ba}});
}

void SuperOfficeTest::authorizes()
{
    QFETCH(QJsonObject, settings);
    Access access = accessOf(settings);
    access.secrets[u"password"_s] = Secret("pä:ss");
    access.secrets[u"ticket"_s] = Secret("7T:abc==\n"); // as a file ends
    access.secrets[u"app_token"_s] = Secret("app-1");
    access.secrets[u"xsrf_token"_s] = Secret("x-1");
    access.secrets[u"xsrf_cookie"_s] = Secret("XSRF-TOKEN=x-1; session=s");

    const auto headers = superoffice::authorization(access);

    QVERIFY(headers);
    QTEST(*headers, "headers");
}

void SuperOfficeTest::saysWhichSecretIsMissing_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QStringList>("secrets");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Reason>("reason");
    const auto row
        = [](const char *tag, const char *settings, const QStringList &secrets, const QString &field) {
              QTest::newRow(tag) << objectOf(settings) << secrets << field << Reason::SecretMissing;
          };
    row("basic", R"({"auth":"basic","user":"u"})", {u"token"_s}, u"password"_s);
    row("ticket", R"({"auth":"soticket"})", {u"token"_s, u"app_token"_s}, u"ticket"_s);
    row("app token, Online", R"({"auth":"soticket","tenant":"C"})", {u"ticket"_s}, u"app_token"_s);
    row("bearer", R"({"auth":"bearer"})", {u"password"_s, u"ticket"_s}, u"token"_s);
    row("xsrf", R"({"auth":"xsrf"})", {u"xsrf_cookie"_s}, u"xsrf_token"_s);
    row("cookie", R"({"auth":"xsrf"})", {u"xsrf_token"_s}, u"xsrf_cookie"_s);
    row("nothing on site", R"({"auth":"soticket"})", {u"ticket"_s}, {});
    QTest::newRow("no user") << objectOf(R"({"auth":"basic"})") << QStringList{u"password"_s} << u"user"_s
                             << Reason::Required;
    QTest::newRow("another scheme") << objectOf(R"({"auth":"ntlm"})") << QStringList{u"password"_s}
                                    << u"auth"_s << Reason::UnknownChoice;
}

void SuperOfficeTest::saysWhichSecretIsMissing()
{
    QFETCH(QJsonObject, settings);
    QFETCH(QStringList, secrets);
    QFETCH(QString, field);
    Access access;
    access.connection.settings = settings;
    for (const QString &key : secrets)
        access.secrets[key] = Secret("value");

    const auto headers = superoffice::authorization(access);

    QCOMPARE(headers.has_value(), field.isEmpty());
    if (headers)
        return;
    const bool isChoice = headers.error().reason == Reason::UnknownChoice;
    QCOMPARE(headers.error().kind, isChoice ? ErrorKind::InvalidValue : ErrorKind::NotAuthorised);
    QTEST(headers.error().reason, "reason");
    QCOMPARE(headers.error().field, field);
}

void SuperOfficeTest::noRequestGoesWithoutACredential()
{
    Access access = accessOf();
    access.secrets.clear();
    const SubscriberId id{u"7"_s};

    QList<Result<Request>> requests{m_dialect.check(access),
                                    m_dialect.listSubscribers(access),
                                    m_dialect.showSubscriber(access, id),
                                    m_dialect.saveSubscriber(access, editOf(R"({"Name":"N"})")),
                                    m_dialect.saveSubscriber(access, newOne(R"({"Name":"N"})")),
                                    m_dialect.removeSubscriber(access, id),
                                    m_dialect.newSubscriber(access),
                                    m_dialect.test(access, editOf("{}")),
                                    m_dialect.signal(access, {u"a.b"_s, 1, {}}),
                                    m_dialect.lastError(access, id),
                                    m_dialect.usage(access, id),
                                    m_dialect.testAtVendor(access, reply(webhookWith("{}")))};

    for (const auto &request : requests) {
        QVERIFY(!request);
        QCOMPARE(request.error().reason, Reason::SecretMissing);
        QCOMPARE(request.error().field, u"token"_s);
    }
}

void SuperOfficeTest::displaysInAnotherLanguage_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<Headers>("headers");
    QTest::newRow("nothing set") << QJsonObject() << Headers();
    QTest::newRow("everything") << objectOf(
        R"({"language":"NO","culture":"sv","time_zone":"NO, includeTZOffset"})")
                                << Headers{{"Accept-Language"_ba, "NO"_ba},
                                           {"SO-Language"_ba, "NO"_ba},
                                           {"SO-Culture"_ba, "sv"_ba},
                                           {"SO-TimeZone"_ba, "NO, includeTZOffset"_ba}};
    QTest::newRow("a culture without a language") << objectOf(R"({"culture":"sv"})") << Headers();
    QTest::newRow("a zone alone") << objectOf(R"({"time_zone":"261"})")
                                  << Headers{{"SO-TimeZone"_ba, "261"_ba}};
}

void SuperOfficeTest::displaysInAnotherLanguage()
{
    QFETCH(QJsonObject, settings);

    const auto headers = superoffice::displayHeaders(accessOf(settings).connection);

    QVERIFY(headers);
    QTEST(*headers, "headers");
}

void SuperOfficeTest::refusesALineBreakInAHeader()
{
    const auto display
        = superoffice::displayHeaders(accessOf({{u"language"_s, u"en\r\nX-A: 1"_s}}).connection);
    Access access = accessOf();
    access.secrets[u"token"_s] = Secret("8A:a\r\nX-Stolen: b");
    const auto credential = superoffice::authorization(access);

    QVERIFY(!display);
    QCOMPARE(problemOf(display.error()), problemOf(invalid(Reason::HeaderLineBreak, u"language"_s)));
    QVERIFY(!credential);
    QCOMPARE(problemOf(credential.error()), problemOf(invalid(Reason::HeaderLineBreak, u"token"_s)));
    QVERIFY(!(credential.error().subject + credential.error().detail).contains("Stolen"_L1));
}

void SuperOfficeTest::asksOneRouteEach_data()
{
    QTest::addColumn<Asked>("asked");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QJsonValue>("body");
    QTest::addColumn<Effect>("effect");
    const Access access = accessOf();
    const SubscriberId id{u"109"_s};
    const auto row
        = [](const char *tag, const Result<Request> &request, const char *method, const char *path) {
              QTest::newRow(tag) << Asked{request} << QByteArray(method) << QString::fromLatin1(path)
                                 << QByteArray() << QJsonValue() << Effect::Read;
          };
    row("check", m_dialect.check(access), "GET", "");
    row("list", m_dialect.listSubscribers(access), "GET", "");
    row("default", m_dialect.newSubscriber(access), "GET", "/default");
    row("show", m_dialect.showSubscriber(access, id), "GET", "/109");
    row("last error", m_dialect.lastError(access, id), "GET", "/109/LastError");
    QTest::newRow("remove") << Asked{m_dialect.removeSubscriber(access, id)} << "DELETE"_ba << u"/109"_s
                            << ""_ba << QJsonValue() << Effect::Write;
    QTest::newRow("create") << Asked{m_dialect.saveSubscriber(
        access, newOne(R"({"Name":"N","TargetUrl":"https://a.example/","Events":["sale.sold"]})"))}
                            << "POST"_ba << QString() << "application/json"_ba
                            << jsonOf(
                                   R"({"Name":"N","TargetUrl":"https://a.example/","Events":["sale.sold"]})")
                            << Effect::Write;
    QTest::newRow("edit") << Asked{m_dialect.saveSubscriber(access, editOf(R"({"Name":"New"})"))}
                          << "PATCH"_ba << u"/7"_s << "application/json-patch+json"_ba
                          << jsonOf(R"([{"op":"test","path":"/Name","value":"Old"},)"
                                    R"( {"op":"replace","path":"/Name","value":"New"}])")
                          << Effect::Write;
    QTest::newRow("test") << Asked{m_dialect.test(access, newOne(R"({"TargetUrl":"https://a.example/"})"))}
                          << "POST"_ba << u"/Test"_s << "application/json"_ba
                          << jsonOf(R"({"TargetUrl":"https://a.example/"})") << Effect::Write;
    QTest::newRow("signal") << Asked{m_dialect.signal(access, {u"window/closed.now"_s, 18, {{u"pane"_s, 2}}})}
                            << "POST"_ba << u"/window%2Fclosed.now/18"_s << "application/json"_ba
                            << jsonOf(R"({"pane":2})") << Effect::Write;
    QTest::newRow("signal of nothing more")
        << Asked{m_dialect.signal(access, {u"window.closed"_s, 0, {}})} << "POST"_ba << u"/window.closed/0"_s
        << "application/json"_ba << jsonOf("{}") << Effect::Write;
}

void SuperOfficeTest::asksOneRouteEach()
{
    QFETCH(Asked, asked);
    const Result<Request> &request = asked.request;
    QFETCH(QString, path);
    QFETCH(QByteArray, contentType);
    QFETCH(QJsonValue, body);

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QTEST(request->method, "method");
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + path);
    QCOMPARE(request->headers,
             contentType.isEmpty() ? rawHeaders() : headersWith({{"Content-Type"_ba, contentType}}));
    QCOMPARE(request->body.isEmpty(), body.isNull());
    if (!body.isNull())
        QCOMPARE(jsonOf(request->body), body);
    QTEST(request->effect, "effect");
}

// Whatever the connection's language: what is read may become an edit's base.
void SuperOfficeTest::readsAreRaw()
{
    const Access access = accessOf(objectOf(R"({"language":"NO","culture":"sv","time_zone":"NO"})"));
    const QList<Result<Request>> requests{m_dialect.listSubscribers(access),
                                          m_dialect.showSubscriber(access, {u"7"_s}),
                                          m_dialect.newSubscriber(access),
                                          m_dialect.saveSubscriber(access, editOf("{}"))};

    for (const auto &request : requests) {
        QVERIFY(request);
        QCOMPARE(valueOf(request->headers, "SO-Language"), "*"_ba);
        for (const char *name : {"Accept-Language", "SO-Culture", "SO-TimeZone"})
            QCOMPARE(valueOf(request->headers, name), std::nullopt);
    }
}

// What nobody can edit comes as the connection wants to read it.
void SuperOfficeTest::showsInTheConnectionsLanguage_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<Headers>("headers"); // behind Authorization and Accept
    const Header raw{"SO-Language"_ba, "*"_ba};
    QTest::newRow("nothing set") << QJsonObject() << Headers{raw};
    QTest::newRow("everything") << objectOf(R"({"language":"NO","culture":"sv","time_zone":"261"})")
                                << Headers{{"Accept-Language"_ba, "NO"_ba},
                                           {"SO-Language"_ba, "NO"_ba},
                                           {"SO-Culture"_ba, "sv"_ba},
                                           {"SO-TimeZone"_ba, "261"_ba}};
    QTest::newRow("a zone alone") << objectOf(R"({"time_zone":"261"})")
                                  << Headers{raw, {"SO-TimeZone"_ba, "261"_ba}};
}

void SuperOfficeTest::showsInTheConnectionsLanguage()
{
    QFETCH(QJsonObject, settings);
    QFETCH(Headers, headers);
    const Access access = accessOf(settings);
    Access broken = access;
    broken.connection.settings.insert(u"time_zone"_s, u"NO\r\nX-A: 1"_s);

    const auto usage = m_dialect.usage(access, {u"7"_s});
    const auto lastError = m_dialect.lastError(access, {u"7"_s});

    QVERIFY(usage);
    QCOMPARE(usage->headers, rawHeaders().first(2) + headers);
    QVERIFY(lastError);
    QCOMPARE(lastError->headers, rawHeaders().first(2) + headers);
    QCOMPARE(problemOf(m_dialect.usage(broken, {u"7"_s}).error()),
             problemOf(invalid(Reason::HeaderLineBreak, u"time_zone"_s)));
}

void SuperOfficeTest::narrowsTheList_data()
{
    QTest::addColumn<SuperOffice::Filter>("filter");
    QTest::addColumn<QString>("query");
    using Filter = SuperOffice::Filter;
    QTest::newRow("nothing") << Filter{} << QString();
    QTest::newRow("name") << Filter{u"Ours & theirs+"_s, {}, {}} << u"?nameFilter=Ours%20%26%20theirs%2B"_s;
    QTest::newRow("event") << Filter{{}, u"sale.sold"_s, {}} << u"?eventFilter=sale.sold"_s;
    QTest::newRow("state") << Filter{{}, {}, SubscriberState::TooManyErrors}
                           << u"?statusFilter=TooManyErrors"_s;
    QTest::newRow("stopped") << Filter{{}, {}, SubscriberState::Stopped} << u"?statusFilter=Stopped"_s;
    QTest::newRow("the state that stands for all")
        << Filter{{}, {}, SubscriberState::Unknown} << u"?statusFilter=Unknown"_s;
    QTest::newRow("all of them") << Filter{u"N"_s, u"sale.sold"_s, SubscriberState::Active}
                                 << u"?nameFilter=N&eventFilter=sale.sold&statusFilter=Active"_s;
}

void SuperOfficeTest::narrowsTheList()
{
    QFETCH(SuperOffice::Filter, filter);
    QFETCH(QString, query);

    const auto request = m_dialect.listSubscribers(accessOf(), filter);

    QVERIFY(request);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + query);
}

void SuperOfficeTest::narrowsNoFurtherThanAsked_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("event");
    QTest::addColumn<int>("isActive"); // -1: either
    QTest::addColumn<QString>("query");
    const auto row
        = [](const char *tag,
             const QString &search,
             const QString &name,
             const QString &event,
             int isActive,
             const QString &query) { QTest::newRow(tag) << search << name << event << isActive << query; };
    row("nothing", {}, {}, {}, -1, {});
    row("an event", {}, {}, u"sale.sold"_s, -1, u"?eventFilter=sale.sold"_s);
    row("active ones", {}, {}, {}, 1, u"?statusFilter=Active"_s);
    // Stopped, or stopped by errors: two states, and one filter.
    row("the others", {}, {}, {}, 0, {});
    // Its filter finds whole names alone.
    row("a text", u"sal"_s, {}, {}, -1, {});
    row("a name", {}, u"A & B"_s, {}, -1, u"?nameFilter=A%20%26%20B"_s);
    row("all of it",
        u"sal"_s,
        u"N"_s,
        u"sale.sold"_s,
        1,
        u"?nameFilter=N&eventFilter=sale.sold&statusFilter=Active"_s);
}

void SuperOfficeTest::narrowsNoFurtherThanAsked()
{
    QFETCH(QString, search);
    QFETCH(QString, name);
    QFETCH(QString, event);
    QFETCH(int, isActive);
    QFETCH(QString, query);
    SubscriberQuery asked;
    asked.search = search;
    asked.name = name;
    asked.event = event;
    if (isActive >= 0)
        asked.isActive = isActive == 1;

    const auto request = m_dialect.listSubscribers(accessOf(), asked);

    QVERIFY(request);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + query);
    QCOMPARE(m_dialect.narrowsSubscribers(asked), !query.isEmpty());
}

void SuperOfficeTest::takesNoOtherRouteForAnId_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"", "default", "Test", "7/LastError", "-1", "7 ", "٧"})
        QTest::newRow(id) << QString::fromUtf8(id);
}

void SuperOfficeTest::takesNoOtherRouteForAnId()
{
    QFETCH(QString, id);
    SubscriberDraft draft = editOf(R"({"Name":"N"})");
    draft.id = SubscriberId{id};

    const QList<Result<Request>> requests{m_dialect.showSubscriber(accessOf(), {id}),
                                          m_dialect.removeSubscriber(accessOf(), {id}),
                                          m_dialect.lastError(accessOf(), {id}),
                                          m_dialect.usage(accessOf(), {id}),
                                          m_dialect.saveSubscriber(accessOf(), draft)};

    for (const auto &request : requests) {
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::NotFound);
        QCOMPARE(request.error().reason, Reason::NoSuchSubscriber);
        QCOMPARE(request.error().subject, id);
    }
}

void SuperOfficeTest::selectsMembersOfOne_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("end"); // of the URL
    QTest::newRow("by REST") << QJsonObject{} << "GET"_ba << u"/Webhook/7?$select=Name,category/id"_s;
    QTest::newRow("by the agent") << QJsonObject{{u"routes"_s, u"agents"_s}} << "POST"_ba
                                  << u"/Webhook/GetWebhook?webhookId=7&$select=Name,category/id"_s;
}

void SuperOfficeTest::selectsMembersOfOne()
{
    QFETCH(QJsonObject, settings);
    QFETCH(QString, end);

    const auto request = m_dialect.selectMembers(accessOf(settings), {u"7"_s}, {u"Name"_s, u"category/id"_s});

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    const QString url = QString::fromUtf8(request->url.toEncoded());
    QVERIFY2(url.endsWith(end), qPrintable(url));
    QTEST(request->method, "method");
    QCOMPARE(request->effect, Effect::Read);
}

void SuperOfficeTest::selectsMembersOfAnEditsAnswer_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<QByteArray>("method");
    QTest::newRow("json") << u"json"_s << "PATCH"_ba;
    QTest::newRow("merge") << u"merge"_s << "PATCH"_ba;
    QTest::newRow("put") << u"put"_s << "PUT"_ba;
}

void SuperOfficeTest::selectsMembersOfAnEditsAnswer()
{
    QFETCH(QString, way);
    SubscriberDraft draft = editOf(R"({"Name":"New"})");
    setSecret(draft, "s");
    const auto plain = m_dialect.saveSubscriber(accessOf({{u"patch"_s, way}}), draft);
    draft.select = {u"Name"_s, u"category/id"_s};

    const auto request = m_dialect.saveSubscriber(accessOf({{u"patch"_s, way}}), draft);

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QTEST(request->method, "method");
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + u"/7?$select=Name,category/id"_s);
    QCOMPARE(request->body, plain->body);
    QCOMPARE(request->headers, plain->headers);
    draft.select = {u"Secret"_s};
    QCOMPARE(problemOf(m_dialect.saveSubscriber(accessOf({{u"patch"_s, way}}), draft).error()),
             problemOf(invalid(Reason::UnknownField, u"Secret"_s)));
}

void SuperOfficeTest::selectsNoMemberThatCantBe_data()
{
    QTest::addColumn<QStringList>("members");
    QTest::addColumn<Error>("expected");
    const auto row = [](const char *tag, const QString &member) {
        QTest::newRow(tag) << QStringList{u"Name"_s, member} << invalid(Reason::UnknownField, member);
    };
    QTest::newRow("none") << QStringList{} << invalid(Reason::Required, u"select"_s);
    row("an empty one", u""_s);
    row("a blank", u"First name"_s);
    row("another parameter", u"Name&nameFilter=x"_s);
    row("a line break", u"Name\n"_s);
    row("a number", u"7"_s);
    row("a slash too many", u"category//id"_s);
    row("all", u"*"_s);
    row("the secret", u"Secret"_s);
    row("the secret in another case", u"secret/x"_s);
}

void SuperOfficeTest::selectsNoMemberThatCantBe()
{
    QFETCH(QStringList, members);
    QFETCH(Error, expected);

    const auto request = m_dialect.selectMembers(accessOf(), {u"7"_s}, members);

    QVERIFY(!request);
    QCOMPARE(problemOf(request.error()), problemOf(expected));
}

// What wasn't asked for comes as null, and is unknown all the same.
void SuperOfficeTest::aSelectionIsReadAlone()
{
    const Response response = reply(
        R"({"WebhookId":0,"Name":"N","Events":null,"State":null,"Secret":"s","RegisteredAssociate":{"Name":"A"}})");

    const auto some = m_dialect.readMembers(response, {u"name"_s, u"registeredAssociate/Name"_s});
    const auto secret = m_dialect.readMembers(response, {u"secret"_s});

    QVERIFY(some);
    QCOMPARE(*some, objectOf(R"({"Name":"N","RegisteredAssociate":{"Name":"A"}})"));
    QVERIFY(secret);
    QVERIFY(secret->isEmpty());
}

void SuperOfficeTest::asksTheServerWhatItIs_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("routes");
    QTest::newRow("on site") << kSite << QString() << u"https://crm.example.com/api"_s
                             << u"https://crm.example.com/api/v1"_s;
    QTest::newRow("with its version")
        << u"https://crm.example.com/so/api/v1"_s << QString() << u"https://crm.example.com/so/api"_s
        << u"https://crm.example.com/so/api/v1"_s;
    QTest::newRow("of a tenant") << u"https://sod.superoffice.com"_s << u"Cust1"_s
                                 << u"https://sod.superoffice.com/Cust1/api"_s
                                 << u"https://sod.superoffice.com/Cust1/api/v1"_s;
}

void SuperOfficeTest::asksTheServerWhatItIs()
{
    QFETCH(QString, baseUrl);
    QFETCH(QString, tenant);
    Access access = accessOf({{u"tenant"_s, tenant}});
    access.connection.baseUrl = baseUrl;

    const auto version = m_dialect.service(access);
    const auto routes = m_dialect.routesAfter(
        access, {ErrorKind::NotAuthorised, Reason::RemoteForbidden, {}, {}, {}, {}, 404});

    QVERIFY(version);
    QCOMPARE(version->method, "GET"_ba);
    QTEST(version->url.toString(), "version");
    QCOMPARE(version->headers, rawHeaders());
    QVERIFY(routes);
    QCOMPARE(routes->method, "GET"_ba);
    QTEST(routes->url.toString(), "routes");
}

void SuperOfficeTest::readsWhatTheServerIs_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("service");
    QTest::newRow("its version") << R"({"NetServerVersion":"10.3.7.842"})"_ba << u"NetServer 10.3.7.842"_s;
    QTest::newRow("its name") << R"({"NetServer":"NetServer 8.1"})"_ba << u"NetServer 8.1"_s;
    QTest::newRow("a number") << R"({"NetServerVersion":10})"_ba << QString();
    QTest::newRow("an empty one") << R"({"NetServerVersion":"  "})"_ba << QString();
    QTest::newRow("a list") << R"([{"NetServerVersion":"10"}])"_ba << QString();
    QTest::newRow("twice") << R"({"NetServerVersion":"10","NetServerVersion":"11"})"_ba << QString();
    QTest::newRow("a page") << "<html>"_ba << QString();
    QTest::newRow("nothing") << ""_ba << QString();
    QTest::newRow("lines") << "{\"NetServerVersion\":\"10\\n11\"}"_ba << u"NetServer 10 11"_s;
}

void SuperOfficeTest::readsWhatTheServerIs()
{
    QFETCH(QByteArray, body);

    QTEST(m_dialect.readService(reply(body)), "service");
    QCOMPARE(m_dialect.readService(reply(body, 404)), QString());
}

void SuperOfficeTest::asksForTheRoutesAfterA404Alone()
{
    Error error{ErrorKind::NotAuthorised, Reason::RemoteForbidden, {}, {}, {}, {}, 403};
    QCOMPARE(m_dialect.routesAfter(accessOf(), error).error().kind, ErrorKind::Unsupported);
    error.httpStatus = 404;
    QVERIFY(m_dialect.routesAfter(accessOf(), error));
}

void SuperOfficeTest::readsWhetherThereAreWebhooks_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("hasNone");
    QTest::newRow("others alone") << R"({"https://a/api/v1/Contact":{"GET":"Gets."}})"_ba << true;
    QTest::newRow("by REST") << R"({"https://a/api/v1/Webhook/{id}":{"GET":"Gets."}})"_ba << false;
    QTest::newRow("in another case") << R"({"/api/v1/webhook":["GET"]})"_ba << false;
    QTest::newRow("by the agent") << R"({"/api/v1/Agents/Webhook/GetWebhook?webhookId={id}":{}})"_ba << false;
    QTest::newRow("a longer word") << R"({"/api/v1/WebhookUsage":{}})"_ba << true;
    QTest::newRow("in its query") << R"({"/api/v1/Contact?by=/Webhook":{}})"_ba << true;
    QTest::newRow("nothing") << "{}"_ba << false;
    QTest::newRow("no routes") << R"({"Message":"Denied.","a/b":"c"})"_ba << false;
    QTest::newRow("a list") << R"(["/api/v1/Contact"])"_ba << false;
    QTest::newRow("a page") << "<html>"_ba << false;
}

void SuperOfficeTest::readsWhetherThereAreWebhooks()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, hasNone);
    const Error before{ErrorKind::NotAuthorised, Reason::RemoteForbidden, {}, {}, {}, {}, 404};

    const Error found = m_dialect.readRoutes(reply(body), before);

    QCOMPARE(found.reason, hasNone ? Reason::RemoteWithoutWebhooks : Reason::RemoteForbidden);
    QCOMPARE(found.kind, hasNone ? ErrorKind::Unsupported : ErrorKind::NotAuthorised);
    QCOMPARE(m_dialect.readRoutes(reply(body, 403), before).reason, Reason::RemoteForbidden);
}

void SuperOfficeTest::hasNoJobsAndNoSignIn()
{
    const Access access = accessOf();

    QVERIFY(!m_dialect.signIn(access));
    QCOMPARE(m_dialect.listJobs(access, {}, {}).error().kind, ErrorKind::Unsupported);
    QCOMPARE(m_dialect.readJobs(reply("[]"), {}).error().kind, ErrorKind::Unsupported);
    QCOMPARE(m_dialect.replay(access, {u"1"_s}).error().kind, ErrorKind::Unsupported);
    QCOMPARE(m_dialect.logIn(access, Secret("x")).error().kind, ErrorKind::Unsupported);
    QCOMPARE(m_dialect.readToken(reply("{}"), {}).error().reason, Reason::ReplyWrongType);
}

void SuperOfficeTest::readsTheVendorsSample()
{
    const auto subscriber = m_dialect.readSubscriber(reply(kSample));

    QVERIFY2(subscriber, qPrintable(subscriber ? QString() : problemOf(subscriber.error())));
    QCOMPARE(subscriber->id.value, u"109"_s);
    QCOMPARE(subscriber->uuid, QString());
    QCOMPARE(subscriber->name, u"Contact Created Webhook"_s);
    QCOMPARE(subscriber->url, u"http://www.example.com/"_s);
    QCOMPARE(subscriber->state, SubscriberState::Active);
    QVERIFY(subscriber->isActive);
    QCOMPARE(toIso(*subscriber->createdAt), u"2021-09-05T12:34:02.943Z"_s);
    QCOMPARE(toIso(*subscriber->updatedAt), u"2022-02-23T13:34:02.943Z"_s);
    QVERIFY(subscriber->secrets[u"Secret"_s].isSet);
    QJsonObject expected = objectOf(kSample);
    expected.remove(u"Secret"_s);
    QCOMPARE(subscriber->fields, expected);
}

void SuperOfficeTest::readsTheProposal()
{
    const auto fields = m_dialect.readDefault(
        reply(R"({"WebhookId":0,"Name":null,"Events":["contact.created","contact.deleted"],"TargetUrl":null,)"
              R"( "Secret":null,"State":"Active","Type":"webhook","Headers":null,"Properties":null,)"
              R"( "Registered":"0001-01-01T00:00:00","Updated":"0001-01-01T00:00:00","ErrorsEmail":null,)"
              R"( "RegisteredAssociate":null,"UpdatedAssociate":null})"));

    QVERIFY(fields);
    QCOMPARE(fields->value("Events"_L1), jsonOf(R"(["contact.created","contact.deleted"])"));
    QCOMPARE(fields->value("State"_L1), QJsonValue(u"Active"_s));
    QVERIFY(fields->value("Name"_L1).isNull());
    QVERIFY(!fields->contains("Secret"_L1));
}

// No id, no dates, and nothing that is empty: what a person is to fill in.
void SuperOfficeTest::startsANewOneWithTheProposal()
{
    const auto fields = m_dialect.readNewSubscriber(
        reply(R"({"WebhookId":0,"Name":null,"Events":["contact.created"],"TargetUrl":null,"Secret":"s",)"
              R"( "State":"Active","Type":"webhook","Headers":null,"Registered":"0001-01-01T00:00:00"})"));
    const auto closed = m_dialect.readNewSubscriber(reply("{}", 404));

    QVERIFY(fields);
    QCOMPARE(*fields, objectOf(R"({"Events":["contact.created"],"State":"Active","Type":"webhook"})"));
    // The app was not granted this.
    QCOMPARE(closed.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(closed.error().reason, Reason::RemoteForbidden);
    QCOMPARE(m_dialect.readDefault(reply("{}", 404)).error().reason, Reason::RemoteForbidden);
}

void SuperOfficeTest::readsTolerantly_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<SubscriberState>("state");
    const auto row = [](const char *tag, const char *members, SubscriberState state) {
        QTest::newRow(tag) << QByteArray(members) << state;
    };
    row("number as state", R"({"State":2})", SubscriberState::Stopped);
    row("state as text of a number", R"({"State":"3"})", SubscriberState::TooManyErrors);
    row("zero", R"({"State":0})", SubscriberState::Unknown);
    row("a state of tomorrow", R"({"State":"Paused"})", SubscriberState::Unknown);
    row("a number of tomorrow", R"({"State":9})", SubscriberState::Unknown);
    row("no state", R"({"State":null})", SubscriberState::Unknown);
    row("id as text", R"({"WebhookId":"7"})", SubscriberState::Active);
    row("nulls",
        R"({"Name":null,"Events":null,"TargetUrl":null,"Type":null,"Headers":null,"Properties":null,"ErrorsEmail":null,)"
        R"( "Registered":null,"Updated":null,"Secret":null,"_Links":null})",
        SubscriberState::Active);
    row("an empty list", R"({"Events":[]})", SubscriberState::Active);
    row("empty objects", R"({"Headers":{},"Properties":{}})", SubscriberState::Active);
    row("a script", R"({"Type":"crmscript","TargetUrl":"my_script"})", SubscriberState::Active);
    row("a script by number", R"({"Type":"crmscript","TargetUrl":42})", SubscriberState::Active);
    row("never changed",
        R"({"Registered":"0001-01-01T00:00:00","Updated":"0001-01-01T00:00:00"})",
        SubscriberState::Active);
    row("no time", R"({"Updated":"yesterday"})", SubscriberState::Active);
    row("members nobody knows",
        R"({"FieldProperties":{"Secret":{"FieldLength":400}},"TableRight":null,"RegisteredAssociate":{"AssociateId":1}})",
        SubscriberState::Active);
}

void SuperOfficeTest::readsTolerantly()
{
    QFETCH(QByteArray, members);
    const QByteArray body = webhookWith(members);
    QJsonObject expected = objectOf(body);
    expected.remove(u"Secret"_s);

    const auto subscriber = m_dialect.readSubscriber(reply(body));

    QVERIFY2(subscriber, qPrintable(subscriber ? QString() : problemOf(subscriber.error())));
    QCOMPARE(subscriber->id.value, u"7"_s);
    QTEST(subscriber->state, "state");
    QCOMPARE(subscriber->isActive, subscriber->state == SubscriberState::Active);
    // In the server's own spelling and shape.
    QCOMPARE(subscriber->fields, expected);
    QCOMPARE(subscriber->url, expected.value("TargetUrl"_L1).toVariant().toString());
    QVERIFY(!subscriber->updatedAt);
}

// What it left out is unknown, and overwrites nothing.
void SuperOfficeTest::tellsWhatAReplyHeld_data()
{
    QTest::addColumn<QString>("without");
    QTest::addColumn<ToldParts>("told");
    QTest::newRow("all of it") << QString() << ToldParts(Told::Name | Told::Url | Told::State);
    QTest::newRow("no name") << u"Name"_s << ToldParts(Told::Url | Told::State);
    QTest::newRow("no target") << u"TargetUrl"_s << ToldParts(Told::Name | Told::State);
    QTest::newRow("no state") << u"State"_s << ToldParts(Told::Name | Told::Url);
}

void SuperOfficeTest::tellsWhatAReplyHeld()
{
    QFETCH(QString, without);
    QJsonObject webhook = objectOf(webhookWith("{}"));
    webhook.remove(without);

    const auto subscriber = m_dialect.readSubscriber(reply(QJsonDocument(webhook).toJson()));

    QVERIFY(subscriber);
    QTEST(subscriber->told, "told");
}

void SuperOfficeTest::namesTheMemberOfAWrongType_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *tag, const QByteArray &body, const QString &member) {
        QTest::newRow(tag) << body << member;
    };
    row("a list", "[]", u"Webhook"_s);
    row("a text", R"("Webhook")", u"Webhook"_s);
    row("no id", R"({"Name":"N"})", u"WebhookId"_s);
    row("id null", webhookWith(R"({"WebhookId":null})"), u"WebhookId"_s);
    row("id 0", webhookWith(R"({"WebhookId":0})"), u"WebhookId"_s);
    row("half an id", webhookWith(R"({"WebhookId":7.5})"), u"WebhookId"_s);
    row("id beyond int32", webhookWith(R"({"WebhookId":4294967296})"), u"WebhookId"_s);
    row("id a word", webhookWith(R"({"WebhookId":"default"})"), u"WebhookId"_s);
    row("id an object", webhookWith(R"({"WebhookId":{}})"), u"WebhookId"_s);
    for (const QString &member : {u"Name"_s,
                                  u"TargetUrl"_s,
                                  u"Secret"_s,
                                  u"Type"_s,
                                  u"Registered"_s,
                                  u"Updated"_s,
                                  u"ErrorsEmail"_s,
                                  u"State"_s}) {
        row(qPrintable(member + u" an object"_s), webhookWith("{\"" + member.toUtf8() + "\":{}}"), member);
        row(qPrintable(member + u" true"_s), webhookWith("{\"" + member.toUtf8() + "\":true}"), member);
    }
    row("events a text", webhookWith(R"({"Events":"contact.created"})"), u"Events"_s);
    row("events an object", webhookWith(R"({"Events":{}})"), u"Events"_s);
    row("a number among the events", webhookWith(R"({"Events":["a.b",1]})"), u"Events"_s);
    row("headers a list", webhookWith(R"({"Headers":[]})"), u"Headers"_s);
    row("headers a text", webhookWith(R"({"Headers":"X-A: 1"})"), u"Headers"_s);
    row("properties a number", webhookWith(R"({"Properties":1})"), u"Properties"_s);
    row("properties false", webhookWith(R"({"Properties":false})"), u"Properties"_s);
}

void SuperOfficeTest::namesTheMemberOfAWrongType()
{
    QFETCH(QByteArray, body);

    const auto subscriber = m_dialect.readSubscriber(reply(body));

    QVERIFY(!subscriber);
    QCOMPARE(subscriber.error().kind, ErrorKind::Failed);
    QCOMPARE(subscriber.error().reason, Reason::ReplyWrongType);
    QTEST(subscriber.error().subject, "member");
}

// As an agent says it; of a list it says nothing.
void SuperOfficeTest::takesNullForAMissingOne()
{
    const auto shown = m_dialect.readSubscriber(reply("null"));
    const auto selected = m_dialect.readMembers(reply("null"), {u"Name"_s});
    const auto tested = m_dialect.testAtVendor(accessOf(), reply("null"));
    const auto listed = m_dialect.readSubscribers(reply("null"));

    QCOMPARE(selected.error().reason, Reason::NoSuchSubscriber);
    QCOMPARE(tested.error().reason, Reason::NoSuchSubscriber);
    QVERIFY(!shown);
    QCOMPARE(shown.error().kind, ErrorKind::NotFound);
    QCOMPARE(shown.error().reason, Reason::NoSuchSubscriber);
    QCOMPARE(listed.error().reason, Reason::ReplyWrongType);
}

void SuperOfficeTest::keepsTheSecretOutOfTheFields_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<bool>("isKnown");
    QTest::addColumn<bool>("isSet");
    QTest::newRow("set") << R"({"Secret":"hunter2"})"_ba << true << true;
    QTest::newRow("empty") << R"({"Secret":""})"_ba << true << false;
    QTest::newRow("null") << R"({"Secret":null})"_ba << true << false;
    QTest::newRow("not told") << "{}"_ba << false << false;
    QTest::newRow("in another case") << R"({"secret":"hunter2"})"_ba << false << false;
}

void SuperOfficeTest::keepsTheSecretOutOfTheFields()
{
    QFETCH(QByteArray, members);

    const auto subscriber = m_dialect.readSubscriber(reply(webhookWith(members)));

    QVERIFY(subscriber);
    QTEST(subscriber->secrets.contains(u"Secret"_s), "isKnown");
    QTEST(subscriber->secrets.value(u"Secret"_s).isSet, "isSet");
    QVERIFY(!QJsonDocument(subscriber->fields).toJson().contains("hunter2"));
    QVERIFY(!subscriber->fields.contains("Secret"_L1));
}

void SuperOfficeTest::readsAList()
{
    const auto listed = m_dialect.readSubscribers(reply("[" + webhookWith(R"({"WebhookId":1})") + ","
                                                        + webhookWith(R"({"WebhookId":2,"State":2})") + "]"));
    const auto none = m_dialect.readSubscribers(reply("[]"));

    QVERIFY(listed);
    QCOMPARE(listed->count, 2);
    QCOMPARE(listed->rows.at(0).id.value, u"1"_s);
    QCOMPARE(listed->rows.at(1).state, SubscriberState::Stopped);
    QVERIFY(none);
    QVERIFY(none->rows.isEmpty());
    QCOMPARE(none->count, 0);
}

void SuperOfficeTest::refusesAListThatIsNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("wrapped") << R"({"value":[]})"_ba << Reason::ReplyWrongType;
    QTest::newRow("null") << "null"_ba << Reason::ReplyWrongType;
    QTest::newRow("a row that is none") << "[" + webhookWith("{}") + ",null]" << Reason::ReplyWrongType;
    QTest::newRow("cut off") << R"([{"WebhookId":1)"_ba << Reason::ReplyNotJson;
    QTest::newRow("a page") << "<html>"_ba << Reason::ReplyNotJson;
    QTest::newRow("empty") << ""_ba << Reason::ReplyNotJson;
    QTest::newRow("doubled") << R"([{"WebhookId":1,"WebhookId":2}])"_ba << Reason::ReplyDoubledKey;
}

void SuperOfficeTest::refusesAListThatIsNone()
{
    QFETCH(QByteArray, body);

    const auto listed = m_dialect.readSubscribers(reply(body));

    QVERIFY(!listed);
    QCOMPARE(listed.error().kind, ErrorKind::Failed);
    QTEST(listed.error().reason, "reason");
}

void SuperOfficeTest::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("moment");
    QTest::newRow("offset") << u"2022-02-23T14:34:02.94332+01:00"_s << u"2022-02-23T13:34:02.943Z"_s;
    QTest::newRow("behind") << u"2022-02-23T23:34:02-05:00"_s << u"2022-02-24T04:34:02.000Z"_s;
    QTest::newRow("none is UTC") << u"2022-02-23T14:34:02"_s << u"2022-02-23T14:34:02.000Z"_s;
    QTest::newRow("Z") << u"2022-02-23T14:34:02.5Z"_s << u"2022-02-23T14:34:02.500Z"_s;
    QTest::newRow("never rounded up") << u"2022-02-23T14:34:59.9999999Z"_s << u"2022-02-23T14:34:59.999Z"_s;
    QTest::newRow("never") << u"0001-01-01T00:00:00"_s << QString();
    QTest::newRow("never, in UTC") << u"0001-01-01T00:00:00Z"_s << QString();
    QTest::newRow("no such day") << u"2022-02-30T14:34:02Z"_s << QString();
    QTest::newRow("a day") << u"2022-02-23"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void SuperOfficeTest::readsTimes()
{
    QFETCH(QString, text);
    const std::optional<Instant> moment = superoffice::momentFrom(text);
    QTEST(moment ? toIso(*moment) : QString(), "moment");
}

void SuperOfficeTest::readsATest()
{
    const auto passed = m_dialect.readTest(
        reply(R"({"Success":true,"Message":"HTTP 200","TableRight":null,"FieldProperties":{}})"));
    const auto failed = m_dialect.readTest(reply(R"({"Success":false,"Message":null})"));
    const auto odd = m_dialect.readTest(reply(R"({"Success":"yes"})"));
    const auto empty = m_dialect.readTest(reply("null"));

    QVERIFY(passed);
    QVERIFY(passed->isSuccess);
    QCOMPARE(passed->message, u"HTTP 200"_s);
    QVERIFY(failed);
    QVERIFY(!failed->isSuccess);
    QCOMPARE(failed->message, QString());
    QCOMPARE(odd.error().subject, u"Success"_s);
    QCOMPARE(empty.error().reason, Reason::ReplyWrongType);
}

void SuperOfficeTest::readsTheLastError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << R"("HTTP 503\r\nbusy")"_ba << u"HTTP 503\r\nbusy"_s;
    QTest::newRow("null") << "null"_ba << QString();
    QTest::newRow("nothing") << ""_ba << QString();
}

void SuperOfficeTest::readsTheLastError()
{
    QFETCH(QByteArray, body);

    const auto text = m_dialect.readLastError(reply(body));

    QVERIFY(text);
    QTEST(*text, "text");
    QCOMPARE(m_dialect.readLastError(reply("{}")).error().subject, u"LastError"_s);
    QCOMPARE(m_dialect.readLastError(reply("", 404)).error().kind, ErrorKind::NotFound);
}

void SuperOfficeTest::asksForTheFiguresOfOne()
{
    const auto request = m_dialect.usage(accessOf({{u"tenant"_s, u"Cust1"_s}}), {u"109"_s});

    QVERIFY(request);
    QCOMPARE(request->method, "GET"_ba);
    QCOMPARE(request->effect, Effect::Read);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()),
             u"https://crm.example.com/Cust1/api/v1/Archive/dynamic?$select="
             "webhook_usage.webhook_usage_id,webhook_usage.total_calls,webhook_usage.total_errors,"
             "webhook_usage.consecutive_errors,webhook_usage.last_error"
             "&$filter=webhook_usage.webhook_usage_id%20eq%20109"_s);
}

void SuperOfficeTest::readsFigures_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<SubscriberUsage>("usage");
    const SubscriberId id{u"109"_s};
    const QByteArray other = R"({"webhook_usage.webhook_usage_id":110,"webhook_usage.total_calls":1},)";
    QTest::newRow("numbers") << QByteArray(
        other
        + R"({"PrimaryKey":"109","webhook_usage.webhook_usage_id":109,)"
          R"("webhook_usage.total_calls":12,"webhook_usage.total_errors":3,)"
          R"("webhook_usage.consecutive_errors":0,"webhook_usage.last_error":"503 busy"})")
                             << SubscriberUsage{id, 12, 3, 0, u"503 busy"_s};
    QTest::newRow("texts")
        << R"({"webhook_usage.webhook_usage_id":"109","webhook_usage.total_calls":"[I:12]",)"
           R"("webhook_usage.total_errors":"3","webhook_usage.last_error":null})"_ba
        << SubscriberUsage{id, 12, 3, {}, {}};
    QTest::newRow("grouped by a culture")
        << "{\"webhook_usage.webhook_usage_id\":109,\"webhook_usage.total_calls\":\"[I:1\u00a0234\u00a0567]"
           "\","
           "\"webhook_usage.total_errors\":\"1.234\",\"webhook_usage.consecutive_errors\":\"1,234\"}"_ba
        << SubscriberUsage{id, 1234567, 1234, 1234, {}};
    QTest::newRow("another's") << other.chopped(1) << SubscriberUsage{id, {}, {}, {}, {}};
    QTest::newRow("none") << ""_ba << SubscriberUsage{id, {}, {}, {}, {}};
}

void SuperOfficeTest::readsFigures()
{
    QFETCH(QByteArray, rows);

    const auto usage = m_dialect.readUsage(
        reply(R"({"odata.metadata":"x","odata.nextLink":null,"value":[)" + rows + "]}"), {u"109"_s});

    QVERIFY(usage);
    QTEST(*usage, "usage");
}

void SuperOfficeTest::refusesWrongFigures_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("member");
    const QByteArray start = R"({"value":[{"webhook_usage.webhook_usage_id":109,)";
    QTest::newRow("an array") << "[]"_ba << u"archive"_s;
    QTest::newRow("no rows") << "{}"_ba << u"value"_s;
    QTest::newRow("a text for a row") << R"({"value":["109"]})"_ba << u"value"_s;
    QTest::newRow("a word") << QByteArray(start + R"("webhook_usage.total_calls":"many"}]})")
                            << u"webhook_usage.total_calls"_s;
    QTest::newRow("half of one") << QByteArray(start + R"("webhook_usage.total_calls":"1.5"}]})")
                                 << u"webhook_usage.total_calls"_s;
    QTest::newRow("less than none") << QByteArray(start + R"("webhook_usage.total_errors":-1}]})")
                                    << u"webhook_usage.total_errors"_s;
    QTest::newRow("a flag") << QByteArray(start + R"("webhook_usage.consecutive_errors":true}]})")
                            << u"webhook_usage.consecutive_errors"_s;
    QTest::newRow("an object") << QByteArray(start + R"("webhook_usage.last_error":{}}]})")
                               << u"webhook_usage.last_error"_s;
}

void SuperOfficeTest::refusesWrongFigures()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, member);

    const auto usage = m_dialect.readUsage(reply(body), {u"109"_s});
    const auto closed = m_dialect.readUsage(reply("", 404), {u"109"_s});

    QVERIFY(!usage);
    QCOMPARE(usage.error().reason, Reason::ReplyWrongType);
    QCOMPARE(usage.error().subject, member);
    QCOMPARE(closed.error().reason, Reason::RemoteForbidden);
}

void SuperOfficeTest::postsANewOneAsGiven()
{
    SubscriberDraft draft = newOne(
        R"({"Name":"N","TargetUrl":"https://a.example/","State":2,"Headers":null,"Type":"webhook"})");
    draft.base = objectOf(R"({"Name":"N","ErrorsEmail":"left@out.example"})"); // a copied one's
    setSecret(draft, "geheim ✓");

    const auto request = m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"merge"_s}}), draft);

    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QCOMPARE(jsonOf(request->body),
             jsonOf(R"({"Name":"N","TargetUrl":"https://a.example/","State":"Stopped","Headers":null,)"
                    R"( "Type":"webhook","Secret":"geheim ✓"})"));
}

void SuperOfficeTest::patchesWithATestBeforeEachChange_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("patch");
    const auto row = [](const char *tag, const char *changes, const char *patch) {
        QTest::newRow(tag) << QByteArray(changes) << QByteArray(patch);
    };
    row("nothing", "{}", "[]");
    row("the same again", R"({"Name":"Old","Properties":null,"State":1})", "[]");
    row("enable and disable",
        R"({"State":"Stopped"})",
        R"([{"op":"test","path":"/State","value":"Active"},{"op":"replace","path":"/State","value":"Stopped"}])");
    row("state by number",
        R"({"State":2})",
        R"([{"op":"test","path":"/State","value":"Active"},{"op":"replace","path":"/State","value":"Stopped"}])");
    row("a list whole",
        R"({"Events":["contact.created","sale.sold"]})",
        R"([{"op":"test","path":"/Events","value":["contact.created"]},)"
        R"( {"op":"replace","path":"/Events","value":["contact.created","sale.sold"]}])");
    row("an object whole",
        R"({"Headers":{"X/B":"2"}})",
        R"([{"op":"test","path":"/Headers","value":{"X-A":"1","X-B":"2"}},)"
        R"( {"op":"replace","path":"/Headers","value":{"X/B":"2"}}])");
    row("a name with a tilde, whole",
        R"({"Headers":{"X~B":"2"}})",
        R"([{"op":"test","path":"/Headers","value":{"X-A":"1","X-B":"2"}},)"
        R"( {"op":"replace","path":"/Headers","value":{"X~B":"2"}}])");
    row("an entry that goes",
        R"({"Headers":{"X-B":"2"}})",
        R"([{"op":"test","path":"/Headers/X-A","value":"1"},{"op":"remove","path":"/Headers/X-A"}])");
    row("an entry that changes",
        R"({"Headers":{"X-A":"1","X-B":"3"}})",
        R"([{"op":"test","path":"/Headers/X-B","value":"2"},)"
        R"( {"op":"replace","path":"/Headers/X-B","value":"3"}])");
    row("an entry that comes",
        R"({"Headers":{"X-A":"1","X-B":"2","X-C":"3"}})",
        R"([{"op":"test","path":"/Headers","value":{"X-A":"1","X-B":"2"}},)"
        R"( {"op":"add","path":"/Headers/X-C","value":"3"}])");
    row("an entry in another case",
        R"({"Headers":{"x-a":"1","X-B":"2"}})",
        R"([{"op":"test","path":"/Headers","value":{"X-A":"1","X-B":"2"}},)"
        R"( {"op":"test","path":"/Headers/X-A","value":"1"},{"op":"remove","path":"/Headers/X-A"},)"
        R"( {"op":"add","path":"/Headers/x-a","value":"1"}])");
    row("entries that differ by their case alone",
        R"({"Headers":{"X-A":"1","X-B":"2","x-b":"3"}})",
        R"([{"op":"test","path":"/Headers","value":{"X-A":"1","X-B":"2"}},)"
        R"( {"op":"replace","path":"/Headers","value":{"X-A":"1","X-B":"2","x-b":"3"}}])");
    row("cleared",
        R"({"Headers":null})",
        R"([{"op":"test","path":"/Headers","value":{"X-A":"1","X-B":"2"}},)"
        R"( {"op":"replace","path":"/Headers","value":null}])");
    row("set where nothing was",
        R"({"ErrorsEmail":"a@b.example"})",
        R"([{"op":"test","path":"/ErrorsEmail","value":null},)"
        R"( {"op":"add","path":"/ErrorsEmail","value":"a@b.example"}])");
    row("in the order of the fields",
        R"({"ErrorsEmail":"a@b.example","TargetUrl":"https://b.example/","Name":"New"})",
        R"([{"op":"test","path":"/Name","value":"Old"},)"
        R"( {"op":"replace","path":"/Name","value":"New"},)"
        R"( {"op":"test","path":"/TargetUrl","value":"https://a.example/x"},)"
        R"( {"op":"replace","path":"/TargetUrl","value":"https://b.example/"},)"
        R"( {"op":"test","path":"/ErrorsEmail","value":null},)"
        R"( {"op":"add","path":"/ErrorsEmail","value":"a@b.example"}])");
}

void SuperOfficeTest::patchesWithATestBeforeEachChange()
{
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, patch);
    const SubscriberDraft draft = editOf(changes);

    const auto request = m_dialect.saveSubscriber(accessOf(), draft);

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QCOMPARE(jsonOf(request->body), jsonOf(patch));
    QCOMPARE(valueOf(request->headers, "If-Unmodified-Since"), std::nullopt);
    // To a strict engine it says the same, and to the server's own.
    const Json operations = Json::parse(request->body.toStdString());
    const auto strictly = patched(json::value(draft.base), operations);
    QVERIFY(strictly);
    QCOMPARE(superoffice::patchedThere(json::value(draft.base), operations), strictly);
}

// A strict engine takes it, and finds out what somebody else did in between.
void SuperOfficeTest::aPatchDoesWhatItSays()
{
    const SubscriberDraft draft = editOf(
        R"({"Name":"New","Events":[],"Headers":{"X-B":"3"},"Properties":{"a":null},"State":"Stopped"})");
    const auto request = m_dialect.saveSubscriber(accessOf(), draft);
    QVERIFY(request);
    const Json patch = Json::parse(request->body.toStdString());
    QJsonObject wanted = draft.base;
    for (auto change = draft.changes.begin(); change != draft.changes.end(); ++change)
        wanted.insert(change.key(), *change);
    QJsonObject others = draft.base;
    others.insert(u"Name"_s, u"Theirs"_s);

    const auto result = patched(json::value(draft.base), patch);
    const auto conflict = patched(json::value(others), patch);

    QVERIFY(result);
    QCOMPARE(objectOf(QByteArray::fromStdString(result->dump())), wanted);
    QVERIFY(!conflict);
    QCOMPARE(conflict.error().kind, ErrorKind::Conflict);
}

// Of a secret nobody has the old value, nor of a member that nobody saw: no test can stand before them.
void SuperOfficeTest::guardsWhatHasNoTestByItsDate_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("secret"); // empty: kept; "-": cleared
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<bool>("isGuarded");
    const QByteArray known = QJsonDocument(someBase()).toJson();
    const QByteArray dated = R"({"Name":"Old","Updated":"2022-02-23T14:34:02.99999+01:00"})";
    const auto row = [](const char *tag,
                        const QByteArray &base,
                        const char *changes,
                        const char *secret,
                        const char *patch,
                        bool isGuarded) {
        QTest::newRow(tag) << base << QByteArray(changes) << QByteArray(secret) << QByteArray(patch)
                           << isGuarded;
    };
    row("a secret with a name",
        known,
        R"({"Name":"New"})",
        "hunter2",
        R"([{"op":"test","path":"/Name","value":"Old"},{"op":"replace","path":"/Name","value":"New"},)"
        R"( {"op":"replace","path":"/Secret","value":"hunter2"}])",
        true);
    row("a secret alone", known, "{}", "s", R"([{"op":"replace","path":"/Secret","value":"s"}])", true);
    row("a secret cleared", known, "{}", "-", R"([{"op":"replace","path":"/Secret","value":null}])", true);
    row("a member that nobody saw",
        dated,
        R"({"ErrorsEmail":"a@b.example"})",
        "",
        R"([{"op":"add","path":"/ErrorsEmail","value":"a@b.example"}])",
        true);
    row("a member that has its test",
        dated,
        R"({"Name":"New"})",
        "",
        R"([{"op":"test","path":"/Name","value":"Old"},{"op":"replace","path":"/Name","value":"New"}])",
        false);
    row("where no date is known",
        "{}",
        "{}",
        "s",
        R"([{"op":"replace","path":"/Secret","value":"s"}])",
        false);
}

void SuperOfficeTest::guardsWhatHasNoTestByItsDate()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, patch);
    QFETCH(bool, isGuarded);
    SubscriberDraft draft = editOf(changes, objectOf(base));
    if (secret == "-")
        draft.secrets[u"Secret"_s] = {SecretEdit::Action::Clear, {}, {}};
    else if (!secret.isEmpty())
        setSecret(draft, secret);

    const auto request = m_dialect.saveSubscriber(accessOf(), draft);

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QCOMPARE(request->method, "PATCH"_ba);
    QCOMPARE(jsonOf(request->body), jsonOf(patch));
    QCOMPARE(valueOf(request->headers, "If-Unmodified-Since").value_or(""_ba),
             isGuarded ? "Wed, 23 Feb 2022 13:34:02 GMT"_ba : ""_ba);
}

// Beyond 64 bits a whole number is read rounded; to write that would change it.
void SuperOfficeTest::refusesToRound_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QByteArray>("base"); // members beside someBase()
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QString>("field"); // empty: taken
    const QJsonObject agents{{u"routes"_s, u"agents"_s}};
    const QJsonObject put{{u"patch"_s, u"put"_s}};
    const QJsonObject merge{{u"patch"_s, u"merge"_s}};
    const char *properties = R"({"Properties":{"n":12345678901234567890,"a":1}})";
    const char *other = R"({"Big":{"deep":[98765432109876543210]}})";
    const auto row = [](const char *tag,
                        const QJsonObject &settings,
                        const char *base,
                        const char *changes,
                        const QString &field) {
        QTest::newRow(tag) << settings << QByteArray(base) << QByteArray(changes) << field;
    };
    const char *name = R"({"Name":"New"})";
    const char *more = R"({"Properties":{"n":12345678901234567890,"a":1,"b":2}})";
    const char *changed = R"({"Properties":{"n":12345678901234567890,"a":2}})";
    row("a rename by the agent", agents, properties, name, u"Properties"_s);
    row("another member, by the agent", agents, other, name, u"Big"_s);
    row("the largest that is exact, by the agent",
        agents,
        R"({"Big":9223372036854775807,"Small":-9223372036854775807})",
        name,
        QString());
    row("in its place, by the agent", agents, properties, R"({"Properties":{"a":1}})", QString());
    row("a rename by patch", {}, properties, name, QString());
    row("an entry beside it, by patch", {}, properties, more, u"Properties"_s);
    row("another entry changed, by patch", {}, properties, changed, QString());
    row("another entry changed, by merge", merge, properties, changed, QString());
    row("one that a person gives", {}, "{}", properties, u"Properties"_s);
    row("one that a person gives, by merge", merge, "{}", properties, u"Properties"_s);
    row("one that a person gives, by PUT", put, "{}", properties, u"Properties"_s);
}

void SuperOfficeTest::refusesToRound()
{
    QFETCH(QJsonObject, settings);
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, changes);
    QFETCH(QString, field);
    Fields fields = someBase();
    const QJsonObject members = objectOf(base);
    for (auto member = members.begin(); member != members.end(); ++member)
        fields.insert(member.key(), *member);
    SubscriberDraft draft = editOf(changes, fields);
    draft.carried[u"Secret"_s] = {SecretEdit::Action::Clear, {}, {}};

    const auto request = m_dialect.saveSubscriber(accessOf(settings), draft);

    QCOMPARE(request ? QString() : problemOf(request.error()),
             field.isEmpty() ? QString() : problemOf(invalid(Reason::NumberTooLong, field)));
    SubscriberDraft made = newOne(R"({"Name":"N","TargetUrl":"https://a.example/"})");
    made.changes.insert(u"Properties"_s, objectOf(R"({"n":[12345678901234567890]})"));
    QCOMPARE(problemOf(m_dialect.saveSubscriber(accessOf(), made).error()),
             problemOf(invalid(Reason::NumberTooLong, u"Properties"_s)));
}

// The whole one would change it; a patch leaves it alone.
void SuperOfficeTest::renamesOneWithALongNumberByPatch()
{
    Fields base = someBase();
    base.insert(u"Big"_s, jsonOf("98765432109876543210"));
    SubscriberDraft draft = editOf(R"({"Name":"New"})", base);
    draft.carried[u"Secret"_s] = {SecretEdit::Action::Set, Secret("s"), {}};

    const auto request = m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"put"_s}}), draft);

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QCOMPARE(request->method, "PATCH"_ba);
    QCOMPARE(
        jsonOf(request->body),
        jsonOf(
            R"([{"op":"test","path":"/Name","value":"Old"},{"op":"replace","path":"/Name","value":"New"}])"));
    QCOMPARE(problemOf(m_dialect.replace(accessOf(), draft).error()),
             problemOf(invalid(Reason::NumberTooLong, u"Big"_s)));
}

void SuperOfficeTest::mergesBySetting_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("merge");
    const auto row = [](const char *tag, const char *changes, const char *merge) {
        QTest::newRow(tag) << QByteArray(changes) << QByteArray(merge);
    };
    row("a text", R"({"Name":"New"})", R"({"Name":"New"})");
    row("a state", R"({"State":2})", R"({"State":"Stopped"})");
    row("cleared", R"({"Headers":null})", R"({"Headers":null})");
    row("what goes from an object",
        R"({"Headers":{"X-A":"1","X-C":"3"}})",
        R"({"Headers":{"X-B":null,"X-C":"3"}})");
    row("all that goes", R"({"Headers":{}})", R"({"Headers":{"X-A":null,"X-B":null}})");
    row("an object where null was", R"({"Properties":{"a":{"b":1}}})", R"({"Properties":{"a":{"b":1}}})");
    row("only what changes",
        R"({"Name":"Old","ErrorsEmail":"a@b.example"})",
        R"({"ErrorsEmail":"a@b.example"})");
}

void SuperOfficeTest::mergesBySetting()
{
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, merge);

    const auto request = m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"merge"_s}}), editOf(changes));

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QCOMPARE(request->method, "PATCH"_ba);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + u"/7"_s);
    QCOMPARE(request->headers,
             headersWith({{"If-Unmodified-Since"_ba, "Wed, 23 Feb 2022 13:34:02 GMT"_ba},
                          {"Content-Type"_ba, "application/merge-patch+json"_ba}}));
    QCOMPARE(jsonOf(request->body), jsonOf(merge));
}

void SuperOfficeTest::whatAMergeCannotSayGoesAsPatch_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("changes");
    const auto row = [](const char *tag, const char *base, const char *changes) {
        QTest::newRow(tag) << QByteArray(base) << QByteArray(changes);
    };
    row("a list", R"({"Name":"Old","Events":["a.b"]})", R"({"Name":"New","Events":[]})");
    row("a list where null was", R"({"Events":null})", R"({"Events":["a.b"]})");
    row("a list cleared", R"({"Events":["a.b"]})", R"({"Events":null})");
    row("an object over a list", R"({"Properties":{"a":[1]}})", R"({"Properties":{"a":{"b":1}}})");
    row("a null within", R"({"Properties":{"a":1}})", R"({"Properties":{"a":null}})");
    row("a null deep within", R"({"Properties":null})", R"({"Properties":{"a":{"b":null}}})");
    row("an object that is unknown", R"({})", R"({"Headers":{"X-A":"1"}})");
    row("a key in another case", R"({"Headers":{"X-A":"1"}})", R"({"Headers":{"x-a":"1"}})");
    row("a key beside it in another case",
        R"({"Headers":{"X-A":"1"}})",
        R"({"Headers":{"X-A":"1","x-a":"2"}})");
}

void SuperOfficeTest::whatAMergeCannotSayGoesAsPatch()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, changes);
    Fields fields = objectOf(base);
    fields.insert(u"Updated"_s, u"2022-02-23T14:34:02Z"_s);

    const auto merging
        = m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"merge"_s}}), editOf(changes, fields));
    const auto patching = m_dialect.saveSubscriber(accessOf(), editOf(changes, fields));

    QVERIFY(merging);
    QVERIFY(patching);
    QCOMPARE(valueOf(merging->headers, "Content-Type"), "application/json-patch+json"_ba);
    QCOMPARE(merging->headers, patching->headers);
    QVERIFY(jsonOf(merging->body).isArray());
    QCOMPARE(merging->body, patching->body);
}

void SuperOfficeTest::aMergeDoesWhatItSays()
{
    const Fields base = objectOf(
        R"({"Name":"Old","Headers":{"A":"1","B":"2"},)"
        R"( "Properties":{"keep":[1],"deep":{"x":1,"y":2},"gone":{"z":1}},"Updated":"2022-02-23T14:34:02Z"})");
    const SubscriberDraft draft = editOf(
        R"({"Name":null,"Headers":{"B":"3"},"Properties":{"keep":[1],"deep":{"y":{"n":1}},"new":true}})",
        base);
    QJsonObject wanted = base;
    for (auto change = draft.changes.begin(); change != draft.changes.end(); ++change)
        wanted.insert(change.key(), *change);
    wanted.remove(u"Name"_s); // there, a member always exists and is null

    const auto request = m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"merge"_s}}), draft);
    QVERIFY(request);
    QVERIFY(valueOf(request->headers, "If-Unmodified-Since"));
    const auto result = merged(json::value(base), Json::parse(request->body.toStdString()));

    QVERIFY(result);
    QCOMPARE(objectOf(QByteArray::fromStdString(result->dump())), wanted);
}

void SuperOfficeTest::datesTheBaseByItsOwnOffset_data()
{
    QTest::addColumn<QString>("updated");
    QTest::addColumn<QByteArray>("date"); // empty: none, so that tests guard the change
    QTest::newRow("ahead") << u"2022-02-23T14:34:02.94332+01:00"_s << "Wed, 23 Feb 2022 13:34:02 GMT"_ba;
    QTest::newRow("behind, another day")
        << u"2022-02-28T23:59:59.9999999-05:00"_s << "Tue, 01 Mar 2022 04:59:59 GMT"_ba;
    QTest::newRow("none") << u"2021-09-05T09:04:02"_s << "Sun, 05 Sep 2021 09:04:02 GMT"_ba;
    QTest::newRow("never") << u"0001-01-01T00:00:00"_s << ""_ba;
    QTest::newRow("unknown") << QString() << ""_ba;
}

void SuperOfficeTest::datesTheBaseByItsOwnOffset()
{
    QFETCH(QString, updated);
    QFETCH(QByteArray, date);
    Fields base = objectOf(R"({"Name":"Old"})");
    if (!updated.isEmpty())
        base.insert(u"Updated"_s, updated);

    const auto request
        = m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"merge"_s}}), editOf(R"({"Name":"New"})", base));

    QVERIFY(request);
    QCOMPARE(valueOf(request->headers, "If-Unmodified-Since").value_or(""_ba), date);
    QCOMPARE(jsonOf(request->body).isArray(), date.isEmpty());
}

void SuperOfficeTest::refusesChanges_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *tag, const char *changes, const QString &field, Reason reason) {
        QTest::newRow(tag) << QByteArray(changes) << field << reason;
    };
    row("another member", R"({"Colour":"red"})", u"Colour"_s, Reason::UnknownField);
    row("another case", R"({"name":"N"})", u"name"_s, Reason::UnknownField);
    row("what the server sets", R"({"Updated":"2022-02-23T14:34:02Z"})", u"Updated"_s, Reason::UnknownField);
    row("its id", R"({"WebhookId":8})", u"WebhookId"_s, Reason::UnknownField);
    row("a secret in the open", R"({"Secret":"hunter2"})", u"Secret"_s, Reason::UnknownField);
    row("Unknown", R"({"State":"Unknown"})", u"State"_s, Reason::UnknownChoice);
    row("0", R"({"State":0})", u"State"_s, Reason::UnknownChoice);
    row("no state", R"({"State":null})", u"State"_s, Reason::UnknownChoice);
    row("another word", R"({"State":"Paused"})", u"State"_s, Reason::UnknownChoice);
    row("no URL", R"({"TargetUrl":"somewhere"})", u"TargetUrl"_s, Reason::UrlScheme);
    row("another scheme", R"({"TargetUrl":"ftp://a.example/"})", u"TargetUrl"_s, Reason::UrlScheme);
    row("two events in one name", R"({"Events":["a.b","c.d,e.f"]})", u"Events"_s, Reason::EventTypeForm);
    row("an event without a name", R"({"Events":["a.b"," "]})", u"Events"_s, Reason::EventTypeForm);
    row("a list as a header", R"({"Headers":{"X-A":["1","2"]}})", u"Headers"_s, Reason::WrongType);
    row("a number as a header", R"({"Headers":{"X-A":1}})", u"Headers"_s, Reason::WrongType);
    row("a script's header",
        R"({"Type":"crmscript","TargetUrl":"42","Headers":{"X-A":"1"}})",
        u"Headers"_s,
        Reason::RemoteScript);
    row("a prefix of events", R"({"Events":["contact.*"]})", u"Events"_s, Reason::UnknownChoice);
}

void SuperOfficeTest::refusesChanges()
{
    QFETCH(QByteArray, changes);
    QFETCH(QString, field);
    QFETCH(Reason, reason);
    SubscriberDraft odd = newOne("{}");
    odd.secrets[u"Password"_s] = {SecretEdit::Action::Set, Secret("x"), {}};
    SubscriberDraft noText = newOne("{}");
    setSecret(noText, "\xff\xfe");

    const QList<Result<Request>> requests{
        m_dialect.saveSubscriber(accessOf(), editOf(changes)),
        m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"merge"_s}}), editOf(changes)),
        m_dialect.saveSubscriber(accessOf(), newOne(changes))};

    for (const auto &request : requests) {
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::InvalidValue);
        QCOMPARE(problemOf(request.error()), problemOf(invalid(reason, field)));
    }
    QCOMPARE(problemOf(m_dialect.saveSubscriber(accessOf(), odd).error()),
             problemOf(invalid(Reason::UnknownField, u"Password"_s)));
    QCOMPARE(problemOf(m_dialect.saveSubscriber(accessOf(), noText).error()),
             problemOf(invalid(Reason::SecretForm, u"Secret"_s)));
}

void SuperOfficeTest::holdsToTheColumns_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("fits");
    QTest::addColumn<QJsonValue>("isTooMuch");
    const auto row = [](const QString &field, int most, const QString &start = {}) {
        const QString longest = start + QString(most - start.size(), u'ä');
        QTest::newRow(qPrintable(field)) << field << QJsonValue(longest) << QJsonValue(longest + u'x');
    };
    row(u"Name"_s, 400);
    row(u"Type"_s, 100);
    row(u"ErrorsEmail"_s, 239);
    row(u"Secret"_s, 400);
    // With the commas between them.
    const QString half(1999, u'a');
    QTest::newRow("Events") << u"Events"_s << QJsonValue(QJsonArray{half, half + u'b'})
                            << QJsonValue(QJsonArray{half, half + u"bc"_s});
}

void SuperOfficeTest::holdsToTheColumns()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, fits);
    QFETCH(QJsonValue, isTooMuch);
    const auto saved = [&](const QJsonValue &value) {
        SubscriberDraft draft = editOf("{}");
        if (field == "Secret"_L1)
            setSecret(draft, value.toString().toUtf8());
        else
            draft.changes.insert(field, value);
        return m_dialect.saveSubscriber(accessOf(), draft);
    };

    const auto refused = saved(isTooMuch);

    QVERIFY(saved(fits));
    QVERIFY(!refused);
    QCOMPARE(problemOf(refused.error()), problemOf(invalid(Reason::TooLong, field)));
}

// It was there, whoever put it in: the others can be changed all the same.
void SuperOfficeTest::leavesAnOddEventThatWasThere()
{
    const Fields base = objectOf(R"({"Events":["a.b","c.d,e.f","sale.*","*"]})");
    const QByteArray wanted = R"(["c.d,e.f","sale.*","*","g.h"])";

    const auto request = m_dialect.saveSubscriber(accessOf(), editOf(R"({"Events":)" + wanted + '}', base));

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QCOMPARE(QJsonDocument::fromJson(request->body).array().last()["value"_L1], jsonOf(wanted));
}

void SuperOfficeTest::spellsOutAllEvents()
{
    const QJsonArray all = QJsonArray::fromStringList(superoffice::knownEvents());

    const auto made = m_dialect.saveSubscriber(
        accessOf(), newOne(R"({"Name":"N","TargetUrl":"https://a.example/","Events":["*"]})"));
    QVERIFY(made);
    QCOMPARE(objectOf(made->body).value("Events"_L1).toArray(), all);

    const auto more = m_dialect.saveSubscriber(
        accessOf(), editOf(R"({"Events":["own.event","*"]})", objectOf(R"({"Events":["own.event"]})")));
    QVERIFY(more);
    QJsonArray both{u"own.event"_s};
    for (const QJsonValue &event : all)
        both.append(event);
    const QJsonArray patch = QJsonDocument::fromJson(more->body).array();
    QCOMPARE(patch.last()["value"_L1].toArray(), both);
}

void SuperOfficeTest::aScriptHasNoUrl_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const char *tag, const char *base, const char *changes, bool isTaken) {
        QTest::newRow(tag) << QByteArray(base) << QByteArray(changes) << isTaken;
    };
    row("a script's id", R"({"Type":"crmscript"})", R"({"TargetUrl":"42"})", true);
    row("becomes a script", R"({"Type":"webhook"})", R"({"TargetUrl":"42","Type":"crmscript"})", true);
    row("becomes a script without its headers",
        R"({"Type":"webhook","Headers":{"X-A":"1"}})",
        R"({"TargetUrl":"42","Type":"crmscript","Headers":{}})",
        true);
    row("becomes a webhook", R"({"Type":"crmscript"})", R"({"TargetUrl":"42","Type":"webhook"})", false);
    row("another plugin", R"({"Type":"autem"})", R"({"TargetUrl":"42"})", true);
    row("nobody knows", R"({})", R"({"TargetUrl":"42"})", true);
    row("a webhook", R"({"Type":"webhook"})", R"({"TargetUrl":"42"})", false);
    row("an odd URL that was there", R"({"Type":"webhook","TargetUrl":"42"})", R"({"Name":"New"})", true);
}

void SuperOfficeTest::aScriptHasNoUrl()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, changes);

    const auto request = m_dialect.saveSubscriber(accessOf(), editOf(changes, objectOf(base)));

    QTEST(request.has_value(), "isTaken");
    QVERIFY(!m_dialect.saveSubscriber(accessOf(), newOne(R"({"TargetUrl":"42"})")));
    QVERIFY(m_dialect.saveSubscriber(accessOf(), newOne(R"({"TargetUrl":"42","Type":"crmscript"})")));
}

void SuperOfficeTest::putsTheWholeOrNothing()
{
    Fields base = someBase();
    base.insert(u"State"_s, 1);
    base.insert(u"RegisteredAssociate"_s, objectOf(R"({"AssociateId":5})"));
    base.insert(u"_Links"_s, objectOf(R"({"Self":"https://crm.example.com"})"));
    SubscriberDraft draft = editOf(R"({"Name":"New"})", base);
    setSecret(draft, "hunter2");
    QJsonObject expected = base;
    expected.remove(u"_Links"_s);
    expected.insert(u"WebhookId"_s, 7);
    expected.insert(u"Name"_s, u"New"_s);
    expected.insert(u"State"_s, u"Active"_s);
    expected.insert(u"Secret"_s, u"hunter2"_s);

    const auto request = m_dialect.replace(accessOf(), draft);

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QCOMPARE(request->method, "PUT"_ba);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + u"/7"_s);
    QCOMPARE(request->headers, headersWith({{"Content-Type"_ba, "application/json"_ba}}));
    QCOMPARE(jsonOf(request->body), QJsonValue(expected));
    QCOMPARE(request->effect, Effect::Write);
    // By setting an edit goes so, held to the second of the last change.
    const auto bySetting = m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"put"_s}}), draft);
    QVERIFY(bySetting);
    QCOMPARE(bySetting->method, "PUT"_ba);
    QCOMPARE(bySetting->url, request->url);
    QCOMPARE(bySetting->body, request->body);
    QCOMPARE(valueOf(bySetting->headers, "If-Unmodified-Since"), "Wed, 23 Feb 2022 13:34:02 GMT"_ba);
    // Nothing would guard it where that is unknown.
    draft.base.remove(u"Updated"_s);
    QCOMPARE(m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"put"_s}}), draft)->method, "PATCH"_ba);
}

// What the server had of it goes back; a person's own word comes before that.
void SuperOfficeTest::carriesTheSecretInAWhole_data()
{
    QTest::addColumn<QByteArray>("shown"); // members
    QTest::addColumn<QByteArray>("secret"); // JSON, as it is written; empty: nobody knows it
    QTest::newRow("set") << R"({"Secret":"hunter2"})"_ba
                         << R"("hunter2")"_ba;
    QTest::newRow("not set") << R"({"Secret":null})"_ba
                             << "null"_ba;
    QTest::newRow("empty") << R"({"Secret":""})"_ba
                           << "null"_ba;
    QTest::newRow("beyond ASCII") << R"({"Secret":"hünter"})"_ba
                                  << R"("hünter")"_ba;
    QTest::newRow("not told") << "{}"_ba
                              << ""_ba;
    QTest::newRow("a mask") << R"({"Secret":"********"})"_ba
                            << ""_ba;
    QTest::newRow("a number") << R"({"Secret":5})"_ba
                              << ""_ba;
}

void SuperOfficeTest::carriesTheSecretInAWhole()
{
    QFETCH(QByteArray, shown);
    QFETCH(QByteArray, secret);
    SubscriberDraft draft = editOf(R"({"Name":"New"})");
    draft.carried = m_dialect.secretsToCarry(reply(webhookWith(shown)));
    SubscriberDraft rotated = draft;
    setSecret(rotated, "mine");

    for (const QJsonObject &settings :
         {QJsonObject{{u"patch"_s, u"put"_s}}, QJsonObject{{u"routes"_s, u"agents"_s}}}) {
        Connection connection;
        connection.settings = settings;
        QVERIFY(m_dialect.writesWhole(connection));
        const auto request = m_dialect.saveSubscriber(accessOf(settings), draft);
        const auto own = m_dialect.saveSubscriber(accessOf(settings), rotated);

        QCOMPARE(request.has_value(), !secret.isEmpty());
        if (request)
            QCOMPARE(objectOf(request->body).value("Secret"_L1), jsonOf(secret));
        else
            QCOMPARE(problemOf(request.error()), problemOf(invalid(Reason::Required, u"Secret"_s)));
        QVERIFY(own);
        QCOMPARE(objectOf(own->body).value("Secret"_L1), QJsonValue(u"mine"_s));
    }
    QVERIFY(!m_dialect.writesWhole({}));
    QVERIFY(
        !m_dialect.saveSubscriber(accessOf(), draft)->body.contains("Secret")); // a patch has no need of it
    QVERIFY(m_dialect.secretsToCarry(reply(webhookWith(shown), 500)).empty());
}

// It was there: only the state that stands for none is never written.
void SuperOfficeTest::leavesAnOddStateThatWasThere()
{
    const QJsonObject put{{u"patch"_s, u"put"_s}};
    const QJsonObject agents{{u"routes"_s, u"agents"_s}};
    for (const QJsonValue &state : {QJsonValue(u"Weird"_s), QJsonValue(9), QJsonValue()}) {
        SubscriberDraft draft = editOf(R"({"Name":"New"})");
        draft.base.insert(u"State"_s, state);
        setSecret(draft, "s");
        for (const QJsonObject &settings : {put, agents}) {
            const auto request = m_dialect.saveSubscriber(accessOf(settings), draft);
            QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
            QCOMPARE(objectOf(request->body).value("State"_L1), state);
        }
        draft.changes.insert(u"State"_s, u"Weird"_s);
        if (state != QJsonValue(u"Weird"_s))
            QCOMPARE(problemOf(m_dialect.saveSubscriber(accessOf(put), draft).error()),
                     problemOf(invalid(Reason::UnknownChoice, u"State"_s)));
    }
}

void SuperOfficeTest::refusesToPut_data()
{
    QTest::addColumn<QByteArray>("state"); // JSON; empty: not known
    QTest::addColumn<bool>("hasSecret");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("an unknown member") << ""_ba << true << u"State"_s << Reason::Required;
    QTest::newRow("the secret nobody knows") << R"("Active")"_ba << false << u"Secret"_s << Reason::Required;
    QTest::newRow("the unknown state") << R"("Unknown")"_ba << true << u"State"_s << Reason::UnknownChoice;
}

void SuperOfficeTest::refusesToPut()
{
    QFETCH(QByteArray, state);
    QFETCH(bool, hasSecret);
    QFETCH(QString, field);
    QFETCH(Reason, reason);
    SubscriberDraft draft = editOf(R"({"Name":"New"})");
    draft.base.remove(u"State"_s);
    if (!state.isEmpty())
        draft.base.insert(u"State"_s, jsonOf(state));
    if (hasSecret)
        setSecret(draft, "s");

    const QList<Result<Request>> requests{
        m_dialect.replace(accessOf(), draft),
        m_dialect.saveSubscriber(accessOf({{u"patch"_s, u"put"_s}}), draft),
        m_dialect.saveSubscriber(accessOf({{u"routes"_s, u"agents"_s}}), draft)};

    for (const auto &request : requests) {
        QVERIFY(!request);
        QCOMPARE(problemOf(request.error()), problemOf(invalid(reason, field)));
    }
}

void SuperOfficeTest::testsABareObject()
{
    SubscriberDraft draft = editOf(R"({"TargetUrl":"https://b.example/"})");
    draft.base.insert(u"_Links"_s, QJsonObject());
    setSecret(draft, "hunter2");
    QJsonObject expected = someBase();
    expected.insert(u"WebhookId"_s, 7);
    expected.insert(u"TargetUrl"_s, u"https://b.example/"_s);
    expected.insert(u"Secret"_s, u"hunter2"_s);

    const auto request = m_dialect.test(accessOf(), draft);

    QVERIFY(request);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + u"/Test"_s);
    QCOMPARE(jsonOf(request->body), QJsonValue(expected));
}

void SuperOfficeTest::refusesToTest_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("field");
    QTest::newRow("a script") << R"({"Type":"crmscript","TargetUrl":"42"})"_ba << ErrorKind::Unsupported
                              << u"Type"_s;
    QTest::newRow("no target") << R"({"Name":"N"})"_ba << ErrorKind::InvalidValue << u"TargetUrl"_s;
    QTest::newRow("no URL") << R"({"TargetUrl":"42"})"_ba << ErrorKind::InvalidValue << u"TargetUrl"_s;
}

void SuperOfficeTest::refusesToTest()
{
    QFETCH(QByteArray, changes);

    const auto request = m_dialect.test(accessOf(), newOne(changes));

    QVERIFY(!request);
    QTEST(request.error().kind, "kind");
    QTEST(request.error().field, "field");
    const auto signal = m_dialect.signal(accessOf(), {u" "_s, 1, {}});
    QCOMPARE(problemOf(signal.error()), problemOf(invalid(Reason::Required, u"eventName"_s)));
}

void SuperOfficeTest::publishesAnEventOfOnesOwn_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("path"); // empty: refused
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *tag, const char *payload, const QString &path, const char *data) {
        QTest::newRow(tag) << QByteArray(payload) << path << QByteArray(data) << QString()
                           << Reason::Unspecified;
    };
    const auto refused = [](const char *tag, const char *payload, const QString &field, Reason reason) {
        QTest::newRow(tag) << QByteArray(payload) << QString() << QByteArray() << field << reason;
    };
    const QString key = u"PrimaryKey"_s;
    row("its key alone", R"({"PrimaryKey":5})", u"/window.closed/5"_s, "{}");
    row("with more", R"({"PrimaryKey":0,"pane":{"n":[1]}})", u"/window.closed/0"_s, R"({"pane":{"n":[1]}})");
    row("the largest", R"({"PrimaryKey":2147483647})", u"/window.closed/2147483647"_s, "{}");
    refused("no key", R"({"pane":2})", key, Reason::Required);
    refused("a key that is null", R"({"PrimaryKey":null})", key, Reason::Required);
    refused("a key in another case", R"({"primarykey":5})", key, Reason::Required);
    refused("a text", R"({"PrimaryKey":"5"})", key, Reason::WrongType);
    refused("half of one", R"({"PrimaryKey":5.5})", key, Reason::WrongType);
    refused("less than none", R"({"PrimaryKey":-1})", key, Reason::OutOfRange);
    refused("beyond int32", R"({"PrimaryKey":2147483648})", key, Reason::OutOfRange);
    refused("a list", "[5]", u"data"_s, Reason::WrongType);
    refused("no JSON", "{", u"data"_s, Reason::JsonForm);
    refused("nothing", "", u"data"_s, Reason::JsonForm);
}

void SuperOfficeTest::publishesAnEventOfOnesOwn()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, path);
    QFETCH(QByteArray, data);
    QFETCH(QString, field);
    QFETCH(Reason, reason);
    EventDraft event;
    event.type = u"window.closed"_s;
    event.payload = payload;

    const auto request = m_dialect.publish(accessOf(), event);

    QCOMPARE(request.has_value(), !path.isEmpty());
    if (!request) {
        QCOMPARE(problemOf(request.error()), problemOf(invalid(reason, field)));
        return;
    }
    QCOMPARE(request->method, "POST"_ba);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + path);
    QCOMPARE(jsonOf(request->body), jsonOf(data));
    QCOMPARE(request->effect, Effect::Write);
}

// They would be lost without a word.
void SuperOfficeTest::publishesNoMoreThanTheServerTakes()
{
    const auto problem = [this](const std::function<void(EventDraft &)> &give) {
        EventDraft event;
        event.type = u"window.closed"_s;
        event.payload = R"({"PrimaryKey":5})";
        give(event);
        const auto request = m_dialect.publish(accessOf(), event);
        return request ? QString() : problemOf(request.error());
    };
    const auto refused = [](const QString &field) { return problemOf(invalid(Reason::UnknownField, field)); };

    QCOMPARE(problem([](EventDraft &) {}), QString());
    QCOMPARE(problem([](EventDraft &event) { event.status = u"new"_s; }), refused(u"status"_s));
    QCOMPARE(problem([](EventDraft &event) { event.orderId = u"1"_s; }), refused(u"order_id"_s));
    QCOMPARE(problem([](EventDraft &event) { event.address = u"A"_s; }), refused(u"address"_s));
    QCOMPARE(problem([](EventDraft &event) { event.key = u"k"_s; }), refused(u"id"_s));
    QCOMPARE(problem([](EventDraft &event) { event.at = fromMillis(1); }), refused(u"at"_s));
    QCOMPARE(problem([](EventDraft &event) { event.type = u" "_s; }),
             problemOf(invalid(Reason::Required, u"type"_s)));
}

void SuperOfficeTest::asksTheAgent_data()
{
    QTest::addColumn<Asked>("asked");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("body"); // JSON; empty: none
    QTest::addColumn<Effect>("effect");
    const Access access = accessOf({{u"routes"_s, u"agents"_s}});
    const SubscriberId id{u"109"_s};
    const auto row = [](const char *tag,
                        const Result<Request> &request,
                        const QString &call,
                        const QByteArray &body,
                        Effect effect) { QTest::newRow(tag) << Asked{request} << call << body << effect; };
    SubscriberDraft whole = editOf(R"({"Name":"New"})",
                                   objectOf(R"({"Name":"Old","TargetUrl":"https://a.example/",)"
                                            R"("Events":["a.b"],"State":1,"Type":"webhook",)"
                                            R"("Headers":null,"Properties":null,)"
                                            R"("ErrorsEmail":null,"Odd":{"kept":1},)"
                                            R"("RegisteredAssociate":{"AssociateId":5}})"));
    setSecret(whole, "s");
    EventDraft event;
    event.type = u"window.closed"_s;
    event.payload = R"({"PrimaryKey":5,"pane":2})";
    row("check", m_dialect.check(access), u"GetAllWebhooks"_s, "{}", Effect::Read);
    row("list", m_dialect.listSubscribers(access), u"GetAllWebhooks"_s, "{}", Effect::Read);
    row("list of some",
        m_dialect.listSubscribers(
            access, SuperOffice::Filter{u"N"_s, u"sale.sold"_s, SubscriberState::TooManyErrors}),
        u"GetAllWebhooks"_s,
        R"({"NameFilter":"N","EventFilter":"sale.sold","StatusFilter":"TooManyErrors"})",
        Effect::Read);
    row("default", m_dialect.newSubscriber(access), u"CreateDefaultWebhook"_s, "", Effect::Read);
    row("show", m_dialect.showSubscriber(access, id), u"GetWebhook?webhookId=109"_s, "", Effect::Read);
    row("create",
        m_dialect.saveSubscriber(access, newOne(R"({"Name":"N","TargetUrl":"https://a.example/"})")),
        u"SaveWebhook"_s,
        R"({"WebhookId":0,"Name":"N","TargetUrl":"https://a.example/"})",
        Effect::Write);
    row("edit",
        m_dialect.saveSubscriber(access, whole),
        u"SaveWebhook"_s,
        R"({"WebhookId":7,"Name":"New","TargetUrl":"https://a.example/","Events":["a.b"],"State":"Active",)"
        R"("Type":"webhook","Headers":null,"Properties":null,"ErrorsEmail":null,"Odd":{"kept":1},)"
        R"("RegisteredAssociate":{"AssociateId":5},"Secret":"s"})",
        Effect::Write);
    row("remove",
        m_dialect.removeSubscriber(access, id),
        u"DeleteWebhook?WebhookId=109"_s,
        "",
        Effect::Write);
    row("test",
        m_dialect.testAtVendor(access, reply(webhookWith(R"({"Secret":"s","_Links":{}})"))),
        u"TestWebhook"_s,
        R"({"Webhook":{"WebhookId":7,"Name":"N","TargetUrl":"https://a.example/","State":"Active","Secret":"s"}})",
        Effect::Write);
    row("publish",
        m_dialect.publish(access, event),
        u"SignalEvent"_s,
        R"({"EventName":"window.closed","PrimaryKey":5,"Data":{"pane":2}})",
        Effect::Write);
    row("last error",
        m_dialect.lastError(access, id),
        u"GetLastError"_s,
        R"({"WebhookId":109})",
        Effect::Read);
}

void SuperOfficeTest::asksTheAgent()
{
    QFETCH(Asked, asked);
    QFETCH(QString, call);
    QFETCH(QByteArray, body);
    const Result<Request> &request = asked.request;

    QVERIFY2(request, qPrintable(request ? QString() : problemOf(request.error())));
    QCOMPARE(request->method, "POST"_ba); // a GET would only describe the call
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kSite + u"/api/v1/Agents/Webhook/"_s + call);
    QCOMPARE(request->headers,
             body.isEmpty() ? rawHeaders() : headersWith({{"Content-Type"_ba, "application/json"_ba}}));
    QCOMPARE(request->body.isEmpty(), body.isEmpty());
    QCOMPARE(jsonOf(request->body), jsonOf(body));
    QTEST(request->effect, "effect");
}

void SuperOfficeTest::asksTheAgentForNothingElse()
{
    const Access access = accessOf({{u"routes"_s, u"agents"_s}});
    SubscriberDraft draft = editOf("{}");
    setSecret(draft, "s");
    draft.id = SubscriberId();

    for (const QString &id : {QString(), u"default"_s, u"7&x=1"_s, u"-1"_s}) {
        QCOMPARE(m_dialect.showSubscriber(access, {id}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m_dialect.removeSubscriber(access, {id}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m_dialect.lastError(access, {id}).error().kind, ErrorKind::NotFound);
    }
    QCOMPARE(m_dialect.saveSubscriber(access, draft).error().kind, ErrorKind::NotFound);
    // The figures stand in the archive whichever way one asks.
    QVERIFY(m_dialect.usage(access, {u"7"_s})->url.path().endsWith(u"/Archive/dynamic"_s));
}

// An agent says so of a call that failed, and calls it a success.
void SuperOfficeTest::findsAFailureInASuccess_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail"); // empty: none
    QTest::addColumn<QString>("field");
    QTest::newRow("both") << R"({"Message":"No.","MessageDetail":"Not so."})"_ba << u"No. Not so."_s
                          << QString();
    QTest::newRow("one") << R"({"Message":"No."})"_ba << u"No."_s << QString();
    QTest::newRow("of the target") << R"({"Message":"The TargetUrl must use HTTPS."})"_ba
                                   << u"The TargetUrl must use HTTPS."_s << u"TargetUrl"_s;
    const QString novel = QString(2000, u'x');
    QTest::newRow("at length") << "{\"Message\":\"" + novel.toLatin1() + "\"}" << novel << QString();
    QTest::newRow("a test's result") << R"({"Success":true,"Message":"HTTP 200"})"_ba << QString()
                                     << QString();
    QTest::newRow("a webhook") << webhookWith(R"({"Message":"odd"})") << QString() << QString();
    QTest::newRow("no words") << R"({"Message":null})"_ba << QString() << QString();
    QTest::newRow("nothing") << "{}"_ba << QString() << QString();
    QTest::newRow("a text") << R"("\"Message\"")"_ba << QString() << QString();
}

void SuperOfficeTest::findsAFailureInASuccess()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    QFETCH(QString, field);

    const std::optional<Error> error = m_dialect.errorOf(reply(body));

    QCOMPARE(error.has_value(), !detail.isEmpty());
    if (!error)
        return;
    QCOMPARE(error->kind, ErrorKind::Failed);
    QCOMPARE(error->reason, Reason::RemoteStatus);
    QCOMPARE(error->detail, detail);
    QCOMPARE(error->field, field);
    QCOMPARE(error->httpStatus, 200);
    QCOMPARE(m_dialect.readSubscriber(reply(body)).error(), *error);
    QCOMPARE(m_dialect.readSubscribers(reply(body)).error(), *error);
}

void SuperOfficeTest::readsAPatchAsTheServerDoes_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("strict");
    QTest::addColumn<QByteArray>("result");
    const auto row =
        [](const char *tag, const char *document, const char *patch, const char *strict, const char *result) {
            QTest::newRow(tag) << QByteArray(document) << QByteArray(patch) << QByteArray(strict)
                               << QByteArray(result);
        };
    row("the vendor's sample",
        R"({"Name":"N"})",
        R"([{"op":"add","path":"similique","value":{}},{"op":"add","path":"similique","value":{}}])",
        R"([{"op":"add","path":"/similique","value":{}},{"op":"add","path":"/similique","value":{}}])",
        R"({"Name":"N","similique":{}})");
    row("the vendor's words, as a patch",
        R"({"Department":"bar"})",
        R"([{"op":"replace","path":"/Department","value":"foo"}])",
        R"([{"op":"replace","path":"/Department","value":"foo"}])",
        R"({"Department":"foo"})");
    row("the vendor's words, as a merge",
        R"({"Department":"bar"})",
        R"({"Department":"foo"})",
        R"([{"op":"replace","path":"/Department","value":"foo"}])",
        R"({"Department":"foo"})");
    row("without a slash",
        R"({"Department":"bar"})",
        R"([{"op":"replace","path":"Department","value":"foo"}])",
        R"([{"op":"replace","path":"/Department","value":"foo"}])",
        R"({"Department":"foo"})");
    row("in another case",
        R"({"Department":"bar"})",
        R"([{"op":"replace","path":"/department","value":"foo"},{"op":"test","path":"DEPARTMENT","value":"foo"}])",
        R"([{"op":"replace","path":"/Department","value":"foo"},{"op":"test","path":"/Department","value":"foo"}])",
        R"({"Department":"foo"})");
    row("deep, in another case",
        R"({"Category":{"Id":1}})",
        R"([{"op":"replace","path":"category/id","value":2}])",
        R"([{"op":"replace","path":"/Category/Id","value":2}])",
        R"({"Category":{"Id":2}})");
    row("as the one before it spelled it",
        R"({})",
        R"([{"op":"add","path":"Colour","value":1},{"op":"replace","path":"colour","value":2}])",
        R"([{"op":"add","path":"/Colour","value":1},{"op":"replace","path":"/Colour","value":2}])",
        R"({"Colour":2})");
    row("by index",
        R"({"users":[{"email":"a"}]})",
        R"([{"op":"replace","path":"/Users/0/Email","value":"b"}])",
        R"([{"op":"replace","path":"/users/0/email","value":"b"}])",
        R"({"users":[{"email":"b"}]})");
    row("behind a list's end",
        R"({"Events":["a.b"]})",
        R"([{"op":"add","path":"events/-","value":"c.d"}])",
        R"([{"op":"add","path":"/Events/-","value":"c.d"}])",
        R"({"Events":["a.b","c.d"]})");
    row("out of a list",
        R"({"Events":["a.b","c.d"]})",
        R"([{"op":"remove","path":"events/0"}])",
        R"([{"op":"remove","path":"/Events/0"}])",
        R"({"Events":["c.d"]})");
    row("an entry",
        R"({"Headers":{"X-A":"1"}})",
        R"([{"op":"add","path":"headers/X-B","value":"2"},{"op":"remove","path":"headers/x-a"}])",
        R"([{"op":"add","path":"/Headers/X-B","value":"2"},{"op":"remove","path":"/Headers/X-A"}])",
        R"({"Headers":{"X-B":"2"}})");
    row("a name with a slash",
        R"({"Headers":{"a/b~c":"1"}})",
        R"([{"op":"replace","path":"Headers/A~1b~0c","value":"2"}])",
        R"([{"op":"replace","path":"/Headers/a~1b~0c","value":"2"}])",
        R"({"Headers":{"a/b~c":"2"}})");
    row("a member that is null",
        R"({"Secret":null})",
        R"([{"op":"replace","path":"secret","value":"s"}])",
        R"([{"op":"replace","path":"/Secret","value":"s"}])",
        R"({"Secret":"s"})");
    row("a member that nobody knows of",
        R"({})",
        R"([{"op":"test","path":"errorsemail","value":null},{"op":"replace","path":"ErrorsEmail","value":"a"}])",
        R"([{"op":"add","path":"/ErrorsEmail","value":null},{"op":"test","path":"/ErrorsEmail","value":null},)"
        R"( {"op":"replace","path":"/ErrorsEmail","value":"a"}])",
        R"({"ErrorsEmail":"a"})");
    row("an own member that is taken away",
        R"({"Name":"N"})",
        R"([{"op":"remove","path":"name"}])",
        R"([{"op":"replace","path":"/Name","value":null}])",
        R"({"Name":null})");
    row("another that is taken away",
        R"({"Colour":"red","Name":"N"})",
        R"([{"op":"remove","path":"colour"}])",
        R"([{"op":"remove","path":"/Colour"}])",
        R"({"Name":"N"})");
    row("nothing", R"({"Name":"N"})", "[]", "[]", R"({"Name":"N"})");
    row("a merge of nothing", R"({"Name":"N"})", "{}", "[]", R"({"Name":"N"})");
    row("a merge in another case",
        R"({"Name":"N"})",
        R"({"name":"M"})",
        R"([{"op":"replace","path":"/Name","value":"M"}])",
        R"({"Name":"M"})");
    row("a merge of null",
        R"({"Name":"N"})",
        R"({"Name":null})",
        R"([{"op":"replace","path":"/Name","value":null}])",
        R"({"Name":null})");
    row("a merge of a list",
        R"({"Events":["a.b"]})",
        R"({"Events":["c.d"]})",
        R"([{"op":"replace","path":"/Events","value":["c.d"]}])",
        R"({"Events":["c.d"]})");
    row("an object laid over a list",
        R"({"Things":[{"a":1}]})",
        R"({"things":{"b":null}})",
        R"([{"op":"add","path":"/Things/-","value":{"b":null}}])",
        R"({"Things":[{"a":1},{"b":null}]})");
    row("an object laid over an object",
        R"({"Headers":{"X-A":"1","X-B":"2"}})",
        R"({"Headers":{"x-a":"3","X-B":null,"X-C":"4","X-D":null}})",
        R"([{"op":"replace","path":"/Headers/X-A","value":"3"},{"op":"remove","path":"/Headers/X-B"},)"
        R"( {"op":"add","path":"/Headers/X-C","value":"4"}])",
        R"({"Headers":{"X-A":"3","X-C":"4"}})");
    row("an object laid over nothing",
        R"({"Properties":null})",
        R"({"Properties":{"a":{"b":null,"c":1}}})",
        R"([{"op":"replace","path":"/Properties","value":{"a":{"c":1}}}])",
        R"({"Properties":{"a":{"c":1}}})");
    row("a merge of a member that nobody knows of",
        R"({})",
        R"({"headers":{"X-A":"1"}})",
        R"([{"op":"add","path":"/Headers","value":null},{"op":"add","path":"/Headers","value":{"X-A":"1"}}])",
        R"({"Headers":{"X-A":"1"}})");
}

void SuperOfficeTest::readsAPatchAsTheServerDoes()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, strict);
    QFETCH(QByteArray, result);
    const Json before = Json::parse(document.toStdString());
    const Json given = Json::parse(patch.toStdString());

    const auto words = superoffice::strictPatch(before, given);
    const auto made = superoffice::patchedThere(before, given);

    QVERIFY2(words, words ? "" : qPrintable(words.error().detail));
    QCOMPARE(jsonOf(QByteArray::fromStdString(words->dump())), jsonOf(strict));
    QVERIFY(made);
    QCOMPARE(jsonOf(QByteArray::fromStdString(made->dump())), jsonOf(result));
    // The strict engine makes the same of it.
    QCOMPARE(patched(before, *words), made);
}

void SuperOfficeTest::refusesAPatchAsTheServerDoes_data()
{
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("detail"); // a part of it
    const auto row = [](const char *tag, const char *patch, const QString &detail) {
        QTest::newRow(tag) << QByteArray(patch) << ErrorKind::InvalidValue << detail;
    };
    row("a move", R"([{"op":"move","from":"/Name","path":"/Type"}])", u"'move'"_s);
    row("a copy", R"([{"op":"copy","from":"/Name","path":"/Type"}])", u"'copy'"_s);
    row("another word", R"([{"op":"put","path":"/Name","value":1}])", u"'put'"_s);
    row("a word in another case", R"([{"op":"Replace","path":"/Name","value":1}])", u"'Replace'"_s);
    row("no word", R"([{"path":"/Name","value":1}])", u"''"_s);
    row("no path", R"([{"op":"replace","value":1}])", u"'path'"_s);
    row("a path that is null", R"([{"op":"replace","path":null,"value":1}])", u"'path'"_s);
    row("all of it", R"([{"op":"replace","path":"","value":{}}])", u"names no member"_s);
    row("all of it, with the slash", R"([{"op":"replace","path":"/","value":{}}])", u"names no member"_s);
    row("no value", R"([{"op":"replace","path":"name"}])", u"value"_s);
    row("a member that isn't there", R"([{"op":"replace","path":"colour","value":1}])", u"colour"_s);
    row("beneath what is no object", R"([{"op":"add","path":"Name/first","value":1}])", u"parent"_s);
    row("beneath nothing", R"([{"op":"add","path":"Headers/X-A","value":"1"}])", u"parent"_s);
    row("beyond a list's end", R"([{"op":"add","path":"Events/5","value":"a.b"}])", u"5"_s);
    row("one of two", R"([{"op":"replace","path":"properties/a","value":1}])", u"one of several"_s);
    row("one of two, in a merge", R"({"Properties":{"A":1}})", u"one of several"_s);
    row("no operation", R"(["replace"])", u"'op'"_s);
    row("a text", R"("replace")", u"a list of operations"_s);
    row("null", "null", u"a list of operations"_s);
    QTest::newRow("a test that fails")
        << R"([{"op":"test","path":"name","value":"M"}])"_ba << ErrorKind::Conflict << u"/Name"_s;
    QTest::newRow("a test of what isn't there")
        << R"([{"op":"test","path":"colour","value":null}])"_ba << ErrorKind::Conflict << u"/colour"_s;
}

void SuperOfficeTest::refusesAPatchAsTheServerDoes()
{
    QFETCH(QByteArray, patch);
    QFETCH(QString, detail);
    const Json document
        = Json::parse(R"({"Name":"N","Events":["a.b"],"Headers":null,"Properties":{"a":1,"A":2}})");

    const auto made = superoffice::patchedThere(document, Json::parse(patch.toStdString()));
    const auto words = superoffice::strictPatch(document, Json::parse(patch.toStdString()));

    QVERIFY(!made);
    QTEST(made.error().kind, "kind");
    QVERIFY2(made.error().detail.contains(detail), qPrintable(made.error().detail));
    QCOMPARE(words.error(), made.error());
    QVERIFY(!superoffice::patchedThere(Json::array(), Json::array()));
}

void SuperOfficeTest::testsAtTheVendorWithItsSecret()
{
    const QByteArray shown = webhookWith(R"({"Secret":"hunter2","Type":"webhook","_Links":{"Self":"x"}})");
    const QByteArray script = webhookWith(R"({"Type":"crmscript","TargetUrl":"42"})");

    const auto request = m_dialect.testAtVendor(accessOf(), reply(shown));
    const auto scripted = m_dialect.testAtVendor(accessOf(), reply(script));
    const auto gone = m_dialect.testAtVendor(accessOf(), reply("", 404));

    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QCOMPARE(QString::fromUtf8(request->url.toEncoded()), kWebhooks + u"/Test"_s);
    QCOMPARE(jsonOf(request->body), jsonOf(webhookWith(R"({"Secret":"hunter2","Type":"webhook"})")));
    QCOMPARE(scripted.error().kind, ErrorKind::Unsupported);
    QCOMPARE(gone.error().kind, ErrorKind::NotFound);
}

void SuperOfficeTest::aFailedTestAtTheVendorStandsAtTheUrl()
{
    const auto failed = m_dialect.readTestAtVendor(reply(R"({"Success":false,"Message":"HTTP 503"})"));

    QVERIFY(m_dialect.readTestAtVendor(reply(R"({"Success":true,"Message":"HTTP 200"})")));
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Failed);
    QCOMPARE(failed.error().field, u"TargetUrl"_s);
    QCOMPARE(failed.error().detail, u"HTTP 503"_s);
    const auto quoted = m_dialect.readTestAtVendor(
        reply(R"({"Success":false,"Message":"No: https://a.example/in?key=hunter2\n refused"})"));
    QVERIFY(quoted.error().detail.startsWith("No: https://"_L1));
    QVERIFY(!quoted.error().detail.contains("hunter2"_L1));
    QVERIFY(!quoted.error().detail.contains(u'\n'));
    QCOMPARE(m_dialect.readTestAtVendor(reply("{}", 404)).error().reason, Reason::RemoteForbidden);
}

void SuperOfficeTest::saysWhatAnAnswerMeans_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error>("error");
    const auto row = [](const char *tag,
                        int status,
                        const char *body,
                        ErrorKind kind,
                        Reason reason,
                        const QString &detail,
                        const QString &word) {
        QTest::newRow(tag) << status << QByteArray(body) << Error{kind, reason, {}, {}, detail, word, status};
    };
    row("400",
        400,
        R"({"Error":true,"ErrorType":"SoIllegalOperationException","ErrorMessage":"No such path","ErrorSource":"X"})",
        ErrorKind::InvalidValue,
        Reason::RemoteBadRequest,
        u"No such path"_s,
        u"SoIllegalOperationException"_s);
    row("401",
        401,
        R"({"Error":true,"ErrorType":"SoSessionException","ErrorMessage":"Not signed in"})",
        ErrorKind::NotAuthorised,
        Reason::RemoteTokenInvalid,
        u"Not signed in"_s,
        u"SoSessionException"_s);
    row("403",
        403,
        R"({"Message":"Not allowed","MessageDetail":"Ask for it"})",
        ErrorKind::NotAuthorised,
        Reason::RemoteForbidden,
        u"Not allowed Ask for it"_s,
        {});
    row("404",
        404,
        R"({"Error":true,"ErrorType":"SoNotFoundException","ErrorMessage":"Webhook 7 not found",)"
        R"( "ErrorSource":"SuperOffice.Services.Implementation"})",
        ErrorKind::NotFound,
        Reason::NoSuchSubscriber,
        u"Webhook 7 not found"_s,
        u"SoNotFoundException"_s);
    row("409",
        409,
        R"({"ErrorMessage":"test event: a 'test' operation found another TargetUrl"})",
        ErrorKind::Conflict,
        Reason::RemoteConflict,
        u"test event: a 'test' operation found another TargetUrl"_s,
        {});
    for (const QString &word :
         {u"SoFeatureToggleException"_s, u"SoHttpResponseException"_s, u"XsrfValidationException"_s}) {
        const QByteArray body = "{\"Error\":true,\"ErrorType\":\"" + word.toUtf8() + "\"}";
        row(qPrintable(word), 400, body, ErrorKind::InvalidValue, Reason::RemoteBadRequest, {}, word);
    }
    row("412", 412, "", ErrorKind::Conflict, Reason::RemoteChangedSince, {}, {});
    row("415", 415, "{}", ErrorKind::InvalidValue, Reason::RemoteContentType, {}, {});
    row("422",
        422,
        R"({"Message":"Name is too long"})",
        ErrorKind::InvalidValue,
        Reason::RemoteParameterInvalid,
        u"Name is too long"_s,
        {});
    row("429", 429, "{}", ErrorKind::Unreachable, Reason::RemoteRateLimited, {}, {});
    row("500", 500, "<html>", ErrorKind::Failed, Reason::RemoteCrash, {}, {});
    row("503", 503, R"({"Message":null})", ErrorKind::Failed, Reason::RemoteCrash, {}, {});
    row("599", 599, "[]", ErrorKind::Failed, Reason::RemoteCrash, {}, {});
    row("304", 304, "", ErrorKind::Failed, Reason::RemoteStatus, {}, {});
    row("418", 418, R"({"ErrorType":5,"ErrorMessage":{}})", ErrorKind::Failed, Reason::RemoteStatus, {}, {});
    row("none", 0, "", ErrorKind::Failed, Reason::RemoteStatus, {}, {});
}

void SuperOfficeTest::saysWhatAnAnswerMeans()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Error, error);

    const std::optional<Error> found = m_dialect.errorOf(reply(body, status));

    QVERIFY(found);
    QCOMPARE(problemOf(*found), problemOf(error));
    QCOMPARE(*found, error);
    QVERIFY(!m_dialect.errorOf(reply("", 200)));
    QVERIFY(!m_dialect.errorOf(reply("", 204)));
}

void SuperOfficeTest::everyReaderLooksForTheErrorFirst()
{
    const Response response = reply(kSample, 401);

    QCOMPARE(m_dialect.readSubscriber(response).error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(m_dialect.readSubscribers(response).error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(m_dialect.readDefault(response).error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(m_dialect.readMembers(response, {u"Name"_s}).error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(m_dialect.readTest(response).error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(m_dialect.readLastError(response).error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(m_dialect.readUsage(response, {u"7"_s}).error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(m_dialect.readTestAtVendor(response).error().reason, Reason::RemoteTokenInvalid);
}

void SuperOfficeTest::aMissingAgentIsNoMissingWebhook()
{
    const Response response = reply(R"({"Message":"No such resource"})", 404);

    const auto listed = m_dialect.readSubscribers(response);
    const auto shown = m_dialect.readSubscriber(response);

    QVERIFY(!listed);
    QCOMPARE(listed.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(listed.error().reason, Reason::RemoteForbidden);
    QCOMPARE(listed.error().httpStatus, 404);
    QCOMPARE(listed.error().detail, u"No such resource"_s);
    QVERIFY(!shown);
    QCOMPARE(shown.error().kind, ErrorKind::NotFound);
}

void SuperOfficeTest::aFailedTestOfTheTargetStandsAtItsUrl_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *tag, int status, const QString &message, const QString &field) {
        QTest::newRow(tag) << status << message << field;
    };
    const QString url = u"TargetUrl"_s;
    row("by name", 400, u"The TargetUrl must use HTTPS."_s, url);
    row("in words", 500, u"Unable to reach target url"_s, url);
    row("the event", 500, u"Posting the test event failed with 503"_s, url);
    row("the event, quoted", 400, u"The 'test' event was not accepted"_s, url);
    row("a webhook test", 500, u"Webhook test failed: certificate expired"_s, url);
    row("something else", 400, u"Name is too long"_s, {});
    row("a latest event", 500, u"The latest event could not be stored"_s, {});
    row("an operation", 400, u"A 'test' operation needs a value"_s, {});
    row("a conflict", 409, u"TargetUrl differs"_s, {});
    row("not signed in", 401, u"No webhook test without a session"_s, {});
}

void SuperOfficeTest::aFailedTestOfTheTargetStandsAtItsUrl()
{
    QFETCH(int, status);
    QFETCH(QString, message);
    const QJsonObject body{
        {u"Error"_s, true}, {u"ErrorType"_s, u"SoException"_s}, {u"ErrorMessage"_s, message}};

    const auto saved = m_dialect.readSubscriber(reply(QJsonDocument(body).toJson(), status));

    QVERIFY(!saved);
    QTEST(saved.error().field, "field");
    QCOMPARE(saved.error().detail, message);
    QCOMPARE(saved.error().remoteStatus, u"SoException"_s);
}

} // namespace tacklebox::dialects

QTEST_GUILESS_MAIN(tacklebox::dialects::SuperOfficeTest)

#include "tst_superoffice.moc"
