// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which events a subscriber is told of: the known ones to tick, and any other in a person's own words.
#pragma once

#include "ui/valuecontrol.h"

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace tacklebox::ui {

class Button;

// A list of events, whether the API knows wildcards among them or names alone.
[[nodiscard]] bool isEventList(const Field &field);

class EventsControl final : public ValueControl
{
    Q_OBJECT

public:
    EventsControl(const Theme &theme, const Field &field, const QStringList &known);

    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QJsonValue value() const override;
    [[nodiscard]] QWidget *handle() const override;

private:
    void fill();
    void addItem(const QString &selector, bool isOwn);
    void addSubject(const QString &subject); // over its events, where no wildcard stands for all
    void filter();
    void hideEmptySubjects();
    void take(QListWidgetItem *item);
    void choose(const QString &selector, Qt::CheckState state);
    void addTyped();
    [[nodiscard]] QListWidgetItem *itemOf(const QString &selector) const;

    bool m_hasWildcards;
    QStringList m_known;
    QStringList m_chosen; // in the order that they came, new ones behind
    QLineEdit *m_search;
    Button *m_add;
    QListWidget *m_list;
};

} // namespace tacklebox::ui
