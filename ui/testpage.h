// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Tests one callback URL from this computer: what goes out on the left, what came of it on the right.
#pragma once

#include "backend/backendinfo.h"
#include "backend/test.h"
#include "ui/page.h"

namespace tacklebox::ui {

class Button;
class TestForm;
class TestResult;

class TestPage final : public Page
{
    Q_OBJECT

public:
    TestPage(const Theme &theme, const BackendInfo &info, QWidget *parent = nullptr);

    void activate() override;
    void visit(const Place &place) override;
    void focusSearch() override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    // Where a page of events has no place for it.
    [[nodiscard]] bool canPublish() const { return m_publish != nullptr; }
    void addLockButton(Button *button); // of a page that can publish
    void setLocked(const QString &reason); // empty: it is open. A test changes nothing there

    void setSubscribers(const QList<Subscriber> &subscribers);
    void showRunning();
    void showIdle(); // stopped by the person
    void showReport(const TestReport &report);
    void showError(const Error &error);

signals:
    void subscribersAsked();
    void sendAsked(const tacklebox::TestRequest &request);
    void stopAsked();
    void publishAsked();

private:
    void addPublishing();
    void send(AddressPolicy addresses);
    void endRun();
    void copyCurl();

    TestForm *m_form;
    TestResult *m_result;
    Button *m_publish = nullptr; // null: not from here
    Button *m_copy;
    Button *m_stop;
    Button *m_send;
    std::optional<SentRequest> m_sent; // of the last test, as long as nothing is edited
    bool m_isRunning = false;
};

} // namespace tacklebox::ui
