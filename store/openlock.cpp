// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/openlock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tacklebox::store {

OpenLock::OpenLock(const QString &directory)
    : m_directory(::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
    if (m_directory >= 0)
        ::flock(m_directory, LOCK_EX);
}

OpenLock::~OpenLock()
{
    if (m_directory >= 0)
        ::close(m_directory);
}

} // namespace tacklebox::store
