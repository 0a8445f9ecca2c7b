// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventheaders.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

void addSuperOffice(Headers &headers, const EventFacts &event, const Sending &sending)
{
    headers.append({"X-SuperOffice-Event"_ba, event.type.toUtf8()});
    headers.append({"X-SuperOffice-EventId"_ba, event.id.toUtf8()});
    if (sending.tries > 0)
        headers.append({"X-SuperOffice-Retry"_ba, QByteArray::number(sending.tries)});
    if (sending.occasion == Occasion::Test)
        headers.append({"X-Hook-Test"_ba, "true"_ba});
}

void addCloudEvents(Headers &headers, const EventFacts &event)
{
    headers.append({"ce-specversion"_ba, "1.0"_ba});
    headers.append({"ce-id"_ba, event.id.toUtf8()});
    headers.append({"ce-source"_ba, "urn:tacklebox:local"_ba});
    headers.append({"ce-type"_ba, event.type.toUtf8()});
    headers.append({"ce-time"_ba, toIso(event.at).toUtf8()});
}

} // namespace

EventHeaderSet eventHeadersOf(SigningScheme scheme)
{
    switch (scheme) {
    case SigningScheme::Hookshot:
        return EventHeader::Hookshot;
    case SigningScheme::SuperOffice:
        return EventHeader::SuperOffice;
    case SigningScheme::GitHub:
        return EventHeader::GitHub;
    case SigningScheme::None:
    case SigningScheme::StandardWebhooks: // the signature brings its own
    case SigningScheme::StandardWebhooksEd25519:
    case SigningScheme::Stripe:
        break;
    }
    return {};
}

Headers eventHeaders(EventHeaderSet set, const EventFacts &event, const Sending &sending)
{
    Headers headers;
    if (set.testFlag(EventHeader::Hookshot))
        headers.append({"X-Emperor-Event"_ba, event.type.toUtf8()});
    if (set.testFlag(EventHeader::SuperOffice))
        addSuperOffice(headers, event, sending);
    if (set.testFlag(EventHeader::GitHub)) {
        headers.append({"X-GitHub-Event"_ba, event.type.toUtf8()});
        headers.append({"X-GitHub-Delivery"_ba, sending.job});
    }
    if (set.testFlag(EventHeader::StandardWebhooks)) {
        headers.append({"webhook-id"_ba, sending.job});
        headers.append({"webhook-timestamp"_ba, QByteArray::number(toMillis(sending.at) / 1000)});
    }
    if (set.testFlag(EventHeader::CloudEvents))
        addCloudEvents(headers, event);
    return headers;
}

} // namespace tacklebox
