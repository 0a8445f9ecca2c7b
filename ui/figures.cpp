// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/figures.h"

using namespace std::chrono_literals;

namespace tacklebox::ui {

Figures::Figures(Connections &connections, QObject *parent)
    : QObject(parent)
    , m_connections(connections)
{
    watch();
    connect(&connections, &Connections::changed, this, &Figures::watch);
    m_minute.setInterval(1min);
    m_minute.start();
    connect(&m_minute, &QTimer::timeout, this, &Figures::ask);
}

void Figures::watch()
{
    for (const QString &name : m_connections.names()) {
        Backend *backend = m_connections.backend(name);
        if (!backend || m_watched.value(name) == backend)
            continue;
        m_watched.insert(name, backend);
        connect(
            backend, &Backend::statisticsChanged, this, [this, name](const Statistics &s) { take(name, s); });
    }
}

void Figures::ask()
{
    for (const QString &name : m_connections.names()) {
        Backend *backend = m_connections.backend(name);
        if (!backend)
            continue;
        backend->statistics({}).then(this, [this, name](const Result<Statistics> &answer) {
            if (answer)
                take(name, *answer);
        });
    }
}

void Figures::take(const QString &connection, const Statistics &statistics)
{
    m_latest.insert(connection, statistics);
    emit changed(connection, statistics);
}

std::optional<Statistics> Figures::of(const QString &connection) const
{
    const auto found = m_latest.constFind(connection);
    return found == m_latest.cend() ? std::nullopt : std::optional(*found);
}

} // namespace tacklebox::ui
