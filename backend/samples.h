// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The event bodies that ship with the program, by event type: for a first publish, a test, a preview.
#pragma once

#include "core/event.h"

#include <optional>
#include <vector>

namespace tacklebox {

struct Sample
{
    QString name; // as the file: order.delivered.v2
    QString family; // planomatic, boldpenguin, superoffice
    EventDraft event; // complete, payload too
};

// From the program's resources: no file is opened.
[[nodiscard]] const std::vector<Sample> &samples();

// The sample for an event type; the one called "test" where there is none.
[[nodiscard]] const Sample &sampleFor(const QString &eventType);

} // namespace tacklebox
