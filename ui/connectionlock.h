// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The lock of one connection as its pages see it: whether anything may be changed there, and the button
// that stands where a locked page's main button would. Of the embedded engine, always open.
#pragma once

#include "backend/connections.h"

#include <QTimer>

namespace tacklebox::ui {

class Button;
class Theme;

class ConnectionLock final : public QObject
{
    Q_OBJECT

public:
    ConnectionLock(Connections &connections, const QString &connection, QObject *parent = nullptr);

    [[nodiscard]] bool isLocked() const;
    [[nodiscard]] QString text() const; // lockText() of ui/connectiontext.h
    [[nodiscard]] QString reason() const; // why nothing may be changed here; empty while it may
    void unlock();
    // “Unlock for 15 minutes”, in sight while it is locked.
    [[nodiscard]] Button *makeButton(const Theme &theme);

signals:
    void changed(); // each second while it is unlocked, for its text

private:
    void follow();

    Connections &m_connections;
    QString m_connection;
    QTimer m_second;
};

} // namespace tacklebox::ui
