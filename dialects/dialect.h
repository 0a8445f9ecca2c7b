// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One remote API's language. Values in, a request out; a response in, values or an error out. Unsupported
// says that the API, or this connection as it is set, has no such call.
//
// Stateless; every function from any thread. Who sends, signs in again, caches and reads back is the
// same for all of them: RemoteBackend.
#pragma once

#include "backend/backendinfo.h"
#include "dialects/optionalcalls.h"
#include "dialects/pace.h"

namespace tacklebox::dialects {

// What a list call gave. Where the API knows no pages, it is everything.
template<typename T>
struct Listed
{
    QList<T> rows;
    std::optional<qint64> count; // of all that the question finds, where the server said
};

class Dialect : public OptionalCalls
{
public:
    [[nodiscard]] virtual const ConnectionKind &kind() const = 0;
    [[nodiscard]] virtual BackendInfo info(const Connection &connection) const = 0;

    // None: the API sets no limit that anybody knows.
    [[nodiscard]] virtual std::optional<Rate> rate() const { return std::nullopt; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> slowAfter() const { return kind().slowAfter; }

    // Before anything else, where requests carry a token that a sign-in gives. None: the connection's own
    // secret is what they carry.
    [[nodiscard]] virtual std::optional<Request> signIn(const Access &) const { return std::nullopt; }
    [[nodiscard]] virtual Result<Token> readToken(const Response &response, Instant now) const = 0;
    // That token's end may be told by a 403, too, and not by a 401 alone.
    [[nodiscard]] virtual bool endsTokensBy403(const Connection &) const { return false; }

    // A person signs in by hand; the token that readToken() finds is then the connection's secret `token`.
    [[nodiscard]] virtual Result<Request> logIn(const Access &access, const Secret &password) const = 0;

    // The cheapest read that says whether the connection works.
    [[nodiscard]] virtual Result<Request> check(const Access &access) const = 0;
    // Its reader knows which call was answered: a list's 404, say, is no missing subscriber.
    [[nodiscard]] virtual Result<Done> readCheck(const Response &response) const
    {
        if (auto error = errorOf(response))
            return fail(*std::move(error));
        return Done{};
    }

    [[nodiscard]] virtual Result<Request> listSubscribers(const Access &access) const = 0;
    // That list is a first page, whose count tells whether there is another: where none comes, nobody knows.
    [[nodiscard]] virtual bool pagesSubscribers() const { return false; }
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
    // Whether the server leaves alone what is not sent is our guess: the first write is read back and
    // compared.
    [[nodiscard]] virtual bool isPartialWriteGuessed() const { return false; }
    [[nodiscard]] virtual QStringList sentAlways() const { return {}; } // with each edit, changed or not
    // An edit sends members that it doesn't change, too, as the draft's base has them: they are read right
    // before it.
    [[nodiscard]] virtual bool writesWhole(const Connection &) const { return false; }
    // Of show's answer, the secrets that such an edit carries back (SubscriberDraft::carried): to be kept,
    // shown and logged nowhere.
    [[nodiscard]] virtual SecretEdits secretsToCarry(const Response & /*shown*/) const { return {}; }
    // What a subscriber has to answer the vendor, as a success code; empty: any 2xx.
    [[nodiscard]] virtual QString goodAnswer() const { return {}; }
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

    // Of a response that is no success; none for one that is. The readers above look here first.
    [[nodiscard]] virtual std::optional<Error> errorOf(const Response &response) const = 0;
    // What such an error means of a call that names no subscriber, to make one or to tell of an event: there,
    // nothing that was named is missing.
    [[nodiscard]] virtual Error ofNoSubscriber(Error error) const
    {
        if (error.reason == Reason::NoSuchSubscriber) {
            error.kind = ErrorKind::Failed;
            error.reason = Reason::RemoteStatus;
        }
        return error;
    }
};

} // namespace tacklebox::dialects
