// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// All subscribers of a backend, page by page.
#pragma once

#include "backend/backend.h"

namespace tacklebox {

// On the backend's thread; ends with it.
Async<QList<Subscriber>> everySubscriber(Backend &backend);

} // namespace tacklebox
