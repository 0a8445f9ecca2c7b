// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Activity page with the profile's activity.
#pragma once

#include "backend/activity.h"
#include "models/activitymodel.h"
#include "ui/question.h"

namespace tacklebox::ui {

class ActivityPage;
class Theme;

class ActivityController final : public QObject
{
    Q_OBJECT

public:
    ActivityController(const Theme &theme, Activity &activity);

    [[nodiscard]] ActivityPage *page() const { return m_page; }

private:
    void load();
    void undo(const ActivityId &id);

    Activity &m_activity;
    models::ActivityModel m_model;
    ActivityPage *m_page;
    Question m_rows;
};

[[nodiscard]] ActivityPage *makeActivityPage(const Theme &theme, Activity &activity,
                                             QWidget *parent = nullptr);

} // namespace tacklebox::ui
