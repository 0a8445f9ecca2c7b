// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/successcode.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

class SuccessCodeTest final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void redirectsNeverCount();
    void readsCodeRanges_data();
    void readsCodeRanges();
    void refusesCodeRanges_data();
    void refusesCodeRanges();
};

void SuccessCodeTest::accepts_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QList<int>>("accepted");
    QTest::addColumn<QList<int>>("refused");
    QTest::newRow("empty is any 2xx") << QString() << QList{200, 204, 299} << QList{199, 300, 404, 500};
    QTest::newRow("one code") << u"200"_s << QList{200} << QList{201, 204, 500};
    QTest::newRow("class") << u"2xx"_s << QList{200, 299} << QList{300, 199};
    QTest::newRow("upper-case class") << u"2XX"_s << QList{200, 299} << QList{300};
    QTest::newRow("range") << u"200-204"_s << QList{200, 202, 204} << QList{205, 299};
    QTest::newRow("list") << u"200, 202,410"_s << QList{200, 202, 410} << QList{201, 411};
    QTest::newRow("list of forms") << u"201-203,4xx"_s << QList{201, 203, 404} << QList{200, 500};
}

void SuccessCodeTest::accepts()
{
    QFETCH(QString, rule);
    QFETCH(QList<int>, accepted);
    QFETCH(QList<int>, refused);

    const Result<SuccessRule> parsed = successRuleFrom(rule, u"success_code"_s);

    QVERIFY(parsed.has_value());
    for (const int code : accepted)
        QVERIFY2(tacklebox::accepts(*parsed, code), qPrintable(QString::number(code)));
    for (const int code : refused)
        QVERIFY2(!tacklebox::accepts(*parsed, code), qPrintable(QString::number(code)));
}

void SuccessCodeTest::refuses_data()
{
    QTest::addColumn<QString>("rule");
    for (const char *rule : {" ",           "ok",   "20",   "2000",     "2x",      "xx",      "0xx",
                             "6xx",         "099",  "600",  "-200",     "200-",    "-",       "204-200",
                             "200-204-206", "200,", ",200", "200,,201", "200;201", "2xx-4xx", "٢٠٠"})
        QTest::newRow(rule) << QString::fromUtf8(rule);
    QTest::newRow("redirect") << u"302"_s;
    QTest::newRow("last redirect") << u"399"_s;
    QTest::newRow("class of redirects") << u"3xx"_s;
    QTest::newRow("range over redirects") << u"200-404"_s;
    QTest::newRow("range into redirects") << u"204-300"_s;
    QTest::newRow("interim answer") << u"100"_s;
    QTest::newRow("class of interim answers") << u"1xx"_s;
}

void SuccessCodeTest::refuses()
{
    QFETCH(QString, rule);

    const Result<SuccessRule> parsed = successRuleFrom(rule, u"success_code"_s);

    QVERIFY(!parsed);
    QCOMPARE(parsed.error().reason, Reason::SuccessCodeForm);
    QCOMPARE(parsed.error().field, u"success_code"_s);
}

void SuccessCodeTest::redirectsNeverCount()
{
    for (const QString &rule : {QString(), u"2xx"_s, u"4xx,5xx"_s, u"200-299"_s, u"400-599"_s}) {
        const Result<SuccessRule> parsed = successRuleFrom(rule, u"success_code"_s);
        QVERIFY(parsed.has_value());
        for (int code = 300; code <= 399; ++code)
            QVERIFY(!tacklebox::accepts(*parsed, code));
    }
}

void SuccessCodeTest::readsCodeRanges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("code") << u"404"_s << 404 << 404;
    QTest::newRow("least") << u"100"_s << 100 << 100;
    QTest::newRow("most") << u"599"_s << 599 << 599;
    QTest::newRow("class") << u"5xx"_s << 500 << 599;
    QTest::newRow("class of redirects") << u"3xx"_s << 300 << 399;
    QTest::newRow("range") << u"400-404"_s << 400 << 404;
    QTest::newRow("range with spaces") << u" 400 - 404 "_s << 400 << 404;
    QTest::newRow("range of one") << u"404-404"_s << 404 << 404;
}

void SuccessCodeTest::readsCodeRanges()
{
    QFETCH(QString, text);

    const Result<CodeRange> range = codeRangeFrom(text, u"status-code"_s);

    QVERIFY(range.has_value());
    QTEST(range->first, "first");
    QTEST(range->last, "last");
}

void SuccessCodeTest::refusesCodeRanges_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "99", "600", "1000", "abc", "5x", "9xx", "500-400", "4xx-5xx", "+40", "40.", "-1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void SuccessCodeTest::refusesCodeRanges()
{
    QFETCH(QString, text);

    const Result<CodeRange> range = codeRangeFrom(text, u"status-code"_s);

    QVERIFY(!range);
    QCOMPARE(range.error().field, u"status-code"_s);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::SuccessCodeTest)
#include "tst_successcode.moc"
