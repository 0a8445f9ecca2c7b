// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What one backend can do, asked once: its verbs, its subscribers' fields, its vocabularies. Pages and
// commands are made from this alone and name no kind of backend.
#pragma once

#include "core/environment.h"
#include "core/field.h"
#include "core/job.h"

#include <QFlags>

namespace tacklebox {

enum class Verb {
    ListSubscribers = 1 << 0,
    CreateSubscriber = 1 << 1,
    EditSubscriber = 1 << 2,
    DeleteSubscriber = 1 << 3,
    ListJobs = 1 << 4,
    Replay = 1 << 5,
    Drop = 1 << 6,
    Publish = 1 << 7,
    ListEvents = 1 << 8,
    Test = 1 << 9,
    Usage = 1 << 10,
    TestAtVendor = 1 << 11,
};
Q_DECLARE_FLAGS(Verbs, Verb)
Q_DECLARE_OPERATORS_FOR_FLAGS(Verbs)

struct BackendInfo
{
    QString connection; // its name; the embedded engine's is "local"
    QString kind; // local, planomatic, boldpenguin, superoffice
    Environment environment = Environment::Local;
    Verbs verbs;
    std::vector<Field> subscriberFields;
    // What a save changes to start a subscriber, and to stop one.
    Fields toStart{{QStringLiteral("active"), true}};
    Fields toStop{{QStringLiteral("active"), false}};
    QStringList knownEvents; // to subscribe to; more may exist
    QStringList knownStatuses;
    QStringList filterEvents; // to filter jobs by
    QStringList filterStatuses;
    QList<JobState> filterStates;
    QList<JobSort> jobSorts;
    Verbs unconfirmed; // of `verbs`: nobody documented them, a person allowed them
    Verbs barred; // none of `verbs`: nobody documented them either, and no person allowed them yet
    // A save of what somebody else changed meanwhile is refused by the server itself. Else it is read before
    // the write where that can be, which leaves a moment for both to write.
    bool tellsConflicts = true;
    bool looksBeforeSaving = true; // false: this server has no call to read one with, so nobody can tell
    // Before it saves, the server posts a test to the target of those that are so; none: it posts none.
    std::optional<FieldNeed> savingCallsTarget;
    bool selectsAnswer = false; // save() answers an edit with what SubscriberDraft::select names alone
    int mostActive = 0; // subscribers that may be active at once; 0: no limit that anybody knows
    bool addsById = false; // one that is there may be in no list: a person adds it by its id
    // What the payload of an event to publish starts with, where an event has a type and a payload alone.
    // Empty: it may have a status, an order and its address, too.
    QByteArray bareEvent;
    bool tellsAttempts = false; // each try with its bytes and times; else the last answer's code alone
};

// The server posts a test to its target before it saves it. One whose kind isn't known is taken for such.
[[nodiscard]] bool callsTarget(const BackendInfo &info, const SubscriberDraft &draft);

} // namespace tacklebox
