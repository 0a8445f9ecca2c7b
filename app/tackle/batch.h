// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Many events from one file, one a line.
#pragma once

#include "app/tackle/session.h"
#include "core/event.h"

namespace tacklebox::tackle {

struct Batch
{
    QList<EventDraft> events;
    QList<qsizetype> lines; // of the file, from 1: one for each event
};

// Reads all of it before anything is published: an error names the line, and nothing was changed.
Result<Batch> readBatch(const QString &file);

// Publishes in parts of one transaction each and ends the session. Progress goes to standard error. A part
// that fails leaves those before it: the error says how many events they had, and the line to go on from.
void publishBatch(Session &session, Batch batch);

} // namespace tacklebox::tackle
