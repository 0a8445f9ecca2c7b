// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/headers.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class HeadersTest final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void findsValuesWithoutCase();
    void readsObjects();
    void refusesObjects_data();
    void refusesObjects();
    void readsLines_data();
    void readsLines();
    void refusesLines_data();
    void refusesLines();
    void showsNothingOfACredential_data();
    void showsNothingOfACredential();
    void namesTheHeader();
};

void HeadersTest::accepts_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("plain") << QByteArray("X-Api-Key") << QByteArray("abc");
    QTest::newRow("every token byte") << QByteArray("aZ09!#$%&'*+-.^_`|~") << QByteArray("x");
    QTest::newRow("empty value") << QByteArray("X-Empty") << QByteArray();
    QTest::newRow("tab within") << QByteArray("X-Tab") << QByteArray("a\tb");
    QTest::newRow("UTF-8") << QByteArray("X-Name") << QByteArray("Bücher");
    QTest::newRow("credentials") << QByteArray("Authorization") << QByteArray("Bearer abc");
    QTest::newRow("content type") << QByteArray("Content-Type") << QByteArray("application/json");
}

void HeadersTest::accepts()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QCOMPARE(checkHeader({name, value}, u"headers"_s), std::nullopt);
}

void HeadersTest::refuses_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("line feed") << QByteArray("X-A") << QByteArray("1\nX-B: 2") << Reason::HeaderLineBreak;
    QTest::newRow("carriage return") << QByteArray("X-A") << QByteArray("1\r2") << Reason::HeaderLineBreak;
    QTest::newRow("break at the end") << QByteArray("X-A") << QByteArray("1\r\n") << Reason::HeaderLineBreak;
    QTest::newRow("break in the name")
        << QByteArray("X-A\r\nX-B") << QByteArray("1") << Reason::HeaderLineBreak;
    QTest::newRow("null byte") << QByteArray("X-A") << QByteArray("1\0002", 3) << Reason::HeaderLineBreak;
    QTest::newRow("control") << QByteArray("X-A") << QByteArray("1\x01") << Reason::HeaderForm;
    QTest::newRow("delete") << QByteArray("X-A") << QByteArray("1\x7f") << Reason::HeaderForm;
    QTest::newRow("no name") << QByteArray() << QByteArray("1") << Reason::HeaderForm;
    QTest::newRow("space in the name") << QByteArray("X A") << QByteArray("1") << Reason::HeaderForm;
    QTest::newRow("colon in the name") << QByteArray("X:A") << QByteArray("1") << Reason::HeaderForm;
    QTest::newRow("name beyond ASCII") << QByteArray("X-Ä") << QByteArray("1") << Reason::HeaderForm;
    for (const char *name : {"Host",
                             "Content-Length",
                             "Transfer-Encoding",
                             "Connection",
                             "Expect",
                             "Upgrade",
                             "TE",
                             "Trailer",
                             "X-Tacklebox-Job",
                             "hOST"})
        QTest::newRow(name) << QByteArray(name) << QByteArray("1") << Reason::HeaderReserved;
}

void HeadersTest::refuses()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);

    const std::optional<Error> error = checkHeader({name, value}, u"headers"_s);

    QVERIFY(error.has_value());
    QTEST(error->reason, "reason");
    QCOMPARE(error->field, u"headers"_s);
    QVERIFY(!error->subject.contains(u'\n'));
}

void HeadersTest::findsValuesWithoutCase()
{
    const Headers headers{
        {"X-Superoffice-Eventid", "1"}, {"x-superoffice-eventid", "2"}, {"Retry-After", "3"}};

    QCOMPARE(valueOf(headers, "X-SuperOffice-EventId"), std::optional(QByteArray("1")));
    QCOMPARE(valueOf(headers, "retry-after"), std::optional(QByteArray("3")));
    QCOMPARE(valueOf(headers, "Retry"), std::nullopt);
}

void HeadersTest::readsObjects()
{
    const QJsonObject object{{u"X-One"_s, u"1"_s}, {u"X-Two"_s, QJsonArray{u"a"_s, u"b"_s}}};

    QCOMPARE(headersFrom(object, u"headers"_s), (Headers{{"X-One", "1"}, {"X-Two", "a"}, {"X-Two", "b"}}));
    QCOMPARE(headersFrom(QJsonObject{}, u"headers"_s), Headers{});
    QCOMPARE(headersFrom(QJsonValue::Null, u"headers"_s), Headers{});
}

void HeadersTest::refusesObjects_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("text") << QJsonValue(u"X-A: 1"_s) << Reason::WrongType;
    QTest::newRow("list") << QJsonValue(QJsonArray{u"X-A: 1"_s}) << Reason::WrongType;
    QTest::newRow("number") << QJsonValue(QJsonObject{{u"X-A"_s, 1}}) << Reason::WrongType;
    QTest::newRow("null") << QJsonValue(QJsonObject{{u"X-A"_s, QJsonValue::Null}}) << Reason::WrongType;
    QTest::newRow("line break") << QJsonValue(QJsonObject{{u"X-A"_s, u"1\r\n2"_s}})
                                << Reason::HeaderLineBreak;
    QTest::newRow("break within a list")
        << QJsonValue(QJsonObject{{u"X-A"_s, QJsonArray{u"1"_s, u"2\n"_s}}}) << Reason::HeaderLineBreak;
    QTest::newRow("reserved") << QJsonValue(QJsonObject{{u"host"_s, u"x"_s}}) << Reason::HeaderReserved;
}

void HeadersTest::refusesObjects()
{
    QFETCH(QJsonValue, value);

    const Result<Headers> headers = headersFrom(value, u"headers"_s);

    QVERIFY(!headers);
    QTEST(headers.error().reason, "reason");
}

void HeadersTest::readsLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("usual") << u"X-A: 1"_s << QByteArray("X-A") << QByteArray("1");
    QTest::newRow("no space") << u"X-A:1"_s << QByteArray("X-A") << QByteArray("1");
    QTest::newRow("spaces and tabs") << u"X-A: \t 1 2 \t"_s << QByteArray("X-A") << QByteArray("1 2");
    QTest::newRow("colon in the value") << u"X-A: a:b"_s << QByteArray("X-A") << QByteArray("a:b");
    QTest::newRow("empty value") << u"X-A:"_s << QByteArray("X-A") << QByteArray("");
}

void HeadersTest::readsLines()
{
    QFETCH(QString, line);

    const Result<Header> header = headerFrom(line, u"header"_s);

    QVERIFY(header.has_value());
    QTEST(header->name, "name");
    QTEST(header->value, "value");
}

void HeadersTest::refusesLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("empty") << QString() << Reason::HeaderForm;
    QTest::newRow("no colon") << u"X-A 1"_s << Reason::HeaderForm;
    QTest::newRow("no name") << u": 1"_s << Reason::HeaderForm;
    QTest::newRow("space before the colon") << u"X-A : 1"_s << Reason::HeaderForm;
    QTest::newRow("break at the end") << u"X-A: 1\n"_s << Reason::HeaderLineBreak;
    QTest::newRow("reserved") << u"Host: x"_s << Reason::HeaderReserved;
}

void HeadersTest::refusesLines()
{
    QFETCH(QString, line);

    const Result<Header> header = headerFrom(line, u"header"_s);

    QVERIFY(!header);
    QTEST(header.error().reason, "reason");
    QCOMPARE(header.error().field, u"header"_s);
}

void HeadersTest::showsNothingOfACredential_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("alone") << u"tok-12345678"_s;
    QTest::newRow("with a scheme") << u"Bearer tok-12345678"_s;
    QTest::newRow("a colon within") << u"Basic tok-12345678:x"_s;
    QTest::newRow("two lines") << u"tok-12345678\nX-A: 1"_s;
    QTest::newRow("a control") << u"X-A: tok-12345678\x01"_s;
    QTest::newRow("a line break") << u"X-A: tok-12345678\r\nX-B: 1"_s;
    QTest::newRow("reserved") << u"Host: tok-12345678"_s;
}

void HeadersTest::showsNothingOfACredential()
{
    QFETCH(QString, line);

    const Result<Header> header = headerFrom(line, u"header"_s);

    QVERIFY(!header);
    QVERIFY(!header.error().subject.contains("tok-"_L1));
    QVERIFY(!header.error().detail.contains("tok-"_L1));
}

void HeadersTest::namesTheHeader()
{
    QCOMPARE(headerFrom(u"X-A: 1\n2", u"header"_s).error().subject, u"X-A"_s);
    QCOMPARE(headerFrom(u"X-A: 1\x01", u"header"_s).error().subject, u"X-A"_s);
    QCOMPARE(headerFrom(u"Host: 1", u"header"_s).error().subject, u"Host"_s);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::HeadersTest)
#include "tst_headers.moc"
