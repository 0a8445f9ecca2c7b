// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A client on a raw socket, that says exactly what a test wants said.
#pragma once

#include <QByteArray>

namespace tacklebox::test {

class RawClient final
{
public:
    explicit RawClient(quint16 port); // on 127.0.0.1
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    void send(const QByteArray &bytes);
    // False after ten seconds, or when the server closed without it.
    [[nodiscard]] bool waitFor(const QByteArray &text);
    // True once the server has closed.
    [[nodiscard]] bool waitForEnd();

private:
    [[nodiscard]] bool read();

    int m_socket;
    bool m_hasEnded = false;
    QByteArray m_received;
};

} // namespace tacklebox::test
