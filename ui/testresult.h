// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What came of a test: the verdict in words, where the time went, the certificate, the answer.
#pragma once

#include "backend/test.h"

#include <QFrame>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace tacklebox {
struct Error;
}

namespace tacklebox::ui {

class Button;
class CodeView;
class FactList;
class StatePanel;
class Theme;
class VerdictView;
class Waterfall;

class TestResult final : public QFrame
{
    Q_OBJECT

public:
    explicit TestResult(const Theme &theme);

    void showNothing();
    void showRunning(const QString &url);
    void show(const TestReport &report);
    void showError(const Error &error);
    using QWidget::show;

signals:
    void allowAsked(); // send to the private address after all
    void retryAsked();

private:
    QWidget *buildReport();
    void showTls(const Attempt &attempt);
    void showAnswer(const Attempt &attempt);

    const Theme &m_theme;
    QStackedWidget *m_stack;
    StatePanel *m_state;
    VerdictView *m_verdict;
    QWidget *m_ask;
    QLabel *m_askText;
    QLabel *m_timeTitle;
    Waterfall *m_waterfall;
    FactList *m_facts;
    QTabWidget *m_tabs;
    CodeView *m_body;
    CodeView *m_headers;
    CodeView *m_raw;
};

} // namespace tacklebox::ui
