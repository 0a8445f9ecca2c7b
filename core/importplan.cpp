// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/importplan.h"

#include "core/mask.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

QString keyOf(const Fields &fields)
{
    return fields.value("key"_L1).toString();
}

using Match = Result<const Subscriber *>; // null: a new one

// Those that stand, to be found by what they go by. Of several with one key or UUID, the first.
class Standing final
{
public:
    Standing(const QList<Subscriber> &subscribers, const Field *nameField)
        : m_nameField(nameField)
    {
        for (auto one = subscribers.rbegin(); one != subscribers.rend(); ++one) {
            m_byId.insert(one->id.value, &*one);
            if (const QString key = keyOf(one->fields); !key.isEmpty())
                m_byKey.insert(key, &*one);
            if (!one->uuid.isEmpty())
                m_byUuid.insert(one->uuid, &*one);
            m_byName[one->name].prepend(&*one);
        }
    }

    [[nodiscard]] Match matchOf(const SubscriberEntry &entry) const
    {
        if (entry.match)
            return m_byId.value(entry.match->value);
        if (const Subscriber *one = m_byKey.value(keyOf(entry.fields)))
            return one;
        if (const Subscriber *one = m_byUuid.value(entry.uuid))
            return one;
        return matchByName(entry);
    }

private:
    [[nodiscard]] Match matchByName(const SubscriberEntry &entry) const
    {
        const QString name = m_nameField ? entry.fields.value(m_nameField->key).toString() : QString();
        const bool hasKey = !keyOf(entry.fields).isEmpty();
        const Subscriber *found = nullptr;
        for (const Subscriber *one : name.isEmpty() ? QList<const Subscriber *>() : m_byName.value(name)) {
            if (hasKey && !keyOf(one->fields).isEmpty())
                continue;
            if (found)
                return fail(
                    Error{ErrorKind::Conflict, Reason::SeveralOfThatName, m_nameField->key, name, {}, {}, 0});
            found = one;
        }
        return found;
    }

    const Field *m_nameField;
    QHash<QString, const Subscriber *> m_byId;
    QHash<QString, const Subscriber *> m_byKey;
    QHash<QString, const Subscriber *> m_byUuid;
    QHash<QString, QList<const Subscriber *>> m_byName;
};

const Field *schemeField(const std::vector<Field> &fields)
{
    const auto found = std::ranges::find(fields, FieldRule::Signing, &Field::rule);
    return found == fields.end() ? nullptr : &*found;
}

bool containsAny(const Fields &fields, const QStringList &keys)
{
    return std::ranges::any_of(keys, [&fields](const QString &key) { return fields.contains(key); });
}

// One entry, compared with what stands.
class Planner final
{
public:
    Planner(const SubscriberEntry &entry, const Subscriber *match, const ImportTarget &target)
        : m_entry(entry)
        , m_match(match)
        , m_fields(target.fields)
        , m_toStop(target.toStop)
    {
        m_planned.title = entry.title;
        if (match) {
            m_planned.draft.id = match->id;
            m_planned.draft.base = match->fields;
        }
    }

    void plan(ImportPlan &plan)
    {
        for (const Field &field : m_fields) {
            if (m_entry.fields.contains(field.key))
                take(field, m_entry.fields.value(field.key));
        }
        keepSilent();
        for (Error &error : findings(m_fields, m_planned.draft)) {
            // One that couldn't be taken isn't lacking as well.
            if (std::ranges::find(m_wrong, error.field, &Error::field) == m_wrong.end())
                m_wrong.push_back(std::move(error));
        }
        showChanges();
        m_planned.asked = askedFirst(m_fields, m_planned.draft);
        for (const Error &error : m_wrong)
            plan.wrong.push_back({m_entry.title, error});
        m_planned.wrong = m_entry.wrong; // the plan has those already
        m_planned.wrong.insert(m_planned.wrong.end(), m_wrong.begin(), m_wrong.end());
        plan.subscribers.push_back(std::move(m_planned));
    }

private:
    void take(const Field &field, const QJsonValue &given)
    {
        const QJsonValue stored = m_match ? m_match->fields.value(field.key) : QJsonValue();
        // Empty where it came from, and here nobody knows it: it is left as it is.
        if (stored.isUndefined() && given.isNull())
            return;
        Result<QJsonValue> value = unmaskedValue(field, given, stored);
        if (!value)
            m_wrong.push_back(value.error());
        else if (m_match ? *value != stored : !value->isNull())
            m_planned.draft.changes.insert(field.key, *value);
    }

    // As it will be; a new one has what the others start with.
    [[nodiscard]] QJsonValue valueAfter(const Field &field) const
    {
        if (m_planned.draft.changes.contains(field.key))
            return m_planned.draft.changes.value(field.key);
        return m_match ? m_match->fields.value(field.key) : field.initial;
    }

    [[nodiscard]] bool isStopped() const
    {
        return std::ranges::all_of(m_fields, [this](const Field &field) {
            return !m_toStop.contains(field.key) || m_toStop.value(field.key) == valueAfter(field);
        });
    }

    [[nodiscard]] bool isSigned(const Field *scheme) const
    {
        const QString name = scheme ? valueAfter(*scheme).toString() : QString();
        return (!name.isEmpty() && name != "none"_L1) || (!m_match && m_entry.hasSecret);
    }

    // Nothing is sent unsigned: without its secret a new subscriber is not told of anything yet.
    void keepSilent()
    {
        Fields &changes = m_planned.draft.changes;
        const Field *secret = fieldOfKind(m_fields, FieldKind::Secret);
        const Field *scheme = schemeField(m_fields);
        const bool hasSecret = secret && m_match && m_match->secrets.value(secret->key).isSet;
        if (!secret || hasSecret || !isSigned(scheme) || isStopped())
            return;
        if (!m_match) {
            for (auto it = m_toStop.begin(); it != m_toStop.end(); ++it)
                changes.insert(it.key(), *it);
            m_planned.isMadeInactive = true;
        } else if (containsAny(changes, m_toStop.keys()) || (scheme && changes.contains(scheme->key))) {
            m_wrong.push_back(invalid(Reason::SecretMissing, secret->key));
        }
    }

    void showChanges()
    {
        const SubscriberDraft &draft = m_planned.draft;
        for (const Field &field : m_fields) {
            if (draft.changes.contains(field.key))
                m_planned.changes.append({field.key,
                                          maskedValue(field, draft.base.value(field.key)),
                                          maskedValue(field, draft.changes.value(field.key))});
        }
    }

    const SubscriberEntry &m_entry;
    const Subscriber *m_match;
    const std::vector<Field> &m_fields;
    const Fields &m_toStop;
    PlannedImport m_planned;
    std::vector<Error> m_wrong;
};

QString nameKeyOf(const std::vector<Field> &fields)
{
    const Field *name = nameField(fields);
    return name ? name->key : QString();
}

Error taken(const QString &field, const QString &value)
{
    return {ErrorKind::Conflict, Reason::AlreadyTaken, field, value, {}, {}, 0};
}

// One that nothing can be planned for.
void refuse(const SubscriberEntry &entry, const std::optional<Error> &error, ImportPlan &plan)
{
    PlannedImport refused;
    refused.title = entry.title;
    refused.wrong = entry.wrong;
    if (error) {
        plan.wrong.push_back({entry.title, *error});
        refused.wrong.push_back(*error);
    }
    plan.subscribers.push_back(std::move(refused));
}

} // namespace

QList<SubscriberDraft> ImportPlan::drafts() const
{
    QList<SubscriberDraft> drafts;
    for (const PlannedImport &one : subscribers) {
        if (one.hasChanges())
            drafts.append(one.draft);
    }
    return drafts;
}

ImportPlan planImport(const SubscriberFile &file, const QList<Subscriber> &standing,
                      const ImportTarget &target)
{
    ImportPlan plan;
    plan.wrong = file.wrong;
    const Standing all(standing, nameField(target.fields));
    QSet<QString> keys;
    QSet<QString> matched;
    for (const SubscriberEntry &entry : file.entries) {
        const QString key = keyOf(entry.fields);
        const Match match = all.matchOf(entry);
        if (!entry.isReadable)
            refuse(entry, std::nullopt, plan);
        else if (!key.isEmpty() && keys.contains(key))
            refuse(entry, taken(u"key"_s, key), plan);
        else if (!match)
            refuse(entry, match.error(), plan);
        else if (*match && matched.contains((*match)->id.value))
            refuse(entry, taken(nameKeyOf(target.fields), (*match)->name), plan);
        else
            Planner(entry, *match, target).plan(plan);
        keys.insert(key);
        if (match && *match)
            matched.insert((*match)->id.value);
    }
    return plan;
}

} // namespace tacklebox
