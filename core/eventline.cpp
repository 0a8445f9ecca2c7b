// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventline.h"

#include "core/rawmember.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tacklebox {

using namespace Qt::StringLiterals;
using PlainJson = nlohmann::json;

namespace {

// Takes one text member of a batch line; absent and null say nothing.
Result<QString> textMember(const PlainJson &object, const char *name)
{
    const auto member = object.find(name);
    if (member == object.end() || member->is_null())
        return QString();
    if (!member->is_string())
        return fail(invalid(Reason::WrongType, QLatin1StringView(name)));
    return QString::fromStdString(member->get_ref<const std::string &>());
}

Result<std::optional<Instant>> timeMember(const PlainJson &object, const char *name)
{
    const auto written = textMember(object, name);
    if (!written)
        return fail(written.error());
    if (written->isEmpty())
        return std::optional<Instant>();
    const auto moment = instantFrom(*written);
    if (!moment)
        return fail(invalid(Reason::TimeForm, QLatin1StringView(name), *written));
    return moment;
}

} // namespace

Result<EventDraft> eventFromLine(const QByteArray &line)
{
    const PlainJson object = PlainJson::parse(line.begin(), line.end(), nullptr, false);
    if (!object.is_object())
        return fail(invalid(Reason::JsonForm, {}));
    static constexpr const char *kKnown[] = {"type", "status", "order_id", "address", "id", "at", "data"};
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (std::ranges::find(kKnown, member.key()) == std::end(kKnown))
            return fail(invalid(Reason::UnknownField, QString::fromStdString(member.key())));
    }

    EventDraft draft;
    const std::pair<const char *, QString EventDraft::*> texts[] = {{"type", &EventDraft::type},
                                                                    {"status", &EventDraft::status},
                                                                    {"order_id", &EventDraft::orderId},
                                                                    {"address", &EventDraft::address},
                                                                    {"id", &EventDraft::key}};
    for (const auto &[name, member] : texts) {
        auto taken = textMember(object, name);
        if (!taken)
            return fail(taken.error());
        draft.*member = *std::move(taken);
    }
    if (draft.type.isEmpty())
        return fail(invalid(Reason::Required, u"type"_s));
    auto at = timeMember(object, "at");
    if (!at)
        return fail(at.error());
    draft.at = *at;
    draft.payload = rawMember(line, "data").value_or(QByteArrayView("{}")).toByteArray();
    return draft;
}

} // namespace tacklebox
