// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobsbadge.h"

#include "backend/connections.h"
#include "ui/figures.h"
#include "ui/pageregistry.h"
#include "ui/place.h"

namespace tacklebox::ui {

JobsBadge::JobsBadge(PageRegistry &pages, Connections &connections, Figures &figures, QObject *parent)
    : QObject(parent)
    , m_pages(pages)
    , m_connections(connections)
    , m_figures(figures)
    , m_connection(connections.names().value(0))
{
    connect(&figures, &Figures::changed, this, &JobsBadge::count);
    count();
}

void JobsBadge::follow(const QString &connection)
{
    m_connection = connection;
    count();
}

void JobsBadge::count()
{
    qint64 failed = 0;
    for (const QString &name : m_connections.names()) {
        if (m_connection == kFleet || m_connection == name)
            failed += m_figures.of(name).value_or(Statistics{}).unread;
    }
    const bool isOfServers = m_connection != m_connections.names().value(0);
    m_pages.setBadge(place::kJobs,
                     failed,
                     isOfServers ? tr("Failed, of the jobs that were read here: a server may have more")
                                 : tr("Jobs that failed or were blocked"));
}

} // namespace tacklebox::ui
