// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What every dialect has to pass: each of its operations against requests and replies recorded in
// tests/dialects/recorded. What a reply reads to is compared member by member: what `expect` doesn't name may
// be anything, null stands for nothing, and what it has in `hidden` must stand nowhere.
#include "backend/backendinfo.h"
#include "core/json.h"
#include "dialects/registry.h"
#include "dialects/reply.h"
#include "recorded.h"

#include <nlohmann/json.hpp>

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::recordedAccount;
using tacklebox::dialects::test::RecordedPair;
using tacklebox::dialects::test::recordedPairs;
using tacklebox::dialects::test::RecordedReply;

namespace {

const Instant kNow = fromMillis(1'700'000'000'000);

struct ReasonName
{
    QLatin1StringView text;
    Reason reason;
};

// Those that a reply can give.
constexpr std::array kReasons{
    ReasonName{"Unspecified"_L1, Reason::Unspecified},
    ReasonName{"NoSuchJob"_L1, Reason::NoSuchJob},
    ReasonName{"NoSuchSubscriber"_L1, Reason::NoSuchSubscriber},
    ReasonName{"RemoteBadRequest"_L1, Reason::RemoteBadRequest},
    ReasonName{"RemoteChangedSince"_L1, Reason::RemoteChangedSince},
    ReasonName{"RemoteClientRequired"_L1, Reason::RemoteClientRequired},
    ReasonName{"RemoteConflict"_L1, Reason::RemoteConflict},
    ReasonName{"RemoteContentType"_L1, Reason::RemoteContentType},
    ReasonName{"RemoteCrash"_L1, Reason::RemoteCrash},
    ReasonName{"RemoteEmailUnknown"_L1, Reason::RemoteEmailUnknown},
    ReasonName{"RemoteEncoding"_L1, Reason::RemoteEncoding},
    ReasonName{"RemoteForbidden"_L1, Reason::RemoteForbidden},
    ReasonName{"RemoteMailFailed"_L1, Reason::RemoteMailFailed},
    ReasonName{"RemoteNoParameters"_L1, Reason::RemoteNoParameters},
    ReasonName{"RemoteNoRoute"_L1, Reason::RemoteNoRoute},
    ReasonName{"RemoteNotIdentified"_L1, Reason::RemoteNotIdentified},
    ReasonName{"RemoteParameterInvalid"_L1, Reason::RemoteParameterInvalid},
    ReasonName{"RemoteParameterMissing"_L1, Reason::RemoteParameterMissing},
    ReasonName{"RemotePasswordWrong"_L1, Reason::RemotePasswordWrong},
    ReasonName{"RemoteRateLimited"_L1, Reason::RemoteRateLimited},
    ReasonName{"RemoteRouteNotDeployed"_L1, Reason::RemoteRouteNotDeployed},
    ReasonName{"RemoteServiceNotDeployed"_L1, Reason::RemoteServiceNotDeployed},
    ReasonName{"RemoteSessionExpired"_L1, Reason::RemoteSessionExpired},
    ReasonName{"RemoteStatus"_L1, Reason::RemoteStatus},
    ReasonName{"RemoteTokenInvalid"_L1, Reason::RemoteTokenInvalid},
    ReasonName{"RemoteUnreachable"_L1, Reason::RemoteUnreachable},
    ReasonName{"RemoteWithoutWebhooks"_L1, Reason::RemoteWithoutWebhooks},
    ReasonName{"ReplyDoubledKey"_L1, Reason::ReplyDoubledKey},
    ReasonName{"ReplyNotJson"_L1, Reason::ReplyNotJson},
    ReasonName{"ReplyWrongType"_L1, Reason::ReplyWrongType},
};

QString nameOf(Reason reason)
{
    const auto *found = std::ranges::find(kReasons, reason, &ReasonName::reason);
    return found == kReasons.end() ? u"reason %1"_s.arg(int(reason)) : QString(found->text);
}

// What was read, as the command line tells it.

QJsonObject told(const Json &json)
{
    return QJsonDocument::fromJson(json::line(json)).object();
}

QJsonObject told(const Subscriber &subscriber)
{
    return told(json::subscriber(subscriber));
}

QJsonObject told(const Job &job)
{
    return told(json::job(job));
}

QJsonObject told(const SubscriberUsage &usage)
{
    return told(json::usage(usage));
}

QJsonObject told(const Token &token)
{
    QJsonObject object{{u"token"_s, QString::fromUtf8(token.value.reveal())}};
    if (token.until)
        object.insert(u"seconds"_s, double((*token.until - kNow) / std::chrono::seconds(1)));
    return object;
}

QJsonObject told(const Done &)
{
    return {{u"done"_s, true}};
}

QJsonObject told(const QString &text)
{
    return {{u"text"_s, text}};
}

template<typename T>
QJsonObject told(const Listed<T> &listed)
{
    QJsonArray rows;
    for (const T &row : listed.rows)
        rows.append(told(row));
    return {{u"rows"_s, rows}, {u"count"_s, listed.count ? QJsonValue(*listed.count) : QJsonValue()}};
}

template<typename T>
QJsonObject told(const Result<T> &read)
{
    if (read)
        return told(*read);
    const Error &error = read.error();
    QJsonArray findings;
    for (const Finding &finding : error.findings)
        findings.append(QJsonObject{{u"field"_s, finding.field}, {u"text"_s, finding.text}});
    return {{u"error"_s,
             QJsonObject{{u"kind"_s, QString(toText(error.kind))},
                         {u"reason"_s, nameOf(error.reason)},
                         {u"field"_s, error.field},
                         {u"subject"_s, error.subject},
                         {u"detail"_s, error.detail},
                         {u"remote_status"_s, error.remoteStatus},
                         {u"http_status"_s, error.httpStatus},
                         {u"findings"_s, findings}}}};
}

// The operations, by the words of the recorded cases.

QString textIn(const QJsonObject &given, const QString &key)
{
    return given.value(key).toString();
}

SubscriberDraft draftIn(const QJsonObject &given)
{
    SubscriberDraft draft;
    if (given.contains("id"_L1))
        draft.id = SubscriberId{textIn(given, u"id"_s)};
    draft.base = given.value("base"_L1).toObject();
    draft.changes = given.value("changes"_L1).toObject();
    const QJsonObject secrets = given.value("set_secrets"_L1).toObject();
    for (auto secret = secrets.begin(); secret != secrets.end(); ++secret)
        draft.secrets[secret.key()] = {SecretEdit::Action::Set, Secret(secret->toString().toUtf8()), {}};
    return draft;
}

SubscriberDraft newOneIn(QJsonObject given)
{
    given.remove(u"id"_s);
    return draftIn(given);
}

QStringList textsIn(const QJsonObject &object, const QString &key)
{
    return object.value(key).toVariant().toStringList();
}

JobQuery queryIn(const QJsonObject &given)
{
    const QJsonObject asked = given.value("query"_L1).toObject();
    JobQuery query;
    query.search = textIn(asked, u"search"_s);
    query.from = instantFrom(textIn(asked, u"from"_s));
    query.to = instantFrom(textIn(asked, u"to"_s));
    query.eventTypes = textsIn(asked, u"event_types"_s);
    query.statuses = textsIn(asked, u"statuses"_s);
    query.callbackUrls = textsIn(asked, u"callback_urls"_s);
    for (const QString &id : textsIn(asked, u"subscribers"_s))
        query.subscribers.append({id});
    for (const QString &code : textsIn(asked, u"codes"_s))
        query.codes.append({code.toInt(), code.toInt()});
    query.page.size = asked.value("size"_L1).toInt(query.page.size);
    query.page.number = asked.value("number"_L1).toInt(query.page.number);
    query.count = asked.value("count"_L1).toBool();
    if (asked.value("newest"_L1).toBool())
        query.sort = JobSort::LastSent;
    return query;
}

Result<Done> doneOr(std::optional<Error> error)
{
    return error ? Result<Done>(fail(*std::move(error))) : Result<Done>(Done{});
}

// A write's reply is looked at for its error first, as RemoteSubscribers does.
Result<Subscriber> savedIn(const Dialect &dialect, const Response &response)
{
    if (auto error = dialect.errorOf(response))
        return fail(*std::move(error));
    return dialect.readSubscriber(response);
}

// What a check found that the list of the routes is asked for, and may say more of.
Error foundBefore(const QJsonObject &given)
{
    Error error{ErrorKind::NotAuthorised, Reason::RemoteForbidden, {}, {}, {}, {}, 0};
    error.httpStatus = given.value("http_status"_L1).toInt(404);
    return error;
}

QJsonObject toldMembers(const Result<Fields> &read)
{
    return read ? QJsonObject{{u"members"_s, *read}} : told(Result<Done>(fail(read.error())));
}

struct Operation
{
    using Ask = Result<Request> (*)(const Dialect &, const Access &, const QJsonObject &given);
    using Read = QJsonObject (*)(const Dialect &, const Response &, const QJsonObject &given);

    QString name;
    Effect effect;
    Ask ask;
    Read read;
    std::optional<Verb> verb; // there exactly where this is
};

const std::vector<Operation> &operations()
{
    using Given = const QJsonObject &;
    const auto done = [](const Dialect &dialect, const Response &reply, Given) {
        return told(doneOr(dialect.errorOf(reply)));
    };
    static const std::vector<Operation> kOperations{
        {u"sign-in"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given) -> Result<Request> {
             if (auto request = dialect.signIn(access))
                 return *std::move(request);
             return fail({ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
         },
         [](const Dialect &dialect, const Response &reply, Given) {
             return told(dialect.readToken(reply, kNow));
         },
         {}},
        {u"log-in"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.logIn(access, Secret(textIn(given, u"password"_s).toUtf8()));
         },
         [](const Dialect &dialect, const Response &reply, Given) {
             return told(dialect.readToken(reply, kNow));
         },
         {}},
        {u"check"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given) { return dialect.check(access); },
         done,
         {}},
        {u"list"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given) { return dialect.listSubscribers(access); },
         [](const Dialect &dialect, const Response &reply, Given) {
             return told(dialect.readSubscribers(reply));
         },
         Verb::ListSubscribers},
        {u"show"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.showSubscriber(access, {textIn(given, u"id"_s)});
         },
         [](const Dialect &dialect, const Response &reply, Given) {
             return told(dialect.readSubscriber(reply));
         },
         {}},
        {u"create"_s,
         Effect::Write,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.saveSubscriber(access, newOneIn(given));
         },
         [](const Dialect &dialect, const Response &reply, Given) { return told(savedIn(dialect, reply)); },
         Verb::CreateSubscriber},
        {u"update"_s,
         Effect::Write,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.saveSubscriber(access, draftIn(given));
         },
         [](const Dialect &dialect, const Response &reply, Given) { return told(savedIn(dialect, reply)); },
         Verb::EditSubscriber},
        {u"remove"_s,
         Effect::Write,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.removeSubscriber(access, {textIn(given, u"id"_s)});
         },
         done,
         Verb::DeleteSubscriber},
        {u"jobs"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.listJobs(access, queryIn(given), {textIn(given, u"id"_s)});
         },
         [](const Dialect &dialect, const Response &reply, Given given) {
             return told(dialect.readJobs(reply, {textIn(given, u"id"_s)}));
         },
         Verb::ListJobs},
        {u"job"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.showJob(access, {textIn(given, u"job"_s)});
         },
         [](const Dialect &dialect, const Response &reply, Given) { return told(dialect.readJob(reply)); },
         {}},
        {u"replay"_s,
         Effect::Write,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.replay(access, {textIn(given, u"job"_s)});
         },
         done,
         Verb::Replay},
        {u"usage"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.usage(access, {textIn(given, u"id"_s)});
         },
         [](const Dialect &dialect, const Response &reply, Given given) {
             return told(dialect.readUsage(reply, {textIn(given, u"id"_s)}));
         },
         Verb::Usage},
        {u"last-error"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.lastError(access, {textIn(given, u"id"_s)});
         },
         [](const Dialect &dialect, const Response &reply, Given) {
             return told(dialect.readLastError(reply));
         },
         {}},
        {u"test"_s,
         Effect::Write,
         [](const Dialect &dialect, const Access &access, Given given) {
             const QJsonDocument shown(given.value("shown"_L1).toObject());
             return dialect.testAtVendor(access, {200, {}, shown.toJson()});
         },
         [](const Dialect &dialect, const Response &reply, Given) {
             return told(dialect.readTestAtVendor(reply));
         },
         Verb::TestAtVendor},
        {u"select"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.selectMembers(access, {textIn(given, u"id"_s)}, textsIn(given, u"members"_s));
         },
         [](const Dialect &dialect, const Response &reply, Given given) {
             return toldMembers(dialect.readMembers(reply, textsIn(given, u"members"_s)));
         },
         {}},
        {u"service"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given) { return dialect.service(access); },
         [](const Dialect &dialect, const Response &reply, Given) {
             return told(dialect.readService(reply));
         },
         {}},
        {u"routes"_s,
         Effect::Read,
         [](const Dialect &dialect, const Access &access, Given given) {
             return dialect.routesAfter(access, foundBefore(given));
         },
         [](const Dialect &dialect, const Response &reply, Given given) {
             return told(Result<Done>(fail(dialect.readRoutes(reply, foundBefore(given)))));
         },
         {}},
    };
    return kOperations;
}

const Operation *operationOf(const QString &name)
{
    const auto found = std::ranges::find(operations(), name, &Operation::name);
    return found == operations().end() ? nullptr : &*found;
}

// Any API has it, or says that it hasn't.
bool isSupported(const Operation &operation, const Dialect &dialect, const Access &access)
{
    const auto request = operation.ask(dialect, access, {{u"id"_s, u"1"_s}, {u"job"_s, u"1/2"_s}});
    return request || request.error().kind != ErrorKind::Unsupported;
}

QStringList dialectNames()
{
    QStringList names;
    const QList<ConnectionKind> kinds = Registry::builtIn().kinds();
    for (const ConnectionKind &kind : kinds)
        names.append(kind.name);
    return names;
}

// JSON as values, anything else as text whatever its line ends.
QString differenceOf(const QByteArray &sent, const QByteArray &recorded)
{
    const auto wanted = jsonFrom(recorded);
    const auto found = jsonFrom(sent);
    if (wanted && !recorded.isEmpty())
        return found && *found == *wanted ? QString() : QString::fromUtf8(sent);
    const auto plain = [](QByteArray text) { return text.replace("\r\n", "\n").trimmed(); };
    return plain(sent) == plain(recorded) ? QString() : QString::fromUtf8(sent);
}

// Where `found` isn't what was expected; empty: it is.
QString differenceOf(const QJsonValue &found, const QJsonValue &expected, const QString &place)
{
    if (expected.isObject() && found.isObject()) {
        const QJsonObject members = expected.toObject();
        for (auto member = members.begin(); member != members.end(); ++member) {
            const QString inside = differenceOf(found[member.key()], *member, place + u'/' + member.key());
            if (!inside.isEmpty())
                return inside;
        }
        return {};
    }
    const QJsonArray elements = expected.toArray();
    if (expected.isArray() && found.isArray() && found.toArray().size() == elements.size()) {
        for (qsizetype i = 0; i < elements.size(); ++i) {
            const QString inside = differenceOf(found[i], elements[i], place + u'/' + QString::number(i));
            if (!inside.isEmpty())
                return inside;
        }
        return {};
    }
    const bool isNothing = expected.isNull() && (found.isNull() || found.isUndefined());
    if (isNothing || found == expected)
        return {};
    const QByteArray json = QJsonDocument(QJsonArray{found}).toJson(QJsonDocument::Compact);
    return u"at %1: %2"_s.arg(place, QString::fromUtf8(json));
}

} // namespace

class tst_Contract : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void hasAPairForEachOperation_data() { eachDialect(); }
    void hasAPairForEachOperation();
    void saysInItsInfoWhatItCan_data() { eachDialect(); }
    void saysInItsInfoWhatItCan();
    void asksWhatIsRecorded_data();
    void asksWhatIsRecorded();
    void readsWhatIsRecorded_data();
    void readsWhatIsRecorded();
    void asksNothingWithoutACredential_data() { eachDialect(); }
    void asksNothingWithoutACredential();
    void namesWhatIsNoReply_data();
    void namesWhatIsNoReply();

private:
    static void eachDialect();

    QList<RecordedPair> m_pairs;
};

void tst_Contract::eachDialect()
{
    QTest::addColumn<QString>("dialect");
    for (const QString &name : dialectNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Contract::initTestCase()
{
    for (const QString &name : dialectNames())
        m_pairs += recordedPairs(name);
}

void tst_Contract::hasAPairForEachOperation()
{
    QFETCH(QString, dialect);
    const Dialect &asked = *Registry::builtIn().find(dialect);

    QStringList missing;
    for (const Operation &operation : operations()) {
        const bool isRecorded = std::ranges::any_of(m_pairs, [&](const RecordedPair &pair) {
            return pair.dialect == dialect && pair.operation == operation.name && !pair.replies.isEmpty();
        });
        if (isSupported(operation, asked, recordedAccount(dialect)) && !isRecorded)
            missing.append(operation.name);
    }

    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u", "_s)));
}

void tst_Contract::saysInItsInfoWhatItCan()
{
    QFETCH(QString, dialect);
    const Dialect &asked = *Registry::builtIn().find(dialect);
    const Access access = recordedAccount(dialect);
    const Verbs verbs = asked.info(access.connection).verbs;

    for (const Operation &operation : operations()) {
        if (operation.verb)
            QVERIFY2(verbs.testFlag(*operation.verb) == isSupported(operation, asked, access),
                     qPrintable(operation.name));
    }
}

void tst_Contract::asksWhatIsRecorded_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < m_pairs.size(); ++i)
        QTest::newRow(qPrintable(m_pairs[i].dialect + u'/' + m_pairs[i].name)) << i;
}

void tst_Contract::asksWhatIsRecorded()
{
    QFETCH(qsizetype, index);
    const RecordedPair &pair = m_pairs.at(index);
    const Operation *operation = operationOf(pair.operation);
    QVERIFY2(operation, qPrintable(pair.operation));

    const auto request = operation->ask(*Registry::builtIn().find(pair.dialect), pair.access, pair.given);

    QVERIFY2(request, request ? "" : qPrintable(nameOf(request.error().reason) + request.error().field));
    QCOMPARE(request->method, pair.request.method);
    QCOMPARE(request->url.toEncoded(), pair.request.url.toEncoded());
    QCOMPARE(request->effect, operation->effect);
    for (const Header &header : pair.request.headers)
        QCOMPARE(valueOf(request->headers, header.name), std::optional(header.value));
    const bool isEncoded = textIn(pair.given, u"body"_s) == u"base64"_s;
    const QByteArray body = isEncoded ? QByteArray::fromBase64(request->body) : request->body;
    const QString difference = differenceOf(body, pair.request.body);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
    for (const auto &[key, secret] : pair.access.secrets)
        QVERIFY2(!request->url.toEncoded().contains(secret.reveal()), qPrintable(key));
}

void tst_Contract::readsWhatIsRecorded_data()
{
    QTest::addColumn<qsizetype>("index");
    QTest::addColumn<qsizetype>("reply");
    for (qsizetype i = 0; i < m_pairs.size(); ++i) {
        const RecordedPair &pair = m_pairs[i];
        for (qsizetype reply = 0; reply < pair.replies.size(); ++reply) {
            const QString name = pair.dialect + u'/' + pair.name + u": "_s + pair.replies[reply].name;
            QTest::newRow(qPrintable(name)) << i << reply;
        }
    }
}

void tst_Contract::readsWhatIsRecorded()
{
    QFETCH(qsizetype, index);
    QFETCH(qsizetype, reply);
    const RecordedPair &pair = m_pairs.at(index);
    const RecordedReply &recorded = pair.replies.at(reply);
    const Operation *operation = operationOf(pair.operation);
    QVERIFY2(operation, qPrintable(pair.operation));
    QVERIFY2(!recorded.expected.isEmpty(), "nothing is expected of it");

    const QJsonObject found
        = operation->read(*Registry::builtIn().find(pair.dialect), recorded.response, pair.given);

    QJsonObject expected = recorded.expected;
    const QStringList hidden = textsIn(expected, u"hidden"_s);
    expected.remove(u"hidden"_s);
    const QString difference = differenceOf(found, expected, {});
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
    QCOMPARE(found.contains("error"_L1), expected.contains("error"_L1));
    const QByteArray whole = QJsonDocument(found).toJson();
    for (const QString &text : hidden)
        QVERIFY2(!whole.contains(text.toUtf8()), whole.constData());
}

void tst_Contract::asksNothingWithoutACredential()
{
    QFETCH(QString, dialect);
    const Dialect &asked = *Registry::builtIn().find(dialect);
    Access access = recordedAccount(dialect);
    access.secrets.clear();
    access.token.reset();

    for (const QString &name : {u"check"_s, u"list"_s, u"show"_s, u"remove"_s, u"jobs"_s, u"replay"_s}) {
        const Operation &operation = *operationOf(name);
        const auto request = operation.ask(asked, access, {{u"id"_s, u"1"_s}, {u"job"_s, u"1/2"_s}});
        QVERIFY2(!request, qPrintable(name));
        if (request.error().kind != ErrorKind::Unsupported)
            QCOMPARE(request.error().reason, Reason::SecretMissing);
    }
}

void tst_Contract::namesWhatIsNoReply_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");

    for (const QString &name : dialectNames()) {
        const auto row = [&name](const char *what, const QByteArray &body, Reason reason) {
            QTest::newRow(qPrintable(name + u": "_s + QString::fromLatin1(what))) << name << body << reason;
        };
        row("nothing", "", Reason::ReplyNotJson);
        row("a page", "<!DOCTYPE html><title>Log in</title>", Reason::ReplyNotJson);
        row("half", R"({"data": {"id": 1, "na)", Reason::ReplyNotJson);
        row("a comma too many", R"({"id": 1,})", Reason::ReplyNotJson);
        row("no UTF-8", "{\"name\": \"\xff\"}", Reason::ReplyNotJson);
        row("a second one behind it", "{} {}", Reason::ReplyNotJson);
        row("a doubled key", R"({"data": {"id": 1, "id": 2}})", Reason::ReplyDoubledKey);
        row("null", "null", Reason::ReplyWrongType);
        row("a text", R"("ok")", Reason::ReplyWrongType);
        row("an empty object", "{}", Reason::ReplyWrongType);
    }
}

// By the list and by show: neither gives half a value, nor nothing.
void tst_Contract::namesWhatIsNoReply()
{
    QFETCH(QString, dialect);
    QFETCH(QByteArray, body);
    QFETCH(Reason, reason);
    const Dialect &asked = *Registry::builtIn().find(dialect);

    const auto listed = asked.readSubscribers({200, {}, body});
    const auto shown = asked.readSubscriber({200, {}, body});

    QVERIFY(!listed);
    QCOMPARE(listed.error().reason, reason);
    QVERIFY(!shown);
    // An agent answers so for one that isn't there.
    const bool isMissing = dialect == "superoffice"_L1 && body == "null";
    QCOMPARE(shown.error().reason, isMissing ? Reason::NoSuchSubscriber : reason);
}

QTEST_GUILESS_MAIN(tst_Contract)
#include "tst_contract.moc"
