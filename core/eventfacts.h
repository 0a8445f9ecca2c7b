// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a body and its headers may tell of one event on its way to one subscriber.
#pragma once

#include "core/instant.h"

#include <QByteArray>
#include <QString>

namespace tacklebox {

struct EventFacts
{
    QString id; // a UUID, the same for every subscriber and in each attempt
    QString type;
    QString status;
    QString orderId;
    QString address;
    Instant at; // when it was published
    QString subscriber; // its name
    QByteArray payload; // JSON, as checkPayload() takes it
};

} // namespace tacklebox
