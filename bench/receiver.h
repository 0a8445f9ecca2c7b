// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A receiver in this process that notes when the first byte of each request came, by the number that the
// request's body ends with. One thread over poll(); it answers 200 at once, or holds every answer back.
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace tacklebox::bench {

class Receiver final
{
public:
    using Time = std::chrono::steady_clock::time_point; // CLOCK_MONOTONIC

    // None, with the reason on stderr, where there is no port. `hold`: how long each answer waits.
    static std::unique_ptr<Receiver> start(std::chrono::milliseconds hold);
    ~Receiver(); // closes every connection
    Receiver(const Receiver &) = delete;
    Receiver &operator=(const Receiver &) = delete;

    [[nodiscard]] QString url() const;
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] int requests() const { return m_requests; } // whole ones, answered or not

    // A body with its number, and when the first byte of that request came. Any thread.
    [[nodiscard]] static QByteArray bodyOf(qint64 number, qsizetype bytes);
    [[nodiscard]] std::map<qint64, Time> firstBytes() const;

private:
    struct Peer
    {
        int socket = -1;
        QByteArray request;
        Time first; // byte of the request
        Time due; // of the answer, while one is held
        bool isHeld = false;
    };

    explicit Receiver(std::chrono::milliseconds hold);
    bool listen();
    void run();
    [[nodiscard]] bool wait(std::vector<int> &ready); // false: the end
    void greet();
    [[nodiscard]] bool read(Peer &peer); // false: it is gone
    void takeWhole(Peer &peer);
    static void answer(Peer &peer);

    const std::chrono::milliseconds m_hold;
    int m_listener = -1;
    int m_end = -1; // an eventfd that ends the thread
    quint16 m_port = 0;
    std::atomic<int> m_requests{0};
    mutable std::mutex m_mutex;
    std::map<qint64, Time> m_firstBytes;
    std::map<int, Peer> m_peers; // the thread's own
    std::thread m_thread;
};

} // namespace tacklebox::bench
