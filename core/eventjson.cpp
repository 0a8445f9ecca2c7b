// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/json.h"

#include <nlohmann/json.hpp>

namespace tacklebox::json {

Json event(const Event &event)
{
    return {
        {"id", text(event.id.value)},
        {"uuid", text(event.uuid)},
        {"type", text(event.type)},
        {"status", text(event.status)},
        {"order_id", text(event.orderId)},
        {"address", text(event.address)},
        {"key", text(event.key)},
        {"created_at", instant(event.createdAt)},
        {"at", instant(event.at)},
        {"jobs", event.jobs},
        {"waiting", event.waiting},
        {"payload_bytes", event.payloadBytes},
    };
}

} // namespace tacklebox::json
