// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/testcontroller.h"

#include "ui/testpage.h"

namespace tacklebox::ui {

namespace {

constexpr int kOfferedSubscribers = 500;

} // namespace

TestController::TestController(const Theme &theme, Backend &backend)
    : m_backend(backend)
    , m_page(new TestPage(theme, backend.info()))
{
    connect(m_page, &TestPage::subscribersAsked, this, &TestController::loadSubscribers);
    connect(m_page, &TestPage::sendAsked, this, &TestController::send);
    connect(m_page, &TestPage::stopAsked, this, &TestController::stop);
}

void TestController::loadSubscribers()
{
    SubscriberQuery query;
    query.page.size = kOfferedSubscribers;
    m_subscribers.ask(
        this,
        [&](std::stop_token stop) { return m_backend.subscribers(query, stop); },
        [this](const Result<tacklebox::Page<Subscriber>> &answer) {
            // Without them a URL can still be tested: nothing to say.
            if (answer)
                m_page->setSubscribers(answer->rows);
        });
}

void TestController::send(const TestRequest &request)
{
    m_page->showRunning();
    m_test.ask(
        this,
        [&](std::stop_token stop) { return m_backend.test(request, stop); },
        [this](const Result<TestReport> &answer) {
            if (answer)
                m_page->showReport(*answer);
            else
                m_page->showError(answer.error());
        });
}

void TestController::stop()
{
    m_test.stop();
    m_page->showIdle();
}

TestPage *makeTestPage(const Theme &theme, Backend &backend, QWidget *parent)
{
    auto *controller = new TestController(theme, backend);
    TestPage *page = controller->page();
    page->setParent(parent);
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
