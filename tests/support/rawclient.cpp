// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/rawclient.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tacklebox::test {

namespace {

constexpr int kPatienceMs = 10'000;

} // namespace

RawClient::RawClient(quint16 port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_hasEnded = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0;
}

RawClient::~RawClient()
{
    ::close(m_socket);
}

void RawClient::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count
            = ::send(m_socket, bytes.data() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        sent += count;
    }
}

bool RawClient::read()
{
    pollfd fd{m_socket, POLLIN, 0};
    if (m_hasEnded || ::poll(&fd, 1, kPatienceMs) <= 0)
        return false;
    char buffer[16 * 1024];
    const ssize_t count = ::recv(m_socket, buffer, sizeof buffer, 0);
    m_hasEnded = count <= 0;
    m_received.append(buffer, std::max<ssize_t>(count, 0));
    return !m_hasEnded;
}

bool RawClient::waitFor(const QByteArray &text)
{
    while (!m_received.contains(text)) {
        if (!read())
            return false;
    }
    return true;
}

bool RawClient::waitForEnd()
{
    while (read()) { }
    return m_hasEnded;
}

} // namespace tacklebox::test
