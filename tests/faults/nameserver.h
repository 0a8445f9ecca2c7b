// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A name server for one test, in a network of the test's own: what it answers may change between two
// questions. Its thread ends with the object.
#pragma once

#include <QByteArray>

#include <mutex>
#include <thread>
#include <vector>

namespace tacklebox::test {

// Gives this process a network of its own, in which it may do as it likes: loopback, the public addresses
// named, and a resolver that asks 127.0.0.1. To be called before there is any thread. False where that takes
// a right that isn't there.
[[nodiscard]] bool moveIntoOwnNetwork(const std::vector<QByteArray> &publicAddresses);

class NameServer final
{
public:
    NameServer();
    ~NameServer();
    NameServer(const NameServer &) = delete;
    NameServer &operator=(const NameServer &) = delete;

    // Every name has these from now on; none: the server fails.
    void answer(std::vector<QByteArray> addresses);
    [[nodiscard]] int questions() const;

private:
    void run();
    [[nodiscard]] QByteArray reply(const QByteArray &question);

    int m_socket;
    int m_end[2];
    mutable std::mutex m_mutex; // over what follows
    std::vector<QByteArray> m_addresses;
    int m_questions = 0;
    std::thread m_thread;
};

} // namespace tacklebox::test
