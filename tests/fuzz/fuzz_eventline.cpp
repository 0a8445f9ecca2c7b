// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Lines of a batch, and each as a payload.
#include "tests/fuzz/require.h"

#include "core/eventline.h"
#include "core/payload.h"

#include <nlohmann/json.hpp>

using namespace tacklebox;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (const QByteArray &line : fuzz::bytesOf(data, size).split('\n')) {
        (void)checkPayload(line, u"data"_s);
        const auto event = eventFromLine(line);
        if (!event) {
            fuzz::require(event.error().kind == ErrorKind::InvalidValue);
            continue;
        }
        // The payload is what a parser finds in the line, as it was written there.
        const Json object = Json::parse(line.begin(), line.end(), nullptr, false);
        const auto member = object.find("data");
        const Json payload = Json::parse(event->payload.begin(), event->payload.end(), nullptr, false);
        fuzz::require(payload == (member == object.end() ? Json::object() : *member));
        fuzz::require(member == object.end() || line.contains(event->payload));
        if (!checkEvent(*event))
            fuzz::require(!checkPayload(event->payload, u"data"_s));
    }
    return 0;
}
