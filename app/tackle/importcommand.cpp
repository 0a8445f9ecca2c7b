// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/inputfile.h"
#include "app/tackle/paging.h"

#include "backend/everysubscriber.h"
#include "backend/subscribertransfer.h"
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

constexpr int kShownValue = 40;

const char *actionOf(const PlannedImport &planned)
{
    return planned.isNew() ? "create" : planned.changes.isEmpty() ? "none" : "update";
}

Json toJson(const PlannedImport &planned)
{
    Json changes = Json::array();
    for (const ImportChange &change : planned.changes)
        changes.push_back({{"field", json::text(change.field)},
                           {"before", json::value(change.before)},
                           {"after", json::value(change.after)}});
    Json asked = Json::array();
    for (const QString &field : planned.asked)
        asked.push_back(json::text(field));
    return {{"id", planned.draft.id ? json::text(planned.draft.id->value) : Json()},
            {"name", json::text(planned.title)},
            {"action", actionOf(planned)},
            {"changes", std::move(changes)},
            {"needs_yes", std::move(asked)},
            {"made_inactive", planned.isMadeInactive}};
}

// `saved`: those that were, in the order of the plan's drafts. A new one has the id that it got there.
Json toJson(const ImportPlan &plan, const QList<Subscriber> &saved, bool isDryRun)
{
    Json rows = Json::array();
    qsizetype at = 0;
    for (const PlannedImport &planned : plan.subscribers) {
        Json row = toJson(planned);
        if (planned.hasChanges() && at < saved.size())
            row["id"] = json::text(saved[at++].id.value);
        rows.push_back(std::move(row));
    }
    return {{"dry_run", isDryRun}, {"subscribers", std::move(rows)}};
}

QString valueText(const QJsonValue &value)
{
    return shortened(plain(json::value(value)), kShownValue);
}

void showDifference(const Session &session, const ImportPlan &plan)
{
    Table table{{u"SUBSCRIBER"_s, u"FIELD"_s, u"NOW"_s, u"THEN"_s}, {}};
    int unchanged = 0;
    for (const PlannedImport &planned : plan.subscribers) {
        unchanged += planned.changes.isEmpty() ? 1 : 0;
        const QString title
            = planned.isNew() ? Texts::tr("%1 (new)", "a subscriber").arg(planned.title) : planned.title;
        for (const ImportChange &change : planned.changes)
            table.rows += {title, change.field, valueText(change.before), valueText(change.after)};
    }
    if (!table.rows.isEmpty())
        session.output().table(table);
    if (unchanged > 0)
        session.output().text(Texts::tr("%n subscriber(s) are as the file says.", nullptr, unchanged));
    for (const PlannedImport &planned : plan.subscribers) {
        if (planned.isMadeInactive)
            session.output().note(
                Texts::tr("“%1” is not active yet: give it its secret, then enable it.").arg(planned.title));
    }
}

QString sentenceOf(const EntryError &wrong)
{
    const QString sentence = wording::sentence(wrong.error);
    return wrong.title.isEmpty()
        ? sentence
        : Texts::tr("Subscriber “%1”: %2", "its name, what is wrong").arg(wrong.title, sentence);
}

void tell(const Session &session, const std::vector<EntryError> &found)
{
    for (const EntryError &one : found)
        session.output().note(sentenceOf(one));
    if (!found.empty() && found.front().error.reason == Reason::AsksFirst)
        session.output().note(wording::advice(found.front().error));
}

Json findingsOf(const std::vector<EntryError> &wrong)
{
    Json findings = Json::array();
    for (const EntryError &one : wrong)
        findings.push_back({{"subscriber", json::text(one.title)},
                            {"field", json::text(one.error.field)},
                            {"text", json::text(wording::sentence(one.error))}});
    return findings;
}

// Each finding is told; the first decides how the command ends.
void refuse(Session &session, const std::vector<EntryError> &wrong)
{
    tell(session, wrong);
    session.output().note(Texts::tr("Nothing was imported."));
    if (session.output().isJson()) {
        Json document = json::error(wrong.front().error, sentenceOf(wrong.front()));
        document["error"]["subscriber"] = json::text(wrong.front().title);
        document["error"]["findings"] = findingsOf(wrong);
        session.output().document(document);
    }
    session.finish(exitCodeOf(wrong.front().error.kind));
}

// No entry has a member that a new subscriber needs here, or each has more strange ones than a slip explains.
bool isOfAnotherApi(const SubscriberFile &file, const std::vector<Field> &fields)
{
    const auto isForeign = [&fields](const SubscriberEntry &entry) {
        constexpr int kMostSlips = 2;
        const auto strange = std::ranges::count(entry.wrong, Reason::UnknownField, &Error::reason);
        const bool hasOwn = std::ranges::any_of(fields, [&entry](const Field &field) {
            return field.isRequired && entry.fields.contains(field.key);
        });
        const bool needsAny = std::ranges::any_of(fields, &Field::isRequired);
        return entry.isReadable && (strange > kMostSlips || (strange > 0 && needsAny && !hasOwn));
    };
    return !file.entries.empty() && std::ranges::all_of(file.entries, isForeign);
}

void refuseForeignFile(Session &session)
{
    Error error = invalid(Reason::Unspecified, {});
    error.detail = Texts::tr("This file is of another API: its subscribers have fields that this connection "
                             "doesn't know. Nothing was imported.");
    session.finish(error);
}

void showDone(Session &session, const ImportPlan &plan, const QList<Subscriber> &saved, bool isDryRun)
{
    if (session.output().isJson()) {
        session.output().document(toJson(plan, saved, isDryRun));
    } else {
        showDifference(session, plan);
        session.output().text(
            isDryRun ? Texts::tr("Nothing was changed: this is what “tackle import” would do.")
                     : Texts::tr("%n subscriber(s) were written.", nullptr, int(plan.drafts().size())));
    }
    session.finish();
}

// Changes that a person is asked about first.
std::vector<EntryError> askedIn(const ImportPlan &plan)
{
    std::vector<EntryError> asked;
    for (const PlannedImport &planned : plan.subscribers) {
        for (const QString &field : planned.asked)
            asked.push_back({planned.title, invalid(Reason::AsksFirst, field)});
    }
    return asked;
}

// Those that the first plan had something to do for, and the later one hasn't.
QStringList importedSince(const ImportPlan &plan, const ImportPlan &later)
{
    QStringList titles;
    for (size_t i = 0; i < std::min(plan.subscribers.size(), later.subscribers.size()); ++i) {
        if (!plan.subscribers[i].changes.isEmpty() && later.subscribers[i].changes.isEmpty())
            titles.append(plan.subscribers[i].title);
    }
    return titles;
}

void showFailed(Session &session, const Error &error, const QStringList &imported, qsizetype planned)
{
    session.explain(error);
    if (!imported.isEmpty()) // else the error says whether one may have been
        session.output().note(Texts::tr("%1 of %2 are as the file says now: %3.", "subscribers, their names")
                                  .arg(imported.size())
                                  .arg(planned)
                                  .arg(imported.join(u", "_s)));
    if (session.output().isJson()) {
        Json document = json::error(error, wording::sentence(error));
        document["error"]["imported"] = Json::array();
        for (const QString &title : imported)
            document["error"]["imported"].push_back(json::text(title));
        session.output().document(document);
    }
    session.finish(exitCodeOf(error.kind));
}

// What an API took before it refused one stays there: what is there now is looked at once more.
void lookAgain(Session &session, const SubscriberFile &file, const ImportTarget &target,
               const ImportPlan &plan, const Error &error)
{
    everySubscriber(session.backend())
        .then(&session, [&session, file, target, plan, error](const Result<AllSubscribers> &standing) {
            if (!standing)
                return session.finish(error);
            showFailed(session,
                       error,
                       importedSince(plan, planImport(file, standing->rows, target)),
                       plan.drafts().size());
        });
}

void import(Session &session, const QByteArray &bytes, const QList<Subscriber> &standing, bool isDryRun)
{
    const ImportTarget target = importTarget(session.backend().info());
    const SubscriberFile file = readSubscriberFile(bytes, target.fields);
    if (isOfAnotherApi(file, target.fields))
        return refuseForeignFile(session);
    const ImportPlan plan = planImport(file, standing, target);
    if (!plan.wrong.empty())
        return refuse(session, plan.wrong);
    const std::vector<EntryError> asked = askedIn(plan);
    if (!asked.empty() && isDryRun)
        tell(session, asked);
    if (isDryRun || plan.drafts().isEmpty())
        return showDone(session, plan, {}, isDryRun);
    if (!asked.empty() && !session.globals().isSure)
        return refuse(session, asked);
    session.backend()
        .saveAll(plan.drafts())
        .then(&session, [&session, file, target, plan](const Result<QList<Subscriber>> &saved) {
            if (saved)
                showDone(session, plan, *saved, false);
            else
                lookAgain(session, file, target, plan, saved.error());
        });
}

void importSubscribers(Session &session, const Arguments &arguments)
{
    const auto bytes = readInput(arguments.words().first(), {}, kMostFileBytes);
    if (!bytes)
        return session.finish(bytes.error());
    session.with(everySubscriber(session.backend()),
                 [&session, bytes = *bytes, isDryRun = arguments.has("dry-run"_L1)](const AllSubscribers &all) {
                     tellAge(session.output(), all.asOf);
                     import(session, bytes, all.rows, isDryRun);
                 });
}

} // namespace

std::vector<Command> importCommands()
{
    return {
        {"import",
         "FILE",
         QT_TRANSLATE_NOOP(
             "Tackle",
             "create and change subscribers as a file of “export” says: all or none; an API may "
             "refuse one and keep those before it"),
         1,
         1,
         {{"dry-run", Takes::Nothing, nullptr, QT_TRANSLATE_NOOP("Tackle", "show what would be different")}},
         importSubscribers}};
}

} // namespace tacklebox::tackle
