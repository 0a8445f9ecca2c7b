// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The subscribers of one connection: find one, and say what is to be done with it. Knows no backend;
// its controller does.
#pragma once

#include "backend/backendinfo.h"
#include "core/subscriber.h"
#include "ui/page.h"

class QAction;
class QStackedWidget;

namespace tacklebox::models {
class SubscribersModel;
}

namespace tacklebox::ui {

class Button;
class NoticeBar;
class PagingBar;
class SearchLine;
class StatePanel;
class TableView;

class SubscribersPage final : public Page
{
    Q_OBJECT

public:
    SubscribersPage(const Theme &theme, const BackendInfo &info, models::SubscribersModel &model,
                    QWidget *parent = nullptr);

    void activate() override;
    void visit(const Place &place) override;
    void focusSearch() override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] const SubscriberQuery &query() const { return m_query; }
    void showRows(const tacklebox::Page<Subscriber> &page);
    void showError(const Error &error); // instead of the rows
    void showNotice(const Error &error); // above them
    void select(const SubscriberId &id); // now, or when its row comes
    void refreshState(); // rows came or went

signals:
    void queryChanged();
    void newAsked();
    void editAsked(const tacklebox::Subscriber &row);
    void testAsked(const tacklebox::Subscriber &row);
    void switchAsked(const tacklebox::Subscriber &row); // active to stopped, or back
    void removeAsked(const tacklebox::Subscriber &row);

private:
    using Ask = void (SubscribersPage::*)(const Subscriber &);

    void buildHeader();
    void buildBody();
    QAction *addVerb(const QString &text, const QString &objectName, Ask ask, Button *button);
    void setQuery(const SubscriberQuery &query);
    void refreshVerbs();
    void actOnEmpty();
    [[nodiscard]] const Subscriber *current() const;

    Verbs m_verbs;
    models::SubscribersModel &m_model;
    SubscriberQuery m_query;
    SubscriberId m_wanted;
    SearchLine *m_search;
    NoticeBar *m_notice;
    TableView *m_table;
    PagingBar *m_paging;
    StatePanel *m_state;
    QStackedWidget *m_body;
    Button *m_edit;
    Button *m_test;
    Button *m_switch;
    Button *m_remove;
    QAction *m_switchAction = nullptr;
    bool m_isFailed = false;
};

} // namespace tacklebox::ui
