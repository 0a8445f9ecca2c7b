// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a backend answers and tells beside the rows themselves.
#pragma once

#include "core/headers.h"
#include "core/job.h"

namespace tacklebox {

// The exact request that a save would send, secrets masked. Empty method: nothing is sent anywhere.
struct RequestPreview
{
    QByteArray method;
    QString url;
    Headers headers;
    QByteArray body;
};

// What an error means for the job that it stands at.
enum class JobFailure {
    Refused,
    Uncertain, // its answer was lost: nobody knows whether it was done
    NotTried, // nothing was sent of it: the error ended all that was left
};

// The answer of a verb with many ids, one an id.
struct JobAnswer
{
    JobId id;
    std::optional<Error> error; // none: done
    JobFailure failure = JobFailure::Refused; // where there is an error
};

// Facts about rows, told after they are durable, whoever made them.
struct JobNews
{
    QList<Job> changed;
    bool isOverflowing = false; // more changed than are listed: ask again
};

} // namespace tacklebox
