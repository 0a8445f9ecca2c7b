// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Shows each page and dialog of a console for the first time, one after the other, and takes the GUI
// thread's CPU time from the asking until it has been painted.
#pragma once

#include "app/tacklebox/console.h"
#include "bench/guiclock.h"

#include <QTimer>

#include <functional>

namespace tacklebox::bench {

class FirstShows final : public QObject
{
    Q_OBJECT

public:
    struct Show
    {
        QString name;
        double millis = 0; // below 0: it never came
    };

    FirstShows(GuiClock &clock, app::Console &console);

    void start(); // when the console shows its first page, and has just begun to
    [[nodiscard]] const std::vector<Show> &shows() const { return m_shows; }

signals:
    void finished();

private:
    struct Step
    {
        QString name;
        QString page;
        QString button; // empty: the page itself is the show
    };

    void next();
    void show(const Step &step);
    void look(const QSet<const QObject *> &painted);
    void take(double millis);

    GuiClock &m_clock;
    app::Console &m_console;
    QList<Step> m_steps;
    QString m_name;
    const QObject *m_wanted = nullptr; // null: any dialog
    bool m_isWaiting = false;
    std::chrono::nanoseconds m_began{0};
    QTimer m_rest; // between two: what the last one asked for arrives
    QTimer m_patience;
    std::vector<Show> m_shows;
};

} // namespace tacklebox::bench
