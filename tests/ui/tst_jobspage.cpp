// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/rangetext.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/button.h"
#include "ui/choicemenu.h"
#include "ui/figures.h"
#include "ui/filterchip.h"
#include "ui/jobfilterbar.h"
#include "ui/jobreport.h"
#include "ui/jobsbadge.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/pageregistry.h"
#include "ui/searchline.h"
#include "ui/searchscope.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDateTime>
#include <QDateTimeEdit>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTimeZone>

using namespace tacklebox;
using namespace Qt::StringLiterals;

class TestJobsPage final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsTheRowsAndWhatHappened();
    void asksOnceWhenTypingRests();
    void asksAtOnceByEnter();
    void dropsTheAnswerToAnOldQuestion();
    void keepsTheSelectionWhenRowsChange();
    void announcesNewRowsWhereSomebodyReads();
    void showsNewRowsWhereNobodyReads();
    void keepsNewRowsThatTheFilterHidesToItself();
    void narrowsAsItWasLedHere();
    void replaysWhatIsSelectedAndNamesTheCount();
    void sortsByAHeadThatTheBackendSortsBy();
    void leadsToTheTestOfTheUrl();
    void saysWhyItIsEmpty();
    void clearsAFilterThatHidesAll();
    void saysWhatFailedAndTriesAgain();
    void takesABurstInOneDispatch();
    void namesEveryControl();
    void offersTheOtherSpellingOfAStatus();
    void keepsBothSpellingsApart();
    void saysASpanWithItsZone_data();
    void saysASpanWithItsZone();
    void namesTheZoneOfAPlace();
    void namesTheZoneInTheChip();
    void takesWholeDays();
    void tellsTheZoneOfTheTimesInTheHead();
    void searchesInTheChosenFields();
    void searchesInAllOfThemWhenAllAreChosen();
    void narrowsToACallbackUrl();
    void showsAnAmpersandInAUrl();
    void countsTheRowsThatAServerReallyGave();
    void saysOfManyWhereNobodyCounted();
    void saysHowOldAJobOfTheCacheIs();
    void reportHoldsNoCredential();
    void countsTheFailuresOfTheShownConnection();

private:
    template<typename T>
    T *child(const QString &name) const
    {
        T *found = m_page->findChild<T *>(name);
        Q_ASSERT(found);
        return found;
    }
    void open();
    // What a person does in a chip's menu: an action by its text.
    void tick(const QString &menu, const QString &text) const
    {
        const QList<QAction *> actions = child<ui::ChoiceMenu>(menu)->actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        QVERIFY2(found != actions.end(), qPrintable(text));
        (*found)->trigger();
    }
    [[nodiscard]] QString idAt(int row) const
    {
        return m_page->list().table()->model()->index(row, 0).data(models::IdRole).toString();
    }

    std::unique_ptr<ui::Theme> m_theme;
    test::FakeConnections m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<ui::JobsPage> m_page;
};

void TestJobsPage::init()
{
    if (!m_theme)
        m_theme = std::make_unique<ui::Theme>(ui::Scheme::Light);
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->jobRows = test::busyJobs(300, test::noon());
    m_backend->subscriberRows = test::busySubscribers(test::noon());
}

void TestJobsPage::cleanup()
{
    m_page.reset();
    m_backend.reset();
}

void TestJobsPage::open()
{
    m_page.reset(ui::makeJobsPage(*m_theme, m_connections, *m_backend, nullptr));
    new QAbstractItemModelTester(m_page->list().table()->model(),
                                 QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    m_page->resize(1072, 740);
    m_page->activate();
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestJobsPage::showsTheRowsAndWhatHappened()
{
    open();
    m_page->list().table()->selectRow(0);

    QTRY_VERIFY(child<QTabWidget>(u"jobTabs"_s)->isVisible());
    QCOMPARE(m_page->list().table()->model()->rowCount(), 100);
    QVERIFY(child<QLabel>(u"jobVerdictSummary"_s)->text().contains(u"503"));
    QCOMPARE(child<QLabel>(u"jobPagingRange"_s)->text(), u"1\u2013100 of 300"_s);
    QCOMPARE(child<QLabel>(u"jobPagingPages"_s)->text(), u"Page 1 of 3"_s);
}

void TestJobsPage::asksOnceWhenTypingRests()
{
    open();
    const auto before = m_backend->jobQueries.size();

    QTest::keyClicks(m_page->list().search(), u"harbor"_s);

    QTRY_COMPARE(m_backend->jobQueries.size(), before + 1);
    QCOMPARE(m_backend->jobQueries.last().search, u"harbor"_s);
}

void TestJobsPage::asksAtOnceByEnter()
{
    open();
    const auto before = m_backend->jobQueries.size();

    QTest::keyClicks(m_page->list().search(), u"acme"_s);
    QTest::keyClick(m_page->list().search(), Qt::Key_Return);

    QCOMPARE(m_backend->jobQueries.size(), before + 1);
}

void TestJobsPage::dropsTheAnswerToAnOldQuestion()
{
    open();
    m_backend->isHolding = true;
    QTest::keyClicks(m_page->list().search(), u"nothing like this"_s);
    QTest::keyClick(m_page->list().search(), Qt::Key_Return);
    m_page->list().search()->setText(u"harbor"_s);
    QTest::keyClick(m_page->list().search(), Qt::Key_Return);

    m_backend->answerHeld();

    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 50);
    QCOMPARE(m_backend->stoppedQuestions, 1);
    QVERIFY(m_page->list().table()->isVisible());
}

void TestJobsPage::keepsTheSelectionWhenRowsChange()
{
    open();
    m_page->list().table()->selectRow(2);
    const QString id = idAt(2);
    Job changed = m_backend->jobRows[2].job;
    changed.state = JobState::Delivered;

    m_backend->tell({changed});

    QTRY_COMPARE(m_page->list().table()->model()->index(2, 0).data(models::StateRole).value<JobState>(),
                 JobState::Delivered);
    QCOMPARE(m_page->selectedRows(), QList<int>{2});
    QCOMPARE(idAt(2), id);
}

void TestJobsPage::announcesNewRowsWhereSomebodyReads()
{
    open();
    m_page->list().table()->selectRow(0);
    const QString read = idAt(0);
    Job fresh = test::jobOf(9001, JobState::Waiting);
    fresh.createdAt = test::noon() + std::chrono::seconds(5);

    m_backend->tell({fresh});

    auto *chip = child<ui::FilterChip>(u"newRowsButton"_s);
    QTRY_VERIFY(chip->isVisible());
    QCOMPARE(idAt(0), read);
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_COMPARE(idAt(0), u"9001"_s);
    QVERIFY(!chip->isVisible());
}

void TestJobsPage::showsNewRowsWhereNobodyReads()
{
    open();
    Job fresh = test::jobOf(9001, JobState::Waiting);
    fresh.createdAt = test::noon() + std::chrono::seconds(5);

    m_backend->tell({fresh});

    QTRY_COMPARE(idAt(0), u"9001"_s);
    QCOMPARE(m_page->list().table()->model()->rowCount(), 100);
}

void TestJobsPage::keepsNewRowsThatTheFilterHidesToItself()
{
    open();
    JobQuery query;
    query.states = {JobState::Failed};
    m_page->visit({ui::place::kJobs, query});
    m_page->activate();
    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 2);
    Job hidden = test::jobOf(9001, JobState::Waiting);
    Job shown = test::jobOf(9002, JobState::Failed, 500);
    hidden.createdAt = shown.createdAt = test::noon() + std::chrono::seconds(5);

    m_backend->tell({hidden, shown});

    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 3);
    QCOMPARE(idAt(0), u"9002"_s);
}

void TestJobsPage::narrowsAsItWasLedHere()
{
    open();
    JobQuery query;
    query.states = {JobState::Failed, JobState::Retrying};
    query.codes = {{500, 599}};

    m_page->visit({ui::place::kJobs, query});
    m_page->activate();

    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 2);
    const QList<JobState> asked = m_backend->jobQueries.last().states; // in the order of the menu
    QVERIFY(std::ranges::is_permutation(asked, query.states));
    QCOMPARE(child<ui::FilterChip>(u"codeFilter"_s)->value(), u"5xx"_s);
    QVERIFY(child<ui::Button>(u"clearFilterButton"_s)->isVisible());
}

void TestJobsPage::replaysWhatIsSelectedAndNamesTheCount()
{
    open();
    auto *replay = child<ui::Button>(u"replayButton"_s);
    m_page->list().table()->selectRow(0);
    QCOMPARE(replay->text(), u"Replay 1 job"_s);
    m_page->list().table()->selectionModel()->select(m_page->list().table()->model()->index(1, 0),
                                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(replay->text(), u"Replay 2 jobs\u2026"_s);
    m_page->list().table()->selectRow(0);
    m_page->list().table()->setFocus();

    QTest::keyClick(m_page->list().table(), Qt::Key_R);

    QTRY_COMPARE(m_backend->replayed.size(), 1);
    QCOMPARE(m_backend->replayed.first().jobs, (QList<JobId>{{idAt(0)}}));
    QTRY_COMPARE(child<QLabel>(u"jobNotice"_s)->text(), u"1 job queued again"_s);
}

void TestJobsPage::sortsByAHeadThatTheBackendSortsBy()
{
    m_backend->known.jobSorts = {JobSort::Created, JobSort::StatusCode};
    open();
    const auto before = m_backend->jobQueries.size();
    QHeaderView *header = m_page->list().table()->horizontalHeader();
    const auto click = [&](int column) {
        const QPoint at(header->sectionViewportPosition(column) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
    };

    click(models::JobsModel::Event);
    QCOMPARE(m_backend->jobQueries.size(), before);
    click(models::JobsModel::Code);

    QCOMPARE(m_backend->jobQueries.size(), before + 1);
    QCOMPARE(m_backend->jobQueries.last().sort, JobSort::StatusCode);
    QCOMPARE(m_backend->jobQueries.last().order, Qt::DescendingOrder);
}

void TestJobsPage::leadsToTheTestOfTheUrl()
{
    open();
    QSignalSpy led(m_page.get(), &ui::Page::placeAsked);
    m_page->list().table()->selectRow(0);
    QTRY_VERIFY(child<ui::Button>(u"testUrlButton"_s)->isVisible());

    QTest::mouseClick(child<ui::Button>(u"testUrlButton"_s), Qt::LeftButton);

    QCOMPARE(led.size(), 1);
    const auto place = led[0][0].value<ui::Place>();
    QCOMPARE(place.page, QString(ui::place::kTest));
    QCOMPARE(std::get<ui::CallbackUrl>(place.what).text, m_backend->jobRows[0].job.callbackUrl);
}

void TestJobsPage::saysWhyItIsEmpty()
{
    m_backend->jobRows.clear();
    open();
    QSignalSpy led(m_page.get(), &ui::Page::placeAsked);

    QTRY_COMPARE(child<QLabel>(u"jobStateTitle"_s)->text(), u"No jobs yet"_s);
    QTest::mouseClick(child<ui::Button>(u"jobStateAction"_s), Qt::LeftButton);

    QCOMPARE(led.size(), 1);
    QCOMPARE(led[0][0].value<ui::Place>().page, QString(ui::place::kEvents));
}

void TestJobsPage::clearsAFilterThatHidesAll()
{
    open();
    QTest::keyClicks(m_page->list().search(), u"no such thing"_s);
    QTest::keyClick(m_page->list().search(), Qt::Key_Return);
    auto *action = child<ui::Button>(u"jobStateAction"_s);
    QTRY_VERIFY(action->isVisible());

    QTest::mouseClick(action, Qt::LeftButton);

    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 100);
    QVERIFY(m_page->list().search()->text().isEmpty());
    QVERIFY(m_page->list().table()->isVisible());
}

void TestJobsPage::saysWhatFailedAndTriesAgain()
{
    m_backend->failure
        = Error{ErrorKind::Failed, Reason::DatabaseDamaged, {}, u"tacklebox.sqlite"_s, {}, {}, 0};
    open();
    QTRY_VERIFY(child<QLabel>(u"jobStateTitle"_s)->text().contains(u"damaged"));
    m_backend->failure.reset();

    QTest::mouseClick(child<ui::Button>(u"jobStateAction"_s), Qt::LeftButton);

    QTRY_VERIFY(m_page->list().table()->isVisible());
}

// 500 changes in a burst are drawn together, and the page stays where it was scrolled.
void TestJobsPage::takesABurstInOneDispatch()
{
    open();
    m_page->list().table()->verticalScrollBar()->setValue(200);
    QSignalSpy changes(m_page->list().table()->model(), &QAbstractItemModel::dataChanged);
    for (int burst = 0; burst < 5; ++burst) {
        QList<Job> jobs;
        for (int i = 0; i < 100; ++i) {
            jobs << m_backend->jobRows[i].job;
            jobs.last().attempts = 10 + burst;
        }
        m_backend->tell(jobs);
    }

    QTRY_COMPARE(m_page->list().table()->model()->index(0, models::JobsModel::Tries).data().toString(),
                 u"14"_s);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(m_page->list().table()->verticalScrollBar()->value(), 200);
}

void TestJobsPage::namesEveryControl()
{
    open();
    m_page->list().table()->selectRow(0);
    QTRY_VERIFY(child<QTabWidget>(u"jobTabs"_s)->isVisible());

    const auto widgets = m_page->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isControl = (widget->focusPolicy() & Qt::TabFocus) != 0
            && !widget->objectName().startsWith("qt_"_L1) && !qobject_cast<const QTabBar *>(widget);
        if (!isControl || !widget->isVisible())
            continue;
        QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

void TestJobsPage::offersTheOtherSpellingOfAStatus()
{
    open();
    const auto *other = child<QAction>(u"statusFilterMenuTwin"_s);
    QVERIFY(!other->isVisible());
    tick(u"statusFilterMenu"_s, u"completed"_s);
    QVERIFY(!other->isVisible());

    tick(u"statusFilterMenu"_s, u"canceled"_s);
    QVERIFY(other->isVisible());
    QVERIFY(other->text().contains(u"cancelled"_s));
    QCOMPARE(m_backend->jobQueries.last().statuses, (QStringList{u"completed"_s, u"canceled"_s}));
    child<QAction>(u"statusFilterMenuTwin"_s)->trigger();

    QVERIFY(!other->isVisible());
    QCOMPARE(m_backend->jobQueries.last().statuses,
             (QStringList{u"completed"_s, u"canceled"_s, u"cancelled"_s}));
}

void TestJobsPage::keepsBothSpellingsApart()
{
    open();
    tick(u"statusFilterMenu"_s, u"cancelled"_s);

    QCOMPARE(m_backend->jobQueries.last().statuses, QStringList{u"cancelled"_s});
    QVERIFY(child<QAction>(u"statusFilterMenuTwin"_s)->text().contains(u"“canceled”"_s));
    tick(u"statusFilterMenu"_s, u"Any"_s);
    QVERIFY(!child<QAction>(u"statusFilterMenuTwin"_s)->isVisible());
}

void TestJobsPage::saysASpanWithItsZone_data()
{
    QTest::addColumn<QDateTime>("from");
    QTest::addColumn<QDateTime>("to");
    QTest::addColumn<QString>("text");
    const QDateTime day(QDate(2026, 11, 22), QTime(0, 0));
    QTest::newRow("one day") << day << day.addDays(1) << u"22 Nov %1"_s;
    QTest::newRow("days") << day << day.addDays(3) << u"22 Nov – 24 Nov %1"_s;
    QTest::newRow("to a day's end") << day.addSecs(28800) << day.addDays(3)
                                    << u"22 Nov 08:00 – 24 Nov 24:00 %1"_s;
    QTest::newRow("to the day's end") << day.addSecs(28800) << day.addDays(1) << u"22 Nov 08:00 – 24:00 %1"_s;
    QTest::newRow("from a day's begin") << day << day.addSecs(32400) << u"22 Nov 00:00 – 09:00 %1"_s;
    QTest::newRow("hours") << day.addSecs(28800) << day.addSecs(32400) << u"22 Nov 08:00 – 09:00 %1"_s;
    QTest::newRow("from") << day.addSecs(28800) << QDateTime() << u"from 22 Nov 08:00 %1"_s;
    QTest::newRow("from a day") << day << QDateTime() << u"from 22 Nov %1"_s;
    QTest::newRow("before") << QDateTime() << day.addSecs(28800) << u"before 22 Nov 08:00 %1"_s;
    QTest::newRow("through a day") << QDateTime() << day << u"through 21 Nov %1"_s;
    QTest::newRow("another year") << day.addYears(-1) << QDateTime() << u"from 22 Nov 2025 %1"_s;
    QTest::newRow("none") << QDateTime() << QDateTime() << QString();
}

void TestJobsPage::saysASpanWithItsZone()
{
    QFETCH(QDateTime, from);
    QFETCH(QDateTime, to);
    QFETCH(QString, text);
    const auto instant = [](const QDateTime &at) {
        return at.isValid() ? std::optional(fromMillis(at.toMSecsSinceEpoch())) : std::nullopt;
    };
    const Instant now = test::noon();
    const QString zone = models::zoneText(instant(from).value_or(instant(to).value_or(now)));

    QCOMPARE(models::rangeText(instant(from), instant(to), now), text.isEmpty() ? text : text.arg(zone));
}

void TestJobsPage::namesTheZoneOfAPlace()
{
    const QByteArray before = qgetenv("TZ");
    const auto zoneIn = [](const QByteArray &id) {
        qputenv("TZ", id);
        return models::zoneText(test::noon());
    };

    const QString oslo = zoneIn("Europe/Oslo");
    const QString york = zoneIn("America/New_York");
    if (before.isEmpty())
        qunsetenv("TZ");
    else
        qputenv("TZ", before);

    QCOMPARE(oslo, u"Oslo"_s);
    QCOMPARE(york, u"New York"_s);
}

void TestJobsPage::namesTheZoneInTheChip()
{
    open();
    const QDateTime day = QDateTime(QDate::currentDate(), QTime(0, 0)).addDays(-1);
    JobQuery query;
    query.from = fromMillis(day.toMSecsSinceEpoch());
    query.to = fromMillis(day.addDays(1).toMSecsSinceEpoch());

    m_page->filters().show(query);

    const auto *chip = child<ui::FilterChip>(u"createdFilter"_s);
    const QString zone = models::zoneText(*query.from);
    QCOMPARE(chip->value(),
             models::rangeText(query.from, query.to, fromMillis(QDateTime::currentMSecsSinceEpoch())));
    QVERIFY2(chip->value().endsWith(u' ' + zone) && !chip->value().contains(u':'), qPrintable(chip->value()));
    QVERIFY(!chip->toolTip().isEmpty());
    const QList<QAction *> spans = child<QMenu>(u"createdFilterMenu"_s)->actions();
    (*std::ranges::find(spans, u"today"_s, &QAction::text))->trigger();
    QCOMPARE(chip->value(), u"today, "_s + zone);
}

void TestJobsPage::takesWholeDays()
{
    open();
    const QDate first(2026, 11, 21);
    const QDate last(2026, 11, 22);
    const QList<QAction *> spans = child<QMenu>(u"createdFilterMenu"_s)->actions();
    const auto choose = [&] { spans.last()->trigger(); };
    const auto dialog = [this] { return m_page->window()->findChild<QDialog *>(u"rangeDialog"_s); };
    const auto box = [&](const QString &name) { return dialog()->findChild<QCheckBox *>(name); };
    const auto edit = [&](const QString &name) { return dialog()->findChild<QDateTimeEdit *>(name); };
    const auto show = [&] { dialog()->findChild<QPushButton *>(u"showRangeButton"_s)->click(); };
    const auto instant = [](const QDateTime &at) { return fromMillis(at.toMSecsSinceEpoch()); };

    choose();
    QTRY_VERIFY(dialog());
    QVERIFY(box(u"rangeFromWhole"_s)->isChecked()); // today, until told otherwise
    edit(u"rangeFrom"_s)->setDate(first);
    box(u"rangeToUsed"_s)->setChecked(true);
    edit(u"rangeTo"_s)->setDate(last);
    QCOMPARE(edit(u"rangeTo"_s)->displayFormat(), u"yyyy-MM-dd"_s);
    show();

    QTRY_COMPARE(m_backend->jobQueries.last().from, std::optional(instant(first.startOfDay())));
    QCOMPARE(m_backend->jobQueries.last().to, std::optional(instant(last.addDays(1).startOfDay())));
    QTRY_VERIFY(!dialog());

    choose(); // it comes back as it was given
    QTRY_VERIFY(dialog());
    QCOMPARE(edit(u"rangeFrom"_s)->date(), first);
    QCOMPARE(edit(u"rangeTo"_s)->date(), last);
    QVERIFY(box(u"rangeToWhole"_s)->isChecked());
    box(u"rangeToWhole"_s)->setChecked(false);
    edit(u"rangeTo"_s)->setTime(QTime(8, 30));
    show();

    QTRY_COMPARE(m_backend->jobQueries.last().to, std::optional(instant(QDateTime(last, QTime(8, 30)))));
    QCOMPARE(m_backend->jobQueries.last().from, std::optional(instant(first.startOfDay())));
}

void TestJobsPage::tellsTheZoneOfTheTimesInTheHead()
{
    open();
    const auto *model = m_page->list().table()->model();

    for (const int column : {models::JobsModel::Created, models::JobsModel::LastSent}) {
        const QString tip = model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
        QVERIFY(tip.startsWith(u"Local time: "_s));
    }
    QVERIFY(!model->headerData(models::JobsModel::Event, Qt::Horizontal, Qt::ToolTipRole).isValid());
}

void TestJobsPage::searchesInTheChosenFields()
{
    open();
    auto *button = child<ui::Button>(u"searchScopeButton"_s);
    QCOMPARE(button->text(), u"in all 6 fields"_s);
    const auto asked = m_backend->jobQueries.size();
    tick(u"searchScopeMenu"_s, u"Order"_s);
    QCOMPARE(button->text(), u"in Order"_s);
    QCOMPARE(m_backend->jobQueries.size(), asked); // nothing is searched yet
    QTest::keyClicks(m_page->list().search(), u"acme"_s);
    QTest::keyClick(m_page->list().search(), Qt::Key_Return);
    QCOMPARE(m_backend->jobQueries.last().searchIn, QList<JobAttribute>{JobAttribute::OrderId});
    QTRY_VERIFY(child<ui::Button>(u"jobStateAction"_s)->isVisible());

    tick(u"searchScopeMenu"_s, u"Subscriber"_s);

    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 50);
    QCOMPARE(button->text(), u"in Subscriber, Order"_s);
    tick(u"searchScopeMenu"_s, u"Callback URL"_s);
    QCOMPARE(button->text(), u"in 3 fields"_s);
    JobQuery led;
    m_page->visit({ui::place::kJobs, led});
    QCOMPARE(button->text(), u"in all 6 fields"_s);
}

void TestJobsPage::searchesInAllOfThemWhenAllAreChosen()
{
    open();
    m_page->scope().show({JobAttribute::Event,
                          JobAttribute::Status,
                          JobAttribute::Subscriber,
                          JobAttribute::CallbackUrl,
                          JobAttribute::OrderId});
    QCOMPARE(m_page->scope().attributes().size(), 5);

    tick(u"searchScopeMenu"_s, u"Address"_s);

    QVERIFY(m_page->scope().attributes().isEmpty());
}

void TestJobsPage::narrowsToACallbackUrl()
{
    open();
    emit child<ui::FilterChip>(u"callbackUrlFilter"_s)->aboutToOpen();
    const QString url = u"https://api.harbor.example/in"_s;
    QTRY_VERIFY(child<ui::ChoiceMenu>(u"callbackUrlFilterMenu"_s)->actions().size() > 5);

    tick(u"callbackUrlFilterMenu"_s, u"api.harbor.example/in"_s);

    QCOMPARE(m_backend->jobQueries.last().callbackUrls, QStringList{url});
    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 50);
    QVERIFY(child<ui::Button>(u"clearFilterButton"_s)->isVisible());
    m_page->filters().clear();
    QVERIFY(m_backend->jobQueries.last().callbackUrls.isEmpty());
}

void TestJobsPage::showsAnAmpersandInAUrl()
{
    ui::ChoiceMenu menu(u"menu"_s);
    menu.setChoices({{u"key"_s, u"acme.example/in?a=1&b=2"_s}});
    menu.setChosen({u"key"_s});

    QCOMPARE(menu.actions().constLast()->text(), u"acme.example/in?a=1&&b=2"_s);
    QCOMPARE(menu.chosenText(), u"acme.example/in?a=1&b=2"_s);
}

void TestJobsPage::countsTheRowsThatAServerReallyGave()
{
    m_backend->known.tellsAttempts = false;
    m_backend->mostRows = 40; // of the 100 that it is asked for
    open();
    const auto *range = child<QLabel>(u"jobPagingRange"_s);
    QTRY_COMPARE(range->text(), u"1–40 of 300"_s);
    QCOMPARE(child<QLabel>(u"jobPagingPages"_s)->text(), u"Page 1 of 8"_s);

    child<ui::Button>(u"jobPagingNext"_s)->click();
    QTRY_COMPARE(range->text(), u"41–80 of 300"_s);
    child<ui::Button>(u"jobPagingLast"_s)->click();
    QTRY_COMPARE(range->text(), u"281–300 of 300"_s);
    QVERIFY(!child<ui::Button>(u"jobPagingNext"_s)->isEnabled());
    child<ui::Button>(u"jobPagingPrevious"_s)->click();
    QTRY_COMPARE(range->text(), u"241–280 of 300"_s);
}

void TestJobsPage::saysOfManyWhereNobodyCounted()
{
    const ui::Theme theme(ui::Scheme::Light);
    ui::PagingBar bar(theme, u"uncounted"_s);
    tacklebox::Page<Job> page;
    page.number = 1;
    page.size = 100;
    page.rows.fill(Job(), 100);
    page.next = u"there"_s;

    bar.show(page);

    QCOMPARE(bar.findChild<QLabel *>(u"uncountedRange"_s)->text(), u"1\u2013100 of many"_s);
    QCOMPARE(bar.findChild<QLabel *>(u"uncountedPages"_s)->text(), u"Page 1"_s);
    QVERIFY(bar.findChild<ui::Button *>(u"uncountedNext"_s)->isEnabled());
    QVERIFY(!bar.findChild<ui::Button *>(u"uncountedLast"_s)->isEnabled());
}

void TestJobsPage::saysHowOldAJobOfTheCacheIs()
{
    m_backend->hasRuns = false;
    m_backend->known.connection = u"Plano"_s;
    m_backend->known.kind = u"planomatic"_s;
    m_backend->known.tellsAttempts = false;
    open();
    const auto isMarked = [this] {
        const auto labels = child<QWidget>(u"jobVerdict"_s)->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [](const QLabel *label) {
            return label->text().contains(u"This is as told at "_s);
        });
    };
    QTRY_VERIFY(m_page->list().table()->model()->rowCount() > 1);
    for (JobDetail &row : m_backend->jobRows) {
        if (row.job.id.value != idAt(0))
            continue;
        row.source = PageSource::Cache;
        row.asOf = test::noon();
    }

    m_page->list().table()->selectRow(0);

    QTRY_VERIFY(isMarked());
    m_page->list().table()->selectRow(1); // that one the server gave just now
    QTRY_VERIFY(!isMarked());
}

// It leaves this computer: whoever runs the receiver reads it.
void TestJobsPage::reportHoldsNoCredential()
{
    JobDetail detail{test::jobOf(1, JobState::Failed, 500), {}, {}};
    detail.job.callbackUrl = u"https://acme.example/in?key=t0psecret"_s;
    Attempt attempt = test::attemptOf(1, test::noon(), Outcome::RefusedStatus, 500);
    attempt.request.url = detail.job.callbackUrl;
    attempt.request.headers.append(Header{"X-Sesame", "t0psecret"});
    attempt.request.headers.append(Header{"authorization", "Bearer t0psecret"});
    detail.attemptLog = {attempt};

    const QString report = ui::reportOf(detail);

    QVERIFY2(!report.contains(u"t0psecret"_s), qPrintable(report));
    QVERIFY(report.contains(u"X-Sesame: ••••"_s));
    QVERIFY(report.contains(u"X-Tacklebox-Job: 0191a3c4-6d2e-7b1f-9a55-3f6c0d9e4b21"_s));
    QVERIFY(report.contains(u"https://acme.example/in"_s));
}

void TestJobsPage::countsTheFailuresOfTheShownConnection()
{
    test::FakeBackend engine;
    test::FakeBackend account;
    engine.figures.unread = 23;
    account.figures.unread = 0;
    test::FakeConnections connections;
    connections.add(u"local"_s, engine);
    connections.add(u"Plano"_s, account);
    ui::PageRegistry pages;
    ui::Figures figures(connections);
    ui::JobsBadge badge(pages, connections, figures, &pages);
    const QString jobs(ui::place::kJobs);

    figures.ask();
    QTRY_COMPARE(pages.badge(jobs), 23);
    emit account.statisticsChanged(account.figures); // it has nothing to say of the engine's
    QCOMPARE(pages.badge(jobs), 23);
    badge.follow(u"Plano"_s);
    QCOMPARE(pages.badge(jobs), 0);
    account.figures.unread = 4;
    emit account.statisticsChanged(account.figures);
    QCOMPARE(pages.badge(jobs), 4);
    badge.follow(kFleet);
    QCOMPARE(pages.badge(jobs), 27);
    QVERIFY(pages.badgeMeaning(jobs).contains(u"read here"_s)); // the servers may have more
    badge.follow(u"local"_s);
    QCOMPARE(pages.badge(jobs), 23);
    QCOMPARE(pages.badgeMeaning(jobs), u"Jobs that failed or were blocked"_s);
}

QTEST_MAIN(TestJobsPage)
#include "tst_jobspage.moc"
