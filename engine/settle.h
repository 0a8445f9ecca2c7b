// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The last step of a delivery: what an answer means and what comes next. Pure.
#pragma once

#include "engine/lane.h"
#include "engine/recipient.h"
#include "store/jobqueue.h"
#include "transport/httpmessages.h"

namespace tacklebox::engine {

// Where and when a try began.
struct Try
{
    Instant at;
    int number = 1;
    bool manual = false;
};

// The reply judged by the subscriber's success rule.
[[nodiscard]] Attempt attemptFrom(transport::Reply reply, const SuccessRule &success, const Try &begun);

// `random` from 0 to 1 for the jitter.
[[nodiscard]] store::SettledJob settle(const store::ClaimedJob &job, const Recipient &recipient,
                                       transport::Reply reply, Instant began, Instant now, double random);

// What the attempt says about its receiver.
[[nodiscard]] Feedback feedbackOf(const store::SettledJob &job);

// Where a job goes that is not sent at all: back to the queue, held, or dropped with its subscriber.
struct Aside
{
    JobState next = JobState::Waiting;
    QString why; // for people, where the state alone doesn't say it
};

// None: it may be sent. Without a recipient, its subscriber is gone.
[[nodiscard]] std::optional<Aside> placeWithout(const RecipientPointer &recipient);
// What is to be sent, taken out of the job; or where the job goes, for want of a body, too.
tl::expected<QByteArray, Aside> takeBody(store::ClaimedJob &job, const RecipientPointer &recipient);

[[nodiscard]] store::SettledJob putAside(const store::ClaimedJob &job, const Aside &place, Instant due);
// Claimed and not sent after all: due at once.
[[nodiscard]] store::SettledJob putBack(const store::ClaimedJob &job, Instant now);

} // namespace tacklebox::engine
