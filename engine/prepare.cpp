// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/prepare.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

// The secret before the newest one signs until its time is over.
std::span<const Secret> signingSecrets(const Recipient &recipient, Instant now)
{
    const std::span<const Secret> all(recipient.secrets);
    const bool isOver = recipient.previousUntil && now >= *recipient.previousUntil;
    return isOver ? all.first(1) : all;
}

QByteArray textOf(const QUuid &id)
{
    return id.toByteArray(QUuid::WithoutBraces);
}

EventFacts factsOf(const store::ClaimedJob &job, const Recipient &recipient)
{
    return {QString::fromLatin1(textOf(job.eventUuid)),
            job.eventType,
            job.status,
            job.orderId,
            job.address,
            job.createdAt,
            recipient.body.subscriber,
            job.payload};
}

} // namespace

Result<QByteArray> bodyFor(const store::ClaimedJob &job, const Recipient &recipient)
{
    if (!recipient.body.form)
        return job.payload;
    return bodyOf(*recipient.body.form, factsOf(job, recipient));
}

transport::Request prepare(const Parcel &parcel, const Recipient &recipient, const DeliveryRules &rules,
                           Instant now)
{
    transport::Request request;
    request.url = recipient.url;
    request.body = parcel.body;
    request.timeout = recipient.timeout;
    request.connectTimeout = std::min(request.connectTimeout, recipient.timeout);
    request.guard = rules.addresses;
    request.caFile = rules.caFile;
    request.proxy = rules.proxy;

    const QByteArray id = textOf(parcel.job.uuid);
    Headers &headers = request.headers;
    headers.reserve(recipient.headers.size() + 6); // the client adds two
    if (!valueOf(recipient.headers, "Content-Type"))
        headers.append({"Content-Type"_ba, recipient.body.contentType});
    if (!valueOf(recipient.headers, "User-Agent"))
        headers.append({"User-Agent"_ba, "Tacklebox/0.1"_ba});
    headers.append({"X-Tacklebox-Job"_ba, id});
    headers.append(
        sign(recipient.scheme, signingSecrets(recipient, now), {id, now, parcel.body}, recipient.hookshot));
    if (recipient.body.eventHeaders) {
        const Sending sending{id, parcel.job.tries, now, parcel.occasion};
        for (const Header &header :
             eventHeaders(recipient.body.eventHeaders, factsOf(parcel.job, recipient), sending)) {
            if (!valueOf(headers, header.name) && !valueOf(recipient.headers, header.name))
                headers.append(header);
        }
    }
    for (const Header &header : recipient.headers) {
        if (!valueOf(headers, header.name))
            headers.append(header);
    }
    return request;
}

} // namespace tacklebox::engine
