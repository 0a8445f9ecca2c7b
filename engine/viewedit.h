// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Saving and removing the views that people wrote, together with the activity that tells of it. The functions
// run inside a change or question of the store.
#pragma once

#include "core/payloadview.h"
#include "store/connection.h"

namespace tacklebox::engine {

// The program's own first, then by name; with who uses them.
Result<QList<PayloadView>> allViews(store::Connection &connection);

// A view that makes JSON of no sample, nor of the newest event, is refused with what is wrong with the first
// of them. Jobs of active subscribers that use it and were held wait again.
Result<PayloadView> saveView(store::Connection &connection, const PayloadView &view, Instant now);

Result<Done> removeView(store::Connection &connection, const QString &name, Instant now);

// UnknownChoice at payload_render_view where there is no such view; none where the name is empty.
Result<Done> checkViewExists(store::Connection &connection, const QString &name);

} // namespace tacklebox::engine
