// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What happened on one connection: the published events, the body of one, and publishing by hand.
#pragma once

#include "backend/backendinfo.h"
#include "core/event.h"
#include "ui/page.h"

class QLabel;
class QStackedWidget;

namespace tacklebox::models {
class EventsModel;
}

namespace tacklebox::ui {

class Button;
class CodeView;
class NoticeBar;
class PagingBar;
class SearchLine;
class StatePanel;
class TableView;

class EventsPage final : public Page
{
    Q_OBJECT

public:
    EventsPage(const Theme &theme, const BackendInfo &info, models::EventsModel &model,
               QWidget *parent = nullptr);

    void activate() override;
    void visit(const Place &place) override;
    void focusSearch() override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] const EventQuery &query() const { return m_query; }
    [[nodiscard]] bool isFirstPage() const
    {
        return m_query.page.number == 1 && m_query.page.cursor.isEmpty();
    }
    void showRows(const tacklebox::Page<Event> &page);
    void showError(const Error &error);
    void showEvent(const Event &event); // with its body
    void showEventError(const Error &error);
    void announceNew(); // rows came that this page doesn't show

signals:
    void queryChanged();
    void eventAsked(const tacklebox::EventId &id);
    void publishAsked();
    void publishLikeAsked(const tacklebox::Event &event);

private:
    QWidget *buildDetail();
    void connectParts();
    void setQuery(const EventQuery &query);
    void takeSelection();
    void actOnEmpty();

    bool m_canPublish;
    models::EventsModel &m_model;
    EventQuery m_query;
    Event m_event; // the one whose body is shown
    SearchLine *m_search;
    NoticeBar *m_notice;
    TableView *m_table;
    PagingBar *m_paging;
    StatePanel *m_state;
    QStackedWidget *m_body;
    QLabel *m_title;
    CodeView *m_payload;
    Button *m_jobs;
    Button *m_again;
    bool m_isFailed = false;
};

} // namespace tacklebox::ui
