// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A real nginx with one worker on free ports, for as long as the object lives. /CODE answers that
// code, everything else 200.
#pragma once

#include "tests/support/testca.h"

#include <QHash>
#include <QProcess>
#include <QTemporaryDir>

#include <optional>

namespace tacklebox::test {

struct NginxOptions
{
    std::optional<Leaf> tls;
    bool logsRequests = false; // for jobCounts()
};

class Nginx final
{
public:
    explicit Nginx(const NginxOptions &options = {});
    ~Nginx();
    Nginx(const Nginx &) = delete;
    Nginx &operator=(const Nginx &) = delete;

    // False where nginx is missing or doesn't come up.
    [[nodiscard]] bool isUp() const { return m_isUp; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url(const QString &path = QStringLiteral("/hook")) const;
    [[nodiscard]] QString tlsUrl(const QString &path = QStringLiteral("/hook")) const; // on 127.0.0.1
    [[nodiscard]] quint16 tlsPort() const { return m_tlsPort; }

    // How often each X-Tacklebox-Job arrived.
    [[nodiscard]] QHash<QByteArray, int> jobCounts() const;

private:
    [[nodiscard]] QByteArray configuration(const NginxOptions &options) const;

    QTemporaryDir m_directory;
    quint16 m_port;
    quint16 m_tlsPort;
    QProcess m_process;
    bool m_isUp = false;
};

} // namespace tacklebox::test
