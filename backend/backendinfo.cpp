// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/backendinfo.h"

namespace tacklebox {

bool callsTarget(const BackendInfo &info, const SubscriberDraft &draft)
{
    if (!info.savingCallsTarget)
        return false;
    const auto &[key, values] = *info.savingCallsTarget;
    const QString chosen = (draft.changes.contains(key) ? draft.changes : draft.base).value(key).toString();
    return key.isEmpty() || chosen.isEmpty() || values.contains(chosen);
}

} // namespace tacklebox
