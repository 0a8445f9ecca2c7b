// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/fieldtext.h"

#include "backend/retrywording.h"

#include <QCoreApplication>

namespace tacklebox::ui {

namespace {

struct FieldText
{
    Q_DECLARE_TR_FUNCTIONS(FieldText)
};

} // namespace

QString groupTitle(FieldGroup group)
{
    switch (group) {
    case FieldGroup::Basics:
        return FieldText::tr("Basics", "tab of the subscriber editor");
    case FieldGroup::Triggers:
        return FieldText::tr("Triggers", "tab of the subscriber editor: what makes a job");
    case FieldGroup::Delivery:
        return FieldText::tr("Delivery", "tab of the subscriber editor");
    case FieldGroup::Security:
        return FieldText::tr("Security", "tab of the subscriber editor");
    case FieldGroup::Payload:
        return FieldText::tr("Payload", "tab of the subscriber editor");
    case FieldGroup::Notifications:
        return FieldText::tr("Notifications", "tab of the subscriber editor");
    }
    return {};
}

QString placeholder(FieldRule rule)
{
    switch (rule) {
    case FieldRule::CallbackUrl:
        return QStringLiteral("https://example.com/hooks/orders");
    case FieldRule::Emails:
        return QStringLiteral("ops@example.com, lead@example.com");
    case FieldRule::SuccessCode:
    case FieldRule::OneSuccessCode:
        return FieldText::tr("any 2xx");
    case FieldRule::RetryWaits:
        return QStringLiteral("5s,5m,30m");
    case FieldRule::JsonObject:
        return QStringLiteral("{ }");
    case FieldRule::ContentFilter:
        return QStringLiteral("{ \"order.total\": { \"greater\": 100 } }");
    default:
        return {};
    }
}

QString hint(const Field &field, const QJsonValue &value)
{
    switch (field.rule) {
    case FieldRule::SuccessCode:
        return FieldText::tr("One code, a class (2xx), a range (200-204) or a list. Empty: any 2xx.");
    case FieldRule::OneSuccessCode:
        return FieldText::tr("One code of three digits. Empty: any 2xx.");
    case FieldRule::RetryWaits:
        if (const auto policy = retryPolicyFrom(value.toString(), field.key))
            return wording::schedule(*policy);
        return FieldText::tr("A named policy, or the waits after each failure.");
    case FieldRule::Milliseconds:
        return FieldText::tr("Milliseconds, 1 to 600,000.");
    case FieldRule::Emails:
        return FieldText::tr("Addresses with commas between them.");
    case FieldRule::Rate:
        return FieldText::tr("At most so many requests a second. Empty: as fast as it answers.");
    case FieldRule::JsonObject:
        return FieldText::tr(
            "Members put into each body that is an object; one of its own is never overwritten.");
    case FieldRule::ContentFilter:
        return FieldText::tr(
            "Only events whose payload meets it: equals, in, exists, greater, less, contains; "
            "and, or, not. Empty: all.");
    default:
        return {};
    }
}

} // namespace tacklebox::ui
