// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/capture.h"

#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

QLatin1StringView toText(SignatureCheck check)
{
    static constexpr Words<SignatureCheck, 4> kChecks{{
        {SignatureCheck::NotChecked, "not_checked"_L1},
        {SignatureCheck::Valid, "valid"_L1},
        {SignatureCheck::Invalid, "invalid"_L1},
        {SignatureCheck::Missing, "missing"_L1},
    }};
    return wordOf(kChecks, check);
}

} // namespace tacklebox
