// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/column.h"
#include "models/shorttext.h"
#include "models/subscribersmodel.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/listpanel.h"
#include "ui/pagingbar.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

class TestSubscribersPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsWhatTheBackendHas();
    void searchesOnceTheTypingRests();
    void sortsByWhatTheBackendCan();
    void emptyProfileOffersANewOne();
    void failedListSaysWhyAndTriesAgain();
    void createsAndSelectsTheNewOne();
    void editsByEnter();
    void saveIsHeldUntilItIsMended();
    void refusedSaveKeepsTheDraftAtItsField();
    void editOfAnotherPersonIsShownAndReplacedOnlyOnPurpose();
    void typedEventIsTakenAlong();
    void twinStatusIsOffered();
    void generatedSecretIsSet();
    void closingAsksBeforeLosingAnEdit();
    void disablesAndEnables();
    void saysHowOneIsThatWasStopped();
    void asksWhatBecomesOfHeldJobs_data();
    void asksWhatBecomesOfHeldJobs();
    void asksAboutHeldJobsOnce();
    void opensTheRowThatTabCameTo();
    void saysWhatBecomesOfASecretThatIsGiven();
    void showsWhenOneWasLastSentTo();
    void sortsFromTheFirstPage();
    void chosenOneWithoutANameIsNamedByItsAddress();
    void deleteNamesTheSubscriber();
    void newsMergeAndTheSelectionStays();
    void testLeadsToTheTestPage();
    void everyControlHasAName();

private:
    template<typename T>
    T *part(const QString &name)
    {
        auto *found = m_page->findChild<T *>(name);
        if (found == nullptr)
            qWarning("no part named %s", qPrintable(name));
        return found;
    }
    void click(const QString &name) { part<QPushButton>(name)->click(); }
    void type(const QString &name, const QString &text)
    {
        auto *edit = part<QLineEdit>(name);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    SubscriberEditor *editor() { return m_page->findChild<SubscriberEditor *>(); }
    void openEditorOf(const QString &id)
    {
        m_page->list().select(id);
        click(u"editButton"_s);
        QTRY_VERIFY(editor() != nullptr);
    }
    QTableView *table() { return part<QTableView>(u"subscriberTable"_s); }

    Theme m_theme{Scheme::Light};
    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<SubscribersPage> m_page;
};

void TestSubscribersPage::init()
{
    m_connections = std::make_unique<test::FakeConnections>();
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->subscriberRows = test::busySubscribers(test::noon());
    m_page.reset(makeSubscribersPage(m_theme, *m_connections, *m_backend));
    m_page->resize(816, 600);
    m_page->show();
    m_page->activate();
    QTRY_COMPARE(table()->model()->rowCount(), int(m_backend->subscriberRows.size()));
}

void TestSubscribersPage::cleanup()
{
    m_page.reset();
    m_backend.reset();
}

void TestSubscribersPage::showsWhatTheBackendHas()
{
    QCOMPARE(table()->model()->index(0, 1).data().toString(), u"Acme orders"_s);
    QCOMPARE(table()->model()->index(0, 2).data().toString(), u"acme.example/webhooks/v2/orders"_s);
    QVERIFY(!part<QPushButton>(u"editButton"_s)->isEnabled());
}

void TestSubscribersPage::searchesOnceTheTypingRests()
{
    const auto asked = m_backend->subscriberQueries.size();

    QTest::keyClicks(part<QLineEdit>(u"subscriberSearch"_s), u"harbor"_s);

    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(m_backend->subscriberQueries.size(), asked + 1);
    QCOMPARE(m_backend->subscriberQueries.last().search, u"harbor"_s);
}

void TestSubscribersPage::sortsByWhatTheBackendCan()
{
    auto *header = table()->horizontalHeader();
    const auto asked = m_backend->subscriberQueries.size();

    emit header->sectionClicked(3); // how many events: the backend can't
    QCOMPARE(m_backend->subscriberQueries.size(), asked);
    emit header->sectionClicked(2);

    QCOMPARE(m_backend->subscriberQueries.last().sort, SubscriberSort::Url);
}

void TestSubscribersPage::emptyProfileOffersANewOne()
{
    m_backend->subscriberRows.clear();
    m_page->activate();

    QTRY_COMPARE(part<QLabel>(u"subscriberStateTitle"_s)->text(), u"No subscribers yet"_s);
    click(u"subscriberStateAction"_s);

    QVERIFY(editor() != nullptr);
}

void TestSubscribersPage::failedListSaysWhyAndTriesAgain()
{
    m_backend->failure = Error{ErrorKind::Failed, Reason::DatabaseBusy, {}, u"x.db"_s, {}, {}, 0};
    m_page->activate();
    QTRY_VERIFY(part<QLabel>(u"subscriberStateTitle"_s)->text().contains(u"x.db"_s));

    m_backend->failure.reset();
    click(u"subscriberStateAction"_s);

    QCOMPARE(m_backend->refreshes, 1); // not what is kept here
    QTRY_VERIFY(table()->isVisible());
}

void TestSubscribersPage::createsAndSelectsTheNewOne()
{
    click(u"newButton"_s);
    QVERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled());
    QVERIFY(part<QLabel>(u"mendLabel"_s)->text().contains(u"Still needed"_s));
    type(u"nameEdit"_s, u"Northlight"_s);
    type(u"callbackUrlEdit"_s, u"https://northlight.example/in"_s);
    QCOMPARE(part<QPushButton>(u"saveButton"_s)->text(), u"Save to Built-in engine"_s);
    click(u"saveButton"_s);

    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(m_backend->drafts[0].changes,
             (Fields{{u"name"_s, u"Northlight"_s}, {u"callback_url"_s, u"https://northlight.example/in"_s}}));
    QTRY_COMPARE(table()->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table()->currentIndex().siblingAtColumn(1).data().toString(), u"Northlight"_s);
}

void TestSubscribersPage::editsByEnter()
{
    m_page->list().select(u"2"_s);
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Return);

    QTRY_VERIFY(editor() != nullptr);
    QCOMPARE(editor()->windowTitle(), u"Edit “Harbor CRM”"_s);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Harbor CRM"_s);
}

void TestSubscribersPage::saveIsHeldUntilItIsMended()
{
    openEditorOf(u"1"_s);

    type(u"successCodeEdit"_s, u"20x"_s);
    QVERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled());
    QVERIFY(part<QLabel>(u"mendLabel"_s)->text().contains(u"20x"_s));
    QVERIFY(part<QLabel>(u"changesLabel"_s)->text().contains(u"nothing → 20x"_s));
    QVERIFY(!part<QWidget>(u"successCodeEditFinding"_s)->accessibleName().isEmpty());

    type(u"successCodeEdit"_s, u"200"_s);
    QVERIFY(part<QPushButton>(u"saveButton"_s)->isEnabled());
    QVERIFY(part<QWidget>(u"successCodeEditFinding"_s)->accessibleName().isEmpty());
}

void TestSubscribersPage::refusedSaveKeepsTheDraftAtItsField()
{
    openEditorOf(u"1"_s);
    type(u"keyEdit"_s, u"taken"_s);
    m_backend->failure = invalid(Reason::AlreadyTaken, u"key"_s, u"taken"_s);
    click(u"saveButton"_s);

    QTRY_VERIFY(part<QWidget>(u"keyEditFinding"_s)->accessibleName().contains(u"taken"_s));
    QVERIFY(editor()->isVisible());
    QCOMPARE(part<QLineEdit>(u"keyEdit"_s)->text(), u"taken"_s);

    m_backend->failure.reset();
    type(u"keyEdit"_s, u"free"_s);
    click(u"saveButton"_s);

    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().changes, (Fields{{u"key"_s, u"free"_s}}));
}

void TestSubscribersPage::editOfAnotherPersonIsShownAndReplacedOnlyOnPurpose()
{
    openEditorOf(u"1"_s);
    type(u"nameEdit"_s, u"Mine"_s);
    m_backend->subscriberRows[0].fields[u"name"_s] = u"Theirs"_s;
    m_backend->subscriberRows[0].fields[u"success_code"_s] = u"204"_s;
    m_backend->failure = Error{ErrorKind::Conflict, Reason::Unspecified, u"name"_s, u"1"_s, {}, {}, 0};
    click(u"saveButton"_s);

    QTRY_VERIFY(part<QWidget>(u"nameEditFinding"_s)->accessibleName().contains(u"Somebody else"_s));
    QVERIFY(part<QLabel>(u"changesLabel"_s)->text().contains(u"Theirs → Mine"_s));
    QCOMPARE(part<QLineEdit>(u"successCodeEdit"_s)->text(), u"204"_s);

    m_backend->failure.reset();
    click(u"saveButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().base.value(u"name"_s).toString(), u"Theirs"_s);
    QCOMPARE(m_backend->drafts.back().changes, (Fields{{u"name"_s, u"Mine"_s}}));
}

void TestSubscribersPage::typedEventIsTakenAlong()
{
    openEditorOf(u"1"_s);

    type(u"eventsSearchEdit"_s, u"quote_request:created"_s);
    QTest::keyClick(part<QLineEdit>(u"eventsSearchEdit"_s), Qt::Key_Return);

    QVERIFY(editor() != nullptr); // Enter chose the event and nothing else
    QVERIFY(part<QLabel>(u"triggerSentence"_s)->text().contains(u"any of 2 events"_s));
    click(u"saveButton"_s);
    QTRY_COMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(m_backend->drafts[0].changes.value(u"events"_s).toArray(),
             (QJsonArray{u"order.*"_s, u"quote_request:created"_s}));
}

void TestSubscribersPage::twinStatusIsOffered()
{
    openEditorOf(u"1"_s);

    part<QAbstractButton>(u"canceledChip"_s)->click();
    auto *trap = part<QLabel>(u"spellingTrapLabel"_s);
    QVERIFY(trap->text().contains(u"cancelled"_s));
    emit trap->linkActivated(u"both"_s);

    QVERIFY(part<QAbstractButton>(u"cancelledChip"_s)->isChecked());
    QVERIFY(trap->text().isEmpty());
    QVERIFY(part<QLabel>(u"triggerSentence"_s)->text().contains(u"any of 2 order statuses"_s));
}

void TestSubscribersPage::generatedSecretIsSet()
{
    openEditorOf(u"1"_s);

    click(u"secretGenerateButton"_s);
    const QByteArray shown = part<QLineEdit>(u"secretEdit"_s)->text().toUtf8();
    click(u"saveButton"_s);

    QTRY_COMPARE(m_backend->drafts.size(), 1U);
    const SecretEdit &edit = m_backend->drafts[0].secrets.at(u"secret"_s);
    QVERIFY(shown.size() >= 32);
    QCOMPARE(edit.action, SecretEdit::Action::Set);
    QCOMPARE(edit.value.reveal(), shown);
}

void TestSubscribersPage::closingAsksBeforeLosingAnEdit()
{
    openEditorOf(u"1"_s);
    type(u"nameEdit"_s, u"Other"_s);

    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    QVERIFY(editor()->isVisible());
    click(u"keepButton"_s);
    QTRY_VERIFY(editor()->findChild<QMessageBox *>() == nullptr);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Other"_s);

    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    click(u"confirmButton"_s);

    QTRY_VERIFY(editor() == nullptr);
    QVERIFY(m_backend->drafts.empty());
}

void TestSubscribersPage::opensTheRowThatTabCameTo()
{
    table()->setFocus(Qt::TabFocusReason);
    table()->setCurrentIndex({});
    table()->selectionModel()->setCurrentIndex(table()->model()->index(0, 0), QItemSelectionModel::NoUpdate);
    QTest::keyClick(table(), Qt::Key_Down);
    QCOMPARE(table()->selectionModel()->selectedRows().value(0).row(), 0);
    QTest::keyClick(table(), Qt::Key_Return);

    QTRY_VERIFY(editor() != nullptr);
}

void TestSubscribersPage::saysWhatBecomesOfASecretThatIsGiven()
{
    m_backend->figures.secrets.lasts = Keeping::Lasts::ThisRun;
    click(u"newButton"_s);
    QTRY_VERIFY(editor() != nullptr);
    auto *notice = editor()->findChild<QWidget *>(u"noticeBar"_s);
    QVERIFY(!notice->isVisible());

    editor()->findChild<QPushButton *>(u"secretGenerateButton"_s)->click();

    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->findChild<QLabel *>(u"noticeSummary"_s)->text().contains(u"until Tacklebox is closed"_s));
}

void TestSubscribersPage::showsWhenOneWasLastSentTo()
{
    const Instant later = test::noon() + std::chrono::hours(1);
    Job job;
    job.id = {u"900"_s};
    job.subscriberId = m_backend->subscriberRows.at(0).id;
    job.lastSentAt = later;
    emit m_backend->jobsChanged({{job}, false});

    const QModelIndex cell = table()->model()->index(0, models::SubscribersModel::LastSent);
    QCOMPARE(cell.data().toString(), models::timeText(later));
    job.lastSentAt = later - std::chrono::hours(9); // an older attempt takes nothing back
    emit m_backend->jobsChanged({{job}, false});
    QCOMPARE(cell.data().toString(), models::timeText(later));
}

void TestSubscribersPage::sortsFromTheFirstPage()
{
    emit part<PagingBar>(u"subscriberPaging"_s)->asked({2, 100, u"there"_s});
    QTRY_COMPARE(m_backend->subscriberQueries.last().page.number, 2);

    emit part<TableView>(u"subscriberTable"_s)
        ->sortAsked(models::SubscribersModel::columnOf(SubscriberSort::Url), Qt::AscendingOrder);

    QCOMPARE(m_backend->subscriberQueries.last().sort, SubscriberSort::Url);
    QCOMPARE(m_backend->subscriberQueries.last().page, (PageRequest{1, 100, {}}));
}

void TestSubscribersPage::disablesAndEnables()
{
    m_page->list().select(u"1"_s);
    QCOMPARE(part<QPushButton>(u"switchButton"_s)->text(), u"Disable"_s);
    click(u"switchButton"_s);

    QTRY_COMPARE(part<QPushButton>(u"switchButton"_s)->text(), u"Enable"_s);
    QCOMPARE(m_backend->drafts[0].changes, (Fields{{u"active"_s, false}}));
    QCOMPARE(table()->model()->index(0, 0).data(models::StateRole).value<SubscriberState>(),
             SubscriberState::Stopped);
}

void TestSubscribersPage::asksWhatBecomesOfHeldJobs_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<int>("dropped");
    QTest::addColumn<bool>("isStarted");
    QTest::newRow("send") << u"sendHeldButton"_s << 0 << true;
    QTest::newRow("drop") << u"dropHeldButton"_s << 1 << true;
    QTest::newRow("leave") << u"leaveStoppedButton"_s << 0 << false;
}

void TestSubscribersPage::asksWhatBecomesOfHeldJobs()
{
    QFETCH(QString, button);
    QFETCH(int, dropped);
    QFETCH(bool, isStarted);
    m_page->list().select(u"1"_s);
    click(u"switchButton"_s);
    QTRY_COMPARE(part<QPushButton>(u"switchButton"_s)->text(), u"Enable"_s);
    for (int number : {1, 2}) {
        Job held = test::jobOf(number, JobState::Held);
        held.subscriberId = {u"1"_s};
        m_backend->jobRows << JobDetail{held, {}, {}};
    }

    click(u"switchButton"_s);
    QTRY_VERIFY(part<QMessageBox>(u"heldBox"_s));
    QVERIFY(part<QMessageBox>(u"heldBox"_s)->informativeText().contains(u"2 jobs were held"_s));
    click(button);

    QTRY_COMPARE(m_backend->droppedQueries.size(), dropped);
    QTRY_COMPARE(part<QPushButton>(u"switchButton"_s)->text(), isStarted ? u"Disable"_s : u"Enable"_s);
    if (dropped > 0)
        QCOMPARE(m_backend->droppedQueries.first().states, QList<JobState>{JobState::Held});
}

void TestSubscribersPage::asksAboutHeldJobsOnce()
{
    m_page->list().select(u"1"_s);
    click(u"switchButton"_s);
    QTRY_COMPARE(part<QPushButton>(u"switchButton"_s)->text(), u"Enable"_s);
    Job held = test::jobOf(1, JobState::Held);
    held.subscriberId = {u"1"_s};
    m_backend->jobRows << JobDetail{held, {}, {}};
    openEditorOf(u"1"_s);
    part<QCheckBox>(u"activeCheck"_s)->click();

    click(u"saveButton"_s);
    click(u"saveButton"_s); // before anybody knows how many are held
    QTRY_VERIFY(m_page->findChild<QMessageBox *>(u"heldBox"_s) != nullptr);
    QCOMPARE(m_page->findChildren<QMessageBox *>(u"heldBox"_s).size(), 1);

    click(u"leaveStoppedButton"_s);
    QTRY_VERIFY(m_page->findChild<QMessageBox *>(u"heldBox"_s) == nullptr);
    click(u"saveButton"_s); // it can be asked again
    QTRY_VERIFY(m_page->findChild<QMessageBox *>(u"heldBox"_s) != nullptr);
    click(u"sendHeldButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.size(), 2U);
}

void TestSubscribersPage::chosenOneWithoutANameIsNamedByItsAddress()
{
    m_backend->subscriberRows[0].name.clear();
    m_backend->subscriberRows[0].url = u"https://acme.example/in"_s;
    emit m_backend->subscribersChanged({m_backend->subscriberRows[0]});

    m_page->list().select(u"1"_s);

    QCOMPARE(part<QLabel>(u"chosenSubscriberLabel"_s)->text(), u"acme.example/in"_s);
}

void TestSubscribersPage::deleteNamesTheSubscriber()
{
    m_page->list().select(u"1"_s);
    QTest::keyClick(table(), Qt::Key_Delete);

    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    QCOMPARE(part<QPushButton>(u"confirmButton"_s)->text(), u"Delete “Acme orders”"_s);
    QVERIFY(m_backend->removedIds.isEmpty());
    click(u"confirmButton"_s);

    QTRY_COMPARE(m_backend->removedIds, (QList<SubscriberId>{{u"1"_s}}));
    QCOMPARE(table()->model()->index(0, 1).data().toString(), u"Harbor CRM"_s);
}

void TestSubscribersPage::newsMergeAndTheSelectionStays()
{
    m_page->list().select(u"3"_s);
    Subscriber changed = m_backend->subscriberRows.at(0);
    changed.name = u"Acme renamed"_s;
    emit m_backend->subscribersChanged({changed});

    QCOMPARE(table()->model()->index(0, 1).data().toString(), u"Acme renamed"_s);
    emit m_backend->subscribersRemoved({changed.id});

    QCOMPARE(table()->selectionModel()->selectedRows().first().data(models::IdRole).toString(), u"3"_s);
}

void TestSubscribersPage::testLeadsToTheTestPage()
{
    QSignalSpy led(m_page.get(), &ui::Page::placeAsked);
    m_page->list().select(u"2"_s);
    click(u"testButton"_s);

    QCOMPARE(led.size(), 1);
    const auto asked = led.first().first().value<Place>();
    QCOMPARE(asked.page, place::kTest);
    QCOMPARE(std::get<SubscriberId>(asked.what), (SubscriberId{u"2"_s}));
}

void TestSubscribersPage::everyControlHasAName()
{
    openEditorOf(u"1"_s);
    for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
        const bool isPart = widget->objectName().startsWith("qt_"_L1)
            || qobject_cast<const QAbstractScrollArea *>(widget->parentWidget()) != nullptr;
        const bool isControl = qobject_cast<const QAbstractButton *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QTableView *>(widget);
        if (!isControl || isPart || widget->objectName().endsWith("StateAction"_L1)
            || widget->objectName().endsWith("StateLink"_L1) // without a word until it is shown
            || widget->inherits("QTableCornerButton") || widget->inherits("QToolButton")
            || widget->parentWidget()->inherits("QComboBox"))
            continue;
        QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 qPrintable(widget->objectName()));
    }
}

void TestSubscribersPage::saysHowOneIsThatWasStopped()
{
    auto *summary = m_page->findChild<QLabel *>(u"healthSummary"_s);
    QVERIFY(!summary->isVisible());
    Subscriber row = m_backend->subscriberRows.front();
    row.state = SubscriberState::TooManyErrors;
    row.isActive = false;
    row.health = {9, test::noon(), test::noon(), StopReason::Failures, test::noon(), u"answered 500"_s};
    m_backend->subscriberRows.front() = row;
    emit m_backend->subscribersChanged({row});
    m_page->list().select(row.id.value);

    QTRY_VERIFY(summary->isVisible());
    QVERIFY2(summary->text().contains(u"9 failure"_s), qPrintable(summary->text()));
    auto *advice = m_page->findChild<QLabel *>(u"healthAdvice"_s);
    QVERIFY2(advice->text().contains(u"answered 500"_s) && advice->text().contains(u"A test that passes"_s),
             qPrintable(advice->text()));
    const QModelIndex state = m_page->list().current().siblingAtColumn(models::SubscribersModel::State);
    QVERIFY(state.data(Qt::ToolTipRole).toString().contains(u"answered 500"_s));

    row.state = SubscriberState::Active;
    row.isActive = true;
    row.health = {};
    emit m_backend->subscribersChanged({row});
    QTRY_VERIFY(!summary->isVisible());
}

QTEST_MAIN(TestSubscribersPage)
#include "tst_subscriberspage.moc"
