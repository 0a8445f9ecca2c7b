// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a replay would do where a backend has no runs.

#include "backend/replayplan.h"
#include "backend/wordingreplay.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

Job jobOf(int id, const QString &subscriber = {}, const QString &url = {})
{
    Job job;
    job.id = {QString::number(id)};
    job.state = JobState::Failed;
    job.subscriberId = {subscriber};
    job.subscriberName = subscriber.isEmpty() ? QString() : u"The "_s + subscriber;
    job.callbackUrl = url;
    return job;
}

Page<Job> pageOf(int first, int last, const QString &next = {})
{
    Page<Job> page;
    for (int id = first; id <= last; ++id)
        page.rows += jobOf(id, u"a"_s);
    page.next = next;
    return page;
}

} // namespace

class ReplayPlanTest final : public QObject
{
    Q_OBJECT

private slots:
    void namesTheFirstReceivers();
    void countsWhatMayArriveTwice();
    void saysNothingOfReceiversThatNobodyKnows();
    void takesPageByPage();
    void endsWithWhatMovesFromPageToPage();
    void takesNoMoreThanAreSentAtOnce();
    void isNotAllWhereNotAllWereLookedThrough();
};

void ReplayPlanTest::namesTheFirstReceivers()
{
    const ReplayPlan plan = replayPlanOf({jobOf(1, u"a"_s),
                                          jobOf(2, u"a"_s),
                                          jobOf(3, {}, u"https://b.example/in"_s),
                                          jobOf(4, u"c"_s),
                                          jobOf(5, u"d"_s)});

    QCOMPARE(plan.jobs, 5);
    QCOMPARE(plan.subscribers, 4);
    QCOMPARE(plan.names, (QStringList{u"The a"_s, u"b.example/in"_s, u"The c"_s}));
}

void ReplayPlanTest::countsWhatMayArriveTwice()
{
    QList<Job> jobs{jobOf(1, u"a"_s), jobOf(2, u"a"_s), jobOf(3, u"a"_s)};
    jobs[0].state = JobState::Delivered;
    jobs[1].state = JobState::Unknown;

    const ReplayPlan plan = replayPlanOf(jobs);

    QCOMPARE(plan.delivered, 1);
    QCOMPARE(plan.uncertain, 1);
}

void ReplayPlanTest::saysNothingOfReceiversThatNobodyKnows()
{
    ReplayPlan plan;
    plan.jobs = 1;

    QVERIFY(!wording::summary(plan).contains(u"subscriber"_s));
}

void ReplayPlanTest::takesPageByPage()
{
    JobQuery query;
    query.page = {4, 2, u"elsewhere"_s};
    JobsToReplay found;

    const JobQuery first = firstToReplay(query);
    QCOMPARE(first.page, (PageRequest{1, 2, {}}));
    QVERIFY(first.count);
    const auto second = addPage(found, first, pageOf(1, 2, u"behind"_s));
    QVERIFY(second);
    QCOMPARE(second->page, (PageRequest{2, 2, u"behind"_s}));
    QVERIFY(!addPage(found, *second, pageOf(2, 3))); // one moved

    QCOMPARE(found.jobs.size(), 3);
    QVERIFY(found.isAll);
}

void ReplayPlanTest::endsWithWhatMovesFromPageToPage()
{
    JobsToReplay found;

    QVERIFY(addPage(found, {}, pageOf(1, 2, u"behind"_s)));
    QVERIFY(!addPage(found, {}, pageOf(1, 2, u"behind"_s)));

    QCOMPARE(found.jobs.size(), 2);
    QVERIFY(!found.isAll);
}

void ReplayPlanTest::takesNoMoreThanAreSentAtOnce()
{
    JobsToReplay found;
    Page<Job> page = pageOf(1, kMostReplayedAtOnce + 1);
    page.count = kMostReplayedAtOnce + 1;

    QVERIFY(!addPage(found, {}, page));

    QCOMPARE(found.jobs.size(), kMostReplayedAtOnce);
    QVERIFY(!found.isAll);
}

void ReplayPlanTest::isNotAllWhereNotAllWereLookedThrough()
{
    JobsToReplay found;
    Page<Job> page = pageOf(1, 2);
    page.lookedThrough = 1000;

    QVERIFY(!addPage(found, {}, page));

    QCOMPARE(found.jobs.size(), 2);
    QVERIFY(!found.isAll);
    QCOMPARE(found.lookedThrough, std::optional<qint64>(1000));
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::ReplayPlanTest)
#include "tst_replayplan.moc"
