// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/settle.h"

#include "backend/wording.h"
#include "core/retryafter.h"
#include "engine/prepare.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

Outcome outcomeOf(const transport::Reply &reply, const SuccessRule &success)
{
    if (reply.fault)
        return *reply.fault;
    const int code = reply.statusCode.value_or(0);
    if (code >= 300 && code <= 399)
        return Outcome::Redirected;
    return accepts(success, code) ? Outcome::Delivered : Outcome::RefusedStatus;
}

QString errorOf(Outcome outcome, const transport::Reply &reply)
{
    if (outcome == Outcome::Delivered)
        return {};
    if (!reply.error.isEmpty())
        return reply.error;
    return u"answered %1"_s.arg(reply.statusCode.value_or(0));
}

// Before all that was published after it, as it was when it was claimed.
Instant dueAgain(const store::ClaimedJob &job, Instant now)
{
    return std::min(job.createdAt, now);
}

} // namespace

Attempt attemptFrom(transport::Reply reply, const SuccessRule &success, const Try &begun)
{
    Attempt attempt;
    attempt.number = begun.number;
    attempt.at = begun.at;
    attempt.manual = begun.manual;
    attempt.outcome = outcomeOf(reply, success);
    attempt.error = errorOf(attempt.outcome, reply);
    attempt.statusCode = reply.statusCode;
    attempt.peer = std::move(reply.peer);
    attempt.reused = reply.reused;
    attempt.request = std::move(reply.request);
    attempt.response = std::move(reply.response);
    attempt.timing = reply.timing;
    attempt.tls = std::move(reply.tls);
    return attempt;
}

store::SettledJob settle(const store::ClaimedJob &job, const Recipient &recipient, transport::Reply reply,
                         Instant began, Instant now, double random)
{
    if (reply.fault == Outcome::Aborted && !reply.isSent)
        return putBack(job, now);

    store::SettledJob settled;
    settled.key = job.key;
    settled.subscriber = job.subscriber;
    settled.storesRequestBody = job.isRendered;
    // By the clock as it is now, which may have been set back in between.
    const Try begun{std::min(began, now), job.attempts + 1, job.manual};
    Attempt attempt = attemptFrom(std::move(reply), recipient.success, begun);
    settled.outcome = attempt.outcome;
    settled.error = attempt.error;

    if (attempt.outcome == Outcome::BlockedAddress) {
        settled.next = JobState::Blocked;
        return settled;
    }
    if (attempt.outcome == Outcome::Aborted) {
        // By ourselves, on the way out. The receiver had no say in it: the retry policy doesn't count it.
        attempt.error = u"ended by Tacklebox while under way: it may have arrived"_s;
        settled.error = attempt.error;
        settled.next = job.tries > 0 ? JobState::Retrying : JobState::Waiting;
        settled.due = dueAgain(job, now);
    } else if (attempt.outcome == Outcome::Delivered) {
        settled.next = JobState::Delivered;
    } else if (isGone(attempt) && !job.manual) {
        settled.next = JobState::Held; // this stops its subscriber
    } else if (const auto wait = waitAfter(
                   recipient.retry, job.tries + 1, random, retryAfterIn(attempt.response.headers, now))) {
        settled.next = JobState::Retrying;
        settled.due = now + *wait;
    } else {
        settled.next = JobState::Failed;
    }
    settled.attempt = std::move(attempt);
    return settled;
}

Feedback feedbackOf(const store::SettledJob &job)
{
    switch (job.outcome) {
    case Outcome::BlockedAddress:
    case Outcome::Aborted:
        return Feedback::Unsent;
    case Outcome::TimedOut:
        return Feedback::Overloaded;
    case Outcome::DnsFailed:
    case Outcome::ConnectFailed:
    case Outcome::TlsExpired:
    case Outcome::TlsUntrusted:
    case Outcome::TlsWrongHost:
    case Outcome::TlsFailed:
    case Outcome::ClosedEarly:
        return Feedback::Unreachable;
    case Outcome::Delivered:
    case Outcome::RefusedStatus:
    case Outcome::Redirected:
    case Outcome::TooLarge:
        break;
    }
    static constexpr std::array kOverload{429, 502, 503, 504};
    const int code = job.attempt ? job.attempt->statusCode.value_or(0) : 0;
    const bool isOverloaded
        = job.outcome != Outcome::Delivered && std::ranges::find(kOverload, code) != kOverload.end();
    return isOverloaded ? Feedback::Overloaded : Feedback::Answered;
}

std::optional<Aside> placeWithout(const RecipientPointer &recipient)
{
    if (!recipient)
        return Aside{JobState::Dropped, {}};
    if (recipient->state != SubscriberState::Active)
        return Aside{JobState::Held, {}};
    if (!recipient->obstacle.isEmpty())
        return Aside{JobState::Held, recipient->obstacle};
    if (recipient->isSealed)
        return Aside{JobState::Waiting, {}};
    return std::nullopt;
}

tl::expected<QByteArray, Aside> takeBody(store::ClaimedJob &job, const RecipientPointer &recipient)
{
    if (std::optional<Aside> place = placeWithout(recipient))
        return tl::unexpected(std::move(*place));
    Result<QByteArray> body = bodyFor(job, *recipient);
    if (!body)
        return tl::unexpected(
            Aside{JobState::Held,
                  u"%1 %2"_s.arg(wording::sentence(body.error()), wording::advice(body.error())).trimmed()});
    job.isRendered = !body->isSharedWith(job.payload) && *body != job.payload;
    job.payload.clear();
    return *std::move(body);
}

store::SettledJob putAside(const store::ClaimedJob &job, const Aside &place, Instant due)
{
    store::SettledJob settled;
    settled.key = job.key;
    settled.subscriber = job.subscriber;
    settled.next = place.next;
    settled.outcome = Outcome::Aborted;
    settled.error = place.why;
    if (place.next == JobState::Waiting)
        settled.due = due;
    return settled;
}

store::SettledJob putBack(const store::ClaimedJob &job, Instant now)
{
    return putAside(job, {JobState::Waiting, {}}, dueAgain(job, now));
}

} // namespace tacklebox::engine
