// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How one remote API signs a person in in a browser: by a code that the browser brings back to this computer,
// which is given for a secret to be kept (RFC 6749, 4.1, with RFC 7636). Under the rules of Dialect.
#pragma once

#include "dialects/access.h"

namespace tacklebox::dialects {

// Where the vendor does that.
struct SignInSite
{
    QUrl page; // for the person
    QUrl tokens; // for the code
};

// Made anew for each sign-in.
struct SignInProof
{
    QByteArray state; // comes back with the browser, so that nobody else's answer is taken
    Secret verifier; // goes with the code, so that nobody else can use it
    QUrl comesBackTo; // on this computer, with the port that is listened on
};

// What the code gave.
struct SignInGain
{
    SecretEdits kept; // the connection's secret from now on
    Token token; // of this sign-in, as readToken() reads one
};

class BrowserLogin
{
public:
    virtual ~BrowserLogin() = default;

    // Where the browser comes back to: http on this computer's own loopback, without a port where any will
    // do. NotOfThisApi where the connection, as it is set, isn't signed in to so.
    [[nodiscard]] virtual Result<QUrl> comesBackTo(const Connection &connection) const = 0;

    // Asks where the vendor signs people in. What the account lacks for the whole of it is said here.
    [[nodiscard]] virtual Result<Request> site(const Access &access) const = 0;
    // RemoteRedirected where that is told to be elsewhere than at the vendor.
    [[nodiscard]] virtual Result<SignInSite> readSite(const Access &access,
                                                      const Response &response) const = 0;
    [[nodiscard]] virtual QUrl page(const Access &access, const SignInSite &site,
                                    const SignInProof &proof) const = 0;

    [[nodiscard]] virtual Request redeem(const Access &access, const SignInSite &site,
                                         const SignInProof &proof, const Secret &code) const = 0;
    [[nodiscard]] virtual Result<SignInGain> readRedeemed(const Response &response, Instant now) const = 0;
};

} // namespace tacklebox::dialects
