// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/samples.h"

#include "resources/resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace tacklebox {

class SamplesTest final : public QObject
{
    Q_OBJECT

private slots:
    void everySampleIsCompleteJson();
    void everyFamilyHasSamples();
    void keepsPricesAsTheyAreWritten();
    void findsTheSampleOfAType_data();
    void findsTheSampleOfAType();
    void subscribersAreJson();
};

void SamplesTest::everySampleIsCompleteJson()
{
    QVERIFY(samples().size() >= 12);
    for (const Sample &sample : samples()) {
        QVERIFY2(!sample.name.isEmpty() && !sample.event.type.isEmpty(), qPrintable(sample.name));
        QVERIFY2(!sample.event.payload.isEmpty(), qPrintable(sample.name));
        QVERIFY2(sample.event.payload.size() < kMaxPayloadBytes, qPrintable(sample.name));
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(sample.event.payload, &error);
        QVERIFY2(document.isObject(), qPrintable(sample.name + u": "_s + error.errorString()));
    }
}

void SamplesTest::everyFamilyHasSamples()
{
    std::set<QString> families;
    std::ranges::transform(samples(), std::inserter(families, families.end()), &Sample::family);

    QCOMPARE(families, (std::set<QString>{u""_s, u"boldpenguin"_s, u"planomatic"_s, u"superoffice"_s}));
}

void SamplesTest::keepsPricesAsTheyAreWritten()
{
    QVERIFY(sampleFor(u"order.delivered"_s).event.payload.contains("\"price\": 412000.10"));
}

void SamplesTest::findsTheSampleOfAType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("exact") << u"contact.created"_s << u"contact.created"_s;
    QTest::newRow("first of two shapes") << u"order.delivered"_s << u"order.delivered.v3"_s;
    QTest::newRow("subject alone") << u"question_set"_s << u"question_set"_s;
    QTest::newRow("another action") << u"quote_request:bound"_s << u"quote_request"_s;
    QTest::newRow("unknown") << u"window.closed"_s << u"test"_s;
    QTest::newRow("test") << u"test"_s << u"test"_s;
    QTest::newRow("nothing") << QString() << u"test"_s;
}

void SamplesTest::findsTheSampleOfAType()
{
    QFETCH(QString, type);
    QTEST(sampleFor(type).name, "name");
}

void SamplesTest::subscribersAreJson()
{
    const auto document = QJsonDocument::fromJson(resources::bytesOf(u":/samples/subscribers.json"_s));

    const QJsonArray rows = document[u"subscribers"_s].toArray();
    QVERIFY(rows.size() >= 3);
    for (const auto row : rows)
        QVERIFY(row[u"callback_url"_s].toString().startsWith(u"https://"_s));
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::SamplesTest)
#include "tst_samples.moc"
