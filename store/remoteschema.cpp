// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/remoteschema.h"

namespace tacklebox::store {

namespace {

// As elsewhere, what must sort whole has no NULL: a time or code that is not known is 0. read_at: when a row
// first came as it is.
constexpr const char *kTables[] = {
    // AUTOINCREMENT: a key that somebody still holds never comes to mean another account.
    // folded: the name as names are compared.
    "CREATE TABLE connection (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE,"
    " name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, base_url TEXT NOT NULL,"
    " environment TEXT NOT NULL, is_locked INTEGER NOT NULL, settings TEXT NOT NULL,"
    " created_at INTEGER NOT NULL)",
    "CREATE TABLE connection_secret (connection_id INTEGER NOT NULL, field TEXT NOT NULL,"
    " sealed BLOB NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (connection_id, field)) WITHOUT ROWID",

    "CREATE TABLE cached_list (connection_id INTEGER NOT NULL, what INTEGER NOT NULL,"
    " read_at INTEGER NOT NULL, PRIMARY KEY (connection_id, what)) WITHOUT ROWID",
    "CREATE TABLE cached_subscriber (id INTEGER PRIMARY KEY, connection_id INTEGER NOT NULL,"
    " remote_id TEXT NOT NULL, read_at INTEGER NOT NULL, uuid TEXT NOT NULL, name TEXT NOT NULL,"
    " url TEXT NOT NULL, state INTEGER NOT NULL, is_active INTEGER NOT NULL, fields TEXT NOT NULL,"
    " secrets TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
    " last_sent_at INTEGER NOT NULL, failed_last_day INTEGER NOT NULL, health TEXT NOT NULL,"
    " UNIQUE (connection_id, remote_id))",

    "CREATE TABLE cached_job (id INTEGER PRIMARY KEY, connection_id INTEGER NOT NULL,"
    " remote_id TEXT NOT NULL, read_at INTEGER NOT NULL, uuid TEXT NOT NULL, event_id TEXT NOT NULL,"
    " event_type TEXT NOT NULL, status TEXT NOT NULL, state INTEGER NOT NULL, subscriber_id TEXT NOT NULL,"
    " subscriber_name TEXT NOT NULL, callback_url TEXT NOT NULL, status_code INTEGER NOT NULL,"
    " attempts INTEGER NOT NULL, order_id TEXT NOT NULL, address TEXT NOT NULL, created_at INTEGER NOT NULL,"
    " last_sent_at INTEGER NOT NULL, next_attempt_at INTEGER NOT NULL, outcome INTEGER,"
    " error TEXT NOT NULL, UNIQUE (connection_id, remote_id))",
    // Each of the orders, and what people ask for alone.
    "CREATE INDEX cached_job_created ON cached_job (connection_id, created_at)",
    "CREATE INDEX cached_job_sent ON cached_job (connection_id, last_sent_at)",
    "CREATE INDEX cached_job_code ON cached_job (connection_id, status_code)",
    "CREATE INDEX cached_job_type ON cached_job (connection_id, event_type)",
    "CREATE INDEX cached_job_subscriber ON cached_job (connection_id, subscriber_id, created_at)",
    "CREATE INDEX cached_job_state ON cached_job (connection_id, state, created_at)",
};

constexpr const char *kRouteRests[] = {
    "CREATE TABLE route_rest (connection_id INTEGER NOT NULL, route TEXT NOT NULL, settings TEXT NOT NULL,"
    " until INTEGER NOT NULL, reason TEXT NOT NULL, remote_status TEXT NOT NULL,"
    " http_status INTEGER NOT NULL, PRIMARY KEY (connection_id, route)) WITHOUT ROWID",
};

// What the server of an account said it is, when it was checked last.
constexpr const char *kServices[] = {
    "CREATE TABLE connection_service (connection_id INTEGER PRIMARY KEY, service TEXT NOT NULL)",
};

// At most as many of a connection as its API allows in a span.
constexpr const char *kTurns[] = {
    "CREATE TABLE request_turn (id INTEGER PRIMARY KEY, connection_id INTEGER NOT NULL,"
    " taken_at INTEGER NOT NULL)",
    "CREATE INDEX request_turn_taken ON request_turn (connection_id, taken_at)",
};

} // namespace

std::span<const char *const> remoteTables()
{
    return kTables;
}

std::span<const char *const> routeRestTables()
{
    return kRouteRests;
}

std::span<const char *const> serviceTables()
{
    return kServices;
}

std::span<const char *const> turnTables()
{
    return kTurns;
}

} // namespace tacklebox::store
