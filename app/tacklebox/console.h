// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The console's window with its pages, over the services of one profile.
#pragma once

#include "ui/arrangement.h"
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
    // `arrangement` as it was kept the last time.
    Console(Services &services, ui::Theme &theme, const QJsonObject &arrangement = {});

    void start(); // shows the window: the first run on an empty profile, else the page seen last
    [[nodiscard]] ui::MainWindow &window() { return m_window; }
    [[nodiscard]] ui::PageRegistry &pages() { return m_pages; }
    [[nodiscard]] ui::Arrangement &arrangement() { return m_arrangement; }

private:
    void addPages();
    void addProfilePages();
    [[nodiscard]] QString firstPage() const;
    void countCaptures(qsizetype added);

    Services &m_services;
    ui::Theme &m_theme;
    ui::PageRegistry m_pages;
    ui::Figures m_figures;
    ui::Arrangement m_arrangement;
    ui::MainWindow m_window;
};

} // namespace tacklebox::app
