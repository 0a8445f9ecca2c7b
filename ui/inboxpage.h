// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the local receiver caught, live, and how it answers.
#pragma once

#include "core/capture.h"
#include "ui/page.h"

class QLabel;
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
class ListPanel;

class InboxPage final : public Page
{
    Q_OBJECT

public:
    InboxPage(const Theme &theme, const QStringList &schemes, models::CapturesModel &model,
              QWidget *parent = nullptr);

    void visit(const Place &place) override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] InboxProgramForm &program() const { return *m_program; }
    [[nodiscard]] ListPanel &list() const { return *m_list; }
    [[nodiscard]] CaptureQuery query() const;
    void showCapture(const Capture &capture);
    void showUrl(const QString &url);

signals:
    void captureAsked(const tacklebox::CaptureId &id);
    void clearAsked();

private:
    QWidget *buildDetail();
    void connectParts();
    void takeSelection();
    void actOnEmpty();

    models::CapturesModel &m_model;
    CaptureId m_shown;
    QString m_url;
    InboxProgramForm *m_program;
    Button *m_clear;
    ListPanel *m_list;
    QLabel *m_title;
    ChipLabel *m_signature;
    QTabWidget *m_tabs;
    CodeView *m_payload;
    CodeView *m_headers;
    FactList *m_facts;
};

} // namespace tacklebox::ui
