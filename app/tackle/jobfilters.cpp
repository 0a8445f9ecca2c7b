// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/jobfilters.h"

#include "app/tackle/paging.h"
#include "core/successcode.h"

#include <QCoreApplication>
#include <QDate>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

Result<JobAttribute> attributeFrom(const QString &word)
{
    static const QHash<QString, JobAttribute> known{
        {u"status"_s, JobAttribute::Status},
        {u"address"_s, JobAttribute::Address},
        {u"event"_s, JobAttribute::Event},
        {u"order_id"_s, JobAttribute::OrderId},
        {u"webhook_subscriber"_s, JobAttribute::Subscriber},
        {u"callback_url"_s, JobAttribute::CallbackUrl},
    };
    const auto found = known.constFind(word);
    if (found == known.cend())
        return fail(usage(Texts::tr("--in knows status, address, event, order_id, webhook_subscriber and "
                                    "callback_url, not “%1”.")
                              .arg(word)));
    return *found;
}

Error noState(const QString &word)
{
    QStringList states;
    for (int state = 0; state < int(JobState::Unknown); ++state)
        states += toText(JobState(state));
    Error error = invalid(Reason::UnknownChoice, u"state"_s, word);
    error.detail = states.join(u", "_s);
    return error;
}

// A bare date is that day, whole: as an end it takes the next day's first moment.
Result<std::optional<Instant>> momentFrom(const Arguments &arguments, QLatin1StringView option,
                                          int daysOfADate)
{
    if (!arguments.has(option))
        return std::optional<Instant>();
    QString text = arguments.value(option);
    if (const QDate date = QDate::fromString(text, Qt::ISODate); date.isValid() && text.size() == 10)
        text = date.addDays(daysOfADate).toString(Qt::ISODate);
    const auto moment = instantFrom(text);
    if (!moment)
        return fail(invalid(Reason::TimeForm, option, arguments.value(option)));
    return moment;
}

Result<Done> takeTimes(const Arguments &arguments, JobQuery &query)
{
    const auto from = momentFrom(arguments, "from"_L1, 0);
    if (!from)
        return fail(from.error());
    const auto to = momentFrom(arguments, "to"_L1, 1);
    if (!to)
        return fail(to.error());
    const auto sentFrom = momentFrom(arguments, "sent-from"_L1, 0);
    if (!sentFrom)
        return fail(sentFrom.error());
    query.from = *from;
    query.sentFrom = *sentFrom;
    query.to = *to;
    return Done();
}

Result<Done> takeWords(const Arguments &arguments, JobQuery &query)
{
    for (const QString &word : arguments.list("in"_L1)) {
        const auto attribute = attributeFrom(word);
        if (!attribute)
            return fail(attribute.error());
        query.searchIn += *attribute;
    }
    for (const QString &text : arguments.list("status-code"_L1)) {
        const auto range = codeRangeFrom(text, u"status-code"_s);
        if (!range)
            return fail(range.error());
        query.codes += *range;
    }
    for (const QString &word : arguments.list("state"_L1)) {
        const auto state = jobStateFrom(word);
        if (!state)
            return fail(noState(word));
        query.states += *state;
    }
    return Done();
}

} // namespace

std::vector<Option> jobFilterOptions()
{
    return {
        {"search", Takes::Value, "TEXT", QT_TRANSLATE_NOOP("Tackle", "text in any of the six attributes")},
        {"in",
         Takes::Values,
         "ATTR",
         QT_TRANSLATE_NOOP(
             "Tackle",
             "search in these alone: status, address, event, order_id, webhook_subscriber, callback_url")},
        {"from", Takes::Value, "TIME", QT_TRANSLATE_NOOP("Tackle", "created at or after")},
        {"to",
         Takes::Value,
         "TIME",
         QT_TRANSLATE_NOOP("Tackle", "created before; a bare date is that day, whole")},
        {"sent-from", Takes::Value, "TIME", QT_TRANSLATE_NOOP("Tackle", "last sent at or after")},
        {"status-code",
         Takes::Values,
         "CODE",
         QT_TRANSLATE_NOOP("Tackle", "last answered with: 503, 5xx, 500-504")},
        {"event-type", Takes::Values, "TYPE", QT_TRANSLATE_NOOP("Tackle", "of these events")},
        {"status", Takes::Values, "STATUS", QT_TRANSLATE_NOOP("Tackle", "of these order statuses")},
        {"subscriber", Takes::Values, "ID", QT_TRANSLATE_NOOP("Tackle", "owed to these subscribers")},
        {"callback-url", Takes::Values, "URL", QT_TRANSLATE_NOOP("Tackle", "to these URLs")},
        {"state",
         Takes::Values,
         "STATE",
         QT_TRANSLATE_NOOP("Tackle",
                           "waiting, sending, delivered, retrying, failed, held, dropped, blocked")},
    };
}

Result<JobQuery> jobFilterFrom(const Arguments &arguments)
{
    JobQuery query;
    query.search = arguments.value("search"_L1);
    query.eventTypes = arguments.list("event-type"_L1);
    query.statuses = arguments.list("status"_L1);
    query.callbackUrls = arguments.values("callback-url"_L1);
    for (const QString &id : arguments.list("subscriber"_L1))
        query.subscribers += SubscriberId{id};
    for (auto take : {takeTimes, takeWords}) {
        if (const auto taken = take(arguments, query); !taken)
            return fail(taken.error());
    }
    return query;
}

Result<Done> takeJobSort(const QString &text, JobQuery &query)
{
    if (text.isEmpty())
        return Done();
    static const QHash<QString, JobSort> known{
        {u"status_code"_s, JobSort::StatusCode},
        {u"event_type"_s, JobSort::EventType},
        {u"last_sent_at"_s, JobSort::LastSent},
        {u"created_at"_s, JobSort::Created},
    };
    const auto key = known.constFind(text.section(u':', 0, 0));
    if (key == known.cend())
        return fail(
            usage(Texts::tr("--sort goes by status_code, event_type, last_sent_at or created_at, not “%1”.")
                      .arg(text)));
    const auto order = orderFrom(text.section(u':', 1));
    if (!order)
        return fail(order.error());
    query.sort = *key;
    query.order = *order;
    return Done();
}

} // namespace tacklebox::tackle
