// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/receiver.h"

#include <array>
#include <cstdio>
#include <optional>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr QByteArrayView kAnswer
    = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nok\n";
constexpr QByteArrayView kLength = "content-length: ";
constexpr int kBacklog = 1024;

// How many bytes the request has as a whole; none: its head is not there yet.
std::optional<qsizetype> wholeSize(const QByteArray &request)
{
    const qsizetype head = request.indexOf("\r\n\r\n");
    if (head < 0)
        return std::nullopt;
    const QByteArray lower = request.left(head + 2).toLower();
    const qsizetype at = lower.indexOf(kLength);
    if (at < 0)
        return head + 4;
    const qsizetype from = at + kLength.size();
    return head + 4 + lower.mid(from, lower.indexOf('\r', from) - from).toLongLong();
}

} // namespace

Receiver::Receiver(std::chrono::milliseconds hold)
    : m_hold(hold)
{
}

std::unique_ptr<Receiver> Receiver::start(std::chrono::milliseconds hold)
{
    std::unique_ptr<Receiver> receiver(new Receiver(hold));
    if (!receiver->listen()) {
        std::perror("no port to listen on");
        return {};
    }
    receiver->m_thread = std::thread([raw = receiver.get()] { raw->run(); });
    return receiver;
}

Receiver::~Receiver()
{
    if (m_thread.joinable()) {
        ::eventfd_write(m_end, 1);
        m_thread.join();
    }
    for (const auto &[socket, peer] : m_peers)
        ::close(socket);
    ::close(m_end);
    ::close(m_listener);
}

bool Receiver::listen()
{
    m_end = ::eventfd(0, EFD_CLOEXEC);
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *const generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, kBacklog) != 0
        || ::getsockname(m_listener, generic, &size) != 0)
        return false;
    m_port = ntohs(address.sin_port);
    return m_end >= 0;
}

QString Receiver::url() const
{
    return u"http://127.0.0.1:%1/hook"_s.arg(m_port);
}

QByteArray Receiver::bodyOf(qint64 number, qsizetype bytes)
{
    const QByteArray head = R"({"note":")";
    const QByteArray tail = R"(","number":)" + QByteArray::number(number).rightJustified(12, ' ') + '}';
    return head + QByteArray(std::max(qsizetype(0), bytes - head.size() - tail.size()), 'x') + tail;
}

std::map<qint64, Receiver::Time> Receiver::firstBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_firstBytes;
}

void Receiver::run()
{
    std::vector<int> ready;
    while (wait(ready)) {
        for (const int socket : ready) {
            if (socket == m_listener) {
                greet();
            } else if (!read(m_peers[socket])) {
                ::close(socket);
                m_peers.erase(socket);
            }
        }
        for (auto &[socket, peer] : m_peers) {
            if (peer.isHeld && peer.due <= std::chrono::steady_clock::now())
                answer(peer);
        }
    }
}

bool Receiver::wait(std::vector<int> &ready)
{
    std::vector<pollfd> sockets{{m_end, POLLIN, 0}, {m_listener, POLLIN, 0}};
    std::chrono::milliseconds patience{-1};
    const Time now = std::chrono::steady_clock::now();
    for (const auto &[socket, peer] : m_peers) {
        sockets.push_back({socket, POLLIN, 0});
        if (!peer.isHeld)
            continue;
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(std::max(peer.due, now) - now);
        patience = patience.count() < 0 ? rest : std::min(patience, rest);
    }
    ::poll(sockets.data(), sockets.size(), int(patience.count()));
    ready.clear();
    for (const pollfd &socket : sockets) {
        if (socket.revents != 0)
            ready.push_back(socket.fd);
    }
    return sockets.front().revents == 0;
}

void Receiver::greet()
{
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0)
            return;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_peers[socket].socket = socket;
    }
}

bool Receiver::read(Peer &peer)
{
    const Time now = std::chrono::steady_clock::now();
    std::array<char, 16 * 1024> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    const ssize_t count = ::read(peer.socket, bytes.data(), bytes.size());
    if (count <= 0)
        return count < 0 && errno == EAGAIN;
    if (peer.request.isEmpty())
        peer.first = now;
    peer.request.append(bytes.data(), count);
    const std::optional<qsizetype> size = wholeSize(peer.request);
    if (size && peer.request.size() >= *size)
        takeWhole(peer);
    return true;
}

void Receiver::takeWhole(Peer &peer)
{
    const qsizetype colon = peer.request.lastIndexOf(':');
    const qint64 number = peer.request.mid(colon + 1).chopped(1).trimmed().toLongLong();
    {
        const std::lock_guard lock(m_mutex);
        m_firstBytes.try_emplace(number, peer.first);
    }
    ++m_requests;
    peer.request.clear();
    peer.due = peer.first + m_hold;
    peer.isHeld = true;
    if (m_hold.count() == 0)
        answer(peer);
}

void Receiver::answer(Peer &peer)
{
    peer.isHeld = false;
    (void)::send(peer.socket, kAnswer.data(), size_t(kAnswer.size()), MSG_NOSIGNAL);
}

} // namespace tacklebox::bench
