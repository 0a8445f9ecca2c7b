// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Many events from one file, one a line.
#pragma once

#include "app/tackle/session.h"
#include "core/event.h"

namespace tacklebox::tackle {

// Reads all of it before anything is published: an error names the line, and nothing was changed.
Result<QList<EventDraft>> readBatch(const QString &file);

// Publishes in parts and ends the session. Progress goes to standard error.
void publishBatch(Session &session, QList<EventDraft> events);

} // namespace tacklebox::tackle
