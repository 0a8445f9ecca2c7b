// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The calls that only some remote APIs have; Unsupported elsewhere. Part of Dialect, under its rules.
#pragma once

#include "core/event.h"
#include "core/job.h"
#include "core/usage.h"
#include "dialects/browserlogin.h"

namespace tacklebox::dialects {

class OptionalCalls
{
public:
    virtual ~OptionalCalls() = default;

    // How a person signs in in a browser; null: nobody does. Lives as long as the dialect.
    [[nodiscard]] virtual const BrowserLogin *browserLogin() const { return nullptr; }

    // What the API starts a new one with.
    [[nodiscard]] virtual Result<Request> newSubscriber(const Access &) const { return notOfThisApi(); }
    [[nodiscard]] virtual Result<Fields> readNewSubscriber(const Response &) const { return notOfThisApi(); }

    // Some members of one alone, as the server spells them or otherwise; `ofOne/partOfIt` is one, too. What
    // can't be one is InvalidValue. The others may come as nothing, so only those that were asked for are
    // read, and neither a cache nor an edit starts from them.
    [[nodiscard]] virtual Result<Request> selectMembers(const Access &, const SubscriberId &,
                                                        const QStringList & /*members*/) const
    {
        return notOfThisApi();
    }
    [[nodiscard]] virtual Result<Fields> readMembers(const Response &, const QStringList & /*members*/) const
    {
        return notOfThisApi();
    }

    // What the server says it is: with its version, for people. Empty where it tells nothing that is
    // understood, which says nothing of the account.
    [[nodiscard]] virtual Result<Request> service(const Access &) const { return notOfThisApi(); }
    [[nodiscard]] virtual QString readService(const Response &) const { return {}; }

    // Asked where the answer of the check leaves two meanings: the list of all that the server has. What it
    // then means; as it was where that tells nothing more.
    [[nodiscard]] virtual Result<Request> routesAfter(const Access &, const Error & /*ofCheck*/) const
    {
        return notOfThisApi();
    }
    [[nodiscard]] virtual Error readRoutes(const Response &, const Error &ofCheck) const { return ofCheck; }

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

protected:
    // For what an API doesn't have.
    [[nodiscard]] static tl::unexpected<Error> notOfThisApi()
    {
        return fail({ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
    }
};

} // namespace tacklebox::dialects
