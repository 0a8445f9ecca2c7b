// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/planomatic/requests.h"

#include "core/mailaddress.h"
#include "core/words.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::planomatic {

namespace {

constexpr std::array kMethods{"GET"_L1, "POST"_L1, "PUT"_L1, "PATCH"_L1, "DELETE"_L1};

constexpr Words<JobAttribute, 6> kAttributes{{
    {JobAttribute::Status, "status"_L1},
    {JobAttribute::Address, "address"_L1},
    {JobAttribute::Event, "event"_L1},
    {JobAttribute::OrderId, "order_id"_L1},
    {JobAttribute::Subscriber, "webhook_subscriber"_L1},
    {JobAttribute::CallbackUrl, "callback_url"_L1},
}};

// It doesn't sort by creation.
constexpr Words<JobSort, 3> kSorts{{
    {JobSort::StatusCode, "status_code"_L1},
    {JobSort::EventType, "event_type"_L1},
    {JobSort::LastSent, "last_sent_at"_L1},
}};

QJsonValue settingIn(const Connection &connection, const QString &key)
{
    return settingOf(connection, connectionKind(), key);
}

QString pathTextOf(const Connection &connection, Route route)
{
    const RouteWords &words = wordsOf(route);
    const QString given = settingIn(connection, pathSetting(route)).toString().trimmed();
    return given.isEmpty() && words.standing == Standing::Documented ? QString(words.path) : given;
}

struct Call
{
    QByteArray method;
    QUrl url;
};

Result<Call> callOf(const Connection &connection, Route route)
{
    QString path = pathTextOf(connection, route);
    QString method = wordsOf(route).method;
    if (const qsizetype space = path.indexOf(u' '); space > 0) {
        method = path.first(space).toUpper();
        path = path.sliced(space).trimmed();
    }
    if (std::ranges::find(kMethods, method) == kMethods.end())
        return fail(invalid(Reason::UnknownChoice, pathSetting(route), method.left(40)));
    // Without it, the path would go on with the host's name.
    if (!path.startsWith(u'/'))
        path.prepend(u'/');
    const QUrl url = QUrl::fromEncoded((connection.baseUrl + path).toUtf8(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return fail(invalid(Reason::UrlNotParsed, pathSetting(route), path.left(100)));
    return Call{method.toLatin1(), url};
}

// It identifies, so it has no default; a text of digits is taken too.
Result<QJsonValue> integrationOf(const Connection &connection)
{
    const QString key = u"integration_id"_s;
    const QJsonValue given = settingIn(connection, key);
    const QString text = given.toVariant().toString().trimmed();
    if (text.isEmpty())
        return fail(invalid(Reason::Required, key));
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber)
        return fail(invalid(Reason::NumberForm, key, text.left(40)));
    return QJsonValue(number);
}

// All becomes the list of known names; another wildcard would match nothing there. What the server had stays.
Result<QJsonArray> writtenEvents(const QJsonValue &changed, const QJsonValue &before)
{
    QJsonArray events;
    const auto add = [&events](const QJsonValue &event) {
        if (!events.contains(event))
            events.append(event);
    };
    const QJsonArray wanted = changed.toArray();
    for (const QJsonValue &event : wanted) {
        const QString text = event.toString();
        if (before.toArray().contains(event)) {
            add(event);
        } else if (text == "*"_L1) {
            for (const QString &known : allEvents(before))
                add(known);
        } else if (text.endsWith(u'*')) {
            return fail(invalid(Reason::UnknownChoice, u"events"_s, text.left(100)));
        } else {
            add(event);
        }
    }
    return events;
}

Result<QJsonValue> writtenValue(const SubscriberDraft &draft, const QString &key)
{
    const QJsonValue changed = draft.changes.value(key);
    if (key == "notification_emails"_L1 && !changed.toString().isEmpty())
        return joinedAddresses(changed.toString(), draft.base.value(key).toString());
    if (key != "events"_L1 || !changed.isArray())
        return changed;
    const auto events = writtenEvents(changed, draft.base.value(key));
    return events ? Result<QJsonValue>(*events) : fail(events.error());
}

QJsonArray valuesOf(const QList<CodeRange> &ranges)
{
    QJsonArray values;
    for (const CodeRange &range : ranges) {
        for (const int code : codesIn(range.first, range.last)) {
            if (!values.contains(code))
                values.append(code);
        }
    }
    return values;
}

QJsonObject pageOf(const Connection &connection, const PageRequest &page)
{
    const int first = settingIn(connection, u"page_base"_s).toInt(1);
    return {{u"size"_s, page.size}, {u"number"_s, page.number - 1 + first}};
}

QJsonObject searchOf(const JobQuery &query)
{
    QJsonArray attributes;
    for (const Word<JobAttribute> &attribute : kAttributes) {
        if (query.searchIn.isEmpty() || query.searchIn.contains(attribute.value))
            attributes.append(QString(attribute.text));
    }
    return {{u"term"_s, query.search}, {u"attributes"_s, attributes}};
}

QJsonObject filtersOf(const Connection &connection, const JobQuery &query)
{
    const bool byId = settingIn(connection, u"subscribers_filter"_s) == u"id"_s;
    QJsonArray subscribers;
    for (const SubscriberId &subscriber : query.subscribers)
        subscribers.append(byId ? idValue(subscriber.value) : QJsonValue(subscriber.value));
    QJsonObject filters;
    if (query.from)
        filters.insert(u"date_range_start"_s, toIso(*query.from));
    if (query.to)
        filters.insert(u"date_range_end"_s, toIso(*query.to));
    const std::array<std::pair<QString, QJsonArray>, 5> lists{{
        {u"status_code"_s, valuesOf(query.codes)},
        {u"event_type"_s, QJsonArray::fromStringList(query.eventTypes)},
        {u"status"_s, QJsonArray::fromStringList(query.statuses)},
        {u"subscribers"_s, subscribers},
        {u"endpoint"_s, QJsonArray::fromStringList(query.callbackUrls)},
    }};
    for (const auto &[key, values] : lists) {
        if (!values.isEmpty())
            filters.insert(key, values);
    }
    return filters;
}

QJsonValue textOf(const Secret &secret)
{
    return QString::fromUtf8(secret.reveal());
}

} // namespace

std::optional<Error> refusalOf(const Connection &connection, Route route)
{
    const RouteWords &words = wordsOf(route);
    const QString path = pathTextOf(connection, route);
    if (path.isEmpty())
        return Error{ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0};
    const bool isGuess = words.standing == Standing::Inferred && words.effect == Effect::Write;
    if (isGuess && !settingIn(connection, u"unconfirmed_writes"_s).toBool())
        return Error{ErrorKind::Unsupported, Reason::Unconfirmed, {}, path, {}, {}, 0};
    return std::nullopt;
}

Result<Request> requestOf(const Access &access, Route route, QJsonObject parameters)
{
    if (auto refusal = refusalOf(access.connection, route))
        return fail(std::move(*refusal));
    const Secret token = access.secret(u"token"_s);
    if (token.isEmpty())
        return fail({ErrorKind::NotAuthorised, Reason::SecretMissing, u"token"_s, {}, {}, {}, 0});
    const auto integration = integrationOf(access.connection);
    if (!integration)
        return fail(integration.error());
    auto call = callOf(access.connection, route);
    if (!call)
        return fail(call.error());
    parameters.insert(u"token"_s, textOf(token));
    parameters.insert(u"integration_id"_s, *integration);
    return Request{call->method,
                   call->url,
                   {{"Accept"_ba, "application/json"_ba}, {"Content-Type"_ba, "application/json"_ba}},
                   QJsonDocument(parameters).toJson(QJsonDocument::Compact),
                   wordsOf(route).effect};
}

QJsonValue idValue(const QString &id)
{
    bool isNumber = false;
    const qint64 number = id.toLongLong(&isNumber);
    return isNumber && QString::number(number) == id ? QJsonValue(number) : QJsonValue(id);
}

bool updatesWhole(const Connection &connection)
{
    return settingIn(connection, u"update_body"_s) == u"whole"_s;
}

Result<QJsonObject> draftParameters(const Connection &connection, const SubscriberDraft &draft)
{
    if (const std::vector<Error> found = findings(subscriberFields(), draft); !found.empty())
        return fail(found.front());
    const bool isWhole = updatesWhole(connection);
    QJsonObject parameters;
    for (const Field &field : subscriberFields()) {
        if (draft.changes.contains(field.key)) {
            const auto value = writtenValue(draft, field.key);
            if (!value)
                return fail(value.error());
            parameters.insert(field.key, *value);
        } else if (draft.id && (isWhole || field.key == "version"_L1)) {
            if (!draft.base.contains(field.key))
                return fail(invalid(Reason::Required, field.key));
            parameters.insert(field.key, draft.base.value(field.key));
        }
    }
    if (draft.id)
        parameters.insert(u"id"_s, idValue(draft.id->value));
    return parameters;
}

QString viewOf(const Connection &connection)
{
    const QString view = settingIn(connection, u"view"_s).toString();
    return view.isEmpty() ? u"planointegrate_view"_s : view;
}

QJsonObject listParameters(const Connection &connection, const PageRequest &page)
{
    QJsonObject parameters{{u"count"_s, true}};
    if (page.number > 1)
        parameters.insert(u"page"_s, pageOf(connection, page));
    return parameters;
}

QJsonObject jobParameters(const Connection &connection, const JobQuery &query)
{
    QJsonObject parameters{{u"view"_s, viewOf(connection)}, {u"page"_s, pageOf(connection, query.page)}};
    if (!query.search.isEmpty())
        parameters.insert(u"search"_s, searchOf(query));
    if (const QJsonObject filters = filtersOf(connection, query); !filters.isEmpty())
        parameters.insert(u"filters"_s, filters);
    if (const QLatin1StringView sort = wordOf(kSorts, query.sort); !sort.isEmpty()) {
        const QString order = query.order == Qt::AscendingOrder ? u"asc"_s : u"desc"_s;
        parameters.insert(u"sort"_s, QJsonObject{{u"by"_s, QString(sort)}, {u"order"_s, order}});
    }
    if (query.count)
        parameters.insert(u"count"_s, true);
    return parameters;
}

Result<Request> logInRequest(const Access &access, const Secret &password)
{
    const Connection &connection = access.connection;
    QJsonObject parameters;
    for (const QString &key : {u"email"_s, u"application"_s}) {
        const QString value = settingIn(connection, key).toString().trimmed();
        if (value.isEmpty())
            return fail(invalid(Reason::Required, key));
        parameters.insert(key, value);
    }
    if (password.isEmpty())
        return fail(invalid(Reason::Required, u"password"_s));
    auto call = callOf(connection, Route::LogIn);
    if (!call)
        return fail(call.error());
    parameters.insert(u"password"_s, textOf(password));
    for (const LogInOption &option : logInOptions()) {
        const QString value = settingIn(connection, option.setting).toString().trimmed();
        if (!value.isEmpty())
            parameters.insert(option.parameter, value);
    }
    if (settingIn(connection, u"remember"_s).toBool())
        parameters.insert(u"remember_me"_s, true);
    return Request{call->method,
                   call->url,
                   {{"Accept"_ba, "application/json"_ba}, {"Content-Type"_ba, "text/plain"_ba}},
                   QJsonDocument(parameters).toJson(QJsonDocument::Compact).toBase64(),
                   wordsOf(Route::LogIn).effect};
}

} // namespace tacklebox::dialects::planomatic
