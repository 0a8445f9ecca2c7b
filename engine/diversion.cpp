// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/diversion.h"

#include "core/callbackurl.h"
#include "core/payload.h"
#include "transport/requesturl.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

Recipient divert(const Recipient &recipient, const ReplayManner &manner)
{
    Recipient diverted = recipient;
    if (manner.url.isEmpty())
        return diverted;
    const QByteArray there = transport::wireUrl(manner.url);
    if (transport::originOf(there) != recipient.lane.origin)
        diverted.headers.clear();
    diverted.url = manner.url;
    return diverted;
}

std::optional<Error> checkManner(const ReplayRequest &request, const ReplayManner &manner)
{
    if (!manner.url.isEmpty()) {
        if (auto error = checkCallbackUrl(manner.url, u"to"_s))
            return error;
    }
    if (manner.body) {
        if (request.query || request.jobs.size() != 1)
            return invalid(Reason::OneJobOnly, u"data"_s);
        if (auto error = checkPayload(*manner.body, u"data"_s))
            return error;
    }
    if (manner.perSecond && !(*manner.perSecond > 0 && *manner.perSecond <= kMaxReplayRate))
        return invalid(Reason::OutOfRange, u"rate"_s, u"more than 0, up to 100000/s"_s);
    return std::nullopt;
}

} // namespace tacklebox::engine
