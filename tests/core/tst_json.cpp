// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventline.h"
#include "core/json.h"
#include "core/payload.h"
#include "core/rawmember.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class JsonTest final : public QObject
{
    Q_OBJECT

private slots:
    void aJobHasEveryMember();
    void aLocalSubscriberHasItsKeysBesideTheCommonOnes();
    void aRemoteSubscriberHasItsKeysUnderRemote();
    void whetherItIsActiveIsNullWhereNobodyKnows();
    void aSecretIsShownAsSetOnly();
    void aBodyThatIsNoTextIsBase64();
    void repeatedHeadersBecomeAList();
    void anErrorHasSixMembers();
    void anErrorTellsEachFindingInOrder();
    void aListTellsItsPage();
    void keepsANumberAsItIsWritten_data();
    void keepsANumberAsItIsWritten();
    void readsABatchLine();
    void refusesANumberThatNobodyHolds();
    void refusesABatchLine_data();
    void refusesABatchLine();
};

namespace {

QByteArray compact(const Json &json)
{
    return json::line(json).trimmed();
}

} // namespace

void JsonTest::aJobHasEveryMember()
{
    Job job;
    job.id = {u"7"_s};
    job.state = JobState::Retrying;
    job.createdAt = fromMillis(1767225600123);

    const Json shown = json::job(job);

    for (const char *member : {"id",
                               "uuid",
                               "event_id",
                               "event_type",
                               "status",
                               "state",
                               "subscriber_id",
                               "webhook_subscriber",
                               "callback_url",
                               "status_code",
                               "attempts",
                               "order_id",
                               "address",
                               "created_at",
                               "last_sent_at",
                               "next_attempt_at",
                               "last_error",
                               "connection"})
        QVERIFY2(shown.contains(member), member);
    QCOMPARE(shown["id"].get<std::string>(), "7");
    QCOMPARE(shown["state"].get<std::string>(), "retrying");
    QCOMPARE(shown["created_at"].get<std::string>(), "2026-01-01T00:00:00.123Z");
    QVERIFY(shown["status_code"].is_null());
    QVERIFY(shown["last_error"].is_null());
}

void JsonTest::aLocalSubscriberHasItsKeysBesideTheCommonOnes()
{
    Subscriber subscriber;
    subscriber.id = {u"3"_s};
    subscriber.connection = u"local"_s;
    subscriber.name = u"Listings"_s;
    subscriber.fields
        = {{u"name"_s, u"Listings"_s}, {u"timeout_ms"_s, 15000}, {u"events"_s, QJsonArray{u"*"_s}}};

    const Json shown = json::subscriber(subscriber);

    QCOMPARE(compact(shown["timeout_ms"]), "15000");
    QCOMPARE(compact(shown["events"]), R"(["*"])");
    QVERIFY(shown["remote"].is_null());
}

void JsonTest::aRemoteSubscriberHasItsKeysUnderRemote()
{
    Subscriber subscriber;
    subscriber.connection = u"crm"_s;
    subscriber.fields = {{u"TargetUrl"_s, u"https://x.example"_s}};

    QCOMPARE(compact(json::subscriber(subscriber)["remote"]), R"({"TargetUrl":"https://x.example"})");
}

void JsonTest::whetherItIsActiveIsNullWhereNobodyKnows()
{
    Subscriber subscriber;
    subscriber.connection = u"crm"_s;
    QVERIFY(json::subscriber(subscriber)["active"].is_null());

    subscriber.state = SubscriberState::Stopped;
    QCOMPARE(compact(json::subscriber(subscriber)["active"]), "false");
}

void JsonTest::aSecretIsShownAsSetOnly()
{
    Subscriber subscriber;
    subscriber.connection = u"local"_s;
    subscriber.secrets[u"secret"_s] = {true, fromMillis(0)};

    QCOMPARE(compact(json::subscriber(subscriber)["secret"]), R"({"set":true})");
}

void JsonTest::aBodyThatIsNoTextIsBase64()
{
    QCOMPARE(compact(json::body("{\"a\":\"ü\"}")), R"("{\"a\":\"ü\"}")");
    QCOMPARE(compact(json::body(QByteArray("\xff\xfe", 2))), "{\"base64\":\"//4=\"}");
    QCOMPARE(compact(json::body({})), R"("")");
}

void JsonTest::repeatedHeadersBecomeAList()
{
    const Headers headers{{"Via", "a"}, {"Set-Cookie", "x=1"}, {"Set-Cookie", "y=2"}, {"Set-Cookie", "z=3"}};

    QCOMPARE(compact(json::headers(headers)), R"({"Via":"a","Set-Cookie":["x=1","y=2","z=3"]})");
}

void JsonTest::anErrorHasSixMembers()
{
    const Json shown = json::error(invalid(Reason::UrlWithoutHost, u"callback_url"_s), u"No host."_s);

    const QByteArray expected
        = R"({"error":{"kind":"invalid_value","detail":"No host.",)"
          R"("field":"callback_url","remote_status":null,"http_status":null,"findings":[]}})";
    QCOMPARE(compact(shown), expected);
}

void JsonTest::anErrorTellsEachFindingInOrder()
{
    Error error = invalid(Reason::RemoteParameterInvalid, u"url"_s);
    error.httpStatus = 422;
    error.findings = {{u"url"_s, u"can't\nbe blank"_s},
                      {u"header"_s, u"not “Authorization: Bearer s3cret”"_s},
                      {u"secret"_s, {}}};

    const Json shown = json::error(error, u"Url: refused. The server says: “…”"_s);

    const Json &findings = shown["error"]["findings"];
    QCOMPARE(findings.size(), size_t(3));
    QCOMPARE(compact(findings[0]), "{\"field\":\"url\",\"text\":\"can't be blank\"}");
    QCOMPARE(compact(findings[2]), "{\"field\":\"secret\",\"text\":null}");
    QCOMPARE(findings[1]["field"].get<std::string>(), "header");
    QVERIFY(!compact(shown).contains("s3cret"));
    QCOMPARE(QString::fromStdString(shown["error"]["detail"].get<std::string>()),
             u"Url: refused. The server says: “…”"_s);
}

void JsonTest::aListTellsItsPage()
{
    const Json shown = json::list(Json::array(), {std::nullopt, 2, 50, true, PageSource::Live, std::nullopt});

    const QByteArray expected = R"({"rows":[],"count":null,"page":{"number":2,"size":50,"next":3},)"
                                R"("source":"live","as_of":null})";
    QCOMPARE(compact(shown), expected);
    Page<Job> bounded;
    bounded.lookedThrough = 1000;
    QCOMPARE(json::list(Json::array(), json::factsOf(bounded))["looked_through"].get<int>(), 1000);
}

void JsonTest::keepsANumberAsItIsWritten_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("member");
    QTest::newRow("number") << QByteArray(R"({"data":1.10})") << QByteArray("1.10");
    QTest::newRow("nested") << QByteArray(
        R"({"x":{"data":2},"data" : { "p": 412000.10 , "q":[1.0,"}"]} ,"y":1})")
                            << QByteArray(R"({ "p": 412000.10 , "q":[1.0,"}"]})");
    QTest::newRow("last wins") << QByteArray(R"({"data":1,"data":2})") << QByteArray("2");
    QTest::newRow("escapes") << QByteArray(R"({"a\"b":"\\","d\u0061ta":"\"]"})") << QByteArray(R"("\"]")");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"data\":1.10}") << QByteArray("1.10");
    QTest::newRow("absent") << QByteArray(R"( { } )") << QByteArray();
}

void JsonTest::keepsANumberAsItIsWritten()
{
    QFETCH(QByteArray, object);
    QTEST(rawMember(object, "data").value_or(QByteArrayView()).toByteArray(), "member");
}

void JsonTest::readsABatchLine()
{
    const auto event = eventFromLine(
        R"({"type":"order.delivered","status":"completed","order_id":"PM-1","id":"k","data":{"price":1.10}})");

    QVERIFY(event);
    QCOMPARE(event->type, u"order.delivered"_s);
    QCOMPARE(event->orderId, u"PM-1"_s);
    QCOMPARE(event->key, u"k"_s);
    QCOMPARE(event->payload, R"({"price":1.10})");
}

void JsonTest::refusesANumberThatNobodyHolds()
{
    for (const char *payload : {"1e999", "-1e999", "{\"n\":1E400}"}) {
        const auto error = checkPayload(payload, u"data"_s);
        QVERIFY(error);
        QCOMPARE(error->reason, Reason::JsonForm);
        QCOMPARE(error->detail, u"a number is too large"_s);
    }
    QVERIFY(!checkPayload("1e300", u"data"_s));
}

void JsonTest::refusesABatchLine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("field");
    QTest::newRow("no JSON") << QByteArray("type=x") << QString();
    QTest::newRow("no object") << QByteArray("[]") << QString();
    QTest::newRow("no type") << QByteArray("{}") << u"type"_s;
    QTest::newRow("type is a number") << QByteArray(R"({"type":1})") << u"type"_s;
    QTest::newRow("bad time") << QByteArray(R"({"type":"a","at":"soon"})") << u"at"_s;
    QTest::newRow("unknown member") << QByteArray(R"({"type":"a","orderid":"x"})") << u"orderid"_s;
}

void JsonTest::refusesABatchLine()
{
    QFETCH(QByteArray, line);
    const auto event = eventFromLine(line);
    QVERIFY(!event);
    QTEST(event.error().field, "field");
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::JsonTest)
#include "tst_json.moc"
