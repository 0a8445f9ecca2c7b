// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An event's body from a file that a person chose.
#pragma once

#include "core/async.h"

#include <QByteArray>

namespace tacklebox {

// Reads it away from the calling thread: the disk may be slow or a network's. Refused, with the file
// named, where it can't be read or holds more than an event may.
Async<QByteArray> readPayloadFile(const QString &path);

} // namespace tacklebox
