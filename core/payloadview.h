// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A form of the body that has a name: one that comes with the program, or one that people wrote.
#pragma once

#include "core/error.h"
#include "core/instant.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace tacklebox {

enum class ViewOrigin { Own, BuiltIn };

struct PayloadView
{
    QString name;
    QByteArray text;
    ViewOrigin origin = ViewOrigin::Own;
    QStringList usedBy; // names of subscribers
    std::optional<Instant> updatedAt; // of an own one

    bool operator==(const PayloadView &) const = default;
};

// Letters, digits, dots, dashes and underscores, 64 at most: ViewName.
[[nodiscard]] std::optional<Error> checkViewName(const QString &name, const QString &field);

} // namespace tacklebox
