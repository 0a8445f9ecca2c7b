// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/boldpenguin/boldpenguin.h"

#include "dialects/boldpenguin/refusals.h"
#include "dialects/boldpenguin/rows.h"
#include "dialects/boldpenguin/vocabulary.h"
#include "dialects/reply.h"

#include <QJsonDocument>
#include <QUrlQuery>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr QLatin1StringView kProductionSignIn = "https://boldpenguin-auth.boldpenguin.com/auth/token"_L1;
constexpr QLatin1StringView kTestSignIn = "https://boldpenguin-auth-uat.beta.boldpenguin.com/auth/token"_L1;

constexpr int kMostActive = 10; // of one tenant

constexpr QByteArrayView kBoundary = "tacklebox-5b3c61d8f04e4f0a";

// The connection's own token, or that of the last sign-in.
Result<Headers> authorization(const Access &access)
{
    Secret token = access.secret(u"access_token"_s);
    if (token.isEmpty() && access.token)
        token = access.token->value;
    if (token.isEmpty())
        return fail({ErrorKind::NotAuthorised, Reason::SecretMissing, u"access_token"_s, {}, {}, {}, 0});
    return Headers{{"Authorization"_ba, "Bearer " + token.reveal()}, {"Accept"_ba, "application/json"_ba}};
}

// `segments` are somebody else's ids: each stays one segment.
QUrl urlOf(const Access &access, const QStringList &segments)
{
    QByteArray path;
    for (const QString &segment : segments)
        path += '/' + QUrl::toPercentEncoding(segment);
    return QUrl::fromEncoded(access.connection.baseUrl.toUtf8() + path, QUrl::StrictMode);
}

Result<Request> requestOf(const Access &access, const QByteArray &method, const QStringList &segments)
{
    auto headers = authorization(access);
    if (!headers)
        return fail(headers.error());
    const Effect effect = method == "GET" ? Effect::Read : Effect::Write;
    return Request{method, urlOf(access, segments), std::move(*headers), {}, effect};
}

// Both are partial there; some proxies let only one of them through.
Result<QByteArray> updateMethod(const Connection &connection)
{
    const QString key = u"update_method"_s;
    const QString given = settingOf(connection, boldpenguin::connectionKind(), key).toString().toUpper();
    if (given != "PATCH"_L1 && given != "PUT"_L1)
        return fail(invalid(Reason::UnknownChoice, key, given.left(40)));
    return given.toLatin1();
}

// An active hook has an event: the server says so, and so do we, before it is sent.
std::optional<Error> missingEvent(const SubscriberDraft &draft)
{
    const auto now = [&draft](const QString &key) {
        return draft.changes.contains(key) ? draft.changes.value(key) : draft.base.value(key);
    };
    const bool isTouched = draft.changes.contains("active"_L1) || draft.changes.contains("events"_L1);
    const QJsonValue events = now(u"events"_s);
    const bool isKnown = !draft.id || !events.isUndefined();
    if (isTouched && isKnown && now(u"active"_s).toBool() && events.toArray().isEmpty())
        return invalid(Reason::Required, u"events"_s);
    return std::nullopt;
}

Result<QJsonObject> bodyOf(const SubscriberDraft &draft)
{
    if (!draft.id && draft.changes.value("url"_L1).toString().isEmpty())
        return fail(invalid(Reason::Required, u"url"_s));
    if (auto missing = missingEvent(draft))
        return fail(*missing);
    QJsonObject body;
    for (auto change = draft.changes.begin(); change != draft.changes.end(); ++change) {
        const auto field = std::ranges::find(boldpenguin::hookFields(), change.key(), &Field::key);
        if (field == boldpenguin::hookFields().end() || field->kind == FieldKind::Secret)
            return fail(invalid(Reason::UnknownField, change.key()));
        // The page knows a text there and no null.
        const bool isCleared = field->kind == FieldKind::Text && change->isNull();
        body.insert(change.key(), isCleared ? QJsonValue(QString()) : *change);
    }
    for (const auto &[key, edit] : draft.secrets) {
        if (key != "secret"_L1)
            return fail(invalid(Reason::UnknownField, key));
        const bool isSet = edit.action == SecretEdit::Action::Set;
        body.insert(key, isSet ? QString::fromUtf8(edit.value.reveal()) : QString());
    }
    return body;
}

Result<QJsonValue> jsonOf(const Response &response)
{
    if (auto error = boldpenguin::refusalIn(response))
        return fail(*std::move(error));
    return jsonFrom(response.body);
}

template<typename T, typename Read>
Result<QList<T>> rowsOf(const Result<QJsonValue> &json, const QString &what, Read read)
{
    if (!json)
        return fail(json.error());
    const auto values = arrayFrom(*json, what);
    if (!values)
        return fail(values.error());
    return allFrom<T>(*values, read);
}

// Nothing but its credential goes with a sign-in, so that is what a refusal means. Nobody there is at the
// wrong address.
Error signInError(Error error)
{
    const int status = error.httpStatus;
    if (status == 400 || status == 401 || status == 422)
        return {ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid, u"client_secret"_s, {}, {}, {}, status};
    if (status == 404)
        return {ErrorKind::Failed, Reason::RemoteStatus, u"auth_url"_s, {}, {}, {}, status};
    if (status == 403)
        error.field = u"client_secret"_s;
    return error;
}

QByteArray formPart(const QByteArray &name, const QByteArray &value)
{
    return "--" + kBoundary.toByteArray() + "\r\nContent-Disposition: form-data; name=\"" + name
        + "\"\r\n\r\n" + value + "\r\n";
}

QUrl signInUrl(const Access &access, const ConnectionKind &kind)
{
    const QString given = settingOf(access.connection, kind, u"auth_url"_s).toString();
    if (!given.isEmpty())
        return QUrl(given);
    // A token of the one is worth nothing at the other, whatever a person calls the account.
    const auto place = placeOf(access.connection.baseUrl, kind);
    const Environment environment = place ? place->environment : access.connection.environment;
    return QUrl(environment == Environment::Production ? kProductionSignIn : kTestSignIn);
}

} // namespace

const ConnectionKind &BoldPenguin::kind() const
{
    return boldpenguin::connectionKind();
}

BackendInfo BoldPenguin::info(const Connection &connection) const
{
    BackendInfo info;
    info.connection = connection.name;
    info.kind = kind().name;
    info.environment = connection.environment;
    info.verbs = Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber
        | Verb::DeleteSubscriber | Verb::ListJobs | Verb::Replay | Verb::Test;
    info.subscriberFields = boldpenguin::hookFields();
    info.knownEvents = boldpenguin::subjects();
    info.filterStates = {JobState::Delivered, JobState::Failed, JobState::Unknown};
    info.jobSorts = {JobSort::Created, JobSort::StatusCode, JobSort::EventType, JobSort::LastSent};
    info.tellsConflicts = false;
    info.mostActive = kMostActive;
    return info;
}

std::optional<Request> BoldPenguin::signIn(const Access &access) const
{
    if (!access.secret(u"access_token"_s).isEmpty())
        return std::nullopt;
    const QByteArray id = settingOf(access.connection, kind(), u"client_id"_s).toString().toUtf8();
    const QByteArray secret = access.secret(u"client_secret"_s).reveal();
    Request request{
        "POST"_ba, signInUrl(access, kind()), {{"Accept"_ba, "application/json"_ba}}, {}, Effect::Read};
    if (settingOf(access.connection, kind(), u"token_request"_s).toString() == "basic"_L1) {
        QUrlQuery query;
        query.addQueryItem(u"grant_type"_s, u"client_credentials"_s);
        request.url.setQuery(query);
        request.headers.append({"Authorization"_ba, "Basic " + (id + ':' + secret).toBase64()});
        return request;
    }
    request.headers.append({"Content-Type"_ba, "multipart/form-data; boundary=" + kBoundary.toByteArray()});
    request.body = formPart("grant_type", "client_credentials") + formPart("client_id", id)
        + formPart("client_secret", secret) + "--" + kBoundary.toByteArray() + "--\r\n";
    return request;
}

Result<Token> BoldPenguin::readToken(const Response &response, Instant now) const
{
    if (auto error = errorOf(response))
        return fail(signInError(*std::move(error)));
    const auto json = jsonFrom(response.body);
    if (!json)
        return fail(json.error());
    const auto reply = objectFrom(*json, u"token"_s);
    if (!reply)
        return fail(reply.error());
    const QString value = reply->value("access_token"_L1).toString();
    if (value.isEmpty())
        return fail(wrongType(u"access_token"_s, u"there"_s));
    Token token{Secret(value.toUtf8()), {}};
    const double seconds = reply->value("expires_in"_L1).toDouble();
    if (seconds > 0)
        token.until = now + std::chrono::seconds(qint64(std::min(seconds, 1e9)));
    return token;
}

Result<Request> BoldPenguin::logIn(const Access &, const Secret &) const
{
    return notOfThisApi();
}

Result<Request> BoldPenguin::check(const Access &access) const
{
    return listSubscribers(access);
}

// A success that is no list of hooks is somebody else's: a page that stands before the server, say.
Result<Done> BoldPenguin::readCheck(const Response &response) const
{
    return readSubscribers(response).map([](const Listed<Subscriber> &) { return Done{}; });
}

Result<Request> BoldPenguin::listSubscribers(const Access &access) const
{
    return requestOf(access, "GET", {u"hooks"_s});
}

Result<Listed<Subscriber>> BoldPenguin::readSubscribers(const Response &response) const
{
    auto hooks = rowsOf<Subscriber>(jsonOf(response), u"hooks"_s, boldpenguin::hookFrom);
    if (!hooks) {
        Error error = hooks.error();
        if (error.reason == Reason::NoSuchSubscriber) { // none was asked for: the address is wrong
            error.kind = ErrorKind::Failed;
            error.reason = Reason::RemoteStatus;
        }
        return fail(std::move(error));
    }
    const qint64 count = hooks->size();
    return Listed<Subscriber>{*std::move(hooks), count};
}

Result<Request> BoldPenguin::showSubscriber(const Access &access, const SubscriberId &id) const
{
    return requestOf(access, "GET", {u"hooks"_s, id.value});
}

Result<Subscriber> BoldPenguin::readSubscriber(const Response &response) const
{
    return jsonOf(response).and_then(boldpenguin::hookFrom);
}

Result<Request> BoldPenguin::saveSubscriber(const Access &access, const SubscriberDraft &draft) const
{
    const auto body = bodyOf(draft);
    if (!body)
        return fail(body.error());
    const auto method = updateMethod(access.connection);
    if (!method)
        return fail(method.error());
    auto request = draft.id ? requestOf(access, *method, {u"hooks"_s, draft.id->value})
                            : requestOf(access, "POST", {u"hooks"_s});
    if (!request)
        return request;
    request->headers.append({"Content-Type"_ba, "application/json"_ba});
    request->body = QJsonDocument(*body).toJson(QJsonDocument::Compact);
    return request;
}

Result<Request> BoldPenguin::removeSubscriber(const Access &access, const SubscriberId &id) const
{
    return requestOf(access, "DELETE", {u"hooks"_s, id.value});
}

Result<Request> BoldPenguin::listJobs(const Access &access, const JobQuery &,
                                      const SubscriberId &subscriber) const
{
    return requestOf(access, "GET", {u"hooks"_s, subscriber.value, u"requests"_s});
}

Result<Listed<Job>> BoldPenguin::readJobs(const Response &response, const SubscriberId &subscriber) const
{
    auto jobs = rowsOf<Job>(jsonOf(response), u"requests"_s, [&subscriber](const QJsonValue &request) {
        return boldpenguin::requestFrom(request, subscriber);
    });
    if (!jobs)
        return fail(jobs.error());
    return Listed<Job>{*std::move(jobs), {}};
}

Result<Request> BoldPenguin::replay(const Access &access, const JobId &id) const
{
    const qsizetype slash = id.value.indexOf(u'/');
    if (slash <= 0 || slash == id.value.size() - 1)
        return fail({ErrorKind::NotFound, Reason::NoSuchJob, {}, id.value, {}, {}, 0});
    return requestOf(
        access,
        "POST",
        {u"hooks"_s, id.value.first(slash), u"requests"_s, id.value.sliced(slash + 1), u"redeliver"_s});
}

std::optional<Error> BoldPenguin::errorOf(const Response &response) const
{
    return boldpenguin::refusalIn(response);
}

} // namespace tacklebox::dialects
