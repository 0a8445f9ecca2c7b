// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The number beside Jobs in the rail: what failed on the connection that is shown, or on all of them where
// all are.
#pragma once

#include <QObject>

namespace tacklebox {
class Connections;
}

namespace tacklebox::ui {

class Figures;
class PageRegistry;

class JobsBadge final : public QObject
{
    Q_OBJECT

public:
    // All are borrowed. Until it follows another, it counts for the first connection, the engine.
    JobsBadge(PageRegistry &pages, Connections &connections, Figures &figures, QObject *parent);

    void follow(const QString &connection);

private:
    void count();

    PageRegistry &m_pages;
    Connections &m_connections;
    Figures &m_figures;
    QString m_connection;
};

} // namespace tacklebox::ui
