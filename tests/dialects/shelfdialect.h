// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An invented API of shelves that keeps what a test wants it to: which routes it has, what it tells of
// conflicts, how many may be active.
#pragma once

#include "dialects/connectionfields.h"
#include "dialects/dialect.h"
#include "dialects/reply.h"

#include <QJsonDocument>
#include <QUrlQuery>

namespace tacklebox::dialects::test {

class ShelfDialect final : public Dialect
{
public:
    ShelfDialect()
    {
        m_kind.name = QStringLiteral("shelf");
        m_kind.vendor = QStringLiteral("Shelf");
        m_kind.secrets = {secretField(QStringLiteral("token"))};
        const auto add = [this](const char *key, FieldKind kind) {
            Field &field = m_fields.emplace_back();
            field.key = QString::fromLatin1(key);
            field.kind = kind;
        };
        add("name", FieldKind::Text);
        add("url", FieldKind::Url);
        add("active", FieldKind::Flag);
        add("events", FieldKind::List);
        add("secret", FieldKind::Secret);
        m_fields.front().isName = true;
        m_fields[1].sensitivity = FieldSensitivity::MayHoldCredentials; // the URL
    }

    void callSlowAfter(std::chrono::milliseconds time) { m_kind.slowAfter = time; }

    bool tellsConflicts = false;
    bool hasShow = true;
    bool hasList = true;
    bool narrows = false;
    bool guessesPartialWrites = false;
    bool writesAll = false;
    bool hasProposals = false;
    bool hasEvents = false;
    int mostActive = 0;

    [[nodiscard]] const ConnectionKind &kind() const override { return m_kind; }
    [[nodiscard]] BackendInfo info(const Connection &connection) const override
    {
        BackendInfo info;
        info.connection = connection.name;
        info.kind = m_kind.name;
        info.verbs = Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber
            | Verb::DeleteSubscriber | Verb::Test;
        info.verbs.setFlag(Verb::Publish, hasEvents);
        info.subscriberFields = m_fields;
        info.tellsConflicts = tellsConflicts;
        info.mostActive = mostActive;
        return info;
    }
    [[nodiscard]] Result<Token> readToken(const Response &, Instant) const override { return notOfThisApi(); }
    [[nodiscard]] Result<Request> logIn(const Access &, const Secret &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> check(const Access &access) const override
    {
        return listSubscribers(access);
    }

    [[nodiscard]] Result<Request> listSubscribers(const Access &access) const override
    {
        return hasList ? request(access, "GET", QStringLiteral("/shelves")) : notOfThisApi();
    }
    [[nodiscard]] bool narrowsSubscribers(const SubscriberQuery &query) const override
    {
        return narrows && !query.search.isEmpty();
    }
    [[nodiscard]] Result<Request> listSubscribers(const Access &access,
                                                  const SubscriberQuery &query) const override
    {
        QString path = QStringLiteral("/shelves?page=%1&size=%2").arg(query.page.number).arg(query.page.size);
        if (!query.search.isEmpty())
            path = QStringLiteral("/shelves?search=") + query.search;
        return request(access, "GET", path);
    }
    [[nodiscard]] Result<Listed<Subscriber>> readSubscribers(const Response &response) const override
    {
        if (auto error = errorOf(response))
            return fail(*std::move(error));
        const auto json = jsonFrom(response.body);
        if (!json)
            return fail(json.error());
        const auto values = arrayFrom((*json)[QStringLiteral("shelves")], QStringLiteral("shelves"));
        if (!values)
            return fail(values.error());
        auto rows = allFrom<Subscriber>(*values, shelfFrom);
        if (!rows)
            return fail(rows.error());
        Listed<Subscriber> listed{*std::move(rows), {}};
        if (const QJsonValue count = (*json)[QStringLiteral("count")]; count.isDouble())
            listed.count = count.toInteger();
        return listed;
    }
    [[nodiscard]] Result<Request> showSubscriber(const Access &access, const SubscriberId &id) const override
    {
        return hasShow ? request(access, "GET", QStringLiteral("/shelves/") + id.value) : notOfThisApi();
    }
    [[nodiscard]] Result<Subscriber> readSubscriber(const Response &response) const override
    {
        if (auto error = errorOf(response))
            return fail(*std::move(error));
        return jsonFrom(response.body).and_then(shelfFrom);
    }
    // All events go over by their names.
    [[nodiscard]] Result<Request> saveSubscriber(const Access &access,
                                                 const SubscriberDraft &draft) const override
    {
        Fields body = writesAll ? draft.base : Fields();
        for (auto change = draft.changes.begin(); change != draft.changes.end(); ++change)
            body.insert(change.key(), *change);
        if (body.value(QStringLiteral("events")) == QJsonArray{QStringLiteral("*")})
            body.insert(QStringLiteral("events"), QJsonArray{QStringLiteral("put"), QStringLiteral("taken")});
        for (const auto &[key, edit] : draft.secrets)
            body.insert(key, QString::fromUtf8(edit.value.reveal()));
        return draft.id ? request(access, "PATCH", QStringLiteral("/shelves/") + draft.id->value, body)
                        : request(access, "POST", QStringLiteral("/shelves"), body);
    }
    [[nodiscard]] Result<Request> newSubscriber(const Access &access) const override
    {
        return hasProposals ? request(access, "GET", QStringLiteral("/proposal")) : notOfThisApi();
    }
    [[nodiscard]] Result<Fields> readNewSubscriber(const Response &response) const override
    {
        if (auto error = errorOf(response))
            return fail(*std::move(error));
        return jsonFrom(response.body).and_then([](const QJsonValue &value) {
            return objectFrom(value, QStringLiteral("proposal"));
        });
    }
    [[nodiscard]] bool isPartialWriteGuessed() const override { return guessesPartialWrites; }
    [[nodiscard]] bool writesWhole(const Connection &) const override { return writesAll; }
    [[nodiscard]] Result<Request> removeSubscriber(const Access &access,
                                                   const SubscriberId &id) const override
    {
        return request(access, "DELETE", QStringLiteral("/shelves/") + id.value);
    }
    [[nodiscard]] Result<Request> listJobs(const Access &, const JobQuery &,
                                           const SubscriberId &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Listed<Job>> readJobs(const Response &, const SubscriberId &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> replay(const Access &, const JobId &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> publish(const Access &access, const EventDraft &event) const override
    {
        return request(access, "POST", QStringLiteral("/events/") + event.type, {});
    }

    [[nodiscard]] std::optional<Error> errorOf(const Response &response) const override
    {
        if (response.status >= 200 && response.status <= 299)
            return std::nullopt;
        Error error{ErrorKind::Failed, Reason::RemoteStatus, {}, {}, {}, {}, response.status};
        if (response.status == 404) {
            error.kind = ErrorKind::NotFound;
            error.reason = Reason::NoSuchSubscriber;
        } else if (response.status == 501) {
            error.kind = ErrorKind::Unsupported;
            error.reason = Reason::RemoteNoRoute;
        } else if (response.status >= 500) {
            error.reason = Reason::RemoteCrash;
        }
        return error;
    }

private:
    static Result<Request> request(const Access &access, const QByteArray &method, const QString &path,
                                   const Fields &body = {})
    {
        return Request{method,
                       QUrl(access.connection.baseUrl + path),
                       {{"Content-Type", "application/json"}},
                       method == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact),
                       method == "GET" ? Effect::Read : Effect::Write};
    }

    static Result<Subscriber> shelfFrom(const QJsonValue &value)
    {
        const auto shelf = objectFrom(value, QStringLiteral("shelf"));
        if (!shelf)
            return fail(shelf.error());
        Subscriber subscriber;
        subscriber.id = {(*shelf)[QStringLiteral("id")].toString()};
        if (subscriber.id.isEmpty())
            return fail(wrongType(QStringLiteral("id"), QStringLiteral("there")));
        subscriber.name = (*shelf)[QStringLiteral("name")].toString();
        subscriber.url = (*shelf)[QStringLiteral("url")].toString();
        subscriber.isActive = (*shelf)[QStringLiteral("active")].toBool();
        subscriber.state = subscriber.isActive ? SubscriberState::Active : SubscriberState::Stopped;
        subscriber.fields = *shelf;
        return subscriber;
    }

    ConnectionKind m_kind;
    std::vector<Field> m_fields;
};

} // namespace tacklebox::dialects::test
