// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The subscribers of two places side by side: who is whose counterpart, and on what the two differ. Pure.
#pragma once

#include "core/subscriberfile.h"
#include "models/subscriberedit.h"

namespace tacklebox::models {

// One of the two places.
struct ComparedSide
{
    QString kind; // of its backend
    std::vector<Field> fields;
    QList<Subscriber> subscribers;
    bool isMasked = false; // it comes from a file, where masks stand in the place of credentials
};

enum class Counterpart { Different, OnlyThere, OnlyHere, Ambiguous, Equal }; // in the order of the rows
enum class MatchedBy { Nothing, Key, Name, Url };

// A pair, or one without a counterpart. Ambiguous: all that share what they would be matched by.
struct ComparedSubscriber
{
    Counterpart counterpart = Counterpart::Equal;
    MatchedBy matchedBy = MatchedBy::Nothing;
    QList<Subscriber> here;
    QList<Subscriber> there;
    QList<DraftChange> differences; // before: here, after: there
};

// Two of one kind are compared in every field that both know, two of unlike kinds in their name, URL, state,
// events and statuses. What is unknown on one side, and a secret, is never compared; a mask is as good as
// what it may stand for. They are matched by their key; else, where one of the two has no key, by their
// name; else likewise by their callback URL.
[[nodiscard]] QList<ComparedSubscriber> compare(const ComparedSide &here, const ComparedSide &there);

// As a file tells of them.
[[nodiscard]] ComparedSide sideOf(const SubscriberFile &file, const QString &kind,
                                  const std::vector<Field> &fields);

} // namespace tacklebox::models
