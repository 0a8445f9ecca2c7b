// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Starts the console and an empty window by turns, each as a process of its own, and takes the time
// from the start of the process until it says that its window is painted.
#pragma once

#include "bench/pairs.h"

#include <QElapsedTimer>
#include <QProcess>

namespace tacklebox::bench {

class StartRace final : public QObject
{
    Q_OBJECT

public:
    struct Program
    {
        QString file;
        QStringList arguments;
    };

    StartRace(Program empty, Program console, int pairs);

    void next();
    [[nodiscard]] const std::vector<Pair> &pairs() const { return m_pairs; }

signals:
    void finished();
    void failed(const QString &why);

private:
    void run(const Program &program);
    void readLine();
    void takeTime(double seconds);

    Program m_empty;
    Program m_console;
    int m_wanted;
    std::unique_ptr<QProcess> m_process;
    QElapsedTimer m_timer;
    bool m_isConsole = false;
    double m_time = -1;
    double m_emptySeconds = 0;
    std::vector<Pair> m_pairs;
};

} // namespace tacklebox::bench
