// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/ordervocabulary.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

const QStringList &orderStatuses()
{
    static const QStringList statuses{
        u"assembly"_s,
        u"canceled"_s,
        u"cancelled"_s,
        u"committed"_s,
        u"completed"_s,
        u"hold"_s,
        u"new_request"_s,
        u"notified"_s,
        u"on_site"_s,
        u"ordered"_s,
        u"order_processing"_s,
        u"pending_appointment"_s,
        u"pending_reschedule"_s,
        u"post_processing"_s,
        u"ready_to_schedule"_s,
        u"scheduled"_s,
        u"scheduling"_s,
        u"submitted"_s,
        u"submitted_cancel_onsite"_s,
        u"unscheduled"_s,
    };
    return statuses;
}

const QStringList &orderEventTypes()
{
    static const QStringList types{
        u"received"_s,
        u"processed"_s,
        u"awaiting_availability"_s,
        u"awaiting_scheduling"_s,
        u"window_selected"_s,
        u"scheduled"_s,
        u"awaiting_reschedule"_s,
        u"unable_to_complete"_s,
        u"post_processing"_s,
        u"delivered"_s,
        u"canceled"_s,
        u"submitted"_s,
    };
    return types;
}

std::optional<QString> otherSpelling(QStringView word)
{
    if (word == "canceled"_L1)
        return u"cancelled"_s;
    if (word == "cancelled"_L1)
        return u"canceled"_s;
    return std::nullopt;
}

} // namespace tacklebox
