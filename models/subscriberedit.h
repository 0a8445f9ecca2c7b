// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One edit of a subscriber while a person makes it: what each field holds, what differs from where it
// started, and what the rules find. Saves nothing.
#pragma once

#include "core/field.h"

namespace tacklebox::models {

// One line of "old → new"; for a secret and for what may hold credentials no value is told.
struct DraftChange
{
    QString key;
    QString before;
    QString after;

    bool operator==(const DraftChange &) const = default;
};

[[nodiscard]] DraftChange changeOf(const Field &field, const QJsonValue &before, const QJsonValue &after);

// What is empty in one of its many forms is the same.
[[nodiscard]] bool isSameValue(const QJsonValue &left, const QJsonValue &right);

// Whether what was chosen makes the field that has this need of use; true where the choice isn't known.
[[nodiscard]] bool isMet(const FieldNeed &need, const QJsonValue &chosen);

class SubscriberEdit final
{
public:
    SubscriberEdit(std::vector<Field> fields, SubscriberDraft draft);

    [[nodiscard]] const std::vector<Field> &fields() const { return m_fields; }
    [[nodiscard]] const Field *field(const QString &key) const; // null: no such one
    [[nodiscard]] const SubscriberDraft &draft() const { return m_draft; }
    [[nodiscard]] bool isNew() const { return !m_draft.id.has_value(); }
    [[nodiscard]] bool isChanged() const { return !m_draft.changes.isEmpty() || !m_draft.secrets.empty(); }

    // Undefined: not known here, and left as it is unless it is set.
    [[nodiscard]] QJsonValue value(const QString &key) const;

    // What was given to a field that is of no use by now is kept aside, out of the draft, until it is again.
    [[nodiscard]] bool isOfUse(const Field &field) const;
    [[nodiscard]] bool isChoosing(const QString &key) const; // what is of use depends on it

    // A value equal to the one it started from is no change.
    void setValue(const QString &key, const QJsonValue &value);
    void setSecret(const QString &key, SecretEdit edit);
    void keepSecret(const QString &key);

    // Somebody else changed it: the edits stand, now against these members. One that isn't among them stays
    // as it was known, or unknown.
    void rebase(const Fields &base);

    [[nodiscard]] QList<DraftChange> changes() const;
    [[nodiscard]] std::vector<Error> findings() const { return tacklebox::findings(m_fields, m_draft); }

    // The key of the field with this rule, empty where the backend has none.
    [[nodiscard]] QString keyOf(FieldRule rule) const;

private:
    [[nodiscard]] QJsonValue startingValue(const Field &field) const;
    void followNeed(const Field &field);

    std::vector<Field> m_fields;
    SubscriberDraft m_draft;
    SubscriberDraft m_aside; // changes and secrets of no use by now
};

// What makes a job, in one sentence; rich text.
[[nodiscard]] QString triggerSentence(const QStringList &events, const QStringList &statuses);

// The known word that differs from this one in doubled letters only (canceled, cancelled), or none.
[[nodiscard]] QString spellingTwin(const QString &word, const QStringList &known);

[[nodiscard]] QStringList textsOf(const QJsonValue &list);

} // namespace tacklebox::models
