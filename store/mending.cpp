// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/mending.h"

#include "store/delivererlock.h"
#include "store/openlock.h"
#include "store/profiledirectory.h"
#include "store/schema.h"

#include <QDateTime>
#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <stdio.h>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kAlone[] = {
    "PRAGMA busy_timeout=1000",
    "PRAGMA locking_mode=EXCLUSIVE", // refused while anyone has it open
    "BEGIN EXCLUSIVE",
    "COMMIT",
};
constexpr const char *kSearchAnew[] = {
    "DROP TABLE event_search",
    "CREATE VIRTUAL TABLE event_search USING fts5 (type, status, order_id, address, content='event',"
    " content_rowid='id', tokenize='trigram')",
    "UPDATE profile SET indexed_event = 0",
};

Error fileError(const QString &file)
{
    const QString why = QString::fromLocal8Bit(std::strerror(errno));
    return {ErrorKind::Failed, Reason::FileNotWritten, {}, file, why, {}, 0};
}

Error busy(const QString &file, const QString &detail)
{
    return {ErrorKind::Conflict, Reason::DatabaseBusy, {}, file, detail, {}, 0};
}

template<typename Statements>
Result<Done> runAll(Connection &connection, const Statements &statements)
{
    for (const char *statement : statements) {
        if (auto done = connection.run(statement); !done)
            return done;
    }
    return Done{};
}

Result<std::unique_ptr<Connection>> openAlone(const QString &file)
{
    auto opened = Connection::open(file, Connection::Access::ReadWrite);
    if (!opened)
        return opened;
    if (auto done = runAll(**opened, kAlone); !done) {
        if (done.error().reason == Reason::DatabaseBusy)
            return fail(busy(file, u"it is open elsewhere"_s));
        return fail(done.error());
    }
    if (auto done = recognize(**opened); !done)
        return fail(done.error());
    return opened;
}

// Inside a transaction of its own: what fails is undone.
template<typename Statements>
bool tryTo(Connection &connection, const Statements &statements)
{
    if (!connection.run("BEGIN IMMEDIATE"))
        return false;
    const bool isDone = runAll(connection, statements) && connection.run("COMMIT");
    if (connection.isInTransaction())
        (void)connection.run("ROLLBACK");
    return isDone;
}

bool makeIndexesAnew(Connection &connection)
{
    constexpr const char *kReindex[] = {"REINDEX"};
    return tryTo(connection, kReindex) && diagnose(connection).damage == Damage::None;
}

bool makeSearchAnew(Connection &connection)
{
    return tryTo(connection, kSearchAnew) && diagnoseSearch(connection).damage == Damage::None;
}

void removeWithCompanions(const QString &file)
{
    for (const auto *suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(file + QLatin1StringView(suffix));
}

Result<Done> makeFresh(const QString &file, const QString &directory)
{
    removeWithCompanions(file);
    makePrivateFile(file);
    auto opened = Connection::open(file, Connection::Access::ReadWrite);
    if (!opened)
        return fail(opened.error());
    if (auto done = (*opened)->prepareForWriting(); !done)
        return done;
    return migrate(**opened, directory);
}

// At once: at no moment is there no database.
Result<Done> exchange(const QString &database, const QString &fresh)
{
    const QByteArray one = QFile::encodeName(database);
    const QByteArray other = QFile::encodeName(fresh);
    if (::renameat2(AT_FDCWD, one.constData(), AT_FDCWD, other.constData(), RENAME_EXCHANGE) != 0)
        return fail(fileError(database));
    return Done{};
}

QString keptName(const QString &database)
{
    return database + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
}

Result<Mending> salvageInto(std::unique_ptr<Connection> connection, const QString &directory, Mending mending)
{
    const QString database = databaseFile(directory);
    const QString fresh = database + u".mending"_s;
    if (auto done = makeFresh(fresh, directory); !done) {
        removeWithCompanions(fresh);
        return fail(done.error());
    }
    auto salvaged = salvage(*connection, fresh);
    (void)connection->run("PRAGMA wal_checkpoint(TRUNCATE)");
    connection.reset();
    if (!salvaged) {
        removeWithCompanions(fresh);
        return fail(salvaged.error());
    }
    mending.salvaged = *salvaged;
    mending.keptAs = keptName(database);
    // What the damaged one has beside it would be taken for the new one's.
    for (const auto *suffix : {"-wal", "-shm"})
        QFile::rename(database + QLatin1StringView(suffix), mending.keptAs + QLatin1StringView(suffix));
    if (auto done = exchange(database, fresh); !done)
        return fail(done.error());
    if (!QFile::rename(fresh, mending.keptAs))
        mending.keptAs = fresh;
    return mending;
}

} // namespace

Result<Mending> mendDatabase(const QString &directory)
{
    const QString database = databaseFile(directory);
    if (!QFile::exists(database))
        return Mending{};
    const OpenLock turn(directory);
    const auto lock = DelivererLock::tryAcquire(directory);
    if (!lock)
        return fail(lock.error());
    if (!*lock)
        return fail(busy(database, u"somebody delivers"_s));
    auto connection = openAlone(database);
    if (!connection)
        return fail(connection.error());

    Mending mending{diagnose(**connection), {}, {}};
    if (mending.found.damage == Damage::None)
        mending.found = diagnoseSearch(**connection);
    if (mending.found.damage == Damage::None)
        return mending;
    const bool isMended = (mending.found.damage == Damage::Indexes && makeIndexesAnew(**connection))
        || (mending.found.damage == Damage::Search && makeSearchAnew(**connection));
    if (isMended)
        return mending;
    mending.found.damage = Damage::Pages;
    return salvageInto(std::move(*connection), directory, std::move(mending));
}

} // namespace tacklebox::store
