// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A question for jobs that a person gave a name, to ask it again: search, filter, order and columns. Not to
// be taken for a payload view, which says what a body is made of.
#pragma once

#include "core/job.h"
#include "models/jobspan.h"

#include <QJsonObject>

namespace tacklebox::models {

struct SavedView
{
    QString name;
    JobQuery query; // of no page; `from` and `to` where the span is a given one
    JobSpan span = JobSpan::Any; // counts from the moment that it is asked
    QJsonObject columns; // as they stood in the table; empty: they are left as they are

    bool operator==(const SavedView &) const = default;
};

// Both find and order the same, whatever they are called and whichever columns they show.
[[nodiscard]] bool asksTheSame(const SavedView &left, const SavedView &right);

[[nodiscard]] QJsonObject toJson(const SavedView &view);
// None for what isn't one. A word that a later version may have brought is left out.
[[nodiscard]] std::optional<SavedView> savedViewFrom(const QJsonObject &json);

} // namespace tacklebox::models
