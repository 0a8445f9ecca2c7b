// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Watches the profile for commits, this process's and others', and tells what they changed: at once,
// then at most five times a second. The file `bell` is touched after each commit; the database's own
// counter is asked once a second, in case a touch was missed.
#pragma once

#include "store/connection.h"

#include <QThread>

namespace tacklebox::store {

// Touches the bell; any thread.
class BellRope final
{
public:
    explicit BellRope(const QString &directory);
    ~BellRope();
    BellRope(const BellRope &) = delete;
    BellRope &operator=(const BellRope &) = delete;

    void ring() const;
    [[nodiscard]] static QString file(const QString &directory);

private:
    int m_file;
};

// Owns the thread "store-bell", on which `told` runs.
class Bell final
{
public:
    Bell(const QString &directory, qint64 revision, std::function<void(const News &)> told);
    ~Bell();

private:
    QThread m_thread;
};

} // namespace tacklebox::store
