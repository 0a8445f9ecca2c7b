// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The part of the bell that lives on its thread: the watcher, the timers and the log's reader.
#pragma once

#include "store/connection.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace tacklebox::store {

class BellListener final : public QObject
{
    Q_OBJECT

public:
    BellListener(QString directory, qint64 revision, std::function<void(const News &)> told);

    void start(); // on the thread

private:
    void hear();
    void look();
    void lookIfWritten();
    void watch();

    QString m_directory;
    qint64 m_revision;
    std::function<void(const News &)> m_told;
    std::unique_ptr<Connection> m_connection;
    QFileSystemWatcher m_watcher{this};
    QTimer m_pause{this}; // runs between two tellings
    QTimer m_backstop{this};
    bool m_isHeard = false; // during the pause
    qint64 m_dataVersion = 0;
};

} // namespace tacklebox::store
