// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The accounts of this profile, each with its live backend. The first is always the embedded engine,
// by the name of "local".
#pragma once

#include "backend/backend.h"

#include <QStringList>

namespace tacklebox {

class Connections : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QStringList names() const = 0;
    [[nodiscard]] virtual Backend *backend(const QString &name) = 0; // borrowed; null: no such one

signals:
    void changed();
};

} // namespace tacklebox
