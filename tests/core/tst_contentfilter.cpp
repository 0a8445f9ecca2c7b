// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/contentfilter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

constexpr char kOrder[] = R"({"order": {"total": 412000.10, "id": 9007199254740993, "country": "NO",
    "lines": [{"sku": "a1"}, {"sku": "b2"}], "note": null}, "tags": ["vip", "export"], "a.b": {"c/d": 1}})";

Result<ContentFilter> filterFrom(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + json + ']');
    return ContentFilter::from(document[0], u"filter"_s);
}

} // namespace

class tst_ContentFilter : public QObject
{
    Q_OBJECT

private slots:
    void judges_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<bool>("passes");
        const auto row
            = [](const char *filter, bool passes) { QTest::newRow(filter) << QByteArray(filter) << passes; };
        row("null", true);
        row("{}", true);
        row(R"({"order.country": "NO"})", true);
        row(R"({"order.country": "SE"})", false);
        row(R"({"order.country": {"equals": "NO"}})", true);
        row(R"({"order.country": {"in": ["SE", "NO"]}})", true);
        row(R"({"order.country": {"in": ["SE"]}})", false);
        row(R"({"order.total": {"greater": 412000}})", true);
        row(R"({"order.total": {"greater": 412000.10}})", false);
        row(R"({"order.total": {"less": 500000, "greater": 1}})", true);
        row(R"({"order.total": {"greater": "1"}})", false);
        row(R"({"order.country": {"greater": "NA"}})", true);
        row(R"({"order.note": {"exists": true}})", true);
        row(R"({"order.note": null})", true);
        row(R"({"order.missing": null})", false);
        row(R"({"order.missing": {"exists": false}})", true);
        row(R"({"order.missing": {"greater": 1}})", false);
        row(R"({"order.lines.1.sku": "b2"})", true);
        row(R"({"order.lines.2.sku": {"exists": true}})", false);
        row(R"({"/order/lines/0/sku": "a1"})", true);
        row(R"({"/order/lines/": "a1"})", false);
        row(R"({"/tags/-": {"exists": true}})", false);
        row(R"({"/a.b/c~1d": 1})", true);
        row(R"({"tags": {"contains": "vip"}})", true);
        row(R"({"tags": {"contains": "vi"}})", false);
        row(R"({"order.country": {"contains": "O"}})", true);
        row(R"({"order": {"contains": "total"}})", true);
        row(R"({"not": {"tags": {"contains": "test"}}})", true);
        row(R"({"not": {"tags": {"contains": "vip"}}})", false);
        row(R"({"or": [{"order.country": "SE"}, {"tags": {"contains": "vip"}}]})", true);
        row(R"({"or": [{"order.country": "SE"}, {"order.country": "DK"}]})", false);
        row(R"({"and": [{"order.country": "NO"}, {"tags": {"contains": "x"}}]})", false);
        row(R"({"order.country": "NO", "tags": {"contains": "x"}})", false);
        row(R"({"or": [{"and": [{"order.country": "NO"}]}, {"not": {}}]})", true);
    }

    void judges()
    {
        QFETCH(QByteArray, filter);
        const Result<ContentFilter> read = filterFrom(filter);
        QVERIFY(read);

        QTEST(read->judge(kOrder).passes, "passes");
    }

    void saysWhatIsNotMet()
    {
        const auto verdict = filterFrom(R"({"order.total": {"greater": 500000}})")->judge(kOrder);

        QCOMPARE(verdict.condition, u"order.total greater 500000"_s);
        QCOMPARE(verdict.found, u"412000.1"_s);
        QCOMPARE(filterFrom(R"({"order.gone": 1})")->judge(kOrder).found, QString());
        QVERIFY(!filterFrom(R"({"not": {"order.country": "NO"}})")->judge(kOrder).condition.isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QString>("place");
        QTest::newRow("a list") << "[1]"_ba << u"filter"_s;
        QTest::newRow("a text") << R"("order.total > 5")"_ba << u"filter"_s;
        QTest::newRow("unknown test") << R"({"total": {"bigger": 5}})"_ba << u"total › bigger"_s;
        QTest::newRow("no test") << R"({"total": {}})"_ba << u"total"_s;
        QTest::newRow("in without a list") << R"({"a": {"in": 5}})"_ba << u"a › in"_s;
        QTest::newRow("exists without yes or no") << R"({"a": {"exists": 1}})"_ba << u"a › exists"_s;
        QTest::newRow("greater than a list") << R"({"a": {"greater": [1]}})"_ba << u"a › greater"_s;
        QTest::newRow("or without a list") << R"({"or": {"a": 1}})"_ba << u"or"_s;
        QTest::newRow("empty or") << R"({"or": []})"_ba << u"or"_s;
        QTest::newRow("inside") << R"({"or": [{"a": 1}, {"not": {"b": {"x": 1}}}]})"_ba
                                << u"or › 2 › not › b › x"_s;
        QTest::newRow("empty name") << R"({"a..b": 1})"_ba << u"a..b"_s;
        QTest::newRow("bad pointer") << R"({"/a~2": 1})"_ba << u"/a~2"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, filter);

        const Result<ContentFilter> read = filterFrom(filter);

        QVERIFY(!read);
        QCOMPARE(read.error().reason, Reason::FilterForm);
        QCOMPARE(read.error().field, u"filter"_s);
        QTEST(read.error().subject, "place");
    }

    void refusesWhatIsTooDeep()
    {
        QByteArray filter = "{}";
        for (int i = 0; i < 100; ++i)
            filter = R"({"not": )" + filter + '}';

        QVERIFY(!filterFrom(filter));
    }

    void judgesHoweverDeepAPayloadIs()
    {
        constexpr qsizetype kDepth = 300'000;
        const QByteArray payload = R"({"a": )" + QByteArray(kDepth, '[') + QByteArray(kDepth, ']') + '}';

        for (const char *filter :
             {R"({"a": 1})", R"({"a": {"contains": 1}})", R"({"a": {"exists": false}})"}) {
            const auto verdict = filterFrom(filter)->judge(payload);
            QVERIFY(!verdict.passes);
            QCOMPARE(verdict.found, QString(80, u'[') + u'…');
        }
    }

    void judgesOnePayloadByManyFilters()
    {
        const JudgedPayload order(kOrder);
        const JudgedPayload none("no json");

        for (int i = 0; i < 2; ++i) {
            QVERIFY(filterFrom(R"({"order.total": {"exists": true}})")->judge(order).passes);
            QVERIFY(!filterFrom(R"({"order.total": {"greater": 500000}})")->judge(order).passes);
            QVERIFY(!filterFrom(R"({"order.total": {"exists": true}})")->judge(none).passes);
        }
    }

    void aPayloadThatIsNoJsonMeetsNothing()
    {
        const Result<ContentFilter> filter = filterFrom(R"({"a": 1})");

        QVERIFY(!filter->judge("no json").passes);
        QVERIFY(!filter->judge("").passes);
        QVERIFY(!filter->judge("5").passes);
    }
};

QTEST_GUILESS_MAIN(tst_ContentFilter)
#include "tst_contentfilter.moc"
