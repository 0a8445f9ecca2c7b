// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Another process on the same profile that publishes and delivers at an even rate, as `tackle serve`
// would. It says "delivering" on stdout once it holds the lock, begins when a line comes on stdin, and
// ends when stdin does.
#pragma once

#include "app/services.h"

#include <QSocketNotifier>
#include <QTimer>

namespace tacklebox::bench {

class Traffic final : public QObject
{
    Q_OBJECT

public:
    Traffic(app::ProfilePaths paths, int perSecond);

    [[nodiscard]] bool start();

private:
    void sayWhenDelivering();
    void readOrder();
    void publish();

    app::ProfilePaths m_paths;
    int m_batch;
    int m_published = 0;
    QTimer m_look;
    QTimer m_beat;
    QSocketNotifier m_orders;
    std::unique_ptr<app::Services> m_services;
};

} // namespace tacklebox::bench
