// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Brings subscribers from one place to another: compares, imports and exports what the Subscribers page asks
// for, over that page.
#pragma once

#include "backend/connections.h"

namespace tacklebox {
struct AllSubscribers;
struct SubscriberFile;
}

namespace tacklebox::ui {

class SubscribersPage;
class Theme;

class SubscriberTransfer final : public QObject
{
    Q_OBJECT

public:
    SubscriberTransfer(const Theme &theme, Connections &connections, Backend &backend, SubscribersPage &page);

private:
    void compare();
    void importFile();
    void importEntries(const SubscriberFile &file, const QString &source);
    void exportAll();
    void exportOne(const Subscriber &row);
    void write(const QString &path, const AllSubscribers &all);

    const Theme &m_theme;
    Connections &m_connections;
    Backend &m_backend;
    SubscribersPage &m_page;
};

} // namespace tacklebox::ui
