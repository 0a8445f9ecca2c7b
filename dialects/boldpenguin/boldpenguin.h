// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Bold Penguin's hookshot: hooks and the requests that they were sent. Flat when written, `config` when read;
// PUT and PATCH are both partial, and either is sent with the changed members: PATCH, unless the connection
// says otherwise.
#pragma once

#include "dialects/dialect.h"

namespace tacklebox::dialects {

class BoldPenguin final : public Dialect
{
public:
    [[nodiscard]] const ConnectionKind &kind() const override;
    [[nodiscard]] BackendInfo info(const Connection &connection) const override;

    // By client credentials; none where the connection has an access token of its own.
    [[nodiscard]] std::optional<Request> signIn(const Access &access) const override;
    [[nodiscard]] Result<Token> readToken(const Response &response, Instant now) const override;
    [[nodiscard]] Result<Request> logIn(const Access &access, const Secret &password) const override;
    [[nodiscard]] Result<Request> check(const Access &access) const override;
    [[nodiscard]] Result<Done> readCheck(const Response &response) const override;

    [[nodiscard]] Result<Request> listSubscribers(const Access &access) const override;
    [[nodiscard]] Result<Listed<Subscriber>> readSubscribers(const Response &response) const override;
    [[nodiscard]] Result<Request> showSubscriber(const Access &access, const SubscriberId &id) const override;
    [[nodiscard]] Result<Subscriber> readSubscriber(const Response &response) const override;
    [[nodiscard]] Result<Request> saveSubscriber(const Access &access,
                                                 const SubscriberDraft &draft) const override;
    [[nodiscard]] Result<Request> removeSubscriber(const Access &access,
                                                   const SubscriberId &id) const override;

    // Requests are listed by hook; a job's id is HOOK/REQUEST.
    [[nodiscard]] bool listsJobsBySubscriber() const override { return true; }
    [[nodiscard]] Result<Request> listJobs(const Access &access, const JobQuery &query,
                                           const SubscriberId &subscriber) const override;
    [[nodiscard]] Result<Listed<Job>> readJobs(const Response &response,
                                               const SubscriberId &subscriber) const override;
    [[nodiscard]] Result<Request> replay(const Access &access, const JobId &id) const override;

    [[nodiscard]] std::optional<Error> errorOf(const Response &response) const override;
};

} // namespace tacklebox::dialects
