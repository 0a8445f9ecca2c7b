// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/bodyform.h"
#include "core/builtinviews.h"
#include "core/payload.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray &orderBytes()
{
    static const QByteArray bytes
        = R"( {"order_id": "PM-1", "price": 739500.00, "client": {"first_name": "Imke"}} )";
    return bytes;
}

EventFacts order(const QByteArray &payload = orderBytes())
{
    EventFacts facts;
    facts.id = u"0b6c2f9e-8d3c-4a77-b1c5-9c2a5e7e3c03"_s;
    facts.type = u"order.delivered"_s;
    facts.status = u"completed"_s;
    facts.orderId = u"PM-9 \"x\""_s;
    facts.at = fromMillis(1'790'000'000'123);
    facts.subscriber = u"Acme"_s;
    facts.payload = payload;
    return facts;
}

BodyForm formOf(QStringView view)
{
    BodyForm form;
    form.view = PayloadTemplate::from(builtInView(view)->text, {}).value();
    return form;
}

QJsonObject objectOf(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object();
}

QByteArray with(const QByteArray &body, const QJsonObject &properties)
{
    return withProperties(body, propertiesFrom(properties));
}

} // namespace

class TestBodyForm final : public QObject
{
    Q_OBJECT

private slots:
    void everyViewMakesJsonOfEveryBody_data();
    void everyViewMakesJsonOfEveryBody();
    void leavesThePayloadsBytesAlone();
    void planoMaticV2HasEachMember();
    void planoMaticV3TellsWhatTriggeredIt();
    void superOfficeFillsInWhatIsNotThere();
    void superOfficeKeepsWhatIsThere();
    void standardWebhooksHasThreeMembers();
    void cloudEventsIsStructured();
    void putsPropertiesBehindTheMembers_data();
    void putsPropertiesBehindTheMembers();
    void tellsWhatAViewCantBeMadeOf();
};

void TestBodyForm::everyViewMakesJsonOfEveryBody_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QByteArray>("payload");
    for (const BuiltInView &view : builtInViews()) {
        for (const char *payload :
             {"{}", "[]", "7", "\"a\\\"b\"", "null", " {\"id\": null, \"data\": [1.10]}\n"})
            QTest::addRow("%s of %s", view.name.data(), payload) << QString(view.name) << QByteArray(payload);
    }
}

void TestBodyForm::everyViewMakesJsonOfEveryBody()
{
    QFETCH(QString, view);
    QFETCH(QByteArray, payload);

    const auto body = bodyOf(formOf(view), order(payload));

    QVERIFY(body);
    QVERIFY2(!checkPayload(*body, {}), body->constData());
}

void TestBodyForm::leavesThePayloadsBytesAlone()
{
    for (const QStringView view : {u"hookshot", u"cloudevents-binary"})
        QVERIFY(bodyOf(formOf(view), order())->isSharedWith(order().payload));
    QVERIFY(bodyOf({}, order())->isSharedWith(orderBytes()));
}

void TestBodyForm::planoMaticV2HasEachMember()
{
    const QByteArray body = bodyOf(formOf(u"planomatic-v2"), order()).value();
    const QJsonObject members = objectOf(body);
    QCOMPARE(members.size(), 15);
    QCOMPARE(members.value("order_id"_L1), QJsonValue(u"PM-1"_s));
    QCOMPARE(members.value("order_status"_L1), QJsonValue(u"completed"_s));
    QCOMPARE(members.value("request_datetime"_L1), QJsonValue(u"2026-09-21T14:13:20.123Z"_s));
    QVERIFY(members.value("links"_L1).isNull());
    QVERIFY(body.contains(R"("client": {"first_name": "Imke"})"));
}

void TestBodyForm::planoMaticV3TellsWhatTriggeredIt()
{
    const QByteArray body
        = bodyOf(formOf(u"planomatic-v3"),
                 order(R"({"property": {"price": 412000.10}, "secret_note": 1, "links": {}})"))
              .value();
    const QJsonObject members = objectOf(body);
    QCOMPARE(
        members.keys(),
        (QStringList{u"event"_s, u"event_id"_s, u"links"_s, u"occurred_at"_s, u"order_id"_s, u"property"_s}));
    QCOMPARE(members.value("event"_L1), QJsonValue(u"order.delivered"_s));
    QCOMPARE(members.value("order_id"_L1), QJsonValue(u"PM-9 \"x\""_s));
    QVERIFY(body.contains("412000.10"));
}

void TestBodyForm::superOfficeFillsInWhatIsNotThere()
{
    const QJsonObject members = objectOf(bodyOf(formOf(u"superoffice"), order()).value());
    QCOMPARE(members.value("EventId"_L1), QJsonValue(order().id));
    QCOMPARE(members.value("Timestamp"_L1), QJsonValue(u"2026-09-21T14:13:20.1230000Z"_s));
    QCOMPARE(members.value("Entity"_L1), QJsonValue(u"order"_s));
    QCOMPARE(members.value("PrimaryKey"_L1), QJsonValue(0));
    QCOMPARE(members.value("Changes"_L1), QJsonValue(QJsonArray()));
    QCOMPARE(members.value("WebhookName"_L1), QJsonValue(u"Acme"_s));
    QCOMPARE(members.value("FieldValues"_L1).toObject().value("order_id"_L1), QJsonValue(u"PM-1"_s));
    QVERIFY(!members.contains("Values"_L1));
}

void TestBodyForm::superOfficeKeepsWhatIsThere()
{
    const QJsonObject members = objectOf(
        bodyOf(formOf(u"superoffice"),
               order(R"({"PrimaryKey": 18, "Changes": ["name"], "Values": {"a": 1}, "Entity": "contact",
                         "FieldValues": {"name": "x"}, "ContextIdentifier": "Cust9"})"))
            .value());
    QCOMPARE(members.value("PrimaryKey"_L1), QJsonValue(18));
    QCOMPARE(members.value("Changes"_L1), QJsonValue(QJsonArray{u"name"_s}));
    QCOMPARE(members.value("Values"_L1).toObject().size(), 1);
    QCOMPARE(members.value("Entity"_L1), QJsonValue(u"contact"_s));
    QCOMPARE(members.value("FieldValues"_L1).toObject().size(), 1);
    QCOMPARE(members.value("ContextIdentifier"_L1), QJsonValue(u"Cust9"_s));
}

void TestBodyForm::standardWebhooksHasThreeMembers()
{
    QCOMPARE(bodyOf(formOf(u"standard-webhooks"), order()).value(),
             R"({"type":"order.delivered","timestamp":"2026-09-21T14:13:20.123Z","data":)"
                 + orderBytes().trimmed() + '}');
}

void TestBodyForm::cloudEventsIsStructured()
{
    const QJsonObject members = objectOf(bodyOf(formOf(u"cloudevents-structured"), order()).value());
    QCOMPARE(members.value("specversion"_L1), QJsonValue(u"1.0"_s));
    QCOMPARE(members.value("id"_L1), QJsonValue(order().id));
    QCOMPARE(members.value("subject"_L1), QJsonValue(order().orderId));
    QCOMPARE(members.value("data"_L1).toObject().size(), 3);
}

void TestBodyForm::putsPropertiesBehindTheMembers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("an object") << R"( {"a": 1.10 } )"_ba
                               << R"( {"a": 1.10 ,"env":"live","n":{"k":[1]}} )"_ba;
    QTest::newRow("an empty one") << "{ }"_ba
                                  << R"({ "env":"live","n":{"k":[1]}})"_ba;
    QTest::newRow("an own member stays") << R"({"env": "own", "n": 1})"_ba
                                         << R"({"env": "own", "n": 1})"_ba;
    QTest::newRow("however it is written") << R"({"\u0065nv": "own"})"_ba
                                           << R"({"\u0065nv": "own","n":{"k":[1]}})"_ba;
    QTest::newRow("of the top level alone") << R"({"x": {"env": 1}})"_ba
                                            << R"({"x": {"env": 1},"env":"live","n":{"k":[1]}})"_ba;
    QTest::newRow("a brace in a text") << R"({"x": "}"})"_ba
                                       << R"({"x": "}","env":"live","n":{"k":[1]}})"_ba;
    QTest::newRow("a list") << "[{}]"_ba
                            << "[{}]"_ba;
    QTest::newRow("a text") << "\"{}\""_ba
                            << "\"{}\""_ba;
}

void TestBodyForm::putsPropertiesBehindTheMembers()
{
    QFETCH(QByteArray, body);
    const QJsonObject properties{{u"env"_s, u"live"_s}, {u"n"_s, QJsonObject{{u"k"_s, QJsonArray{1}}}}};
    QTEST(with(body, properties), "expected");
}

void TestBodyForm::tellsWhatAViewCantBeMadeOf()
{
    BodyForm form;
    form.view = PayloadTemplate::from("{\"area\": {{area}}}", {}).value();

    const auto body = bodyOf(form, order());

    QVERIFY(!body);
    QCOMPARE(body.error().field, u"payload_render_view"_s);
    QCOMPARE(body.error().reason, Reason::ViewBody);
    QCOMPARE(body.error().subject, u"order.delivered"_s);
}

QTEST_GUILESS_MAIN(TestBodyForm)
#include "tst_bodyform.moc"
