// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/backup.h"

#include "store/connection.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kCopy[] = "VACUUM INTO ?";

namespace {

Error fileError(const QString &file, int systemError)
{
    const Reason reason = systemError == EEXIST          ? Reason::FileExists
        : systemError == ENOSPC || systemError == EDQUOT ? Reason::DiskFull
                                                         : Reason::FileNotWritten;
    const ErrorKind kind = systemError == EEXIST ? ErrorKind::Conflict : ErrorKind::Failed;
    return {kind, reason, {}, file, QString::fromLocal8Bit(std::strerror(systemError)), {}, 0};
}

// A file under another name until it is whole, and gone with this object unless it was kept.
class Part final
{
public:
    explicit Part(const QString &file)
        : m_file(QFile::encodeName(file))
        , m_part(m_file + ".part")
        , m_descriptor(::open(m_part.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600))
        , m_isOurs(m_descriptor >= 0)
    {
    }
    ~Part()
    {
        if (m_isOurs) {
            ::unlink(m_part.constData());
            ::unlink((m_part + "-journal").constData());
        }
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Part(const Part &) = delete;
    Part &operator=(const Part &) = delete;

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] QString name() const { return QFile::decodeName(m_part); }

    // Onto the disk and under its own name, where no other file has that.
    [[nodiscard]] bool keep()
    {
        if (::fsync(m_descriptor) != 0
            || ::renameat2(AT_FDCWD, m_part.constData(), AT_FDCWD, m_file.constData(), RENAME_NOREPLACE) != 0)
            return false;
        m_isOurs = false;
        const QByteArray directory = QFile::encodeName(QFileInfo(QFile::decodeName(m_file)).path());
        const int handle = ::open(directory.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool isDurable = handle >= 0 && ::fsync(handle) == 0;
        if (handle >= 0)
            ::close(handle);
        return isDurable;
    }

private:
    QByteArray m_file;
    QByteArray m_part;
    int m_descriptor;
    bool m_isOurs;
};

} // namespace

Result<qint64> backUp(const QString &database, const QString &file, std::stop_token stop)
{
    if (QFileInfo::exists(file))
        return fail(fileError(file, EEXIST));
    Part part(file);
    if (!part.isOpen())
        return fail(fileError(errno == EEXIST ? part.name() : file, errno));
    auto opened = Connection::open(database, Connection::Access::ReadOnly);
    if (!opened)
        return fail(opened.error());
    (*opened)->setStopToken(std::move(stop));
    if (auto done = (*opened)->run(kCopy, {part.name()}); !done) {
        Error error = done.error();
        // It is the copy that can't be written.
        if (error.reason == Reason::DiskFull || error.reason == Reason::ProfileNotWritable
            || error.reason == Reason::FileNotWritten)
            error.subject = file;
        return fail(error);
    }
    if (!part.keep())
        return fail(fileError(file, errno));
    return QFileInfo(file).size();
}

} // namespace tacklebox::store
