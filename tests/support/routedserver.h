// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A server over real sockets that answers by how a request begins, as often as it comes, and keeps what it
// was asked. For those who ask in an order of their own: windows and programs.
#pragma once

#include "tests/dialects/scriptedserver.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QTcpSocket>

#include <algorithm>
#include <functional>
#include <map>

namespace tacklebox::test {

class RoutedServer final : public QObject
{
public:
    using Answer = std::function<Scripted(const QByteArray &request)>;

    RoutedServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        m_port = m_server.serverPort();
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(*socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_arrived.remove(socket);
                socket->deleteLater();
            });
        });
    }

    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

    // What begins so is answered so, from here on. Of several beginnings the longest counts; what has none
    // gets 404.
    void on(const QByteArray &start, const Answer &answer) { m_answers[start] = answer; }
    void on(const QByteArray &start, const Scripted &same)
    {
        m_answers[start] = [same](const QByteArray &) { return same; };
    }

    // Nobody listens any more, and what is connected is cut off.
    void goAway()
    {
        m_server.close();
        const auto sockets = m_server.findChildren<QTcpSocket *>();
        for (QTcpSocket *socket : sockets)
            socket->abort();
    }
    [[nodiscard]] bool comeBack() { return m_server.listen(QHostAddress::LocalHost, m_port); }

    // Head and body, in the order in which they came.
    [[nodiscard]] const QList<QByteArray> &requests() const { return m_requests; }
    [[nodiscard]] QList<QByteArray> those(const QByteArray &start) const
    {
        QList<QByteArray> found;
        std::ranges::copy_if(m_requests, std::back_inserter(found), [&](const QByteArray &request) {
            return request.startsWith(start);
        });
        return found;
    }
    [[nodiscard]] qsizetype asked(const QByteArray &start) const { return those(start).size(); }

    // The body of the last that began so.
    [[nodiscard]] QJsonDocument lastBody(const QByteArray &start) const
    {
        const QList<QByteArray> found = those(start);
        return found.isEmpty() ? QJsonDocument() : bodyOf(found.last());
    }
    [[nodiscard]] static QJsonDocument bodyOf(const QByteArray &request)
    {
        const qsizetype head = request.indexOf("\r\n\r\n");
        return QJsonDocument::fromJson(head < 0 ? QByteArray() : request.sliced(head + 4));
    }

private:
    // -1 while the head isn't whole.
    static qsizetype wholeLength(const QByteArray &arrived)
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

    void take(QTcpSocket &socket)
    {
        m_arrived[&socket] += socket.readAll();
        for (;;) {
            // Looked up each time: an answer that cuts the connection takes what arrived with it.
            const QByteArray arrived = m_arrived.value(&socket);
            const qsizetype length = wholeLength(arrived);
            if (length < 0 || arrived.size() < length)
                return;
            const QByteArray request = arrived.first(length);
            m_arrived[&socket].remove(0, length);
            m_requests.append(request);
            send(socket, answerTo(request));
        }
    }

    [[nodiscard]] Scripted answerTo(const QByteArray &request) const
    {
        const Answer *chosen = nullptr; // beginnings stand in their order: the longest that fits comes last
        for (const auto &[start, said] : m_answers) {
            if (request.startsWith(start))
                chosen = &said;
        }
        if (chosen)
            return (*chosen)(request);
        qWarning("nothing is said of %s", request.first(request.indexOf('\r')).constData());
        return answer(404, "{}");
    }

    static void send(QTcpSocket &socket, const Scripted &said)
    {
        socket.write(said.bytes);
        socket.flush();
        if (said.then == Scripted::Then::Close)
            socket.disconnectFromHost();
        if (said.then == Scripted::Then::Reset)
            socket.abort();
    }

    std::map<QByteArray, Answer> m_answers;
    QList<QByteArray> m_requests;
    QHash<QTcpSocket *, QByteArray> m_arrived;
    quint16 m_port = 0;
    QTcpServer m_server; // last: its sockets say goodbye
};

} // namespace tacklebox::test
