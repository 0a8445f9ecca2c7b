// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// PlanoMatic's language: each request as it goes out, each reply and each refusal as it is read.
#include "backend/wording.h"
#include "dialects/planomatic/planomatic.h"
#include "dialects/planomatic/statuses.h"
#include "dialects/standing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;

namespace {

constexpr char kToken[] = "t0ken";

constexpr char kRow[] = R"({
  "id": 17, "integration_id": 7, "name": "Orders", "key": null, "statuses": ["canceled", "cancelled"],
  "events": ["delivered"], "notify": true, "notification_emails": "a@b.example; c@d.example",
  "payload_render_view": "v3_view", "callback_url": "https://hooks.example/in?key=k3y", "success_code": "200",
  "active": true, "version": "v3", "created_at": "2024-05-01T10:00:00Z", "updated_at": "2024-05-02T10:00:00.5Z",
  "owner": {"id": 4}, "token": "other", "session": {"token": "other"}})";

constexpr char kJobs[] = R"({"code": 200, "status": "action-successful", "data": {"count": 321, "results": [
  {"id": 9007199254740993, "order_id": 4711, "address": "1 Main St", "event_type": "delivered",
   "status": "completed", "status_code": 204, "webhook_subscriber": {"id": 17, "name": "Orders"},
   "callback_url": "https://hooks.example/in", "attempts": 3, "created_at": "2024-05-01T10:00:00Z",
   "last_sent_at": "2024-05-01T12:06:00+02:00"},
  {"id": "j2", "event": "received", "status_code": "500", "webhook_subscriber": "Orders",
   "endpoint": "https://hooks.example/two", "webhook_out_sub_id": 18},
  {"id": 3, "status_code": null, "webhook_subscriber": null, "order_id": null, "last_sent_at": null}
]}})";

const SubscriberId kId{u"17"_s};

QJsonObject objectIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

Access accessWith(const Fields &settings)
{
    Access access;
    access.connection.name = u"plano"_s;
    access.connection.kind = u"planomatic"_s;
    access.connection.baseUrl = u"https://planocore-sandbox.planomatic.com"_s;
    access.connection.environment = Environment::Test;
    access.connection.settings = settings;
    if (!settings.contains(u"integration_id"_s))
        access.connection.settings.insert(u"integration_id"_s, 7);
    access.secrets[u"token"_s] = Secret(kToken);
    return access;
}

Access access()
{
    return accessWith({});
}

Access daring()
{
    return accessWith({{u"unconfirmed_writes"_s, true}});
}

SubscriberDraft edit(const Fields &changes, const Fields &base = {{u"version"_s, u"v3"_s}})
{
    SubscriberDraft draft;
    draft.id = kId;
    draft.base = base;
    draft.changes = changes;
    return draft;
}

SubscriberDraft newOne(const Fields &changes)
{
    SubscriberDraft draft;
    draft.changes = changes;
    return draft;
}

Response reply(int status, const QByteArray &body)
{
    return {status, {}, body};
}

Response enveloped(const QByteArray &data)
{
    return reply(200, R"({"code":200,"status":"action-successful","data":)" + data + '}');
}

using Ask = std::function<Result<Request>(const PlanoMatic &, const Access &)>;

// What every call carries, and more.
QJsonObject with(QJsonObject members)
{
    members.insert(u"token"_s, QString::fromLatin1(kToken));
    members.insert(u"integration_id"_s, 7);
    return members;
}

// The jobs index's own, where a query narrows nothing.
QJsonObject jobsWith(const QJsonObject &members)
{
    QJsonObject body = with({{u"view"_s, u"planointegrate_view"_s},
                             {u"page"_s, QJsonObject{{u"size"_s, 100}, {u"number"_s, 1}}}});
    for (auto member = members.begin(); member != members.end(); ++member)
        body.insert(member.key(), *member);
    return body;
}

// Between spaces.
QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

QJsonArray list(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

const QStringList &seedStatuses()
{
    static const QStringList statuses
        = words("assembly canceled cancelled committed completed hold new_request notified "
                "on_site ordered order_processing pending_appointment pending_reschedule "
                "post_processing ready_to_schedule scheduled scheduling submitted "
                "submitted_cancel_onsite unscheduled");
    return statuses;
}

const QStringList &seedEventTypes()
{
    static const QStringList types
        = words("received processed awaiting_availability awaiting_scheduling window_selected "
                "scheduled awaiting_reschedule unable_to_complete post_processing delivered "
                "canceled submitted");
    return types;
}

} // namespace

class tst_PlanoMatic : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatAConnectionNeeds();
    void offersTheWordsOfThePages();
    void listsItsMembers();
    void offersWhatTheSettingsAllow();
    void saysWhichWritesAreUnconfirmed();
    void saysWhichWritesWaitToBeAllowed();
    void tellsNoConflictByItself();

    void sendsOnlyWhatChanged();
    void sendsTheVersionAsItWas_data();
    void sendsTheVersionAsItWas();
    void clearsWithNull();
    void sendsAllThatIsKnownWhereTheWholeIsAskedFor();
    void asksForTheFirstUnknownFieldOfAWhole();
    void refusesAnEdit_data();
    void refusesAnEdit();
    void keepsWhatWasOddBefore();
    void joinsAddressesAsTheyWereRead_data();
    void joinsAddressesAsTheyWereRead();
    void refusesASecret();
    void spellsOutAllEvents();
    void makesANewOne();

    void asksForEachRoute_data();
    void asksForEachRoute();
    void takesAPathAndAMethodFromTheSettings();
    void keepsAPathOnItsHost();
    void refusesAPathThatIsNone_data();
    void refusesAPathThatIsNone();
    void writesNothingUnconfirmed();
    void hasNoRouteWithoutAPath();
    void fallsBackToADocumentedPath();
    void needsATokenAndAnIntegration();
    void takesADigitTextForTheIntegration();
    void asksForAFurtherPageOfSubscribers();

    void asksForJobs_data();
    void asksForJobs();
    void leavesToTheCacheWhatItCannotFilter();
    void countsPagesFromTheirBase();
    void filtersSubscribersAsSet();
    void checksWithOneJob();

    void signsIn();
    void remembersOnlyWhenAsked();
    void signsInWithWhatIsSetBesides();
    void needsAllOfASignIn();
    void findsTheToken_data();
    void findsTheToken();
    void findsNoToken_data();
    void findsNoToken();
    void refusesASignIn_data();
    void refusesASignIn();
    void tellsNothingThatARefusedSignInQuotes();

    void readsASubscriber_data();
    void readsASubscriber();
    void keepsItsMembersAndNoCredential();
    void knowsNoMoreThanItIsTold();
    void readsSubscribers_data();
    void readsSubscribers();
    void readsJobs();
    void readsOneJob_data();
    void readsOneJob();
    void findsNoSuchJob();
    void readsTheSubscriberOfAJobByEitherName();
    void readsAnIdWhole();
    void refusesAWrongReply_data();
    void refusesAWrongReply();
    void refusesAWrongSubscriber_data();
    void refusesAWrongSubscriber();
    void refusesAWrongJob_data();
    void refusesAWrongJob();
    void findsNoRow();
    void showsNothingOfABrokenReply();

    void namesEachStatusOfThePages_data();
    void namesEachStatusOfThePages();
    void knowsWhenToTryAgain();
    void namesTheFieldOfAnUnprocessedOne();
    void readsOtherAnswers_data();
    void readsOtherAnswers();
    void takesASuccessForOne();
    void namesTheParameterAtFault();
    void namesEachParameterInOrder();
    void wantsASessionOfWhoHasNone_data();
    void wantsASessionOfWhoHasNone();
    void restsARouteThatIsNotThere_data();
    void restsARouteThatIsNotThere();
    void aMailThatFailedLeavesTheSaveOpen();
    void whoIsNoClientIsForbidden();
    void tellsHowLongASessionLasts();
    void findsNoSuchId();
    void putsNoCredentialIntoAnError();

private:
    PlanoMatic m_dialect;
};

void tst_PlanoMatic::saysWhatAConnectionNeeds()
{
    const ConnectionKind &kind = m_dialect.kind();

    QCOMPARE(kind.name, u"planomatic"_s);
    QCOMPARE(kind.vendor, u"PlanoMatic"_s);
    const QList<VendorPlace> places{
        {Environment::Production, u"production"_s, u"https://planocore.planomatic.com"_s},
        {Environment::Test, u"sandbox"_s, u"https://planocore-sandbox.planomatic.com"_s}};
    QCOMPARE(kind.places, places);
    QStringList keys;
    for (const Field &field : kind.settings)
        keys.append(field.key);
    const QStringList wanted
        = words("integration_id view token_kind page_base subscribers_filter update_body "
                "unconfirmed_writes email application remember login_redirect_url login_view "
                "login_application_view login_session_view path.update path.jobs_index path.index "
                "path.show path.jobs_show path.create path.destroy path.resend path.login");
    QCOMPARE(keys, wanted);
    QStringList ofLogin; // a login gives a session's token
    for (const Field &field : kind.settings) {
        if (field.need.key == "token_kind"_L1 && field.need.values == QStringList{u"session"_s})
            ofLogin.append(field.key);
    }
    QCOMPARE(ofLogin,
             words("email application remember login_redirect_url login_view login_application_view "
                   "login_session_view"));
    QCOMPARE(settingOf({}, kind, u"unconfirmed_writes"_s), QJsonValue(false));
    QCOMPARE(settingOf({}, kind, u"update_body"_s), QJsonValue(u"changed"_s));
    QCOMPARE(settingOf({}, kind, u"view"_s), QJsonValue(u"planointegrate_view"_s));
    QCOMPARE(kind.secrets.size(), size_t(1));
    QCOMPARE(kind.secrets.front().key, u"token"_s);
    QVERIFY(kind.secrets.front().isRequired);
    QCOMPARE(kind.secrets.front().kind, FieldKind::Secret);
    QCOMPARE(kind.secrets.front().sensitivity, FieldSensitivity::Secret);
}

void tst_PlanoMatic::offersTheWordsOfThePages()
{
    const BackendInfo info = m_dialect.info(access().connection);

    QCOMPARE(seedStatuses().size(), 20);
    QCOMPARE(seedEventTypes().size(), 12);
    QCOMPARE(info.filterStatuses, seedStatuses());
    QCOMPARE(info.knownStatuses, seedStatuses());
    QCOMPARE(info.filterEvents, seedEventTypes());
    QCOMPARE(info.knownEvents.first(12), seedEventTypes());
    const QStringList triggers = words("order.processed order.post_processing order.delivered order.canceled "
                                       "appointment.scheduled appointment.awaiting_availability "
                                       "appointment.awaiting_reschedule appointment.unable_to_complete");
    QCOMPARE(info.knownEvents.sliced(12), triggers);
    const QList<JobSort> sorts{JobSort::StatusCode, JobSort::EventType, JobSort::LastSent};
    QCOMPARE(info.jobSorts, sorts);
    const QList<JobState> states{JobState::Delivered, JobState::Failed, JobState::Unknown};
    QCOMPARE(info.filterStates, states);
}

void tst_PlanoMatic::listsItsMembers()
{
    const BackendInfo info = m_dialect.info(access().connection);

    QStringList keys;
    QStringList required;
    QStringList withCredentials;
    for (const Field &field : info.subscriberFields) {
        keys.append(field.key);
        if (field.isRequired)
            required.append(field.key);
        if (field.sensitivity == FieldSensitivity::MayHoldCredentials)
            withCredentials.append(field.key);
    }
    const QStringList wanted
        = words("name callback_url key active events statuses success_code payload_render_view "
                "version notify notification_emails");
    const QStringList wantedRequired = words("callback_url version");
    QCOMPARE(keys, wanted);
    QCOMPARE(required, wantedRequired);
    QCOMPARE(withCredentials, QStringList{u"callback_url"_s});
    QCOMPARE(info.kind, u"planomatic"_s);
    QCOMPARE(info.connection, u"plano"_s);
    QCOMPARE(info.environment, Environment::Test);
}

void tst_PlanoMatic::offersWhatTheSettingsAllow()
{
    const Verbs always = Verb::ListSubscribers | Verb::EditSubscriber | Verb::ListJobs | Verb::Test;
    Access some = daring();
    some.connection.settings.insert(u"path.resend"_s, u""_s);

    QCOMPARE(m_dialect.info(access().connection).verbs, always);
    QCOMPARE(m_dialect.info(daring().connection).verbs,
             always | Verb::CreateSubscriber | Verb::DeleteSubscriber | Verb::Replay);
    QCOMPARE(m_dialect.info(some.connection).verbs, always | Verb::CreateSubscriber | Verb::DeleteSubscriber);
}

void tst_PlanoMatic::saysWhichWritesAreUnconfirmed()
{
    Access some = daring();
    some.connection.settings.insert(u"path.resend"_s, u""_s);

    QCOMPARE(m_dialect.info(access().connection).unconfirmed, Verbs());
    QCOMPARE(m_dialect.info(daring().connection).unconfirmed,
             Verb::CreateSubscriber | Verb::DeleteSubscriber | Verb::Replay);
    QCOMPARE(m_dialect.info(some.connection).unconfirmed, Verb::CreateSubscriber | Verb::DeleteSubscriber);
}

void tst_PlanoMatic::saysWhichWritesWaitToBeAllowed()
{
    Access some = access();
    some.connection.settings.insert(u"path.resend"_s, u""_s); // no route: nothing to allow

    QCOMPARE(m_dialect.info(access().connection).barred,
             Verb::CreateSubscriber | Verb::DeleteSubscriber | Verb::Replay);
    QCOMPARE(m_dialect.info(some.connection).barred, Verb::CreateSubscriber | Verb::DeleteSubscriber);
    QCOMPARE(m_dialect.info(daring().connection).barred, Verbs());
}

void tst_PlanoMatic::tellsNoConflictByItself()
{
    const BackendInfo info = m_dialect.info(access().connection);

    QVERIFY(!info.tellsConflicts);
    QVERIFY(!info.savingCallsTarget);
    QCOMPARE(info.mostActive, 0);
}

void tst_PlanoMatic::sendsOnlyWhatChanged()
{
    const Fields base{{u"version"_s, u"v3"_s}, {u"name"_s, u"Old"_s}, {u"active"_s, true}};

    const auto request = m_dialect.saveSubscriber(access(), edit({{u"name"_s, u"New"_s}}, base));

    QVERIFY(request);
    QCOMPARE(request->method, "PUT"_ba);
    QCOMPARE(request->url,
             QUrl(u"https://planocore-sandbox.planomatic.com/api/v1/webhook_out_subs/update"_s));
    const Headers headers{{"Accept"_ba, "application/json"_ba}, {"Content-Type"_ba, "application/json"_ba}};
    QCOMPARE(request->headers, headers);
    QCOMPARE(request->effect, Effect::Write);
    QCOMPARE(objectIn(request->body), with({{u"id"_s, 17}, {u"version"_s, u"v3"_s}, {u"name"_s, u"New"_s}}));
}

void tst_PlanoMatic::sendsTheVersionAsItWas_data()
{
    QTest::addColumn<Fields>("changes");
    QTest::addColumn<QJsonValue>("before");
    QTest::addColumn<QJsonValue>("sent");
    const Fields rename{{u"name"_s, u"New"_s}};
    QTest::newRow("text") << rename << QJsonValue(u"2.0"_s) << QJsonValue(u"2.0"_s);
    QTest::newRow("number") << rename << QJsonValue(2) << QJsonValue(2);
    QTest::newRow("null") << rename << QJsonValue() << QJsonValue();
    QTest::newRow("changed") << Fields{{u"version"_s, u"v3"_s}} << QJsonValue(u"v2"_s) << QJsonValue(u"v3"_s);
}

void tst_PlanoMatic::sendsTheVersionAsItWas()
{
    QFETCH(Fields, changes);
    QFETCH(QJsonValue, before);
    QFETCH(QJsonValue, sent);

    const auto request = m_dialect.saveSubscriber(access(), edit(changes, {{u"version"_s, before}}));

    QVERIFY(request);
    QVERIFY(objectIn(request->body).contains(u"version"_s));
    QCOMPARE(objectIn(request->body).value(u"version"_s), sent);
}

void tst_PlanoMatic::clearsWithNull()
{
    const auto request = m_dialect.saveSubscriber(
        access(),
        edit({{u"key"_s, QJsonValue::Null}, {u"success_code"_s, u""_s}, {u"events"_s, QJsonArray{}}}));

    QVERIFY(request);
    QCOMPARE(objectIn(request->body),
             with({{u"id"_s, 17},
                   {u"version"_s, u"v3"_s},
                   {u"key"_s, QJsonValue::Null},
                   {u"success_code"_s, u""_s},
                   {u"events"_s, QJsonArray{}}}));
}

void tst_PlanoMatic::sendsAllThatIsKnownWhereTheWholeIsAskedFor()
{
    Fields base = objectIn(kRow);
    const Access whole = accessWith({{u"update_body"_s, u"whole"_s}});

    const auto request = m_dialect.saveSubscriber(whole, edit({{u"active"_s, false}}, base));

    QVERIFY(request);
    for (const char *key : {"created_at", "updated_at", "owner", "session"})
        base.remove(QString::fromLatin1(key));
    base.insert(u"active"_s, false);
    QCOMPARE(objectIn(request->body), with(base));
}

void tst_PlanoMatic::asksForTheFirstUnknownFieldOfAWhole()
{
    Fields base = objectIn(kRow);
    base.remove(u"statuses"_s);
    base.remove(u"notify"_s);
    const Access whole = accessWith({{u"update_body"_s, u"whole"_s}});

    const auto refused = m_dialect.saveSubscriber(whole, edit({{u"active"_s, false}}, base));
    const auto taken
        = m_dialect.saveSubscriber(whole, edit({{u"statuses"_s, QJsonArray{}}, {u"notify"_s, false}}, base));

    QVERIFY(!refused);
    QCOMPARE(refused.error(), invalid(Reason::Required, u"statuses"_s));
    QVERIFY(taken);
}

void tst_PlanoMatic::refusesAnEdit_data()
{
    QTest::addColumn<Fields>("changes");
    QTest::addColumn<Fields>("base");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("field");
    const Fields base{{u"version"_s, u"v3"_s}};
    const auto row = [&base](const char *tag, const QString &key, const QJsonValue &value, Reason reason) {
        QTest::newRow(tag) << Fields{{key, value}} << base << reason << key;
    };
    QTest::newRow("unknown version") << Fields{{u"name"_s, u"x"_s}} << Fields{} << Reason::Required
                                     << u"version"_s;
    row("no version", u"version"_s, QJsonValue::Null, Reason::Required);
    row("empty version", u"version"_s, u""_s, Reason::Required);
    row("no callback URL", u"callback_url"_s, QJsonValue::Null, Reason::Required);
    row("another scheme", u"callback_url"_s, u"ftp://hooks.example"_s, Reason::UrlScheme);
    row("another integration", u"integration_id"_s, 8, Reason::UnknownField);
    row("another id", u"id"_s, 18, Reason::UnknownField);
    row("no field of it", u"owner"_s, u"me"_s, Reason::UnknownField);
    row("token", u"token"_s, u"x"_s, Reason::UnknownField);
    row("text for a flag", u"active"_s, u"yes"_s, Reason::WrongType);
    row("text for a list", u"statuses"_s, u"hold"_s, Reason::WrongType);
    row("class of codes", u"success_code"_s, u"2xx"_s, Reason::OneCodeForm);
    row("list of codes", u"success_code"_s, u"200,201"_s, Reason::OneCodeForm);
    row("half a class of codes", u"success_code"_s, u"20x"_s, Reason::OneCodeForm);
    row("no code", u"success_code"_s, u"fine"_s, Reason::OneCodeForm);
    row("too long a code", u"success_code"_s, u"2000"_s, Reason::OneCodeForm);
    row("e-mail", u"notification_emails"_s, u"a@b.example, nobody"_s, Reason::EmailForm);
    row("nobody to notify", u"notify"_s, true, Reason::Required);
    row("prefix of events", u"events"_s, QJsonArray{u"order.*"_s}, Reason::UnknownChoice);
}

void tst_PlanoMatic::refusesAnEdit()
{
    QFETCH(Fields, changes);
    QFETCH(Fields, base);
    QFETCH(Reason, reason);
    QFETCH(QString, field);
    if (field == u"notify"_s) {
        base.insert(u"notification_emails"_s, u""_s);
        field = u"notification_emails"_s;
    }

    const auto request = m_dialect.saveSubscriber(access(), edit(changes, base));

    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(request.error().reason, reason);
    QCOMPARE(request.error().field, field);
}

void tst_PlanoMatic::keepsWhatWasOddBefore()
{
    const Fields odd{{u"version"_s, u"v3"_s},
                     {u"success_code"_s, u"2XX"_s},
                     {u"events"_s, QJsonArray{u"order.*"_s}},
                     {u"notify"_s, true},
                     {u"notification_emails"_s, u"nobody"_s}};

    const auto renamed = m_dialect.saveSubscriber(access(), edit({{u"name"_s, u"New"_s}}, odd));
    const auto same = m_dialect.saveSubscriber(access(), edit({{u"success_code"_s, u"2XX"_s}}, odd));
    const auto more
        = m_dialect.saveSubscriber(access(), edit({{u"events"_s, list(words("order.* delivered"))}}, odd));

    QVERIFY(renamed);
    QVERIFY(same);
    QCOMPARE(objectIn(same->body).value(u"success_code"_s), QJsonValue(u"2XX"_s));
    QVERIFY(more);
    QCOMPARE(objectIn(more->body).value(u"events"_s), QJsonValue(list(words("order.* delivered"))));

    const Fields all{{u"version"_s, u"v3"_s}, {u"events"_s, list(words("*"))}};
    const auto beside
        = m_dialect.saveSubscriber(access(), edit({{u"events"_s, list(words("* order.delivered"))}}, all));
    QVERIFY(beside);
    QCOMPARE(objectIn(beside->body).value(u"events"_s), QJsonValue(list(words("* order.delivered"))));
}

void tst_PlanoMatic::joinsAddressesAsTheyWereRead_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sent");

    QTest::newRow("none before") << u""_s << u"a@x.example; b@x.example"_s << u"a@x.example,b@x.example"_s;
    QTest::newRow("one before") << u"a@x.example"_s << u"a@x.example, b@x.example"_s
                                << u"a@x.example,b@x.example"_s;
    QTest::newRow("comma") << u"a@x.example,b@x.example"_s << u"a@x.example, c@x.example"_s
                           << u"a@x.example,c@x.example"_s;
    QTest::newRow("comma and space") << u"a@x.example, b@x.example"_s << u"a@x.example,c@x.example"_s
                                     << u"a@x.example, c@x.example"_s;
    QTest::newRow("semicolon") << u"a@x.example;b@x.example"_s << u"a@x.example;b@x.example,c@x.example"_s
                               << u"a@x.example;b@x.example;c@x.example"_s;
    QTest::newRow("semicolon between spaces")
        << u"a@x.example ; b@x.example"_s << u"a@x.example,c@x.example"_s << u"a@x.example ; c@x.example"_s;
    QTest::newRow("cleared") << u"a@x.example;b@x.example"_s << u""_s << u""_s;
}

// One text there: what stands between its addresses is the server's, whatever a person types.
void tst_PlanoMatic::joinsAddressesAsTheyWereRead()
{
    QFETCH(QString, before);
    QFETCH(QString, typed);
    QFETCH(QString, sent);
    const Fields base{{u"version"_s, u"v3"_s}, {u"notification_emails"_s, before}};

    const auto request = m_dialect.saveSubscriber(access(), edit({{u"notification_emails"_s, typed}}, base));

    QVERIFY(request);
    QCOMPARE(objectIn(request->body).value("notification_emails"_L1), QJsonValue(sent));
}

void tst_PlanoMatic::refusesASecret()
{
    SubscriberDraft draft = edit({});
    draft.secrets[u"secret"_s] = {SecretEdit::Action::Set, Secret("s3cret"), {}};

    const auto request = m_dialect.saveSubscriber(access(), draft);

    QVERIFY(!request);
    QCOMPARE(request.error(), invalid(Reason::UnknownField, u"secret"_s));
}

void tst_PlanoMatic::spellsOutAllEvents()
{
    const Fields all{{u"events"_s, list(words("delivered *"))}};
    const Fields dotted{{u"version"_s, u"v3"_s}, {u"events"_s, list(words("order.delivered"))}};

    const auto bare = m_dialect.saveSubscriber(access(), edit(all));
    const auto asBefore = m_dialect.saveSubscriber(access(), edit({{u"events"_s, list(words("*"))}}, dotted));

    QVERIFY(bare && asBefore);
    const QJsonArray events = objectIn(bare->body).value(u"events"_s).toArray();
    QCOMPARE(events.size(), 12);
    QCOMPARE(events.at(0), QJsonValue(u"delivered"_s));
    QVERIFY(events.contains(u"canceled"_s));
    const QJsonArray triggers = objectIn(asBefore->body).value(u"events"_s).toArray();
    QCOMPARE(triggers.size(), 8);
    QVERIFY(triggers.contains(u"order.delivered"_s));
}

void tst_PlanoMatic::makesANewOne()
{
    const Fields members{
        {u"name"_s, u"Orders"_s}, {u"callback_url"_s, u"https://hooks.example"_s}, {u"version"_s, u"v3"_s}};

    const auto request = m_dialect.saveSubscriber(daring(), newOne(members));
    const auto unversioned
        = m_dialect.saveSubscriber(daring(), newOne({{u"callback_url"_s, u"https://hooks.example"_s}}));

    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QCOMPARE(request->url.path(), u"/api/v1/webhook_out_subs/create"_s);
    QCOMPARE(request->effect, Effect::Write);
    QCOMPARE(objectIn(request->body), with(members));
    QVERIFY(!unversioned);
    QCOMPARE(unversioned.error(), invalid(Reason::Required, u"version"_s));
}

void tst_PlanoMatic::asksForEachRoute_data()
{
    QTest::addColumn<Ask>("ask");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<Effect>("effect");
    const auto row = [](const char *tag,
                        const QByteArray &method,
                        const QString &path,
                        const QJsonObject &body,
                        Effect effect,
                        const Ask &ask) {
        QTest::newRow(tag) << ask << method << u"/api/v1/"_s + path << body << effect;
    };
    using Plano = const PlanoMatic &;
    using Opened = const Access &;
    const QJsonObject id = with({{u"id"_s, 17}});
    const QJsonObject counted = with({{u"count"_s, true}});
    row("index", "POST", u"webhook_out_subs/index"_s, counted, Effect::Read, [](Plano d, Opened a) {
        return d.listSubscribers(a);
    });
    row("show", "POST", u"webhook_out_subs/show"_s, id, Effect::Read, [](Plano d, Opened a) {
        return d.showSubscriber(a, kId);
    });
    row("opaque id",
        "POST",
        u"webhook_out_subs/show"_s,
        with({{u"id"_s, u"017"_s}}),
        Effect::Read,
        [](Plano d, Opened a) { return d.showSubscriber(a, {u"017"_s}); });
    row("destroy", "DELETE", u"webhook_out_subs/destroy"_s, id, Effect::Write, [](Plano d, Opened a) {
        return d.removeSubscriber(a, kId);
    });
    row("resend",
        "POST",
        u"webhook_jobs/resend"_s,
        with(objectIn(R"({"id":9007199254740993})")),
        Effect::Write,
        [](Plano d, Opened a) { return d.replay(a, {u"9007199254740993"_s}); });
    row("jobs show",
        "POST",
        u"webhook_jobs/show"_s,
        with({{u"id"_s, 9}, {u"view"_s, u"planointegrate_view"_s}}),
        Effect::Read,
        [](Plano d, Opened a) { return d.showJob(a, {u"9"_s}); });
    row("jobs index", "POST", u"webhook_jobs/index"_s, jobsWith({}), Effect::Read, [](Plano d, Opened a) {
        return d.listJobs(a, {}, {});
    });
}

void tst_PlanoMatic::asksForEachRoute()
{
    QFETCH(Ask, ask);
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QJsonObject, body);
    QFETCH(Effect, effect);

    const Result<Request> request = ask(m_dialect, daring());

    QVERIFY(request);
    QCOMPARE(request->method, method);
    QCOMPARE(request->url, QUrl(u"https://planocore-sandbox.planomatic.com"_s + path));
    const Headers headers{{"Accept"_ba, "application/json"_ba}, {"Content-Type"_ba, "application/json"_ba}};
    QCOMPARE(request->headers, headers);
    QCOMPARE(objectIn(request->body), body);
    QCOMPARE(request->effect, effect);
}

void tst_PlanoMatic::takesAPathAndAMethodFromTheSettings()
{
    const Access set
        = accessWith({{u"path.show"_s, u"get /v2/subs/show"_s}, {u"path.index"_s, u"/v2/subs"_s}});

    const auto show = m_dialect.showSubscriber(set, kId);
    const auto index = m_dialect.listSubscribers(set);

    QVERIFY(show && index);
    QCOMPARE(show->method, "GET"_ba);
    QCOMPARE(show->url, QUrl(u"https://planocore-sandbox.planomatic.com/v2/subs/show"_s));
    QCOMPARE(objectIn(show->body), with({{u"id"_s, 17}}));
    QCOMPARE(index->method, "POST"_ba);
    QCOMPARE(index->url.path(), u"/v2/subs"_s);
}

void tst_PlanoMatic::keepsAPathOnItsHost()
{
    const auto request = m_dialect.listSubscribers(accessWith({{u"path.index"_s, u"@evil.example/x"_s}}));

    QVERIFY(request);
    QCOMPARE(request->url.host(), u"planocore-sandbox.planomatic.com"_s);
    QCOMPARE(request->url.path(), u"/@evil.example/x"_s);
}

void tst_PlanoMatic::refusesAPathThatIsNone_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("another method") << u"FETCH /v2/subs"_s << Reason::UnknownChoice;
    QTest::newRow("space") << u"POST /v2/su bs"_s << Reason::UrlNotParsed;
    QTest::newRow("half an escape") << u"/v2/%4"_s << Reason::UrlNotParsed;
}

void tst_PlanoMatic::refusesAPathThatIsNone()
{
    QFETCH(QString, path);
    QFETCH(Reason, reason);

    const auto request = m_dialect.listSubscribers(accessWith({{u"path.index"_s, path}}));

    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(request.error().reason, reason);
    QCOMPARE(request.error().field, u"path.index"_s);
}

void tst_PlanoMatic::writesNothingUnconfirmed()
{
    const Fields members{{u"callback_url"_s, u"https://hooks.example"_s}, {u"version"_s, u"v3"_s}};

    for (const auto &request : {m_dialect.saveSubscriber(access(), newOne(members)),
                                m_dialect.removeSubscriber(access(), kId),
                                m_dialect.replay(access(), {u"9"_s})}) {
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::Unsupported);
        QCOMPARE(request.error().reason, Reason::Unconfirmed);
    }
}

void tst_PlanoMatic::hasNoRouteWithoutAPath()
{
    Access none = daring();
    for (const char *name : {"index", "show", "jobs_show", "create", "destroy", "resend"})
        none.connection.settings.insert(u"path."_s + QString::fromLatin1(name), u" "_s);
    const Fields members{{u"callback_url"_s, u"https://hooks.example"_s}, {u"version"_s, u"v3"_s}};

    for (const auto &request : {m_dialect.listSubscribers(none),
                                m_dialect.showSubscriber(none, kId),
                                m_dialect.showJob(none, {u"9"_s}),
                                m_dialect.saveSubscriber(none, newOne(members)),
                                m_dialect.removeSubscriber(none, kId),
                                m_dialect.replay(none, {u"9"_s})}) {
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::Unsupported);
        QCOMPARE(request.error().reason, Reason::NotOfThisApi);
    }
}

void tst_PlanoMatic::fallsBackToADocumentedPath()
{
    const Access none = accessWith({{u"path.update"_s, u""_s}, {u"path.jobs_index"_s, u""_s}});

    const auto update = m_dialect.saveSubscriber(none, edit({{u"name"_s, u"x"_s}}));
    const auto jobs = m_dialect.listJobs(none, {}, {});

    QVERIFY(update && jobs);
    QCOMPARE(update->url.path(), u"/api/v1/webhook_out_subs/update"_s);
    QCOMPARE(jobs->url.path(), u"/api/v1/webhook_jobs/index"_s);
}

void tst_PlanoMatic::needsATokenAndAnIntegration()
{
    Access tokenless = access();
    tokenless.secrets.clear();

    const auto noToken = m_dialect.check(tokenless);
    const auto noNumber = m_dialect.check(accessWith({{u"integration_id"_s, u"seven"_s}}));
    const auto noIntegration = m_dialect.check(accessWith({{u"integration_id"_s, QJsonValue()}}));

    QVERIFY(!noToken && !noNumber && !noIntegration);
    QCOMPARE(noToken.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(noToken.error().reason, Reason::SecretMissing);
    QCOMPARE(noToken.error().field, u"token"_s);
    QCOMPARE(noNumber.error(), invalid(Reason::NumberForm, u"integration_id"_s, u"seven"_s));
    QCOMPARE(noIntegration.error(), invalid(Reason::Required, u"integration_id"_s));
}

void tst_PlanoMatic::takesADigitTextForTheIntegration()
{
    const auto request = m_dialect.showSubscriber(accessWith({{u"integration_id"_s, u"7"_s}}), kId);

    QVERIFY(request);
    QCOMPARE(objectIn(request->body), with({{u"id"_s, 17}}));
}

void tst_PlanoMatic::asksForAFurtherPageOfSubscribers()
{
    SubscriberQuery third;
    third.page = {3, 25, {}};
    third.search = u"not narrowed there"_s;
    const QJsonObject page{{u"size"_s, 25}, {u"number"_s, 3}};
    const QJsonObject pageFromNone{{u"size"_s, 25}, {u"number"_s, 2}};

    const auto first = m_dialect.listSubscribers(access(), SubscriberQuery());
    const auto further = m_dialect.listSubscribers(access(), third);
    const auto fromNone = m_dialect.listSubscribers(accessWith({{u"page_base"_s, 0}}), third);

    QVERIFY(first && further && fromNone);
    QCOMPARE(objectIn(first->body), with({{u"count"_s, true}}));
    QCOMPARE(objectIn(further->body), with({{u"count"_s, true}, {u"page"_s, page}}));
    QCOMPARE(objectIn(fromNone->body), with({{u"count"_s, true}, {u"page"_s, pageFromNone}}));
    QVERIFY(!m_dialect.narrowsSubscribers(third));
}

void tst_PlanoMatic::asksForJobs_data()
{
    QTest::addColumn<JobQuery>("query");
    QTest::addColumn<QByteArray>("members");
    const auto row = [](const char *tag, const QByteArray &members, auto narrow) {
        JobQuery query;
        narrow(query);
        QTest::newRow(tag) << query << members;
    };
    row("search everywhere",
        R"({"search":{"term":"main st","attributes":
            ["status","address","event","order_id","webhook_subscriber","callback_url"]}})",
        [](JobQuery &q) { q.search = u"main st"_s; });
    row("search in two",
        R"({"search":{"term":"x","attributes":["event","webhook_subscriber"]}})",
        [](JobQuery &q) {
            q.search = u"x"_s;
            q.searchIn = {JobAttribute::Subscriber, JobAttribute::Event};
        });
    row("search for nothing", "{}", [](JobQuery &q) { q.searchIn = {JobAttribute::Address}; });
    row("from", R"({"filters":{"date_range_start":"2024-05-01T00:00:00.000Z"}})", [](JobQuery &q) {
        q.from = instantFrom(u"2024-05-01T02:00:00+02:00"_s);
    });
    row("to", R"({"filters":{"date_range_end":"2024-05-02T00:00:00.000Z"}})", [](JobQuery &q) {
        q.to = instantFrom(u"2024-05-02T00:00:00Z"_s);
    });
    row("code", R"({"filters":{"status_code":[599]}})", [](JobQuery &q) { q.codes = {{599, 599}}; });
    row("class of codes",
        R"({"filters":{"status_code":[500,501,502,503,504,505,506,507,508,510,511]}})",
        [](JobQuery &q) {
            q.codes = {{500, 599}};
        });
    row("codes once", R"({"filters":{"status_code":[404,403,405]}})", [](JobQuery &q) {
        q.codes = {{404, 404}, {403, 405}};
    });
    row("codes that nobody registered", R"({"filters":{"status_code":[520,521,522]}})", [](JobQuery &q) {
        q.codes = {{520, 522}};
    });
    row("events", R"({"filters":{"event_type":["delivered","new_one"]}})", [](JobQuery &q) {
        q.eventTypes = words("delivered new_one");
    });
    row("both spellings", R"({"filters":{"status":["canceled","cancelled"]}})", [](JobQuery &q) {
        q.statuses = words("canceled cancelled");
    });
    row("subscribers", R"({"filters":{"subscribers":[17,"x"]}})", [](JobQuery &q) {
        q.subscribers = {kId, {u"x"_s}};
    });
    row("callback URLs", R"({"filters":{"endpoint":["https://hooks.example"]}})", [](JobQuery &q) {
        q.callbackUrls = words("https://hooks.example");
    });
    row("two filters", R"({"filters":{"status":["hold"],"status_code":[200]}})", [](JobQuery &q) {
        q.statuses = words("hold");
        q.codes = {{200, 200}};
    });
    row("what it can't filter", "{}", [](JobQuery &q) {
        q.states = {JobState::Failed};
        q.events = {{u"e"_s}};
        q.sentFrom = instantFrom(u"2024-05-02T00:00:00Z"_s);
    });
    row("by code", R"({"sort":{"by":"status_code","order":"desc"}})", [](JobQuery &q) {
        q.sort = JobSort::StatusCode;
    });
    row("by event", R"({"sort":{"by":"event_type","order":"asc"}})", [](JobQuery &q) {
        q.sort = JobSort::EventType;
        q.order = Qt::AscendingOrder;
    });
    row("by last sent", R"({"sort":{"by":"last_sent_at","order":"desc"}})", [](JobQuery &q) {
        q.sort = JobSort::LastSent;
    });
    row("count", R"({"count":true})", [](JobQuery &q) { q.count = true; });
    row("page", R"({"page":{"size":25,"number":4}})", [](JobQuery &q) { q.page = {4, 25, {}}; });
}

void tst_PlanoMatic::asksForJobs()
{
    QFETCH(JobQuery, query);
    QFETCH(QByteArray, members);

    const auto request = m_dialect.listJobs(access(), query, {});

    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QCOMPARE(objectIn(request->body), jobsWith(objectIn(members)));
}

void tst_PlanoMatic::leavesToTheCacheWhatItCannotFilter()
{
    JobQuery plain;
    plain.search = u"main st"_s;
    plain.statuses = words("hold");
    plain.codes = {{500, 599}};
    plain.from = instantFrom(u"2024-05-01T00:00:00Z"_s);
    plain.sort = JobSort::StatusCode;
    JobQuery byState;
    byState.states = {JobState::Failed};
    JobQuery byEvent;
    byEvent.events = {{u"e"_s}};
    JobQuery bySending;
    bySending.sentFrom = instantFrom(u"2024-05-02T00:00:00Z"_s);

    JobQuery oldestFirst;
    oldestFirst.order = Qt::AscendingOrder;

    QVERIFY(m_dialect.answersJobs(plain));
    for (const JobQuery &query : {byState, byEvent, bySending, oldestFirst})
        QVERIFY(!m_dialect.answersJobs(query));
}

void tst_PlanoMatic::countsPagesFromTheirBase()
{
    JobQuery third;
    third.page.number = 3;

    const auto request
        = m_dialect.listJobs(accessWith({{u"page_base"_s, 0}, {u"view"_s, u"own_view"_s}}), third, {});

    QVERIFY(request);
    QCOMPARE(
        objectIn(request->body),
        jobsWith({{u"view"_s, u"own_view"_s}, {u"page"_s, QJsonObject{{u"size"_s, 100}, {u"number"_s, 2}}}}));
}

void tst_PlanoMatic::filtersSubscribersAsSet()
{
    JobQuery query;
    query.subscribers = {{u"17"_s}};

    const auto request = m_dialect.listJobs(accessWith({{u"subscribers_filter"_s, u"name"_s}}), query, {});

    QVERIFY(request);
    QCOMPARE(objectIn(request->body).value(u"filters"_s)[u"subscribers"_s], QJsonValue(QJsonArray{u"17"_s}));

    query.subscribers = {{u"orders-key"_s}, {u"18"_s}};
    const auto byKey = m_dialect.listJobs(accessWith({{u"subscribers_filter"_s, u"key"_s}}), query, {});
    QVERIFY(byKey);
    QCOMPARE(objectIn(byKey->body).value(u"filters"_s)[u"subscribers"_s],
             QJsonValue(list(words("orders-key 18"))));
}

void tst_PlanoMatic::checksWithOneJob()
{
    const auto request = m_dialect.check(access());

    QVERIFY(request);
    QCOMPARE(request->effect, Effect::Read);
    QCOMPARE(request->url.path(), u"/api/v1/webhook_jobs/index"_s);
    QCOMPARE(objectIn(request->body), jobsWith({{u"page"_s, QJsonObject{{u"size"_s, 1}, {u"number"_s, 1}}}}));
}

void tst_PlanoMatic::signsIn()
{
    Access me = accessWith({{u"email"_s, u"me@b.example"_s}});
    me.secrets.clear();

    const auto request = m_dialect.logIn(me, Secret("pässword"));

    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QCOMPARE(request->url, QUrl(u"https://planocore-sandbox.planomatic.com/api/v1/sessions/create"_s));
    const Headers headers{{"Accept"_ba, "application/json"_ba}, {"Content-Type"_ba, "text/plain"_ba}};
    QCOMPARE(request->headers, headers);
    QCOMPARE(request->effect, Effect::Read);
    const auto decoded
        = QByteArray::fromBase64Encoding(request->body, QByteArray::AbortOnBase64DecodingErrors);
    QVERIFY(decoded);
    const QJsonObject wanted{{u"email"_s, u"me@b.example"_s},
                             {u"password"_s, u"pässword"_s},
                             {u"application"_s, u"planointegrate"_s}};
    QCOMPARE(objectIn(*decoded), wanted);
    QVERIFY(!m_dialect.signIn(me));
}

void tst_PlanoMatic::remembersOnlyWhenAsked()
{
    const Access me = accessWith(
        {{u"email"_s, u"me@b.example"_s}, {u"application"_s, u"planox2"_s}, {u"remember"_s, true}});

    const auto request = m_dialect.logIn(me, Secret("p"));

    QVERIFY(request);
    const QJsonObject wanted{{u"email"_s, u"me@b.example"_s},
                             {u"password"_s, u"p"_s},
                             {u"application"_s, u"planox2"_s},
                             {u"remember_me"_s, true}};
    QCOMPARE(objectIn(QByteArray::fromBase64(request->body)), wanted);
}

void tst_PlanoMatic::signsInWithWhatIsSetBesides()
{
    const Access me = accessWith({{u"email"_s, u"me@b.example"_s},
                                  {u"view"_s, u"of_jobs"_s},
                                  {u"login_redirect_url"_s, u"https://back.example/"_s},
                                  {u"login_view"_s, u"a_view"_s},
                                  {u"login_application_view"_s, u"b_view"_s},
                                  {u"login_session_view"_s, u" c_view "_s}});

    const auto request = m_dialect.logIn(me, Secret("p"));

    QVERIFY(request);
    const QJsonObject wanted{{u"email"_s, u"me@b.example"_s},
                             {u"password"_s, u"p"_s},
                             {u"application"_s, u"planointegrate"_s},
                             {u"redirect_url"_s, u"https://back.example/"_s},
                             {u"view"_s, u"a_view"_s},
                             {u"application_view"_s, u"b_view"_s},
                             {u"session_view"_s, u"c_view"_s}};
    QCOMPARE(objectIn(QByteArray::fromBase64(request->body)), wanted);
}

void tst_PlanoMatic::needsAllOfASignIn()
{
    for (const QString &none : {u""_s, u" "_s}) {
        const auto noApplication = m_dialect.logIn(
            accessWith({{u"email"_s, u"me@b.example"_s}, {u"application"_s, none}}), Secret("p"));
        QVERIFY(!noApplication);
        QCOMPARE(noApplication.error(), invalid(Reason::Required, u"application"_s));
    }
    const auto noMail = m_dialect.logIn(access(), Secret("p"));
    const auto noPassword = m_dialect.logIn(accessWith({{u"email"_s, u"me@b.example"_s}}), {});

    QVERIFY(!noMail && !noPassword);
    QCOMPARE(noMail.error(), invalid(Reason::Required, u"email"_s));
    QCOMPARE(noPassword.error(), invalid(Reason::Required, u"password"_s));
}

void tst_PlanoMatic::findsTheToken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("data") << R"({"status":"action-successful","data":{"token":"t1"},"token":"t2"})"_ba;
    QTest::newRow("session") << R"({"data":{},"session":{"token":"t1"}})"_ba;
    QTest::newRow("session in data") << R"({"data":{"session":{"token":"t1"}},"session":null})"_ba;
    QTest::newRow("top") << R"({"code":200,"data":null,"token":"t1"})"_ba;
}

void tst_PlanoMatic::findsTheToken()
{
    QFETCH(QByteArray, body);

    const auto token = m_dialect.readToken(reply(200, body), {});

    QVERIFY(token);
    QCOMPARE(token->value.reveal(), "t1"_ba);
    QVERIFY(!token->until);
}

void tst_PlanoMatic::findsNoToken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("member");
    QTest::newRow("nowhere") << R"({"data":{}})"_ba << Reason::ReplyWrongType << u"token"_s;
    QTest::newRow("empty") << R"({"data":{"token":""}})"_ba << Reason::ReplyWrongType << u"token"_s;
    QTest::newRow("number") << R"({"data":{"token":5}})"_ba << Reason::ReplyWrongType << u"token"_s;
    QTest::newRow("list") << "[]"_ba << Reason::ReplyWrongType << u"reply"_s;
    QTest::newRow("page") << "<html>"_ba << Reason::ReplyNotJson << QString();
}

void tst_PlanoMatic::findsNoToken()
{
    QFETCH(QByteArray, body);
    QFETCH(Reason, reason);
    QFETCH(QString, member);

    const auto token = m_dialect.readToken(reply(200, body), {});

    QVERIFY(!token);
    QCOMPARE(token.error().kind, ErrorKind::Failed);
    QCOMPARE(token.error().reason, reason);
    QCOMPARE(token.error().subject, member);
}

void tst_PlanoMatic::refusesASignIn_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("slug");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("field");
    QTest::newRow("e-mail") << 400 << u"email-not-found"_s << Reason::RemoteEmailUnknown << u"email"_s;
    QTest::newRow("password") << 400 << u"invalid-password"_s << Reason::RemotePasswordWrong << u"password"_s;
    QTest::newRow("no password") << 400 << u"user-has-no-password"_s << Reason::RemotePasswordNone
                                 << u"password"_s;
    QTest::newRow("role") << 400 << u"user-requires-role"_s << Reason::RemoteRoleMissing << u"email"_s;
    QTest::newRow("client") << 401 << u"client-required"_s << Reason::RemoteClientRequired << QString();
}

void tst_PlanoMatic::refusesASignIn()
{
    QFETCH(int, status);
    QFETCH(QString, slug);
    QFETCH(Reason, reason);
    QFETCH(QString, field);
    const QByteArray body
        = R"({"status":")" + slug.toUtf8() + R"(","message":"no pässword","session":{"token":"t"}})";

    const auto token = m_dialect.readToken(reply(status, body), {});

    QVERIFY(!token);
    QCOMPARE(token.error(), (Error{ErrorKind::NotAuthorised, reason, field, {}, {}, slug, status}));
    QVERIFY(!wording::advice(token.error()).isEmpty());
}

void tst_PlanoMatic::tellsNothingThatARefusedSignInQuotes()
{
    const auto token = m_dialect.readToken(reply(400, R"({"status":"email-not-found","message":"pässword",
        "errors":[{"attr":"email","message":"pässword is unknown"}]})"),
                                           {});

    QVERIFY(!token);
    QCOMPARE(token.error().field, u"email"_s);
    QVERIFY(token.error().findings.isEmpty());
    QCOMPARE(token.error().detail, QString());
}

void tst_PlanoMatic::readsASubscriber_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("data") << QByteArray(kRow);
    QTest::newRow("by its name") << R"({"webhook_out_sub":)" + QByteArray(kRow) + '}';
    QTest::newRow("results") << R"({"results":[)" + QByteArray(kRow) + "]}";
    QTest::newRow("list") << '[' + QByteArray(kRow) + ']';
}

void tst_PlanoMatic::readsASubscriber()
{
    QFETCH(QByteArray, data);

    const auto subscriber = m_dialect.readSubscriber(enveloped(data));

    QVERIFY(subscriber);
    QCOMPARE(subscriber->id, kId);
    QCOMPARE(subscriber->uuid, QString());
    QCOMPARE(subscriber->name, u"Orders"_s);
    QCOMPARE(subscriber->url, u"https://hooks.example/in?key=k3y"_s);
    QVERIFY(subscriber->isActive);
    QCOMPARE(subscriber->state, SubscriberState::Active);
    QCOMPARE(subscriber->createdAt, instantFrom(u"2024-05-01T10:00:00Z"_s));
    QCOMPARE(subscriber->updatedAt, instantFrom(u"2024-05-02T10:00:00.500Z"_s));
    QVERIFY(subscriber->secrets.isEmpty());
}

void tst_PlanoMatic::keepsItsMembersAndNoCredential()
{
    Fields wanted = objectIn(kRow);
    wanted.remove(u"token"_s);
    wanted.remove(u"session"_s);

    const auto subscriber = m_dialect.readSubscriber(enveloped(kRow));

    QVERIFY(subscriber);
    QCOMPARE(subscriber->fields, wanted);
    QVERIFY(subscriber->fields.value(u"key"_s).isNull());
    QVERIFY(subscriber->fields.contains(u"owner"_s));
}

void tst_PlanoMatic::knowsNoMoreThanItIsTold()
{
    const auto bare
        = m_dialect.readSubscriber(enveloped(R"({"id":"17","success_code":200,"statuses":null})"));
    const auto stopped = m_dialect.readSubscriber(enveloped(R"({"id":17,"active":false})"));

    QVERIFY(bare && stopped);
    QCOMPARE(bare->id, kId);
    QCOMPARE(bare->state, SubscriberState::Unknown);
    QCOMPARE(bare->told, ToldParts());
    QCOMPARE(bare->fields,
             (Fields{{u"id"_s, u"17"_s}, {u"success_code"_s, 200}, {u"statuses"_s, QJsonValue()}}));
    QVERIFY(!bare->createdAt);
    QCOMPARE(stopped->state, SubscriberState::Stopped);
    QCOMPARE(stopped->told, ToldParts(Told::State));
    QVERIFY(!stopped->isActive);
}

void tst_PlanoMatic::readsSubscribers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qint64>("count");
    QTest::newRow("results") << R"({"data":{"results":[{"id":1},{"id":2}],"count":2}})"_ba << qint64(2);
    QTest::newRow("count beside it") << R"({"count":"12","data":{"results":[{"id":1},{"id":2}]}})"_ba
                                     << qint64(12);
    QTest::newRow("list") << R"({"data":[{"id":1},{"id":2}],"count":null})"_ba << qint64(-1);
    QTest::newRow("more than came") << R"({"data":{"results":[{"id":1},{"id":2}],"count":60}})"_ba
                                    << qint64(60);
}

void tst_PlanoMatic::readsSubscribers()
{
    QFETCH(QByteArray, body);
    QFETCH(qint64, count);

    const auto listed = m_dialect.readSubscribers(reply(200, body));

    QVERIFY(listed);
    QCOMPARE(listed->rows.size(), 2);
    QCOMPARE(listed->rows.at(1).id.value, u"2"_s);
    QCOMPARE(listed->count.value_or(-1), count);
}

void tst_PlanoMatic::readsJobs()
{
    const auto listed = m_dialect.readJobs(reply(200, kJobs), {});

    QVERIFY(listed);
    QCOMPARE(listed->count, std::optional<qint64>(321));
    QCOMPARE(listed->rows.size(), 3);
    Job whole;
    whole.id = {u"9007199254740993"_s};
    whole.eventType = u"delivered"_s;
    whole.status = u"completed"_s;
    whole.state = JobState::Delivered;
    whole.subscriberId = kId;
    whole.subscriberName = u"Orders"_s;
    whole.callbackUrl = u"https://hooks.example/in"_s;
    whole.statusCode = 204;
    whole.attempts = 3;
    whole.orderId = u"4711"_s;
    whole.address = u"1 Main St"_s;
    whole.createdAt = *instantFrom(u"2024-05-01T10:00:00Z"_s);
    whole.lastSentAt = instantFrom(u"2024-05-01T10:06:00Z"_s);
    QCOMPARE(listed->rows.at(0), whole);
    Job other;
    other.id = {u"j2"_s};
    other.eventType = u"received"_s;
    other.state = JobState::Failed;
    other.subscriberId = {u"18"_s};
    other.subscriberName = u"Orders"_s;
    other.callbackUrl = u"https://hooks.example/two"_s;
    other.statusCode = 500;
    other.attempts.reset();
    QCOMPARE(listed->rows.at(1), other);
    Job bare;
    bare.id = {u"3"_s};
    bare.attempts.reset();
    QCOMPARE(listed->rows.at(2), bare);
}

void tst_PlanoMatic::readsOneJob_data()
{
    QTest::addColumn<QByteArray>("data");
    const QByteArray row = R"({"id":9,"event_type":"delivered","status_code":503})";
    QTest::newRow("data itself") << row;
    QTest::newRow("by its name") << QByteArray(R"({"webhook_job":)" + row + '}');
    QTest::newRow("a list of one") << QByteArray(R"({"results":[)" + row + "]}");
}

void tst_PlanoMatic::readsOneJob()
{
    QFETCH(QByteArray, data);

    const auto job = m_dialect.readJob(enveloped(data));

    QVERIFY(job);
    QCOMPARE(job->id.value, u"9"_s);
    QCOMPARE(job->statusCode, std::optional(503));
    QCOMPARE(job->state, JobState::Failed);
}

void tst_PlanoMatic::findsNoSuchJob()
{
    const QByteArray refusal = R"({"status":"invalid-param","errors":[{"attr":"id","message":"unknown"}]})";

    for (const Response &response : {enveloped(R"({"results":[]})"), reply(400, refusal)}) {
        const auto job = m_dialect.readJob(response);
        QVERIFY(!job);
        QCOMPARE(job.error().kind, ErrorKind::NotFound);
        QCOMPARE(job.error().reason, Reason::NoSuchJob);
    }
}

void tst_PlanoMatic::readsTheSubscriberOfAJobByEitherName()
{
    const auto jobs = m_dialect.readJobs(
        enveloped(R"([{"id":1,"webhook_out_sub_id":17},{"id":2,"webhook_subscriber_id":18},
                      {"id":3,"webhook_subscriber":"Orders","webhook_subscriber_id":"19"}])"),
        {});
    const auto odd = m_dialect.readJobs(enveloped(R"([{"id":1,"webhook_subscriber_id":[18]}])"), {});

    QVERIFY(jobs);
    QCOMPARE(jobs->rows.at(0).subscriberId, kId);
    QCOMPARE(jobs->rows.at(1).subscriberId.value, u"18"_s);
    QCOMPARE(jobs->rows.at(2).subscriberId.value, u"19"_s);
    QCOMPARE(jobs->rows.at(2).subscriberName, u"Orders"_s);
    QVERIFY(!odd);
    QCOMPARE(odd.error().subject, u"webhook_subscriber_id"_s);
}

void tst_PlanoMatic::readsAnIdWhole()
{
    const auto jobs = m_dialect.readJobs(
        enveloped(R"([{"id":1,"webhook_subscriber":17,"order_id":9007199254740995}])"), {});

    QVERIFY(jobs);
    QCOMPARE(jobs->rows.at(0).orderId, u"9007199254740995"_s);
    QCOMPARE(jobs->rows.at(0).subscriberId, kId);
    QCOMPARE(jobs->rows.at(0).subscriberName, QString());
}

void tst_PlanoMatic::refusesAWrongReply_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("subject");
    const auto row = [](const char *tag, const QByteArray &body, const QString &subject) {
        QTest::newRow(tag) << body << Reason::ReplyWrongType << subject;
    };
    QTest::newRow("page") << "<html>"_ba << Reason::ReplyNotJson << QString();
    QTest::newRow("nothing") << ""_ba << Reason::ReplyNotJson << QString();
    QTest::newRow("key twice") << R"({"data":[],"data":[]})"_ba << Reason::ReplyDoubledKey << u"data"_s;
    row("null", "null", u"reply"_s);
    row("no data", "{}", u"data"_s);
    row("null data", R"({"data":null})", u"data"_s);
    row("text for data", R"({"data":"x"})", u"data"_s);
    row("no results", R"({"data":{}})", u"data.results"_s);
    row("null results", R"({"data":{"results":null}})", u"data.results"_s);
    row("count", R"({"data":{"results":[],"count":"many"}})", u"count"_s);
    row("object for a count", R"({"data":{"results":[],"count":{}}})", u"count"_s);
}

void tst_PlanoMatic::refusesAWrongReply()
{
    QFETCH(QByteArray, body);
    QFETCH(Reason, reason);
    QFETCH(QString, subject);

    const auto jobs = m_dialect.readJobs(reply(200, body), {});

    QVERIFY(!jobs);
    QCOMPARE(jobs.error().kind, ErrorKind::Failed);
    QCOMPARE(jobs.error().reason, reason);
    QCOMPARE(jobs.error().subject, subject);
}

void tst_PlanoMatic::refusesAWrongSubscriber_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("member");
    QTest::newRow("no data") << "null"_ba << u"data"_s;
    QTest::newRow("text") << R"("saved")"_ba << u"data"_s;
    QTest::newRow("two") << R"([{"id":1},{"id":2}])"_ba << u"data"_s;
    QTest::newRow("null by its name") << R"({"webhook_out_sub":null})"_ba << u"webhook_out_sub"_s;
    QTest::newRow("null row") << "[null]"_ba << u"webhook_out_sub"_s;
    QTest::newRow("no id") << R"({"name":"x"})"_ba << u"id"_s;
    QTest::newRow("null id") << R"({"id":null})"_ba << u"id"_s;
    QTest::newRow("object for an id") << R"({"id":{}})"_ba << u"id"_s;
    QTest::newRow("name") << R"({"id":1,"name":[]})"_ba << u"name"_s;
    QTest::newRow("URL") << R"({"id":1,"callback_url":{}})"_ba << u"callback_url"_s;
    QTest::newRow("flag") << R"({"id":1,"active":"yes"})"_ba << u"active"_s;
    QTest::newRow("number for a flag") << R"({"id":1,"active":2})"_ba << u"active"_s;
    QTest::newRow("list") << R"({"id":1,"events":"delivered"})"_ba << u"events"_s;
    QTest::newRow("list of numbers") << R"({"id":1,"statuses":[1]})"_ba << u"statuses"_s;
    QTest::newRow("e-mails") << R"({"id":1,"notification_emails":["a@b.example"]})"_ba
                             << u"notification_emails"_s;
    QTest::newRow("time") << R"({"id":1,"updated_at":5})"_ba << u"updated_at"_s;
}

void tst_PlanoMatic::refusesAWrongSubscriber()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, member);

    const auto subscriber = m_dialect.readSubscriber(enveloped(data));

    QVERIFY(!subscriber);
    QCOMPARE(subscriber.error().reason, Reason::ReplyWrongType);
    QCOMPARE(subscriber.error().subject, member);
}

void tst_PlanoMatic::refusesAWrongJob_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("member");
    QTest::newRow("null") << "null"_ba << u"webhook_job"_s;
    QTest::newRow("no id") << "{}"_ba << u"id"_s;
    QTest::newRow("code") << R"({"id":1,"status_code":{}})"_ba << u"status_code"_s;
    QTest::newRow("event") << R"({"id":1,"event":{}})"_ba << u"event"_s;
    QTest::newRow("status") << R"({"id":1,"status":true})"_ba << u"status"_s;
    QTest::newRow("address") << R"({"id":1,"address":[]})"_ba << u"address"_s;
    QTest::newRow("order") << R"({"id":1,"order_id":{}})"_ba << u"order_id"_s;
    QTest::newRow("subscriber") << R"({"id":1,"webhook_subscriber":[]})"_ba << u"webhook_subscriber"_s;
    QTest::newRow("subscriber's id") << R"({"id":1,"webhook_subscriber":{"id":[]}})"_ba
                                     << u"webhook_subscriber.id"_s;
    QTest::newRow("created") << R"({"id":1,"created_at":{}})"_ba << u"created_at"_s;
    QTest::newRow("sent") << R"({"id":1,"last_sent_at":1})"_ba << u"last_sent_at"_s;
}

void tst_PlanoMatic::refusesAWrongJob()
{
    QFETCH(QByteArray, row);
    QFETCH(QString, member);

    const auto jobs = m_dialect.readJobs(enveloped('[' + row + ']'), {});

    QVERIFY(!jobs);
    QCOMPARE(jobs.error().reason, Reason::ReplyWrongType);
    QCOMPARE(jobs.error().subject, member);
}

void tst_PlanoMatic::findsNoRow()
{
    const auto subscriber = m_dialect.readSubscriber(enveloped(R"({"results":[]})"));

    QVERIFY(!subscriber);
    QCOMPARE(subscriber.error().kind, ErrorKind::NotFound);
    QCOMPARE(subscriber.error().reason, Reason::NoSuchSubscriber);
}

void tst_PlanoMatic::showsNothingOfABrokenReply()
{
    const auto token = m_dialect.readToken(reply(200, R"({"data":{"token":"t0psecret)"), {});

    QVERIFY(!token);
    QCOMPARE(token.error().reason, Reason::ReplyNotJson);
    QCOMPARE(token.error().httpStatus, 200);
    QVERIFY(token.error().detail.startsWith("at byte "_L1));
    QVERIFY(!token.error().detail.contains("t0p"_L1));
}

void tst_PlanoMatic::namesEachStatusOfThePages_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *slug, int status, ErrorKind kind, Reason reason) {
        QTest::newRow(slug) << status << kind << reason;
    };
    using Kind = ErrorKind;
    row("invalid-token", 401, Kind::NotAuthorised, Reason::RemoteTokenInvalid);
    row("session-expired", 401, Kind::NotAuthorised, Reason::RemoteSessionExpired);
    row("session-required", 400, Kind::NotAuthorised, Reason::RemoteSessionExpired);
    row("client-required", 401, Kind::NotAuthorised, Reason::RemoteClientRequired);
    row("missing-param", 400, Kind::InvalidValue, Reason::RemoteParameterMissing);
    row("invalid-param", 400, Kind::InvalidValue, Reason::RemoteParameterInvalid);
    row("application-crash", 500, Kind::Failed, Reason::RemoteCrash);
    row("mandrill-email-failed", 500, Kind::Failed, Reason::RemoteMailFailed);
    row("invalid-content-type", 400, Kind::Failed, Reason::RemoteContentType);
    row("route-non-existent", 500, Kind::Unsupported, Reason::RemoteNoRoute);
    row("no-params-decoded", 400, Kind::Failed, Reason::RemoteNoParameters);
    row("invalid-encoded-params", 400, Kind::Failed, Reason::RemoteEncoding);
    row("route-not-found", 500, Kind::Unsupported, Reason::RemoteRouteNotDeployed);
    row("identify-request-error", 500, Kind::Failed, Reason::RemoteNotIdentified);
    row("service-not-found", 500, Kind::Unsupported, Reason::RemoteServiceNotDeployed);
}

void tst_PlanoMatic::namesEachStatusOfThePages()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, kind);
    QFETCH(Reason, reason);
    const QString slug = QString::fromLatin1(QTest::currentDataTag());
    const QByteArray body = R"({"status":")" + slug.toLatin1() + R"("})";

    const auto byBoth = m_dialect.errorOf(reply(status, body));
    const auto byEnvelope = m_dialect.readJobs(reply(200, body), {});

    QCOMPARE(byBoth, std::optional(Error{kind, reason, {}, {}, {}, slug, status}));
    QVERIFY(!byEnvelope);
    QCOMPARE(byEnvelope.error(), (Error{kind, reason, {}, {}, {}, slug, 200}));
}

void tst_PlanoMatic::knowsWhenToTryAgain()
{
    // What is said of a read where time alone may help; of a write, that it may have been saved comes first.
    const QStringList ofTime{u"Try again later."_s, u"Nothing was changed by it: ask again."_s};
    QStringList slugs;
    QStringList later;
    for (const planomatic::StatusMeaning &meaning : planomatic::statusMeanings()) {
        slugs.append(meaning.slug);
        if (!meaning.kind)
            continue;
        const QByteArray body = R"({"status":")" + QByteArray(meaning.slug.data()) + R"("})";
        const auto error = m_dialect.errorOf(reply(500, body));
        QVERIFY(error);
        const QString advice = wording::advice(ofRead(*error));
        QVERIFY2(!advice.isEmpty(), meaning.slug.data());
        if (ofTime.contains(advice))
            later.append(meaning.slug);
    }

    const QStringList wanted = words(
        "action-successful invalid-token session-expired session-required client-required missing-param "
        "invalid-param application-crash mandrill-email-failed invalid-content-type "
        "route-non-existent no-params-decoded invalid-encoded-params route-not-found "
        "identify-request-error service-not-found");
    const QStringList wantedLater = words("application-crash identify-request-error");
    QCOMPARE(slugs, wanted);
    QCOMPARE(later, wantedLater);
}

void tst_PlanoMatic::namesTheFieldOfAnUnprocessedOne()
{
    const auto error = m_dialect.errorOf(
        {422, {}, R"({"status":"unprocessable","errors":[{"attr":"key","message":"is taken"}]})", {}});

    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::InvalidValue);
    QCOMPARE(error->field, u"key"_s);
    QCOMPARE(error->detail, u"key: is taken"_s);
}

void tst_PlanoMatic::readsOtherAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("slug");
    using Kind = ErrorKind;
    const auto row
        = [](const char *tag,
             int status,
             const QByteArray &body,
             Kind kind,
             Reason reason,
             const QString &slug = {}) { QTest::newRow(tag) << status << body << kind << reason << slug; };
    row("unknown slug",
        400,
        R"({"status":"record_not_found"})",
        Kind::InvalidValue,
        Reason::RemoteStatus,
        u"record_not_found"_s);
    row("unknown slug and 500",
        500,
        R"({"status":"Odd One"})",
        Kind::Failed,
        Reason::RemoteStatus,
        u"Odd One"_s);
    row("unknown slug and 200", 200, R"({"status":"odd"})", Kind::Failed, Reason::RemoteStatus, u"odd"_s);
    row("success that is none",
        500,
        R"({"status":"action-successful"})",
        Kind::Failed,
        Reason::RemoteCrash,
        u"action-successful"_s);
    row("number in the envelope", 200, R"({"code":401})", Kind::NotAuthorised, Reason::RemoteTokenInvalid);
    row("number as status", 200, R"({"status":500})", Kind::Failed, Reason::RemoteCrash);
    row("too often", 429, "", Kind::Unreachable, Reason::RemoteRateLimited);
    row("too often, by a slug",
        429,
        R"({"status":"slow-down"})",
        Kind::Unreachable,
        Reason::RemoteRateLimited,
        u"slow-down"_s);
    row("too often, with another number",
        429,
        R"({"code":500})",
        Kind::Unreachable,
        Reason::RemoteRateLimited);
    row("signed out, with another number",
        401,
        R"({"code":400})",
        Kind::NotAuthorised,
        Reason::RemoteTokenInvalid);
    row("page and 502", 502, "<html>", Kind::Failed, Reason::RemoteCrash);
    row("page and 400", 400, "<html>", Kind::InvalidValue, Reason::RemoteBadRequest);
    row("page and 401", 401, "<html>", Kind::NotAuthorised, Reason::RemoteTokenInvalid);
    row("page and 403", 403, "<html>", Kind::NotAuthorised, Reason::RemoteStatus);
    row("page and 404", 404, "<html>", Kind::NotFound, Reason::RemoteStatus);
    row("page and 409", 409, "<html>", Kind::Conflict, Reason::RemoteStatus);
    row("page and 412", 412, "<html>", Kind::Conflict, Reason::RemoteChangedSince);
    row("page and 422", 422, "<html>", Kind::InvalidValue, Reason::RemoteParameterInvalid);
    row("page and 302", 302, "", Kind::Failed, Reason::RemoteStatus);
    row("null and 418", 418, "null", Kind::Failed, Reason::RemoteStatus);
}

void tst_PlanoMatic::readsOtherAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QFETCH(Reason, reason);
    QFETCH(QString, slug);

    const auto error = m_dialect.errorOf(reply(status, body));

    QCOMPARE(error, std::optional(Error{kind, reason, {}, {}, {}, slug, status}));
}

void tst_PlanoMatic::takesASuccessForOne()
{
    QVERIFY(!m_dialect.errorOf(reply(200, R"({"code":200,"status":"action-successful","data":null})")));
    QVERIFY(!m_dialect.errorOf(reply(200, R"({"data":[]})")));
    QVERIFY(!m_dialect.errorOf(reply(204, "")));
}

void tst_PlanoMatic::namesTheParameterAtFault()
{
    const auto error = m_dialect.errorOf(reply(400, R"({"code":400,"status":"invalid-param","message":"no",
        "errors":[{"attr":"callback_url","message":"https://h.example/?key=k3y is taken"},{"attr":"name","message":"empty"}]})"));
    const auto missing = m_dialect.errorOf(
        reply(400, R"({"status":"missing-param","errors":[{"attr":"version","message":"missing"}]})"));
    const auto odd = m_dialect.errorOf(reply(400, R"({"status":"invalid-param","errors":"name"})"));

    QVERIFY(error && missing && odd);
    QCOMPARE(error->kind, ErrorKind::InvalidValue);
    QCOMPARE(error->reason, Reason::RemoteParameterInvalid);
    QCOMPARE(error->field, u"callback_url"_s);
    QCOMPARE(error->detail, u"no; callback_url: https://… is taken; name: empty"_s);
    QCOMPARE(missing->reason, Reason::RemoteParameterMissing);
    QCOMPARE(missing->field, u"version"_s);
    QCOMPARE(odd->field, QString());
}

void tst_PlanoMatic::namesEachParameterInOrder()
{
    const auto error = m_dialect.errorOf(reply(400, R"({"status":"invalid-param","errors":[
        {"attr":"version","message":"unrecognized"},
        {"attr":"callback_url","message":"https://h.example/?key=k3y\n is unauthorized"},
        {"attr":"name"}, {"message":"of nothing"}, "odd"]})"));

    QVERIFY(error);
    const QList<Finding> wanted{{u"version"_s, u"unrecognized"_s},
                                {u"callback_url"_s, u"https://… is unauthorized"_s},
                                {u"name"_s, {}}};
    QCOMPARE(error->findings, wanted);
    QCOMPARE(error->field, wanted.first().field);
    QCOMPARE(error->detail, u"version: unrecognized; callback_url: https://… is unauthorized; of nothing"_s);
    QVERIFY(wording::sentence(*error).endsWith(
        u"The server says: “version: unrecognized; callback_url: https://… is unauthorized; of nothing”"_s));
}

void tst_PlanoMatic::wantsASessionOfWhoHasNone_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("by its code") << 400;
    QTest::newRow("behind a success") << 200;
}

void tst_PlanoMatic::wantsASessionOfWhoHasNone()
{
    QFETCH(int, status);

    const auto error = m_dialect.errorOf(reply(
        status, R"({"code":400,"status":"session-required","errors":[{"attr":"token","message":"t0ken"}]})"));

    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::NotAuthorised);
    QCOMPARE(error->detail, QString());
    QVERIFY(error->findings.isEmpty());
    QCOMPARE(wording::advice(*error), u"Sign in again."_s);
    QVERIFY(!wording::sentence(*error).contains(u"t0ken"_s));
    QCOMPARE(stateOf(error, {}).standing, ConnectionState::Standing::NeedsSignIn);
}

void tst_PlanoMatic::restsARouteThatIsNotThere_data()
{
    QTest::addColumn<bool>("isMissing");
    QTest::newRow("route-non-existent") << true;
    QTest::newRow("route-not-found") << true;
    QTest::newRow("service-not-found") << true;
    QTest::newRow("identify-request-error") << false;
    QTest::newRow("application-crash") << false;
}

void tst_PlanoMatic::restsARouteThatIsNotThere()
{
    QFETCH(bool, isMissing);
    const QByteArray body = R"({"status":")" + QByteArray(QTest::currentDataTag()) + R"("})";

    const auto error = m_dialect.errorOf(reply(500, body));

    QVERIFY(error);
    QCOMPARE(isMissingRoute(*error), isMissing);
    // What has no route was not saved; what crashed may have been.
    QCOMPARE(isUncertain(*error), !isMissing);
}

void tst_PlanoMatic::aMailThatFailedLeavesTheSaveOpen()
{
    const auto error
        = m_dialect.errorOf(reply(500, R"({"status":"mandrill-email-failed","message":"Mandrill said no"})"));

    QVERIFY(error);
    QVERIFY(isUncertain(*error)); // so it is read again
    QVERIFY(wording::sentence(*error).contains(u"e-mail"_s));
    QVERIFY(wording::sentence(*error).endsWith(u"The server says: “Mandrill said no”"_s));
    QVERIFY(wording::advice(*error).contains(u"may have been saved"_s));
}

void tst_PlanoMatic::whoIsNoClientIsForbidden()
{
    const auto error = m_dialect.errorOf(
        reply(401, R"({"status":"client-required","message":"s3ssion","session":{"token":"s3ssion"}})"));

    QVERIFY(error);
    QCOMPARE(stateOf(error, {}).standing, ConnectionState::Standing::Forbidden);
    QVERIFY(wording::advice(*error).contains(u"/api/v1/users/client_register"_s));
    QVERIFY(!wording::sentence(*error).contains(u"s3ssion"_s));
}

void tst_PlanoMatic::tellsHowLongASessionLasts()
{
    const auto error = m_dialect.errorOf(reply(401, R"({"status":"session-expired"})"));

    QVERIFY(error);
    QVERIFY(wording::sentence(*error).contains(u"seven days"_s));
    QVERIFY(wording::sentence(*error).contains(u"72 hours"_s));
    QCOMPARE(stateOf(error, {}).standing, ConnectionState::Standing::NeedsSignIn);
}

void tst_PlanoMatic::findsNoSuchId()
{
    const auto unknown = m_dialect.errorOf(
        reply(400, R"({"status":"invalid-param","errors":[{"attr":"id","message":"unrecognized"}]})"));
    const auto missing = m_dialect.errorOf(
        reply(400, R"({"status":"missing-param","errors":[{"attr":"id","message":"missing"}]})"));

    QVERIFY(unknown && missing);
    QCOMPARE(unknown->kind, ErrorKind::NotFound);
    QCOMPARE(unknown->reason, Reason::NoSuchSubscriber);
    QCOMPARE(unknown->field, u"id"_s);
    QCOMPARE(unknown->remoteStatus, u"invalid-param"_s);
    QCOMPARE(missing->kind, ErrorKind::InvalidValue);
}

void tst_PlanoMatic::putsNoCredentialIntoAnError()
{
    const QByteArray refused
        = R"({"status":"invalid-token","message":"t0ken is unknown","session":{"token":"t0ken"}})";
    const QByteArray parameter
        = R"({"status":"invalid-param","errors":[{"attr":"token","message":"t0ken is too short"}]})";

    const auto token = m_dialect.errorOf(reply(401, refused));
    const auto field = m_dialect.errorOf(reply(400, parameter));

    QVERIFY(token && field);
    QCOMPARE(token->detail, QString());
    QCOMPARE(field->field, u"token"_s);
    QCOMPARE(field->detail, QString());
    QCOMPARE(field->findings, (QList<Finding>{{u"token"_s, {}}}));

    const auto session = m_dialect.errorOf(reply(
        400, R"({"status":"invalid-param","errors":[{"attr":"session","message":"t0ken is unknown"}]})"));
    QVERIFY(session);
    QCOMPARE(session->detail, QString());
    QCOMPARE(session->findings, (QList<Finding>{{u"session"_s, {}}}));

    // Nor what is said of the whole, for it is said of the credential.
    const QByteArray both = R"({"status":"invalid-param","message":"t0ken is too short",
        "errors":[{"attr":"name","message":"empty"},{"attr":"token","message":"t0ken"}]})";
    const auto beside = m_dialect.errorOf(reply(400, both));
    QVERIFY(beside);
    QCOMPARE(beside->detail, u"name: empty"_s);
}

QTEST_GUILESS_MAIN(tst_PlanoMatic)
#include "tst_planomatic.moc"
