// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/profiledirectory.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tacklebox::store {

namespace {

tl::unexpected<Error> refuse(Reason reason, const QString &directory, int systemError)
{
    return fail({ErrorKind::Failed,
                 reason,
                 {},
                 directory,
                 QString::fromLocal8Bit(std::strerror(systemError)),
                 {},
                 0});
}

} // namespace

Result<Done> prepareDirectory(const QString &directory)
{
    const QByteArray path = QFile::encodeName(directory);
    struct stat status = {};
    if (::stat(path.constData(), &status) != 0) {
        const QString parent = QDir::cleanPath(directory + QLatin1StringView("/.."));
        QDir().mkpath(parent);
        // Another process may have been quicker: then its directory is looked at like any other.
        if (::mkdir(path.constData(), 0700) != 0 && errno != EEXIST)
            return refuse(Reason::ProfileNotWritable, directory, errno);
        if (::stat(path.constData(), &status) != 0)
            return refuse(Reason::ProfileNotWritable, directory, errno);
    }
    if (!S_ISDIR(status.st_mode))
        return refuse(Reason::ProfileNotWritable, directory, ENOTDIR);
    if (status.st_uid != ::geteuid())
        return refuse(Reason::ProfileOfSomebodyElse, directory, EPERM);
    // Whoever may write there may put another file in a file's place.
    if ((status.st_mode & S_IWOTH) != 0)
        return refuse(Reason::ProfileOpenToOthers, directory, EPERM);
    if (::faccessat(AT_FDCWD, path.constData(), W_OK | X_OK, AT_EACCESS) != 0)
        return refuse(Reason::ProfileNotWritable, directory, errno);
    return Done{};
}

void makePrivateFile(const QString &file)
{
    // Only where there is none: closing a file that is open elsewhere in the process frees its locks.
    const int made = ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made >= 0)
        ::close(made);
}

} // namespace tacklebox::store
