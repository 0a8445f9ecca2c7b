// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a connection is told of: its name, its place, its state in a line, and its colour.
#pragma once

#include "backend/connections.h"

#include <QColor>

namespace tacklebox::ui {

class Theme;

// Neither the embedded engine nor all connections at once.
[[nodiscard]] bool isAccount(const BackendInfo &info);
// Its name; the embedded engine's is Built-in engine.
[[nodiscard]] QString connectionTitle(const BackendInfo &info);
// The name with what it stands for, for buttons that write: “PlanoMatic production”.
[[nodiscard]] QString placeText(const BackendInfo &info);
// Who may answer a list in this computer's place; empty where nobody else could.
[[nodiscard]] QString serverName(const BackendInfo &info);
// Of rows that an account's server was asked for and didn't give: how old they are. Empty without an age.
[[nodiscard]] QString ageText(const BackendInfo &info, std::optional<Instant> asOf);
[[nodiscard]] QString environmentText(Environment environment);
// A name for a new account, that nobody has: “PlanoMatic production”, “PlanoMatic production 2”.
[[nodiscard]] QString suggestedName(const QString &vendor, Environment environment, const QStringList &taken);

// Of an account, the second line in the rail: “production · integration 12”, or why it doesn't work.
[[nodiscard]] QString standingLine(const Connections &connections, const QString &name);
// What is wrong and what to do next; empty while it works.
[[nodiscard]] QString troubleText(const Connection &account, const ConnectionState &state);
[[nodiscard]] bool isInTrouble(const ConnectionState &state);
// Of all of them at once, whose rows may be missing, and why; empty while all work.
[[nodiscard]] QString troubleOfAll(const Connections &connections);
[[nodiscard]] QString firstInTrouble(const Connections &connections);
// “unlocked 14:20 left”, “locked”; empty for one that has no lock.
[[nodiscard]] QString lockText(const Connections &connections, const QString &name);

// Production is red everywhere.
[[nodiscard]] QColor colourOf(const Theme &theme, Environment environment);

} // namespace tacklebox::ui
