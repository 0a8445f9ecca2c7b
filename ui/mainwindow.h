// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The window: rail, colour strip, the page in sight and the status bar. It names no page; what there
// is stands in the registry.
#pragma once

#include "backend/connections.h"
#include "ui/pageregistry.h"
#include "ui/place.h"

#include <QMainWindow>

class QStackedWidget;

namespace tacklebox::ui {

class Figures;
class NoticeBar;
class Page;
class Rail;
class StatusBar;
class Theme;

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Theme &theme, Connections &connections, PageRegistry &pages, Figures &figures);

    void go(const Place &place); // on the chosen connection; unknown pages are not gone to
    [[nodiscard]] QString currentPage() const { return m_key; }
    [[nodiscard]] Page *page(const QString &key); // made where it was not yet

signals:
    void pageMade(tacklebox::ui::Page *page); // before it is shown
    void pageShown(const QString &key);

private:
    void chooseConnection(const QString &name);
    void showPage(const QString &key);
    void addShortcuts();
    void nextPane(int step);
    void showFigures();
    void colourStrip();

    const Theme &m_theme;
    Connections &m_connections;
    PageRegistry &m_pages;
    Figures &m_figures;
    QWidget *m_strip;
    Rail *m_rail;
    NoticeBar *m_notice; // over every page
    QStackedWidget *m_stack;
    StatusBar *m_status;
    QHash<QString, Page *> m_made; // by connection and key
    QString m_connection;
    QString m_key;
};

} // namespace tacklebox::ui
