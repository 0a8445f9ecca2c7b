// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/clock.h"
#include "models/column.h"
#include "models/shorttext.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/addbyiddialog.h"
#include "ui/fieldrow.h"
#include "ui/listpanel.h"
#include "ui/noticebar.h"
#include "ui/requestdialog.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/theme.h"
#include "ui/typedconfirm.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

namespace {

Error errorOf(ErrorKind kind, Reason reason)
{
    return {kind, reason, {}, u"planomatic.example"_s, {}, {}, 0};
}

} // namespace

// The subscriber editor where its backend is an account of production.
class TestRemoteEditor : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void namesThePlace();
    void asksForTheRequestBeforeSaving();
    void showsTheRequestAndCopiesIt();
    void saysWhyThereIsNoRequest();
    void localHasNoRequest();
    void lockedOneIsReadUntilItIsUnlocked();
    void lockThatComesBackStopsSaving();
    void conflictShowsBothAndMineIsSavedOverTheirs();
    void theirsIsTakenAndMineAgain();
    void newsOfAnotherEditIsShownWithoutBlocking();
    void sameNewsAgainChangesNoChoice();
    void ownNewsIsNoConflict();
    void fieldThatMovedCanBePutBack();
    void lostReplyIsReadAgainAndWasSaved();
    void lostReplyIsReadAgainAndWasNotSaved();
    void deletingAsksForTheName();
    void anotherHostAsksForTheName();
    void anotherPathDoesNot();
    void anotherVersionAsksFirst_data();
    void anotherVersionAsksFirst();
    void lateAnswerLeavesTheNextEditorAlone_data();
    void lateAnswerLeavesTheNextEditorAlone();
    void rereadEndsWhereASaveBegins();
    void saysWhatTheServerCannotTell();
    void saysWhereNobodyCanTell();
    void thePageTellsWhatASaveLeftUndone();
    void eachFieldTakesTheServersWords();
    void aSecretTakesOurWordsWhereTheServersAreKeptBack();
    void restartShowsTheLastErrorFirst();
    void unconfirmedCallsSaySo();
    void callsThatNobodyAllowedSaySo();
    void numberIsShownByItsName();
    void fieldOfNoUseIsHidden();
    void hintOffersWhatTheRuleTakes();
    void unknownFieldIsLeftAsItIs();
    void valueThatNobodyKnowsStaysSelectable();
    void secretSaysSinceWhenItIsSet();
    void tickedSubjectIsWrittenAsItStands();
    void eventsWithoutWildcardsStandUnderTheirSubject();
    void longListOfStatusesIsCut();
    void tellsOfTheLastDayAndLeadsToItsJobs();
    void tellsOfTheLastDayOnlyOfWhatIsSaved();
    void saysWhereTheLastDayIsTheCaches();
    void addsOneByItsId();
    void saysThatAServerHasNoList_data();
    void saysThatAServerHasNoList();

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
    TypedConfirm *question() { return m_page->findChild<TypedConfirm *>(); }
    QString text(const QString &label) { return part<QLabel>(label)->text(); }
    QString cell(int row, int column)
    {
        return part<QTableWidget>(u"conflictTable"_s)->item(row, column)->text();
    }
    void choose(const QString &name, int index) { part<QComboBox>(name)->setCurrentIndex(index); }
    Field &field(const QString &key)
    {
        return *std::ranges::find(m_backend->known.subscriberFields, key, &Field::key);
    }
    Fields &rowFields() { return m_backend->subscriberRows.front().fields; }
    QString tabText()
    {
        auto *tabs = part<QTabWidget>(u"editorTabs"_s);
        return tabs->tabText(tabs->currentIndex());
    }
    QStringList hintsAt(const QString &edit)
    {
        QStringList texts;
        for (const FieldRow *row : editor()->findChildren<FieldRow *>()) {
            if (row->handle()->objectName() == edit) {
                for (const QLabel *label : row->findChildren<QLabel *>())
                    texts << label->text();
            }
        }
        return texts;
    }
    QString findingAt(const QString &edit) { return part<QWidget>(edit + u"Finding"_s)->accessibleName(); }
    void makePage();
    void openEditor();
    void refuseSave(const Error &error);

    Theme m_theme{Scheme::Light};
    // A job of the last hour of the first subscriber.
    void addJob(int number)
    {
        Job job = test::jobOf(number, JobState::Delivered, 200);
        job.subscriberId = {u"1"_s};
        job.createdAt = SystemClock().now() - std::chrono::minutes(30);
        m_backend->jobRows << JobDetail{job, {}, {}};
    }

    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<SubscribersPage> m_page;
};

void TestRemoteEditor::init()
{
    m_connections = std::make_unique<test::FakeConnections>();
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->subscriberRows = test::busySubscribers(test::noon());
    m_backend->known.connection = u"PlanoMatic"_s;
    m_backend->known.kind = u"planomatic"_s;
    m_backend->known.environment = Environment::Production;
    m_connections->add(u"PlanoMatic"_s, *m_backend);
    makePage();
}

void TestRemoteEditor::makePage()
{
    m_page.reset(makeSubscribersPage(m_theme, *m_connections, *m_backend));
    m_page->resize(816, 600);
    m_page->show();
    m_page->activate();
    m_page->list().select(u"1"_s);
    QTRY_VERIFY(part<QPushButton>(u"editButton"_s)->isEnabled());
}

void TestRemoteEditor::cleanup()
{
    m_page.reset();
    m_backend.reset();
    m_connections.reset();
}

void TestRemoteEditor::openEditor()
{
    click(u"editButton"_s);
    QTRY_VERIFY(editor() != nullptr);
}

void TestRemoteEditor::refuseSave(const Error &error)
{
    m_backend->failure = error;
    click(u"saveButton"_s);
    QTRY_VERIFY(part<QPushButton>(u"showRequestButton"_s)->isEnabled()); // it is no more saving
    m_backend->failure.reset();
}

void TestRemoteEditor::namesThePlace()
{
    openEditor();

    QCOMPARE(part<QPushButton>(u"saveButton"_s)->text(), u"Save to PlanoMatic production"_s);
    QCOMPARE(text(u"placeLabel"_s), u"PlanoMatic production"_s);
}

void TestRemoteEditor::asksForTheRequestBeforeSaving()
{
    openEditor();

    click(u"showRequestButton"_s);

    QTRY_VERIFY(part<RequestDialog>(u"requestDialog"_s) != nullptr);
    QCOMPARE(text(u"requestSentence"_s), u"Nothing would be sent."_s);
    QVERIFY(m_backend->drafts.empty());
    click(u"closeRequestButton"_s);
    QTRY_VERIFY(m_page->findChild<RequestDialog *>() == nullptr);
    QVERIFY(editor()->isVisible());
}

void TestRemoteEditor::showsTheRequestAndCopiesIt()
{
    openEditor();
    const RequestPreview preview{
        "PUT", u"https://planomatic.example/subs/1"_s, {{"X-Token", "••••"}}, "{\"name\":\"Mine\"}"};

    editor()->showRequest(preview);

    QCOMPARE(part<QLineEdit>(u"requestLine"_s)->text(), u"PUT https://planomatic.example/subs/1"_s);
    QCOMPARE(part<QPlainTextEdit>(u"requestHeaders"_s)->toPlainText(), u"X-Token: ••••"_s);
    QCOMPARE(part<QPlainTextEdit>(u"requestBody"_s)->toPlainText(), u"{\n  \"name\": \"Mine\"\n}"_s);
    QCOMPARE(text(u"requestNote"_s), u"Secrets are masked; nothing was sent."_s);
    click(u"copyRequestButton"_s);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(
        u"curl -i -X PUT 'https://planomatic.example/subs/1'"_s));
}

void TestRemoteEditor::saysWhyThereIsNoRequest()
{
    openEditor();

    editor()->showRequest(fail(invalid(Reason::Required, u"version"_s)));

    QVERIFY(text(u"requestSentence"_s).contains(u"a value is needed"_s));
    QVERIFY(m_page->findChild<QPushButton *>(u"copyRequestButton"_s) == nullptr);
}

void TestRemoteEditor::localHasNoRequest()
{
    m_backend->known = test::localInfo();
    makePage();
    openEditor();

    QVERIFY(!part<QPushButton>(u"showRequestButton"_s)->isVisible());
    QCOMPARE(text(u"placeLabel"_s), u"Built-in engine"_s);
}

void TestRemoteEditor::lockedOneIsReadUntilItIsUnlocked()
{
    m_connections->lock(u"PlanoMatic"_s);
    for (const QString &name : {u"newButton"_s, u"switchButton"_s, u"deleteButton"_s}) {
        QVERIFY(!part<QPushButton>(name)->isEnabled());
        QVERIFY(part<QPushButton>(name)->toolTip().startsWith(u"PlanoMatic is locked"_s));
    }
    QVERIFY(part<QPushButton>(u"unlockButton"_s)->isVisible());
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);

    QVERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled());
    QCOMPARE(text(u"placeLabel"_s), u"PlanoMatic production · locked"_s);
    QVERIFY(text(u"mendLabel"_s).contains(u"is locked"_s));
    QVERIFY(text(u"mendLabel"_s).contains(u"Unlock for 15 minutes"_s));

    emit part<QLabel>(u"mendLabel"_s)->linkActivated(u"#unlock"_s);
    QTRY_VERIFY(part<QPushButton>(u"saveButton"_s)->isEnabled());
    QVERIFY(!m_connections->isLocked(u"PlanoMatic"_s));
    QVERIFY(part<QPushButton>(u"newButton"_s)->isEnabled());
    QVERIFY(part<QPushButton>(u"newButton"_s)->toolTip().isEmpty());
    click(u"saveButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().changes, (Fields{{u"name"_s, u"Mine"_s}}));
}

void TestRemoteEditor::lockThatComesBackStopsSaving()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    QVERIFY(part<QPushButton>(u"saveButton"_s)->isEnabled());

    m_connections->lock(u"PlanoMatic"_s);

    QTRY_VERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled());
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Mine"_s);
}

void TestRemoteEditor::conflictShowsBothAndMineIsSavedOverTheirs()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    m_backend->subscriberRows[0].fields[u"name"_s] = u"Theirs"_s;
    m_backend->subscriberRows[0].fields[u"success_code"_s] = u"204"_s;
    refuseSave(errorOf(ErrorKind::Conflict, Reason::RemoteChangedSince));

    auto *table = part<QTableWidget>(u"conflictTable"_s);
    QVERIFY(table->isVisible());
    QCOMPARE(table->rowCount(), 2);
    QCOMPARE(cell(0, 0), u"Name"_s);
    QCOMPARE(cell(0, 1), u"Acme orders"_s);
    QCOMPARE(cell(0, 2), u"Theirs"_s);
    QCOMPARE(cell(0, 3), u"Mine"_s);
    QCOMPARE(part<QComboBox>(u"nameChoice"_s)->currentText(), u"Keep mine"_s);
    QCOMPARE(part<QComboBox>(u"successCodeChoice"_s)->currentText(), u"Take theirs"_s);
    QVERIFY(text(u"mendLabel"_s).contains(u"Somebody else changed this meanwhile"_s));

    click(u"saveButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().base.value(u"name"_s).toString(), u"Theirs"_s);
    QCOMPARE(m_backend->drafts.back().base.value(u"success_code"_s).toString(), u"204"_s);
    QCOMPARE(m_backend->drafts.back().changes, (Fields{{u"name"_s, u"Mine"_s}}));
}

void TestRemoteEditor::theirsIsTakenAndMineAgain()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    type(u"keyEdit"_s, u"mine-key"_s);
    m_backend->subscriberRows[0].fields[u"name"_s] = u"Theirs"_s;
    m_backend->subscriberRows[0].fields[u"success_code"_s] = u"204"_s;
    refuseSave(errorOf(ErrorKind::Conflict, Reason::RemoteConflict));

    choose(u"nameChoice"_s, 1);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Theirs"_s);
    choose(u"nameChoice"_s, 0);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Mine"_s);
    choose(u"nameChoice"_s, 1);
    choose(u"successCodeChoice"_s, 0); // what only they changed goes back to what it was
    QCOMPARE(part<QLineEdit>(u"successCodeEdit"_s)->text(), QString());
    QCOMPARE(part<QLineEdit>(u"keyEdit"_s)->text(), u"mine-key"_s);

    click(u"saveButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().changes.keys(), (QStringList{u"key"_s, u"success_code"_s}));
    QCOMPARE(m_backend->drafts.back().base.value(u"name"_s).toString(), u"Theirs"_s);
}

void TestRemoteEditor::newsOfAnotherEditIsShownWithoutBlocking()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    Subscriber news = m_backend->subscriberRows.at(0);
    news.fields[u"name"_s] = u"Theirs"_s;
    emit m_backend->subscribersChanged({news});

    QVERIFY(part<QTableWidget>(u"conflictTable"_s)->isVisible());
    QVERIFY(text(u"conflictLabel"_s).contains(u"just now"_s));
    QVERIFY(part<QPushButton>(u"saveButton"_s)->isEnabled());
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Mine"_s);

    type(u"nameEdit"_s, u"Theirs"_s); // by hand
    QCOMPARE(part<QComboBox>(u"nameChoice"_s)->currentText(), u"Take theirs"_s);
    QVERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled());
    click(u"conflictToggleButton"_s);
    QVERIFY(!part<QTableWidget>(u"conflictTable"_s)->isVisible());
}

void TestRemoteEditor::sameNewsAgainChangesNoChoice()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    Subscriber news = m_backend->subscriberRows.at(0);
    news.fields[u"name"_s] = u"Theirs"_s;
    emit m_backend->subscribersChanged({news});
    choose(u"nameChoice"_s, 1);

    emit m_backend->subscribersChanged({news});
    QCOMPARE(cell(0, 3), u"Mine"_s);
    QCOMPARE(part<QComboBox>(u"nameChoice"_s)->currentText(), u"Take theirs"_s);

    news.fields[u"name"_s] = u"Acme orders"_s; // they took it back
    emit m_backend->subscribersChanged({news});
    QVERIFY(!part<QWidget>(u"conflictView"_s)->isVisible());
}

void TestRemoteEditor::ownNewsIsNoConflict()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);

    emit m_backend->subscribersChanged({m_backend->subscriberRows.at(0), m_backend->subscriberRows.at(1)});

    QVERIFY(!part<QWidget>(u"conflictView"_s)->isVisible());
}

void TestRemoteEditor::fieldThatMovedCanBePutBack()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    m_backend->subscriberRows[0].fields[u"name"_s] = u"Mine"_s; // it was saved
    m_backend->subscriberRows[0].fields[u"success_code"_s] = u"204"_s;
    Error moved = errorOf(ErrorKind::Conflict, Reason::RemoteFieldMoved);
    moved.field = u"success_code"_s;
    refuseSave(moved);

    QCOMPARE(part<QTableWidget>(u"conflictTable"_s)->rowCount(), 1);
    QVERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled());
    choose(u"successCodeChoice"_s, 0);
    click(u"saveButton"_s);

    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().changes.keys(), QStringList{u"success_code"_s});
}

void TestRemoteEditor::lostReplyIsReadAgainAndWasSaved()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    refuseSave(errorOf(ErrorKind::Unreachable, Reason::RemoteReplyLost));
    auto *notice = editor()->findChild<QWidget *>(u"noticeBar"_s);
    QVERIFY(notice->isVisible());
    QVERIFY(notice->findChild<QLabel *>(u"noticeSummary"_s)->text().contains(u"may have been saved"_s));

    m_backend->subscriberRows[0].fields[u"name"_s] = u"Mine"_s;
    notice->findChild<QPushButton *>(u"noticeAction"_s)->click();

    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.size(), 1U); // nothing was written again
}

void TestRemoteEditor::lostReplyIsReadAgainAndWasNotSaved()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    Error crash = errorOf(ErrorKind::Failed, Reason::RemoteStatus);
    crash.httpStatus = 502;
    refuseSave(crash);
    m_backend->subscriberRows[0].fields[u"success_code"_s] = u"204"_s;
    auto *notice = editor()->findChild<QWidget *>(u"noticeBar"_s);
    notice->findChild<QPushButton *>(u"noticeAction"_s)->click();

    auto *table = part<QTableWidget>(u"conflictTable"_s);
    QTRY_VERIFY(table->isVisible());
    QCOMPARE(table->rowCount(), 1);
    QVERIFY(notice->findChild<QLabel *>(u"noticeSummary"_s)->text().contains(u"Not all of it was saved"_s));
    click(u"saveButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.size(), 2U);
    QCOMPARE(m_backend->drafts.back().changes, (Fields{{u"name"_s, u"Mine"_s}}));
}

void TestRemoteEditor::deletingAsksForTheName()
{
    click(u"deleteButton"_s);
    QTRY_VERIFY(question() != nullptr);
    QCOMPARE(part<QPushButton>(u"confirmButton"_s)->text(),
             u"Delete “Acme orders” from PlanoMatic production"_s);
    QVERIFY(!part<QPushButton>(u"confirmButton"_s)->isEnabled());

    type(u"typedNameEdit"_s, u"PlanoMatic"_s);
    QVERIFY(m_backend->removedIds.isEmpty());
    click(u"confirmButton"_s);

    QTRY_COMPARE(m_backend->removedIds, (QList<SubscriberId>{{u"1"_s}}));
}

void TestRemoteEditor::anotherHostAsksForTheName()
{
    openEditor();
    type(u"callbackUrlEdit"_s, u"https://other.example/in"_s);
    click(u"saveButton"_s);
    QTRY_VERIFY(question() != nullptr);
    QVERIFY(m_backend->drafts.empty());
    click(u"keepButton"_s);
    QTRY_VERIFY(question() == nullptr);
    QVERIFY(editor()->isVisible());

    click(u"saveButton"_s);
    QTRY_VERIFY(question() != nullptr);
    type(u"typedNameEdit"_s, u"PlanoMatic"_s);
    click(u"confirmButton"_s);

    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.size(), 1U);
}

void TestRemoteEditor::anotherPathDoesNot()
{
    openEditor();
    type(u"callbackUrlEdit"_s, u"https://acme.example/elsewhere"_s);
    click(u"saveButton"_s);

    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.size(), 1U);
}

void TestRemoteEditor::anotherVersionAsksFirst_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::newRow("production") << Environment::Production;
    QTest::newRow("test") << Environment::Test;
}

void TestRemoteEditor::anotherVersionAsksFirst()
{
    QFETCH(Environment, environment);
    m_backend->known.environment = environment;
    field(u"version"_s).asksOnChange = true;
    rowFields()[u"version"_s] = u"1.0"_s;
    makePage();
    openEditor();
    type(u"versionEdit"_s, u"2.0"_s);
    click(u"saveButton"_s);

    if (environment == Environment::Production) {
        QTRY_VERIFY(question() != nullptr);
        QVERIFY(question()->windowTitle().startsWith(u"Change “"_s));
        type(u"typedNameEdit"_s, u"PlanoMatic"_s);
    } else {
        QTRY_VERIFY(m_page->findChild<QMessageBox *>(u"confirmBox"_s) != nullptr);
    }
    QVERIFY(m_backend->drafts.empty());
    click(u"confirmButton"_s);

    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.size(), 1U);
}

void TestRemoteEditor::lateAnswerLeavesTheNextEditorAlone_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("it was saved") << ErrorKind::Cancelled << Reason::Unspecified;
    QTest::newRow("nobody knows") << ErrorKind::Unreachable << Reason::RemoteReplyLost;
    QTest::newRow("it was refused") << ErrorKind::InvalidValue << Reason::RemoteParameterInvalid;
    QTest::newRow("somebody else was first") << ErrorKind::Conflict << Reason::RemoteChangedSince;
}

void TestRemoteEditor::lateAnswerLeavesTheNextEditorAlone()
{
    QFETCH(ErrorKind, kind);
    QFETCH(Reason, reason);
    m_backend->holdsSaves = true;
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    click(u"saveButton"_s);
    QCOMPARE(m_backend->drafts.size(), 1U);
    editor()->reject();
    click(u"confirmButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    m_page->list().select(u"2"_s);
    openEditor();
    type(u"nameEdit"_s, u"Another"_s);

    if (kind != ErrorKind::Cancelled)
        m_backend->failure = errorOf(kind, reason);
    m_backend->answerSaves();

    if (kind == ErrorKind::Cancelled)
        QTRY_COMPARE(m_page->list().current().data(models::IdRole).toString(), u"1"_s);
    else
        QTRY_VERIFY(m_page->list().notice()->isVisible());
    QVERIFY(editor() != nullptr && editor()->isVisible());
    QVERIFY(!editor()->findChild<QWidget *>(u"noticeBar"_s)->isVisible());
    QVERIFY(!part<QWidget>(u"conflictView"_s)->isVisible());
    QCOMPARE(text(u"mendLabel"_s).contains(u"Somebody"_s), false);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Another"_s);
    QVERIFY(part<QPushButton>(u"saveButton"_s)->isEnabled());
}

void TestRemoteEditor::rereadEndsWhereASaveBegins()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    refuseSave(errorOf(ErrorKind::Unreachable, Reason::RemoteReplyLost));
    auto *notice = editor()->findChild<QWidget *>(u"noticeBar"_s);
    m_backend->holdsReads = true;
    m_backend->holdsSaves = true;
    notice->findChild<QPushButton *>(u"noticeAction"_s)->click();
    click(u"saveButton"_s);
    QCOMPARE(m_backend->drafts.size(), 2U);

    rowFields()[u"name"_s] = u"Mine"_s; // heard, it would close the editor
    m_backend->answerReads();
    m_backend->failure = errorOf(ErrorKind::Unreachable, Reason::RemoteReplyLost);
    m_backend->answerSaves();

    QTRY_VERIFY(part<QPushButton>(u"showRequestButton"_s)->isEnabled());
    QVERIFY(editor()->isVisible());
    QVERIFY(notice->isVisible());
}

void TestRemoteEditor::saysWhatTheServerCannotTell()
{
    openEditor();
    QVERIFY(!part<QLabel>(u"cautionLabel"_s)->isVisible());
    m_backend->known.tellsConflicts = false;
    m_backend->known.savingCallsTarget = FieldNeed{u"key"_s, {u"webhook"_s}};
    rowFields()[u"key"_s] = u"webhook"_s;
    makePage();
    openEditor();

    QVERIFY(part<QLabel>(u"cautionLabel"_s)->isVisible());
    QVERIFY(text(u"cautionLabel"_s).startsWith(u"PlanoMatic can't tell whether somebody else"_s));
    QVERIFY(text(u"cautionLabel"_s).endsWith(u"Saving posts a test event to the target first."_s));
    editor()->showRequest(RequestPreview{"PATCH", u"https://planomatic.example/subs/1"_s, {}, "[]"});
    QCOMPARE(text(u"requestCaution"_s), u"Saving posts a test event to the target first."_s);

    type(u"keyEdit"_s, u"crmscript"_s); // nobody calls that
    QVERIFY(text(u"cautionLabel"_s).startsWith(u"PlanoMatic can't tell whether somebody else"_s));
    QVERIFY(!text(u"cautionLabel"_s).contains(u"test event"_s));
}

void TestRemoteEditor::saysWhereNobodyCanTell()
{
    m_backend->known.tellsConflicts = false;
    m_backend->known.looksBeforeSaving = false;
    makePage();
    openEditor();

    QVERIFY(part<QLabel>(u"cautionLabel"_s)->isVisible());
    QCOMPARE(text(u"cautionLabel"_s),
             u"Nobody can tell whether somebody else changed this: your values overwrite theirs."_s);
}

void TestRemoteEditor::thePageTellsWhatASaveLeftUndone()
{
    QWidget *notice = m_page->list().notice();
    emit m_backend->saveNoted(errorOf(ErrorKind::Conflict, Reason::RemoteNotLooked));
    QVERIFY(!notice->isVisible()); // the editor says so before
    emit m_backend->saveNoted(errorOf(ErrorKind::Failed, Reason::RemoteMailUnsent));

    QVERIFY(notice->isVisible());
    const QString told = notice->findChild<QLabel *>(u"noticeSummary"_s)->text();
    QVERIFY2(told.contains(u"could not send its e-mail"_s), qPrintable(told));
}

void TestRemoteEditor::eachFieldTakesTheServersWords()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    Error error = errorOf(ErrorKind::InvalidValue, Reason::RemoteParameterInvalid);
    error.field = u"success_code"_s;
    error.findings = {{u"success_code"_s, u"is no code"_s}, {u"name"_s, u"is taken"_s}};
    refuseSave(error);

    QCOMPARE(findingAt(u"successCodeEdit"_s), u"is no code"_s);
    QCOMPARE(findingAt(u"nameEdit"_s), u"is taken"_s);
    QVERIFY2(tabText().startsWith(u"Delivery"_s), qPrintable(tabText()));

    type(u"nameEdit"_s, u"Other"_s);
    QCOMPARE(findingAt(u"nameEdit"_s), QString());
    QCOMPARE(findingAt(u"successCodeEdit"_s), u"is no code"_s);
}

void TestRemoteEditor::aSecretTakesOurWordsWhereTheServersAreKeptBack()
{
    openEditor();
    type(u"nameEdit"_s, u"Mine"_s);
    Error error = errorOf(ErrorKind::InvalidValue, Reason::RemoteParameterInvalid);
    error.httpStatus = 422;
    error.field = u"name"_s;
    error.findings = {{u"name"_s, u"is taken"_s}, {u"secret"_s, {}}};
    error.detail = u"name: is taken"_s;
    refuseSave(error);

    QCOMPARE(findingAt(u"nameEdit"_s), u"is taken"_s);
    QCOMPARE(findingAt(u"secretEdit"_s), u"The server does not take this value."_s);
    QVERIFY2(text(u"mendLabel"_s).contains(u"2 things to mend"_s), qPrintable(text(u"mendLabel"_s)));
}

void TestRemoteEditor::restartShowsTheLastErrorFirst()
{
    m_backend->known.verbs |= Verb::Usage;
    m_backend->lastUsage.lastError = u"500 <b>away</b>"_s;
    Subscriber &row = m_backend->subscriberRows.front();
    row.state = SubscriberState::TooManyErrors;
    row.isActive = false;
    row.fields[u"active"_s] = false;
    makePage();
    QTRY_COMPARE(part<QPushButton>(u"switchButton"_s)->text(), u"Restart…"_s);

    click(u"switchButton"_s);
    QTRY_VERIFY(m_page->findChild<QMessageBox *>(u"confirmBox"_s) != nullptr);
    const QString told = part<QMessageBox>(u"confirmBox"_s)->informativeText();
    QVERIFY2(told.contains(u"500 &lt;b&gt;away"_s), qPrintable(told));
    QVERIFY(m_backend->drafts.empty());
    click(u"confirmButton"_s);

    QTRY_COMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(m_backend->drafts.back().changes, m_backend->known.toStart);
}

void TestRemoteEditor::unconfirmedCallsSaySo()
{
    QVERIFY(m_page->findChild<QLabel *>(u"subscriberUnconfirmedLabel"_s) == nullptr);
    m_backend->known.unconfirmed = Verb::CreateSubscriber | Verb::DeleteSubscriber;
    makePage();

    QVERIFY(part<QLabel>(u"subscriberUnconfirmedLabel"_s)->isVisible());
    QCOMPARE(text(u"subscriberUnconfirmedLabel"_s), u"unconfirmed"_s);
}

void TestRemoteEditor::callsThatNobodyAllowedSaySo()
{
    m_backend->known.barred = Verb::CreateSubscriber | Verb::DeleteSubscriber;
    m_backend->known.verbs &= ~m_backend->known.barred;
    makePage();

    for (const QString &name : {u"newButton"_s, u"deleteButton"_s}) {
        auto *button = part<QPushButton>(name);
        QVERIFY(button->isVisible());
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip(),
                 u"No document of PlanoMatic describes this call, so it isn't made. It can be allowed in the "
                 "connection's settings."_s);
    }
    QVERIFY(part<QPushButton>(u"switchButton"_s)->isEnabled());
    QVERIFY(m_page->findChild<QAction *>(u"deleteAction"_s) == nullptr);

    m_backend->known.barred = {}; // an API that has no such call
    makePage();
    QVERIFY(!part<QPushButton>(u"newButton"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"deleteButton"_s)->isVisible());
}

void TestRemoteEditor::numberIsShownByItsName()
{
    field(u"signing_scheme"_s).numbered = {u"none"_s, u"hookshot"_s};
    rowFields()[u"signing_scheme"_s] = 1;
    makePage();
    openEditor();
    auto *box = part<QComboBox>(u"signingSchemeCombo"_s);
    QCOMPARE(box->currentText(), u"hookshot"_s);
    QCOMPARE(box->count(), 2);

    box->setCurrentText(u"none"_s);
    emit box->textActivated(u"none"_s);
    QVERIFY(part<QPushButton>(u"saveButton"_s)->isEnabled());
    box->setCurrentText(u"hookshot"_s);
    emit box->textActivated(u"hookshot"_s);
    QVERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled()); // the server's own 1 again
}

void TestRemoteEditor::fieldOfNoUseIsHidden()
{
    field(u"headers"_s).need = {u"key"_s, {u"webhook"_s}}; // it stands on another tab
    rowFields()[u"key"_s] = u"webhook"_s;
    makePage();
    openEditor();
    auto *tabs = part<QTabWidget>(u"editorTabs"_s);
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i).startsWith(u"Security"_s))
            tabs->setCurrentIndex(i);
    }
    auto *headers = part<QPlainTextEdit>(u"headersEdit"_s);
    QVERIFY(headers->isVisible());
    headers->setPlainText(u"X-Team: orders"_s);

    type(u"keyEdit"_s, u"crmscript"_s);
    QVERIFY(!headers->isVisible());
    QCOMPARE(headers->toPlainText(), u"X-Team: orders"_s);

    // Something is wrong there all the same.
    Error error = invalid(Reason::NotOfThisApi, u"headers"_s);
    refuseSave(error);
    QTRY_VERIFY(headers->isVisible());
    QVERIFY(!findingAt(u"headersEdit"_s).isEmpty());

    m_backend->drafts.clear();
    click(u"saveButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().changes, (Fields{{u"key"_s, u"crmscript"_s}}));
}

void TestRemoteEditor::hintOffersWhatTheRuleTakes()
{
    openEditor();
    QVERIFY(hintsAt(u"successCodeEdit"_s).join(u'\n').contains(u"a class (2xx)"_s));

    field(u"success_code"_s).rule = FieldRule::OneSuccessCode;
    makePage();
    openEditor();
    QVERIFY(hintsAt(u"successCodeEdit"_s).contains(u"One code of three digits. Empty: any 2xx."_s));
    type(u"successCodeEdit"_s, u"2xx"_s);
    QTRY_VERIFY(findingAt(u"successCodeEdit"_s).contains(u"three digits"_s));
}

void TestRemoteEditor::unknownFieldIsLeftAsItIs()
{
    const QString left = u"Not known here, left as it is."_s;
    rowFields().remove(u"key"_s);
    rowFields()[u"success_code"_s] = QJsonValue();
    makePage();
    openEditor();

    QVERIFY(hintsAt(u"keyEdit"_s).contains(left));
    QVERIFY(!hintsAt(u"successCodeEdit"_s).contains(left)); // empty is known
    QVERIFY(!hintsAt(u"nameEdit"_s).contains(left));
    type(u"nameEdit"_s, u"Mine"_s);
    click(u"saveButton"_s);

    QTRY_COMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(m_backend->drafts.back().changes, (Fields{{u"name"_s, u"Mine"_s}}));
    QVERIFY(!m_backend->drafts.back().base.contains(u"key"_s));
}

void TestRemoteEditor::valueThatNobodyKnowsStaysSelectable()
{
    rowFields()[u"signing_scheme"_s] = u"of-tomorrow"_s;
    rowFields()[u"statuses"_s] = QJsonArray{u"of_tomorrow"_s};
    makePage();
    openEditor();

    auto *box = part<QComboBox>(u"signingSchemeCombo"_s);
    QCOMPARE(box->currentText(), u"of-tomorrow"_s);
    QVERIFY(part<QAbstractButton>(u"ofTomorrowChip"_s)->isChecked());
    box->setCurrentText(u"none"_s);
    emit box->textActivated(u"none"_s);
    QVERIFY(part<QPushButton>(u"saveButton"_s)->isEnabled());
    QVERIFY(box->findText(u"of-tomorrow"_s) >= 0);
    box->setCurrentText(u"of-tomorrow"_s);
    emit box->textActivated(u"of-tomorrow"_s);
    QVERIFY(!part<QPushButton>(u"saveButton"_s)->isEnabled());
}

void TestRemoteEditor::secretSaysSinceWhenItIsSet()
{
    m_backend->subscriberRows.front().secrets[u"secret"_s] = {true, test::noon()};
    makePage();
    openEditor();
    QCOMPARE(text(u"secretStateLabel"_s), u"Set since "_s + models::timeText(test::noon()));

    m_backend->subscriberRows.front().secrets[u"secret"_s] = {true, {}}; // nobody told when
    makePage();
    openEditor();
    QCOMPARE(text(u"secretStateLabel"_s), u"Set"_s);
}

void TestRemoteEditor::tickedSubjectIsWrittenAsItStands()
{
    m_backend->known.knownEvents = {u"quote_request"_s, u"carrier"_s};
    rowFields()[u"events"_s] = QJsonArray{u"carrier:created"_s};
    makePage();
    openEditor();

    auto *list = part<QListWidget>(u"eventsList"_s);
    const QList<QListWidgetItem *> found = list->findItems(u"quote_request"_s, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    found.front()->setCheckState(Qt::Checked);
    click(u"saveButton"_s);

    QTRY_COMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(m_backend->drafts.back().changes.value(u"events"_s).toArray(),
             (QJsonArray{u"carrier:created"_s, u"quote_request"_s}));
}

void TestRemoteEditor::eventsWithoutWildcardsStandUnderTheirSubject()
{
    const QStringList known{u"contact.created"_s, u"contact.changed"_s, u"sale.sold"_s};
    field(u"events"_s).rule = FieldRule::Anything;
    field(u"events"_s).choices = known;
    m_backend->known.knownEvents = known;
    m_backend->known.verbs.setFlag(Verb::ListJobs, false);
    rowFields()[u"events"_s] = QJsonArray{u"own.event"_s};
    makePage();
    openEditor();

    auto *list = part<QListWidget>(u"eventsList"_s);
    QStringList lines;
    for (int i = 0; i < list->count(); ++i)
        lines << list->item(i)->text();
    QCOMPARE(
        lines,
        (QStringList{u"own.event"_s, u"contact"_s} + known.mid(0, 2) + QStringList{u"sale"_s, known.last()}));
    QVERIFY(!list->item(1)->flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(m_page->findChild<QTableView *>(u"historyTable"_s) == nullptr);

    part<QLineEdit>(u"eventsSearchEdit"_s)->setText(u"sold"_s);
    QVERIFY(list->item(1)->isHidden() && !list->item(4)->isHidden() && !list->item(5)->isHidden());
    list->item(5)->setCheckState(Qt::Checked);
    click(u"saveButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(m_backend->drafts.back().changes.value(u"events"_s).toArray(),
             (QJsonArray{u"own.event"_s, u"sale.sold"_s}));
}

void TestRemoteEditor::longListOfStatusesIsCut()
{
    QStringList known;
    for (int i = 0; i < 20; ++i)
        known << u's' + QString::number(i);
    m_backend->known.knownStatuses = known;
    rowFields()[u"statuses"_s] = QJsonArray{u"s15"_s};
    makePage();
    openEditor();

    auto *more = part<QAbstractButton>(u"moreStatusesChip"_s);
    QCOMPARE(more->text(), u"6 more…"_s);
    QVERIFY(!part<QWidget>(u"s12Chip"_s)->isHidden());
    QVERIFY(part<QWidget>(u"s13Chip"_s)->isHidden());
    QVERIFY(!part<QWidget>(u"s15Chip"_s)->isHidden()); // it is chosen

    more->click();
    QTRY_VERIFY(m_page->findChild<QWidget *>(u"moreStatusesChip"_s) == nullptr);
    QVERIFY(!part<QWidget>(u"s19Chip"_s)->isHidden());
}

void TestRemoteEditor::tellsOfTheLastDayAndLeadsToItsJobs()
{
    using std::chrono::hours;
    const Instant now = SystemClock().now();
    int number = 0;
    for (const hours ago : {hours(1), hours(2), hours(30)}) {
        Job job = test::jobOf(++number, JobState::Delivered, 200);
        job.subscriberId = {u"1"_s};
        job.createdAt = now - ago;
        m_backend->jobRows << JobDetail{job, {}, {}};
    }
    Job other = test::jobOf(9, JobState::Delivered, 200);
    other.subscriberId = {u"2"_s};
    other.createdAt = now;
    m_backend->jobRows << JobDetail{other, {}, {}};
    openEditor();
    QTRY_VERIFY(text(u"triggerSentence"_s).contains(u"In the last 24 h that was 2 jobs."_s));
    QCOMPARE(m_backend->jobQueries.size(), 1); // the count alone: its history is not in sight
    QCOMPARE(m_backend->jobQueries.front().page.size, 1);

    auto *tabs = part<QTabWidget>(u"editorTabs"_s);
    tabs->setCurrentIndex(tabs->count() - 1);
    QCOMPARE(tabText(), u"History"_s);
    QTRY_COMPARE(part<QTableView>(u"historyTable"_s)->model()->rowCount(), 3);

    QSignalSpy led(m_page.get(), &ui::Page::placeAsked);
    click(u"historyAllButton"_s);
    QTRY_VERIFY(editor() == nullptr);
    QCOMPARE(led.size(), 1);
    const auto asked = led.first().first().value<Place>();
    QCOMPARE(asked.page, place::kJobs);
    QCOMPARE(std::get<JobQuery>(asked.what).subscribers, (QList<SubscriberId>{{u"1"_s}}));
}

void TestRemoteEditor::tellsOfTheLastDayOnlyOfWhatIsSaved()
{
    m_backend->known.knownEvents = {u"order.delivered"_s, u"order.revised"_s};
    rowFields()[u"events"_s] = QJsonArray{u"order.delivered"_s};
    addJob(1);
    makePage();
    openEditor();
    const auto tells = [this] { return text(u"triggerSentence"_s).contains(u"In the last 24 h"_s); };
    QTRY_VERIFY(tells());

    const auto other = part<QListWidget>(u"eventsList"_s)->findItems(u"order.revised"_s, Qt::MatchExactly);
    QCOMPARE(other.size(), 1);
    other.front()->setCheckState(Qt::Checked);
    QVERIFY(!tells());
    other.front()->setCheckState(Qt::Unchecked);
    QVERIFY(tells());
}

void TestRemoteEditor::saysWhereTheLastDayIsTheCaches()
{
    addJob(1);
    m_backend->jobsFrom = PageSource::Cache;
    openEditor();
    QTRY_VERIFY(
        text(u"triggerSentence"_s).contains(u"In the last 24 h that was 1 job of those read here."_s));

    // The server answers behind it, and has more.
    addJob(2);
    m_backend->jobsFrom = PageSource::Live;
    emit m_backend->jobsChanged({{}, true});
    QTRY_VERIFY(text(u"triggerSentence"_s).contains(u"In the last 24 h that was 2 jobs."_s));
    const qsizetype asked = m_backend->jobQueries.size();

    emit m_backend->jobsChanged({{}, true});
    QCOMPARE(m_backend->jobQueries.size(), asked);
}

void TestRemoteEditor::addsOneByItsId()
{
    QVERIFY(m_page->findChild<QPushButton *>(u"addButton"_s) == nullptr);
    m_backend->known.addsById = true;
    makePage();
    click(u"addButton"_s);
    QTRY_VERIFY(m_page->findChild<AddByIdDialog *>() != nullptr);
    QVERIFY(!part<QPushButton>(u"addByIdButton"_s)->isEnabled());

    type(u"addIdEdit"_s, u"31"_s);
    m_backend->failure = Error{ErrorKind::NotFound, Reason::NoSuchSubscriber, u"id"_s, u"31"_s, {}, {}, 0};
    click(u"addByIdButton"_s);
    QTRY_VERIFY(findingAt(u"addIdEdit"_s).contains(u"31"_s));
    QCOMPARE(part<QLineEdit>(u"addIdEdit"_s)->text(), u"31"_s);

    m_backend->failure.reset();
    type(u"addNameEdit"_s, u"Field team"_s);
    click(u"addByIdButton"_s);
    QTRY_VERIFY(m_page->findChild<AddByIdDialog *>() == nullptr);
    QCOMPARE(m_backend->added.last(), (std::pair<SubscriberId, QString>{{u"31"_s}, u"Field team"_s}));
    QTRY_COMPARE(m_page->list().current().data(models::IdRole).toString(), u"31"_s);
}

void TestRemoteEditor::saysThatAServerHasNoList_data()
{
    QTest::addColumn<PageSource>("source");
    QTest::addColumn<bool>("wasListed");
    QTest::addColumn<bool>("hasList");
    QTest::newRow("it lists none") << PageSource::Live << false << true;
    QTest::newRow("it listed none, and is away") << PageSource::Cache << true << true;
    QTest::newRow("it never listed any") << PageSource::Cache << false << false;
}

void TestRemoteEditor::saysThatAServerHasNoList()
{
    QFETCH(PageSource, source);
    QFETCH(bool, wasListed);
    QFETCH(bool, hasList);
    m_backend->known.addsById = true;
    m_backend->known.verbs |= Verb::CreateSubscriber;
    makePage();
    QSignalSpy added(m_page.get(), &SubscribersPage::addAsked);
    QSignalSpy made(m_page.get(), &SubscribersPage::newAsked);
    tacklebox::Page<Subscriber> none;
    none.source = source;
    if (wasListed)
        none.asOf = test::noon();

    m_page->take(none);

    QCOMPARE(text(u"subscriberStateTitle"_s),
             hasList ? u"No subscribers yet"_s : u"PlanoMatic has no list of subscribers"_s);
    QCOMPARE(text(u"subscriberStateText"_s).contains(u"look at the jobs"_s), !hasList);
    QCOMPARE(part<QPushButton>(u"subscriberStateAction"_s)->text(),
             hasList ? u"New subscriber…"_s : u"Add by id…"_s);
    click(u"subscriberStateAction"_s);
    QCOMPARE(added.size(), hasList ? 0 : 1);
    QCOMPARE(made.size(), hasList ? 1 : 0);
}

QTEST_MAIN(TestRemoteEditor)
#include "tst_remoteeditor.moc"
