// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/tokenkeeping.h"

#include "dialects/accountrows.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr QLatin1StringView kTokenKind("token_kind");
constexpr QLatin1StringView kSession("session");

// A login gives a session's token; some kinds want to know which one they have.
Async<Done> noteSession(const TokenKeeping &parts, const ConnectionId &id)
{
    const auto isAsked = [](const Field &setting) {
        return setting.key == kTokenKind && setting.choices.contains(kSession);
    };
    if (std::ranges::none_of(parts.kind.settings, isAsked))
        return ready<Done>(Done{});
    return parts.store.write<Done>([id](store::Connection &connection) {
        return writeSetting(connection, id, kTokenKind, QString(kSession));
    });
}

} // namespace

Async<Done> keepToken(const TokenKeeping &parts, const Connection &account, const Secret &token)
{
    SecretEdits edits;
    edits.emplace(u"token"_s, SecretEdit{SecretEdit::Action::Set, token, {}});
    return parts.credentials.write(account, edits)
        .then(parts.context, [parts, id = account.id](const Result<Done> &kept) {
            return kept ? noteSession(parts, id) : ready(kept);
        });
}

} // namespace tacklebox::dialects
