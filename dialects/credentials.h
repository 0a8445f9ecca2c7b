// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The secrets of connections: in the OS keychain; sealed in the profile where a file holds the master key;
// and where there is neither, sealed under a key of this run.
//
// Threads: call it from the thread it lives in, which runs an event loop; futures finish there.
#pragma once

#include "core/clock.h"
#include "core/connection.h"
#include "secrets/keychain.h"
#include "secrets/sealer.h"
#include "store/connectionstore.h"
#include "store/store.h"

#include <functional>
#include <map>

namespace tacklebox::dialects {

class Credentials final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        secrets::Keychain &keychain;
        secrets::Sealer &sealer;
        const Clock &clock;
    };

    struct Rules
    {
        // A file holds the master key (secrets::masterKeyFile): the keychain is asked only for what it was
        // given before.
        bool isSealing = false;
        bool mayBeLost = false; // a secret that lasts for this run only is of use: not to a command
    };

    // All is borrowed.
    Credentials(Parts parts, Rules rules, QObject *parent = nullptr);

    // All that are set. SecretMissing at its field where the keychain lost one; KeychainLocked,
    // SecretOfAnotherKey and the like say at which field, and why one can't be had now.
    Async<std::map<QString, Secret>> read(const Connection &connection);

    // Sets and clears, one write after the other. What is set is in its place before the profile says so;
    // where that fails, all is as it was. A mask is refused (SecretIsMask), and so is an empty one
    // (SecretForm). Where they would last for this run only and may not be lost, nothing is kept, and the
    // error says why.
    //
    // KeychainLocked where a secret is cleared: the profile has it no more, and the keychain still does.
    Async<Done> write(const Connection &connection, SecretEdits edits);

    // Takes its secrets out of the keychain, before the connection goes with those that the profile has.
    // KeychainLocked: they are still there, so the connection has to stay until they can be taken away.
    Async<Done> forget(const Connection &connection);

private:
    struct Writing;
    using WritingPointer = std::shared_ptr<Writing>;
    using Places = QMap<QString, store::SecretPlace>;

    Async<Places> places(const ConnectionId &id);
    Async<Secret> fetch(const ConnectionId &id, const QString &field);
    Async<Secret> unseal(const ConnectionId &id, const QString &field, const QByteArray &sealed);
    Async<Done> start(const WritingPointer &writing);
    Async<Done> keep(const WritingPointer &writing);
    Async<Done> keepInKeychain(const WritingPointer &writing);
    Async<Done> seal(const WritingPointer &writing);
    Async<Done> note(const WritingPointer &writing);
    Async<Done> tidy(const WritingPointer &writing);
    Async<Done> putBack(const WritingPointer &writing);
    std::function<Async<Done>()> removal(const QString &name);
    QList<std::function<Async<Done>()>> removals(const ConnectionId &id, const Places &standing);

    Parts m_parts;
    Rules m_rules;
    Async<Done> m_last; // of the writes: the next waits for it
};

} // namespace tacklebox::dialects
