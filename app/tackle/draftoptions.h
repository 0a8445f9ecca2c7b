// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The options that say an edit: --set, --set-json, --unset, --secret, --clear-secret.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

[[nodiscard]] std::vector<Option> draftOptions();

// Fills `changes` and `secrets`, each value read as its field's kind wants it.
Result<SubscriberDraft> draftFrom(const Arguments &arguments, const std::vector<Field> &fields);

} // namespace tacklebox::tackle
