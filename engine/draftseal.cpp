// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/draftseal.h"

#include "core/signingsecret.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

SigningScheme schemeOf(const SubscriberDraft &draft, const Fields &standing)
{
    const Fields &fields = draft.changes.contains("signing_scheme"_L1) ? draft.changes : standing;
    return signingSchemeFrom(fields.value("signing_scheme"_L1).toString()).value_or(SigningScheme::None);
}

Result<store::SealedEdit> sealOne(const SecretEdit &edit, const QUuid &uuid, const QString &field,
                                  const Vault &vault, Instant now)
{
    if (edit.action == SecretEdit::Action::Clear)
        return store::SealedEdit{};
    Result<QByteArray> bytes = vault.seal(edit.value, uuid, field);
    if (!bytes)
        return fail(bytes.error());
    store::SealedEdit sealed{std::move(*bytes), {}};
    if (edit.overlap > 0s)
        sealed.previousUntil = now + edit.overlap;
    return sealed;
}

} // namespace

Result<SealedDraft> sealDraft(SubscriberDraft draft, const QUuid &uuid, const Fields &standing,
                              const Vault &vault, Instant now)
{
    SealedDraft sealed{{}, uuid, {}};
    for (const auto &[field, edit] : draft.secrets) {
        if (edit.action == SecretEdit::Action::Set) {
            if (std::optional<Error> error = checkSecret(schemeOf(draft, standing), edit.value, field))
                return fail(std::move(*error));
        }
        Result<store::SealedEdit> one = sealOne(edit, uuid, field, vault, now);
        if (!one)
            return fail(one.error());
        sealed.secrets.emplace(field, std::move(*one));
    }
    draft.secrets.clear();
    sealed.draft = std::move(draft);
    return sealed;
}

} // namespace tacklebox::engine
