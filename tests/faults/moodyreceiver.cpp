// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/faults/moodyreceiver.h"

#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

namespace {

int boundSocket(quint16 port)
{
    const int opened = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(opened, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        qFatal("no port to listen at");
    return opened;
}

quint16 portOf(int socket)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

// The value of a header of a request's head, whatever its case.
QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    const qsizetype at = head.toLower().indexOf("\r\n" + name + ':');
    if (at < 0)
        return {};
    const qsizetype begin = at + name.size() + 3;
    return head.mid(begin, head.indexOf("\r\n", begin) - begin).trimmed();
}

} // namespace

MoodyReceivers::MoodyReceivers(quint32 seed)
    : m_random(seed)
{
    if (::pipe(m_end) != 0)
        qFatal("no pipe");
    for (Receiver &receiver : m_receivers) {
        receiver.reserve = boundSocket(0);
        receiver.port = portOf(receiver.reserve);
        listen(receiver);
        receiver.changesAt = Clock::now() + std::chrono::milliseconds(random(2000));
    }
    m_thread = std::thread([this] { run(); });
}

MoodyReceivers::~MoodyReceivers()
{
    ::close(m_end[1]);
    m_thread.join();
    ::close(m_end[0]);
    for (const Connection &connection : m_connections)
        ::close(connection.socket);
    for (const Receiver &receiver : m_receivers) {
        ::close(receiver.reserve);
        if (receiver.listener >= 0)
            ::close(receiver.listener);
    }
}

QString MoodyReceivers::url(int receiver) const
{
    return u"http://127.0.0.1:%1/hook"_s.arg(m_receivers[size_t(receiver)].port);
}

void MoodyReceivers::calm()
{
    const std::scoped_lock lock(m_mutex);
    m_isCalm = true;
}

void MoodyReceivers::waitFor(qint64 requests, std::chrono::milliseconds atMost) const
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_for(lock, atMost, [this, requests] { return m_requests >= requests; });
}

qint64 MoodyReceivers::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

std::map<QByteArray, Arrivals> MoodyReceivers::arrivals() const
{
    const std::scoped_lock lock(m_mutex);
    return m_arrivals;
}

std::map<QByteArray, int> MoodyReceivers::answers() const
{
    const std::scoped_lock lock(m_mutex);
    return m_answers;
}

int MoodyReceivers::random(int below)
{
    return int(m_random() % quint32(below));
}

void MoodyReceivers::listen(Receiver &receiver)
{
    receiver.listener = boundSocket(receiver.port);
    ::listen(receiver.listener, 1024);
}

// With its connections, answered or not.
void MoodyReceivers::refuse(int receiver)
{
    ::close(std::exchange(m_receivers[size_t(receiver)].listener, -1));
    m_connections.remove_if([receiver](const Connection &connection) {
        if (connection.receiver != receiver)
            return false;
        ::close(connection.socket);
        return true;
    });
}

void MoodyReceivers::changeMoods(Clock::time_point now)
{
    const std::scoped_lock lock(m_mutex);
    for (int i = 0; i < kCount; ++i) {
        Receiver &receiver = m_receivers[size_t(i)];
        if (receiver.listener < 0 && (m_isCalm || now >= receiver.changesAt)) {
            listen(receiver);
            receiver.changesAt = now + std::chrono::milliseconds(500 + random(2000));
        } else if (!m_isCalm && receiver.listener >= 0 && now >= receiver.changesAt) {
            refuse(i);
            receiver.changesAt = now + std::chrono::milliseconds(random(200));
            ++m_answers["refusing"];
        }
    }
}

MoodyReceivers::Answer MoodyReceivers::choose()
{
    if (m_isCalm)
        return {};
    const int mood = random(100);
    if (mood < 70)
        return {};
    if (mood < 82)
        return {200, std::chrono::milliseconds(20 + random(300))};
    static constexpr std::array kFailures{429, 500, 502, 503};
    if (mood < 95)
        return {kFailures[size_t(random(int(kFailures.size())))], std::chrono::milliseconds(random(50))};
    return {0, {}};
}

void MoodyReceivers::accept(int receiver)
{
    const int socket = ::accept4(m_receivers[size_t(receiver)].listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket >= 0)
        m_connections.push_back({socket, receiver, {}, {}, 0, {}});
}

// A whole request is there: it is counted, and its answer chosen.
bool MoodyReceivers::take(Connection &connection)
{
    const qsizetype headEnd = connection.input.indexOf("\r\n\r\n");
    if (headEnd < 0 || !connection.job.isEmpty())
        return true;
    const QByteArray head = connection.input.first(headEnd + 2);
    const qsizetype end = headEnd + 4 + headerOf(head, "content-length").toLongLong();
    if (connection.input.size() < end)
        return true;
    connection.input.remove(0, end);
    connection.job = headerOf(head, "x-tacklebox-job");

    const std::scoped_lock lock(m_mutex);
    ++m_arrivals[connection.job].all;
    ++m_requests;
    m_arrived.notify_all();
    const Answer chosen = choose();
    if (chosen.status == 0) {
        ++m_answers["closed"];
        return false;
    }
    connection.status = chosen.status;
    connection.answersAt = Clock::now() + chosen.delay;
    return true;
}

bool MoodyReceivers::read(Connection &connection)
{
    char buffer[16 * 1024];
    const ssize_t count = ::recv(connection.socket, buffer, sizeof buffer, 0);
    if (count <= 0)
        return false;
    connection.input.append(buffer, count);
    return take(connection);
}

bool MoodyReceivers::answer(Connection &connection)
{
    const QByteArray status = QByteArray::number(connection.status);
    const QByteArray bytes = "HTTP/1.1 " + status + " So\r\nContent-Length: 0\r\n\r\n";
    // Counted before it goes: who reads it may come again at once.
    const QByteArray job = std::exchange(connection.job, {});
    {
        const std::scoped_lock lock(m_mutex);
        if (connection.status == 200)
            ++m_arrivals[job].accepted;
        ++m_answers[status];
    }
    return ::send(connection.socket, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size()
        && take(connection);
}

int MoodyReceivers::patience() const
{
    Clock::time_point soonest = Clock::now() + 50ms;
    for (const Connection &connection : m_connections) {
        if (!connection.job.isEmpty())
            soonest = std::min(soonest, connection.answersAt);
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(soonest - Clock::now());
    return int(std::max(left, 0ms).count());
}

void MoodyReceivers::run()
{
    while (true) {
        changeMoods(Clock::now());
        std::vector<pollfd> fds{{m_end[0], POLLIN, 0}};
        for (const Receiver &receiver : m_receivers)
            fds.push_back({receiver.listener, POLLIN, 0}); // a negative one is passed over
        for (const Connection &connection : m_connections)
            fds.push_back({connection.socket, POLLIN, 0});
        ::poll(fds.data(), fds.size(), patience());
        if (fds[0].revents != 0)
            return;

        const Clock::time_point now = Clock::now();
        size_t at = 1 + kCount;
        for (auto it = m_connections.begin(); at < fds.size(); ++at) {
            bool isOpen = fds[at].revents == 0 || read(*it);
            if (isOpen && !it->job.isEmpty() && it->answersAt <= now)
                isOpen = answer(*it);
            if (!isOpen)
                ::close(it->socket);
            it = isOpen ? std::next(it) : m_connections.erase(it);
        }
        for (int i = 0; i < kCount; ++i) {
            if (fds[size_t(i) + 1].revents != 0)
                accept(i);
        }
    }
}

} // namespace tacklebox::test
