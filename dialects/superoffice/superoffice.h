// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// SuperOffice's Webhook routes, on site and Online. It keeps no jobs. Everything is asked for raw: no text in
// a language of the connection's own and no time in its zone, so that what was read can be an edit's base.
#pragma once

#include "dialects/dialect.h"
#include "dialects/superoffice/codeflow.h"
#include "dialects/superoffice/errors.h"
#include "dialects/superoffice/routes.h"

namespace tacklebox::dialects {

class SuperOffice final : public Dialect
{
public:
    using Filter = superoffice::ListFilter;
    using Signal = superoffice::Signal;

    // What the server found when it posted a test event to the target.
    struct TestResult
    {
        bool isSuccess = false; // the target answered 200
        QString message; // what it answered
    };

    [[nodiscard]] const ConnectionKind &kind() const override;
    [[nodiscard]] BackendInfo info(const Connection &connection) const override;
    // By a refresh token, or for a system user's ticket. Else where the tenant's API stands today, where the
    // vendor's site can tell.
    [[nodiscard]] std::optional<Request> signIn(const Access &access) const override;
    [[nodiscard]] Result<Token> readToken(const Response &response, Instant now) const override;
    [[nodiscard]] bool endsTokensBy403(const Connection &connection) const override;
    [[nodiscard]] Result<Request> logIn(const Access &, const Secret &) const override
    {
        return notOfThisApi();
    }
    [[nodiscard]] const BrowserLogin *browserLogin() const override { return &superoffice::codeFlow(); }
    // The list: readSubscribers() tells that the app has no access to Webhooks, which is a 404 there.
    [[nodiscard]] Result<Request> check(const Access &access) const override;
    [[nodiscard]] Result<Done> readCheck(const Response &response) const override;

    [[nodiscard]] Result<Request> listSubscribers(const Access &access) const override;
    // By a whole name, by the event and by being active.
    [[nodiscard]] bool narrowsSubscribers(const SubscriberQuery &query) const override;
    [[nodiscard]] Result<Request> listSubscribers(const Access &access,
                                                  const SubscriberQuery &query) const override;
    [[nodiscard]] Result<Request> listSubscribers(const Access &access, const Filter &filter) const;
    [[nodiscard]] Result<Listed<Subscriber>> readSubscribers(const Response &response) const override;
    [[nodiscard]] Result<Request> showSubscriber(const Access &access, const SubscriberId &id) const override;
    // NotFound where there is null.
    [[nodiscard]] Result<Subscriber> readSubscriber(const Response &response) const override;
    [[nodiscard]] QString goodAnswer() const override { return QStringLiteral("200"); }
    // The server posts a test event to the target before it saves; a target that fails fails the save.
    [[nodiscard]] Result<Request> saveSubscriber(const Access &access,
                                                 const SubscriberDraft &draft) const override;
    // By the agent, and by PUT, which also carry the secret.
    [[nodiscard]] bool writesWhole(const Connection &connection) const override
    {
        return superoffice::writesWhole(connection);
    }
    [[nodiscard]] SecretEdits secretsToCarry(const Response &shown) const override;
    [[nodiscard]] Result<Request> removeSubscriber(const Access &access,
                                                   const SubscriberId &id) const override;

    // What the server proposes for a new one: all of it, and what of that is a field with a value.
    [[nodiscard]] Result<Request> newSubscriber(const Access &access) const override;
    [[nodiscard]] Result<Fields> readDefault(const Response &response) const;
    [[nodiscard]] Result<Fields> readNewSubscriber(const Response &response) const override;
    // The whole one, by PUT.
    [[nodiscard]] Result<Request> replace(const Access &access, const SubscriberDraft &draft) const;
    // Repeated, it reaches the target again.
    [[nodiscard]] Result<Request> test(const Access &access, const SubscriberDraft &draft) const;
    [[nodiscard]] Result<TestResult> readTest(const Response &response) const;
    // An event of one's own, to all who subscribe to it.
    [[nodiscard]] Result<Request> signal(const Access &access, const Signal &signal) const;
    [[nodiscard]] Result<Request> publish(const Access &access, const EventDraft &event) const override;
    // With the secret that `shown` has, so that the target finds the signature it expects.
    [[nodiscard]] Result<Request> testAtVendor(const Access &access, const Response &shown) const override;
    [[nodiscard]] Result<Done> readTestAtVendor(const Response &response) const override;

    [[nodiscard]] Result<Request> usage(const Access &access, const SubscriberId &id) const override;
    // RemoteForbidden where the archive is closed to the account, which may be a 404, too.
    [[nodiscard]] Result<SubscriberUsage> readUsage(const Response &response,
                                                    const SubscriberId &id) const override;
    [[nodiscard]] Result<Request> lastError(const Access &access, const SubscriberId &id) const override;
    [[nodiscard]] Result<QString> readLastError(const Response &response) const override;

    // Of show, and of an edit by REST.
    [[nodiscard]] Result<Request> selectMembers(const Access &access, const SubscriberId &id,
                                                const QStringList &members) const override;
    [[nodiscard]] Result<Fields> readMembers(const Response &response,
                                             const QStringList &members) const override;

    [[nodiscard]] Result<Request> service(const Access &access) const override;
    [[nodiscard]] QString readService(const Response &response) const override;
    // After a 404 alone: RemoteWithoutWebhooks where the server lists its routes and none is of Webhooks.
    [[nodiscard]] Result<Request> routesAfter(const Access &access, const Error &ofCheck) const override;
    [[nodiscard]] Error readRoutes(const Response &response, const Error &ofCheck) const override;

    [[nodiscard]] Result<Request> listJobs(const Access &access, const JobQuery &query,
                                           const SubscriberId &subscriber) const override;
    [[nodiscard]] Result<Listed<Job>> readJobs(const Response &response,
                                               const SubscriberId &subscriber) const override;
    [[nodiscard]] Result<Request> replay(const Access &, const JobId &) const override
    {
        return notOfThisApi();
    }

    [[nodiscard]] std::optional<Error> errorOf(const Response &response) const override;
    [[nodiscard]] Error ofNoSubscriber(Error error) const override { return superoffice::ofAgent(error); }
};

} // namespace tacklebox::dialects
