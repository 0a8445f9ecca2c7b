// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/activitycontroller.h"
#include "ui/activitypage.h"
#include "ui/inboxcontroller.h"
#include "ui/inboxpage.h"
#include "ui/settingscontroller.h"
#include "ui/settingspage.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

namespace {

QStringList schemes()
{
    return {u"none"_s, u"hookshot"_s};
}

std::vector<Setting> someSettings()
{
    return {{u"theme"_s, SettingKind::Choice, u"system"_s, u"system"_s, {u"system"_s, u"dark"_s}, u"How."_s},
            {u"allowed_networks"_s, SettingKind::List, QJsonArray(), QJsonArray(), {}, u"Where."_s},
            {u"smtp_password"_s, SettingKind::Secret, false, false, {}, u"Who."_s}};
}

ActivityEntry entryOf(const QString &id, bool canUndo)
{
    ActivityEntry entry;
    entry.id = {id};
    entry.at = test::noon();
    entry.subject = u"Acme"_s;
    entry.before = {{u"success_code"_s, u""_s}};
    entry.after = {{u"success_code"_s, u"200"_s}};
    entry.canUndo = canUndo;
    return entry;
}

} // namespace

class TestProfilePages : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { m_page.reset(); }
    void inboxStartsWithItsProgram();
    void inboxCopiesItsAddressAndStops();
    void inboxShowsWhatItCatches();
    void inboxThatCantListenSaysWhy();
    void inboxIsClearedAfterAsking();
    void activityUndoesWhatCanBeUndone();
    void activityThatFailsSaysWhy();
    void settingIsTakenAtOnce();
    void refusedSettingIsToldAtItsField();
    void secretSettingIsNeverShown();
    void triesTheMailServer();

private:
    template<typename T>
    T *part(const QString &name)
    {
        return m_page->findChild<T *>(name);
    }
    void show(ui::Page *page)
    {
        m_page.reset(page);
        page->resize(816, 560);
        page->show();
        page->activate();
    }
    void click(const QString &name) { part<QPushButton>(name)->click(); }

    test::FakeMails m_mails;
    Theme m_theme{Scheme::Light};
    std::unique_ptr<ui::Page> m_page;
};

void TestProfilePages::inboxStartsWithItsProgram()
{
    test::FakeInbox inbox;
    show(makeInboxPage(m_theme, inbox, schemes()));
    QTRY_COMPARE(part<QLabel>(u"captureStateTitle"_s)->text(), u"Nothing is caught yet"_s);

    part<QSpinBox>(u"respondSpin"_s)->setValue(503);
    part<QSpinBox>(u"delaySpin"_s)->setValue(250);
    part<QSpinBox>(u"failEverySpin"_s)->setValue(3);
    part<QComboBox>(u"inboxSchemeCombo"_s)->setCurrentIndex(1);
    part<QLineEdit>(u"inboxSecretEdit"_s)->setText(u"s3cr3t"_s);
    click(u"startInboxButton"_s);

    QTRY_COMPARE(inbox.programs.size(), 1U);
    QCOMPARE(inbox.programs[0].respond, 503);
    QCOMPARE(inbox.programs[0].delay.count(), 250);
    QCOMPARE(inbox.programs[0].failEvery, 3);
    QCOMPARE(inbox.programs[0].scheme, u"hookshot"_s);
    QCOMPARE(inbox.programs[0].secret.reveal(), "s3cr3t");
    QTRY_COMPARE(part<QLineEdit>(u"listenEdit"_s)->text(), inbox.url());
}

void TestProfilePages::inboxCopiesItsAddressAndStops()
{
    test::FakeInbox inbox;
    show(makeInboxPage(m_theme, inbox, schemes()));
    click(u"startInboxButton"_s);
    QTRY_VERIFY(part<QPushButton>(u"copyUrlButton"_s)->isVisible());

    click(u"copyUrlButton"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), inbox.url());
    click(u"stopInboxButton"_s);

    QTRY_VERIFY(inbox.url().isEmpty());
    QTRY_COMPARE(part<QLabel>(u"inboxStateLabel"_s)->text(), u"Not listening"_s);
}

void TestProfilePages::inboxShowsWhatItCatches()
{
    test::FakeInbox inbox;
    show(makeInboxPage(m_theme, inbox, schemes()));
    const QList<Capture> caught = test::busyCaptures(4, test::noon());
    inbox.tell(caught);

    auto *table = part<QTableView>(u"captureTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 4);
    table->selectRow(0);
    QTRY_VERIFY(part<QLabel>(u"captureTitle"_s)->text().contains(u"POST"_s));
    QVERIFY(!part<QPlainTextEdit>(u"captureBody"_s)->toPlainText().isEmpty());
    QVERIFY(!part<QPlainTextEdit>(u"captureHeaders"_s)->toPlainText().isEmpty());
    QVERIFY(!part<QWidget>(u"captureSignatureChip"_s)->accessibleName().isEmpty());
}

void TestProfilePages::inboxThatCantListenSaysWhy()
{
    test::FakeInbox inbox;
    show(makeInboxPage(m_theme, inbox, schemes()));
    inbox.failure = Error{ErrorKind::Conflict, Reason::AddressInUse, {}, u"127.0.0.1:80"_s, {}, {}, 0};
    click(u"startInboxButton"_s);

    QTRY_VERIFY(part<QWidget>(u"inboxFinding"_s)->accessibleName().contains(u"127.0.0.1:80"_s));
    QVERIFY(part<QPushButton>(u"startInboxButton"_s)->isEnabled());
}

void TestProfilePages::inboxIsClearedAfterAsking()
{
    test::FakeInbox inbox;
    inbox.rows = test::busyCaptures(2, test::noon());
    show(makeInboxPage(m_theme, inbox, schemes()));
    QTRY_VERIFY(part<QPushButton>(u"clearInboxButton"_s)->isEnabled());

    click(u"clearInboxButton"_s);
    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    QCOMPARE(inbox.rows.size(), 2);
    click(u"confirmButton"_s);

    QTRY_VERIFY(inbox.rows.isEmpty());
    QTRY_COMPARE(part<QLabel>(u"captureStateTitle"_s)->text(), u"Nothing is caught yet"_s);
}

void TestProfilePages::activityUndoesWhatCanBeUndone()
{
    test::FakeActivity activity;
    activity.rows = {entryOf(u"2"_s, true), entryOf(u"1"_s, false)};
    show(makeActivityPage(m_theme, activity));
    auto *table = part<QTableView>(u"activityTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);

    table->selectRow(1);
    QVERIFY(!part<QPushButton>(u"undoButton"_s)->isEnabled());
    table->selectRow(0);
    click(u"undoButton"_s);

    QTRY_COMPARE(activity.undone, (QList<ActivityId>{{u"2"_s}}));
}

void TestProfilePages::activityThatFailsSaysWhy()
{
    test::FakeActivity activity;
    activity.failure = Error{ErrorKind::Failed, Reason::DiskFull, {}, u"x.db"_s, {}, {}, 0};
    show(makeActivityPage(m_theme, activity));

    QTRY_VERIFY(part<QLabel>(u"activityStateTitle"_s)->text().contains(u"x.db"_s));
}

void TestProfilePages::settingIsTakenAtOnce()
{
    test::FakeSettings settings;
    settings.rows = someSettings();
    show(makeSettingsPage(m_theme, settings, m_mails));

    auto *combo = part<QComboBox>(u"themeCombo"_s);
    combo->setCurrentText(u"dark"_s);
    emit combo->textActivated(u"dark"_s);

    QTRY_COMPARE(settings.writtenTexts.value(u"theme"_s), u"dark"_s);
    QTRY_VERIFY(part<QLabel>(u"themeSaved"_s)->isVisible());
}

void TestProfilePages::refusedSettingIsToldAtItsField()
{
    test::FakeSettings settings;
    settings.rows = someSettings();
    settings.failure = invalid(Reason::NetworkForm, u"allowed_networks"_s, u"10.0"_s);
    show(makeSettingsPage(m_theme, settings, m_mails));

    auto *edit = part<QLineEdit>(u"allowedNetworksEdit"_s);
    edit->setFocus();
    QTest::keyClicks(edit, u"10.0\r"_s);

    QTRY_VERIFY(part<QWidget>(u"allowedNetworksFinding"_s)->accessibleName().contains(u"10.0"_s));
    QCOMPARE(edit->text(), u"10.0"_s); // what was typed stays
}

void TestProfilePages::secretSettingIsNeverShown()
{
    test::FakeSettings settings;
    settings.rows = someSettings();
    show(makeSettingsPage(m_theme, settings, m_mails));

    auto *edit = part<QLineEdit>(u"smtpPasswordEdit"_s);
    edit->setFocus();
    QTest::keyClicks(edit, u"hunter2\r"_s);

    QTRY_VERIFY(edit->text().isEmpty());
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
}

void TestProfilePages::triesTheMailServer()
{
    test::FakeSettings settings;
    settings.rows = someSettings();
    m_mails.outcome = MailOutcome{MailFault::AuthRefused, 535, u"535 5.7.8 bad credentials"_s, false};
    show(makeSettingsPage(m_theme, settings, m_mails));

    part<QLineEdit>(u"testMailEdit"_s)->setText(u" ops@example.org "_s);
    part<QPushButton>(u"testMailButton"_s)->click();

    QCOMPARE(m_mails.tested, QStringList{u"ops@example.org"_s});
    auto *summary = part<QLabel>(u"testMailVerdictSummary"_s);
    QTRY_VERIFY2(summary->text().contains(u"535 5.7.8 bad credentials"_s), qPrintable(summary->text()));
    QVERIFY(part<QLabel>(u"testMailVerdictAdvice"_s)->text().contains(u"smtp_user"_s));
    QVERIFY(part<QPushButton>(u"testMailButton"_s)->isEnabled());

    m_mails.outcome = fail(invalid(Reason::EmailForm, u"address"_s, u"ops"_s));
    QTest::keyClicks(part<QLineEdit>(u"testMailEdit"_s), u"\r"_s);
    QTRY_VERIFY2(summary->text().contains(u"no e-mail address"_s), qPrintable(summary->text()));
}

QTEST_MAIN(TestProfilePages)
#include "tst_profilepages.moc"
