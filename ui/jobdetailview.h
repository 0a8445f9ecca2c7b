// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What happened to the chosen job: in words, as request, response and timing of each attempt.
#pragma once

#include "backend/backendinfo.h"
#include "core/job.h"

#include <QFrame>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace tacklebox::ui {

class AttemptList;
class Button;
class CodeView;
class FactList;
class Theme;
class VerdictView;
class Waterfall;

class JobDetailView final : public QFrame
{
    Q_OBJECT

public:
    JobDetailView(const Theme &theme, const BackendInfo &info);

    void show(const JobDetail &detail);
    using QWidget::show;
    void showHint(const QString &text); // nothing is chosen, or it can't be read
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    [[nodiscard]] QWidget *attempts() const;

signals:
    void testAsked(const QString &url);
    void subscriberAsked(const tacklebox::SubscriberId &id);
    void dropAsked(const tacklebox::JobId &id);

private:
    enum Tab { SummaryTab, RequestTab, ResponseTab, TimingTab, RawTab };

    QWidget *buildSummary(Verbs verbs);
    QWidget *buildTiming();
    QWidget *buildAttempts();
    void showSummary();
    void showTab(); // fills the tab in sight only
    void showTiming(const Attempt &attempt);
    void copyReport();

    const Theme &m_theme;
    QString m_teller; // whose API tells the last answer only; empty: each attempt is known
    JobDetail m_detail;
    QStackedWidget *m_stack;
    QLabel *m_hint;
    QTabWidget *m_tabs;
    VerdictView *m_verdict;
    FactList *m_facts;
    Button *m_copy;
    Button *m_drop = nullptr;
    CodeView *m_request;
    CodeView *m_response;
    CodeView *m_raw;
    Waterfall *m_waterfall;
    FactList *m_peer;
    AttemptList *m_attempts;
};

} // namespace tacklebox::ui
