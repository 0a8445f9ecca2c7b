// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/viewpreview.h"

#include "backend/samples.h"
#include "core/eventselector.h"
#include "core/payload.h"
#include "engine/bodyrules.h"
#include "store/eventstore.h"
#include "store/viewstore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

// How far back the newest event of a subscriber is looked for.
constexpr int kLookedThrough = 200;
const QString kSampleId = u"7e577e57-0000-4000-8000-000000000000"_s;

// An event, and what it is known by.
struct Shown
{
    EventId id;
    EventFacts facts;
};

Shown shownFrom(const Event &event)
{
    return {event.id,
            {event.uuid,
             event.type,
             event.status,
             event.orderId,
             event.address,
             event.createdAt,
             {},
             event.payload}};
}

Shown shownFrom(const EventDraft &sample, Instant now)
{
    return {{},
            {kSampleId, sample.type, sample.status, sample.orderId, sample.address, now, {}, sample.payload}};
}

Selection selectionOf(const Fields &fields)
{
    return selectionFrom(fields.value("events"_L1), fields.value("statuses"_L1)).value_or(Selection{});
}

const EventDraft &sampleOf(const Selection &selection)
{
    const std::vector<Sample> &all = samples();
    const auto found = std::ranges::find_if(all, [&](const Sample &sample) {
        return selects(selection, sample.event.type, sample.event.status);
    });
    return found == all.end() ? all.front().event : found->event;
}

Result<std::optional<EventId>> newestFor(store::Connection &connection, const Selection &selection)
{
    EventQuery query;
    query.page.size = kLookedThrough;
    const auto page = store::listEvents(connection, query);
    if (!page)
        return fail(page.error());
    if (page->rows.isEmpty())
        return std::optional<EventId>();
    const auto found = std::ranges::find_if(
        page->rows, [&](const Event &event) { return selects(selection, event.type, event.status); });
    return std::optional(found == page->rows.end() ? page->rows.first().id : found->id);
}

Result<Shown> eventFor(store::Connection &connection, const ViewTrial &trial, Instant now)
{
    const Selection selection = selectionOf(trial.subscriber);
    if (!trial.payload.isEmpty()) {
        if (std::optional<Error> error = checkPayload(trial.payload, u"data"_s))
            return fail(std::move(*error));
        Shown shown = shownFrom(sampleOf(selection), now);
        shown.facts.payload = trial.payload;
        return shown;
    }
    std::optional<EventId> id = trial.event;
    if (!id) {
        const auto newest = newestFor(connection, selection);
        if (!newest)
            return fail(newest.error());
        id = *newest;
    }
    if (!id)
        return shownFrom(sampleOf(selection), now);
    return store::event(connection, *id).map([](const Event &event) { return shownFrom(event); });
}

Result<BodyRules> rulesFor(store::Connection &connection, const ViewTrial &trial)
{
    const auto own = store::ownViews(connection);
    if (!own)
        return fail(own.error());
    QHash<QString, QByteArray> texts;
    for (const PayloadView &view : *own)
        texts.insert(view.name, view.text);
    Fields fields = trial.subscriber;
    fields.insert(u"payload_render_view"_s, trial.view);
    if (trial.text) {
        // A name that no view can have, so that none is in its way.
        fields.insert(u"payload_render_view"_s, u"*"_s);
        texts.insert(u"*"_s, *trial.text);
    }
    return bodyRulesFrom(fields, ViewTemplates(std::move(texts)));
}

} // namespace

Result<ViewPreview> previewOf(store::Connection &connection, const ViewTrial &trial, Instant now)
{
    const auto refused = [&trial](Error error) {
        if (trial.text && error.field == "payload_render_view"_L1)
            error.field = u"template"_s;
        // Without a subscriber the view itself is what is asked for.
        if (error.reason == Reason::UnknownChoice && trial.subscriber.isEmpty())
            error = {ErrorKind::NotFound, Reason::NoSuchView, {}, trial.view, {}, {}, 0};
        return fail(std::move(error));
    };
    const Result<BodyRules> rules = rulesFor(connection, trial);
    if (!rules)
        return refused(rules.error());
    Result<Shown> shown = eventFor(connection, trial, now);
    if (!shown)
        return fail(shown.error());
    EventFacts &event = shown->facts;
    event.subscriber = rules->subscriber;
    const Result<QByteArray> body = rules->form ? bodyOf(*rules->form, event) : event.payload;
    if (!body)
        return refused(body.error());

    ViewPreview preview{shown->id, event.type, {}, {{"Content-Type"_ba, rules->contentType}}, *body};
    if (!shown->id.isEmpty())
        preview.publishedAt = event.at;
    preview.headers.append(eventHeaders(rules->eventHeaders, event, {kSampleId.toUtf8(), 0, now}));
    return preview;
}

Result<std::vector<EventFacts>> trialEvents(store::Connection &connection)
{
    std::vector<EventFacts> events;
    const auto newest = newestFor(connection, {});
    if (!newest)
        return fail(newest.error());
    if (*newest) {
        const auto event = store::event(connection, **newest);
        if (!event)
            return fail(event.error());
        events.push_back(shownFrom(*event).facts);
    }
    for (const Sample &sample : samples())
        events.push_back(shownFrom(sample.event, Instant()).facts);
    return events;
}

} // namespace tacklebox::engine
