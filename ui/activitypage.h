// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What people changed in this profile, and the way back.
#pragma once

#include "backend/activity.h"
#include "ui/page.h"

class QStackedWidget;

namespace tacklebox::models {
class ActivityModel;
}

namespace tacklebox::ui {

class Button;
class FactList;
class NoticeBar;
class PagingBar;
class StatePanel;
class TableView;

class ActivityPage final : public Page
{
    Q_OBJECT

public:
    ActivityPage(const Theme &theme, models::ActivityModel &model, QWidget *parent = nullptr);

    void activate() override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] const PageRequest &request() const { return m_request; }
    void showRows(const tacklebox::Page<ActivityEntry> &page);
    void showError(const Error &error); // instead of the rows
    void showNotice(const Error &error); // above them

signals:
    void pageAsked();
    void undoAsked(const tacklebox::ActivityId &id);

private:
    [[nodiscard]] const ActivityEntry *current() const;
    void buildBody();
    void takeSelection();
    void undo();

    models::ActivityModel &m_model;
    PageRequest m_request;
    NoticeBar *m_notice;
    TableView *m_table;
    PagingBar *m_paging;
    StatePanel *m_state;
    QStackedWidget *m_body;
    FactList *m_facts;
    Button *m_undo;
};

} // namespace tacklebox::ui
