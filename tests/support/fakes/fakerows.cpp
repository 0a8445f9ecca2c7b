// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakerows.h"

#include "tests/support/fakes/fakefields.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

struct Who
{
    int number;
    const char16_t *name;
    const char16_t *url;
};

constexpr std::array kWho{
    Who{1, u"Acme orders", u"https://acme.example/webhooks/v2/orders"},
    Who{2, u"Harbor CRM", u"https://api.harbor.example/in"},
    Who{3, u"Field team", u"https://field.example/cb"},
    Who{4, u"Warehouse", u"https://wh.example/hook"},
    Who{5, u"Legacy ERP", u"http://10.0.4.12/erp"},
    Who{6, u"Paused partner", u"https://partner.example/x"},
};

struct What
{
    const char16_t *event;
    const char16_t *status;
};

constexpr std::array kWhat{
    What{u"order.delivered", u"completed"},
    What{u"order.scheduled", u"scheduled"},
    What{u"order.processed", u"order_processing"},
    What{u"appointment.scheduled", u"scheduled"},
    What{u"order.canceled", u"canceled"},
    What{u"order.received", u"ordered"},
};

constexpr std::array kStreet{
    u"18 Elm Street", u"3 Oak Court", u"77 Pine Road", u"210 Maple Ave", u"9 Birch Lane"};

constexpr char kPayload[]
    = R"({"request_id":"9c1d2f","order_id":"ORD-70412","order_status":"completed",)"
      R"("property_info":{"price":412000.10,"address":{"street":"18 Elm Street","city":"Boise"}},)"
      R"("links":[{"rel":"tour","href":"https://tours.example/70412"}]})";

template<typename T, size_t N>
const T &nth(const std::array<T, N> &list, int i)
{
    return list[size_t(i) % N];
}

} // namespace

Instant noon()
{
    return fromMillis(1'773'489'600'000);
}

BackendInfo localInfo()
{
    BackendInfo info;
    info.connection = u"local"_s;
    info.kind = u"local"_s;
    info.environment = Environment::Local;
    info.tellsAttempts = true;
    info.verbs = Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber
        | Verb::DeleteSubscriber | Verb::ListJobs | Verb::Replay | Verb::Drop | Verb::Publish
        | Verb::ListEvents | Verb::Test;
    for (const What &what : kWhat) {
        info.knownEvents << QString::fromUtf16(what.event);
        if (const QString status = QString::fromUtf16(what.status); !info.knownStatuses.contains(status))
            info.knownStatuses << status;
    }
    info.knownStatuses << u"cancelled"_s;
    info.subscriberFields = subscriberFields();
    info.filterEvents = info.knownEvents;
    info.filterStatuses = info.knownStatuses;
    info.filterStates = {JobState::Waiting,
                         JobState::Sending,
                         JobState::Delivered,
                         JobState::Retrying,
                         JobState::Failed,
                         JobState::Held,
                         JobState::Dropped,
                         JobState::Blocked};
    info.jobSorts = {JobSort::Created, JobSort::StatusCode, JobSort::EventType, JobSort::LastSent};
    return info;
}

Attempt attemptOf(int number, Instant at, Outcome outcome, std::optional<int> code)
{
    using std::chrono::microseconds;
    Attempt attempt;
    attempt.number = number;
    attempt.at = at;
    attempt.outcome = outcome;
    attempt.statusCode = code;
    attempt.peer = u"203.0.113.24:443"_s;
    attempt.request = {"POST",
                       u"https://acme.example/webhooks/v2/orders"_s,
                       {{"Content-Type", "application/json"},
                        {"X-Tacklebox-Job", "0191a3c4-6d2e-7b1f-9a55-3f6c0d9e4b21"},
                        {"X-Signature", "3f9a0c77b1d4e8"}},
                       kPayload};
    attempt.response = {{{"Server", "nginx"}, {"Content-Type", "application/json"}},
                        code == 200 ? QByteArray(R"({"received":true})") : QByteArray("upstream is away\n"),
                        false};
    attempt.timing = {microseconds(14200),
                      microseconds(31000),
                      microseconds(62500),
                      microseconds(121800 + number * 83000),
                      microseconds(237600 + number * 84000)};
    attempt.tls = TlsFacts{u"TLS 1.3"_s,
                           u"TLS_AES_256_GCM_SHA384"_s,
                           u"Example CA R11"_s,
                           u"acme.example"_s,
                           at + std::chrono::days(12)};
    if (outcome != Outcome::Delivered && !code)
        attempt.error = u"Connection refused"_s;
    return attempt;
}

Job jobOf(int number, JobState state, std::optional<int> code)
{
    const Who &who = nth(kWho, number);
    const What &what = nth(kWhat, number);
    Job job;
    job.id = {QString::number(number)};
    job.uuid = u"0191a3c4-6d2e-7b1f-9a55-%1"_s.arg(number, 12, 16, QChar(u'0'));
    job.eventId = {QString::number(number / 2 + 1)};
    job.eventType = QString::fromUtf16(what.event);
    job.status = QString::fromUtf16(what.status);
    job.state = state;
    job.subscriberId = {QString::number(who.number)};
    job.subscriberName = QString::fromUtf16(who.name);
    job.callbackUrl = QString::fromUtf16(who.url);
    job.statusCode = code;
    job.orderId = u"ORD-%1"_s.arg(70000 + number);
    job.address = QString::fromUtf16(nth(kStreet, number));
    job.createdAt = noon() - std::chrono::seconds(60 * (1000 - number));
    job.connection = u"local"_s;
    if (code) {
        job.attempts = state == JobState::Failed ? 8 : 1;
        job.lastSentAt = job.createdAt + std::chrono::seconds(1);
        job.lastOutcome = *code < 300 ? Outcome::Delivered : Outcome::RefusedStatus;
    }
    return job;
}

QList<JobDetail> busyJobs(int count, Instant now)
{
    struct Shape
    {
        JobState state;
        int code;
    };
    static constexpr std::array kShapes{
        Shape{JobState::Failed, 503},
        Shape{JobState::Failed, 503},
        Shape{JobState::Retrying, 429},
        Shape{JobState::Delivered, 200},
        Shape{JobState::Delivered, 204},
        Shape{JobState::Blocked, 0},
        Shape{JobState::Held, 0},
        Shape{JobState::Sending, 0},
        Shape{JobState::Waiting, 0},
        Shape{JobState::Delivered, 200},
        Shape{JobState::Delivered, 200},
        Shape{JobState::Delivered, 200},
        Shape{JobState::Delivered, 200},
        Shape{JobState::Dropped, 0},
        Shape{JobState::Delivered, 200},
    };
    QList<JobDetail> rows;
    for (int i = 0; i < count; ++i) {
        const Shape shape = i < int(kShapes.size()) ? kShapes[size_t(i)] : Shape{JobState::Delivered, 200};
        JobDetail detail;
        detail.job = jobOf(count - i, shape.state, shape.code ? std::optional(shape.code) : std::nullopt);
        detail.job.createdAt = now - std::chrono::seconds(40 + i * 37);
        detail.payload = kPayload;
        if (shape.code) {
            const bool isGood = shape.code < 300;
            const int tries = shape.state == JobState::Failed ? 8 : shape.state == JobState::Retrying ? 2 : 1;
            detail.job.attempts = tries;
            detail.job.lastSentAt = detail.job.createdAt + std::chrono::seconds(isGood ? 1 : 30);
            for (int n = 1; n <= tries; ++n) {
                const Instant at = *detail.job.lastSentAt - std::chrono::seconds((tries - n) * 61);
                detail.attemptLog << attemptOf(
                    n, at, isGood ? Outcome::Delivered : Outcome::RefusedStatus, shape.code);
            }
        }
        if (shape.state == JobState::Retrying)
            detail.job.nextAttemptAt = now + std::chrono::seconds(95);
        rows << detail;
    }
    return rows;
}

Subscriber subscriberOf(int number, const QString &name, const QString &url)
{
    Subscriber row;
    row.id = {QString::number(number)};
    row.uuid = u"0191a3c4-0000-7b1f-9a55-%1"_s.arg(number, 12, 16, QChar(u'0'));
    row.connection = u"local"_s;
    row.name = name;
    row.url = url;
    row.state = SubscriberState::Active;
    row.isActive = true;
    row.fields = {{u"name"_s, name},
                  {u"callback_url"_s, url},
                  {u"events"_s, QJsonArray{u"order.*"_s}},
                  {u"statuses"_s, QJsonArray{}},
                  {u"active"_s, true},
                  {u"success_code"_s, u""_s}};
    return row;
}

QList<Subscriber> busySubscribers(Instant now)
{
    QList<Subscriber> rows;
    for (const Who &who : kWho) {
        rows << subscriberOf(who.number, QString::fromUtf16(who.name), QString::fromUtf16(who.url));
        rows.last().createdAt = now - std::chrono::days(40 - who.number);
        if (who.number < 5)
            rows.last().lastSentAt = now - std::chrono::minutes(who.number * 7);
    }
    rows.first().failedLastDay = 23;
    rows[4].state = SubscriberState::TooManyErrors;
    rows[5].state = SubscriberState::Stopped;
    rows[5].isActive = false;
    return rows;
}

QList<Event> busyEvents(int count, Instant now)
{
    QList<Event> rows;
    for (int i = 0; i < count; ++i) {
        const Job job = jobOf(count - i, JobState::Delivered, 200);
        Event event;
        event.id = {QString::number(count - i)};
        event.uuid = job.uuid;
        event.type = job.eventType;
        event.status = job.status;
        event.orderId = job.orderId;
        event.address = job.address;
        event.createdAt = now - std::chrono::seconds(40 + i * 53);
        event.payloadBytes = qint64(std::size(kPayload) - 1);
        event.payload = kPayload;
        event.jobs = 1 + i % 3;
        rows << event;
    }
    return rows;
}

QList<Capture> busyCaptures(int count, Instant now)
{
    QList<Capture> rows;
    for (int i = 0; i < count; ++i) {
        Capture capture;
        capture.id = {QString::number(count - i)};
        capture.at = now - std::chrono::seconds(12 + i * 41);
        capture.method = "POST";
        capture.target = u"/hooks/orders"_s;
        capture.headers = attemptOf(1, now, Outcome::Delivered, 200).request.headers;
        capture.body = kPayload;
        capture.bodyBytes = capture.body.size();
        capture.peer = u"127.0.0.1:51234"_s;
        capture.answered = i % 4 == 3 ? 500 : 200;
        capture.signature = i % 3 == 0 ? SignatureCheck::Valid : SignatureCheck::NotChecked;
        rows << capture;
    }
    return rows;
}

Statistics busyFigures()
{
    Statistics figures;
    figures.subscribers = 6;
    figures.jobs = 2'310'877;
    figures.queued = 12;
    figures.deliveredLastDay = 41'207;
    figures.failedLastDay = 23;
    figures.unread = 23;
    figures.databaseBytes = 1'181'116'006;
    figures.deliverer = Deliverer::ThisProcess;
    return figures;
}

} // namespace tacklebox::test
