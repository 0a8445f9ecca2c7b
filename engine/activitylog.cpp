// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/activitylog.h"

#include "backend/wording.h"
#include "engine/localfields.h"
#include "store/jobqueue.h"
#include "store/subscriberstore.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

const QString kMask = u"••••"_s;

// A URL's query may hold a token, and so may every header.
QJsonValue masked(const QString &key, const QJsonValue &value)
{
    const auto &fields = localSubscriberFields();
    const auto field = std::ranges::find(fields, key, &Field::key);
    if (field == fields.end() || field->sensitivity == FieldSensitivity::Open || value.isNull())
        return value;
    if (field->kind != FieldKind::Url)
        return kMask;
    QUrl url(value.toString());
    if (!url.hasQuery())
        return value;
    url.setQuery(QString());
    return QJsonValue(url.toString() + u'?' + kMask);
}

Fields masked(const Fields &fields)
{
    Fields shown;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        shown.insert(it.key(), masked(it.key(), *it));
    return shown;
}

bool hasMask(const Fields &fields)
{
    return std::any_of(fields.begin(), fields.end(), [](const QJsonValue &value) {
        return value.toString().endsWith(kMask);
    });
}

bool canUndo(const store::ActivityRow &row)
{
    switch (ActivityVerb(row.verb)) {
    case ActivityVerb::SubscriberCreated:
    case ActivityVerb::SubscriberDeleted:
        return !row.isUndone;
    case ActivityVerb::SubscriberChanged:
        return !row.isUndone && !row.before.isEmpty() && !hasMask(row.before) && !hasMask(row.after);
    default:
        return false;
    }
}

ActivityEntry entryFrom(const store::ActivityRow &row)
{
    return {{QString::number(row.id)},
            row.at,
            ActivityVerb(row.verb),
            row.connection,
            row.subject,
            row.subjectId,
            row.amount,
            row.before,
            row.after,
            canUndo(row)};
}

Result<Done> revert(store::Connection &connection, const store::ActivityRow &row, Instant now)
{
    const SubscriberKey key{row.subjectId.toLongLong()};
    switch (ActivityVerb(row.verb)) {
    case ActivityVerb::SubscriberCreated:
        return store::deleteSubscriber(connection, key, now);
    case ActivityVerb::SubscriberDeleted:
        return store::restoreSubscriber(connection, key, now);
    default:
        break;
    }
    // What was written since by others is a conflict, not silently undone with it.
    const Result<Done> written = store::updateSubscriber(connection, key, row.after, row.before, {}, now);
    if (!written || row.before.value("active"_L1) != QJsonValue(true))
        return written;
    const Result<int> released = store::releaseHeld(connection, key, now);
    if (!released)
        return fail(released.error());
    return Done{};
}

Result<Done> undoInStore(store::Connection &connection, const ActivityId &id, Instant now)
{
    const Result<store::ActivityRow> row = store::activity(connection, id);
    if (!row)
        return fail(row.error());
    if (!canUndo(*row))
        return fail(Error{ErrorKind::Conflict, Reason::NotUndoable, {}, id.value, {}, {}, 0});
    if (const Result<Done> reverted = revert(connection, *row, now); !reverted)
        return reverted;
    if (const Result<Done> marked = store::markUndone(connection, id); !marked)
        return marked;
    ActivityEntry entry;
    entry.at = now;
    entry.verb = ActivityVerb::Undone;
    entry.connection = row->connection;
    entry.subject = wording::sentence(entryFrom(*row));
    entry.subjectId = row->subjectId;
    return recordActivity(connection, std::move(entry));
}

} // namespace

Result<Done> recordActivity(store::Connection &connection, ActivityEntry entry)
{
    store::ActivityRow row;
    row.at = entry.at;
    row.verb = int(entry.verb);
    row.connection = std::move(entry.connection);
    row.subject = std::move(entry.subject);
    row.subjectId = std::move(entry.subjectId);
    row.amount = entry.amount;
    row.before = masked(entry.before);
    row.after = masked(entry.after);
    const Result<ActivityId> id = store::insertActivity(connection, row);
    if (!id)
        return fail(id.error());
    return Done{};
}

ActivityLog::ActivityLog(store::Store &store, const Clock &clock, QObject *parent)
    : Activity()
    , m_store(store)
    , m_clock(clock)
{
    setParent(parent);
    connect(&store, &store::Store::newsArrived, this, [this](const store::News &news) {
        if (news.activities > 0)
            emit recorded();
    });
}

void ActivityLog::recordSetting(const QString &key, const QJsonValue &before, const QJsonValue &after)
{
    ActivityEntry entry;
    entry.at = m_clock.now();
    entry.verb = ActivityVerb::SettingChanged;
    entry.connection = u"local"_s;
    entry.subject = key;
    entry.before.insert(key, before);
    entry.after.insert(key, after);
    m_store.write<Done>([entry](store::Connection &connection) { return recordActivity(connection, entry); });
}

Async<Page<ActivityEntry>> ActivityLog::entries(PageRequest page, std::stop_token stop)
{
    return m_store.read<Page<ActivityEntry>>(
        std::move(stop),
        [page = std::move(page)](store::Connection &connection) -> Result<Page<ActivityEntry>> {
            const Result<Page<store::ActivityRow>> rows = store::listActivities(connection, page);
            if (!rows)
                return fail(rows.error());
            Page<ActivityEntry> entries;
            entries.count = rows->count;
            entries.number = rows->number;
            entries.size = rows->size;
            entries.next = rows->next;
            entries.previous = rows->previous;
            for (const store::ActivityRow &row : rows->rows)
                entries.rows.append(entryFrom(row));
            return entries;
        });
}

Async<Done> ActivityLog::undo(ActivityId id)
{
    return m_store.write<Done>([id = std::move(id), now = m_clock.now()](store::Connection &connection) {
        return undoInStore(connection, id, now);
    });
}

} // namespace tacklebox::engine
