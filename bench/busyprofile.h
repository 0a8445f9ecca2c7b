// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Fills a profile as use would: subscribers, events of several kinds, and one job in twenty given up.
// Everything goes through the engine to a real receiver, so every row is as complete as in life.
#pragma once

#include "app/services.h"

#include <QObject>

namespace tacklebox::bench {

// The i-th of many events: type, status, order and address differ.
[[nodiscard]] EventDraft variedEvent(int i);

class BusyProfile final : public QObject
{
    Q_OBJECT

public:
    BusyProfile(app::ProfilePaths paths, QString url, int jobs);

    void start();

signals:
    void filled();
    void failed(const QString &why);

private:
    void saveSubscribers();
    void publishMore();
    void close();

    app::ProfilePaths m_paths;
    QString m_url;
    int m_events;
    int m_published = 0;
    std::unique_ptr<app::Services> m_services;
};

} // namespace tacklebox::bench
