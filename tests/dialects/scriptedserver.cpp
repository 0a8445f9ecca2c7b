// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "scriptedserver.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

// The length that the head promises; -1 while the head isn't whole.
qsizetype wholeLength(const QByteArray &arrived)
{
    const qsizetype head = arrived.indexOf("\r\n\r\n");
    if (head < 0)
        return -1;
    for (const QByteArray &line : arrived.first(head).split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare("content-length", Qt::CaseInsensitive) == 0)
            return head + 4 + line.sliced(colon + 1).trimmed().toLongLong();
    }
    return head + 4;
}

} // namespace

Scripted answer(int status, const QByteArray &body, const QByteArray &headers)
{
    return {"HTTP/1.1 " + QByteArray::number(status) + " Said\r\n" + headers
                + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body,
            Scripted::Then::Keep};
}

ScriptedServer::ScriptedServer()
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_arrived.remove(socket);
            m_held.removeAll(socket);
            socket->deleteLater();
        });
    });
}

QUrl ScriptedServer::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path));
}

void ScriptedServer::take(QTcpSocket *socket)
{
    m_arrived[socket] += socket->readAll();
    for (;;) {
        // Looked up each time: an answer that resets the connection takes what arrived with it.
        const QByteArray arrived = m_arrived.value(socket);
        const qsizetype length = wholeLength(arrived);
        if (length < 0 || arrived.size() < length)
            return;
        m_requests.append(arrived.first(length));
        m_arrived[socket].remove(0, length);
        answer(socket);
    }
}

void ScriptedServer::answer(QTcpSocket *socket)
{
    if (m_isHolding)
        m_held.append(socket);
    else
        reply(socket);
}

void ScriptedServer::release()
{
    m_isHolding = false;
    while (!m_held.isEmpty())
        reply(m_held.takeFirst());
}

void ScriptedServer::reply(QTcpSocket *socket)
{
    if (m_script.empty())
        return socket->disconnectFromHost();
    const Scripted next = m_script.front();
    m_script.pop_front();
    socket->write(next.bytes);
    socket->flush();
    if (next.then == Scripted::Then::Close)
        socket->disconnectFromHost();
    if (next.then == Scripted::Then::Reset) {
        const linger hard{1, 0};
        ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        socket->abort();
    }
}

} // namespace tacklebox::test
