// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Uses the page of jobs as a person in a hurry: scrolls, pages and types into the search, with every
// event posted, so that each is a dispatch of its own.
#pragma once

#include "ui/mainwindow.h"

#include <QAbstractButton>
#include <QTimer>

namespace tacklebox::ui {
class SearchLine;
class TableView;
} // namespace tacklebox::ui

namespace tacklebox::bench {

class Workout final : public QObject
{
    Q_OBJECT

public:
    explicit Workout(ui::MainWindow &window);

    void start(std::chrono::milliseconds length);

signals:
    void finished();

private:
    void beat();
    void scroll();
    void turnPage();
    void type();

    ui::TableView *m_table;
    ui::SearchLine *m_search;
    QAbstractButton *m_forth = nullptr;
    QTimer m_beat;
    int m_left = 0;
    int m_count = 0;
    int m_typed = 0;
};

} // namespace tacklebox::bench
