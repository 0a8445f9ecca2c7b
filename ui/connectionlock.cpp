// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/connectionlock.h"

#include "ui/button.h"
#include "ui/connectiontext.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::ui {

ConnectionLock::ConnectionLock(Connections &connections, const QString &connection, QObject *parent)
    : QObject(parent)
    , m_connections(connections)
    , m_connection(connection)
{
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &ConnectionLock::changed);
    connect(&connections, &Connections::stateChanged, this, [this](const QString &name) {
        if (name == m_connection)
            follow();
    });
    connect(&connections, &Connections::changed, this, &ConnectionLock::follow);
    follow();
}

void ConnectionLock::follow()
{
    if (m_connections.unlockedFor(m_connection))
        m_second.start();
    else
        m_second.stop();
    emit changed();
}

bool ConnectionLock::isLocked() const
{
    return m_connections.isLocked(m_connection);
}

QString ConnectionLock::text() const
{
    return lockText(m_connections, m_connection);
}

QString ConnectionLock::reason() const
{
    return isLocked() ? tr("%1 is locked: unlock it to change anything there.").arg(m_connection) : QString();
}

void ConnectionLock::unlock()
{
    m_connections.unlock(m_connection);
}

Button *ConnectionLock::makeButton(const Theme &theme)
{
    const int minutes = int(Connections::kUnlocked.count());
    auto *button = new Button(
        theme, ButtonKind::Plain, tr("Unlock for %n minutes", nullptr, minutes), u"unlockButton"_s);
    button->setIconName(u"lock"_s);
    if (!isLocked())
        button->hide();
    connect(button, &Button::clicked, this, &ConnectionLock::unlock);
    connect(this, &ConnectionLock::changed, button, [this, button] { button->setVisible(isLocked()); });
    return button;
}

} // namespace tacklebox::ui
