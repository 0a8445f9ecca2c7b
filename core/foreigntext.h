// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What somebody else's server said, made fit to be shown: one line, not too long, and without what looks like
// a credential, for servers like to repeat what they were sent. It is a net, not a proof: what is said of a
// credential by name isn't shown at all.
#pragma once

#include <QString>

namespace tacklebox {

// Of a URL only its scheme is left: its path and query may hold a credential, too.
[[nodiscard]] QString foreignText(const QString &text);

} // namespace tacklebox
