// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The latest statistics of each connection, asked once and then told by the backend.
#pragma once

#include "backend/connections.h"
#include "ui/question.h"

#include <QHash>
#include <QTimer>

namespace tacklebox::ui {

class Figures final : public QObject
{
    Q_OBJECT

public:
    explicit Figures(Connections &connections, QObject *parent = nullptr);

    void ask();
    [[nodiscard]] std::optional<Statistics> of(const QString &connection) const;

signals:
    void changed(const QString &connection, const tacklebox::Statistics &statistics);

private:
    struct Watched
    {
        const Backend *backend = nullptr;
        QMetaObject::Connection told;
    };

    void watch();
    void leave(); // those that are gone, have another name or are others by the same name
    void take(const QString &connection, const Statistics &statistics);

    Connections &m_connections;
    QHash<QString, Statistics> m_latest;
    QHash<QString, Watched> m_watched;
    QTimer m_minute; // what is counted "in 24 h" shrinks without any news
};

} // namespace tacklebox::ui
