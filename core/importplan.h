// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the import of a file of subscribers would do, before anything is done.
#pragma once

#include "core/subscriberfile.h"

namespace tacklebox {

struct ImportChange
{
    QString field;
    QJsonValue before; // both as they may be shown
    QJsonValue after;
};

struct PlannedImport
{
    QString title;
    SubscriberDraft draft; // without an id: a new one
    QList<ImportChange> changes; // empty: it is as the file says
    bool isMadeInactive = false; // its secret can't be imported, and without it nothing may be sent
    QStringList asked; // the changed fields that a person is asked about first
    std::vector<Error> wrong{}; // any: this one can't be imported

    [[nodiscard]] bool isNew() const { return !draft.id; }
    [[nodiscard]] bool hasChanges() const { return wrong.empty() && !changes.isEmpty(); }
};

struct ImportPlan
{
    std::vector<PlannedImport> subscribers; // in the file's order, the unchanged and the wrong ones too
    std::vector<EntryError> wrong; // all that is wrong, with the file and with each of them

    // Those that there is something to do for.
    [[nodiscard]] QList<SubscriberDraft> drafts() const;
};

// Where the subscribers go: what they have there, and what stops one.
struct ImportTarget
{
    std::vector<Field> fields;
    Fields toStop;
};

// An entry that brings no match is matched by its key; else by its UUID; else, where one of the two has no
// key, by its name. A member that doesn't stand in the file, and a masked one, stays as it is. So does an
// unknown one that is empty there. A secret is kept.
[[nodiscard]] ImportPlan planImport(const SubscriberFile &file, const QList<Subscriber> &standing,
                                    const ImportTarget &target);

} // namespace tacklebox
