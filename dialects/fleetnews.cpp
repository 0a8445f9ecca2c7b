// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/fleetnews.h"

#include "dialects/fleetids.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A remote API is asked behind each page, and what came is told without rows. A page of the fleet may need
// two pages of one connection, each asked behind: it must not make the other stale for ever.
constexpr auto kEchoRest = 15s;

} // namespace

FleetNews::FleetNews(Connections &connections, const Backend &fleet)
    : m_connections(connections)
    , m_fleet(fleet)
{
    connect(&connections, &Connections::changed, this, &FleetNews::follow);
    follow();
}

QStringList FleetNews::names() const
{
    QStringList names = m_connections.names();
    names.removeIf([this](const QString &name) {
        const Backend *backend = m_connections.backend(name);
        return !backend || backend == &m_fleet;
    });
    return names;
}

void FleetNews::follow()
{
    std::map<QString, Source> before = std::exchange(m_sources, {});
    bool isChanged = false;
    for (const QString &name : names()) {
        Backend *backend = m_connections.backend(name);
        const auto known = before.find(name);
        if (known != before.end() && known->second.backend == backend) {
            m_sources.insert(before.extract(known));
        } else {
            listen(name, *backend);
            isChanged = true;
        }
    }
    if (isChanged || !before.empty())
        emit connectionsChanged();
}

void FleetNews::listen(const QString &name, Backend &backend)
{
    Source &source = m_sources[name];
    source.backend = &backend;
    source.rest = std::make_unique<QTimer>();
    source.rest->setSingleShot(true);
    source.rest->setInterval(kEchoRest);
    QObject *context = source.rest.get();
    connect(source.rest.get(), &QTimer::timeout, this, [this, name] {
        if (std::exchange(m_sources.at(name).hasEcho, false))
            tellJobs(name, {{}, true});
    });
    connect(&backend, &Backend::subscribersChanged, context, [this, name](QList<Subscriber> rows) {
        for (Subscriber &row : rows)
            row = inFleet(name, std::move(row));
        emit subscribersChanged(rows);
    });
    connect(&backend, &Backend::subscribersRemoved, context, [this, name](QList<SubscriberId> ids) {
        for (SubscriberId &id : ids)
            id = fleetId(name, id);
        emit subscribersRemoved(ids);
    });
    connect(&backend, &Backend::jobsChanged, context, [this, name](const JobNews &news) {
        tellJobs(name, news);
    });
    connect(&backend, &Backend::eventsPublished, context, [this](int count) { emit eventsPublished(count); });
    connect(&backend, &Backend::statisticsChanged, context, [this, name](const Statistics &figures) {
        emit statisticsChanged(name, figures);
    });
}

void FleetNews::tellJobs(const QString &name, const JobNews &news)
{
    Source &source = m_sources.at(name);
    const bool isEcho = news.changed.isEmpty() && name != "local"_L1;
    if (isEcho && source.rest->isActive()) {
        source.hasEcho = true;
        return;
    }
    if (isEcho)
        source.rest->start();
    JobNews told = news;
    for (Job &job : told.changed)
        job = inFleet(name, std::move(job));
    emit jobsChanged(told);
}

} // namespace tacklebox::dialects
