// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The OS keychain. Entries live under the program's service, each by a name. Answers are asynchronous
// and come within 30 seconds; KeychainLocked and KeychainUnavailable say why there is none.
//
// Threads: call it from the thread it lives in, which runs an event loop; futures finish there.
#pragma once

#include "core/async.h"
#include "core/secret.h"

#include <QObject>

#include <chrono>

namespace tacklebox::secrets {

class Keychain : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // None where the unlocked keychain has no such entry.
    virtual Async<std::optional<Secret>> read(const QString &name) = 0;
    virtual Async<Done> write(const QString &name, Secret secret) = 0;
    virtual Async<Done> remove(const QString &name) = 0;
};

// Over QtKeychain, without its insecure fallback. A locked Secret Service reads as "no entry" and
// deletes with success, so the collection's lock is asked for first. Where a person is asked to unlock
// another one, and cancels, the same answers come: the entry is asked for behind them.
class SystemKeychain final : public Keychain
{
    Q_OBJECT

public:
    explicit SystemKeychain(QString service = QStringLiteral("tacklebox"),
                            std::chrono::milliseconds limit = std::chrono::seconds(30),
                            QObject *parent = nullptr);

    Async<std::optional<Secret>> read(const QString &name) override;
    Async<Done> write(const QString &name, Secret secret) override;
    Async<Done> remove(const QString &name) override;

private:
    template<typename T>
    Async<T> unlessLocked(const QString &name, const Result<T> &answer);

    QString m_service;
    std::chrono::milliseconds m_limit;
};

} // namespace tacklebox::secrets
