// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/conflictanswer.h"

#include "backend/wording.h"
#include "core/mask.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownSide = 40;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// One field on which the two may differ, each side as it may be shown; null is nothing, or nobody knows it.
struct Sides
{
    QString field;
    Json base;
    Json mine;
    Json theirs;
};

Json side(const Field &field, const QJsonValue &value)
{
    return value.isUndefined() ? Json() : json::value(maskedValue(field, value));
}

// What was given, and what somebody else changed. A member that the server tells nothing of is no change.
std::vector<Sides> sidesOf(const std::vector<Field> &fields, const SubscriberDraft &draft,
                           const Fields &theirs)
{
    std::vector<Sides> sides;
    for (const Field &field : fields) {
        const QJsonValue base = draft.base.value(field.key);
        const QJsonValue other = theirs.value(field.key);
        const bool isGiven = draft.changes.contains(field.key);
        const bool isTheirs = !base.isUndefined() && !other.isUndefined() && base != other;
        if (isGiven || isTheirs)
            sides.push_back({field.key,
                             side(field, base),
                             side(field, isGiven ? draft.changes.value(field.key) : base),
                             side(field, other)});
    }
    return sides;
}

void tell(Session &session, const Error &error, const std::vector<Sides> &sides)
{
    session.explain(error);
    if (session.output().isJson()) {
        Json document = json::error(error, wording::sentence(error));
        Json rows = Json::array();
        for (const Sides &one : sides)
            rows.push_back({{"field", json::text(one.field)},
                            {"base", one.base},
                            {"mine", one.mine},
                            {"theirs", one.theirs}});
        document["error"]["conflict"] = std::move(rows);
        session.output().document(document);
    } else {
        Table table{{u"FIELD"_s, u"BASE"_s, u"YOURS"_s, u"THEIRS"_s}, {}};
        for (const Sides &one : sides)
            table.rows += {one.field,
                           shortened(plain(one.base), kShownSide),
                           shortened(plain(one.mine), kShownSide),
                           shortened(plain(one.theirs), kShownSide)};
        session.output().table(table);
    }
    session.finish(exitCodeOf(error.kind));
}

} // namespace

bool isEditConflict(const Error &error, const SubscriberDraft &draft)
{
    return draft.id && error.kind == ErrorKind::Conflict
        && (error.reason == Reason::RemoteConflict || error.reason == Reason::RemoteChangedSince
            || error.reason == Reason::Unspecified);
}

void finishWithBoth(Session &session, const Error &error, const SubscriberDraft &draft)
{
    const std::vector<Field> fields = session.backend().info().subscriberFields;
    // What was kept of it until now is what was there before: without the server's answer there is no other.
    session.backend()
        .subscriber(*draft.id, {})
        .then(&session,
              [&session, error, fields, base = draft.base, changes = draft.changes](
                  const Result<Subscriber> &now) {
                  if (!now) {
                      session.output().note(Texts::tr("What is there now could not be read: %1")
                                                .arg(wording::sentence(now.error())));
                      return session.finish(error);
                  }
                  SubscriberDraft given;
                  given.base = base;
                  given.changes = changes;
                  tell(session, error, sidesOf(fields, given, now->fields));
              });
}

} // namespace tacklebox::tackle
