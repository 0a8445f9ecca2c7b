// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Test page with one backend: offers its subscribers, sends one test at a time, stops it; and
// publishes by hand where no page of events does.
#pragma once

#include "ui/connectionlock.h"
#include "ui/publishing.h"
#include "ui/question.h"

namespace tacklebox::ui {

class TestPage;
class Theme;

class TestController final : public QObject
{
    Q_OBJECT

public:
    TestController(const Theme &theme, Connections &connections, Backend &backend);

    [[nodiscard]] TestPage *page() const { return m_page; }

private:
    void offerPublishing(const Theme &theme);
    void loadSubscribers();
    void send(const TestRequest &request);
    void stop();

    Backend &m_backend;
    TestPage *m_page;
    ConnectionLock m_lock;
    Publishing m_publishing;
    Question m_subscribers;
    Question m_test;
};

[[nodiscard]] TestPage *makeTestPage(const Theme &theme, Connections &connections, Backend &backend,
                                     QWidget *parent = nullptr);

} // namespace tacklebox::ui
