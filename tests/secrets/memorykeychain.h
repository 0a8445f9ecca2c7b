// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A keychain in memory that can be locked or away, as a whole or for the writing of one entry.
#pragma once

#include "secrets/keychain.h"

#include <QHash>
#include <QStringList>

namespace tacklebox::secrets::test {

class MemoryKeychain final : public Keychain
{
public:
    Async<std::optional<Secret>> read(const QString &name) override
    {
        asked.append(name);
        if (fault)
            return ready<std::optional<Secret>>(fail(*fault));
        return ready<std::optional<Secret>>(
            entries.contains(name) ? std::optional(Secret(entries.value(name))) : std::nullopt);
    }

    Async<Done> write(const QString &name, Secret secret) override
    {
        asked.append(name);
        if (fault || writeFaults.contains(name))
            return ready<Done>(fail(fault ? *fault : writeFaults.value(name)));
        entries.insert(name, secret.reveal());
        return ready<Done>(Done{});
    }

    Async<Done> remove(const QString &name) override
    {
        asked.append(name);
        if (fault)
            return ready<Done>(fail(*fault));
        entries.remove(name);
        return ready<Done>(Done{});
    }

    QHash<QString, QByteArray> entries;
    std::optional<Error> fault;
    QHash<QString, Error> writeFaults; // by entry
    QStringList asked; // entries, once for each call
};

inline Error keychainLocked()
{
    return {ErrorKind::NotAuthorised, Reason::KeychainLocked, {}, {}, {}, {}, 0};
}

inline Error keychainUnavailable()
{
    return {ErrorKind::NotAuthorised, Reason::KeychainUnavailable, {}, {}, {}, {}, 0};
}

} // namespace tacklebox::secrets::test
