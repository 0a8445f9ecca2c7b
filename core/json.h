// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The JSON of the command line, made in one place: ids are strings, times ISO 8601 in UTC with
// milliseconds, a member with nothing to say is null and never missing.
#pragma once

#include "core/capture.h"
#include "core/event.h"
#include "core/replay.h"
#include "core/subscriber.h"
#include "core/usage.h"

#include <nlohmann/json_fwd.hpp>

namespace tacklebox {

using Json = nlohmann::ordered_json;

[[nodiscard]] QLatin1StringView toText(ErrorKind kind);

namespace json {

// Null for what is empty or absent.
[[nodiscard]] Json text(const QString &value);
[[nodiscard]] Json instant(const std::optional<Instant> &value);
// A body as text; what is no UTF-8 as {"base64": …}.
[[nodiscard]] Json body(const QByteArray &value);
// Name to value; to a list of them where a name comes more than once.
[[nodiscard]] Json headers(const Headers &headers);
[[nodiscard]] Json value(const QJsonValue &from);

[[nodiscard]] Json subscriber(const Subscriber &subscriber);
// One alone, and who told it: {"source", "as_of"} as a list has them.
[[nodiscard]] Json shownSubscriber(const Subscriber &subscriber);
[[nodiscard]] Json job(const Job &job);
[[nodiscard]] Json jobDetail(const JobDetail &detail);
[[nodiscard]] Json attempt(const Attempt &attempt);
[[nodiscard]] Json event(const Event &event);
[[nodiscard]] Json published(const Published &published);
[[nodiscard]] Json replay(const Replay &replay);
[[nodiscard]] Json replayPlan(const ReplayPlan &plan); // of a dry run
[[nodiscard]] Json capture(const Capture &capture);
[[nodiscard]] Json usage(const SubscriberUsage &usage);
// {"error": …}. The sentence is for people, with a remote server's own words in it; it stands as `detail`.
// `findings` has what such a server said of each member, in its order.
[[nodiscard]] Json error(const Error &error, const QString &sentence);

// What a list says of itself, beside its rows.
struct ListFacts
{
    std::optional<qint64> count;
    int number = 1;
    int size = 100;
    bool hasNext = false;
    PageSource source = PageSource::Live;
    std::optional<Instant> asOf;
    std::optional<qint64> lookedThrough = {};
};

template<typename T>
[[nodiscard]] ListFacts factsOf(const Page<T> &page)
{
    return {
        page.count, page.number, page.size, !page.next.isEmpty(), page.source, page.asOf, page.lookedThrough};
}

[[nodiscard]] Json list(Json rows, const ListFacts &facts);

// One document for people and programs alike, and one line of a stream.
[[nodiscard]] QByteArray document(const Json &json);
[[nodiscard]] QByteArray line(const Json &json);

} // namespace json
} // namespace tacklebox
