// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One remote API's language. Values in, a request out; a response in, values or an error out. Unsupported
// says that the API, or this connection as it is set, has no such call.
//
// Stateless; every function from any thread. Who sends, signs in again, caches and reads back is the
// same for all of them: RemoteBackend.
#pragma once

#include "backend/backendinfo.h"
#include "core/event.h"
#include "core/usage.h"
#include "dialects/access.h"
#include "dialects/pace.h"

namespace tacklebox::dialects {

// What a list call gave. Where the API knows no pages, it is everything.
template<typename T>
struct Listed
{
    QList<T> rows;
    std::optional<qint64> count; // of all that the question finds, where the server said
};

class Dialect
{
public:
    virtual ~Dialect() = default;

    [[nodiscard]] virtual const ConnectionKind &kind() const = 0;
    [[nodiscard]] virtual BackendInfo info(const Connection &connection) const = 0;

    // None: the API sets no limit that anybody knows.
    [[nodiscard]] virtual std::optional<Rate> rate() const { return std::nullopt; }

    // Before anything else, where requests carry a token that a sign-in gives. None: the connection's own
    // secret is what they carry.
    [[nodiscard]] virtual std::optional<Request> signIn(const Access &) const { return std::nullopt; }
    [[nodiscard]] virtual Result<Token> readToken(const Response &response, Instant now) const = 0;

    // A person signs in by hand; the token that readToken() finds is then the connection's secret `token`.
    [[nodiscard]] virtual Result<Request> logIn(const Access &access, const Secret &password) const = 0;

    // The cheapest read that says whether the connection works.
    [[nodiscard]] virtual Result<Request> check(const Access &access) const = 0;

    [[nodiscard]] virtual Result<Request> listSubscribers(const Access &access) const = 0;
    // The server itself narrows the list as the query asks, or to more than that. What comes is then not all
    // there is.
    [[nodiscard]] virtual bool narrowsSubscribers(const SubscriberQuery &) const { return false; }
    [[nodiscard]] virtual Result<Request> listSubscribers(const Access &access, const SubscriberQuery &) const
    {
        return listSubscribers(access);
    }
    [[nodiscard]] virtual Result<Listed<Subscriber>> readSubscribers(const Response &response) const = 0;
    [[nodiscard]] virtual Result<Request> showSubscriber(const Access &access,
                                                         const SubscriberId &id) const = 0;
    // Of show, and of a write's reply.
    [[nodiscard]] virtual Result<Subscriber> readSubscriber(const Response &response) const = 0;
    // The smallest request that says the change. A draft without an id makes a new one.
    [[nodiscard]] virtual Result<Request> saveSubscriber(const Access &access,
                                                         const SubscriberDraft &draft) const = 0;
    // What the API starts a new one with.
    [[nodiscard]] virtual Result<Request> newSubscriber(const Access &) const { return notOfThisApi(); }
    [[nodiscard]] virtual Result<Fields> readNewSubscriber(const Response &) const { return notOfThisApi(); }
    // Whether the server leaves alone what is not sent is our guess: the first write is read back and
    // compared.
    [[nodiscard]] virtual bool isPartialWriteGuessed() const { return false; }
    [[nodiscard]] virtual QStringList sentAlways() const { return {}; } // with each edit, changed or not
    [[nodiscard]] virtual Result<Request> removeSubscriber(const Access &access,
                                                           const SubscriberId &id) const = 0;

    // One request for each subscriber where the API keeps jobs by subscriber; else one, for all of them.
    [[nodiscard]] virtual bool listsJobsBySubscriber() const { return false; }
    // The server itself narrows, sorts and pages as the query asks. Else what it gave is kept, and answers.
    [[nodiscard]] virtual bool answersJobs(const JobQuery &) const { return false; }
    [[nodiscard]] virtual Result<Request> listJobs(const Access &access, const JobQuery &query,
                                                   const SubscriberId &subscriber) const = 0;
    [[nodiscard]] virtual Result<Listed<Job>> readJobs(const Response &response,
                                                       const SubscriberId &subscriber) const = 0;
    [[nodiscard]] virtual Result<Request> replay(const Access &access, const JobId &id) const = 0;

    // Tells the server that something happened, for all who subscribed to it. The answer has no body to read.
    [[nodiscard]] virtual Result<Request> publish(const Access &, const EventDraft &) const
    {
        return notOfThisApi();
    }

    // There is a call for one job alone, or may be.
    [[nodiscard]] virtual bool showsJobs() const { return false; }
    [[nodiscard]] virtual Result<Request> showJob(const Access &, const JobId &) const
    {
        return notOfThisApi();
    }
    [[nodiscard]] virtual Result<Job> readJob(const Response &) const { return notOfThisApi(); }

    // What the API counts of the calls to a subscriber, and what its target answered last that was no
    // success.
    [[nodiscard]] virtual Result<Request> usage(const Access &, const SubscriberId &) const
    {
        return notOfThisApi();
    }
    [[nodiscard]] virtual Result<SubscriberUsage> readUsage(const Response &, const SubscriberId &) const
    {
        return notOfThisApi();
    }
    [[nodiscard]] virtual Result<Request> lastError(const Access &, const SubscriberId &) const
    {
        return notOfThisApi();
    }
    [[nodiscard]] virtual Result<QString> readLastError(const Response &) const { return notOfThisApi(); }

    // The server posts a test to the subscriber that `shown` is of, show's answer: it may need the secret,
    // which nothing else here keeps. A target that fails is an error at its URL's field.
    [[nodiscard]] virtual Result<Request> testAtVendor(const Access &, const Response & /*shown*/) const
    {
        return notOfThisApi();
    }
    [[nodiscard]] virtual Result<Done> readTestAtVendor(const Response &) const { return notOfThisApi(); }

    // Of a response that is no success; none for one that is. The readers above look here first.
    [[nodiscard]] virtual std::optional<Error> errorOf(const Response &response) const = 0;

protected:
    // For what an API doesn't have.
    [[nodiscard]] static tl::unexpected<Error> notOfThisApi()
    {
        return fail({ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
    }
};

} // namespace tacklebox::dialects
