// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An event of one's own, told to all who subscribe to it.
#pragma once

#include "core/error.h"
#include "core/event.h"

#include <QJsonObject>

namespace tacklebox::dialects::superoffice {

struct Signal
{
    QString event;
    int primaryKey = 0; // of the row that it is about
    QJsonObject data;
};

// The payload is an object whose `PrimaryKey` is a number; the rest of it is what the server hands on. There
// is no order, no key and no other time here: what gives one is refused at it.
Result<Signal> signalFrom(const EventDraft &event);

} // namespace tacklebox::dialects::superoffice
