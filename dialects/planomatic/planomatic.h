// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// PlanoMatic's webhook_out_subs and webhook_jobs. Two of its calls are documented: update, and the jobs
// index. The others follow from their names; of those, writes are off until the connection allows them.
#pragma once

#include "dialects/dialect.h"

namespace tacklebox::dialects {

class PlanoMatic final : public Dialect
{
public:
    [[nodiscard]] const ConnectionKind &kind() const override;
    [[nodiscard]] BackendInfo info(const Connection &connection) const override;

    // The vendor's public API allows that much to one key.
    [[nodiscard]] std::optional<Rate> rate() const override;

    // How long the session lasts is not told: the server says when it has ended.
    [[nodiscard]] Result<Token> readToken(const Response &response, Instant now) const override;
    [[nodiscard]] Result<Request> logIn(const Access &access, const Secret &password) const override;
    // One job: the only documented read.
    [[nodiscard]] Result<Request> check(const Access &access) const override;
    [[nodiscard]] Result<Done> readCheck(const Response &response) const override;

    // Whether it has pages is not told, so it is asked how many there are: a count above the rows says that
    // these are not all. The query's page asks for more, of the size that the server gave.
    [[nodiscard]] Result<Request> listSubscribers(const Access &access) const override;
    [[nodiscard]] Result<Request> listSubscribers(const Access &access,
                                                  const SubscriberQuery &query) const override;
    [[nodiscard]] Result<Listed<Subscriber>> readSubscribers(const Response &response) const override;
    [[nodiscard]] Result<Request> showSubscriber(const Access &access, const SubscriberId &id) const override;
    // A write may succeed and tell no row: errorOf() has none then, and this is ReplyWrongType at `data`.
    [[nodiscard]] bool pagesSubscribers() const override { return true; }
    [[nodiscard]] Result<Subscriber> readSubscriber(const Response &response) const override;
    [[nodiscard]] bool isPartialWriteGuessed() const override { return true; }
    [[nodiscard]] QStringList sentAlways() const override { return {QStringLiteral("version")}; }
    [[nodiscard]] bool writesWhole(const Connection &connection) const override;
    [[nodiscard]] Result<Request> saveSubscriber(const Access &access,
                                                 const SubscriberDraft &draft) const override;
    [[nodiscard]] Result<Request> removeSubscriber(const Access &access,
                                                   const SubscriberId &id) const override;

    // All but states, events and the time of sending. Its own order stands for that of creation.
    [[nodiscard]] bool answersJobs(const JobQuery &query) const override;
    [[nodiscard]] Result<Request> listJobs(const Access &access, const JobQuery &query,
                                           const SubscriberId &subscriber) const override;
    [[nodiscard]] Result<Listed<Job>> readJobs(const Response &response,
                                               const SubscriberId &subscriber) const override;
    [[nodiscard]] bool showsJobs() const override { return true; }
    // In the view of the index, so that it tells the same members.
    [[nodiscard]] Result<Request> showJob(const Access &access, const JobId &id) const override;
    [[nodiscard]] Result<Job> readJob(const Response &response) const override;
    [[nodiscard]] Result<Request> replay(const Access &access, const JobId &id) const override;

    [[nodiscard]] std::optional<Error> errorOf(const Response &response) const override;
};

} // namespace tacklebox::dialects
