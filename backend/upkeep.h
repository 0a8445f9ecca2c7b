// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What keeps a profile in order: taking away what is old, and backups. Same thread rules as Backend.
#pragma once

#include "core/async.h"
#include "core/pruned.h"

#include <QObject>

#include <stop_token>

namespace tacklebox {

struct Backup
{
    QString file;
    qint64 bytes = 0;
};

class Upkeep : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // What goes by the settings now, counted.
    virtual Async<Pruned> prunable(std::stop_token stop) = 0;
    // Takes it away, and gives the free space back. `pruned` tells how far it has come.
    virtual Async<Pruned> prune() = 0;

    // A copy of the profile's database while others work on it, for its owner alone. FileExists where there
    // is such a file; a failure or a stop leaves nothing.
    virtual Async<Backup> backUp(QString file, std::stop_token stop) = 0;

signals:
    void pruned(const tacklebox::Pruned &soFar);
};

} // namespace tacklebox
