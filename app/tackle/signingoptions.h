// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// --scheme and --secret-file: a signature to make or to check.
#pragma once

#include "app/tackle/command.h"
#include "core/signature.h"

namespace tacklebox::tackle {

struct Signing
{
    SigningScheme scheme = SigningScheme::None;
    Secret secret;
};

[[nodiscard]] std::vector<Option> withSigningOptions(std::vector<Option> options);
// A scheme wants a secret, and a secret a scheme.
Result<Signing> signingFrom(const Arguments &arguments);

} // namespace tacklebox::tackle
