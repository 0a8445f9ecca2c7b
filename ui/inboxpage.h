// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the local receiver caught, live, and how it answers.
#pragma once

#include "core/capture.h"
#include "ui/page.h"

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace tacklebox::models {
class CapturesModel;
}

namespace tacklebox::ui {

class Button;
class ChipLabel;
class CodeView;
class FactList;
class InboxProgramForm;
class PagingBar;
class SearchLine;
class StatePanel;
class TableView;

class InboxPage final : public Page
{
    Q_OBJECT

public:
    InboxPage(const Theme &theme, const QStringList &schemes, models::CapturesModel &model,
              QWidget *parent = nullptr);

    void activate() override;
    void visit(const Place &place) override;
    void focusSearch() override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] InboxProgramForm &program() const { return *m_program; }
    [[nodiscard]] const CaptureQuery &query() const { return m_query; }
    void showRows(const tacklebox::Page<Capture> &page);
    void showError(const Error &error);
    void showCapture(const Capture &capture);
    void showUrl(const QString &url);

signals:
    void queryChanged();
    void captureAsked(const tacklebox::CaptureId &id);
    void clearAsked();

private:
    QWidget *buildDetail();
    void connectParts();
    void showEmpty();
    void takeSelection();
    void setQuery(const CaptureQuery &query);
    void actOnEmpty();

    models::CapturesModel &m_model;
    CaptureQuery m_query;
    CaptureId m_shown;
    CaptureId m_wanted;
    QString m_url;
    InboxProgramForm *m_program;
    SearchLine *m_search;
    Button *m_clear;
    TableView *m_table;
    PagingBar *m_paging;
    StatePanel *m_state;
    QStackedWidget *m_body;
    QLabel *m_title;
    ChipLabel *m_signature;
    QTabWidget *m_tabs;
    CodeView *m_payload;
    CodeView *m_headers;
    FactList *m_facts;
    bool m_isFailed = false;
};

} // namespace tacklebox::ui
