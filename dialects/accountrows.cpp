// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/accountrows.h"

#include "dialects/accountdraft.h"

#include <algorithm>

namespace tacklebox::dialects {

namespace {

Result<Connection> accountRow(store::Connection &connection, const ConnectionId &id)
{
    const auto key = store::findConnection(connection, id); // says that there is none
    if (!key)
        return fail(key.error());
    const auto accounts = store::connections(connection);
    if (!accounts)
        return fail(accounts.error());
    return *std::ranges::find(*accounts, id, &Connection::id);
}

// What the server said it is may be of another one.
Result<Done> forgetService(store::Connection &connection, const Connection &before, const Connection &account)
{
    if (before.baseUrl == account.baseUrl && before.settings == account.settings)
        return Done{};
    const auto key = store::findConnection(connection, account.id);
    return key ? store::writeConnectionService(connection, *key, {}) : fail(key.error());
}

Result<AccountChange> rewrite(store::Connection &connection, const Connection &before,
                              const Connection &account)
{
    if (auto done = store::updateConnection(connection, account); !done)
        return fail(done.error());
    if (auto done = forgetService(connection, before, account); !done)
        return fail(done.error());
    const auto after = accountRow(connection, account.id);
    if (!after)
        return fail(after.error());
    return AccountChange{before, *after};
}

// Secrets are edited apart.
bool isSameEdit(Connection one, const Connection &other)
{
    one.secrets = other.secrets;
    return one == other;
}

} // namespace

Result<QList<AccountRow>> accountRows(store::Connection &connection)
{
    const auto accounts = store::connections(connection);
    if (!accounts)
        return fail(accounts.error());
    QList<AccountRow> rows;
    for (const Connection &account : *accounts) {
        const auto key = store::findConnection(connection, account.id);
        if (!key)
            return fail(key.error());
        const auto service = store::connectionService(connection, *key);
        if (!service)
            return fail(service.error());
        rows.append({*key, account, *service});
    }
    return rows;
}

Result<AccountChange> writeAccount(store::Connection &connection, const ConnectionId &id,
                                   const ConnectionDraft &draft, const ConnectionKind &kind, Instant now)
{
    if (!draft.name.isEmpty()) {
        const auto before = accountRow(connection, id);
        if (!before)
            return fail(before.error());
        const auto account = accountFrom(draft, *before, kind);
        return account ? rewrite(connection, *before, *account) : fail(account.error());
    }
    auto account = accountFrom(draft, {}, kind);
    if (!account)
        return fail(account.error());
    account->id = id;
    account->createdAt = now;
    if (const auto key = store::insertConnection(connection, *account, now); !key)
        return fail(key.error());
    return AccountChange{{}, *account};
}

Result<Done> takeBackAccount(store::Connection &connection, const AccountChange &change)
{
    if (!change.before) {
        const auto key = store::findConnection(connection, change.after.id);
        return key ? store::removeConnection(connection, *key) : fail(key.error());
    }
    const auto now = accountRow(connection, change.after.id);
    if (!now)
        return fail(now.error());
    return isSameEdit(*now, change.after) ? store::updateConnection(connection, *change.before)
                                          : Result<Done>(Done{});
}

Result<Done> writeSetting(store::Connection &connection, const ConnectionId &id, const QString &key,
                          const QJsonValue &value)
{
    auto account = accountRow(connection, id);
    if (!account)
        return fail(account.error());
    account->settings.insert(key, value);
    return store::updateConnection(connection, *account);
}

} // namespace tacklebox::dialects
