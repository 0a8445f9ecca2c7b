// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The page of jobs: search, filters, table, pages, and what happened to the chosen one. It shows and
// asks; JobsController answers.
#pragma once

#include "backend/backendinfo.h"
#include "ui/page.h"

class QAbstractItemModel;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace tacklebox::ui {

class Button;
class FilterChip;
class JobDetailView;
class JobFilterBar;
class PagingBar;
class SearchLine;
class StatePanel;
class TableView;

class JobsPage final : public Page
{
    Q_OBJECT

public:
    JobsPage(const Theme &theme, const BackendInfo &info, QAbstractItemModel &model,
             QWidget *parent = nullptr);

    void activate() override;
    void visit(const Place &place) override;
    void focusSearch() override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] SearchLine &search() { return *m_search; }
    [[nodiscard]] JobFilterBar &filters() { return *m_filters; }
    [[nodiscard]] TableView &table() { return *m_table; }
    [[nodiscard]] PagingBar &paging() { return *m_paging; }
    [[nodiscard]] JobDetailView &detail() { return *m_detail; }
    [[nodiscard]] FilterChip &newRows() { return *m_newRows; }

    [[nodiscard]] QList<int> selectedRows() const; // in their order
    // Nobody reads here: at the top, nothing chosen, the pointer elsewhere.
    [[nodiscard]] bool isUnread() const;

    void showRows();
    void showEmpty(bool isNarrowed);
    void showFailure(const Error &error);
    void setNotice(const QString &text, bool isBad = false);
    void setNewRows(int count); // announced, not inserted

signals:
    void activated();
    void visited(const tacklebox::ui::Place &place);
    void replayAsked();
    void refreshAsked();
    void clearAsked();
    void selectionChanged();

private:
    void build(const BackendInfo &info);
    void connectParts();
    void nameReplay();
    void stateAction();

    enum class EmptyBecause { NoJobs, Filter, Failure };

    SearchLine *m_search;
    JobFilterBar *m_filters;
    TableView *m_table;
    PagingBar *m_paging;
    JobDetailView *m_detail;
    StatePanel *m_state;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    QLabel *m_notice;
    FilterChip *m_newRows;
    Button *m_replay;
    EmptyBecause m_because = EmptyBecause::NoJobs;
};

} // namespace tacklebox::ui
