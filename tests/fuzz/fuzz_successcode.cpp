// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A success code as a person writes it; every code is asked for.
#include "tests/fuzz/require.h"

#include "core/successcode.h"

using namespace tacklebox;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    (void)codeRangeFrom(text, u"code"_s);

    const auto rule = successRuleFrom(text, u"success_code"_s);

    if (!rule) {
        fuzz::require(rule.error().field == u"success_code"_s);
        return 0;
    }
    for (int code = 0; code < 1000; ++code)
        fuzz::require(!accepts(*rule, code) || (code >= 100 && code <= 599 && (code < 300 || code > 399)));
    return 0;
}
