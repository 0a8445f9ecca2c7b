// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Receivers on raw sockets whose mood changes: they accept at once or late, answer 429 and 5xx, close
// without an answer, and for a while refuse to be connected to. They count what arrived, job by job.
// One thread serves all of them; every public function from any thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <chrono>
#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <random>
#include <thread>

namespace tacklebox::test {

struct Arrivals
{
    int all = 0; // requests that came whole
    int accepted = 0; // those of them that were answered 200
};

class MoodyReceivers final
{
public:
    static constexpr int kCount = 4;

    explicit MoodyReceivers(quint32 seed);
    ~MoodyReceivers();
    MoodyReceivers(const MoodyReceivers &) = delete;
    MoodyReceivers &operator=(const MoodyReceivers &) = delete;

    [[nodiscard]] QString url(int receiver) const;
    // From now on everything is accepted, at once.
    void calm();

    // Until so many requests came, or the time is over.
    void waitFor(qint64 requests, std::chrono::milliseconds atMost) const;
    [[nodiscard]] qint64 requests() const;
    // By the job's X-Tacklebox-Job.
    [[nodiscard]] std::map<QByteArray, Arrivals> arrivals() const;
    // How often each answer was given: "200", "503", "closed", "refusing".
    [[nodiscard]] std::map<QByteArray, int> answers() const;

private:
    using Clock = std::chrono::steady_clock;

    struct Receiver
    {
        quint16 port = 0;
        int reserve = -1; // bound and never listening: keeps the port ours
        int listener = -1; // -1 while it refuses
        Clock::time_point changesAt;
    };

    struct Connection
    {
        int socket = -1;
        int receiver = 0;
        QByteArray input;
        QByteArray job; // whose request waits for its answer
        int status = 0; // of that answer
        Clock::time_point answersAt;
    };

    struct Answer
    {
        int status = 200; // 0: none, the connection is closed
        std::chrono::milliseconds delay{0};
    };

    void run();
    [[nodiscard]] int patience() const;
    void changeMoods(Clock::time_point now);
    void listen(Receiver &receiver);
    void refuse(int receiver);
    void accept(int receiver);
    [[nodiscard]] bool read(Connection &connection); // false: it is over
    [[nodiscard]] bool take(Connection &connection);
    [[nodiscard]] bool answer(Connection &connection);
    [[nodiscard]] Answer choose();
    [[nodiscard]] int random(int below);

    std::array<Receiver, kCount> m_receivers;
    std::list<Connection> m_connections;
    std::mt19937 m_random;
    int m_end[2]; // a pipe, readable when all has to end

    mutable std::mutex m_mutex; // over what follows
    mutable std::condition_variable m_arrived;
    bool m_isCalm = false;
    qint64 m_requests = 0;
    std::map<QByteArray, Arrivals> m_arrivals;
    std::map<QByteArray, int> m_answers;

    std::thread m_thread;
};

} // namespace tacklebox::test
