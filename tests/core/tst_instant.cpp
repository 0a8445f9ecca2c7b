// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/instant.h"

#include <QTest>
#include <QTimeZone>

#include <ctime>

using namespace Qt::StringLiterals;

namespace tacklebox {

class InstantTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void writesUtcWithMilliseconds();
    void reads_data();
    void reads();
    void whatIsWrittenIsRead();
    void aBareDateIsTheLocalDay_data();
    void aBareDateIsTheLocalDay();
    void refuses_data();
    void refuses();
};

// Half of these rules show only where local time is not UTC.
void InstantTest::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
    tzset();
}

void InstantTest::writesUtcWithMilliseconds()
{
    QCOMPARE(toIso(fromMillis(0)), u"1970-01-01T00:00:00.000Z"_s);
    QCOMPARE(toIso(fromMillis(1'769'851'800'007)), u"2026-01-31T09:30:00.007Z"_s);
    QCOMPARE(toIso(fromMillis(-1)), u"1969-12-31T23:59:59.999Z"_s);
}

void InstantTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::newRow("Z") << u"2026-01-31T09:30:00Z"_s << u"2026-01-31T09:30:00.000Z"_s;
    QTest::newRow("milliseconds") << u"2026-01-31T09:30:00.123Z"_s << u"2026-01-31T09:30:00.123Z"_s;
    QTest::newRow("offset") << u"2026-01-31T09:30:00+02:00"_s << u"2026-01-31T07:30:00.000Z"_s;
    QTest::newRow("offset, west") << u"2026-01-31T09:30:00.5-03:30"_s << u"2026-01-31T13:00:00.500Z"_s;
    QTest::newRow("no seconds") << u"2026-01-31T09:30Z"_s << u"2026-01-31T09:30:00.000Z"_s;
    QTest::newRow("spaces around") << u" 2026-01-31T09:30:00Z "_s << u"2026-01-31T09:30:00.000Z"_s;
    QTest::newRow("no offset: local") << u"2026-01-31T09:30:00"_s << u"2026-01-31T08:30:00.000Z"_s;
    QTest::newRow("leap day") << u"2028-02-29T00:00:00Z"_s << u"2028-02-29T00:00:00.000Z"_s;
}

void InstantTest::reads()
{
    QFETCH(QString, text);

    const std::optional<Instant> instant = instantFrom(text);

    QVERIFY(instant.has_value());
    QTEST(toIso(*instant), "written");
}

void InstantTest::whatIsWrittenIsRead()
{
    for (const qint64 millis : {qint64(0), qint64(1), qint64(1'769'851'800'999), qint64(4'102'444'800'000)})
        QCOMPARE(instantFrom(toIso(fromMillis(millis))), std::optional(fromMillis(millis)));
}

void InstantTest::aBareDateIsTheLocalDay_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::newRow("winter") << u"2026-01-31"_s << u"2026-01-30T23:00:00.000Z"_s;
    QTest::newRow("summer") << u"2026-07-01"_s << u"2026-06-30T22:00:00.000Z"_s;
    QTest::newRow("the day the clocks go forward") << u"2026-03-29"_s << u"2026-03-28T23:00:00.000Z"_s;
    QTest::newRow("the day after") << u"2026-03-30"_s << u"2026-03-29T22:00:00.000Z"_s;
}

void InstantTest::aBareDateIsTheLocalDay()
{
    QFETCH(QString, text);

    const std::optional<Instant> instant = instantFrom(text);

    QVERIFY(instant.has_value());
    QTEST(toIso(*instant), "written");
}

void InstantTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "yesterday",
                             "2026",
                             "2026-02-30",
                             "2026-13-01",
                             "31.01.2026",
                             "2026-1-1",
                             "2026-01-31T25:00:00Z",
                             "2026-01-31T09:30:00Q",
                             "2026-02-30T00:00:00Z",
                             "1769851800"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void InstantTest::refuses()
{
    QFETCH(QString, text);
    QCOMPARE(instantFrom(text), std::nullopt);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::InstantTest)
#include "tst_instant.moc"
