// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/savesubscriber.h"

#include "app/tackle/conflictanswer.h"

#include "backend/retrywording.h"
#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

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
        session.output().text(Texts::tr("Nothing is sent anywhere."));
    session.output().members(shown);
}

// Each finding is told; the first decides how the command ends.
void refuseDraft(Session &session, const std::vector<Error> &wrong)
{
    std::ranges::for_each(wrong, [&](const Error &error) { session.explain(error); });
    if (session.output().isJson()) {
        Json document = json::error(wrong.front(), wording::sentence(wrong.front()));
        for (const Error &error : wrong)
            document["error"]["findings"].push_back(
                {{"field", json::text(error.field)}, {"text", json::text(wording::sentence(error))}});
        session.output().document(document);
    }
    session.finish(exitCodeOf(wrong.front().kind));
}

// What would be asked about in a window, and the command doesn't say that it is meant.
std::vector<Error> unanswered(const Session &session, const std::vector<Field> &fields,
                              const SubscriberDraft &draft)
{
    std::vector<Error> asked;
    if (session.globals().isSure)
        return asked;
    for (const QString &field : askedFirst(fields, draft))
        asked.push_back(invalid(Reason::AsksFirst, field));
    return asked;
}

// Of `Name/part`, all that there is of Name.
Fields membersOf(const Fields &all, const QStringList &asked)
{
    Fields members;
    for (const QString &path : asked) {
        for (auto member = all.begin(); member != all.end(); ++member) {
            if (member.key().compare(path.section(u'/', 0, 0), Qt::CaseInsensitive) == 0)
                members.insert(member.key(), *member);
        }
    }
    return members;
}

void showSaved(Session &session, const Subscriber &saved, const QStringList &select)
{
    if (!select.isEmpty()) {
        showMembers(session, saved.id, membersOf(saved.fields, select));
        return session.finish();
    }
    show(session, saved);
    const Fields &has = saved.fields;
    if (has.contains("events"_L1) && has.value("events"_L1).toArray().isEmpty()
        && has.value("statuses"_L1).toArray().isEmpty())
        session.output().note(Texts::tr("It chooses no event and no order status: no job is made for it."));
    session.finish();
}

// What changes nothing, and what a locked connection refuses, is not sent.
bool isSent(Session &session, const SubscriberDraft &draft)
{
    if (session.services().connections().isLocked(session.globals().connection))
        return false;
    const QStringList keys = draft.changes.keys();
    return !draft.id || !draft.secrets.empty() || std::ranges::any_of(keys, [&draft](const QString &key) {
        return draft.changes.value(key) != draft.base.value(key);
    });
}

void sendDraft(Session &session, const SubscriberDraft &draft)
{
    // Secrets stay out of what is kept for later.
    SubscriberDraft open;
    open.id = draft.id;
    open.base = draft.base;
    open.changes = draft.changes;
    open.select = draft.select;
    session.backend().save(draft).then(&session, [&session, open](const Result<Subscriber> &saved) {
        if (saved)
            showSaved(session, *saved, open.select);
        else if (isEditConflict(saved.error(), open))
            finishWithBoth(session, saved.error(), open);
        else
            session.finish(saved.error());
    });
}

} // namespace

void show(const Session &session, const Subscriber &subscriber)
{
    if (session.output().isJson())
        session.output().document(json::subscriber(subscriber));
    else
        session.output().members(json::subscriber(subscriber));
}

void showMembers(const Session &session, const SubscriberId &id, const Fields &members)
{
    if (session.output().isJson())
        return session.output().document({{"id", json::text(id.value)}, {"remote", json::value(members)}});
    Json row = {{"id", json::text(id.value)}};
    for (auto member = members.begin(); member != members.end(); ++member)
        row[member.key().toStdString()] = json::value(*member);
    session.output().members(row);
}

void save(Session &session, const Arguments &arguments, const SubscriberDraft &draft)
{
    const std::vector<Field> fields = session.backend().info().subscriberFields;
    if (const std::vector<Error> wrong = findings(fields, draft); !wrong.empty())
        return refuseDraft(session, wrong);
    if (arguments.has("dry-run"_L1)) {
        const auto retry = retryOf(fields, draft);
        return session.with(session.backend().preview(draft),
                            [&session, retry](const RequestPreview &preview) {
                                showPreview(session, preview, retry);
                                session.finish();
                            });
    }
    if (const std::vector<Error> asked = unanswered(session, fields, draft); !asked.empty())
        return refuseDraft(session, asked);
    if (!callsTarget(session.backend().info(), draft) || !isSent(session, draft))
        return sendDraft(session, draft);
    // What is refused here calls nobody.
    session.backend().preview(draft).then(&session, [&session, draft](const Result<RequestPreview> &preview) {
        if (preview && !preview->method.isEmpty())
            session.output().note(Texts::tr("The server posts a test event to the target before it saves."));
        sendDraft(session, draft);
    });
}

void saveChanged(Session &session, const Arguments &arguments, const Subscriber &found,
                 SubscriberDraft changes)
{
    changes.id = found.id;
    changes.base = found.fields;
    save(session, arguments, changes);
}

} // namespace tacklebox::tackle
