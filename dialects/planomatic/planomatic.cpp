// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/planomatic/planomatic.h"

#include "core/ordervocabulary.h"
#include "dialects/planomatic/requests.h"
#include "dialects/planomatic/rows.h"
#include "dialects/planomatic/statuses.h"
#include "dialects/reply.h"

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

using namespace planomatic;

namespace {

template<typename Id>
QJsonObject only(const Id &id)
{
    return {{u"id"_s, idValue(id.value)}};
}

template<typename T, typename Read>
Result<Listed<T>> listedFrom(const Response &response, Read read)
{
    const auto envelope = envelopeFrom(response);
    if (!envelope)
        return fail(envelope.error());
    const auto rows = rowsFrom(*envelope);
    if (!rows)
        return fail(rows.error());
    const auto count = countFrom(*envelope);
    if (!count)
        return fail(count.error());
    auto values = allFrom<T>(*rows, read);
    if (!values)
        return fail(values.error());
    return Listed<T>{*std::move(values), *count};
}

} // namespace

const ConnectionKind &PlanoMatic::kind() const
{
    return connectionKind();
}

BackendInfo PlanoMatic::info(const Connection &connection) const
{
    // A list is never missing: without the route it is what was added by id, or seen in jobs. These are all
    // inferred writes.
    static constexpr std::array kOptional{
        std::pair{Route::Create, Verb::CreateSubscriber},
        std::pair{Route::Destroy, Verb::DeleteSubscriber},
        std::pair{Route::Resend, Verb::Replay},
    };
    BackendInfo info;
    info.connection = connection.name;
    info.kind = kind().name;
    info.environment = connection.environment;
    info.verbs = Verb::ListSubscribers | Verb::EditSubscriber | Verb::ListJobs | Verb::Test;
    for (const auto &[route, verb] : kOptional) {
        const auto refusal = refusalOf(connection, route);
        info.verbs.setFlag(verb, !refusal);
        info.unconfirmed.setFlag(verb, !refusal);
        info.barred.setFlag(verb, refusal && refusal->reason == Reason::Unconfirmed);
    }
    info.tellsConflicts = false;
    info.addsById = true;
    info.subscriberFields = subscriberFields();
    info.knownEvents = knownEvents();
    info.knownStatuses = orderStatuses();
    info.filterEvents = orderEventTypes();
    info.filterStatuses = orderStatuses();
    info.filterStates = {JobState::Delivered, JobState::Failed, JobState::Unknown};
    info.jobSorts = {JobSort::StatusCode, JobSort::EventType, JobSort::LastSent};
    return info;
}

std::optional<Rate> PlanoMatic::rate() const
{
    return Rate{50, std::chrono::seconds(60)};
}

Result<Token> PlanoMatic::readToken(const Response &response, Instant) const
{
    if (auto error = logInErrorFrom(response))
        return fail(std::move(*error));
    const auto envelope = envelopeFrom(response);
    if (!envelope)
        return fail(envelope.error());
    const auto token = tokenFrom(*envelope);
    if (!token)
        return fail(token.error());
    return Token{Secret(token->toUtf8()), {}};
}

Result<Request> PlanoMatic::logIn(const Access &access, const Secret &password) const
{
    return logInRequest(access, password);
}

Result<Request> PlanoMatic::check(const Access &access) const
{
    JobQuery query;
    query.page.size = 1;
    return listJobs(access, query, {});
}

// A success that is no list of jobs is somebody else's: a page that stands before the server, say.
Result<Done> PlanoMatic::readCheck(const Response &response) const
{
    return readJobs(response, {}).map([](const Listed<Job> &) { return Done{}; });
}

Result<Request> PlanoMatic::listSubscribers(const Access &access) const
{
    return listSubscribers(access, {});
}

Result<Request> PlanoMatic::listSubscribers(const Access &access, const SubscriberQuery &query) const
{
    return requestOf(access, Route::Index, listParameters(access.connection, query.page));
}

Result<Listed<Subscriber>> PlanoMatic::readSubscribers(const Response &response) const
{
    return listedFrom<Subscriber>(response, subscriberFrom);
}

Result<Request> PlanoMatic::showSubscriber(const Access &access, const SubscriberId &id) const
{
    // A typed one would be found out by nobody, where the server has no such call.
    bool isNumber = false;
    (void)id.value.toLongLong(&isNumber);
    if (!isNumber)
        return fail(invalid(Reason::NumberForm, u"id"_s, id.value.left(40)));
    return requestOf(access, Route::Show, only(id));
}

Result<Subscriber> PlanoMatic::readSubscriber(const Response &response) const
{
    const auto envelope = envelopeFrom(response);
    if (!envelope)
        return fail(envelope.error());
    const auto row = rowFrom(*envelope, "webhook_out_sub"_L1);
    if (!row)
        return fail(row.error());
    return subscriberFrom(*row);
}

bool PlanoMatic::writesWhole(const Connection &connection) const
{
    return updatesWhole(connection);
}

Result<Request> PlanoMatic::saveSubscriber(const Access &access, const SubscriberDraft &draft) const
{
    const Route route = draft.id ? Route::Update : Route::Create;
    if (auto refusal = refusalOf(access.connection, route))
        return fail(std::move(*refusal));
    auto parameters = draftParameters(access.connection, draft);
    if (!parameters)
        return fail(parameters.error());
    return requestOf(access, route, std::move(*parameters));
}

Result<Request> PlanoMatic::removeSubscriber(const Access &access, const SubscriberId &id) const
{
    return requestOf(access, Route::Destroy, only(id));
}

// Unsorted, its rows are taken to come with the newest first: another order of their making it has none.
bool PlanoMatic::answersJobs(const JobQuery &query) const
{
    const bool isOldestFirst = query.sort == JobSort::Created && query.order == Qt::AscendingOrder;
    return query.states.isEmpty() && query.events.isEmpty() && !query.sentFrom && !isOldestFirst;
}

Result<Request> PlanoMatic::listJobs(const Access &access, const JobQuery &query, const SubscriberId &) const
{
    return requestOf(access, Route::JobsIndex, jobParameters(access.connection, query));
}

Result<Listed<Job>> PlanoMatic::readJobs(const Response &response, const SubscriberId &) const
{
    return listedFrom<Job>(response, jobFrom);
}

Result<Request> PlanoMatic::showJob(const Access &access, const JobId &id) const
{
    QJsonObject parameters = only(id);
    parameters.insert(u"view"_s, viewOf(access.connection));
    return requestOf(access, Route::JobsShow, std::move(parameters));
}

Result<Job> PlanoMatic::readJob(const Response &response) const
{
    const auto row = envelopeFrom(response).and_then(
        [](const QJsonObject &envelope) { return rowFrom(envelope, "webhook_job"_L1); });
    if (row)
        return jobFrom(*row);
    Error error = row.error();
    if (error.reason == Reason::NoSuchSubscriber) // what an unknown id is elsewhere
        error.reason = Reason::NoSuchJob;
    return fail(std::move(error));
}

Result<Request> PlanoMatic::replay(const Access &access, const JobId &id) const
{
    return requestOf(access, Route::Resend, only(id));
}

std::optional<Error> PlanoMatic::errorOf(const Response &response) const
{
    return errorFrom(response);
}

} // namespace tacklebox::dialects
