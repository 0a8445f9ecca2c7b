// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Two edits of one subscriber, field by field: what a person started from, what somebody else made of it
// meanwhile, and what the person made of it. Pure.
#pragma once

#include "core/field.h"

namespace tacklebox::models {

// One field on which the two differ; the texts tell as much of a value as DraftChange does.
struct ConflictRow
{
    enum class Side { Mine, Theirs };

    QString key;
    QString started;
    QString theirs;
    QString mine;
    QJsonValue mineValue; // what keeping mine saves
    Side keeps = Side::Mine; // theirs where only they changed it

    bool operator==(const ConflictRow &) const = default;
};

// A member that `theirs` doesn't tell stays what it was; one that was unknown and isn't edited is only
// learned, and no conflict.
[[nodiscard]] QList<ConflictRow> conflictRows(const std::vector<Field> &fields, const SubscriberDraft &mine,
                                              const Fields &theirs);

} // namespace tacklebox::models
