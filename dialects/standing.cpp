// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/standing.h"

namespace tacklebox::dialects {

namespace {

using Standing = ConnectionState::Standing;

bool isUnanswered(const Error &error)
{
    return error.kind == ErrorKind::Unreachable || error.reason == Reason::RemoteReplyLost
        || error.reason == Reason::RemoteReadLost;
}

Standing standingOf(const Error &error)
{
    switch (error.reason) {
    case Reason::RemoteForbidden:
    case Reason::RemoteClientRequired:
        return Standing::Forbidden;
    case Reason::RemoteTls:
    case Reason::RemoteTlsExpired:
    case Reason::RemoteTlsUntrusted:
    case Reason::RemoteTlsWrongHost:
        return Standing::Unreachable;
    default:
        break;
    }
    if (error.kind == ErrorKind::NotAuthorised)
        return Standing::NeedsSignIn;
    return isUnanswered(error) ? Standing::Unreachable : Standing::Failing;
}

bool isOfOneThing(const Error &error)
{
    if (error.reason == Reason::RemoteWithoutWebhooks)
        return false;
    return error.kind == ErrorKind::InvalidValue || error.kind == ErrorKind::NotFound
        || error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Unsupported
        || (error.kind == ErrorKind::Failed && !error.field.isEmpty()); // a target that failed its test
}

} // namespace

bool isOfAccount(const Error &error, About about)
{
    if (about == About::OptionalList && isMissingRoute(error))
        return false;
    return about != About::OneThing || !isOfOneThing(error);
}

ConnectionState stateOf(const std::optional<Error> &error, Instant now, About about)
{
    if (!error || !isOfAccount(*error, about))
        return {Standing::Ready, {}, now};
    return {standingOf(*error), error, now};
}

std::optional<std::chrono::milliseconds> slowOf(const Response &response,
                                                const std::optional<std::chrono::milliseconds> &slowAfter)
{
    return slowAfter && response.took > *slowAfter ? std::optional(response.took) : std::nullopt;
}

bool isAway(const Error &error)
{
    return isUnanswered(error) || (error.httpStatus >= 500 && !isMissingRoute(error));
}

Error ofRead(Error error)
{
    if (error.reason == Reason::RemoteReplyLost)
        error.reason = Reason::RemoteReadLost;
    else if (error.reason == Reason::RemoteCrash)
        error.reason = Reason::RemoteReadCrash;
    return error;
}

Error ofJob(Error error, const JobId &id)
{
    if (error.kind != ErrorKind::NotFound)
        return error;
    error.reason = Reason::NoSuchJob;
    error.field.clear();
    error.subject = id.value;
    return error;
}

bool isUncertain(const Error &error)
{
    switch (error.reason) {
    case Reason::RemoteReplyLost:
    case Reason::RemoteTimedOut:
    case Reason::RemoteReplyTooLarge:
    case Reason::RemoteCrash:
    case Reason::RemoteMailFailed:
        return true;
    case Reason::RemoteReadLost:
    case Reason::RemoteReadCrash:
        return false; // the write was not sent yet
    default:
        return error.httpStatus >= 500 && !isMissingRoute(error);
    }
}

bool isMissingRoute(const Error &error)
{
    switch (error.reason) {
    case Reason::RemoteNoRoute:
    case Reason::RemoteRouteNotDeployed:
    case Reason::RemoteServiceNotDeployed:
    case Reason::NotOfThisApi:
        return true;
    default:
        return false;
    }
}

} // namespace tacklebox::dialects
