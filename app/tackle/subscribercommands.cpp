// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/addcommand.h"
#include "app/tackle/draftoptions.h"
#include "app/tackle/paging.h"
#include "app/tackle/usagecommand.h"

#include "backend/retrywording.h"
#include "backend/wording.h"
#include "core/fleetid.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

Result<SubscriberSort> sortFrom(const QString &key)
{
    if (key.isEmpty() || key == "name"_L1)
        return SubscriberSort::Name;
    if (key == "url"_L1 || key == "callback_url"_L1)
        return SubscriberSort::Url;
    if (key == "state"_L1)
        return SubscriberSort::State;
    if (key == "last_sent_at"_L1)
        return SubscriberSort::LastSent;
    if (key == "created_at"_L1)
        return SubscriberSort::Created;
    return fail(
        usage(Texts::tr("--sort goes by name, url, state, last_sent_at or created_at, not “%1”.").arg(key)));
}

Result<SubscriberQuery> queryFrom(const Arguments &arguments)
{
    SubscriberQuery query;
    query.search = arguments.value("search"_L1);
    query.event = arguments.value("event"_L1);
    query.count = arguments.has("count"_L1);
    if (arguments.has("active"_L1)) {
        const QString flag = arguments.value("active"_L1);
        if (flag != "true"_L1 && flag != "false"_L1)
            return fail(usage(Texts::tr("--active is true or false, not “%1”.").arg(flag)));
        query.isActive = flag == "true"_L1;
    }
    const QString sort = arguments.value("sort"_L1);
    const auto key = sortFrom(sort.section(u':', 0, 0));
    if (!key)
        return fail(key.error());
    query.sort = *key;
    const auto order = orderFrom(sort.section(u':', 1));
    if (!order)
        return fail(order.error());
    query.order = *order;
    const auto page = pageFrom(arguments);
    if (!page)
        return fail(page.error());
    query.page = *page;
    return query;
}

QStringList rowOf(const Subscriber &subscriber)
{
    return {ownText(subscriber.id),
            wording::word(subscriber.state),
            shortened(subscriber.name, 32),
            shortened(subscriber.url, 48),
            shortened(plain(json::value(subscriber.fields[u"events"_s])), 32),
            shown(subscriber.lastSentAt)};
}

void listSubscribers(Session &session, const Arguments &arguments)
{
    const auto query = queryFrom(arguments);
    if (!query)
        return session.finish(query.error());
    session.with(session.backend().subscribers(*query, {}), [&session](const Page<Subscriber> &page) {
        if (session.output().isJson()) {
            Json rows = Json::array();
            for (const Subscriber &subscriber : page.rows)
                rows.push_back(json::subscriber(subscriber));
            session.output().document(json::list(std::move(rows), json::factsOf(page)));
            return session.finish();
        }
        Table table{{u"ID"_s, u"STATE"_s, u"NAME"_s, u"URL"_s, u"EVENTS"_s, u"LAST SENT"_s}, {}};
        for (const Subscriber &subscriber : page.rows)
            table.rows += rowOf(subscriber);
        showTable(session.output(), table, json::factsOf(page));
        session.finish();
    });
}

void show(const Session &session, const Subscriber &subscriber)
{
    if (session.output().isJson())
        session.output().document(json::subscriber(subscriber));
    else
        session.output().members(json::subscriber(subscriber));
}

void showSubscriber(Session &session, const Arguments &arguments)
{
    session.with(session.backend().subscriber({arguments.words().first()}, {}),
                 [&session](const Subscriber &found) {
                     show(session, found);
                     session.finish();
                 });
}

// When it would be tried again, drawn out before it is saved.
std::optional<RetryPolicy> retryOf(const std::vector<Field> &fields, const SubscriberDraft &draft)
{
    const auto field = std::ranges::find(fields, FieldRule::RetryWaits, &Field::rule);
    if (field == fields.end())
        return std::nullopt;
    const Fields &from = draft.changes.contains(field->key) ? draft.changes : draft.base;
    const auto policy = retryPolicyFrom(from.value(field->key).toString(), field->key);
    return policy ? std::optional(*policy) : std::nullopt;
}

Json toJson(const RetryPolicy &policy)
{
    Json tries = Json::array();
    for (const std::chrono::milliseconds at : triesOf(policy))
        tries.push_back(double(at.count()) / 1000);
    return {{"policy", json::text(policy.text)},
            {"tries_at_s", std::move(tries)},
            {"text", json::text(wording::schedule(policy))}};
}

void showPreview(const Session &session, const RequestPreview &preview,
                 const std::optional<RetryPolicy> &retry)
{
    Json shown = {
        {"method", json::text(QString::fromLatin1(preview.method))},
        {"url", json::text(preview.url)},
        {"headers", json::headers(preview.headers)},
        {"body", json::body(preview.body)},
    };
    if (session.output().isJson()) {
        shown["retry"] = retry ? toJson(*retry) : Json();
        return session.output().document(shown);
    }
    if (retry)
        session.output().text(wording::schedule(*retry));
    if (preview.method.isEmpty())
        session.output().text(Texts::tr("Nothing is sent anywhere: this subscriber is kept in the profile."));
    session.output().members(shown);
}

// Each finding is told; the first decides how the command ends.
void save(Session &session, const Arguments &arguments, const SubscriberDraft &draft)
{
    const std::vector<Error> wrong = findings(session.backend().info().subscriberFields, draft);
    if (!wrong.empty()) {
        session.finish(wrong.front());
        std::for_each(wrong.begin() + 1, wrong.end(), [&](const Error &error) { session.explain(error); });
        return;
    }
    if (arguments.has("dry-run"_L1)) {
        const auto retry = retryOf(session.backend().info().subscriberFields, draft);
        return session.with(session.backend().preview(draft),
                            [&session, retry](const RequestPreview &preview) {
                                showPreview(session, preview, retry);
                                session.finish();
                            });
    }
    session.with(session.backend().save(draft), [&session](const Subscriber &saved) {
        show(session, saved);
        const Fields &fields = saved.fields;
        if (fields.contains("events"_L1) && fields.value("events"_L1).toArray().isEmpty()
            && fields.value("statuses"_L1).toArray().isEmpty())
            session.output().note(
                Texts::tr("It chooses no event and no order status: no job is made for it."));
        session.finish();
    });
}

void createSubscriber(Session &session, const Arguments &arguments)
{
    const auto draft = draftFrom(arguments, session.backend().info().subscriberFields);
    if (!draft)
        return session.finish(draft.error());
    save(session, arguments, *draft);
}

void saveChanged(Session &session, const Arguments &arguments, const SubscriberDraft &changes)
{
    const SubscriberId id{arguments.words().first()};
    session.with(session.backend().subscriber(id, {}),
                 [&session, arguments, changes](const Subscriber &found) {
                     SubscriberDraft draft = changes;
                     draft.id = found.id;
                     draft.base = found.fields;
                     save(session, arguments, draft);
                 });
}

void updateSubscriber(Session &session, const Arguments &arguments)
{
    const auto draft = draftFrom(arguments, session.backend().info().subscriberFields);
    if (!draft)
        return session.finish(draft.error());
    if (draft->changes.isEmpty() && draft->secrets.empty())
        return session.finish(usage(Texts::tr("Nothing to change: give --set, --unset or --secret.")));
    saveChanged(session, arguments, *draft);
}

void enableSubscriber(Session &session, const Arguments &arguments)
{
    SubscriberDraft draft;
    draft.changes = session.backend().info().toStart;
    if (!arguments.has("drop-held"_L1))
        return saveChanged(session, arguments, draft);
    // While it is stopped nothing of it is sent: what it holds goes first.
    session.with(
        session.backend().subscriber({arguments.words().first()}, {}),
        [&session, arguments, draft](const Subscriber &found) {
            JobQuery held;
            held.subscribers = {found.id};
            held.states = {JobState::Held};
            session.with(session.backend().dropFound(held), [&session, arguments, draft](qint64 dropped) {
                session.output().note(Texts::tr("%n held job(s) given up.", nullptr, int(dropped)));
                saveChanged(session, arguments, draft);
            });
        });
}

void disableSubscriber(Session &session, const Arguments &arguments)
{
    SubscriberDraft draft;
    draft.changes = session.backend().info().toStop;
    saveChanged(session, arguments, draft);
}

// Its name is read first: a person wants to see what is gone.
void deleteSubscriber(Session &session, const Arguments &arguments)
{
    session.with(
        session.backend().subscriber({arguments.words().first()}, {}), [&session](const Subscriber &found) {
            session.with(session.backend().remove(found.id), [&session, found](Done) {
                if (session.output().isJson())
                    session.output().document({{"id", json::text(found.id.value)}, {"deleted", true}});
                else
                    session.output().text(
                        Texts::tr("Deleted the subscriber “%1” (%2).").arg(found.name, found.id.value));
                session.finish();
            });
        });
}

std::vector<Option> listOptions()
{
    return {
        {"search", Takes::Value, "TEXT", QT_TRANSLATE_NOOP("Tackle", "text in name, key or URL")},
        {"active", Takes::Value, "true|false", QT_TRANSLATE_NOOP("Tackle", "only those, or only the others")},
        {"event", Takes::Value, "TYPE", QT_TRANSLATE_NOOP("Tackle", "those that would be told of it")},
        {"sort",
         Takes::Value,
         "KEY[:desc]",
         QT_TRANSLATE_NOOP("Tackle", "name, url, state, last_sent_at, created_at")},
    };
}

std::vector<Option> updateOptions()
{
    std::vector<Option> options = draftOptions();
    options.push_back(
        {"dry-run",
         Takes::Nothing,
         nullptr,
         QT_TRANSLATE_NOOP("Tackle", "show the exact request and when it is tried again; send nothing")});
    return options;
}

} // namespace

std::vector<Command> subscriberCommands()
{
    return {
        {"subscribers list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "the subscribers, a page at a time"),
         0,
         0,
         withPageOptions(listOptions()),
         listSubscribers},
        {"subscribers show",
         "ID",
         QT_TRANSLATE_NOOP("Tackle", "all that is known of one"),
         1,
         1,
         {},
         showSubscriber},
        {"subscribers create",
         "",
         QT_TRANSLATE_NOOP("Tackle", "a new one"),
         0,
         0,
         updateOptions(),
         createSubscriber},
        {"subscribers update",
         "ID",
         QT_TRANSLATE_NOOP("Tackle", "change fields of one"),
         1,
         1,
         updateOptions(),
         updateSubscriber},
        {"subscribers delete",
         "ID",
         QT_TRANSLATE_NOOP("Tackle", "take one away"),
         1,
         1,
         {},
         deleteSubscriber},
        {"subscribers enable",
         "ID",
         QT_TRANSLATE_NOOP("Tackle", "start one: its held jobs are sent, or given up"),
         1,
         1,
         {{"drop-held",
           Takes::Nothing,
           nullptr,
           QT_TRANSLATE_NOOP("Tackle", "give its held jobs up instead of sending them")}},
         enableSubscriber},
        {"subscribers disable",
         "ID",
         QT_TRANSLATE_NOOP("Tackle", "stop one: its jobs are held"),
         1,
         1,
         {},
         disableSubscriber},
        addCommand(),
        usageCommand(),
    };
}

} // namespace tacklebox::tackle
