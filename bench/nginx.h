// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The receiver that both sides of a measurement deliver to: a real nginx with one worker, kept
// connections and no log, on a free port of this machine. It ends with the object, and with the program.
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <optional>

#include <sys/types.h>

namespace tacklebox::bench {

class Nginx final
{
public:
    // None, with the reason on stderr, where nginx is not installed or doesn't start.
    static std::unique_ptr<Nginx> start();
    ~Nginx();
    Nginx(const Nginx &) = delete;
    Nginx &operator=(const Nginx &) = delete;

    [[nodiscard]] QString url() const; // answers 200 to every POST

    // Requests that it took so far, this question counted too.
    [[nodiscard]] std::optional<qint64> requests() const;

private:
    Nginx() = default;

    QTemporaryDir m_directory;
    quint16 m_port = 0;
    pid_t m_process = 0;
};

} // namespace tacklebox::bench
