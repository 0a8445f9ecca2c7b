// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/faultyserver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr qsizetype kHugeBytes = 10 * 1024 * 1024;
constexpr int kDripPauseMs = 1000;

bool sendAll(int socket, const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(socket, bytes.data() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

qsizetype lengthOf(const QByteArray &header)
{
    const qsizetype at = header.toLower().indexOf("content-length:");
    return at < 0 ? 0 : header.mid(at + 15, header.indexOf("\r\n", at) - at - 15).trimmed().toLongLong();
}

} // namespace

FaultyServer::FaultyServer(Fault fault)
    : m_fault(fault)
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (::pipe(m_end) != 0)
        qFatal("no pipe");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
    ::listen(m_listener, 128);
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

FaultyServer::~FaultyServer()
{
    ::close(m_end[1]); // makes the other end readable for everyone
    m_acceptor.join();
    for (std::thread &thread : m_threads)
        thread.join();
    ::close(m_end[0]);
    ::close(m_listener);
}

QString FaultyServer::url(const QString &host) const
{
    return u"http://"_s + host + u':' + QString::number(m_port) + u"/hook"_s;
}

QList<QByteArray> FaultyServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

bool FaultyServer::waits(int socket, int milliseconds) const
{
    pollfd fds[] = {{socket, POLLIN, 0}, {m_end[0], POLLIN, 0}};
    return ::poll(fds, 2, milliseconds) == 0;
}

// Until the client or the test has had enough.
void FaultyServer::hold(int socket) const
{
    (void)waits(socket, -1);
}

void FaultyServer::accept()
{
    while (true) {
        pollfd fds[] = {{m_listener, POLLIN, 0}, {m_end[0], POLLIN, 0}};
        ::poll(fds, 2, -1);
        if (fds[1].revents != 0)
            return;
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            continue;
        m_connections += 1;
        m_threads.emplace_back([this, socket] {
            serve(socket);
            ::close(socket);
        });
    }
}

QByteArray FaultyServer::read(int socket) const
{
    QByteArray request;
    while (true) {
        pollfd fds[] = {{socket, POLLIN, 0}, {m_end[0], POLLIN, 0}};
        ::poll(fds, 2, -1);
        if (fds[1].revents != 0)
            return {};
        char buffer[16 * 1024];
        const ssize_t count = ::recv(socket, buffer, sizeof buffer, 0);
        if (count <= 0)
            return {};
        request.append(buffer, count);
        const qsizetype end = request.indexOf("\r\n\r\n");
        if (end >= 0 && request.size() >= end + 4 + lengthOf(request.first(end + 2)))
            return request;
    }
}

void FaultyServer::serve(int socket)
{
    for (int number = 1;; ++number) {
        const QByteArray request = read(socket);
        if (request.isEmpty())
            return;
        {
            const std::lock_guard lock(m_mutex);
            m_requests.append(request);
        }
        if (!answer(socket, number))
            return;
    }
}

bool FaultyServer::answer(int socket, int number) const
{
    const QByteArray good = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n";
    switch (m_fault) {
    case Fault::None:
        return sendAll(socket, good);
    case Fault::CloseAtOnce:
        return false;
    case Fault::Hang:
        hold(socket);
        return false;
    case Fault::Drip:
        for (const char byte :
             QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n") + QByteArray(100, 'x')) {
            if (!sendAll(socket, QByteArray(1, byte)) || !waits(socket, kDripPauseMs))
                return false;
        }
        return false;
    case Fault::CloseHalfway:
        sendAll(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it");
        return false;
    case Fault::Huge:
        return sendAll(socket,
                       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na00000\r\n"
                           + QByteArray(kHugeBytes, 'x') + "\r\n0\r\n\r\n");
    case Fault::HugeHeaders:
        return sendAll(socket,
                       "HTTP/1.1 200 OK\r\n"
                           + QByteArray("X-Filler: " + QByteArray(1000, 'x') + "\r\n").repeated(1000)
                           + "Content-Length: 0\r\n\r\n");
    case Fault::Redirect:
        return sendAll(socket,
                       "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + QByteArray::number(m_port)
                           + "/other\r\nContent-Length: 0\r\n\r\n");
    case Fault::NotHttp:
        sendAll(socket, "220 mail.test ESMTP\r\n");
        return false;
    case Fault::CloseKept:
        return number == 1 && sendAll(socket, good);
    }
    return false;
}

} // namespace tacklebox::test
