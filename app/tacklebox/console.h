// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The console's window with its pages, over the services of one profile.
#pragma once

#include "ui/figures.h"
#include "ui/mainwindow.h"
#include "ui/pageregistry.h"

namespace tacklebox::ui {
class Theme;
}

namespace tacklebox::app {

class Services;

class Console final : public QObject
{
    Q_OBJECT

public:
    Console(Services &services, ui::Theme &theme);

    void start(); // shows the window: the first run on an empty profile, else the jobs
    [[nodiscard]] ui::MainWindow &window() { return m_window; }
    [[nodiscard]] ui::PageRegistry &pages() { return m_pages; }

private:
    void addPages();
    void addProfilePages();
    void countFailures(const Statistics &statistics);
    void countCaptures(qsizetype added);

    Services &m_services;
    ui::Theme &m_theme;
    ui::PageRegistry m_pages;
    ui::Figures m_figures;
    ui::MainWindow m_window;
};

} // namespace tacklebox::app
