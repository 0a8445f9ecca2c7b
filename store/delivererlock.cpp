// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/delivererlock.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace tacklebox::store {

namespace {

QByteArray lockPath(const QString &directory)
{
    return QFile::encodeName(directory + QLatin1StringView("/deliverer.lock"));
}

// An open-file-description lock: freed with the last descriptor, and asked for without taking it.
struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace

DelivererLock::DelivererLock(int file)
    : m_file(file)
{
}

DelivererLock::~DelivererLock()
{
    ::close(m_file);
}

Result<std::unique_ptr<DelivererLock>> DelivererLock::tryAcquire(const QString &directory)
{
    const QByteArray path = lockPath(directory);
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return fail({ErrorKind::Failed,
                     Reason::ProfileNotWritable,
                     {},
                     QFile::decodeName(path),
                     QString::fromLocal8Bit(std::strerror(errno)),
                     {},
                     0});
    }
    struct flock lock = wholeFile();
    if (::fcntl(file, F_OFD_SETLK, &lock) != 0) {
        ::close(file);
        return std::unique_ptr<DelivererLock>();
    }
    return std::unique_ptr<DelivererLock>(new DelivererLock(file));
}

bool DelivererLock::isHeld(const QString &directory)
{
    const int file = ::open(lockPath(directory).constData(), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return false;
    struct flock lock = wholeFile();
    const bool isAnswered = ::fcntl(file, F_OFD_GETLK, &lock) == 0;
    ::close(file);
    return isAnswered && lock.l_type != F_UNLCK;
}

} // namespace tacklebox::store
