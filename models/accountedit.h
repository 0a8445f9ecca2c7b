// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One edit of an account while a person makes it: its own members and its kind's settings and secrets by
// one rule, what is wrong with them, and the draft of what was given or changed. Saves nothing.
#pragma once

#include "backend/connections.h"
#include "models/subscriberedit.h"

namespace tacklebox::models {

// What every account has beside its kind's own, by the names that errors stand at.
namespace account {
inline constexpr auto kName = QLatin1StringView("name");
inline constexpr auto kBaseUrl = QLatin1StringView("base_url");
inline constexpr auto kEnvironment = QLatin1StringView("environment");
inline constexpr auto kLocked = QLatin1StringView("locked");
} // namespace account

[[nodiscard]] bool isOwnKey(const QString &key); // one of these four
// A setting that a person who adds an account need not look at.
[[nodiscard]] bool worksAsItIs(const Field &setting);
// Of a new account, until its place is chosen.
[[nodiscard]] Environment firstEnvironment(const ConnectionKind &kind);

class AccountEdit final
{
public:
    // `account`: none for a new one, which has that name unless it is given another.
    AccountEdit(const ConnectionKind &kind, const std::optional<Connection> &account,
                const QString &newName = {});

    [[nodiscard]] const ConnectionKind &kind() const { return m_kind; }
    [[nodiscard]] SubscriberEdit &values() { return m_values; }
    [[nodiscard]] const SubscriberEdit &values() const { return m_values; }
    [[nodiscard]] bool isChanged() const { return m_values.isChanged(); }
    [[nodiscard]] bool isChanged(const QString &key) const;
    [[nodiscard]] SecretState secret(const QString &key) const; // as it is saved
    [[nodiscard]] Environment environment() const;
    [[nodiscard]] bool isLockUnusual() const; // as it is saved: not what its environment asks for

    // A login by hand gives the secret: none is missed then.
    void setSigningIn(bool isSigningIn) { m_isSigningIn = isSigningIn; }

    [[nodiscard]] std::vector<Error> findings() const;
    [[nodiscard]] ConnectionDraft draft() const;

private:
    [[nodiscard]] bool lacks(const Field &secret) const;

    ConnectionKind m_kind;
    std::optional<Connection> m_account;
    SubscriberEdit m_values; // of all fields
    bool m_isSigningIn = false;
};

} // namespace tacklebox::models
