// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Test page with one backend: offers its subscribers, sends one test at a time, stops it.
#pragma once

#include "backend/backend.h"
#include "ui/question.h"

namespace tacklebox::ui {

class TestPage;
class Theme;

class TestController final : public QObject
{
    Q_OBJECT

public:
    TestController(const Theme &theme, Backend &backend);

    [[nodiscard]] TestPage *page() const { return m_page; }

private:
    void loadSubscribers();
    void send(const TestRequest &request);
    void stop();

    Backend &m_backend;
    TestPage *m_page;
    Question m_subscribers;
    Question m_test;
};

[[nodiscard]] TestPage *makeTestPage(const Theme &theme, Backend &backend, QWidget *parent = nullptr);

} // namespace tacklebox::ui
