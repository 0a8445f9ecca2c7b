// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/column.h"
#include "models/eventsmodel.h"
#include "models/shorttext.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/eventscontroller.h"
#include "ui/eventspage.h"
#include "ui/publishdialog.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

class TestEventsPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheBodyOfTheChosenOne();
    void leadsToTheJobsOfAnEvent();
    void searches();
    void publishesASampleAndSaysHowManyJobs();
    void showsTheJobsThatWereMade();
    void bodyThatIsNoJsonIsToldWithItsLine();
    void eventWithoutATypeIsNotPublished();
    void takesTheBodyFromAFile();
    void fileThatCantBeReadIsTold();
    void refusedEventIsToldAtItsField();
    void publishesOneLikeIt();
    void emptyPageOffersToPublish();
    void newEventsArriveAndTheSelectionStays();
    void showsWhenAScheduledOneIsDue();
    void cancelsAScheduledOneAfterAsking();

private:
    template<typename T>
    T *part(const QString &name)
    {
        return m_page->findChild<T *>(name);
    }
    QTableView *table() { return part<QTableView>(u"eventTable"_s); }
    PublishDialog *openDialog()
    {
        part<QPushButton>(u"publishEventButton"_s)->click();
        return m_page->findChild<PublishDialog *>();
    }

    Theme m_theme{Scheme::Light};
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<EventsPage> m_page;
};

void TestEventsPage::init()
{
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->eventRows = test::busyEvents(20, test::noon());
    m_page.reset(makeEventsPage(m_theme, *m_backend));
    m_page->resize(816, 600);
    m_page->show();
    m_page->activate();
    QTRY_COMPARE(table()->model()->rowCount(), 20);
}

void TestEventsPage::cleanup()
{
    m_page.reset();
    m_backend.reset();
}

void TestEventsPage::showsTheBodyOfTheChosenOne()
{
    QVERIFY(!part<QPushButton>(u"eventJobsButton"_s)->isEnabled());
    table()->selectRow(2);

    QTRY_VERIFY(part<QPlainTextEdit>(u"eventBody"_s)->toPlainText().contains(u"412000.10"_s));
    QVERIFY(part<QLabel>(u"eventTitle"_s)->text().contains(m_backend->eventRows.at(2).type));
}

void TestEventsPage::leadsToTheJobsOfAnEvent()
{
    QSignalSpy led(m_page.get(), &ui::Page::placeAsked);
    table()->selectRow(1);
    QTRY_VERIFY(part<QPushButton>(u"eventJobsButton"_s)->isEnabled());
    part<QPushButton>(u"eventJobsButton"_s)->click();

    const auto asked = led.first().first().value<Place>();
    QCOMPARE(asked.page, place::kJobs);
    QCOMPARE(std::get<JobQuery>(asked.what).events, (QList<EventId>{m_backend->eventRows.at(1).id}));
}

void TestEventsPage::searches()
{
    QTest::keyClicks(part<QLineEdit>(u"eventSearch"_s), u"nothing like it\r"_s);

    QTRY_VERIFY(part<QLabel>(u"eventStateTitle"_s)->text().contains(u"nothing like it"_s));
    part<QPushButton>(u"eventStateAction"_s)->click();

    QTRY_COMPARE(table()->model()->rowCount(), 20);
}

void TestEventsPage::publishesASampleAndSaysHowManyJobs()
{
    PublishDialog *dialog = openDialog();
    const QString type = part<QComboBox>(u"typeCombo"_s)->currentText();
    QVERIFY(!type.isEmpty());
    part<QPushButton>(u"publishButton"_s)->click();

    QTRY_COMPARE(m_backend->publishedDrafts.size(), 1);
    QCOMPARE(m_backend->publishedDrafts.first().type, type);
    QTRY_COMPARE(part<QLabel>(u"noticeSummary"_s) != nullptr, true);
    QTRY_COMPARE(dialog->findChild<QLabel *>(u"noticeSummary"_s)->text(), u"Published. 1 job was made."_s);
    QVERIFY(dialog->isVisible());
}

void TestEventsPage::showsTheJobsThatWereMade()
{
    QSignalSpy led(m_page.get(), &ui::Page::placeAsked);
    PublishDialog *dialog = openDialog();
    part<QPushButton>(u"publishButton"_s)->click();
    QTRY_VERIFY(dialog->findChild<QPushButton *>(u"noticeAction"_s)->isVisible());
    dialog->findChild<QPushButton *>(u"noticeAction"_s)->click();

    QTRY_COMPARE(led.size(), 1);
    QCOMPARE(std::get<JobQuery>(led.first().first().value<Place>().what).events,
             (QList<EventId>{{u"900"_s}}));
}

void TestEventsPage::bodyThatIsNoJsonIsToldWithItsLine()
{
    openDialog();
    part<QPlainTextEdit>(u"bodyEdit"_s)->setPlainText(u"{\n\"a\": 1,\n}"_s);

    QVERIFY(part<QWidget>(u"bodyEditFinding"_s)->accessibleName().contains(u"line 3"_s));
    QVERIFY(!part<QPushButton>(u"publishButton"_s)->isEnabled());
}

void TestEventsPage::eventWithoutATypeIsNotPublished()
{
    openDialog();
    part<QComboBox>(u"typeCombo"_s)->setEditText(u"  "_s);

    QVERIFY(!part<QWidget>(u"typeComboFinding"_s)->accessibleName().isEmpty());
    QVERIFY(!part<QPushButton>(u"publishButton"_s)->isEnabled());
}

void TestEventsPage::takesTheBodyFromAFile()
{
    const QTemporaryDir directory;
    QFile file(directory.filePath(u"body.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"price\":1.10}");
    file.close();

    openDialog()->loadFile(file.fileName());
    QTRY_VERIFY(part<QPlainTextEdit>(u"bodyEdit"_s)->toPlainText().contains(u"1.10"_s));
    part<QPushButton>(u"publishButton"_s)->click();

    QTRY_COMPARE(m_backend->publishedDrafts.size(), 1);
    QVERIFY(m_backend->publishedDrafts.first().payload.contains("1.10"));
}

void TestEventsPage::fileThatCantBeReadIsTold()
{
    PublishDialog *dialog = openDialog();
    dialog->loadFile(u"/nowhere/body.json"_s);

    QTRY_VERIFY(dialog->findChild<QLabel *>(u"noticeSummary"_s)->text().contains(u"/nowhere/body.json"_s));
}

void TestEventsPage::refusedEventIsToldAtItsField()
{
    openDialog();
    m_backend->failure = invalid(Reason::TooLong, u"type"_s, u"200"_s);
    part<QPushButton>(u"publishButton"_s)->click();

    QTRY_VERIFY(!part<QWidget>(u"typeComboFinding"_s)->accessibleName().isEmpty());
    QVERIFY(m_page->findChild<PublishDialog *>()->isVisible());
}

void TestEventsPage::publishesOneLikeIt()
{
    table()->selectRow(0);
    QTRY_VERIFY(part<QPushButton>(u"publishAgainButton"_s)->isEnabled());
    part<QPushButton>(u"publishAgainButton"_s)->click();

    QCOMPARE(part<QComboBox>(u"typeCombo"_s)->currentText(), m_backend->eventRows.first().type);
    QCOMPARE(part<QLineEdit>(u"orderIdEdit"_s)->text(), m_backend->eventRows.first().orderId);
}

void TestEventsPage::emptyPageOffersToPublish()
{
    m_backend->eventRows.clear();
    m_page->activate();
    QTRY_COMPARE(part<QLabel>(u"eventStateTitle"_s)->text(), u"No events yet"_s);
    part<QPushButton>(u"eventStateAction"_s)->click();

    QVERIFY(m_page->findChild<PublishDialog *>() != nullptr);
}

void TestEventsPage::newEventsArriveAndTheSelectionStays()
{
    table()->selectRow(3);
    const QString chosen = table()->currentIndex().data(models::IdRole).toString();
    Event fresh = m_backend->eventRows.first();
    fresh.id = {u"777"_s};
    m_backend->eventRows.prepend(fresh);
    emit m_backend->eventsPublished(1);

    QTRY_COMPARE(table()->model()->rowCount(), 21);
    QCOMPARE(table()->selectionModel()->selectedRows().first().data(models::IdRole).toString(), chosen);
}

void TestEventsPage::showsWhenAScheduledOneIsDue()
{
    m_backend->eventRows.first().at = test::noon() + std::chrono::hours(24);
    m_backend->eventRows.first().waiting = 2;
    m_backend->eventRows[1].at = test::noon();
    m_backend->eventRows[1].waiting = 0;
    m_page->activate();

    const auto due = [this](int row) {
        return table()->model()->index(row, models::EventsModel::Due).data().toString();
    };
    QTRY_COMPARE(due(0), models::timeText(test::noon() + std::chrono::hours(24)));
    QCOMPARE(due(1), u"over"_s);
    QCOMPARE(due(2), u"\u2013"_s);
}

void TestEventsPage::cancelsAScheduledOneAfterAsking()
{
    m_backend->eventRows.first().waiting = 2;
    m_page->activate();
    auto *cancel = part<QPushButton>(u"cancelEventButton"_s);
    table()->selectRow(1);
    QTRY_VERIFY(part<QPushButton>(u"eventJobsButton"_s)->isEnabled());
    QVERIFY(!cancel->isVisible());
    table()->selectRow(0);
    QTRY_VERIFY(cancel->isVisible());
    cancel->click();
    auto *box = part<QMessageBox>(u"confirmBox"_s);
    QVERIFY(box);
    QVERIFY(m_backend->cancelledIds.isEmpty());
    box->findChild<QPushButton *>(u"confirmButton"_s)->click();

    QTRY_COMPARE(m_backend->cancelledIds, (QList<EventId>{m_backend->eventRows.first().id}));
    QTRY_COMPARE(part<QLabel>(u"noticeSummary"_s)->text(), u"Cancelled: 2 jobs are not sent."_s);
    QTRY_VERIFY(!cancel->isVisible());
}

QTEST_MAIN(TestEventsPage)
#include "tst_eventspage.moc"
