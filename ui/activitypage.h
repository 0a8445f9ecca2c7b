// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What people changed in this profile, and the way back.
#pragma once

#include "backend/activity.h"
#include "ui/page.h"

namespace tacklebox::models {
class ActivityModel;
}

namespace tacklebox::ui {

class Button;
class FactList;
class ListPanel;

class ActivityPage final : public Page
{
    Q_OBJECT

public:
    ActivityPage(const Theme &theme, models::ActivityModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] ListPanel &list() const { return *m_list; }

signals:
    void undoAsked(const tacklebox::ActivityId &id);

private:
    [[nodiscard]] const ActivityEntry *current() const;
    [[nodiscard]] QWidget *buildDetail() const;
    void takeSelection();
    void undo();

    models::ActivityModel &m_model;
    ListPanel *m_list;
    FactList *m_facts;
    Button *m_undo;
};

} // namespace tacklebox::ui
