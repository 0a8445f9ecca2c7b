// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/addcommand.h"
#include "app/tackle/draftoptions.h"
#include "app/tackle/paging.h"
#include "app/tackle/savesubscriber.h"
#include "app/tackle/startcommands.h"
#include "app/tackle/usagecommand.h"

#include "backend/wording.h"
#include "core/fleetid.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

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
    query.name = arguments.value("name"_L1);
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

// Each API writes it in its own way: events, or Events.
QJsonValue eventsIn(const Fields &fields)
{
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (field.key().compare("events"_L1, Qt::CaseInsensitive) == 0)
            return *field;
    }
    return QJsonValue::Undefined;
}

QStringList rowOf(const Subscriber &subscriber)
{
    return {ownText(subscriber.id),
            wording::word(subscriber.state),
            shortened(subscriber.name, 32),
            shortened(subscriber.url, 48),
            shortened(plain(json::value(eventsIn(subscriber.fields))), 32),
            shown(subscriber.lastSentAt)};
}

void listSubscribers(Session &session, const Arguments &arguments)
{
    const auto query = queryFrom(arguments);
    if (!query)
        return session.finish(query.error());
    const bool isAll
        = query->search.isEmpty() && query->name.isEmpty() && query->event.isEmpty() && !query->isActive;
    session.with(session.backend().subscribers(*query, {}), [&session, isAll](const Page<Subscriber> &page) {
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
        if (isAll && page.rows.isEmpty() && page.number == 1 && session.backend().info().addsById)
            session.output().note(
                Texts::tr("One that is there already, where no list tells of it, is taken in by "
                          "its id: tackle --connection %1 subscribers add ID")
                    .arg(session.globals().connection));
        session.finish();
    });
}

QStringList selectedIn(const Arguments &arguments)
{
    if (!arguments.has("select"_L1))
        return {};
    QStringList members = arguments.value("select"_L1).split(u',');
    std::ranges::for_each(members, [](QString &member) { member = member.trimmed(); });
    return members;
}

// Of one, the members that were asked for alone.
void showSelected(Session &session, const SubscriberId &id, const QStringList &members)
{
    session.with(session.backend().selectedMembers(id, members, {}), [&session, id](const Fields &found) {
        showMembers(session, id, found);
        session.finish();
    });
}

void showSubscriber(Session &session, const Arguments &arguments)
{
    if (arguments.has("select"_L1))
        return showSelected(session, {arguments.words().first()}, selectedIn(arguments));
    session.with(session.backend().subscriber({arguments.words().first()}, {}),
                 [&session](const Subscriber &found) {
                     if (session.output().isJson())
                         session.output().document(json::shownSubscriber(found));
                     else
                         show(session, found);
                     tellAge(session.output(), found.asOf);
                     session.finish();
                 });
}

// What was given stands over what the server proposes.
SubscriberDraft withProposal(SubscriberDraft draft, const Fields &proposal)
{
    for (auto field = proposal.begin(); field != proposal.end(); ++field) {
        if (!draft.changes.contains(field.key()))
            draft.changes.insert(field.key(), *field);
    }
    return draft;
}

void createSubscriber(Session &session, const Arguments &arguments)
{
    const auto draft = draftFrom(arguments, session.backend().info().subscriberFields);
    if (!draft)
        return session.finish(draft.error());
    if (!arguments.has("from-default"_L1))
        return save(session, arguments, *draft);
    session.with(session.backend().newSubscriber(),
                 [&session, arguments, draft = *draft](const Fields &proposal) {
                     save(session, arguments, withProposal(draft, proposal));
                 });
}

void updateSubscriber(Session &session, const Arguments &arguments)
{
    const BackendInfo info = session.backend().info();
    if (arguments.has("select"_L1) && !info.selectsAnswer)
        return session.finish({ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
    auto draft = draftFrom(arguments, info.subscriberFields);
    if (!draft)
        return session.finish(draft.error());
    draft->select = selectedIn(arguments);
    if (draft->changes.isEmpty() && draft->secrets.empty())
        return session.finish(usage(Texts::tr("Nothing to change: give --set, --unset or --secret.")));
    session.with(session.backend().subscriber({arguments.words().first()}, {}),
                 [&session, arguments, changes = *draft](const Subscriber &found) {
                     saveChanged(session, arguments, found, changes);
                 });
}

// Without a call for it, it can only have gone from here.
void tellDeleted(Session &session, const Subscriber &gone)
{
    const Backend *owner = session.services().connections().backend(gone.connection);
    const BackendInfo info = owner ? owner->info() : session.backend().info();
    const bool isDeleted = info.verbs.testFlag(Verb::DeleteSubscriber);
    if (session.output().isJson())
        return session.output().document(
            {{"id", json::text(gone.id.value)}, {"deleted", isDeleted}, {"forgotten", !isDeleted}});
    const QString text = isDeleted
        ? Texts::tr("Deleted the subscriber “%1” (%2).")
        : Texts::tr("Taken out of this computer's list: “%1” (%2). Nothing was sent.");
    session.output().text(text.arg(gone.name, gone.id.value));
}

// Its name is read first: a person wants to see what is gone.
void deleteSubscriber(Session &session, const Arguments &arguments)
{
    session.with(session.backend().subscriber({arguments.words().first()}, {}),
                 [&session](const Subscriber &found) {
                     session.with(session.backend().remove(found.id), [&session, found](Done) {
                         tellDeleted(session, found);
                         session.finish();
                     });
                 });
}

std::vector<Option> listOptions()
{
    return {
        {"search", Takes::Value, "TEXT", QT_TRANSLATE_NOOP("Tackle", "text in name, key or URL")},
        {"name", Takes::Value, "NAME", QT_TRANSLATE_NOOP("Tackle", "those of just this name")},
        {"active", Takes::Value, "true|false", QT_TRANSLATE_NOOP("Tackle", "only those, or only the others")},
        {"event", Takes::Value, "TYPE", QT_TRANSLATE_NOOP("Tackle", "those that would be told of it")},
        {"sort",
         Takes::Value,
         "KEY[:desc]",
         QT_TRANSLATE_NOOP("Tackle", "name, url, state, last_sent_at, created_at")},
    };
}

Option selectOption()
{
    return {"select",
            Takes::Value,
            "NAME,NAME",
            QT_TRANSLATE_NOOP("Tackle", "these of the server's members alone (SuperOffice)")};
}

std::vector<Option> saveOptions()
{
    std::vector<Option> options = draftOptions();
    options.push_back(
        {"dry-run",
         Takes::Nothing,
         nullptr,
         QT_TRANSLATE_NOOP("Tackle", "show the exact request and when it is tried again; send nothing")});
    return options;
}

std::vector<Option> updateOptions()
{
    std::vector<Option> options = saveOptions();
    options.push_back(selectOption());
    return options;
}

std::vector<Option> createOptions()
{
    std::vector<Option> options = saveOptions();
    options.push_back({"from-default",
                       Takes::Nothing,
                       nullptr,
                       QT_TRANSLATE_NOOP("Tackle", "start with what the server proposes for a new one")});
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
         {selectOption()},
         showSubscriber},
        {"subscribers create",
         "",
         QT_TRANSLATE_NOOP("Tackle", "a new one"),
         0,
         0,
         createOptions(),
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
         QT_TRANSLATE_NOOP("Tackle", "take one away; one that was only added by its id, from here alone"),
         1,
         1,
         {},
         deleteSubscriber},
        enableCommand(),
        disableCommand(),
        addCommand(),
        usageCommand(),
    };
}

} // namespace tacklebox::tackle
