// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/retryafter.h"

#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant kNow = *instantFrom(u"2026-03-01T12:00:00.000Z");

} // namespace

class tst_RetryAfter : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("seconds"); // -1: says nothing
        QTest::newRow("seconds") << "120"_ba << qint64(120);
        QTest::newRow("zero") << "0"_ba << qint64(0);
        QTest::newRow("around it") << "  7 "_ba << qint64(7);
        QTest::newRow("far") << "99999999999"_ba << qint64(30 * 24 * 3600);
        QTest::newRow("beyond all numbers") << QByteArray(400, '9') << qint64(30 * 24 * 3600);
        QTest::newRow("date") << "Sun, 01 Mar 2026 12:00:30 GMT"_ba << qint64(30);
        QTest::newRow("past date") << "Sun, 01 Mar 2026 11:59:00 GMT"_ba << qint64(0);
        QTest::newRow("RFC 850") << "Sunday, 01-Mar-26 12:01:00 GMT"_ba << qint64(60);
        QTest::newRow("asctime") << "Sun Mar  1 12:02:00 2026"_ba << qint64(120);
        QTest::newRow("negative") << "-5"_ba << qint64(-1);
        QTest::newRow("fraction") << "1.5"_ba << qint64(-1);
        QTest::newRow("words") << "soon"_ba << qint64(-1);
        QTest::newRow("empty") << ""_ba << qint64(-1);
        QTest::newRow("no such day") << "Sun, 31 Feb 2026 12:00:30 GMT"_ba << qint64(-1);
    }

    void reads()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, seconds);

        const auto wait = retryAfterFrom(value, kNow);

        QCOMPARE(wait ? qint64(*wait / 1s) : -1, seconds);
    }

    void isFoundWhateverItsCase()
    {
        QCOMPARE(retryAfterIn({{"retry-after", "3"}}, kNow), std::optional<std::chrono::milliseconds>(3s));
        QVERIFY(!retryAfterIn({{"Date", "3"}}, kNow));
    }
};

QTEST_GUILESS_MAIN(tst_RetryAfter)
#include "tst_retryafter.moc"
