// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Goes through the pages one by one, light and dark, and writes a picture of each; then it is done.
// For a machine without a screen, and for the pictures of the documentation.
#pragma once

#include "ui/theme.h"

#include <QTimer>

namespace tacklebox::app {

class Console;

class Tour final : public QObject
{
    Q_OBJECT

public:
    Tour(Console &console, ui::Theme &theme, QString directory);

    void start();

signals:
    void finished();
    void failed(const QString &file); // a picture that couldn't be written

private:
    struct Stop
    {
        QString page;
        ui::Scheme scheme;
    };

    void begin();
    void arrive(); // shows the next page
    void look(); // lets its rows come, and chooses the first
    void draw();

    Console &m_console;
    ui::Theme &m_theme;
    QString m_directory;
    QList<Stop> m_stops;
    QTimer m_settled;
    void (Tour::*m_next)() = &Tour::arrive;
};

} // namespace tacklebox::app
