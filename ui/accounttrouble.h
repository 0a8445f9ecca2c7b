// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is wrong with the account in sight, or with some of all accounts: told over the page, unless the page
// does, until it is dismissed or another one. And who notices that it is over.
#pragma once

#include "backend/connections.h"

#include <QHash>
#include <QPointer>

namespace tacklebox::ui {

class NoticeBar;
class Page;

class AccountTrouble final : public QObject
{
    Q_OBJECT

public:
    // The notice is told in; it is the window's own and outlives this.
    AccountTrouble(Connections &connections, NoticeBar &notice, QObject *parent);

    // As it is now. The page in sight is null before there is one.
    void tell(const QString &connection, Page *shown);
    void forget(); // another account comes into sight

signals:
    // An account in sight works again, and the page still shows why it has no rows.
    void recovered();

private:
    void tellOf(const QString &connection, const Page *shown);
    void tellOfAll();
    void follow(const QString &name);

    Connections &m_connections;
    NoticeBar &m_notice;
    QString m_connection;
    QPointer<Page> m_shown;
    QPointer<Page> m_askedAgain; // once: what fails again waits for a check or for a person
    QHash<QString, ConnectionState::Standing> m_standings;
    std::optional<Error> m_told;
    QString m_toldOfAll;
};

} // namespace tacklebox::ui
