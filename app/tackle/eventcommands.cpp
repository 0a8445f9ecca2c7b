// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/paging.h"

#include "backend/wording.h"

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

QStringList rowOf(const Event &event)
{
    const auto orDash = [](const QString &text) { return text.isEmpty() ? u"–"_s : text; };
    return {event.id.value,
            shortened(event.type, 32),
            orDash(event.status),
            orDash(event.orderId),
            QString::number(event.jobs),
            QString::number(event.waiting),
            shown(event.at),
            shown(event.createdAt)};
}

void listEvents(Session &session, const Arguments &arguments)
{
    const auto page = pageFrom(arguments);
    if (!page)
        return session.finish(page.error());
    EventQuery query;
    query.search = arguments.value("search"_L1);
    query.page = *page;
    query.count = arguments.has("count"_L1);
    session.with(session.backend().events(query, {}), [&session](const Page<Event> &found) {
        if (session.output().isJson()) {
            Json rows = Json::array();
            for (const Event &event : found.rows)
                rows.push_back(json::event(event));
            session.output().document(json::list(std::move(rows), json::factsOf(found)));
            return session.finish();
        }
        Table table{{u"ID"_s,
                     u"EVENT"_s,
                     u"STATUS"_s,
                     u"ORDER"_s,
                     u"JOBS"_s,
                     u"WAITING"_s,
                     u"NOT BEFORE"_s,
                     u"PUBLISHED"_s},
                    {}};
        for (const Event &event : found.rows)
            table.rows += rowOf(event);
        showTable(session.output(), table, json::factsOf(found));
        session.finish();
    });
}

QString sentenceOf(const CancelledEvent &cancelled)
{
    const QString dropped
        = Texts::tr("Event %1: %n job(s) given up", nullptr, cancelled.dropped).arg(cancelled.id.value);
    if (cancelled.sent == 0)
        return dropped + u'.';
    return dropped + u"; "_s
        + Texts::tr("%n job(s) were sent before and stay sent.", nullptr, cancelled.sent);
}

Json resultOf(const EventId &id, const Result<CancelledEvent> &answer)
{
    Json result = {{"id", json::text(id.value)}};
    result["dropped"] = answer ? Json(answer->dropped) : Json();
    result["sent"] = answer ? Json(answer->sent) : Json();
    result["error"]
        = answer ? Json() : json::error(answer.error(), wording::sentence(answer.error()))["error"];
    return result;
}

void cancelEvents(Session &session, const Arguments &arguments)
{
    QList<EventId> ids;
    for (const QString &word : arguments.words())
        ids += EventId{word};
    session.with(session.backend().cancel(ids),
                 [&session, ids](const QList<Result<CancelledEvent>> &answers) {
                     std::optional<Error> first;
                     Json results = Json::array();
                     for (qsizetype at = 0; at < answers.size(); ++at) {
                         const Result<CancelledEvent> &answer = answers.at(at);
                         results.push_back(resultOf(ids.at(at), answer));
                         if (!answer && !first)
                             first = answer.error();
                         if (!answer)
                             session.explain(answer.error());
                         else if (!session.output().isJson())
                             session.output().text(sentenceOf(*answer));
                     }
                     if (session.output().isJson()) {
                         Json document = {{"results", std::move(results)}};
                         if (first)
                             document["error"] = json::error(*first, wording::sentence(*first))["error"];
                         session.output().document(document);
                     }
                     session.finish(first ? exitCodeOf(first->kind) : 0);
                 });
}

} // namespace

std::vector<Command> eventCommands()
{
    return {
        {"events list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "what was published, a page at a time, newest first"),
         0,
         0,
         withPageOptions({{"search",
                           Takes::Value,
                           "TEXT",
                           QT_TRANSLATE_NOOP("Tackle", "text in type, order status, order or address")}}),
         listEvents},
        {"events cancel",
         "ID …",
         QT_TRANSLATE_NOOP("Tackle", "give up what is yet to be sent of scheduled events"),
         1,
         kAnyNumber,
         {},
         cancelEvents},
    };
}

} // namespace tacklebox::tackle
