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

// How a connection is called for people.
[[nodiscard]] QString connectionTitle(const BackendInfo &info);
// Its colour: production is red everywhere.
[[nodiscard]] QColor colourOf(const Theme &theme, Environment environment);

class Rail final : public QFrame
{
    Q_OBJECT

public:
    Rail(const Theme &theme, Connections &connections, PageRegistry &pages, Figures &figures);

    void setChosen(const QString &connection, const QString &page);
    [[nodiscard]] QStringList shownPages() const; // keys, in the rail's order

signals:
    void connectionAsked(const QString &connection);
    void pageAsked(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildConnections();
    void buildPages();
    void addPages(PageSection section);
    RailItem *addPage(const PageEntry &entry);
    void describe(const QString &connection);
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
    QString m_page;
};

} // namespace tacklebox::ui
