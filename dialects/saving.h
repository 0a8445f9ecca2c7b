// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One save on its way: what it changes, and what was known before it was sent.
#pragma once

#include "core/subscriber.h"

#include <QSet>

#include <memory>

namespace tacklebox::dialects {

struct Saving
{
    SubscriberDraft draft; // without what is there already
    Fields sent; // its changes as they go over
    Fields before; // as the server had it, or as the person saw it
    QSet<SubscriberId> known; // before a new one was sent
    bool knowsAll = false; // the server had no others then
};

using SavingPointer = std::shared_ptr<Saving>;

} // namespace tacklebox::dialects
