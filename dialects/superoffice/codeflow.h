// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// SuperOffice Online's sign-in in a browser. It alone gives the refresh token that `auth` oauth lives on.
#pragma once

#include "dialects/browserlogin.h"

namespace tacklebox::dialects::superoffice {

class CodeFlow final : public BrowserLogin
{
public:
    // By `redirect_uri`, which the app's registration has to name; empty: /callback on any port.
    [[nodiscard]] Result<QUrl> comesBackTo(const Connection &connection) const override;
    [[nodiscard]] Result<Request> site(const Access &access) const override;
    [[nodiscard]] Result<SignInSite> readSite(const Access &access, const Response &response) const override;
    [[nodiscard]] QUrl page(const Access &access, const SignInSite &site,
                            const SignInProof &proof) const override;
    [[nodiscard]] Request redeem(const Access &access, const SignInSite &site, const SignInProof &proof,
                                 const Secret &code) const override;
    // RemoteSignInRefused where the code is not taken.
    [[nodiscard]] Result<SignInGain> readRedeemed(const Response &response, Instant now) const override;
};

[[nodiscard]] const CodeFlow &codeFlow();

} // namespace tacklebox::dialects::superoffice
