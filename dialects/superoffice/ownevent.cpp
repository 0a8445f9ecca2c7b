// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/ownevent.h"

#include <QJsonDocument>

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

std::optional<Error> notTakenThere(const EventDraft &event)
{
    const std::array<std::pair<QLatin1StringView, bool>, 5> given{{
        {"status"_L1, !event.status.isEmpty()},
        {"order_id"_L1, !event.orderId.isEmpty()},
        {"address"_L1, !event.address.isEmpty()},
        {"id"_L1, !event.key.isEmpty()},
        {"at"_L1, event.at.has_value()},
    }};
    for (const auto &[field, isGiven] : given) {
        if (isGiven)
            return invalid(Reason::UnknownField, field);
    }
    return std::nullopt;
}

Result<int> keyFrom(const QJsonValue &value)
{
    constexpr int kMost = std::numeric_limits<int>::max();
    const QString member = u"PrimaryKey"_s;
    if (value.isUndefined() || value.isNull())
        return fail(invalid(Reason::Required, member));
    const double number = value.toDouble(0.5);
    if (number != double(qint64(number)))
        return fail(invalid(Reason::WrongType, member));
    if (number < 0 || number > kMost)
        return fail(invalid(Reason::OutOfRange, member, u"0–%1"_s.arg(kMost)));
    return int(number);
}

} // namespace

Result<Signal> signalFrom(const EventDraft &event)
{
    if (auto error = notTakenThere(event))
        return fail(*std::move(error));
    if (event.type.trimmed().isEmpty())
        return fail(invalid(Reason::Required, u"type"_s));
    QJsonParseError error{};
    const QJsonDocument payload = QJsonDocument::fromJson(event.payload, &error);
    if (error.error != QJsonParseError::NoError) {
        Error wrong = invalid(Reason::JsonForm, u"data"_s);
        wrong.detail = error.errorString();
        return fail(wrong);
    }
    if (!payload.isObject())
        return fail(invalid(Reason::WrongType, u"data"_s));
    QJsonObject data = payload.object();
    const auto key = keyFrom(data.take("PrimaryKey"_L1));
    if (!key)
        return fail(key.error());
    return Signal{event.type, *key, data};
}

} // namespace tacklebox::dialects::superoffice
