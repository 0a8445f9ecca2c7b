// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/payloadtemplate.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

const QString kField = u"template"_s;

EventFacts order(const QByteArray &payload = {})
{
    EventFacts event;
    event.id = u"0b6c2f9e-8d3c-4a77-b1c5-9c2a5e7e3c03"_s;
    event.type = u"order.delivered"_s;
    event.status = u"completed"_s;
    event.orderId = u"PM-48213"_s;
    event.at = fromMillis(1'790'000'000'123);
    event.subscriber = u"Acme \"orders\""_s;
    event.payload = payload.isEmpty() ? R"({"price": 412000.10, "ok": false, "on": true, "none": null,
        "id": 7, "note": "a \"b\"\n\u00d6", "client": {"name": "Imke", "x": [1.50, 2]},
        "photos": [{"url": "u1"}, {"url": "u2"}], "empty": [], "blank": ""})"
                                      : payload;
    return event;
}

QByteArray filled(const QByteArray &view, const EventFacts &event)
{
    const auto parsed = PayloadTemplate::from(view, kField);
    if (!parsed)
        return "refused";
    return parsed->fill(event, kField).value_or("failed");
}

// The public suite stands where people say, or beside the checkout.
QString suiteDirectory()
{
    const QString named = qEnvironmentVariable("TACKLEBOX_MUSTACHE_SUITE");
    if (!named.isEmpty())
        return named;
    QDir beside(QStringLiteral(TACKLEBOX_SOURCE_DIR));
    for (int up = 0; up < 3 && beside.cdUp(); ++up) {
        if (beside.exists(u"shared/data/mustache"_s))
            return beside.filePath(u"shared/data/mustache"_s);
    }
    return {};
}

// What the suite expects of an escape for HTML, with ours.
QString inJson(QString expected)
{
    return expected.replace(u"&quot;"_s, u"\\\""_s)
        .replace(u"&lt;"_s, u"<"_s)
        .replace(u"&gt;"_s, u">"_s)
        .replace(u"&amp;"_s, u"&"_s);
}

// With a name that is the event's own here.
bool clashes(const QJsonObject &one)
{
    const QJsonObject data = one.value("data"_L1).toObject();
    return data.contains("data"_L1) || data.contains("subject"_L1);
}

} // namespace

class TestPayloadTemplate final : public QObject
{
    Q_OBJECT

private slots:
    void fillsIn_data();
    void fillsIn();
    void refusesWithTheLine_data();
    void refusesWithTheLine();
    void knowsABodyThatIsNoJson();
    void endsWhatWouldNeverEnd();
    void bearsAPayloadOfAnyDepth();
    void passesTheSuite_data();
    void passesTheSuite();
};

void TestPayloadTemplate::fillsIn_data()
{
    QTest::addColumn<QByteArray>("view");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("own") << "{{type}} {{status}} {{order_id}} [{{address}}]"_ba
                         << "order.delivered completed PM-48213 []"_ba;
    QTest::newRow("times") << "{{time}} {{time_precise}} {{unix_time}}"_ba
                           << "2026-09-21T14:13:20.123Z 2026-09-21T14:13:20.1230000Z 1790000000"_ba;
    QTest::newRow("the event's name wins") << "{{id}} {{data.id}}"_ba
                                           << "0b6c2f9e-8d3c-4a77-b1c5-9c2a5e7e3c03 7"_ba;
    QTest::newRow("a number as it came") << "{{price}} {{{json price}}}"_ba
                                         << "412000.10 412000.10"_ba;
    QTest::newRow("a text in quotes") << R"("{{note}}")"_ba
                                      << R"("a \"b\"\n)"
                                         "\xc3\x96\""_ba;
    QTest::newRow("a text as JSON") << "{{{json note}}}"_ba
                                    << R"("a \"b\"\n\u00d6")"_ba;
    QTest::newRow("false and true are printed") << "{{ok}} {{on}} {{&ok}}"_ba
                                                << "false true false"_ba;
    QTest::newRow("false is skipped") << "{{#ok}}A{{/ok}}{{^ok}}B{{/ok}}{{#on}}C{{/on}}"_ba
                                      << "BC"_ba;
    QTest::newRow("null") << "[{{none}}] {{{json none}}} {{^none}}no{{/none}}"_ba
                          << "[] null no"_ba;
    QTest::newRow("nothing there") << "[{{a.b}}] {{{json a.b}}}"_ba
                                   << "[] null"_ba;
    QTest::newRow("an object") << "{{{client}}} {{{json client.x}}}"_ba
                               << R"({"name": "Imke", "x": [1.50, 2]} [1.50, 2])"_ba;
    QTest::newRow("an object in a text") << "\"{{client.x}}|{{client}}\""_ba
                                         << R"("[1.50, 2]|{\"name\": \"Imke\", \"x\": [1.50, 2]}")"_ba;
    QTest::newRow("a list") << "{{#photos}}<{{url}} {{{json .}}}>{{/photos}}"_ba
                            << R"(<u1 {"url": "u1"}><u2 {"url": "u2"}>)"_ba;
    QTest::newRow("an empty list and text")
        << "{{#empty}}A{{/empty}}{{^empty}}B{{/empty}}{{#blank}}C{{/blank}}{{^address}}D{{/address}}"_ba
        << "BD"_ba;
    QTest::newRow("has") << "{{#has none}}A{{/has none}}{{#has gone}}B{{/has gone}}"_ba
                         << "A"_ba;
    QTest::newRow("the first that is there") << "{{{json gone|client.name}}} {{{json gone|status}}}"_ba
                                             << R"("Imke" "completed")"_ba;
    QTest::newRow("the subscriber") << R"("{{subscriber}}" {{subject}})"_ba
                                    << R"("Acme \"orders\"" order)"_ba;
    QTest::newRow("other braces") << "{{=<% %>=}}<% price %> {{price}}"_ba
                                  << "412000.10 {{price}}"_ba;
}

void TestPayloadTemplate::fillsIn()
{
    QFETCH(QByteArray, view);
    QFETCH(QByteArray, expected);
    QCOMPARE(filled(view, order()), expected);
}

void TestPayloadTemplate::refusesWithTheLine_data()
{
    QTest::addColumn<QByteArray>("view");
    QTest::addColumn<int>("reason");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("detail");
    const auto row
        = [](const char *name,
             const QByteArray &view,
             Reason reason,
             const QString &subject,
             const QString &detail) { QTest::newRow(name) << view << int(reason) << subject << detail; };
    row("empty", " \n", Reason::Required, {}, {});
    row("an open tag", "{\n{{type}", Reason::ViewForm, u"2"_s, {});
    row("an open triple", "{{{type}}", Reason::ViewForm, u"1"_s, {});
    row("no delimiters", "\n\n{{=<%=}}", Reason::ViewForm, u"3"_s, {});
    row("an open section", "\n{{#photos}}", Reason::ViewSection, u"photos"_s, u"2"_s);
    row("a section closed twice", "{{/photos}}", Reason::ViewSection, u"photos"_s, u"1"_s);
    row("sections crossed", "{{#a}}{{#b}}{{/a}}{{/b}}", Reason::ViewSection, u"b"_s, u"1"_s);
    row("a partial", "{{> other}}", Reason::ViewPartial, u"other"_s, u"1"_s);
    row("too long", QByteArray(kMaxViewBytes + 1, 'x'), Reason::TooLarge, u"64 KiB"_s, {});
    row("too deep", QByteArray("{{#a}}").repeated(5000), Reason::ViewTooMuch, u"a"_s, u"1"_s);
}

void TestPayloadTemplate::refusesWithTheLine()
{
    QFETCH(QByteArray, view);
    const auto parsed = PayloadTemplate::from(view, kField);
    QVERIFY(!parsed);
    QTEST(int(parsed.error().reason), "reason");
    QTEST(parsed.error().subject, "subject");
    QTEST(parsed.error().detail, "detail");
    QCOMPARE(parsed.error().field, kField);
}

void TestPayloadTemplate::knowsABodyThatIsNoJson()
{
    const auto view = PayloadTemplate::from("{\n \"price\": {{price}},\n \"area\": {{area}}\n}", kField);
    QVERIFY(view);

    const auto good = view->render(order(R"({"price": 1.10, "area": 2e3})"), kField);
    const auto bad = view->render(order(R"({"price": 1.10})"), kField);

    QCOMPARE(good.value(), "{\n \"price\": 1.10,\n \"area\": 2e3\n}"_ba);
    QVERIFY(!bad);
    QCOMPARE(bad.error().reason, Reason::ViewBody);
    QCOMPARE(bad.error().subject, u"order.delivered"_s);
    QVERIFY(bad.error().detail.contains(u"line 4"_s));
}

void TestPayloadTemplate::endsWhatWouldNeverEnd()
{
    QByteArray list = "[";
    for (int i = 0; i < 500; ++i)
        list += "1,";
    const auto view = PayloadTemplate::from(
        QByteArray("{{#data.x}}").repeated(9) + '1' + QByteArray("{{/data.x}}").repeated(9), kField);
    QVERIFY(view);

    const auto body = view->render(order("{\"x\": " + list + "1]}"), kField);

    QVERIFY(!body);
    QCOMPARE(body.error().reason, Reason::ViewTooMuch);
}

void TestPayloadTemplate::bearsAPayloadOfAnyDepth()
{
    const QByteArray deep = QByteArray("[").repeated(200'000) + QByteArray("]").repeated(200'000);
    const auto view = PayloadTemplate::from("{{{json x}}}", kField);
    QCOMPARE(view->render(order("{\"x\": " + deep + '}'), kField).value(), deep);
}

void TestPayloadTemplate::passesTheSuite_data()
{
    QTest::addColumn<QJsonObject>("one");
    const QString directory = suiteDirectory();
    // Partials are refused: a view is one text.
    for (const QString &file :
         {u"comments"_s, u"delimiters"_s, u"interpolation"_s, u"inverted"_s, u"sections"_s}) {
        QFile suite(directory + u'/' + file + u".json"_s);
        if (directory.isEmpty() || !suite.open(QIODevice::ReadOnly))
            continue;
        const QJsonArray tests
            = QJsonDocument::fromJson(suite.readAll()).object().value("tests"_L1).toArray();
        for (const auto &test : tests) {
            const QJsonObject one = test.toObject();
            if (one.value("template"_L1).toString().contains(u"{{>"_s) || clashes(one))
                continue;
            QTest::addRow("%s: %s", qPrintable(file), qPrintable(one.value("name"_L1).toString())) << one;
        }
    }
}

void TestPayloadTemplate::passesTheSuite()
{
    if (suiteDirectory().isEmpty())
        QSKIP("the mustache suite is not here: TACKLEBOX_MUSTACHE_SUITE names its directory");
    QFETCH(QJsonObject, one);
    EventFacts event;
    const QByteArray list = QJsonDocument(QJsonArray{one.value("data"_L1)}).toJson(QJsonDocument::Compact);
    event.payload = list.sliced(1, list.size() - 2);

    QCOMPARE(QString::fromUtf8(filled(one.value("template"_L1).toString().toUtf8(), event)),
             inJson(one.value("expected"_L1).toString()));
}

QTEST_GUILESS_MAIN(TestPayloadTemplate)
#include "tst_payloadtemplate.moc"
