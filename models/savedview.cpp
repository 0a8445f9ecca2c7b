// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/savedview.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

template<typename Value>
struct KeptWord
{
    Value value;
    QLatin1StringView text;
};

constexpr std::array kSortWords{KeptWord<JobSort>{JobSort::Created, "created_at"_L1},
                                KeptWord<JobSort>{JobSort::StatusCode, "status_code"_L1},
                                KeptWord<JobSort>{JobSort::EventType, "event_type"_L1},
                                KeptWord<JobSort>{JobSort::LastSent, "last_sent_at"_L1}};

constexpr std::array kAttributeWords{
    KeptWord<JobAttribute>{JobAttribute::Status, "status"_L1},
    KeptWord<JobAttribute>{JobAttribute::Address, "address"_L1},
    KeptWord<JobAttribute>{JobAttribute::Event, "event"_L1},
    KeptWord<JobAttribute>{JobAttribute::OrderId, "order_id"_L1},
    KeptWord<JobAttribute>{JobAttribute::Subscriber, "webhook_subscriber"_L1},
    KeptWord<JobAttribute>{JobAttribute::CallbackUrl, "callback_url"_L1}};

template<typename Words, typename Value>
QString wordOf(const Words &words, Value value)
{
    return std::ranges::find(words, value, [](const auto &word) { return word.value; })->text;
}

// The values of the words that are known here.
template<typename Value, typename Words>
QList<Value> valuesOf(const Words &words, const QStringList &texts)
{
    QList<Value> values;
    for (const QString &text : texts) {
        const auto *const found
            = std::ranges::find_if(words, [&](const auto &word) { return word.text == text; });
        if (found != words.end())
            values.append(found->value);
    }
    return values;
}

QStringList textsFrom(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array)
        texts.append(one.toString());
    texts.removeAll(QString());
    return texts;
}

template<typename Values, typename TextOf>
void insertAll(QJsonObject &into, QLatin1StringView key, const Values &values, TextOf textOf)
{
    QStringList texts;
    for (const auto &value : values)
        texts.append(textOf(value));
    texts.sort(); // the same however it was clicked together
    if (!texts.isEmpty())
        into.insert(key, QJsonArray::fromStringList(texts));
}

void insertMoment(QJsonObject &into, QLatin1StringView key, const std::optional<Instant> &moment)
{
    if (moment)
        into.insert(key, toIso(*moment));
}

std::optional<Instant> momentFrom(const QJsonValue &value)
{
    return value.isString() ? instantFrom(value.toString()) : std::nullopt;
}

QString codesText(const CodeRange &range)
{
    return u"%1-%2"_s.arg(range.first).arg(range.last);
}

QList<CodeRange> codesFrom(const QStringList &texts)
{
    QList<CodeRange> ranges;
    for (const QString &text : texts) {
        bool isFirst = false;
        bool isLast = false;
        const CodeRange range{text.section(u'-', 0, 0).toInt(&isFirst), text.section(u'-', 1).toInt(&isLast)};
        if (isFirst && isLast && range.first <= range.last)
            ranges.append(range);
    }
    return ranges;
}

template<typename Id>
QList<Id> idsFrom(const QJsonValue &value)
{
    QList<Id> ids;
    for (const QString &text : textsFrom(value))
        ids.append(Id{text});
    return ids;
}

// What is asked for, and nothing of how it is called or shown.
QJsonObject questionOf(const SavedView &view)
{
    const JobQuery &query = view.query;
    const auto itself = [](const QString &text) { return text; };
    const auto idOf = [](const auto &id) { return id.value; };
    QJsonObject json{{u"span"_s, toText(view.span)},
                     {u"sort"_s, wordOf(kSortWords, query.sort)},
                     {u"order"_s, query.order == Qt::AscendingOrder ? u"asc"_s : u"desc"_s}};
    if (!query.search.isEmpty())
        json.insert("search"_L1, query.search);
    insertAll(
        json, "search_in"_L1, query.searchIn, [](JobAttribute a) { return wordOf(kAttributeWords, a); });
    if (view.span == JobSpan::Given) {
        insertMoment(json, "from"_L1, query.from);
        insertMoment(json, "to"_L1, query.to);
    }
    insertMoment(json, "sent_from"_L1, query.sentFrom);
    insertAll(json, "codes"_L1, query.codes, codesText);
    insertAll(json, "event_types"_L1, query.eventTypes, itself);
    insertAll(json, "statuses"_L1, query.statuses, itself);
    insertAll(json, "subscribers"_L1, query.subscribers, idOf);
    insertAll(json, "callback_urls"_L1, query.callbackUrls, itself);
    insertAll(json, "states"_L1, query.states, [](JobState state) { return QString(toText(state)); });
    insertAll(json, "events"_L1, query.events, idOf);
    return json;
}

} // namespace

bool asksTheSame(const SavedView &left, const SavedView &right)
{
    return questionOf(left) == questionOf(right);
}

QJsonObject toJson(const SavedView &view)
{
    QJsonObject json = questionOf(view);
    json.insert("name"_L1, view.name);
    if (!view.columns.isEmpty())
        json.insert("columns"_L1, view.columns);
    return json;
}

std::optional<SavedView> savedViewFrom(const QJsonObject &json)
{
    SavedView view;
    view.name = json.value("name"_L1).toString().trimmed();
    const auto span = jobSpanFrom(json.value("span"_L1).toString());
    if (view.name.isEmpty() || !span)
        return std::nullopt;
    view.span = *span;
    view.columns = json.value("columns"_L1).toObject();
    JobQuery &query = view.query;
    query.search = json.value("search"_L1).toString();
    query.searchIn = valuesOf<JobAttribute>(kAttributeWords, textsFrom(json.value("search_in"_L1)));
    query.from = momentFrom(json.value("from"_L1));
    query.to = momentFrom(json.value("to"_L1));
    query.sentFrom = momentFrom(json.value("sent_from"_L1));
    query.codes = codesFrom(textsFrom(json.value("codes"_L1)));
    query.eventTypes = textsFrom(json.value("event_types"_L1));
    query.statuses = textsFrom(json.value("statuses"_L1));
    query.subscribers = idsFrom<SubscriberId>(json.value("subscribers"_L1));
    query.callbackUrls = textsFrom(json.value("callback_urls"_L1));
    for (const QString &text : textsFrom(json.value("states"_L1))) {
        if (const auto state = jobStateFrom(text))
            query.states.append(*state);
    }
    query.events = idsFrom<EventId>(json.value("events"_L1));
    query.sort = valuesOf<JobSort>(kSortWords, {json.value("sort"_L1).toString()}).value(0, query.sort);
    query.order = json.value("order"_L1) == "asc"_L1 ? Qt::AscendingOrder : Qt::DescendingOrder;
    return view;
}

} // namespace tacklebox::models
