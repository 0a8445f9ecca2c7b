// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Turns the first SIGINT or SIGTERM into a signal of Qt, so that a command that runs on ends in order.
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace tacklebox::tackle {

// One at a time in a process. A second signal ends the process the hard way.
class Interruption final : public QObject
{
    Q_OBJECT

public:
    explicit Interruption(QObject *parent);
    ~Interruption() override;

signals:
    void requested();

private:
    int m_ends[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace tacklebox::tackle
