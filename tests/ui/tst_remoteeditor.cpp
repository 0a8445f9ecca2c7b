// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/listpanel.h"
#include "ui/requestdialog.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/theme.h"
#include "ui/typedconfirm.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
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
    void makePage();
    void openEditor();
    void refuseSave(const Error &error);

    Theme m_theme{Scheme::Light};
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

QTEST_MAIN(TestRemoteEditor)
#include "tst_remoteeditor.moc"
