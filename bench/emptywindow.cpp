// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The smallest thing that a start can be compared with: an empty main window, painted, and gone.

#include "bench/guiclock.h"

#include <QMainWindow>

#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv)
{
    tacklebox::bench::GuiClock application(argc, argv);
    QMainWindow window;
    window.resize(1280, 800);
    QObject::connect(&application,
                     &tacklebox::bench::GuiClock::painted,
                     &window,
                     [&window](const QSet<const QObject *> &widgets) {
                         if (!widgets.contains(&window))
                             return;
                         std::puts("painted");
                         std::fflush(stdout);
                         std::_Exit(0);
                     });
    window.show();
    return QApplication::exec();
}
