// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/faults/nameserver.h"

#include <cstdlib>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tacklebox::test {

namespace {

constexpr quint16 kPort = 53;
constexpr qsizetype kHeader = 12;

sockaddr_in endpoint(const char *address, quint16 port)
{
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    ::inet_pton(AF_INET, address, &place.sin_addr);
    return place;
}

bool setAddress(int socket, const QByteArray &name, unsigned long what, const char *address)
{
    ifreq request{};
    std::strncpy(request.ifr_name, name.constData(), IFNAMSIZ - 1);
    const sockaddr_in place = endpoint(address, 0);
    std::memcpy(&request.ifr_addr, &place, sizeof place);
    return ::ioctl(socket, what, &request) == 0;
}

bool raiseLoopback(const std::vector<QByteArray> &addresses)
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    request.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
    bool isUp = ::ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    for (size_t i = 0; i < addresses.size(); ++i) {
        const QByteArray name = "lo:" + QByteArray::number(int(i) + 1);
        isUp = isUp && setAddress(socket, name, SIOCSIFADDR, addresses[i].constData())
            && setAddress(socket, name, SIOCSIFNETMASK, "255.255.255.255");
    }
    ::close(socket);
    return isUp;
}

// Over the system's file, in this process's own view of the files.
bool askOwnServer()
{
    char file[] = "/tmp/resolv.conf.XXXXXX";
    const int opened = ::mkostemp(file, O_CLOEXEC);
    constexpr char kText[] = "nameserver 127.0.0.1\noptions timeout:2 attempts:2\n";
    const bool isWritten = ::write(opened, kText, sizeof kText - 1) == ssize_t(sizeof kText - 1);
    ::fchmod(opened, 0644);
    ::close(opened);
    const bool isBound = ::mount(file, "/etc/resolv.conf", nullptr, MS_BIND, nullptr) == 0;
    ::unlink(file);
    return isWritten && isBound;
}

} // namespace

bool moveIntoOwnNetwork(const std::vector<QByteArray> &publicAddresses)
{
    return ::unshare(CLONE_NEWNET | CLONE_NEWNS) == 0
        && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 && raiseLoopback(publicAddresses)
        && askOwnServer();
}

NameServer::NameServer()
    : m_socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    const sockaddr_in place = endpoint("127.0.0.1", kPort);
    if (::pipe(m_end) != 0 || ::bind(m_socket, reinterpret_cast<const sockaddr *>(&place), sizeof place) != 0)
        qFatal("no place for a name server");
    m_thread = std::thread([this] { run(); });
}

NameServer::~NameServer()
{
    ::close(m_end[1]);
    m_thread.join();
    ::close(m_end[0]);
    ::close(m_socket);
}

void NameServer::answer(std::vector<QByteArray> addresses)
{
    const std::scoped_lock lock(m_mutex);
    m_addresses = std::move(addresses);
}

int NameServer::questions() const
{
    const std::scoped_lock lock(m_mutex);
    return m_questions;
}

// The question again, with an answer for each address (RFC 1035 section 4). There is nothing of IPv6.
QByteArray NameServer::reply(const QByteArray &question)
{
    const qsizetype nameEnd = question.indexOf('\0', kHeader);
    if (nameEnd < 0 || question.size() < nameEnd + 5)
        return {};
    const bool asksIpv4 = question[nameEnd + 2] == 1;
    const std::scoped_lock lock(m_mutex);
    m_questions += asksIpv4 ? 1 : 0;
    const qsizetype count = asksIpv4 ? qsizetype(m_addresses.size()) : 0;

    QByteArray reply = question.first(nameEnd + 5);
    reply[2] = char(0x84); // an answer, with authority
    reply[3] = char(m_addresses.empty() ? 2 : 0); // SERVFAIL
    reply[7] = char(count);
    reply[9] = 0;
    reply[11] = 0; // nothing of the question's extensions
    for (qsizetype i = 0; i < count; ++i) {
        in_addr address{};
        ::inet_pton(AF_INET, m_addresses[size_t(i)].constData(), &address);
        reply += QByteArray::fromHex("c00c00010001000000000004"); // the name above, A, IN, for no time at all
        reply += QByteArray(reinterpret_cast<const char *>(&address), sizeof address);
    }
    return reply;
}

void NameServer::run()
{
    while (true) {
        pollfd fds[] = {{m_socket, POLLIN, 0}, {m_end[0], POLLIN, 0}};
        ::poll(fds, 2, -1);
        if (fds[1].revents != 0)
            return;
        char buffer[1500];
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        const ssize_t count
            = ::recvfrom(m_socket, buffer, sizeof buffer, 0, reinterpret_cast<sockaddr *>(&peer), &size);
        const QByteArray answer = count > kHeader ? reply(QByteArray(buffer, count)) : QByteArray();
        if (!answer.isEmpty())
            ::sendto(m_socket,
                     answer.data(),
                     size_t(answer.size()),
                     0,
                     reinterpret_cast<const sockaddr *>(&peer),
                     size);
    }
}

} // namespace tacklebox::test
