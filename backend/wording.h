// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The one place where facts become sentences, for the window and the command line alike.
#pragma once

#include "backend/activity.h"
#include "backend/test.h"
#include "core/capture.h"
#include "core/connection.h"
#include "core/error.h"
#include "core/event.h"
#include "core/job.h"
#include "core/subscriber.h"

namespace tacklebox::wording {

// The sentence of a value at fault, without its field; empty for all else.
[[nodiscard]] QString valueSentence(const Error &error);
// The sentence of what is wrong with a view, without the field; empty for all else.
[[nodiscard]] QString viewSentence(const Error &error);
// What a view that comes with the program is for; empty for another's name.
[[nodiscard]] QString viewPurpose(const QString &name);

// What a remote API's refusal means, and what to do next; empty for all else.
[[nodiscard]] QString remoteSentence(const Error &error);
[[nodiscard]] QString remoteAdvice(const Error &error);

// What the server itself said of its refusal, in one line and without what looks like a credential. Empty
// where it said nothing, and where its words may hold the credential that it refused.
[[nodiscard]] QString serverWords(const Error &error);

// A whole sentence that names the field or the file: "callback_url: the URL has no host." A server's own
// words end it.
[[nodiscard]] QString sentence(const Error &error);

// What to do next, or empty.
[[nodiscard]] QString advice(const Error &error);
// Of one account's error: a session's token is got by signing in, an application's is given.
[[nodiscard]] QString advice(const Error &error, const Connection &account);

[[nodiscard]] QString word(JobState state);
[[nodiscard]] QString word(SubscriberState state);
[[nodiscard]] QString word(Outcome outcome);
[[nodiscard]] QString word(SignatureCheck check);
[[nodiscard]] QString fieldLabel(const QString &key);
[[nodiscard]] QString sentence(const ActivityEntry &entry);

// Where a list is of the jobs sent last alone, so many of them.
[[nodiscard]] QString lookedThrough(qint64 jobs);

// Why a subscriber that selects an event isn't told of it.
[[nodiscard]] QString excluded(const Excluded &excluded);

struct Verdict
{
    QString summary; // From this computer: accepted, 200 in 238 ms
    QString advice; // what it means and what to do next
};

// What one attempt says in plain words.
[[nodiscard]] Verdict verdict(const Attempt &attempt, const QString &successCode);

// What happened to a job, from its log: "acme.example answered 503 eight times, and the job was given up".
[[nodiscard]] Verdict verdict(const JobDetail &detail);

} // namespace tacklebox::wording
