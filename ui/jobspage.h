// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The page of jobs: search, filters, table, pages, and what happened to the chosen one. It shows and
// asks; JobsController answers.
#pragma once

#include "backend/backendinfo.h"
#include "ui/page.h"
#include "ui/sendingstrip.h"

class QAbstractItemModel;
class QAction;
class QLabel;

namespace tacklebox::ui {

class Button;
class ExportStrip;
class FilterChip;
class JobDetailView;
class JobFilterBar;
class ListPanel;
class ReplayStrip;
class SavedViews;
class SavedViewsMenu;
class SearchScope;

class JobsPage final : public Page
{
    Q_OBJECT

public:
    JobsPage(const Theme &theme, const BackendInfo &info, QAbstractItemModel &model,
             QWidget *parent = nullptr);

    void visit(const Place &place) override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] ListPanel &list() { return *m_list; }
    [[nodiscard]] JobFilterBar &filters() { return *m_filters; }
    [[nodiscard]] JobDetailView &detail() { return *m_detail; }
    [[nodiscard]] FilterChip &newRows() { return *m_newRows; }
    [[nodiscard]] ReplayStrip &replays() { return *m_replays; }
    [[nodiscard]] SearchScope &scope() { return *m_scope; }
    [[nodiscard]] SavedViewsMenu &savedViews() { return *m_savedViewsMenu; }
    [[nodiscard]] ExportStrip &exports() { return *m_exports; }
    [[nodiscard]] SendingStrip &sending() { return *m_sending; }
    [[nodiscard]] bool isBusy() const override { return m_sending->isRunning() || Page::isBusy(); }

    [[nodiscard]] QList<int> selectedRows() const; // in their order
    // Nobody reads here: at the top, nothing chosen, the pointer elsewhere.
    [[nodiscard]] bool isUnread() const;

    void setNarrowed(bool isNarrowed, std::optional<qint64> lookedThrough = {}); // why there may be no rows
    void setNotice(const QString &text, bool isBad = false);
    void setNewRows(int count); // announced, not inserted
    void announceNewer(); // there are some, nobody counted them
    // Why nothing can be sent again here; empty: it can.
    void setLocked(const QString &reason);
    // Jobs are sent again as they are, and of all that is found no more than these at once.
    void leaveOutRuns(int most);
    void addLockButton(Button *button);
    void setFound(qint64 count); // in all: "Replay all"
    void setExporting(bool isExporting); // one at a time

signals:
    void visited(const tacklebox::ui::Place &place);
    void replayAsked(); // those chosen, or all that is found
    void replayAsAsked(); // the one chosen
    void clearAsked();
    void exportAsked(); // what is found

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addHead();
    void offerVerbs();
    void fitHead();
    void connectParts();
    void addScope();
    void nameReplay();
    [[nodiscard]] QString replayTip(int count) const;
    void showOwn();
    void actOnEmpty();

    const BackendInfo m_info;
    const bool m_canReplay;
    QString m_locked;
    ListPanel *m_list;
    JobFilterBar *m_filters;
    JobDetailView *m_detail;
    QLabel *m_notice;
    FilterChip *m_newRows;
    ReplayStrip *m_replays;
    ExportStrip *m_exports;
    SendingStrip *m_sending;
    SearchScope *m_scope;
    SavedViews *m_savedViews;
    SavedViewsMenu *m_savedViewsMenu;
    Button *m_views;
    Button *m_columns = nullptr;
    Button *m_export;
    Button *m_show; // of all connections: it is sent again in its own
    Button *m_replayAs;
    Button *m_replay;
    QAction *m_replayAction = nullptr; // in the table's menu
    QAction *m_exportAction = nullptr;
    QList<QWidget *> m_head; // but the title
    qint64 m_found = 0;
    int m_mostAtOnce = 0; // 0: a run takes them all
    bool m_isNarrowed = false;
};

} // namespace tacklebox::ui
