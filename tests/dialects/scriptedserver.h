// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A server over real sockets that answers as its script says, byte by byte, and keeps what it was asked.
#pragma once

#include <QElapsedTimer>
#include <QTcpServer>
#include <QUrl>

#include <deque>

namespace tacklebox::test {

// One answer. What a real server can't be made to do stands in the flags.
struct Scripted
{
    QByteArray bytes; // status line, headers, body, as they go out
    enum class Then { Keep, Close, Reset, Stall } then = Then::Keep;
};

// A whole answer with its length.
[[nodiscard]] Scripted answer(int status, const QByteArray &body, const QByteArray &headers = {});

class ScriptedServer final : public QObject
{
    Q_OBJECT

public:
    ScriptedServer();

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    void script(Scripted next) { m_script.push_back(std::move(next)); }
    // What is asked from now on waits until release() for its answer.
    void hold() { m_isHolding = true; }
    void release();
    // Each request as it came: head and body.
    [[nodiscard]] const QList<QByteArray> &requests() const { return m_requests; }

private:
    void take(QTcpSocket *socket);
    void answer(QTcpSocket *socket);
    void reply(QTcpSocket *socket);

    std::deque<Scripted> m_script;
    QList<QByteArray> m_requests;
    QHash<QTcpSocket *, QByteArray> m_arrived;
    QList<QTcpSocket *> m_held; // one a request
    bool m_isHolding = false;
    QTcpServer m_server; // last: its sockets say goodbye
};

} // namespace tacklebox::test
