// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/payload.h"

#include "core/eventselector.h"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr qsizetype kMaxAttributeLength = 1000;

// Quick, and strict: what it doesn't accept (nesting beyond its depth, a number beyond its range) may
// be JSON still.
bool isJsonAtOnce(const QByteArray &text)
{
    static thread_local simdjson::dom::parser parser;
    return parser.parse(text.constData(), size_t(text.size())).error() == simdjson::SUCCESS;
}

// Where the parser stopped: it counts bytes, people count lines.
QString place(const QByteArray &text, size_t bytes)
{
    const QByteArray before = text.first(std::min(qsizetype(bytes), text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return u"line %1, column %2"_s.arg(before.count('\n') + 1).arg(before.size() - lineStart);
}

} // namespace

std::optional<Error> checkPayload(const QByteArray &payload, const QString &field)
{
    if (payload.size() > kMaxPayloadBytes)
        return invalid(Reason::TooLarge, field, u"1 MiB"_s);
    if (isJsonAtOnce(payload) || nlohmann::json::accept(payload.begin(), payload.end()))
        return std::nullopt;
    Error error = invalid(Reason::JsonForm, field);
    try {
        const auto unused = nlohmann::json::parse(payload.begin(), payload.end());
        Q_UNUSED(unused)
    } catch (const nlohmann::json::parse_error &stop) {
        error.detail = payload.trimmed().isEmpty() ? u"it is empty"_s : place(payload, stop.byte);
    } catch (const nlohmann::json::out_of_range &) {
        error.detail = u"a number is too large"_s;
    }
    return error;
}

std::optional<Error> checkEvent(const EventDraft &event)
{
    if (std::optional<Error> error = checkEventType(event.type, u"type"_s))
        return error;
    if (!event.status.isEmpty()) {
        if (checkEventType(event.status, u"status"_s))
            return invalid(Reason::StatusForm, u"status"_s, event.status.left(100));
    }
    const std::array<std::pair<QString, const QString *>, 3> attributes{
        {{u"order_id"_s, &event.orderId}, {u"address"_s, &event.address}, {u"id"_s, &event.key}}};
    for (const auto &[field, text] : attributes) {
        if (text->size() > kMaxAttributeLength)
            return invalid(Reason::TooLong, field, QString::number(kMaxAttributeLength));
    }
    return checkPayload(event.payload, u"data"_s);
}

} // namespace tacklebox
