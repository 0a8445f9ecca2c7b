// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What people changed in this profile, and the way back. Same thread rules as Backend.
#pragma once

#include "core/async.h"
#include "core/ids.h"
#include "core/page.h"
#include "core/subscriber.h"

#include <QObject>

#include <stop_token>

namespace tacklebox {

// Stored as these words' positions: append only.
enum class ActivityVerb {
    SubscriberCreated,
    SubscriberChanged,
    SubscriberDeleted,
    JobsReplayed,
    JobsDropped,
    EventsPublished,
    SettingChanged,
    Undone,
    SubscriberStopped, // by the deliverer; amount is its failures in a row
    SubscriberWarned, // likewise, before it is stopped
    SubscriberStarted, // by a person's test that passed
    MailSent, // subject is the address; after, `subject` of the mail and `why` it failed
    MailDelayed, // the first try failed, and others follow
    MailFailed, // given up
    MailUnsure, // it may have been sent
    ViewSaved, // of a body
    ViewRemoved,
    ReplayPaused, // amount is what is left of it
    ReplayResumed,
    ReplayCancelled,
    EventsCancelled,
};

[[nodiscard]] QLatin1StringView toText(ActivityVerb verb);

struct ActivityEntry
{
    ActivityId id;
    Instant at;
    ActivityVerb verb = ActivityVerb::SubscriberChanged;
    QString connection;
    QString subject; // a name: of the subscriber, the setting
    QString subjectId;
    qint64 amount = 1;
    Fields before; // what changed only, secrets and credentials masked
    Fields after;
    bool canUndo = false;

    bool operator==(const ActivityEntry &) const = default;
};

class Activity : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual Async<Page<ActivityEntry>> entries(PageRequest page, std::stop_token stop) = 0;
    virtual Async<Done> undo(ActivityId id) = 0;

signals:
    void recorded();
};

} // namespace tacklebox
