// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/savedconnections.h"

#include "dialects/browsersignin.h"
#include "dialects/forgetting.h"
#include "dialects/standing.h"
#include "dialects/tokenkeeping.h"
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
    const auto rows = parts.store.read<QList<AccountRow>>({}, accountRows).result();
    if (!rows)
        return fail(rows.error());
    std::unique_ptr<SavedConnections> connections(new SavedConnections(parts));
    connections->take(*rows);
    return connections;
}

SavedConnections::Entry *SavedConnections::find(const QString &name) const
{
    const auto found
        = std::ranges::find_if(m_entries, [&](const auto &entry) { return entry->connection.name == name; });
    return found == m_entries.end() ? nullptr : found->get();
}

std::unique_ptr<SavedConnections::Entry> SavedConnections::entryOf(const AccountRow &row)
{
    auto entry = std::make_unique<Entry>();
    entry->key = row.key;
    entry->connection = row.account;
    entry->relock.setSingleShot(true);
    const QString id = row.account.id.value;
    connect(
        &entry->relock, &QTimer::timeout, this, [this, made = entry.get()] { lock(made->connection.name); });
    if (const Dialect *dialect = m_parts.registry.find(row.account.kind)) {
        entry->backend = std::make_unique<RemoteBackend>(RemoteBackend::Parts{*dialect,
                                                                              m_parts.client,
                                                                              m_parts.credentials,
                                                                              m_parts.store,
                                                                              m_parts.clock,
                                                                              m_parts.local,
                                                                              m_parts.reading},
                                                         row.key,
                                                         row.account);
        entry->backend->setService(row.service);
        connect(entry->backend.get(),
                &RemoteBackend::answered,
                this,
                [this, id](const std::optional<Error> &error, About about) { see(id, error, about); });
        connect(entry->backend.get(), &RemoteBackend::serviceTold, this, [this, from = entry->backend.get()] {
            emit stateChanged(from->connection().name);
        });
    }
    return entry;
}

// Those that stay keep their backend, which pages hold.
void SavedConnections::take(const QList<AccountRow> &rows)
{
    std::vector<std::unique_ptr<Entry>> before = std::exchange(m_entries, {});
    for (const AccountRow &row : rows) {
        const auto known
            = std::ranges::find_if(before, [&](const auto &entry) { return entry && entry->key == row.key; });
        std::unique_ptr<Entry> entry = known == before.end() ? entryOf(row) : std::move(*known);
        if (entry->backend) {
            if (entry->connection != row.account)
                entry->backend->setConnection(row.account);
            entry->backend->setLocked(row.account.isLocked && !entry->unlockedUntil);
        }
        entry->connection = row.account;
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
    return m_parts.store.read<QList<AccountRow>>({}, accountRows)
        .then(this, [this, number = ++m_asked](const Result<QList<AccountRow>> &rows) -> Result<Done> {
            if (!rows)
                return fail(rows.error());
            if (number > m_taken) {
                m_taken = number;
                take(*rows);
            }
            return Done{};
        });
}

Async<Done> SavedConnections::reloadAfter(const Async<Done> &change)
{
    return change.then(this, [this](const Result<Done> &changed) {
        return reload().then(this, [changed](const Result<Done> &) { return changed; });
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
    ConnectionState state = entry ? entry->state : ConnectionState{};
    state.service = entry && entry->backend ? entry->backend->service() : QString();
    return state;
}

void SavedConnections::see(const QString &id, const std::optional<Error> &error, About about)
{
    // Who lacks a route may not have looked at the credential.
    if (error && isMissingRoute(*error) && !isOfAccount(*error, about))
        return;
    for (const auto &entry : m_entries) {
        if (entry->connection.id.value != id)
            continue;
        entry->state = stateOf(error, m_parts.clock.now(), about);
        entry->state.slow = entry->backend->slow();
        emit stateChanged(entry->connection.name);
        return;
    }
}

// The row first, for the secrets belong to it; what fails behind it takes it back.
Async<Connection> SavedConnections::save(ConnectionDraft draft)
{
    const Entry *edited = find(draft.name);
    if (!edited && !draft.name.isEmpty())
        return ready<Connection>(fail(noSuch(draft.name)));
    const QString kind = edited ? edited->connection.kind : draft.kind;
    const Dialect *dialect = m_parts.registry.find(kind);
    if (!dialect)
        return ready<Connection>(fail(m_parts.registry.noSuchKind(kind)));
    const Instant now = m_parts.clock.now();
    const ConnectionId id = edited ? edited->connection.id : ConnectionId{store::textOf(store::newUuid(now))};
    return m_parts.store
        .write<AccountChange>([draft, id, now, about = dialect->kind()](store::Connection &connection) {
            return writeAccount(connection, id, draft, about, now);
        })
        .then(this,
              [this, secrets = draft.secrets](const Result<AccountChange> &change) -> Async<Connection> {
                  if (!change)
                      return ready<Connection>(fail(change.error()));
                  return reloadAfter(keepSecrets(*change, secrets))
                      .then(this,
                            [this, saved = change->after](const Result<Done> &kept) -> Result<Connection> {
                                if (!kept)
                                    return fail(kept.error());
                                return account(saved.name).value_or(saved);
                            });
              });
}

Async<Done> SavedConnections::keepSecrets(const AccountChange &change, const SecretEdits &secrets)
{
    if (secrets.empty())
        return ready<Done>(Done{});
    return m_parts.credentials.write(change.after, secrets)
        .then(this, [this, change](const Result<Done> &kept) -> Async<Done> {
            if (kept)
                return ready(kept);
            return m_parts.store
                .write<Done>(
                    [change](store::Connection &connection) { return takeBackAccount(connection, change); })
                .then(this, [kept](const Result<Done> &) { return kept; });
        });
}

Async<Done> SavedConnections::remove(QString name)
{
    const Entry *entry = find(name);
    if (!entry)
        return ready<Done>(fail(noSuch(name)));
    return reloadAfter(forget({m_parts.store, m_parts.credentials, this}, entry->key, entry->connection));
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

Async<SignInPage> SavedConnections::signInByBrowser(QString name, std::stop_token stop)
{
    const Entry *entry = find(name);
    const Dialect *dialect = entry ? m_parts.registry.find(entry->connection.kind) : nullptr;
    if (!entry || !dialect)
        return ready<SignInPage>(fail(noSuch(name)));
    return BrowserSignIn::begin({*dialect, m_parts.client, m_parts.credentials, m_parts.clock},
                                entry->connection,
                                stop,
                                *entry->backend)
        .then(this, [this, id = entry->connection.id](Result<SignInPage> page) {
            if (page)
                page->signedIn = page->signedIn.then(this, [this, id](const Result<Done> &kept) {
                    return kept ? checkAnew(id) : ready(kept);
                });
            return page;
        });
}

// What it had of its former secrets is forgotten.
Async<Done> SavedConnections::checkAnew(const ConnectionId &id)
{
    return reload().then(this, [this, id](const Result<Done> &) {
        const auto found = std::ranges::find_if(
            m_entries, [&id](const auto &entry) { return entry->connection.id == id; });
        if (found == m_entries.end())
            return ready<Done>(fail(noSuch(id.value)));
        (*found)->backend->setConnection((*found)->connection);
        return check((*found)->connection.name);
    });
}

Async<Done> SavedConnections::logIn(QString name, Secret password)
{
    const Entry *entry = find(name);
    if (!entry || !entry->backend)
        return ready<Done>(fail(noSuch(name)));
    return entry->backend->logIn(std::move(password))
        .then(this, [this, account = entry->connection](const Result<Token> &token) {
            if (!token)
                return ready<Done>(fail(token.error()));
            const TokenKeeping keeping{
                m_parts.store, m_parts.credentials, this, m_parts.registry.find(account.kind)->kind()};
            return reloadAfter(keepToken(keeping, account, token->value));
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
