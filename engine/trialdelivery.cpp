// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/trialdelivery.h"

#include "backend/samples.h"
#include "core/callbackurl.h"
#include "core/payload.h"
#include "engine/prepare.h"
#include "engine/recipienttable.h"
#include "engine/settle.h"
#include "engine/subscriberstop.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

// Marks a test at the receiver: no job of the queue has this id.
constexpr QUuid kTestJob{0x7e577e57, 0x0000, 0x4000, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};

// The recipient that a bare URL makes, with the request's own headers, scheme and secret.
Result<Recipient> recipientFromUrl(const TestRequest &request)
{
    const QString &url = std::get<QString>(request.target);
    if (std::optional<Error> error = checkCallbackUrl(url, u"url"_s))
        return fail(std::move(*error));
    for (const Header &header : request.headers) {
        if (std::optional<Error> error = checkHeader(header, u"header"_s))
            return fail(std::move(*error));
    }
    if (!request.scheme.isEmpty() && request.scheme != "none"_L1 && request.secret.isEmpty())
        return fail(invalid(Reason::SecretMissing, u"secret"_s));

    Fields fields{{u"callback_url"_s, url}, {u"success_code"_s, request.successCode}};
    if (!request.scheme.isEmpty())
        fields.insert(u"signing_scheme"_s, request.scheme);
    Result<Recipient> recipient = recipientFrom(fields);
    if (!recipient)
        return recipient;
    if (!request.secret.isEmpty())
        recipient->secrets.push_back(request.secret);
    return recipient;
}

// The sample of that type, with a body of one's own in it where there is one.
store::ClaimedJob jobFor(const TestRequest &request)
{
    const EventDraft &sample = sampleFor(request.eventType).event;
    store::ClaimedJob job;
    job.uuid = kTestJob;
    job.eventUuid = kTestJob;
    job.eventType = request.eventType.isEmpty() ? sample.type : request.eventType;
    job.status = sample.status;
    job.orderId = sample.orderId;
    job.address = sample.address;
    job.payload = request.payload.isEmpty() ? sample.payload : request.payload;
    return job;
}

} // namespace

Async<Trial> trialFor(const TestRequest &request, const DeliveryRules &rules, store::Store &store,
                      Vault &vault)
{
    Trial trial;
    trial.rules = rules;
    trial.successCode = request.successCode;
    trial.job = jobFor(request);
    if (request.addresses == AddressPolicy::AllowPrivate)
        trial.rules.addresses.privateAddresses = transport::PrivateAddresses::Allowed;
    if (std::optional<Error> error = checkPayload(trial.job.payload, u"data"_s))
        return ready<Trial>(fail(std::move(*error)));

    if (std::holds_alternative<QString>(request.target)) {
        return ready<Trial>(recipientFromUrl(request).map([&trial](Recipient recipient) {
            trial.recipient = std::move(recipient);
            return std::move(trial);
        }));
    }
    return store
        .read<RecipientRows>({},
                             [id = std::get<SubscriberId>(request.target)](store::Connection &connection) {
                                 return oneRecipient(connection, id);
                             })
        // Not on the reader's thread: the vault ends before it.
        .then(&vault,
              [&vault, trial = std::move(trial), extra = request.headers](
                  const Result<RecipientRows> &rows) mutable -> Result<Trial> {
                  if (!rows)
                      return fail(rows.error());
                  Result<Recipient> recipient = recipientFrom(rows->subscribers.front(), *rows, vault);
                  if (!recipient)
                      return fail(recipient.error());
                  trial.recipient = std::move(*recipient);
                  trial.recipient.headers.append(extra);
                  trial.successCode = trial.recipient.success.text;
                  return std::move(trial);
              });
}

Async<TestReport> tryDelivery(transport::HttpClient &client, const Clock &clock, Trial trial,
                              std::stop_token stop)
{
    const Instant now = clock.now();
    trial.job.createdAt = now;
    Result<QByteArray> body = bodyFor(trial.job, trial.recipient);
    if (!body)
        return ready<TestReport>(fail(body.error()));
    auto promise = std::make_shared<QPromise<Result<TestReport>>>();
    promise->start();
    transport::Request request
        = prepare({trial.job, std::move(*body), Occasion::Test}, trial.recipient, trial.rules, now);
    request.stop = std::move(stop);
    client.send(std::move(request),
                [promise, now, success = trial.recipient.success, successCode = trial.successCode](
                    transport::Reply reply) {
                    const Attempt attempt = attemptFrom(std::move(reply), success, {now, 1, true});
                    promise->addResult(Result<TestReport>(TestReport{attempt, successCode}));
                    promise->finish();
                });
    return promise->future();
}

Async<TestReport> startTested(store::Store &store, QObject &context, const SubscriberId &id,
                              TestReport report, Instant now)
{
    return store
        .write<bool>([id, now](store::Connection &connection) { return startAfterTest(connection, id, now); })
        .then(&context, [report = std::move(report)](const Result<bool> &started) mutable {
            report.hasStarted = started.value_or(false);
            return Result<TestReport>(std::move(report));
        });
}

} // namespace tacklebox::engine
