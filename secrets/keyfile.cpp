// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/keyfile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

Error notRead(const QString &file, const QString &detail)
{
    return {ErrorKind::NotAuthorised, Reason::FileNotRead, {}, file, detail, {}, 0};
}

} // namespace

QString masterKeyFile()
{
    return qEnvironmentVariable("TACKLEBOX_MASTER_KEY_FILE");
}

Result<MasterKey> readKeyFile(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return fail(notRead(file, source.errorString()));
    struct stat status
    {
    };
    if (::fstat(source.handle(), &status) != 0)
        return fail(notRead(file, u"it can't be examined"_s));
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(notRead(file, u"others may read it: its mode must be 0600"_s));
    if (status.st_uid != ::geteuid())
        return fail(notRead(file, u"it belongs to somebody else"_s));
    Result<MasterKey> key = MasterKey::fromBytes(Secret(source.read(kMasterKeyBytes + 1)));
    if (!key)
        key.error().subject = file;
    return key;
}

Result<Done> writeKeyFile(const QString &file, const MasterKey &key)
{
    const auto refusal = [&file](int systemError) {
        return fail(
            Error{ErrorKind::Failed, Reason::FileNotWritten, {}, file, qt_error_string(systemError), {}, 0});
    };
    const int handle = ::open(
        QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (handle < 0)
        return refusal(errno);
    const bool isWritten
        = ::write(handle, key.bytes().reveal().constData(), kMasterKeyBytes) == kMasterKeyBytes
        && ::fsync(handle) == 0;
    const int systemError = errno;
    ::close(handle);
    if (isWritten)
        return Done{};
    QFile::remove(file);
    return refusal(systemError);
}

} // namespace tacklebox::secrets
