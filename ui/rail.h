// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The rail on the left: the connections, the pages of the chosen one, and the pages of the profile.
#pragma once

#include "backend/connections.h"
#include "ui/pageregistry.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace tacklebox::ui {

class Figures;
class RailItem;
class Theme;

class Rail final : public QFrame
{
    Q_OBJECT

public:
    Rail(const Theme &theme, Connections &connections, PageRegistry &pages, Figures &figures);

    void setChosen(const QString &connection, const QString &page); // one that there is
    [[nodiscard]] QStringList shownPages() const; // keys, in the rail's order

signals:
    void connectionAsked(const QString &connection);
    void pageAsked(const QString &key);
    void addAsked(); // another connection
    void editAsked(const QString &connection);
    void removeAsked(const QString &connection);
    void checkAsked(const QString &connection);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildConnections();
    RailItem *addConnection(const QString &name);
    void addVerbs(QWidget *item, const QString &connection); // its menu
    [[nodiscard]] QWidget *pagesHead();
    void buildPages();
    void addPages(PageSection section);
    RailItem *addPage(const PageEntry &entry);
    void describe(const QString &connection);
    void describeEngine(RailItem &item, const QString &connection);
    void describeAccount(RailItem &item, const QString &connection);
    void colour();

    const Theme &m_theme;
    Connections &m_connections;
    PageRegistry &m_pages;
    Figures &m_figures;
    QVBoxLayout *m_connectionColumn;
    QWidget *m_pageArea = nullptr;
    QVBoxLayout *m_column;
    QLabel *m_connectionsHead;
    QHash<QString, RailItem *> m_connectionItems;
    QHash<QString, RailItem *> m_pageItems;
    QStringList m_shownPages;
    QString m_connection;
    const Backend *m_backend = nullptr; // whose pages are shown
    QString m_page;
};

} // namespace tacklebox::ui
