// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What every measurement publishes, and how it makes subscribers.
#pragma once

#include "backend/backend.h"
#include "bench/story.h"

namespace tacklebox::bench {

// An event with a JSON payload of `bytes`.
[[nodiscard]] EventDraft sampleEvent(const QString &type, qsizetype bytes);

// Told of the events of that type only; unsigned.
[[nodiscard]] SubscriberDraft sampleSubscriber(const QString &name, const QString &url, const QString &type);

// The error's sentence, or nothing where it was saved.
[[nodiscard]] QString save(Story &story, Backend &backend, const SubscriberDraft &draft);

} // namespace tacklebox::bench
