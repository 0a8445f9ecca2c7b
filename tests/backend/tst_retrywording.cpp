// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Retry policies as people read them before they save one.

#include "backend/retrywording.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class RetryWordingTest final : public QObject
{
    Q_OBJECT

private slots:
    void drawsOutEachTry_data();
    void drawsOutEachTry();
    void namesATimeByItsTwoLargestUnits();
};

void RetryWordingTest::drawsOutEachTry_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("text");
    QTest::newRow("standard")
        << u"standard"_s
        << u"at once, +5 s, +5 min, +30 min, +2 h, +5 h, +10 h, +14 h, +20 h, +24 h; given up "
           "after 75 h 35 min."_s;
    QTest::newRow("planomatic") << u"planomatic"_s << u"at once, then every 6 min; given up after 7 d."_s;
    QTest::newRow("superoffice") << u"superoffice"_s << u"at once, +1 s, +4 s; given up after 5 s."_s;
    QTest::newRow("hookshot") << u"hookshot"_s
                              << u"at once, +15 s, +16 s, +31 s, +1 min 36 s, +4 min 31 s, +10 min 40 s, "
                                 "…, +92 h 9 min; given up after 20 d 9 h."_s;
    QTest::newRow("none") << u"none"_s << u"1 try, at once; given up when it fails."_s;
    QTest::newRow("own") << u"5,90m"_s << u"at once, +5 s, +1 h 30 min; given up after 1 h 30 min."_s;
}

void RetryWordingTest::drawsOutEachTry()
{
    QFETCH(QString, policy);
    QFETCH(QString, text);

    const QString shown = wording::schedule(*retryPolicyFrom(policy, {}));

    QVERIFY2(shown.contains(text), qPrintable(shown));
}

void RetryWordingTest::namesATimeByItsTwoLargestUnits()
{
    using namespace std::chrono_literals;
    QCOMPARE(wording::duration(0ms), u"0 s"_s);
    QCOMPARE(wording::duration(250ms), u"250 ms"_s);
    QCOMPARE(wording::duration(90s), u"1 min 30 s"_s);
    QCOMPARE(wording::duration(24h), u"24 h"_s);
    QCOMPARE(wording::duration(24h * 30), u"30 d"_s);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::RetryWordingTest)
#include "tst_retrywording.moc"
