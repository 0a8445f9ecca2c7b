// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/importplan.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

QString keyOf(const Fields &fields)
{
    return fields.value("key"_L1).toString();
}

QString nameOf(const SubscriberEntry &entry)
{
    return entry.fields.value("name"_L1).toString();
}

using Match = Result<const Subscriber *>; // null: a new one

Match matchOf(const SubscriberEntry &entry, const QList<Subscriber> &standing)
{
    const QString key = keyOf(entry.fields);
    for (const Subscriber &one : standing) {
        if (!key.isEmpty() && keyOf(one.fields) == key)
            return &one;
    }
    for (const Subscriber &one : standing) {
        if (!entry.uuid.isEmpty() && one.uuid == entry.uuid)
            return &one;
    }
    const Subscriber *found = nullptr;
    for (const Subscriber &one : standing) {
        if (one.name != nameOf(entry) || (!key.isEmpty() && !keyOf(one.fields).isEmpty()))
            continue;
        if (found)
            return fail(
                Error{ErrorKind::Conflict, Reason::SeveralOfThatName, u"name"_s, one.name, {}, {}, 0});
        found = &one;
    }
    return found;
}

QString schemeOf(const Fields &fields)
{
    const QString scheme = fields.value("signing_scheme"_L1).toString();
    return scheme.isEmpty() ? u"none"_s : scheme;
}

// One entry, compared with what stands.
class Planner final
{
public:
    Planner(const SubscriberEntry &entry, const Subscriber *match, const std::vector<Field> &fields)
        : m_entry(entry)
        , m_match(match)
        , m_fields(fields)
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
        for (Error &error : findings(m_fields, m_planned.draft))
            m_wrong.push_back(std::move(error));
        showChanges();
        for (Error &error : m_wrong)
            plan.wrong.push_back({m_entry.title, std::move(error)});
        plan.subscribers.push_back(std::move(m_planned));
    }

private:
    void take(const Field &field, const QJsonValue &given)
    {
        const QJsonValue stored = m_match ? m_match->fields.value(field.key) : QJsonValue();
        Result<QJsonValue> value = unmaskedValue(field, given, stored);
        if (!value)
            m_wrong.push_back(value.error());
        else if (m_match ? *value != stored : !value->isNull())
            m_planned.draft.changes.insert(field.key, *value);
    }

    // Nothing is sent unsigned: without its secret a new subscriber is not told of anything yet.
    void keepSilent()
    {
        Fields &changes = m_planned.draft.changes;
        Fields after = m_match ? m_match->fields : Fields();
        for (auto it = changes.begin(); it != changes.end(); ++it)
            after.insert(it.key(), *it);
        const bool isActive = after.value("active"_L1).toBool(true);
        const bool hasSecret = m_match && m_match->secrets.value(u"secret"_s).isSet;
        const bool needsSecret = schemeOf(after) != "none"_L1 || (!m_match && m_entry.hasSecret);
        if (!isActive || hasSecret || !needsSecret)
            return;
        if (!m_match) {
            changes.insert(u"active"_s, false);
            m_planned.isMadeInactive = true;
        } else if (changes.contains("signing_scheme"_L1) || changes.contains("active"_L1)) {
            m_wrong.push_back(invalid(Reason::SecretMissing, u"secret"_s));
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
    PlannedImport m_planned;
    std::vector<Error> m_wrong;
};

Error taken(const QString &field, const QString &value)
{
    return {ErrorKind::Conflict, Reason::AlreadyTaken, field, value, {}, {}, 0};
}

} // namespace

QList<SubscriberDraft> ImportPlan::drafts() const
{
    QList<SubscriberDraft> drafts;
    for (const PlannedImport &one : subscribers) {
        if (!one.changes.isEmpty())
            drafts.append(one.draft);
    }
    return drafts;
}

ImportPlan planImport(const SubscriberFile &file, const QList<Subscriber> &standing,
                      const std::vector<Field> &fields)
{
    ImportPlan plan;
    plan.wrong = file.wrong;
    QSet<QString> keys;
    QSet<QString> matched;
    for (const SubscriberEntry &entry : file.entries) {
        const QString key = keyOf(entry.fields);
        if (!key.isEmpty() && keys.contains(key)) {
            plan.wrong.push_back({entry.title, taken(u"key"_s, key)});
            continue;
        }
        keys.insert(key);
        const Match match = matchOf(entry, standing);
        if (!match) {
            plan.wrong.push_back({entry.title, match.error()});
            continue;
        }
        if (*match && matched.contains((*match)->id.value)) {
            plan.wrong.push_back({entry.title, taken(u"name"_s, (*match)->name)});
            continue;
        }
        if (*match)
            matched.insert((*match)->id.value);
        Planner(entry, *match, fields).plan(plan);
    }
    return plan;
}

} // namespace tacklebox
