// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/subscriberedit.h"

#include "engine/activitylog.h"
#include "engine/localfields.h"
#include "engine/viewedit.h"
#include "store/jobqueue.h"
#include "store/rowuuid.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

const QString kView = u"payload_render_view"_s;

// A new subscriber has every member: what the draft gives, else what a new one starts with.
Fields completed(const Fields &given)
{
    Fields fields;
    for (const Field &field : localSubscriberFields()) {
        if (field.kind == FieldKind::Secret)
            continue;
        if (given.contains(field.key))
            fields.insert(field.key, given.value(field.key));
        else
            fields.insert(field.key, field.initial.isUndefined() ? QJsonValue() : field.initial);
    }
    return fields;
}

bool willHaveSecret(const store::SealedEdits &edits, const QMap<QString, store::SealedSecret> &standing)
{
    const auto edit = edits.find(u"secret"_s);
    return edit == edits.end() ? standing.contains(u"secret"_s) : edit->second.sealed.has_value();
}

std::optional<Error> checkSignature(const Fields &fields, bool hasSecret)
{
    const QString scheme = fields.value("signing_scheme"_L1).toString(u"none"_s);
    if (scheme == "none"_L1 || hasSecret || !fields.value("active"_L1).toBool())
        return std::nullopt;
    return invalid(Reason::SecretMissing, u"secret"_s);
}

ActivityEntry entryFor(ActivityVerb verb, SubscriberKey key, const QString &name, Instant now)
{
    ActivityEntry entry;
    entry.at = now;
    entry.verb = verb;
    entry.connection = u"local"_s;
    entry.subject = name;
    entry.subjectId = QString::number(key.value);
    return entry;
}

Result<SubscriberKey> insert(store::Connection &connection, const SealedDraft &sealed, Instant now)
{
    const Fields fields = completed(sealed.draft.changes);
    if (std::optional<Error> error = checkSignature(fields, willHaveSecret(sealed.secrets, {})))
        return fail(std::move(*error));
    if (const Result<Done> known = checkViewExists(connection, fields.value(kView).toString()); !known)
        return fail(known.error());
    const auto key = store::insertSubscriber(connection, sealed.uuid, fields, sealed.secrets, now);
    if (!key)
        return key;
    ActivityEntry entry
        = entryFor(ActivityVerb::SubscriberCreated, *key, fields.value("name"_L1).toString(), now);
    entry.after = fields;
    const Result<Done> recorded = recordActivity(connection, std::move(entry));
    return recorded ? key : fail(recorded.error());
}

Result<Done> change(store::Connection &connection, SubscriberKey key, const SealedDraft &sealed, Instant now)
{
    const Result<store::StoredSubscriber> before = store::subscriber(connection, key);
    if (!before)
        return fail(before.error());
    const SubscriberDraft &draft = sealed.draft;
    Fields after = before->subscriber.fields;
    for (auto it = draft.changes.begin(); it != draft.changes.end(); ++it)
        after.insert(it.key(), *it);
    // Only what this edit touches can be refused for it.
    if (draft.changes.contains("signing_scheme"_L1) || draft.changes.contains("active"_L1)
        || sealed.secrets.contains(u"secret"_s)) {
        if (std::optional<Error> error
            = checkSignature(after, willHaveSecret(sealed.secrets, before->sealed)))
            return fail(std::move(*error));
    }
    if (draft.changes.contains(kView)) {
        if (const Result<Done> known = checkViewExists(connection, after.value(kView).toString()); !known)
            return known;
    }
    const auto written
        = store::updateSubscriber(connection, key, draft.base, draft.changes, sealed.secrets, now);
    if (!written)
        return written;
    // An active subscriber's jobs are held only for what stands in their way, and this edit may have
    // mended it: a new secret, another signing scheme.
    if (after.value("active"_L1).toBool()) {
        if (const Result<int> released = store::releaseHeld(connection, key, now); !released)
            return fail(released.error());
    }

    ActivityEntry entry = entryFor(ActivityVerb::SubscriberChanged, key, before->subscriber.name, now);
    for (auto it = draft.changes.begin(); it != draft.changes.end(); ++it) {
        entry.before.insert(it.key(), before->subscriber.fields.value(it.key()));
        entry.after.insert(it.key(), *it);
    }
    return recordActivity(connection, std::move(entry));
}

} // namespace

std::optional<Error> checkDraft(const SubscriberDraft &draft)
{
    const std::vector<Error> found = findings(localSubscriberFields(), draft);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

Result<Subscriber> saveSubscriber(store::Connection &connection, const SealedDraft &sealed, Instant now)
{
    SubscriberKey key;
    if (sealed.draft.id) {
        const Result<SubscriberKey> found = store::findSubscriber(connection, *sealed.draft.id);
        if (!found)
            return fail(found.error());
        key = *found;
        if (const Result<Done> changed = change(connection, key, sealed, now); !changed)
            return fail(changed.error());
    } else {
        const Result<SubscriberKey> made = insert(connection, sealed, now);
        if (!made)
            return fail(made.error());
        key = *made;
    }
    Result<store::StoredSubscriber> saved = store::subscriber(connection, key);
    if (!saved)
        return fail(saved.error());
    return std::move(saved->subscriber);
}

Result<QList<Subscriber>> saveSubscribers(store::Connection &connection, const QList<SubscriberDraft> &drafts,
                                          Instant now)
{
    QList<Subscriber> saved;
    for (const SubscriberDraft &draft : drafts) {
        Result<Subscriber> one = saveSubscriber(connection, {draft, store::newUuid(now), {}}, now);
        if (!one)
            return fail(one.error());
        saved.append(std::move(*one));
    }
    return saved;
}

Result<Done> removeSubscriber(store::Connection &connection, const SubscriberId &id, Instant now)
{
    const Result<SubscriberKey> key = store::findSubscriber(connection, id);
    if (!key)
        return fail(key.error());
    const Result<store::StoredSubscriber> stored = store::subscriber(connection, *key);
    if (!stored)
        return fail(stored.error());
    if (const Result<Done> deleted = store::deleteSubscriber(connection, *key, now); !deleted)
        return deleted;
    ActivityEntry entry = entryFor(ActivityVerb::SubscriberDeleted, *key, stored->subscriber.name, now);
    entry.before = stored->subscriber.fields;
    return recordActivity(connection, std::move(entry));
}

} // namespace tacklebox::engine
