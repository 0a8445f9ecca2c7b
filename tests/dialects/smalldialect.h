// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An API with nothing but a sign-in, where it is told to want one, and a rate, where it is told of one.
#pragma once

#include "dialects/connectionfields.h"
#include "dialects/dialect.h"

#include <functional>

namespace tacklebox::dialects::test {

class SmallDialect final : public Dialect
{
public:
    SmallDialect()
    {
        m_kind.name = QStringLiteral("small");
        m_kind.secrets = {secretField(QStringLiteral("secret"))};
    }

    [[nodiscard]] const ConnectionKind &kind() const override { return m_kind; }
    [[nodiscard]] BackendInfo info(const Connection &) const override { return {}; }
    [[nodiscard]] std::optional<Rate> rate() const override { return allowed; }

    [[nodiscard]] std::optional<Request> signIn(const Access &access) const override
    {
        if (signInUrl.isEmpty())
            return std::nullopt;
        if (onSignIn)
            onSignIn();
        return Request{"POST", signInUrl, {}, access.secret(QStringLiteral("secret")).reveal(), Effect::Read};
    }
    // The body is the token; a header says how many seconds it lasts.
    [[nodiscard]] Result<Token> readToken(const Response &response, Instant now) const override
    {
        if (auto error = errorOf(response))
            return fail(*error);
        Token token{Secret(response.body), {}};
        if (const auto seconds = valueOf(response.headers, "X-Seconds"))
            token.until = now + std::chrono::seconds(seconds->toInt());
        return token;
    }

    [[nodiscard]] bool endsTokensBy403(const Connection &) const override { return endsBy403; }

    [[nodiscard]] Result<Request> logIn(const Access &, const Secret &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> check(const Access &) const override { return notOfThisApi(); }
    [[nodiscard]] Result<Request> listSubscribers(const Access &) const override { return notOfThisApi(); }
    [[nodiscard]] Result<Listed<Subscriber>> readSubscribers(const Response &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> showSubscriber(const Access &, const SubscriberId &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Subscriber> readSubscriber(const Response &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> saveSubscriber(const Access &, const SubscriberDraft &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> removeSubscriber(const Access &, const SubscriberId &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> listJobs(const Access &, const JobQuery &,
                                           const SubscriberId &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Listed<Job>> readJobs(const Response &, const SubscriberId &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] Result<Request> replay(const Access &, const JobId &) const override
    {
        return notOfThisApi();
    }

    [[nodiscard]] std::optional<Error> errorOf(const Response &response) const override
    {
        if (response.status >= 200 && response.status <= 299)
            return std::nullopt;
        return Error{ErrorKind::Failed, Reason::RemoteStatus, {}, {}, {}, {}, response.status};
    }

    void callSlowAfter(std::chrono::milliseconds time) { m_kind.slowAfter = time; }

    std::optional<Rate> allowed;
    QUrl signInUrl; // empty: none is wanted
    bool endsBy403 = false; // its tokens
    std::function<void()> onSignIn; // before each is sent, or would be

private:
    ConnectionKind m_kind;
};

} // namespace tacklebox::dialects::test
