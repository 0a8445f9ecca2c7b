// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/comparison.h"

#include "core/mask.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

struct ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

const Field *fieldOfRule(const std::vector<Field> &fields, FieldRule rule)
{
    const auto found = std::ranges::find(fields, rule, &Field::rule);
    return found == fields.end() ? nullptr : &*found;
}

QString comparedKey(const Subscriber &one)
{
    return one.fields.value("key"_L1).toString();
}

// Undefined: not known.
QJsonValue valueIn(const Subscriber &one, const Field *field)
{
    return field ? one.fields.value(field->key) : QJsonValue(QJsonValue::Undefined);
}

QString urlOf(const Subscriber &one, const ComparedSide &side, bool isMasked)
{
    const Field *field = fieldOfKind(side.fields, FieldKind::Url);
    const QString url = field ? one.fields.value(field->key).toString(one.url) : one.url;
    return field && isMasked ? maskedValue(*field, url).toString() : url;
}

// The order of events and statuses says nothing.
bool isSameIn(const Field &field, const QJsonValue &left, const QJsonValue &right)
{
    const bool isSet = field.rule == FieldRule::EventSelectors || field.rule == FieldRule::OrderStatuses;
    if (!isSet || !left.isArray() || !right.isArray())
        return isSameValue(left, right);
    QStringList one = textsOf(left);
    QStringList other = textsOf(right);
    one.sort();
    other.sort();
    return one == other;
}

// As changeOf() says an edit, but for what may hold credentials: there it tells of no change.
DraftChange differenceOf(const Field &field, const QJsonValue &here, const QJsonValue &there)
{
    DraftChange difference = changeOf(field, here, there);
    if (field.sensitivity == FieldSensitivity::Open || field.kind == FieldKind::Url)
        return difference;
    const bool isHere = !isSameValue(here, QJsonValue());
    difference.after = isSameValue(there, QJsonValue()) ? difference.after
        : isHere ? ComparisonText::tr("set, and not the same", "what may hold credentials")
                 : ComparisonText::tr("set", "what may hold credentials");
    return difference;
}

class Comparer final
{
public:
    Comparer(const ComparedSide &here, const ComparedSide &there)
        : m_here(here)
        , m_there(there)
        , m_isMasked(here.isMasked || there.isMasked)
    {
        for (const Subscriber &one : here.subscribers)
            m_leftHere.append(&one);
        for (const Subscriber &one : there.subscribers)
            m_leftThere.append(&one);
    }

    QList<ComparedSubscriber> rows()
    {
        matchBy(MatchedBy::Key);
        matchBy(MatchedBy::Name);
        matchBy(MatchedBy::Url);
        for (const Subscriber *one : std::as_const(m_leftHere))
            m_rows.append({Counterpart::OnlyHere, MatchedBy::Nothing, {*one}, {}, {}});
        for (const Subscriber *one : std::as_const(m_leftThere))
            m_rows.append({Counterpart::OnlyThere, MatchedBy::Nothing, {}, {*one}, {}});
        std::ranges::stable_sort(m_rows, {}, &ComparedSubscriber::counterpart);
        return m_rows;
    }

private:
    using Some = QList<const Subscriber *>;
    struct Group
    {
        Some here;
        Some there;
    };

    [[nodiscard]] QString termOf(MatchedBy by, const Subscriber &one, const ComparedSide &side) const
    {
        switch (by) {
        case MatchedBy::Key:
            return comparedKey(one);
        case MatchedBy::Name:
            return one.name;
        case MatchedBy::Url:
            return urlOf(one, side, m_isMasked);
        case MatchedBy::Nothing:
            break;
        }
        return {};
    }

    void matchBy(MatchedBy by)
    {
        QHash<QString, qsizetype> places;
        QList<Group> groups; // in the order in which they are met
        const auto groupOf = [&](const Subscriber &one, const ComparedSide &side) -> Group * {
            const QString term = termOf(by, one, side);
            if (term.isEmpty())
                return nullptr;
            if (!places.contains(term)) {
                places.insert(term, groups.size());
                groups.append(Group{});
            }
            return &groups[places.value(term)];
        };
        for (const Subscriber *one : std::as_const(m_leftHere)) {
            if (Group *group = groupOf(*one, m_here))
                group->here.append(one);
        }
        for (const Subscriber *one : std::as_const(m_leftThere)) {
            if (Group *group = groupOf(*one, m_there))
                group->there.append(one);
        }
        QSet<const Subscriber *> taken;
        for (const Group &group : std::as_const(groups))
            take(by == MatchedBy::Key ? group : withoutStrangers(group), by, taken);
        const auto isTaken = [&taken](const Subscriber *one) { return taken.contains(one); };
        m_leftHere.removeIf(isTaken);
        m_leftThere.removeIf(isTaken);
    }

    // Two that have keys, and not the same one, are two.
    static Group withoutStrangers(const Group &group)
    {
        const auto keyless = [](const Some &some) {
            Some found;
            std::ranges::copy_if(some, std::back_inserter(found), [](const Subscriber *one) {
                return comparedKey(*one).isEmpty();
            });
            return found;
        };
        const Some here = keyless(group.here);
        const Some there = keyless(group.there);
        return {there.isEmpty() ? here : group.here, here.isEmpty() ? there : group.there};
    }

    void take(const Group &group, MatchedBy by, QSet<const Subscriber *> &taken)
    {
        if (group.here.isEmpty() || group.there.isEmpty())
            return;
        ComparedSubscriber row{Counterpart::Ambiguous, by, {}, {}, {}};
        for (const Subscriber *one : group.here) {
            row.here.append(*one);
            taken.insert(one);
        }
        for (const Subscriber *one : group.there) {
            row.there.append(*one);
            taken.insert(one);
        }
        if (row.here.size() == 1 && row.there.size() == 1) {
            row.differences = differences(row.here.first(), row.there.first());
            row.counterpart = row.differences.isEmpty() ? Counterpart::Equal : Counterpart::Different;
        }
        m_rows.append(std::move(row));
    }

    [[nodiscard]] QList<DraftChange> differences(const Subscriber &here, const Subscriber &there) const
    {
        QList<DraftChange> found;
        if (m_here.kind != m_there.kind)
            return commonDifferences(here, there);
        for (const Field &field : m_here.fields) {
            if (field.kind != FieldKind::Secret)
                add(field, here.fields.value(field.key), there.fields.value(field.key), found);
        }
        return found;
    }

    [[nodiscard]] QList<DraftChange> commonDifferences(const Subscriber &here, const Subscriber &there) const
    {
        QList<DraftChange> found;
        const auto both = [&](const QString &label, const Field *one, const Field *other) {
            Field shown = one ? *one : Field{};
            shown.key = label;
            add(shown, valueIn(here, one), valueIn(there, other), found);
        };
        const auto byRule = [&](const QString &label, FieldRule rule) {
            both(label, fieldOfRule(m_here.fields, rule), fieldOfRule(m_there.fields, rule));
        };
        both(u"name"_s, nameField(m_here.fields), nameField(m_there.fields));
        both(u"callback_url"_s,
             fieldOfKind(m_here.fields, FieldKind::Url),
             fieldOfKind(m_there.fields, FieldKind::Url));
        Field active;
        active.key = u"active"_s;
        add(active, isActive(here), isActive(there), found);
        byRule(u"events"_s, FieldRule::EventSelectors);
        byRule(u"statuses"_s, FieldRule::OrderStatuses);
        return found;
    }

    static QJsonValue isActive(const Subscriber &one)
    {
        return one.state == SubscriberState::Unknown ? QJsonValue(QJsonValue::Undefined)
                                                     : QJsonValue(one.state == SubscriberState::Active);
    }

    void add(const Field &field, const QJsonValue &here, const QJsonValue &there,
             QList<DraftChange> &found) const
    {
        if (here.isUndefined() || there.isUndefined())
            return;
        const bool isSame = m_isMasked ? isSameIn(field, maskedValue(field, here), maskedValue(field, there))
                                       : isSameIn(field, here, there);
        if (!isSame)
            found.append(differenceOf(field, here, there));
    }

    const ComparedSide &m_here;
    const ComparedSide &m_there;
    bool m_isMasked;
    Some m_leftHere;
    Some m_leftThere;
    QList<ComparedSubscriber> m_rows;
};

} // namespace

QList<ComparedSubscriber> compare(const ComparedSide &here, const ComparedSide &there)
{
    return Comparer(here, there).rows();
}

ComparedSide sideOf(const SubscriberFile &file, const QString &kind, const std::vector<Field> &fields)
{
    ComparedSide side{kind, fields, {}, true};
    for (const SubscriberEntry &entry : file.entries) {
        if (!entry.wrong.empty())
            continue;
        Subscriber one;
        one.uuid = entry.uuid;
        one.fields = entry.fields;
        one.name = valueIn(one, nameField(fields)).toString();
        one.url = valueIn(one, fieldOfKind(fields, FieldKind::Url)).toString();
        for (const Field &field : fields) {
            if (field.kind == FieldKind::Secret)
                one.secrets.insert(field.key, {entry.hasSecret, {}});
        }
        side.subscribers.append(std::move(one));
    }
    return side;
}

} // namespace tacklebox::models
