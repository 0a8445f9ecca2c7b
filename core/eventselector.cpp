// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventselector.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr qsizetype kMaxTypeLength = 200;

bool isType(const QString &text)
{
    static const QRegularExpression pattern(
        uR"(\A[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*(:[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)?\z)"_s);
    return text.size() <= kMaxTypeLength && pattern.match(text).hasMatch();
}

Result<QStringList> textsFrom(const QJsonValue &value, const QString &field)
{
    if (value.isNull() || value.isUndefined())
        return QStringList{};
    if (!value.isArray())
        return fail(invalid(Reason::WrongType, field));
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const auto &one : array) {
        if (!one.isString())
            return fail(invalid(Reason::WrongType, field));
        texts.append(one.toString());
    }
    return texts;
}

} // namespace

Result<EventSelector> eventSelectorFrom(const QString &text, const QString &field)
{
    using Kind = EventSelector::Kind;
    if (text == "*"_L1)
        return EventSelector{Kind::All, {}};
    if (text.endsWith(".*"_L1) && isType(text.chopped(2)))
        return EventSelector{Kind::Prefix, text.chopped(1)};
    if (isType(text))
        return EventSelector{Kind::Exact, text};
    return fail(invalid(Reason::SelectorForm, field, text.left(100)));
}

bool matches(const EventSelector &selector, QStringView eventType)
{
    switch (selector.kind) {
    case EventSelector::Kind::All:
        return true;
    case EventSelector::Kind::Prefix:
        return eventType.startsWith(selector.text);
    case EventSelector::Kind::Exact:
        break;
    }
    if (!eventType.startsWith(selector.text))
        return false;
    return eventType.size() == selector.text.size() || eventType[selector.text.size()] == u':';
}

std::optional<Error> checkEventType(const QString &type, const QString &field)
{
    if (type.isEmpty())
        return invalid(Reason::Required, field);
    if (!isType(type))
        return invalid(Reason::EventTypeForm, field, type.left(100));
    return std::nullopt;
}

Result<Selection> selectionFrom(const QJsonValue &events, const QJsonValue &statuses)
{
    const Result<QStringList> selectors = textsFrom(events, u"events"_s);
    if (!selectors)
        return fail(selectors.error());
    Result<QStringList> names = textsFrom(statuses, u"statuses"_s);
    if (!names)
        return fail(names.error());

    Selection selection;
    for (const QString &text : *selectors) {
        Result<EventSelector> selector = eventSelectorFrom(text, u"events"_s);
        if (!selector)
            return fail(selector.error());
        selection.events.push_back(std::move(*selector));
    }
    for (const QString &name : *names) {
        if (!isType(name))
            return fail(invalid(Reason::StatusForm, u"statuses"_s, name.left(100)));
    }
    selection.statuses = std::move(*names);
    return selection;
}

bool selects(const Selection &selection, QStringView eventType, const QString &status)
{
    return std::ranges::any_of(
               selection.events,
               [eventType](const EventSelector &selector) { return matches(selector, eventType); })
        || (!status.isEmpty() && selection.statuses.contains(status));
}

} // namespace tacklebox
