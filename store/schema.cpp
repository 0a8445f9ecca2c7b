// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/schema.h"

#include "store/connection.h"
#include "store/delivererlock.h"
#include "store/remoteschema.h"

#include <QFileInfo>

#include <span>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

// "Tckl", so that `file` and we ourselves tell a profile's database from any other.
static constexpr int kApplicationId = 0x54636b6c;

namespace {

// A time is in milliseconds since 1970, a UUID a BLOB of 16 bytes. What must sort whole has no
// NULL: status_code and last_sent_at are 0 before there is one.
constexpr const char *kFirstTables[] = {
    "CREATE TABLE profile (id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL DEFAULT 0,"
    " subscriber_revision INTEGER NOT NULL DEFAULT 0, indexed_event INTEGER NOT NULL DEFAULT 0,"
    " key_id BLOB, key_check BLOB, key_source TEXT)",
    "INSERT INTO profile (id) VALUES (1)",

    "CREATE TABLE subscriber (id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id <= 2147483647),"
    " uuid BLOB NOT NULL UNIQUE, key TEXT NOT NULL, name TEXT NOT NULL, url TEXT NOT NULL,"
    " is_active INTEGER NOT NULL, state INTEGER NOT NULL, fields TEXT NOT NULL, created_at INTEGER NOT NULL,"
    " updated_at INTEGER NOT NULL, last_sent_at INTEGER NOT NULL DEFAULT 0, deleted_at INTEGER)",
    "CREATE UNIQUE INDEX subscriber_key ON subscriber (key) WHERE key <> '' AND deleted_at IS NULL",
    "CREATE TABLE subscriber_secret (subscriber_id INTEGER NOT NULL, key TEXT NOT NULL, sealed BLOB NOT NULL,"
    " since INTEGER NOT NULL, PRIMARY KEY (subscriber_id, key)) WITHOUT ROWID",

    // An event's jobs have successive ids: first_job and on. The payload is last, so that lists don't
    // read through it.
    "CREATE TABLE event (id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, type TEXT NOT NULL, status TEXT NOT "
    "NULL,"
    " order_id TEXT NOT NULL, address TEXT NOT NULL, key TEXT, created_at INTEGER NOT NULL, not_before "
    "INTEGER,"
    " first_job INTEGER NOT NULL, jobs INTEGER NOT NULL, payload BLOB NOT NULL)",
    "CREATE UNIQUE INDEX event_key ON event (key) WHERE key IS NOT NULL",
    "CREATE INDEX event_created ON event (created_at)",

    "CREATE TABLE job (id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, event_id INTEGER NOT NULL,"
    " subscriber_id INTEGER NOT NULL, event_type TEXT NOT NULL, status TEXT NOT NULL, state INTEGER NOT NULL,"
    " manual INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT "
    "0,"
    " due_at INTEGER, epoch INTEGER NOT NULL DEFAULT 0, status_code INTEGER NOT NULL DEFAULT 0,"
    " outcome INTEGER, created_at INTEGER NOT NULL, last_sent_at INTEGER NOT NULL DEFAULT 0, error TEXT)",
    "CREATE INDEX job_created ON job (created_at)",
    "CREATE INDEX job_subscriber ON job (subscriber_id, created_at)",
    // Partial: what was delivered costs nothing here. No condition says IN: SQLite would build its list
    // anew in every statement that writes a job.
    "CREATE INDEX job_due ON job (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX job_sending ON job (epoch) WHERE state = 1",
    "CREATE INDEX job_delivered ON job (last_sent_at) WHERE state = 2",
    "CREATE INDEX job_trouble ON job (state, last_sent_at, subscriber_id) WHERE state > 3",

    // The id is job * 2^20 + number: the attempts of a job lie together without an index.
    "CREATE TABLE attempt (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, flags INTEGER NOT NULL,"
    " outcome INTEGER NOT NULL, status_code INTEGER, dns INTEGER, connect INTEGER, tls INTEGER,"
    " first_byte INTEGER, total INTEGER NOT NULL, error TEXT, peer TEXT, tls_facts TEXT, method BLOB NOT "
    "NULL,"
    " url TEXT NOT NULL, request_headers BLOB NOT NULL, request_body BLOB, response_headers BLOB,"
    " response_body BLOB)",

    "CREATE TABLE capture (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, method BLOB NOT NULL,"
    " target TEXT NOT NULL, peer TEXT NOT NULL, answered INTEGER NOT NULL, signature INTEGER NOT NULL,"
    " truncated INTEGER NOT NULL, headers BLOB NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE activity (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, verb INTEGER NOT NULL,"
    " connection TEXT NOT NULL, subject TEXT NOT NULL, subject_id TEXT NOT NULL, amount INTEGER NOT NULL,"
    " before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)",

    // What each of the last commits changed. jobs, subscribers and removed hold keys of 8 bytes.
    "CREATE TABLE change (revision INTEGER PRIMARY KEY, overflow INTEGER NOT NULL, jobs BLOB, subscribers "
    "BLOB,"
    " removed BLOB, events INTEGER NOT NULL, captures INTEGER NOT NULL, activities INTEGER NOT NULL,"
    " connections INTEGER NOT NULL)",

    "CREATE VIRTUAL TABLE event_search USING fts5 (type, status, order_id, address, content='event',"
    " content_rowid='id', tokenize='trigram')",
};

// A queue for each subscriber, so that one is claimed from without walking through another's.
constexpr const char *kQueues[] = {
    "DROP INDEX job_due",
    "CREATE INDEX job_queue ON job (subscriber_id, due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX job_retrying ON job (subscriber_id) WHERE state = 3",
};

// A subscriber that is well has no row. previous_until: how long the secret before the newest one signs.
constexpr const char *kHealth[] = {
    "CREATE TABLE health (subscriber_id INTEGER PRIMARY KEY, failures INTEGER NOT NULL, since INTEGER,"
    " warned_at INTEGER, reason INTEGER NOT NULL, stopped_at INTEGER, last_error TEXT NOT NULL)",
    "ALTER TABLE subscriber_secret ADD COLUMN previous BLOB",
    "ALTER TABLE subscriber_secret ADD COLUMN previous_until INTEGER",
};

// What stands in sending, as a JSON array of ids: written anew with each turn of the deliverer, for an
// index would be written twice for each job.
constexpr const char *kSending[] = {
    "CREATE TABLE sending (id INTEGER PRIMARY KEY CHECK (id = 1), jobs TEXT NOT NULL)",
    "INSERT INTO sending SELECT 1, json_group_array(id) FROM job WHERE state = 1",
    "DROP INDEX job_sending",
};

// A run that sends many jobs again, in its own time. replay_job: those whose turn has yet to come.
constexpr const char *kReplays[] = {
    "CREATE TABLE replay (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL, created_at INTEGER NOT "
    "NULL,"
    " state INTEGER NOT NULL, per_second REAL, url TEXT NOT NULL, body BLOB, jobs INTEGER NOT NULL,"
    " sent INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT "
    "0,"
    " last_error TEXT, ended_at INTEGER)",
    "CREATE INDEX replay_running ON replay (id) WHERE state = 1",
    "CREATE TABLE replay_job (replay_id INTEGER NOT NULL, job_id INTEGER NOT NULL,"
    " PRIMARY KEY (replay_id, job_id)) WITHOUT ROWID",
};

// What people are told by e-mail, once for each cause: a kind of trouble in one run of a subscriber's
// failures, to one address. joined: what else it stands for. epoch: of the deliverer that sends it.
constexpr const char *kMails[] = {
    "CREATE TABLE mail (id INTEGER PRIMARY KEY AUTOINCREMENT, subscriber_id INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, recipient TEXT NOT NULL, run INTEGER NOT NULL, subject TEXT NOT NULL,"
    " body TEXT NOT NULL, joined INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0,"
    " epoch INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,"
    " due_at INTEGER, ended_at INTEGER, fault INTEGER, code INTEGER NOT NULL DEFAULT 0,"
    " answer TEXT NOT NULL DEFAULT '', UNIQUE (subscriber_id, kind, recipient, run))",
    "CREATE INDEX mail_due ON mail (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX mail_sending ON mail (epoch) WHERE state = 1",
    "CREATE TABLE setting_secret (key TEXT PRIMARY KEY, sealed BLOB NOT NULL, since INTEGER NOT NULL)"
    " WITHOUT ROWID",
};

// A body's form that people wrote themselves.
constexpr const char *kViews[] = {
    "CREATE TABLE view (name TEXT PRIMARY KEY, template TEXT NOT NULL, updated_at INTEGER NOT NULL) WITHOUT "
    "ROWID",
};

// Events that nobody was told of: what is old among them is found by a look.
constexpr const char *kKeeping[] = {
    "CREATE INDEX event_alone ON event (created_at) WHERE jobs = 0",
};

// What hosts showed in TLS handshakes of this computer's; place: host:port. not_after is 0 where it can't
// be read.
constexpr const char *kCertificates[] = {
    "CREATE TABLE certificate (place TEXT PRIMARY KEY, subject TEXT NOT NULL, issuer TEXT NOT NULL,"
    " not_after INTEGER NOT NULL, trust INTEGER NOT NULL, seen_at INTEGER NOT NULL) WITHOUT ROWID",
};

Result<int> number(Connection &connection, QByteArrayView pragma)
{
    const auto found = connection.first(pragma, {}, [](const Row &row) { return int(row.integer(0)); });
    if (!found)
        return fail(found.error());
    return found->value_or(0);
}

Error profileError(Reason reason, const Connection &connection, const QString &detail = {})
{
    return {ErrorKind::Failed, reason, {}, connection.file(), detail, {}, 0};
}

Result<Done> runAll(Connection &connection, std::span<const char *const> statements)
{
    for (const char *statement : statements) {
        if (auto done = connection.run(statement); !done)
            return done;
    }
    return Done{};
}

Result<Done> createFirstTables(Connection &connection)
{
    if (auto done = runAll(connection, kFirstTables); !done)
        return done;
    return connection.run("PRAGMA application_id=" + QByteArray::number(kApplicationId));
}

Result<Done> createQueues(Connection &connection)
{
    if (auto done = runAll(connection, kQueues); !done)
        return done;
    return runAll(connection, kHealth);
}

Result<Done> createRunsMailsViews(Connection &connection)
{
    for (const std::span<const char *const> statements : {std::span<const char *const>(kSending),
                                                          std::span<const char *const>(kReplays),
                                                          std::span<const char *const>(kMails),
                                                          std::span<const char *const>(kViews),
                                                          std::span<const char *const>(kKeeping)}) {
        if (auto done = runAll(connection, statements); !done)
            return done;
    }
    return Done{};
}

Result<Done> createRemote(Connection &connection)
{
    return runAll(connection, remoteTables());
}

Result<Done> createRouteRests(Connection &connection)
{
    return runAll(connection, routeRestTables());
}

Result<Done> createCertificates(Connection &connection)
{
    return runAll(connection, kCertificates);
}

Result<Done> createServices(Connection &connection)
{
    return runAll(connection, serviceTables());
}

Result<Done> createTurns(Connection &connection)
{
    return runAll(connection, turnTables());
}

using Step = Result<Done> (*)(Connection &);

// The step at index n leads from schema n to n + 1. Append only.
constexpr Step kSteps[] = {createFirstTables,
                           createQueues,
                           createRunsMailsViews,
                           createRemote,
                           createRouteRests,
                           createCertificates,
                           createServices,
                           createTurns};
static_assert(std::size(kSteps) == kSchemaVersion);

// Inside BEGIN IMMEDIATE: nobody else migrates, and nobody writes.
Result<Done> migrateLocked(Connection &connection, const QString &directory)
{
    const auto version = number(connection, "PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version == kSchemaVersion)
        return Done{};
    if (*version > kSchemaVersion)
        return fail(profileError(Reason::DatabaseNewer, connection));

    std::unique_ptr<DelivererLock> lock;
    if (*version > 0) {
        auto taken = DelivererLock::tryAcquire(directory);
        if (!taken)
            return fail(taken.error());
        if (!*taken)
            return fail(profileError(Reason::DatabaseBusy, connection, u"an older schema is in use"_s));
        lock = std::move(*taken);
    }
    for (int step = *version; step < kSchemaVersion; ++step) {
        if (auto done = kSteps[step](connection); !done)
            return done;
    }
    // Committed while the lock is still held.
    if (auto done = connection.run("PRAGMA user_version=" + QByteArray::number(kSchemaVersion)); !done)
        return done;
    return connection.run("COMMIT");
}

} // namespace

QString databaseFile(const QString &directory)
{
    return directory + u"/tacklebox.db"_s;
}

Result<Done> recognize(Connection &connection)
{
    const auto application = number(connection, "PRAGMA application_id");
    if (!application)
        return fail(application.error());
    const auto version = number(connection, "PRAGMA user_version");
    if (!version)
        return fail(version.error());
    const auto objects = number(connection, "SELECT count(*) FROM sqlite_schema");
    if (!objects)
        return fail(objects.error());
    const bool isNew = *application == 0 && *version == 0 && *objects == 0;
    if (*application != kApplicationId && !isNew)
        return fail(profileError(Reason::DatabaseOfAnotherProgram, connection));
    if (*version > kSchemaVersion)
        return fail(profileError(Reason::DatabaseNewer, connection));
    return Done{};
}

Result<Done> migrate(Connection &connection, const QString &directory)
{
    const auto version = number(connection, "PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version == kSchemaVersion)
        return Done{};

    if (auto begun = connection.run("BEGIN IMMEDIATE"); !begun)
        return begun;
    auto done = migrateLocked(connection, directory);
    if (connection.isInTransaction())
        (void)connection.run("ROLLBACK");
    return done;
}

Result<Done> checkSchema(Connection &connection)
{
    Statement &version = connection.hot("PRAGMA user_version");
    if (version.step() != Statement::Step::Row)
        return fail(connection.lastError());
    const qint64 number = version.integer(0);
    version.reset();
    if (number != kSchemaVersion)
        return fail(profileError(Reason::DatabaseNewer, connection));
    return Done{};
}

} // namespace tacklebox::store
