// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What all connections tell, with the fleet's ids; and which connections there are, while they come and go.
//
// Threads: as Connections.
#pragma once

#include "backend/connections.h"

#include <QTimer>

#include <map>
#include <memory>

namespace tacklebox::dialects {

class FleetNews final : public QObject
{
    Q_OBJECT

public:
    // Both are borrowed; the fleet itself is none of its connections.
    FleetNews(Connections &connections, const Backend &fleet);

    [[nodiscard]] QStringList names() const;

signals:
    void connectionsChanged();
    void subscribersChanged(const QList<tacklebox::Subscriber> &subscribers);
    void subscribersRemoved(const QList<tacklebox::SubscriberId> &ids);
    void jobsChanged(const tacklebox::JobNews &news);
    void eventsPublished(int count);
    void statisticsChanged(const QString &connection, const tacklebox::Statistics &statistics);

private:
    struct Source
    {
        Backend *backend = nullptr;
        std::unique_ptr<QTimer> rest; // and the context of what is heard
        bool hasEcho = false;
    };

    void follow();
    void listen(const QString &name, Backend &backend);
    void tellJobs(const QString &name, const JobNews &news);

    Connections &m_connections;
    const Backend &m_fleet;
    std::map<QString, Source> m_sources;
};

} // namespace tacklebox::dialects
