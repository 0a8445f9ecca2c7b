// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// All subscribers of a backend, page by page: as its server has them now, where it can be asked.
#pragma once

#include "backend/backend.h"

namespace tacklebox {

struct AllSubscribers
{
    QList<Subscriber> rows;
    std::optional<Instant> asOf; // when they were read, where the server gave none now
};

// On the backend's thread; ends with it.
Async<AllSubscribers> everySubscriber(Backend &backend);

} // namespace tacklebox
