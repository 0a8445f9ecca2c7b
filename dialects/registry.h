// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which dialects there are. A new one is a folder and one line in registry.cpp.
#pragma once

#include "dialects/dialect.h"

namespace tacklebox::dialects {

class Registry final
{
public:
    Registry() = default;
    explicit Registry(QList<const Dialect *> dialects); // borrowed

    // Those that come with the program.
    [[nodiscard]] static const Registry &builtIn();

    [[nodiscard]] QList<ConnectionKind> kinds() const;
    [[nodiscard]] const Dialect *find(const QString &kind) const; // null: no such one
    [[nodiscard]] Error noSuchKind(const QString &kind) const; // names those that there are

private:
    QList<const Dialect *> m_dialects;
};

} // namespace tacklebox::dialects
