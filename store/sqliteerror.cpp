// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/sqliteerror.h"

#include <sqlite3.h>

#include <cerrno>

namespace tacklebox::store {

namespace {

Reason reasonOf(int code, int systemError)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return Reason::DiskFull;
    case SQLITE_READONLY:
        return Reason::DatabaseReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Reason::DatabaseBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Reason::DatabaseDamaged;
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return Reason::ProfileNotWritable;
    case SQLITE_IOERR:
        if (systemError == ENOSPC || systemError == EDQUOT)
            return Reason::DiskFull;
        if (systemError == EROFS)
            return Reason::DatabaseReadOnly;
        return code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ ? Reason::FileNotRead
                                                                            : Reason::FileNotWritten;
    default:
        return Reason::Unspecified;
    }
}

} // namespace

Error sqliteError(sqlite3 *handle, const QString &file)
{
    const int code = sqlite3_extended_errcode(handle);
    Error error;
    error.kind = (code & 0xff) == SQLITE_INTERRUPT ? ErrorKind::Cancelled : ErrorKind::Failed;
    error.reason = reasonOf(code, sqlite3_system_errno(handle));
    error.subject = file;
    error.detail = QStringLiteral("SQLite %1: %2").arg(code).arg(QString::fromUtf8(sqlite3_errmsg(handle)));
    return error;
}

} // namespace tacklebox::store
