// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/inputfile.h"

#include "backend/wording.h"
#include "core/event.h"
#include "core/payloadtemplate.h"

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

Json toJson(const PayloadView &view)
{
    Json users = Json::array();
    for (const QString &user : view.usedBy)
        users.push_back(user.toStdString());
    return {{"name", json::text(view.name)},
            {"origin", view.origin == ViewOrigin::BuiltIn ? "built_in" : "own"},
            {"used_by", std::move(users)},
            {"updated_at", json::instant(view.updatedAt)},
            {"template", json::body(view.text)}};
}

// None, once the session has ended with the reason.
PayloadViews *viewsOf(Session &session)
{
    PayloadViews *views = session.backend().payloadViews();
    if (!views)
        session.finish({ErrorKind::Unsupported, Reason::Unspecified, {}, {}, {}, {}, 0});
    return views;
}

void showList(const Session &session, const QList<PayloadView> &views)
{
    if (session.output().isJson()) {
        Json rows = Json::array();
        for (const PayloadView &view : views)
            rows.push_back(toJson(view));
        const int size = int(views.size());
        return session.output().document(
            json::list(std::move(rows), {size, 1, size, false, PageSource::Live, {}}));
    }
    Table table{{u"NAME"_s, u"USED BY"_s, u"CHANGED"_s, u"WHAT IT MAKES"_s}, {}};
    for (const PayloadView &view : views) {
        const QString purpose = view.origin == ViewOrigin::BuiltIn ? wording::viewPurpose(view.name)
                                                                   : Texts::tr("one of your own");
        table.rows += {view.name,
                       view.usedBy.isEmpty() ? u"–"_s : shortened(view.usedBy.join(u", "_s), 40),
                       shown(view.updatedAt),
                       purpose};
    }
    session.output().table(table);
}

void listViews(Session &session, const Arguments &)
{
    if (PayloadViews *views = viewsOf(session)) {
        session.with(views->views({}), [&session](const QList<PayloadView> &all) {
            showList(session, all);
            session.finish();
        });
    }
}

void showView(Session &session, const Arguments &arguments)
{
    PayloadViews *views = viewsOf(session);
    if (!views)
        return;
    const QString name = arguments.words().first();
    session.with(views->views({}), [&session, name](const QList<PayloadView> &all) {
        const auto view = std::ranges::find(all, name, &PayloadView::name);
        if (view == all.end())
            return session.finish({ErrorKind::NotFound, Reason::NoSuchView, {}, name, {}, {}, 0});
        if (session.output().isJson())
            session.output().document(toJson(*view));
        else
            session.output().text(QString::fromUtf8(view->text).trimmed());
        session.finish();
    });
}

void setView(Session &session, const Arguments &arguments)
{
    PayloadViews *views = viewsOf(session);
    if (!views)
        return;
    auto text = readInput(arguments.words().at(1), u"template"_s, kMaxViewBytes);
    if (!text)
        return session.finish(text.error());
    PayloadView view;
    view.name = arguments.words().first();
    view.text = *std::move(text);
    session.with(views->saveView(view), [&session](const PayloadView &saved) {
        if (session.output().isJson())
            session.output().document(toJson(saved));
        else if (saved.usedBy.isEmpty())
            session.output().text(Texts::tr("Saved the view “%1”.").arg(saved.name));
        else
            session.output().text(Texts::tr("Saved the view “%1”, which is used by %2.")
                                      .arg(saved.name, saved.usedBy.join(u", "_s)));
        session.finish();
    });
}

void removeView(Session &session, const Arguments &arguments)
{
    PayloadViews *views = viewsOf(session);
    if (!views)
        return;
    const QString name = arguments.words().first();
    session.with(views->removeView(name), [&session, name](Done) {
        if (session.output().isJson())
            session.output().document({{"name", json::text(name)}, {"removed", true}});
        else
            session.output().text(Texts::tr("Removed the view “%1”.").arg(name));
        session.finish();
    });
}

// The body goes to standard output as it would be sent, what it was made of to standard error.
void show(const Session &session, const QString &view, const ViewPreview &preview)
{
    const Output &output = session.output();
    if (output.isJson())
        return output.document({{"view", json::text(view)},
                                {"event_id", json::text(preview.event.value)},
                                {"event_type", json::text(preview.eventType)},
                                {"headers", json::headers(preview.headers)},
                                {"body", json::body(preview.body)}});
    output.note(preview.event.isEmpty()
                    ? Texts::tr("Of a sample, as %1.").arg(preview.eventType)
                    : Texts::tr("Of event %1, %2.").arg(preview.event.value, preview.eventType));
    for (const Header &header : preview.headers)
        output.note(QString::fromUtf8(header.name + ": " + header.value));
    output.note({});
    output.text(QString::fromUtf8(preview.body));
}

void previewView(Session &session, const Arguments &arguments)
{
    PayloadViews *views = viewsOf(session);
    if (!views)
        return;
    if (arguments.has("event"_L1) && arguments.has("data"_L1))
        return session.finish(usage(Texts::tr("Give --event ID, or --data FILE: one of the two.")));
    ViewTrial trial;
    trial.view = arguments.words().first();
    if (arguments.has("event"_L1))
        trial.event = EventId{arguments.value("event"_L1)};
    if (arguments.has("data"_L1)) {
        auto payload = readInput(arguments.value("data"_L1), u"data"_s, kMaxPayloadBytes);
        if (!payload)
            return session.finish(payload.error());
        if (payload->isEmpty())
            return session.finish(invalid(Reason::Required, u"data"_s));
        trial.payload = *std::move(payload);
    }
    session.with(views->previewView(trial, {}), [&session, view = trial.view](const ViewPreview &preview) {
        show(session, view, preview);
        session.finish();
    });
}

} // namespace

std::vector<Command> viewCommands()
{
    return {
        {"views list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "the forms that a body can be sent in, and who uses them"),
         0,
         0,
         {},
         listViews},
        {"views show", "NAME", QT_TRANSLATE_NOOP("Tackle", "the text of one"), 1, 1, {}, showView},
        {"views set",
         "NAME FILE",
         QT_TRANSLATE_NOOP("Tackle",
                           "a new one, or another text; FILE or - is mustache that makes JSON, as in\n"
                           "{\"is\": \"{{type}}\", \"order\": {{{json client}}}, \"total\": {{price}}}: "
                           "type, status, order_id,\n"
                           "address, id, time and subscriber are the event's, data is the payload, and any\n"
                           "other name is a member of it"),
         2,
         2,
         {},
         setView},
        {"views remove",
         "NAME",
         QT_TRANSLATE_NOOP("Tackle", "take one of your own away that nobody uses"),
         1,
         1,
         {},
         removeView},
        {"views preview",
         "NAME",
         QT_TRANSLATE_NOOP("Tackle", "what it makes of the newest event"),
         1,
         1,
         {{"event", Takes::Value, "ID", QT_TRANSLATE_NOOP("Tackle", "of this event")},
          {"data",
           Takes::Value,
           "FILE",
           QT_TRANSLATE_NOOP("Tackle", "of this payload; - for standard input")}},
         previewView},
    };
}

} // namespace tacklebox::tackle
