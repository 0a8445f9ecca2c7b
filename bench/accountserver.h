// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A PlanoMatic server on this machine that answers its two lists with bodies made beforehand, and counts what
// it is asked.
//
// Threads: any; it answers on one of its own.
#pragma once

#include "transport/httpserver.h"

#include <QHash>

#include <atomic>
#include <mutex>

namespace tacklebox::bench {

class AccountServer final
{
public:
    enum class List { Subscribers, Jobs };

    // None, with the reason on stderr, where there is no port.
    static std::unique_ptr<AccountServer> start();

    [[nodiscard]] QString url() const { return m_server->url(); }
    void setAnswer(List list, const QByteArray &body); // from now on
    [[nodiscard]] int requests() const { return m_requests; } // for whatever path

private:
    AccountServer() = default;
    [[nodiscard]] transport::ServerResponse answerTo(const QString &path);

    std::atomic<int> m_requests{0};
    std::mutex m_mutex;
    QHash<QString, QByteArray> m_answers; // by path
    std::unique_ptr<transport::HttpServer> m_server; // last: it ends before what it answers with
};

} // namespace tacklebox::bench
