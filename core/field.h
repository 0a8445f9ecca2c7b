// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What one member of a subscriber may hold. The editor, the command line and the engine judge a
// value by the same rule, before it is sent anywhere.
#pragma once

#include "core/error.h"
#include "core/subscriber.h"

#include <QStringList>

#include <vector>

namespace tacklebox {

enum class FieldKind { Text, LongText, Url, Flag, Number, List, Choice, Map, JsonValue, Secret };
enum class FieldSensitivity { Open, MayHoldCredentials, Secret };

enum class FieldRule {
    Anything,
    NotEmpty,
    CallbackUrl,
    EventSelectors,
    OrderStatuses,
    SuccessCode,
    OneSuccessCode, // or empty: an API without classes, ranges and lists
    HeaderMap,
    HeaderLine, // one, as “Name: Value”, or empty
    Emails,
    RetryWaits,
    Signing,
    Count, // a whole number from 0
    Milliseconds, // 1 to 600,000
    Rate, // a second: above 0, up to 100,000, with decimals
    JsonObject,
    ContentFilter,
    ViewName, // or empty: the payload's own bytes
};

// The tab of the editor that a field stands on.
enum class FieldGroup { Basics, Triggers, Delivery, Security, Payload, Notifications };

// Of use only while another field has one of these values. No key: always.
struct FieldNeed
{
    QString key;
    QStringList values;
};

struct Field
{
    QString key; // the dialect's own name
    FieldKind kind = FieldKind::Text;
    FieldRule rule = FieldRule::Anything;
    FieldGroup group = FieldGroup::Basics;
    FieldSensitivity sensitivity = FieldSensitivity::Open;
    bool isRequired = false; // for a new subscriber
    QJsonValue initial = QJsonValue(QJsonValue::Undefined); // what a new subscriber has unless told otherwise
    QStringList choices; // for Choice, and what a List suggests
    QStringList numbered{}; // of a Choice that may come as a number: its names, from 0 on
    bool asksOnChange = false; // it may change what the receiver gets: a person is asked before the save
    bool isName = false; // what people call a subscriber by
    FieldNeed need{}; // a form shows it only then; what it has stays
};

// The first that is the subscriber's name, or of that kind; null: there is none.
[[nodiscard]] const Field *nameField(const std::vector<Field> &fields);
[[nodiscard]] const Field *fieldOfKind(const std::vector<Field> &fields, FieldKind kind);

// The rule's finding on one value, or none.
[[nodiscard]] std::optional<Error> check(const Field &field, const QJsonValue &value);

// Findings on the fields that the draft changes, and on required ones that a new one lacks. A value that
// was there before is never found at fault, nor is an entry of a list, of headers or of addresses.
[[nodiscard]] std::vector<Error> findings(const std::vector<Field> &fields, const SubscriberDraft &draft);

// Those of an edit's changes that a person is asked about first. One that nobody knew is given on purpose.
[[nodiscard]] QStringList askedFirst(const std::vector<Field> &fields, const SubscriberDraft &draft);

// Reads a command line's `key=value` as the field's kind wants it: only lists split at commas.
Result<QJsonValue> valueFromText(const Field &field, const QString &text);

} // namespace tacklebox
