// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A turn at opening the profile: one process at a time makes or migrates the database. Held for
// milliseconds, on the directory itself, and freed by the kernel.
#pragma once

#include <QString>

namespace tacklebox::store {

class OpenLock final
{
public:
    explicit OpenLock(const QString &directory);
    ~OpenLock();
    OpenLock(const OpenLock &) = delete;
    OpenLock &operator=(const OpenLock &) = delete;

private:
    int m_directory;
};

} // namespace tacklebox::store
