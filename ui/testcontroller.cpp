// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/testcontroller.h"

#include "ui/button.h"
#include "ui/testpage.h"

namespace tacklebox::ui {

namespace {

constexpr int kOfferedSubscribers = 500;

} // namespace

TestController::TestController(const Theme &theme, Connections &connections, Backend &backend)
    : m_backend(backend)
    , m_page(new TestPage(theme, backend.info()))
    , m_lock(connections, backend.info().connection)
    , m_publishing(theme, backend, *m_page)
{
    connect(m_page, &TestPage::subscribersAsked, this, &TestController::loadSubscribers);
    connect(m_page, &TestPage::sendAsked, this, &TestController::send);
    connect(m_page, &TestPage::stopAsked, this, &TestController::stop);
    if (m_page->canPublish())
        offerPublishing(theme);
}

void TestController::offerPublishing(const Theme &theme)
{
    m_page->addLockButton(m_lock.makeButton(theme));
    m_page->setLocked(m_lock.reason());
    connect(&m_lock, &ConnectionLock::changed, m_page, [this] { m_page->setLocked(m_lock.reason()); });
    connect(m_page, &TestPage::publishAsked, &m_publishing, &Publishing::open);
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

TestPage *makeTestPage(const Theme &theme, Connections &connections, Backend &backend, QWidget *parent)
{
    auto *controller = new TestController(theme, connections, backend);
    TestPage *page = controller->page();
    page->setParent(parent);
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
