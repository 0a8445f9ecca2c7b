// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What an answer leads to, and what exactly is sent.
#include "engine/prepare.h"
#include "engine/settle.h"

#include <QTest>

using namespace tacklebox;
using namespace tacklebox::engine;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant kBegan = fromMillis(1'000'000);
const Instant kNow = kBegan + 200ms;
const Instant kCreated = kBegan - 1h;

Recipient recipientWith(Fields fields)
{
    if (!fields.contains(u"callback_url"_s))
        fields.insert(u"callback_url"_s, u"https://acme.example/hooks"_s);
    const Result<Recipient> recipient = recipientFrom(fields);
    return recipient.value();
}

transport::Reply answered(int code)
{
    transport::Reply reply;
    reply.statusCode = code;
    return reply;
}

store::ClaimedJob jobAfter(int tries)
{
    store::ClaimedJob job;
    job.key = JobKey{7};
    job.subscriber = SubscriberKey{3};
    job.createdAt = kCreated;
    job.attempts = tries;
    job.tries = tries;
    return job;
}

} // namespace

class tst_Settle : public QObject
{
    Q_OBJECT

private slots:
    void judgesByTheSuccessCode_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("outcome");
        QTest::newRow("any 2xx") << u""_s << 204 << int(Outcome::Delivered);
        QTest::newRow("exact") << u"201"_s << 200 << int(Outcome::RefusedStatus);
        QTest::newRow("list") << u"200,404"_s << 404 << int(Outcome::Delivered);
        QTest::newRow("500") << u""_s << 500 << int(Outcome::RefusedStatus);
        QTest::newRow("redirect") << u""_s << 302 << int(Outcome::Redirected);
    }

    void judgesByTheSuccessCode()
    {
        QFETCH(QString, rule);
        QFETCH(int, code);
        QFETCH(int, outcome);
        const Recipient recipient = recipientWith({{u"success_code"_s, rule}});

        const auto settled = settle(jobAfter(0), recipient, answered(code), kBegan, kNow, 0.0);

        QCOMPARE(int(settled.outcome), outcome);
        QCOMPARE(settled.attempt->statusCode, std::optional(code));
        QCOMPARE(settled.next == JobState::Delivered, Outcome(outcome) == Outcome::Delivered);
    }

    void retriesAfterItsPolicysWait()
    {
        const Recipient recipient = recipientWith({{u"retry_policy"_s, u"5s,5m"_s}});

        const auto first = settle(jobAfter(0), recipient, answered(503), kBegan, kNow, 0.0);
        const auto second = settle(jobAfter(1), recipient, answered(503), kBegan, kNow, 1.0);

        QCOMPARE(first.next, JobState::Retrying);
        QCOMPARE(first.due, std::optional(kNow + 5s));
        QCOMPARE(second.due, std::optional(kNow + 5min + 30s)); // the whole jitter
    }

    void givesUpAfterTheLastTry()
    {
        const Recipient recipient = recipientWith({{u"retry_policy"_s, u"5s"_s}});

        const auto settled = settle(jobAfter(1), recipient, answered(503), kBegan, kNow, 0.5);

        QCOMPARE(settled.next, JobState::Failed);
        QVERIFY(!settled.due);
        QCOMPARE(settled.attempt->number, 2);
    }

    void blocksWithoutAnAttempt()
    {
        transport::Reply reply;
        reply.fault = Outcome::BlockedAddress;
        reply.error = u"10.0.0.4:80"_s;

        const auto settled = settle(jobAfter(0), recipientWith({}), reply, kBegan, kNow, 0.0);

        QCOMPARE(settled.next, JobState::Blocked);
        QVERIFY(!settled.attempt);
    }

    void putsBackWhatWasAbortedUnsent()
    {
        transport::Reply reply;
        reply.fault = Outcome::Aborted;

        const auto settled = settle(jobAfter(0), recipientWith({}), reply, kBegan, kNow, 0.0);

        QCOMPARE(settled.next, JobState::Waiting);
        QCOMPARE(settled.due, std::optional(kCreated));
        QVERIFY(!settled.attempt);
    }

    void recordsWhatWasAbortedUnderWay_data()
    {
        QTest::addColumn<int>("tries");
        QTest::addColumn<int>("next");
        QTest::newRow("first try") << 0 << int(JobState::Waiting);
        QTest::newRow("retry") << 3 << int(JobState::Retrying);
    }

    void recordsWhatWasAbortedUnderWay()
    {
        QFETCH(int, tries);
        QFETCH(int, next);
        transport::Reply reply;
        reply.fault = Outcome::Aborted;
        reply.isSent = true;

        const auto settled = settle(jobAfter(tries), recipientWith({}), reply, kBegan, kNow, 0.0);

        QCOMPARE(int(settled.next), next);
        QCOMPARE(settled.due, std::optional(kCreated));
        QVERIFY(settled.attempt);
        QCOMPARE(settled.attempt->outcome, Outcome::Aborted);
        QCOMPARE(settled.error, settled.attempt->error);
    }

    void marksAReplayAsManual()
    {
        store::ClaimedJob job = jobAfter(0);
        job.attempts = 4;
        job.manual = true;

        const auto settled = settle(job, recipientWith({}), answered(200), kBegan, kNow, 0.0);

        QVERIFY(settled.attempt->manual);
        QCOMPARE(settled.attempt->number, 5);
    }

    void sendsThePayloadsOwnBytesSigned()
    {
        Recipient recipient = recipientWith({{u"signing_scheme"_s, u"hookshot"_s}});
        recipient.secrets.push_back(Secret("503bec91ecdf413562f69336b597e5b78550f548"_ba));
        store::ClaimedJob job;
        job.uuid = QUuid::createUuid();
        job.payload = R"({"a":1})";

        const transport::Request request = prepare({job, job.payload}, recipient, {}, kNow);

        QCOMPARE(request.body, R"({"a":1})"_ba);
        QCOMPARE(valueOf(request.headers, "X-Tacklebox-Job"),
                 std::optional(job.uuid.toByteArray(QUuid::WithoutBraces)));
        QCOMPARE(valueOf(request.headers, "X-Signature"),
                 std::optional("f6b31494986688aacbbaf2d4085f219fc4723a3c6cb72e61785a8721e089cc8c"_ba));
        QCOMPARE(valueOf(request.headers, "content-type"), std::optional("application/json"_ba));
    }

    void letsAStaticHeaderReplaceOurs()
    {
        const Recipient recipient = recipientWith(
            {{u"headers"_s, QJsonObject{{u"content-type"_s, u"text/json"_s}, {u"X-Team"_s, u"ops"_s}}}});

        const transport::Request request = prepare({{}, "{}"_ba}, recipient, {}, kNow);

        QCOMPARE(valueOf(request.headers, "Content-Type"), std::optional("text/json"_ba));
        QCOMPARE(valueOf(request.headers, "X-Team"), std::optional("ops"_ba));
        QCOMPARE(std::ranges::count_if(request.headers,
                                       [](const Header &h) { return h.name.toLower() == "content-type"; }),
                 1);
    }
};

QTEST_APPLESS_MAIN(tst_Settle)
#include "tst_settle.moc"
