// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A reply of hookshot: hooks, the requests of one, a token, or the findings of a 422.
#include "tests/fuzz/replies.h"

#include "dialects/boldpenguin/boldpenguin.h"

using namespace tacklebox;
using namespace tacklebox::dialects;
using namespace Qt::StringLiterals;

namespace {

Access makeAccess()
{
    Access access;
    access.connection.baseUrl = u"https://hooks.example.com"_s;
    access.secrets[u"access_token"_s] = Secret("t0ken");
    return access;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const BoldPenguin dialect;
    static const Access access = makeAccess();

    const auto lookAtHook = [](const Subscriber &row) {
        fuzz::require(!row.fields.contains("secret"_L1) && !row.fields.contains("config"_L1));
        fuzz::edit(dialect, access, row, {{u"active"_s, !row.isActive}});
    };
    const auto lookAtRequest = [](const Job &row) {
        fuzz::require(row.id.value.startsWith(u"1/"_s) && row.subscriberId.value == u"1"_s);
        const auto replay = dialect.replay(access, row.id);
        fuzz::require(replay && replay->url.path().startsWith(u"/hooks/1/requests/"_s));
    };
    const auto lookAtToken = [](const Token &token) {
        fuzz::require(!token.until || *token.until >= fromMillis(1'700'000'000'000));
    };
    fuzz::answerWith(dialect, fuzz::bytesOf(data, size), {lookAtHook, lookAtRequest, lookAtToken});
    return 0;
}
