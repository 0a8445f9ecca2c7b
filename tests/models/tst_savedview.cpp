// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/savedview.h"

#include <QJsonArray>
#include <QTest>

using namespace tacklebox;
using namespace tacklebox::models;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestSavedView final : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWasKept();
    void keepsNoMomentOfARelativeSpan();
    void asksTheSameInAnyOrder();
    void tellsOtherQuestionsApart();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void leavesOutWhatALaterVersionKnows();
    void countsSpansFromNow();

private:
    static SavedView full()
    {
        SavedView view;
        view.name = u"Acme & sons"_s;
        view.span = JobSpan::Given;
        view.columns = {{u"hidden"_s, QJsonArray{3}}};
        view.query.search = u"elm"_s;
        view.query.searchIn = {JobAttribute::Address, JobAttribute::Event};
        view.query.from = fromMillis(1'700'000'000'000);
        view.query.to = fromMillis(1'700'000'100'123);
        view.query.sentFrom = fromMillis(1'700'000'000'001);
        view.query.codes = {{404, 404}, {500, 599}};
        view.query.eventTypes = {u"order.delivered"_s};
        view.query.statuses = {u"completed"_s};
        view.query.subscribers = {{u"7"_s}};
        view.query.callbackUrls = {u"https://acme.example/in?a=1"_s};
        view.query.states = {JobState::Failed, JobState::Retrying};
        view.query.events = {{u"9"_s}};
        view.query.sort = JobSort::EventType;
        view.query.order = Qt::AscendingOrder;
        return view;
    }
};

void TestSavedView::comesBackAsItWasKept()
{
    const auto view = savedViewFrom(toJson(full()));

    QVERIFY(view);
    QVERIFY(*view == full());
}

void TestSavedView::keepsNoMomentOfARelativeSpan()
{
    SavedView view = full();
    view.span = JobSpan::Today;

    const auto again = savedViewFrom(toJson(view));

    QVERIFY(again && again->span == JobSpan::Today);
    QVERIFY(!again->query.from && !again->query.to);
}

void TestSavedView::asksTheSameInAnyOrder()
{
    SavedView other = full();
    other.name = u"other"_s;
    other.columns = {};
    std::ranges::reverse(other.query.states);
    std::ranges::reverse(other.query.searchIn);

    QVERIFY(asksTheSame(full(), other));
}

void TestSavedView::tellsOtherQuestionsApart()
{
    SavedView sorted = full();
    sorted.query.sort = JobSort::Created;
    SavedView narrowed = full();
    narrowed.query.states = {JobState::Failed};
    SavedView moved = full();
    moved.span = JobSpan::Day;

    QVERIFY(!asksTheSame(full(), sorted));
    QVERIFY(!asksTheSame(full(), narrowed));
    QVERIFY(!asksTheSame(full(), moved));
}

void TestSavedView::refusesWhatIsNone_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::newRow("nothing") << QJsonObject();
    QTest::newRow("no name") << QJsonObject{{u"span"_s, u"any"_s}};
    QTest::newRow("another span") << QJsonObject{{u"name"_s, u"a"_s}, {u"span"_s, u"decade"_s}};
}

void TestSavedView::refusesWhatIsNone()
{
    QFETCH(QJsonObject, json);

    QVERIFY(!savedViewFrom(json));
}

void TestSavedView::leavesOutWhatALaterVersionKnows()
{
    QJsonObject json = toJson(full());
    json[u"states"_s] = QJsonArray{u"failed"_s, u"evaporated"_s};
    json[u"codes"_s] = QJsonArray{u"500-599"_s, u"some"_s, 7};
    json[u"sort"_s] = u"colour"_s;

    const auto view = savedViewFrom(json);

    QVERIFY(view);
    QCOMPARE(view->query.states, QList<JobState>{JobState::Failed});
    QCOMPARE(view->query.codes, (QList<CodeRange>{{500, 599}}));
    QCOMPARE(view->query.sort, JobSort::Created);
}

void TestSavedView::countsSpansFromNow()
{
    const Instant now = fromMillis(1'700'000'000'000);

    QVERIFY(startOf(JobSpan::Hour, now) == now - 1h);
    QVERIFY(startOf(JobSpan::Week, now) == now - 7 * 24h);
    QVERIFY(*startOf(JobSpan::Today, now) <= now && *startOf(JobSpan::Today, now) > now - 25h);
    QVERIFY(!startOf(JobSpan::Any, now) && !startOf(JobSpan::Given, now));
    QVERIFY(jobSpanFrom(QString(toText(JobSpan::Week))) == JobSpan::Week);
}

QTEST_GUILESS_MAIN(TestSavedView)
#include "tst_savedview.moc"
