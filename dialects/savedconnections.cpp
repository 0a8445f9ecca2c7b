// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/savedconnections.h"

#include "dialects/accountdraft.h"
#include "dialects/forgetting.h"
#include "dialects/standing.h"
#include "store/rowuuid.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

Error noSuch(const QString &name)
{
    return {ErrorKind::NotFound, Reason::NoSuchConnection, {}, name, {}, {}, 0};
}

Error noSuchKind(const QString &kind, const Registry &registry)
{
    Error error = invalid(Reason::UnknownChoice, u"kind"_s, kind);
    QStringList known;
    for (const ConnectionKind &each : registry.kinds())
        known.append(each.name);
    error.detail = known.join(u", "_s);
    return error;
}

} // namespace

struct SavedConnections::Entry
{
    store::ConnectionKey key;
    Connection connection;
    std::unique_ptr<RemoteBackend> backend; // null: a kind that this version doesn't know
    ConnectionState state;
    std::optional<std::chrono::milliseconds> unlockedUntil; // by Clock::running()
    QTimer relock;
};

SavedConnections::SavedConnections(const Parts &parts)
    : m_parts(parts)
{
    connect(&parts.store, &store::Store::newsArrived, this, [this](const store::News &news) {
        if (news.connectionsChanged)
            (void)reload();
    });
}

SavedConnections::~SavedConnections() = default;

Result<std::unique_ptr<SavedConnections>> SavedConnections::open(const Parts &parts)
{
    const auto rows = parts.store.read<QList<Row>>({}, rowsOf).result();
    if (!rows)
        return fail(rows.error());
    std::unique_ptr<SavedConnections> connections(new SavedConnections(parts));
    connections->take(*rows);
    return connections;
}

Result<QList<SavedConnections::Row>> SavedConnections::rowsOf(store::Connection &connection)
{
    const auto accounts = store::connections(connection);
    if (!accounts)
        return fail(accounts.error());
    QList<Row> rows;
    for (const Connection &account : *accounts) {
        const auto key = store::findConnection(connection, account.id);
        if (!key)
            return fail(key.error());
        rows.append({*key, account});
    }
    return rows;
}

SavedConnections::Entry *SavedConnections::find(const QString &name) const
{
    const auto found
        = std::ranges::find_if(m_entries, [&](const auto &entry) { return entry->connection.name == name; });
    return found == m_entries.end() ? nullptr : found->get();
}

std::unique_ptr<SavedConnections::Entry> SavedConnections::entryOf(const Row &row)
{
    auto entry = std::make_unique<Entry>();
    entry->key = row.key;
    entry->connection = row.connection;
    entry->relock.setSingleShot(true);
    const QString id = row.connection.id.value;
    connect(
        &entry->relock, &QTimer::timeout, this, [this, made = entry.get()] { lock(made->connection.name); });
    if (const Dialect *dialect = m_parts.registry.find(row.connection.kind)) {
        entry->backend = std::make_unique<RemoteBackend>(RemoteBackend::Parts{*dialect,
                                                                              m_parts.client,
                                                                              m_parts.credentials,
                                                                              m_parts.store,
                                                                              m_parts.clock,
                                                                              m_parts.local,
                                                                              m_parts.reading},
                                                         row.key,
                                                         row.connection);
        connect(entry->backend.get(),
                &RemoteBackend::answered,
                this,
                [this, id](const std::optional<Error> &error) { see(id, error); });
    }
    return entry;
}

// Those that stay keep their backend, which pages hold.
void SavedConnections::take(const QList<Row> &rows)
{
    std::vector<std::unique_ptr<Entry>> before = std::exchange(m_entries, {});
    for (const Row &row : rows) {
        const auto known
            = std::ranges::find_if(before, [&](const auto &entry) { return entry && entry->key == row.key; });
        std::unique_ptr<Entry> entry = known == before.end() ? entryOf(row) : std::move(*known);
        if (entry->backend) {
            if (entry->connection != row.connection)
                entry->backend->setConnection(row.connection);
            entry->backend->setLocked(row.connection.isLocked && !entry->unlockedUntil);
        }
        entry->connection = row.connection;
        m_entries.push_back(std::move(entry));
    }
    emit changed();
    // After everybody was told: a page may be asking one of them just now.
    for (std::unique_ptr<Entry> &gone : before) {
        if (gone && gone->backend)
            gone->backend.release()->deleteLater();
    }
}

Async<Done> SavedConnections::reload()
{
    return m_parts.store.read<QList<Row>>({}, rowsOf)
        .then(this, [this](const Result<QList<Row>> &rows) -> Result<Done> {
            if (!rows)
                return fail(rows.error());
            take(*rows);
            return Done{};
        });
}

QStringList SavedConnections::names() const
{
    QStringList names{u"local"_s};
    for (const auto &entry : m_entries)
        names.append(entry->connection.name);
    return names;
}

Backend *SavedConnections::backend(const QString &name)
{
    if (name == "local"_L1)
        return &m_parts.local;
    if (name == kFleet) {
        if (!m_fleet)
            m_fleet = std::make_unique<FleetBackend>(*this);
        return m_fleet.get();
    }
    const Entry *entry = find(name);
    return entry ? entry->backend.get() : nullptr;
}

QList<ConnectionKind> SavedConnections::kinds() const
{
    return m_parts.registry.kinds();
}

std::optional<Connection> SavedConnections::account(const QString &name) const
{
    const Entry *entry = find(name);
    return entry ? std::optional(entry->connection) : std::nullopt;
}

ConnectionState SavedConnections::state(const QString &name) const
{
    const Entry *entry = find(name);
    return entry ? entry->state : ConnectionState{};
}

void SavedConnections::see(const QString &id, const std::optional<Error> &error)
{
    for (const auto &entry : m_entries) {
        if (entry->connection.id.value != id)
            continue;
        entry->state = stateOf(error, m_parts.clock.now());
        emit stateChanged(entry->connection.name);
        return;
    }
}

Async<Connection> SavedConnections::save(ConnectionDraft draft)
{
    std::optional<Connection> before;
    if (!draft.name.isEmpty()) {
        before = account(draft.name);
        if (!before)
            return ready<Connection>(fail(noSuch(draft.name)));
    }
    const QString kind = before ? before->kind : draft.kind;
    const Dialect *dialect = m_parts.registry.find(kind);
    if (!dialect)
        return ready<Connection>(fail(noSuchKind(kind, m_parts.registry)));
    auto account = accountFrom(draft, before, dialect->kind());
    if (!account)
        return ready<Connection>(fail(account.error()));
    if (!before) {
        account->createdAt = m_parts.clock.now();
        account->id = {store::textOf(store::newUuid(*account->createdAt))};
    }
    return saveAs(*account, before, draft.secrets);
}

// The row first, for the secrets belong to it; what fails behind it takes it back.
Async<Connection> SavedConnections::saveAs(const Connection &account, const std::optional<Connection> &before,
                                           const SecretEdits &secrets)
{
    return writeRow(account, !before)
        .then(this,
              [this, account, before, secrets](const Result<Done> &written) -> Async<Done> {
                  if (!written || secrets.empty())
                      return ready(written);
                  return m_parts.credentials.write(account, secrets)
                      .then(this, [this, account, before](const Result<Done> &kept) -> Async<Done> {
                          if (kept)
                              return ready(kept);
                          return undo(account, before).then(this, [kept](const Result<Done> &) {
                              return kept;
                          });
                      });
              })
        .then(this, [this, account](const Result<Done> &saved) -> Async<Connection> {
            return reload().then(this, [this, saved, account](const Result<Done> &) -> Result<Connection> {
                if (!saved)
                    return fail(saved.error());
                return this->account(account.name).value_or(account);
            });
        });
}

Async<Done> SavedConnections::writeRow(const Connection &account, bool isNew)
{
    return m_parts.store.write<Done>(
        [account, isNew, now = m_parts.clock.now()](store::Connection &connection) -> Result<Done> {
            if (!isNew)
                return store::updateConnection(connection, account);
            const auto key = store::insertConnection(connection, account, now);
            if (!key)
                return fail(key.error());
            return Done{};
        });
}

Async<Done> SavedConnections::undo(const Connection &account, const std::optional<Connection> &before)
{
    if (before)
        return writeRow(*before, false);
    return m_parts.store.write<Done>([id = account.id](store::Connection &connection) -> Result<Done> {
        const auto key = store::findConnection(connection, id);
        if (!key)
            return fail(key.error());
        return store::removeConnection(connection, *key);
    });
}

Async<Done> SavedConnections::remove(QString name)
{
    const Entry *entry = find(name);
    if (!entry)
        return ready<Done>(fail(noSuch(name)));
    return forget({m_parts.store, m_parts.credentials, this}, entry->key, entry->connection)
        .then(this, [this](const Result<Done> &forgotten) {
            return reload().then(this, [forgotten](const Result<Done> &) { return forgotten; });
        });
}

Async<Done> SavedConnections::check(QString name)
{
    Entry *entry = find(name);
    if (!entry || !entry->backend)
        return name == "local"_L1 ? m_parts.local.check() : ready<Done>(fail(noSuch(name)));
    entry->state.standing = ConnectionState::Standing::Checking;
    emit stateChanged(name);
    return entry->backend->check();
}

Async<Done> SavedConnections::logIn(QString name, Secret password)
{
    const Entry *entry = find(name);
    if (!entry || !entry->backend)
        return ready<Done>(fail(noSuch(name)));
    return entry->backend->logIn(std::move(password))
        .then(this, [this, account = entry->connection](const Result<Token> &token) -> Async<Done> {
            if (!token)
                return ready<Done>(fail(token.error()));
            SecretEdits edits;
            edits.emplace(u"token"_s, SecretEdit{SecretEdit::Action::Set, token->value, {}});
            return saveAs(account, account, edits).then(this, [](const Result<Connection> &saved) {
                return saved.map([](const Connection &) { return Done{}; });
            });
        });
}

void SavedConnections::unlock(const QString &name, std::chrono::milliseconds duration)
{
    Entry *entry = find(name);
    if (!entry || !entry->backend)
        return;
    entry->unlockedUntil = m_parts.clock.running() + duration;
    entry->backend->setLocked(false);
    entry->relock.start(duration);
    emit stateChanged(name);
}

void SavedConnections::lock(const QString &name)
{
    Entry *entry = find(name);
    if (!entry || !entry->backend)
        return;
    entry->relock.stop();
    entry->unlockedUntil.reset();
    entry->backend->setLocked(entry->connection.isLocked);
    emit stateChanged(name);
}

bool SavedConnections::isLocked(const QString &name) const
{
    const Entry *entry = find(name);
    return entry && entry->backend && entry->backend->isLocked();
}

std::optional<std::chrono::milliseconds> SavedConnections::unlockedFor(const QString &name) const
{
    const Entry *entry = find(name);
    if (!entry || !entry->unlockedUntil)
        return std::nullopt;
    return std::max(*entry->unlockedUntil - m_parts.clock.running(), std::chrono::milliseconds(0));
}

} // namespace tacklebox::dialects
