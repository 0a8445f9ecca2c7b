// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A view that people write, then a line of five equals signs and the payload that fills it in.
#include "tests/fuzz/require.h"

#include "core/payload.h"
#include "core/payloadtemplate.h"

using namespace tacklebox;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QByteArray kBetween = "\n=====\n";
    const QByteArray all = fuzz::bytesOf(data, size);
    const qsizetype end = all.indexOf(kBetween);
    const QByteArray view = end < 0 ? all : all.first(end);
    const QByteArray payload = end < 0 ? QByteArray() : all.sliced(end + kBetween.size());

    const auto parsed = PayloadTemplate::from(view, u"template"_s);

    if (!parsed) {
        fuzz::require(parsed.error().kind == ErrorKind::InvalidValue);
        fuzz::require(parsed.error().field == u"template"_s);
        return 0;
    }
    EventFacts event;
    event.id = u"0b6c2f9e-8d3c-4a77-b1c5-9c2a5e7e3c03"_s;
    event.type = u"order.delivered"_s;
    event.orderId = u"\"\\{{x}}"_s;
    event.at = fromMillis(1'790'000'000'123);
    event.payload = checkPayload(payload, u"data"_s) ? QByteArray("{}") : payload;
    (void)parsed->fill(event, u"template"_s);
    const auto body = parsed->render(event, u"template"_s);
    // Whatever a view makes: what goes out is JSON.
    fuzz::require(!body || !checkPayload(*body, u"data"_s));
    return 0;
}
