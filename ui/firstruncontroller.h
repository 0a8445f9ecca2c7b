// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// From an empty profile to a green delivery: the inbox listens, a subscriber points to it, and one
// sample event is published.
#pragma once

#include "backend/backend.h"
#include "backend/inbox.h"

namespace tacklebox::ui {

class FirstRunPage;
class Page;
class Theme;

[[nodiscard]] Page *makeFirstRunPage(const Theme &theme, Backend &backend, Inbox &inbox, QWidget *parent);

class FirstRunController final : public QObject
{
    Q_OBJECT

public:
    FirstRunController(Backend &backend, Inbox &inbox, FirstRunPage &page);

private:
    void start();
    void createSubscriber(const QString &inboxUrl);
    void publish();
    template<typename T>
    bool holds(const Result<T> &answer); // else the failure is shown

    Backend &m_backend;
    Inbox &m_inbox;
    FirstRunPage &m_page;
    bool m_hasSubscriber = false; // made before a later step failed
};

} // namespace tacklebox::ui
