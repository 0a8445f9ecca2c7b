// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The window: rail, colour strip, the page in sight and the status bar. It names no page; what there
// is stands in the registry.
#pragma once

#include "backend/connections.h"
#include "ui/pageregistry.h"
#include "ui/place.h"

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace tacklebox::ui {

class AccountTrouble;
class ConnectionsController;
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

    // On the chosen connection, unless it names another. Pages that are unknown, or that the connection
    // hasn't, are not gone to, nor is a connection that is gone.
    void go(const Place &place);
    [[nodiscard]] QString currentPage() const { return m_key; }
    [[nodiscard]] QString currentConnection() const { return m_connection; }
    [[nodiscard]] Page *page(const QString &key); // made where it was not yet
    void tellNotKept(const Error &error); // how it is arranged: that could not be written

signals:
    void pageMade(tacklebox::ui::Page *page); // before it is shown
    void pageShown(const QString &key);

private:
    struct Made
    {
        Page *page = nullptr;
        QString connection;
        const Backend *backend = nullptr; // that it was made for
        Verbs verbs{}; // likewise
    };

    void connectRail();
    void chooseConnection(const QString &name);
    [[nodiscard]] bool takeConnection(const QString &name); // its pages are not shown yet; false: it is gone
    void followConnections(); // one may be gone, or have another name
    [[nodiscard]] QString chosenNow() const; // where the chosen one is gone, the first
    void dropPages(); // of those that are gone, or have another name
    void showPages(); // of the chosen connection: the same page if it has that
    void showPage(const QString &key);
    void addShortcuts();
    [[nodiscard]] Page *shownPage() const; // null: there is none yet
    void askAnew(); // what is in sight, of the server
    void nextPane(int step);
    void showFigures();
    void actOnTrouble();
    void colourStrip();

    const Theme &m_theme;
    Connections &m_connections;
    PageRegistry &m_pages;
    Figures &m_figures;
    QWidget *m_strip;
    Rail *m_rail;
    NoticeBar *m_notice; // over every page: the profile's own
    NoticeBar *m_accountNotice; // of the chosen account
    AccountTrouble *m_trouble; // tells in it
    QStackedWidget *m_stack;
    StatusBar *m_status;
    ConnectionsController *m_accounts;
    QTimer m_second; // an account's age and lock are told as time goes by
    QHash<QString, Made> m_made; // by connection and key
    QString m_connection;
    ConnectionId m_account; // of the chosen one; empty: the embedded engine
    QString m_key;
};

} // namespace tacklebox::ui
