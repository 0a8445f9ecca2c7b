// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The Payload tab of the subscriber editor, and the dialog in which people write views of their own.
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/listpanel.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/theme.h"
#include "ui/viewsdialog.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

class TestPayloadViews : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void previewsTheSubscribersBody();
    void previewsWhatIsEdited();
    void tellsWhyNothingCanBeSent();
    void offersAViewThatWasWrittenMeanwhile();
    void savesAnOwnView();
    void showsARefusalAtItsField();
    void findsAFaultWhileItIsTyped();
    void leavesTheProgramsOwnAlone();
    void keepsAViewThatIsUsed();
    void asksBeforeATextIsLost();
    void draws_data();
    void draws();

private:
    template<typename T>
    T *part(const QString &name)
    {
        auto *found = m_page->findChild<T *>(name);
        if (found == nullptr)
            qWarning("no part named %s", qPrintable(name));
        return found;
    }
    SubscriberEditor *editor() { return m_page->findChild<SubscriberEditor *>(); }
    ViewsDialog *dialog() { return m_page->findChild<ViewsDialog *>(); }
    void openPayloadTab();
    void openViews();

    std::unique_ptr<Theme> m_theme;
    test::FakeConnections m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<SubscribersPage> m_page;
};

void TestPayloadViews::init()
{
    m_theme = std::make_unique<Theme>(Scheme::Light);
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->subscriberRows = test::busySubscribers(test::noon());
    m_page.reset(makeSubscribersPage(*m_theme, m_connections, *m_backend));
    m_page->resize(816, 600);
    m_page->show();
    m_page->activate();
}

void TestPayloadViews::cleanup()
{
    m_page.reset();
    m_backend.reset();
}

void TestPayloadViews::openPayloadTab()
{
    QTRY_VERIFY((m_page->list().select(u"1"_s), part<QPushButton>(u"editButton"_s)->isEnabled()));
    part<QPushButton>(u"editButton"_s)->click();
    QTRY_VERIFY(editor() != nullptr);
    auto *tabs = part<QTabWidget>(u"editorTabs"_s);
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i).startsWith(u"Payload"_s))
            tabs->setCurrentIndex(i);
    }
    QTRY_VERIFY(part<QPlainTextEdit>(u"viewPreview"_s)->isVisible());
}

void TestPayloadViews::openViews()
{
    openPayloadTab();
    part<QPushButton>(u"editViewsButton"_s)->click();
    QTRY_VERIFY(dialog() != nullptr);
    QTRY_VERIFY(part<QListWidget>(u"viewList"_s)->count() > 0);
}

void TestPayloadViews::previewsTheSubscribersBody()
{
    openPayloadTab();

    QTRY_VERIFY(part<QPlainTextEdit>(u"viewPreview"_s)->toPlainText().contains(u"412000.10"_s));
    QCOMPARE(part<QLabel>(u"viewPreviewSource"_s)->text(), u"What is sent of event 12, order.delivered"_s);
    QCOMPARE(m_backend->ownViews.trials.back().subscriber.value("name"_L1), QJsonValue(u"Acme orders"_s));
}

void TestPayloadViews::previewsWhatIsEdited()
{
    openPayloadTab();
    auto *combo = part<QComboBox>(u"payloadRenderViewCombo"_s);
    QTRY_VERIFY(combo->findData(u"prices"_s) >= 0);
    const auto asked = m_backend->ownViews.trials.size();

    combo->setCurrentIndex(combo->findData(u"prices"_s));
    emit combo->activated(combo->currentIndex());
    QTest::keyClicks(part<QPlainTextEdit>(u"propertiesEdit"_s), u"{\"env\": 1}"_s);

    QTRY_VERIFY(
        m_backend->ownViews.trials.size() > asked
        && m_backend->ownViews.trials.back().subscriber.value("properties"_L1).toObject().contains("env"_L1));
    QCOMPARE(m_backend->ownViews.trials.back().view, u"prices"_s);
}

void TestPayloadViews::tellsWhyNothingCanBeSent()
{
    Error error = invalid(Reason::ViewBody, u"payload_render_view"_s, u"order.delivered"_s);
    error.detail = u"line 2, column 9"_s;
    m_backend->ownViews.previewError = error;

    openPayloadTab();

    QTRY_VERIFY(part<QWidget>(u"viewPreviewFinding"_s)->isVisible());
    QVERIFY(!part<QPlainTextEdit>(u"viewPreview"_s)->isEnabled());
}

void TestPayloadViews::offersAViewThatWasWrittenMeanwhile()
{
    openViews();
    auto *list = part<QListWidget>(u"viewList"_s);
    list->setCurrentRow(list->count() - 1);
    part<QPushButton>(u"newViewButton"_s)->click();
    QTest::keyClicks(part<QLineEdit>(u"viewNameEdit"_s), u"totals"_s);
    part<QPushButton>(u"saveViewButton"_s)->click();
    part<QPushButton>(u"closeViewsButton"_s)->click();

    QTRY_VERIFY(part<QComboBox>(u"payloadRenderViewCombo"_s)->findData(u"totals"_s) >= 0);
}

void TestPayloadViews::savesAnOwnView()
{
    openViews();
    auto *list = part<QListWidget>(u"viewList"_s);
    list->setCurrentRow(list->count() - 1);
    QCOMPARE(part<QLineEdit>(u"viewNameEdit"_s)->text(), u"prices"_s);
    QVERIFY(part<QLineEdit>(u"viewNameEdit"_s)->isReadOnly());
    QVERIFY(!part<QPushButton>(u"saveViewButton"_s)->isEnabled());

    part<QPlainTextEdit>(u"viewTextEdit"_s)->setPlainText(u"{\"a\": 1}"_s);
    part<QPushButton>(u"saveViewButton"_s)->click();

    QTRY_COMPARE(m_backend->ownViews.saved.size(), 1);
    QCOMPARE(m_backend->ownViews.saved.first().text, "{\"a\": 1}"_ba);
    QTRY_VERIFY(!part<QPushButton>(u"saveViewButton"_s)->isEnabled());
}

void TestPayloadViews::showsARefusalAtItsField()
{
    openViews();
    m_backend->ownViews.refusal
        = Error{ErrorKind::Conflict, Reason::AlreadyTaken, u"name"_s, u"superoffice"_s, {}, {}, 0};
    part<QPushButton>(u"newViewButton"_s)->click();
    QTest::keyClicks(part<QLineEdit>(u"viewNameEdit"_s), u"superoffice"_s);
    part<QPushButton>(u"saveViewButton"_s)->click();

    QTRY_VERIFY(part<QWidget>(u"viewNameEditFinding"_s)->isVisible());
    QVERIFY(m_backend->ownViews.saved.isEmpty());
}

void TestPayloadViews::findsAFaultWhileItIsTyped()
{
    openViews();
    auto *list = part<QListWidget>(u"viewList"_s);
    list->setCurrentRow(list->count() - 1);
    Error error = invalid(Reason::ViewSection, u"template"_s, u"photos"_s);
    error.detail = u"1"_s;
    m_backend->ownViews.previewError = error;
    part<QPlainTextEdit>(u"viewTextEdit"_s)->setPlainText(u"{{#photos}}"_s);

    QTRY_VERIFY(part<QWidget>(u"viewTextEditFinding"_s)->isVisible());
    QCOMPARE(m_backend->ownViews.trials.back().text, std::optional("{{#photos}}"_ba));
    m_backend->ownViews.previewError.reset();
    part<QPlainTextEdit>(u"viewTextEdit"_s)->setPlainText(u"{}"_s);
    QTRY_VERIFY(!part<QWidget>(u"viewTextEditFinding"_s)->isVisible());
}

void TestPayloadViews::leavesTheProgramsOwnAlone()
{
    openViews();
    part<QListWidget>(u"viewList"_s)->setCurrentRow(0);

    QVERIFY(part<QPlainTextEdit>(u"viewTextEdit"_s)->isReadOnly());
    QVERIFY(!part<QPushButton>(u"saveViewButton"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"removeViewButton"_s)->isVisible());
    QCOMPARE(m_backend->ownViews.trials.back().view, u"planomatic-v2"_s);
}

void TestPayloadViews::keepsAViewThatIsUsed()
{
    openViews();
    auto *list = part<QListWidget>(u"viewList"_s);
    list->setCurrentRow(list->count() - 1);
    m_backend->ownViews.refusal
        = Error{ErrorKind::Conflict, Reason::ViewInUse, {}, u"prices"_s, u"“Acme orders” (1)"_s, {}, 0};

    part<QPushButton>(u"removeViewButton"_s)->click();
    dialog()->findChild<QMessageBox *>()->accept();

    QTRY_VERIFY(std::ranges::any_of(dialog()->findChildren<QLabel *>(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"Acme orders” (1)"_s);
    }));
    QVERIFY(m_backend->ownViews.removed.isEmpty());
}

void TestPayloadViews::asksBeforeATextIsLost()
{
    openViews();
    auto *list = part<QListWidget>(u"viewList"_s);
    list->setCurrentRow(list->count() - 1);
    part<QPlainTextEdit>(u"viewTextEdit"_s)->setPlainText(u"{}"_s);

    part<QPushButton>(u"closeViewsButton"_s)->click();

    auto *question = dialog()->findChild<QMessageBox *>();
    QVERIFY(question != nullptr);
    question->reject();
    QVERIFY(dialog()->isVisible());
    QCOMPARE(part<QPlainTextEdit>(u"viewTextEdit"_s)->toPlainText(), u"{}"_s);
}

void TestPayloadViews::draws_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestPayloadViews::draws()
{
    QFETCH(bool, isDark);
    m_theme->setScheme(isDark ? Scheme::Dark : Scheme::Light);
    const QString folder = QStringLiteral(TACKLEBOX_BINARY_DIR) + u"/pictures"_s;
    const QString suffix = isDark ? u"-dark.png"_s : u"-light.png"_s;
    QVERIFY(QDir().mkpath(folder));
    openViews();
    QTRY_VERIFY(!part<QPlainTextEdit>(u"viewPreview"_s)->toPlainText().isEmpty());
    QVERIFY(editor()->grab().save(folder + u"/payload"_s + suffix));
    auto *list = part<QListWidget>(u"viewList"_s);
    list->setCurrentRow(list->count() - 1);
    QTRY_VERIFY(!dialog()->findChild<QPlainTextEdit *>(u"viewPreview"_s)->toPlainText().isEmpty());
    QVERIFY(dialog()->grab().save(folder + u"/views"_s + suffix));
    Error error = invalid(Reason::ViewBody, u"template"_s, u"order.delivered"_s);
    error.detail = u"line 3, column 12"_s;
    dialog()->showPreview(fail(error));
    dialog()->resize(560, 520);
    QVERIFY(dialog()->grab().save(folder + u"/views-narrow"_s + suffix));
}

QTEST_MAIN(TestPayloadViews)
#include "tst_payloadviews.moc"
