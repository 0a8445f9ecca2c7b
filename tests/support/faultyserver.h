// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A receiver that misbehaves in one known way, on raw sockets. Each connection has a thread; all end
// with the object.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace tacklebox::test {

enum class Fault {
    None, // answers 200
    CloseAtOnce, // after the request, without a byte
    Hang, // reads, and never answers
    Drip, // a byte a second
    CloseHalfway, // promises 100 bytes, sends 10
    Huge, // 10 MB
    HugeHeaders, // 1 MB
    Redirect, // 302
    NotHttp,
    CloseKept, // answers the first request and closes at the second
};

class FaultyServer final
{
public:
    explicit FaultyServer(Fault fault);
    ~FaultyServer();
    FaultyServer(const FaultyServer &) = delete;
    FaultyServer &operator=(const FaultyServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url(const QString &host = QStringLiteral("127.0.0.1")) const;

    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] QList<QByteArray> requests() const; // raw, in the order of their arrival

private:
    void accept();
    void serve(int socket);
    [[nodiscard]] bool answer(int socket, int number) const; // false: the connection ends
    [[nodiscard]] QByteArray read(int socket) const;
    [[nodiscard]] bool waits(int socket, int milliseconds) const; // false: readable, or the end has come
    void hold(int socket) const;

    Fault m_fault;
    int m_listener;
    int m_end[2]; // a pipe, readable when all has to end
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    mutable std::mutex m_mutex;
    QList<QByteArray> m_requests;
    std::vector<std::thread> m_threads; // the accepting thread's, then the destructor's
    std::thread m_acceptor;
};

} // namespace tacklebox::test
