// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/clock.h"
#include "models/certificatetext.h"
#include "models/shorttext.h"
#include "models/subscribersmodel.h"
#include "tests/support/fakes/fakerows.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tacklebox;
using namespace tacklebox::models;

namespace {

const QString kUrl = u"https://acme.example/in"_s;
constexpr std::chrono::hours kDay{24};

Certificate endingAt(std::optional<Instant> notAfter, Trust trust = Trust::Trusted)
{
    return {u"acme.example:443"_s, u"acme.example"_s, u"Root 1"_s, notAfter, trust, test::noon() - 2h};
}

} // namespace

class TestCertificateText : public QObject
{
    Q_OBJECT

private slots:
    void countsTheDays_data();
    void countsTheDays();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void tellsWhatWasSeenInItsTooltip();
    void namesNoSubjectWhereThereIsNone();
    void saysWhyNothingWasSeen();
    void saysThatHttpHasNone();
    void saysNothingOfAScript_data();
    void saysNothingOfAScript();
    void standsInTheTable();
    void keepsWhenOneWasLastSentTo();
    void knowsByTheJobsAloneWhenOneWasLastSentTo();
};

void TestCertificateText::countsTheDays_data()
{
    QTest::addColumn<qint64>("hours");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tone");
    const auto row = [](const char *name, qint64 hours, const QString &text, CellTone tone) {
        QTest::newRow(name) << hours << text << int(tone);
    };
    row("100 days", 100 * 24, u"100 days"_s, CellTone::Plain);
    row("14 days", 14 * 24, u"14 days"_s, CellTone::Plain);
    row("nearly 14 days", 14 * 24 - 1, u"13 days"_s, CellTone::Warning);
    row("13 days", 13 * 24, u"13 days"_s, CellTone::Warning);
    row("1 day", 47, u"1 day"_s, CellTone::Warning);
    row("hours", 5, u"under a day"_s, CellTone::Warning);
    row("hours ago", -5, u"expired"_s, CellTone::Bad);
    row("1 day ago", -24, u"expired 1 day ago"_s, CellTone::Bad);
    row("3 days ago", -3 * 24, u"expired 3 days ago"_s, CellTone::Bad);
}

void TestCertificateText::countsTheDays()
{
    QFETCH(const qint64, hours);
    const Instant now = test::noon();
    const Certificate seen
        = endingAt(now + std::chrono::hours(hours), hours < 0 ? Trust::OutOfDate : Trust::Trusted);

    const CertificateText text = certificateText(kUrl, &seen, now);

    QTEST(text.text, "text");
    QTEST(int(text.tone), "tone");
}

void TestCertificateText::saysWhatIsWrong_data()
{
    QTest::addColumn<Certificate>("seen");
    QTest::addColumn<QString>("text");
    const Instant later = test::noon() + 90 * kDay;
    const Instant before = test::noon() - 90 * kDay;
    QTest::newRow("untrusted") << endingAt(later, Trust::Untrusted) << u"not trusted"_s;
    QTest::newRow("untrusted and over") << endingAt(before, Trust::Untrusted) << u"not trusted"_s;
    QTest::newRow("another name") << endingAt(later, Trust::WrongHost) << u"for another name"_s;
    QTest::newRow("not begun yet") << endingAt(later, Trust::OutOfDate) << u"out of date"_s;
    // A session that was resumed is not judged anew.
    QTest::newRow("over since") << endingAt(before, Trust::Trusted) << u"expired 90 days ago"_s;
}

void TestCertificateText::saysWhatIsWrong()
{
    QFETCH(const Certificate, seen);

    const CertificateText text = certificateText(kUrl, &seen, test::noon());

    QTEST(text.text, "text");
    QCOMPARE(text.tone, CellTone::Bad);
}

void TestCertificateText::tellsWhatWasSeenInItsTooltip()
{
    const Certificate seen = endingAt(test::noon() + 12 * kDay, Trust::Untrusted);

    const QString tip = certificateText(kUrl, &seen, test::noon()).tip;

    QVERIFY2(tip.contains(u"Issued by Root 1"_s) && tip.contains(u"Issued for acme.example"_s),
             qPrintable(tip));
    QVERIFY2(tip.contains(fullTimeText(*seen.notAfter)) && tip.contains(fullTimeText(seen.seenAt)),
             qPrintable(tip));
    QVERIFY2(tip.contains(u"vouches"_s), qPrintable(tip));
}

void TestCertificateText::namesNoSubjectWhereThereIsNone()
{
    Certificate seen = endingAt(test::noon() + 40 * kDay);
    seen.subject.clear();

    const CertificateText told = certificateText(kUrl, &seen, test::noon());

    QCOMPARE(told.text, u"40 days"_s);
    QVERIFY2(told.tip.endsWith(u"Issued by Root 1"_s), qPrintable(told.tip));
}

void TestCertificateText::saysWhyNothingWasSeen()
{
    const CertificateText text = certificateText(kUrl, nullptr, test::noon());

    QCOMPARE(text.text, noValue());
    QVERIFY(text.tip.contains(u"acme.example:443"_s) && text.tip.contains(u"Test the URL to see it"_s));
}

void TestCertificateText::saysThatHttpHasNone()
{
    const CertificateText text = certificateText(u"http://acme.example/in"_s, nullptr, test::noon());

    QCOMPARE(text.text, u"no TLS"_s);
    QVERIFY(!text.tip.isEmpty());
}

void TestCertificateText::saysNothingOfAScript_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("its name") << u"notify-partners"_s;
    QTest::newRow("its id") << u"42"_s;
    QTest::newRow("not known") << QString();
}

void TestCertificateText::saysNothingOfAScript()
{
    QFETCH(const QString, target);

    const CertificateText text = certificateText(target, nullptr, test::noon());

    QVERIFY(text.text.isEmpty() && text.tip.isEmpty());
}

void TestCertificateText::standsInTheTable()
{
    SubscribersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.merge({test::subscriberOf(1, u"Acme"_s, kUrl),
                 test::subscriberOf(2, u"Acme, too"_s, u"https://ACME.example:443/other"_s),
                 test::subscriberOf(3, u"Harbor"_s, u"https://harbor.example/in"_s)});
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    const Instant soon = SystemClock().now() + 12 * kDay + 1h;
    const auto cell = [&model](int row) { return model.index(row, SubscribersModel::SeenCertificate); };

    model.setCertificates({endingAt(soon)});

    QCOMPARE(changes.count(), 1);
    QCOMPARE(cell(0).data().toString(), u"12 days"_s);
    QCOMPARE(cell(1).data().toString(), u"12 days"_s); // the same host
    QCOMPARE(cell(2).data().toString(), noValue());
    QCOMPARE(cell(0).data(CellToneRole).toInt(), int(CellTone::Warning));
    QVERIFY(cell(0).data(Qt::ToolTipRole).toString().contains(u"Root 1"_s));
    QVERIFY(!model.index(0, SubscribersModel::Name).data(CellToneRole).isValid());
    const auto header = [&model](int role) {
        return model.headerData(SubscribersModel::SeenCertificate, Qt::Horizontal, role);
    };
    QCOMPARE(header(Qt::DisplayRole).toString(), u"Certificate, seen from here"_s);
    QVERIFY(Qt::Alignment(header(Qt::TextAlignmentRole).toInt()).testFlag(Qt::AlignRight));
    QVERIFY(!header(SortableRole).toBool());
    model.setCertificates({endingAt(soon)});
    QCOMPARE(changes.count(), 1);
}

// A list of the server's doesn't tell it: the jobs did.
void TestCertificateText::keepsWhenOneWasLastSentTo()
{
    SubscribersModel model;
    Subscriber row = test::subscriberOf(1, u"Acme"_s, kUrl);
    row.lastSentAt = test::noon();
    model.merge({row});
    row.lastSentAt.reset();
    row.name = u"Renamed"_s;

    model.update({row});

    QCOMPARE(model.rows().first().name, u"Renamed"_s);
    QCOMPARE(model.rows().first().lastSentAt, std::optional(test::noon()));
}

void TestCertificateText::knowsByTheJobsAloneWhenOneWasLastSentTo()
{
    SubscribersModel model;
    model.merge({test::subscriberOf(1, u"Acme"_s, kUrl)});
    const QModelIndex cell = model.index(0, SubscribersModel::LastSent);
    const auto isSortable = [&model] {
        return model.headerData(SubscribersModel::LastSent, Qt::Horizontal, SortableRole).toBool();
    };
    QVERIFY(isSortable());
    QCOMPARE(cell.data().toString(), u"never"_s);

    model.setKnowsSent(false);

    QVERIFY(!isSortable());
    QCOMPARE(cell.data().toString(), noValue());
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().isEmpty());
}

QTEST_MAIN(TestCertificateText)
#include "tst_certificatetext.moc"
