// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/jobfilter.h"
#include "models/jobsmodel.h"
#include "tests/support/fakes/fakerows.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tacklebox;
using namespace tacklebox::models;
using namespace Qt::StringLiterals;

namespace {

QList<Job> jobs(std::initializer_list<int> numbers)
{
    QList<Job> rows;
    for (const int number : numbers)
        rows << test::jobOf(number, JobState::Delivered, 200);
    return rows;
}

// The model as text, one row a line: id, state, code.
QString drawn(const JobsModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        cells << model.index(row, 0).data(IdRole).toString();
        for (const int column : {JobsModel::State, JobsModel::Code})
            cells << model.index(row, column).data(Qt::DisplayRole).toString();
        lines << cells.join(u' ');
    }
    return lines.join(u'\n');
}

QString ids(const JobsModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, 0).data(IdRole).toString();
    return texts.join(u' ');
}

} // namespace

class TestJobsModel final : public QObject
{
    Q_OBJECT

private slots:
    void mergesAnyListIntoAnyOther_data();
    void mergesAnyListIntoAnyOther();
    void keepsWhatIsSelectedThroughAMerge();
    void resetsOnlyAtTheFirstLoad();
    void changesRowsInPlaceAndAnswersStrangers();
    void putsNewRowsOnTopWithinTheLimit();
    void sortsOnlyWhereTheBackendCan();
    void drawsCellsAsWords();
    void matchesAsTheQuestionSays_data();
    void matchesAsTheQuestionSays();
};

void TestJobsModel::mergesAnyListIntoAnyOther_data()
{
    QTest::addColumn<QList<Job>>("before");
    QTest::addColumn<QList<Job>>("after");
    QTest::addColumn<QString>("expected");
    QTest::newRow("same") << jobs({3, 2, 1}) << jobs({3, 2, 1}) << u"3 2 1"_s;
    QTest::newRow("new on top") << jobs({3, 2, 1}) << jobs({5, 4, 3, 2, 1}) << u"5 4 3 2 1"_s;
    QTest::newRow("gone in the middle") << jobs({5, 4, 3, 2, 1}) << jobs({5, 2, 1}) << u"5 2 1"_s;
    QTest::newRow("turned round") << jobs({1, 2, 3}) << jobs({3, 2, 1}) << u"3 2 1"_s;
    QTest::newRow("all at once") << jobs({1, 2, 3, 4}) << jobs({9, 4, 8, 2, 7}) << u"9 4 8 2 7"_s;
    QTest::newRow("another page") << jobs({9, 8, 7}) << jobs({6, 5, 4, 3}) << u"6 5 4 3"_s;
    QTest::newRow("to nothing") << jobs({2, 1}) << jobs({}) << QString();
}

void TestJobsModel::mergesAnyListIntoAnyOther()
{
    QFETCH(QList<Job>, before);
    QFETCH(QList<Job>, after);
    QFETCH(QString, expected);
    JobsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

    model.merge(before);
    model.merge(after);

    QCOMPARE(ids(model), expected);
    for (int row = 0; row < after.size(); ++row)
        QCOMPARE(model.rowOf(after[row].id), row);
}

void TestJobsModel::keepsWhatIsSelectedThroughAMerge()
{
    JobsModel model;
    model.merge(jobs({4, 3, 2, 1}));
    const QPersistentModelIndex kept(model.index(2, JobsModel::Event));

    model.merge(jobs({6, 1, 5, 2, 3}));

    QVERIFY(kept.isValid());
    QCOMPARE(kept.data(IdRole).toString(), u"2"_s);
}

void TestJobsModel::resetsOnlyAtTheFirstLoad()
{
    JobsModel model;
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

    model.merge(jobs({2, 1}));
    model.merge(jobs({4, 3}));
    model.merge(jobs({3, 4}));

    QCOMPARE(resets.size(), 1);
}

void TestJobsModel::changesRowsInPlaceAndAnswersStrangers()
{
    JobsModel model;
    model.merge(jobs({3, 2, 1}));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);

    const QList<Job> strangers
        = model.update({test::jobOf(2, JobState::Failed, 503), jobs({9}).constFirst()});

    QCOMPARE(drawn(model), u"3 Delivered 200\n2 Failed 503\n1 Delivered 200"_s);
    QCOMPARE(strangers, jobs({9}));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 1);
    QCOMPARE(changes[0][1].toModelIndex().row(), 1);
}

void TestJobsModel::putsNewRowsOnTopWithinTheLimit()
{
    JobsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.merge(jobs({3, 2, 1}));

    model.prepend(jobs({5, 4}), 4);

    QCOMPARE(ids(model), u"5 4 3 2"_s);
}

void TestJobsModel::sortsOnlyWhereTheBackendCan()
{
    JobsModel model;
    model.setSorts({JobSort::Created, JobSort::StatusCode});

    QStringList sortable;
    for (int column = 0; column < model.columnCount(); ++column) {
        if (model.headerData(column, Qt::Horizontal, SortableRole).toBool())
            sortable << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }

    QCOMPARE(sortable, QStringList({u"Code"_s, u"Created"_s}));
}

void TestJobsModel::drawsCellsAsWords()
{
    JobsModel model;
    model.merge({test::jobOf(1, JobState::Waiting)});
    const auto cell = [&](int column) { return model.index(0, column).data().toString(); };

    QCOMPARE(cell(JobsModel::Code), u"\u2013"_s);
    QCOMPARE(cell(JobsModel::Tries), u"\u2013"_s);
    QCOMPARE(cell(JobsModel::LastSent), u"\u2013"_s);
    QCOMPARE(cell(JobsModel::CallbackUrl), u"api.harbor.example/in"_s);
    QCOMPARE(model.index(0, JobsModel::State).data(StateRole).value<JobState>(), JobState::Waiting);
}

void TestJobsModel::matchesAsTheQuestionSays_data()
{
    QTest::addColumn<JobQuery>("query");
    QTest::addColumn<bool>("isMatch");
    const Job job = test::jobOf(1, JobState::Failed, 503);
    const auto with = [](auto change) {
        JobQuery query;
        change(query);
        return query;
    };
    QTest::newRow("anything") << JobQuery{} << true;
    QTest::newRow("state") << with([](JobQuery &q) { q.states = {JobState::Failed}; }) << true;
    QTest::newRow("other state") << with([](JobQuery &q) { q.states = {JobState::Held}; }) << false;
    QTest::newRow("code class") << with([](JobQuery &q) { q.codes = {{500, 599}}; }) << true;
    QTest::newRow("other code") << with([](JobQuery &q) { q.codes = {{400, 499}}; }) << false;
    QTest::newRow("search") << with([](JobQuery &q) { q.search = u"HARBOR"_s; }) << true;
    QTest::newRow("search elsewhere") << with([](JobQuery &q) {
        q.search = u"harbor"_s;
        q.searchIn = {JobAttribute::OrderId};
    }) << false;
    QTest::newRow("before is exclusive") << with([&](JobQuery &q) { q.to = job.createdAt; }) << false;
    QTest::newRow("from is inclusive") << with([&](JobQuery &q) { q.from = job.createdAt; }) << true;
    QTest::newRow("subscriber") << with([&](JobQuery &q) { q.subscribers = {job.subscriberId}; }) << true;
}

void TestJobsModel::matchesAsTheQuestionSays()
{
    QFETCH(JobQuery, query);
    QFETCH(bool, isMatch);

    QCOMPARE(matches(query, test::jobOf(1, JobState::Failed, 503)), isMatch);
}

QTEST_GUILESS_MAIN(TestJobsModel)
#include "tst_jobsmodel.moc"
