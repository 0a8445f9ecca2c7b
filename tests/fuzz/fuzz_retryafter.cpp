// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A Retry-After, and the other texts that say how long or when.
#include "tests/fuzz/require.h"

#include "core/retryafter.h"
#include "core/retrypolicy.h"

using namespace tacklebox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const QString text = QString::fromUtf8(bytes);
    const Instant now = fromMillis(1'700'000'000'000);

    const auto asked = retryAfterFrom(bytes, now);
    fuzz::require(!asked || (*asked >= 0ms && *asked <= 24h * 30));
    if (const auto policy = retryPolicyFrom(text, u"retry_policy"_s)) {
        for (int tries = 0; tries < 30; ++tries) {
            const auto wait = waitAfter(*policy, tries, 0.5, asked);
            fuzz::require(!wait || *wait >= 0ms);
        }
    }
    if (const auto duration = durationFrom(text))
        fuzz::require(*duration >= 0ms);
    if (const auto moment = instantFrom(text))
        fuzz::require(!toIso(*moment).isEmpty());
    return 0;
}
