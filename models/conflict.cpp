// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/conflict.h"

#include "models/subscriberedit.h"

namespace tacklebox::models {

namespace {

using Side = ConflictRow::Side;

std::optional<ConflictRow> rowOf(const Field &field, const SubscriberDraft &mine, const QJsonValue &theirs)
{
    const QJsonValue started = mine.base.value(field.key);
    const bool isEdited = mine.changes.contains(field.key);
    const QJsonValue own = isEdited ? mine.changes.value(field.key) : started;
    const bool isKnown = !started.isUndefined();
    const bool isLearned = !isKnown && !isEdited;
    const bool isUntouched = isKnown && isSameValue(theirs, started);
    if (theirs.isUndefined() || isLearned || isUntouched || isSameValue(theirs, own))
        return std::nullopt;
    const DraftChange other = changeOf(field, started, theirs);
    return ConflictRow{field.key,
                       other.before,
                       other.after,
                       isEdited ? changeOf(field, started, own).after : other.before,
                       own,
                       isEdited ? Side::Mine : Side::Theirs};
}

} // namespace

QList<ConflictRow> conflictRows(const std::vector<Field> &fields, const SubscriberDraft &mine,
                                const Fields &theirs)
{
    QList<ConflictRow> rows;
    for (const Field &field : fields) {
        if (auto row = rowOf(field, mine, theirs.value(field.key)))
            rows.append(*std::move(row));
    }
    return rows;
}

} // namespace tacklebox::models
