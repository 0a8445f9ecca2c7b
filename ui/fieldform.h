// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The fields of one tab of the subscriber editor: writes what a person edits into the edit, and shows
// findings beside each field.
#pragma once

#include "models/subscriberedit.h"

#include <QWidget>

class QLabel;

namespace tacklebox::ui {

class FieldRow;
class RowGrid;
class SecretControl;
class Theme;
class ValueControl;

// What a field may suggest beside its own choices.
struct Vocabulary
{
    QStringList events;
    QStringList statuses;
};

class FieldForm final : public QWidget
{
    Q_OBJECT

public:
    FieldForm(const Theme &theme, FieldGroup group, models::SubscriberEdit &edit, const Vocabulary &words,
              const QMap<QString, SecretState> &secrets);

    [[nodiscard]] bool contains(const QString &key) const { return m_rows.contains(key); }
    [[nodiscard]] bool hasFinding() const;
    void showFinding(const QString &key, const QString &sentence); // empty: none
    void focusField(const QString &key);
    void showValues(); // again, of the fields that nobody edited here
    void showNeeded(); // the fields that are of use, and those at which something was wrong
    void setSentence(const QString &richText); // over the fields

signals:
    void edited(const QString &key);
    void secretGiven(); // the first one, and not saved yet

private:
    void addField(const Field &field, const Vocabulary &words, const QMap<QString, SecretState> &secrets);
    void addValue(const Field &field, const Vocabulary &words);
    void addSecret(const Field &field, const SecretState &state);
    void place(const Field &field, FieldRow *row);
    void take(const QString &key, const ValueControl &control);

    const Theme &m_theme;
    models::SubscriberEdit &m_edit; // the editor's own, outlives its forms
    QMap<QString, FieldRow *> m_rows;
    QMap<QString, ValueControl *> m_controls;
    QList<SecretControl *> m_secrets;
    QSet<QString> m_unhidden; // something was wrong there: they stay, to be mended
    QLabel *m_sentence;
    RowGrid *m_rowGrid;
    bool m_isSecretGiven = false;
};

} // namespace tacklebox::ui
