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
    leave();
    for (const QString &name : m_connections.names()) {
        const Backend *backend = m_connections.backend(name);
        if (!backend || m_watched.contains(name))
            continue;
        const auto told = connect(
            backend, &Backend::statisticsChanged, this, [this, name](const Statistics &s) { take(name, s); });
        m_watched.insert(name, {backend, told});
    }
}

void Figures::leave()
{
    const QStringList names = m_connections.names();
    for (auto watched = m_watched.begin(); watched != m_watched.end();) {
        if (names.contains(watched.key()) && m_connections.backend(watched.key()) == watched->backend) {
            ++watched;
            continue;
        }
        disconnect(watched->told);
        m_latest.remove(watched.key());
        watched = m_watched.erase(watched);
    }
}

void Figures::ask()
{
    for (const QString &name : m_connections.names()) {
        Backend *backend = m_connections.backend(name);
        if (!backend)
            continue;
        backend->statistics({}).then(this, [this, name, asked = backend](const Result<Statistics> &answer) {
            if (answer && m_watched.value(name).backend == asked) // it may have another name by now
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
