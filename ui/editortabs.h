// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The tabs of the subscriber editor: one for each group that the backend has fields of.
#pragma once

#include "models/subscriberedit.h"

#include <QTabWidget>

namespace tacklebox::ui {

class EditorHistory;
class FieldForm;
class PayloadTab;
class Theme;
struct EditorSubject;

struct LastDay
{
    qint64 jobs = 0;
    bool isOfAll = true; // or of those alone that were read here
};

class EditorTabs final : public QTabWidget
{
    Q_OBJECT

public:
    // The edit is the editor's own, outlives the tabs and is written by them.
    EditorTabs(const Theme &theme, const EditorSubject &subject, models::SubscriberEdit &edit);

    [[nodiscard]] PayloadTab *payloadTab() const { return m_payload; } // null: there are no views
    [[nodiscard]] EditorHistory *history() const { return m_history; } // null: there are no jobs of it
    // So many were made of it, as it is saved, in the last 24 hours.
    void showLastDay(const LastDay &lastDay);
    [[nodiscard]] const std::optional<LastDay> &lastDay() const { return m_lastDay; }
    void showFindings(const QMap<QString, QString> &sentences); // by their field
    void showValues(); // again, of the fields that are not changed
    void refresh(); // what follows from the values
    void goTo(const QString &key);

signals:
    void edited(const QString &key);
    void secretGiven();

private:
    struct Tab
    {
        FieldGroup group;
        FieldForm *form;
    };

    void addGroup(FieldGroup group, const EditorSubject &subject);
    void addHistory();
    void nameTab(int index, const QStringList &chosen);
    [[nodiscard]] bool areTriggersChanged() const;
    [[nodiscard]] QString sentence(const QStringList &events, const QStringList &statuses) const;

    const Theme &m_theme;
    models::SubscriberEdit &m_edit;
    QList<Tab> m_tabs;
    PayloadTab *m_payload = nullptr;
    EditorHistory *m_history = nullptr;
    bool m_hasJobs; // a backend that keeps them
    QString m_eventsKey;
    std::optional<LastDay> m_lastDay;
};

} // namespace tacklebox::ui
