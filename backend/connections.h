// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The accounts of this profile, each with its live backend. The first is always the embedded engine,
// by the name of "local".
//
// Threads: as Backend.
#pragma once

#include "backend/backend.h"
#include "core/connection.h"

#include <QStringList>
#include <QUrl>

#include <chrono>

namespace tacklebox {

// An edit of a saved account, or a new one. Only what is there is changed.
struct ConnectionDraft
{
    QString name; // of the one that is edited; empty: a new one
    QString kind; // of a new one
    std::optional<QString> newName;
    std::optional<QString> baseUrl; // a new one without it has the vendor's first place of its environment
    std::optional<Environment> environment; // of a new one without it: as the vendor's place says, else test
    std::optional<bool> isLocked; // a new one without it: locked on production, whatever that is called
    Fields settings; // null takes one back to its default
    SecretEdits secrets;
};

// A sign-in that a person goes through in a browser.
struct SignInPage
{
    QUrl url; // to be opened by who asked
    // The browser came back, what it brought is kept, and the account was checked with it: what the check
    // says. Cancelled once it is stopped.
    Async<Done> signedIn;
};

// What was seen of an account last.
struct ConnectionState
{
    enum class Standing { Unseen, Checking, Ready, NeedsSignIn, Unreachable, Forbidden, Failing };

    Standing standing = Standing::Unseen;
    std::optional<Error> why; // for the last four
    std::optional<Instant> seenAt;
    // How long the last call took, where the vendor itself calls that slow; none: it was not.
    std::optional<std::chrono::milliseconds> slow = {};
    QString service = {}; // what the server said it is, with its version; empty: it was not asked, or told nothing

    bool operator==(const ConnectionState &) const = default;
};

inline constexpr QLatin1StringView kFleet{"all"};

class Connections : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QStringList names() const = 0;
    // Borrowed; null: no such one. All of them at once go by the name of kFleet, which names() doesn't list.
    [[nodiscard]] virtual Backend *backend(const QString &name) = 0;

    // The kinds of accounts that can be added.
    [[nodiscard]] virtual QList<ConnectionKind> kinds() const = 0;
    // None for "local", which is no account, and for a name that nobody has.
    [[nodiscard]] virtual std::optional<Connection> account(const QString &name) const = 0;
    [[nodiscard]] virtual ConnectionState state(const QString &name) const = 0;

    // Errors stand at their field: name, kind, base_url, a setting or a secret. What is wrong writes nothing.
    virtual Async<Connection> save(ConnectionDraft draft) = 0;
    // The account, its secrets and what was cached of it; nothing at the vendor.
    virtual Async<Done> remove(QString name) = 0;
    // Asks the server whether the account works; state() tells afterwards, too.
    virtual Async<Done> check(QString name) = 0;
    // Signs in by hand where the kind knows that, and keeps the token that it gives. NotOfThisApi elsewhere.
    virtual Async<Done> logIn(QString name, Secret password) = 0;
    // The same in a browser, where the kind, as the account is set, knows that: listens on this computer's own
    // loopback for the browser to come back. NotOfThisApi elsewhere.
    virtual Async<SignInPage> signInByBrowser(QString name, std::stop_token stop) = 0;

    static constexpr std::chrono::minutes kUnlocked{15};
    // A locked one refuses every write (ConnectionLocked) but for so long.
    virtual void unlock(const QString &name, std::chrono::milliseconds duration = kUnlocked) = 0;
    virtual void lock(const QString &name) = 0;
    [[nodiscard]] virtual bool isLocked(const QString &name) const = 0; // just now
    // What is left until it locks itself again; none: nobody unlocked it.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> unlockedFor(const QString &name) const = 0;

signals:
    void changed(); // names and accounts
    void stateChanged(const QString &name); // its state or its lock
};

} // namespace tacklebox
