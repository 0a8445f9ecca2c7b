// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sending many jobs again in the window: what is said before, how it is asked for, and the runs that go on.
#include "models/column.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "tests/ui/picture.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/replaydialog.h"
#include "ui/replaystrip.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class TestReplayDialog final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sendsOneAtOnce();
    void asksBeforeOneThatWasDelivered();
    void saysWhatItWouldDo();
    void startsARunForAllThatIsFound();
    void sendsAChoiceAtOnceWithoutMore();
    void sendsElsewhere();
    void sendsAnEditedBody();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void keepsTheDialogWhenItFails();
    void showsRunsThatGoOn();
    void pausesGoesOnAndCancels();
    void tellsWhenARunHasEnded();
    void startsOnceThoughOneGoesOnTyping();
    void closesNoDialogButTheOneThatAsked();
    void asksWithNamesAndCountWhereThereAreNoRuns();
    void asksForTheConnectionsNameOnProduction();
    void asksBeforeADeliveredOneGoesToAServerAgain();
    void sendsAllThatIsFoundUpToALimit();
    void saysThatNoneIsLeftOut();
    void saysHowFarWasLooked();
    void saysHowManyFailedAndWhyTheFirstDid();
    void choosesWhatWasNotSent();
    void tellsThoseApartThatNobodyKnowsOf();
    void showsHowFarItIsAndStops();
    void leavesTheRestWhereTheAccountFails();
    void asksOneQuestionAtATime();
    void offersNothingThatNeedsARun();
    void saysThatACallIsUnconfirmed();
    void takesNoNameForMarkup();
    void sendsOneOnceHoweverOftenItIsAskedFor();

private:
    template<typename Widget>
    Widget *child(const QString &name) const
    {
        return m_page->findChild<Widget *>(name);
    }
    ui::ReplayDialog *dialog() const { return child<ui::ReplayDialog>(u"replayDialog"_s); }
    void click(const QString &name) const { QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton); }
    void choose(const QList<int> &rows) const
    {
        QItemSelection selection;
        const auto *model = m_page->list().table()->model();
        for (const int row : rows)
            selection.select(model->index(row, 0), model->index(row, model->columnCount() - 1));
        m_page->list().table()->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    }
    // The page of an account whose API sends jobs again one by one.
    void openRemote(Environment environment)
    {
        m_backend->hasRuns = false;
        m_backend->known.connection = u"Plano"_s;
        m_backend->known.kind = u"planomatic"_s;
        m_backend->known.environment = environment;
        m_backend->known.tellsAttempts = false;
        m_page.reset(ui::makeJobsPage(*m_theme, m_connections, *m_backend, nullptr));
        m_page->resize(1072, 740);
        m_page->activate();
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->list().table()->model()->rowCount() > 0);
    }
    // The jobs that were sent again one by one.
    QList<JobId> sent() const
    {
        QList<JobId> ids;
        for (const ReplayRequest &request : m_backend->replayed)
            ids << request.jobs;
        return ids;
    }
    // Asks for the rows to be sent again, and says yes.
    void replayRows(const QList<int> &rows)
    {
        QTRY_VERIFY(!question()); // the one before goes by itself
        choose(rows);
        click(u"replayButton"_s);
        QTRY_VERIFY(question());
        QTest::mouseClick(question()->findChild<QPushButton *>(u"confirmButton"_s), Qt::LeftButton);
    }
    QMessageBox *question() const { return child<QMessageBox>(u"confirmBox"_s); }
    QString idAt(int row) const
    {
        return m_page->list().table()->model()->index(row, 0).data(models::IdRole).toString();
    }
    static Replay running(const QString &id)
    {
        Replay replay;
        replay.id = {id};
        replay.state = ReplayState::Running;
        replay.jobs = 5000;
        replay.sent = 1204;
        replay.manner.perSecond = 50;
        return replay;
    }

    std::unique_ptr<ui::Theme> m_theme;
    test::FakeConnections m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<ui::JobsPage> m_page;
};

void TestReplayDialog::init()
{
    if (!m_theme)
        m_theme = std::make_unique<ui::Theme>(ui::Scheme::Light);
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->jobRows = test::busyJobs(300, test::noon());
    for (JobDetail &row : m_backend->jobRows)
        row.job.state = JobState::Failed;
    m_backend->runs.planned = {3, 2, {u"Acme"_s, u"Harbor"_s}, 1, 0, 0, 0, 0, 0};
    m_page.reset(ui::makeJobsPage(*m_theme, m_connections, *m_backend, nullptr));
    m_page->resize(1072, 740);
    m_page->activate();
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 100);
}

void TestReplayDialog::cleanup()
{
    m_page.reset();
    m_backend.reset();
}

void TestReplayDialog::sendsOneAtOnce()
{
    choose({0});
    click(u"replayButton"_s);

    QTRY_COMPARE(m_backend->replayed.size(), 1);
    QVERIFY(!dialog());
}

void TestReplayDialog::asksBeforeOneThatWasDelivered()
{
    Job delivered = m_backend->jobRows.first().job;
    delivered.state = JobState::Delivered;
    m_backend->tell({delivered});
    const QModelIndex first = m_page->list().table()->model()->index(0, 0);
    QTRY_COMPARE(first.data(models::StateRole).value<JobState>(), JobState::Delivered);
    choose({0});

    click(u"replayButton"_s);

    QTRY_VERIFY(dialog());
    QVERIFY(m_backend->replayed.isEmpty());
}

void TestReplayDialog::saysWhatItWouldDo()
{
    choose({0, 1, 2});
    QCOMPARE(child<QPushButton>(u"replayButton"_s)->text(), u"Replay 3 jobs…"_s);
    click(u"replayButton"_s);

    QTRY_VERIFY(dialog());
    const auto *summary = child<QLabel>(u"replaySummary"_s);
    QTRY_VERIFY(summary->text().endsWith(u"would be sent again: “Acme”, “Harbor”."_s));
    QVERIFY(child<QLabel>(u"replayCautions"_s)->text().contains(u"delivered already"_s));
    QCOMPARE(child<QPushButton>(u"startReplayButton"_s)->text(), u"Replay 3 jobs"_s);
    QCOMPARE(m_backend->runs.plans.last().jobs.size(), 3);
}

void TestReplayDialog::startsARunForAllThatIsFound()
{
    auto *all = child<QPushButton>(u"replayButton"_s);
    QTRY_COMPARE(all->text(), u"Replay all…"_s);
    click(u"replayButton"_s);
    QTRY_VERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());
    QVERIFY(m_backend->runs.plans.last().query);
    QTest::keyClicks(child<QLineEdit>(u"replayRateEdit"_s), u"30/m"_s);
    click(u"startReplayButton"_s);

    QTRY_COMPARE(m_backend->runs.manners.size(), 1);
    QCOMPARE(m_backend->runs.manners.first(), (ReplayManner{0.5, {}, {}}));
    QTRY_VERIFY(!dialog());
    QTRY_VERIFY(child<ui::ReplayStrip>(u"replayStrip"_s)->isVisible());
}

void TestReplayDialog::sendsAChoiceAtOnceWithoutMore()
{
    choose({0, 1, 2});
    click(u"replayButton"_s);
    QTRY_VERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());
    click(u"startReplayButton"_s);

    QTRY_COMPARE(m_backend->replayed.size(), 1);
    QCOMPARE(m_backend->replayed.first().jobs.size(), 3);
    QVERIFY(m_backend->runs.requests.isEmpty());
    QTRY_VERIFY(!dialog());
    QTRY_COMPARE(child<QLabel>(u"jobNotice"_s)->text(), u"3 jobs queued again"_s);
}

void TestReplayDialog::sendsElsewhere()
{
    m_backend->runs.planned.jobs = 1;
    choose({0});
    QVERIFY(child<QPushButton>(u"replayAsButton"_s)->isVisible());
    click(u"replayAsButton"_s);
    QTRY_VERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());
    QTest::keyClicks(child<QLineEdit>(u"replayUrlEdit"_s), u"https://staging.example/in"_s);
    QCOMPARE(child<QPushButton>(u"startReplayButton"_s)->text(), u"Send 1 job to staging.example"_s);
    QVERIFY(child<QLabel>(u"replayCautions"_s)->text().contains(u"credentials"_s));
    click(u"startReplayButton"_s);

    QTRY_COMPARE(m_backend->runs.manners.size(), 1);
    QCOMPARE(m_backend->runs.manners.first().url, u"https://staging.example/in"_s);
}

void TestReplayDialog::sendsAnEditedBody()
{
    choose({0});
    click(u"replayAsButton"_s);
    auto *edits = child<QCheckBox>(u"editReplayBodyCheck"_s);
    QTRY_VERIFY(edits->isVisible());
    edits->click();
    auto *body = child<QPlainTextEdit>(u"replayBodyEdit"_s);
    QVERIFY(body->isVisible());
    body->setPlainText(u"{\"mended\": true}"_s);
    click(u"startReplayButton"_s);

    QTRY_COMPARE(m_backend->runs.manners.size(), 1);
    QCOMPARE(m_backend->runs.manners.first().body, QByteArray("{\"mended\": true}"));
    QCOMPARE(m_backend->runs.requests.first().jobs.size(), 1);
}

void TestReplayDialog::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("edit");
    QTest::addColumn<QString>("text");
    QTest::newRow("rate") << u"replayRateEdit"_s << u"fast"_s;
    QTest::newRow("URL") << u"replayUrlEdit"_s << u"nowhere"_s;
}

void TestReplayDialog::saysWhatIsWrong()
{
    QFETCH(QString, edit);
    QFETCH(QString, text);
    click(u"replayButton"_s);
    QTRY_VERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());

    child<QLineEdit>(edit)->setText(text);
    QVERIFY(!child<QPushButton>(u"startReplayButton"_s)->isEnabled());
    child<QLineEdit>(edit)->clear();
    QVERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());
}

void TestReplayDialog::keepsTheDialogWhenItFails()
{
    click(u"replayButton"_s);
    QTRY_VERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());
    m_backend->runs.failure = Error{ErrorKind::Failed, Reason::DiskFull, {}, u"profile"_s, {}, {}, 0};
    click(u"startReplayButton"_s);

    QTRY_VERIFY(dialog()->findChild<QWidget *>(u"noticeBar"_s)->isVisible());
    QVERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());
}

void TestReplayDialog::showsRunsThatGoOn()
{
    auto *strip = child<ui::ReplayStrip>(u"replayStrip"_s);
    QVERIFY(!strip->isVisible());

    m_backend->runs.tell(running(u"7"_s));

    QTRY_VERIFY(strip->isVisible());
    const QString text = strip->findChild<QLabel *>(u"replayText"_s)->text();
    QCOMPARE(text, u"Replay 7, running: 1,204 of 5,000 sent again, 50 a second"_s);
}

void TestReplayDialog::pausesGoesOnAndCancels()
{
    m_backend->runs.tell(running(u"7"_s));
    QTRY_VERIFY(child<QPushButton>(u"holdReplayButton"_s));
    click(u"holdReplayButton"_s);
    QTRY_COMPARE(child<QPushButton>(u"holdReplayButton"_s)->text(), u"Go on"_s);
    click(u"holdReplayButton"_s);
    QTRY_COMPARE(child<QPushButton>(u"holdReplayButton"_s)->text(), u"Pause"_s);
    click(u"cancelReplayButton"_s);
    auto *box = child<QMessageBox>(u"confirmBox"_s);
    QVERIFY(box);
    QCOMPARE(m_backend->runs.deeds.size(), 2);
    QTest::mouseClick(box->findChild<QPushButton *>(u"confirmButton"_s), Qt::LeftButton);

    QTRY_COMPARE(m_backend->runs.deeds.size(), 3);
    QCOMPARE(m_backend->runs.deeds.last().second, ReplayDeed::Cancel);
    QTRY_VERIFY(!child<ui::ReplayStrip>(u"replayStrip"_s)->isVisible());
}

void TestReplayDialog::tellsWhenARunHasEnded()
{
    Replay replay = running(u"7"_s);
    m_backend->runs.tell(replay);
    QTRY_VERIFY(child<ui::ReplayStrip>(u"replayStrip"_s)->isVisible());
    replay.state = ReplayState::Finished;
    replay.sent = 5000;

    m_backend->runs.tell(replay);

    QTRY_COMPARE(child<QLabel>(u"jobNotice"_s)->text(),
                 u"Replay 7, finished: 5,000 of 5,000 sent again, 50 a second"_s);
    QVERIFY(!child<ui::ReplayStrip>(u"replayStrip"_s)->isVisible());
}

void TestReplayDialog::startsOnceThoughOneGoesOnTyping()
{
    m_backend->holdsReplays = true;
    choose({0, 1, 2});
    click(u"replayButton"_s);
    auto *start = child<QPushButton>(u"startReplayButton"_s);
    QTRY_VERIFY(start->isEnabled());
    click(u"startReplayButton"_s);
    QVERIFY(!start->isEnabled());

    QTest::keyClicks(child<QLineEdit>(u"replayUrlEdit"_s), u"https://staging.example/in"_s);

    QVERIFY(!start->isEnabled());
    QCOMPARE(start->text(), u"Writing them down…"_s);
    click(u"startReplayButton"_s);
    QCOMPARE(m_backend->replayed.size(), 1);
    QVERIFY(m_backend->runs.requests.isEmpty());
    m_backend->answerHeld();
    QTRY_VERIFY(!dialog());
}

void TestReplayDialog::closesNoDialogButTheOneThatAsked()
{
    m_backend->holdsReplays = true;
    choose({0, 1, 2});
    click(u"replayButton"_s);
    QTRY_VERIFY(child<QPushButton>(u"startReplayButton"_s)->isEnabled());
    click(u"startReplayButton"_s);
    dialog()->reject(); // it is tired of waiting
    QTRY_VERIFY(!dialog());
    choose({4, 5});
    click(u"replayButton"_s);
    QTRY_VERIFY(dialog());
    const QPointer<ui::ReplayDialog> second = dialog();

    m_backend->answerHeld();

    QTRY_COMPARE(child<QLabel>(u"jobNotice"_s)->text(), u"3 jobs queued again"_s);
    QVERIFY(second && second->isVisible());
}

void TestReplayDialog::takesNoNameForMarkup()
{
    m_backend->jobRows.first().job.subscriberName = u"<i>Acme</i> & sons"_s;
    openRemote(Environment::Test);
    choose({0, 1, 2});

    click(u"replayButton"_s);

    QTRY_VERIFY(question());
    const QString told = question()->informativeText();
    QVERIFY2(told.contains(u"&lt;i&gt;Acme&lt;/i&gt; &amp; sons"_s), qPrintable(told));
    QVERIFY2(told.contains(u"<br>"_s), qPrintable(told)); // one line for each sentence
}

void TestReplayDialog::sendsOneOnceHoweverOftenItIsAskedFor()
{
    m_backend->holdsReplays = true;
    openRemote(Environment::Test);
    choose({1});

    click(u"replayButton"_s);
    click(u"replayButton"_s);
    QTRY_COMPARE(m_backend->replayed.size(), 1);
    QVERIFY(m_page->isBusy());
    m_backend->answerHeld();

    QTRY_COMPARE(child<QLabel>(u"jobNotice"_s)->text(), u"1 job queued again"_s);
    QCOMPARE(m_backend->replayed.size(), 1);
    QVERIFY(!m_page->isBusy());
}

void TestReplayDialog::asksWithNamesAndCountWhereThereAreNoRuns()
{
    openRemote(Environment::Test);
    choose({0, 1, 2});
    const QString name = m_backend->jobRows.first().job.subscriberName;
    const QList<JobId> ids{{idAt(0)}, {idAt(1)}, {idAt(2)}};

    click(u"replayButton"_s);

    QTRY_VERIFY(question());
    QVERIFY(question()->text().contains(u"Replay 3 jobs?"_s));
    QVERIFY(question()->informativeText().contains(name));
    auto *deed = question()->findChild<QPushButton *>(u"confirmButton"_s);
    QCOMPARE(deed->text(), u"Replay 3 jobs in Plano test"_s);
    QVERIFY(m_backend->replayed.isEmpty());
    QTest::mouseClick(deed, Qt::LeftButton);
    QTRY_COMPARE(sent(), ids);
    QTRY_COMPARE(child<QLabel>(u"jobNotice"_s)->text(), u"3 jobs queued again"_s);
    QVERIFY(!child<QWidget>(u"sendingStrip"_s)->isVisible());
}

void TestReplayDialog::asksForTheConnectionsNameOnProduction()
{
    openRemote(Environment::Production);
    choose({0, 1});
    click(u"replayButton"_s);
    auto *typed = child<QDialog>(u"typedConfirm"_s);
    QVERIFY(typed);
    auto *deed = typed->findChild<QPushButton *>(u"confirmButton"_s);
    QCOMPARE(deed->text(), u"Replay 2 jobs in Plano production"_s);
    QVERIFY(!deed->isEnabled());

    QTest::keyClicks(typed->findChild<QLineEdit *>(u"typedNameEdit"_s), u"Plano"_s);
    QTest::mouseClick(deed, Qt::LeftButton);

    QTRY_COMPARE(sent().size(), 2);
}

void TestReplayDialog::asksBeforeADeliveredOneGoesToAServerAgain()
{
    m_backend->jobRows.first().job.state = JobState::Delivered;
    openRemote(Environment::Test);
    choose({0});

    click(u"replayButton"_s);

    QTRY_VERIFY(question());
    QVERIFY(question()->informativeText().contains(u"delivered already"_s));
    QTest::mouseClick(question()->findChild<QPushButton *>(u"keepButton"_s), Qt::LeftButton);
    QTRY_VERIFY(!question());
    QVERIFY(m_backend->replayed.isEmpty());
}

// The server gives 50 rows a page, whatever it is asked for.
void TestReplayDialog::sendsAllThatIsFoundUpToALimit()
{
    m_backend->jobRows = test::busyJobs(1200, test::noon());
    m_backend->mostRows = 50;
    openRemote(Environment::Test);
    QTRY_COMPARE(child<QPushButton>(u"replayButton"_s)->text(), u"Replay all…"_s);
    QVERIFY(child<QPushButton>(u"replayButton"_s)->toolTip().contains(u"1000 at most"_s));

    click(u"replayButton"_s);

    QTRY_VERIFY(question());
    QVERIFY(question()->text().contains(u"Replay 1000 jobs?"_s));
    QVERIFY(question()->informativeText().contains(u"1,200 are found. The first 1000"_s));
    QTest::mouseClick(question()->findChild<QPushButton *>(u"confirmButton"_s), Qt::LeftButton);
    QTRY_COMPARE(sent().size(), kMostReplayedAtOnce);
    const QList<JobId> ids = sent();
    QCOMPARE(QSet<JobId>(ids.begin(), ids.end()).size(), kMostReplayedAtOnce);
    QCOMPARE(ids.first(), m_backend->jobRows.first().job.id);
    QVERIFY(!m_backend->replayed.first().query);
}

void TestReplayDialog::saysThatNoneIsLeftOut()
{
    openRemote(Environment::Test);

    click(u"replayButton"_s);

    QTRY_VERIFY(question());
    QVERIFY(question()->text().contains(u"Replay 300 jobs?"_s));
    QVERIFY(!question()->informativeText().contains(u"are found"_s));
}

void TestReplayDialog::saysHowFarWasLooked()
{
    m_backend->jobsFrom = PageSource::Cache;
    m_backend->lookedThrough = 1000;
    openRemote(Environment::Test);
    QTRY_COMPARE(child<QPushButton>(u"replayButton"_s)->text(), u"Replay all…"_s);
    const auto labels = m_page->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->text() == u"searched and sorted here, among the 1,000 that Plano sent last"_s;
    }));

    click(u"replayButton"_s);

    QTRY_VERIFY(question());
    QVERIFY(question()->informativeText().contains(
        u"Only the 1,000 jobs that were sent last were looked through"_s));
    QVERIFY(!question()->informativeText().contains(u"are found"_s));
    QTest::mouseClick(question()->findChild<QPushButton *>(u"keepButton"_s), Qt::LeftButton);
}

void TestReplayDialog::saysHowManyFailedAndWhyTheFirstDid()
{
    const Error gone{ErrorKind::NotFound, Reason::NoSuchJob, {}, u"7"_s, {}, {}, 404};
    openRemote(Environment::Test);
    m_backend->refusals = {{{idAt(1)}, gone}, {{idAt(2)}, gone}};

    replayRows({0, 1, 2});

    const auto *told = child<QLabel>(u"sendingText"_s);
    QTRY_VERIFY2(told->text().startsWith(u"2 of 3 failed. The first: There is no job 7."_s),
                 qPrintable(told->text()));
    QVERIFY(told->isVisible());
    QVERIFY(told->property("bad").toBool());
    click(u"dismissSendingButton"_s);
    QVERIFY(!told->isVisible());
}

void TestReplayDialog::choosesWhatWasNotSent()
{
    const Error gone{ErrorKind::NotFound, Reason::NoSuchJob, {}, u"7"_s, {}, {}, 404};
    openRemote(Environment::Test);
    m_backend->refusals = {{{idAt(1)}, gone}, {{idAt(3)}, gone}};

    replayRows({0, 1, 2, 3});

    QTRY_COMPARE(m_page->selectedRows(), (QList<int>{1, 3}));
    QTRY_VERIFY(
        child<QLabel>(u"sendingText"_s)->text().contains(u"Chosen below are those that were not sent"_s));
}

// They would maybe go twice, so they are not among those to go on with.
void TestReplayDialog::tellsThoseApartThatNobodyKnowsOf()
{
    const Error lost{ErrorKind::Failed, Reason::RemoteReplyLost, {}, u"a.example"_s, {}, {}, 0};
    const Error gone{ErrorKind::NotFound, Reason::NoSuchJob, {}, u"7"_s, {}, {}, 404};
    openRemote(Environment::Test);
    const auto *told = child<QLabel>(u"sendingText"_s);
    m_backend->refusals = {{{idAt(1)}, lost}};
    m_backend->failures = {{{idAt(1)}, JobFailure::Uncertain}};

    replayRows({0, 1, 2});
    QTRY_VERIFY2(told->text().startsWith(u"2 of 3 are sent again. Nobody knows of 1 "_s),
                 qPrintable(told->text()));
    QVERIFY(!told->text().contains(u"failed"_s));
    QTRY_COMPARE(m_page->selectedRows(), QList<int>{1});

    m_backend->refusals.insert({idAt(2)}, gone);
    replayRows({0, 1, 2});
    QTRY_VERIFY2(told->text().startsWith(u"1 of 3 failed."_s), qPrintable(told->text()));
    QVERIFY2(told->text().contains(u"Nobody knows of 1 "_s), qPrintable(told->text()));
    QTRY_COMPARE(m_page->selectedRows(), QList<int>{2});
}

void TestReplayDialog::showsHowFarItIsAndStops()
{
    m_backend->holdsReplays = true;
    openRemote(Environment::Test);
    const auto *told = child<QLabel>(u"sendingText"_s);
    const QList<JobId> two{{idAt(0)}, {idAt(1)}};

    replayRows({0, 1, 2, 3});
    QTRY_COMPARE(told->text(), u"Sending again: 0 of 4 jobs"_s);
    m_backend->answerHeld();
    QTRY_COMPARE(told->text(), u"Sending again: 1 of 4 jobs"_s);
    QTRY_COMPARE(sent(), two);
    test::keepPicture(*m_page, test::pictureName(u"head-sending"_s));
    click(u"stopSendingButton"_s);
    QVERIFY(told->text().startsWith(u"Stopping"_s));
    m_backend->answerHeld();

    QTRY_VERIFY2(told->text().startsWith(u"2 of 4 are sent again. 2 were not sent."_s),
                 qPrintable(told->text()));
    QCOMPARE(sent(), two);
    QTRY_COMPARE(m_page->selectedRows(), (QList<int>{2, 3}));
    test::keepPicture(*m_page, test::pictureName(u"head-sending-stopped"_s));
}

void TestReplayDialog::leavesTheRestWhereTheAccountFails()
{
    const Error refused{ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid, {}, {}, {}, {}, 401};
    openRemote(Environment::Test);
    m_backend->refusals = {{{idAt(1)}, refused}};

    replayRows({0, 1, 2, 3});

    const auto *told = child<QLabel>(u"sendingText"_s);
    QTRY_VERIFY2(told->text().startsWith(u"1 of 4 failed."_s), qPrintable(told->text()));
    QVERIFY2(told->text().contains(u"2 were not sent."_s), qPrintable(told->text()));
    QCOMPARE(sent(), (QList<JobId>{{idAt(0)}, {idAt(1)}}));
    QTRY_COMPARE(m_page->selectedRows(), (QList<int>{1, 2, 3}));
}

void TestReplayDialog::asksOneQuestionAtATime()
{
    m_backend->holdsReplays = true;
    openRemote(Environment::Test);
    replayRows({0, 1});
    QCOMPARE(m_backend->replayed.size(), 1);
    QTRY_VERIFY(!question());

    click(u"replayButton"_s);

    QVERIFY(!question());
    QVERIFY(child<QLabel>(u"jobNotice"_s)->text().startsWith(u"Jobs are still being sent again"_s));
    m_backend->answerHeld();
    QTRY_COMPARE(m_backend->replayed.size(), 2);
    m_backend->answerHeld();
    QTRY_COMPARE(child<QLabel>(u"jobNotice"_s)->text(), u"2 jobs queued again"_s);
    click(u"replayButton"_s);
    QTRY_VERIFY(question());
}

void TestReplayDialog::offersNothingThatNeedsARun()
{
    openRemote(Environment::Test);

    choose({0});

    QCOMPARE(child<QPushButton>(u"replayButton"_s)->text(), u"Replay 1 job"_s);
    QVERIFY(!child<QPushButton>(u"replayAsButton"_s)->isVisible());
}

void TestReplayDialog::saysThatACallIsUnconfirmed()
{
    QVERIFY(!child<QLabel>(u"replayUnconfirmedLabel"_s)->isVisible());
    m_backend->known.unconfirmed = Verb::Replay;
    openRemote(Environment::Test);
    choose({0, 1});

    QVERIFY(child<QLabel>(u"replayUnconfirmedLabel"_s)->isVisible());
    QVERIFY(child<QPushButton>(u"replayButton"_s)->toolTip().contains(u"Unconfirmed"_s));
    click(u"replayButton"_s);
    QTRY_VERIFY(question());
    QVERIFY(question()->informativeText().contains(u"Unconfirmed"_s));
}

} // namespace tacklebox

QTEST_MAIN(tacklebox::TestReplayDialog)
#include "tst_replaydialog.moc"
