// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/publishdialog.h"
#include "ui/testcontroller.h"
#include "ui/testpage.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

class TestTestPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void testsAnAddressWithASignature();
    void testsASubscriberWithItsOwnSignature();
    void saysThatAnAccountsSubscriberIsNotSigned();
    void sendsByCtrlEnter();
    void wrongAddressIsToldAndNotSent();
    void wrongHeaderIsToldAndNotSent();
    void verdictTimesAndAnswerAreShown();
    void blockedAddressIsAskedFor();
    void runningTestCanBeStopped();
    void refusedTestSaysWhy();
    void copiesAsCurl();
    void saysThatItStartedTheSubscriber();
    void publishesNothingWhereEventsHaveAPage();
    void publishesAnEventOfOnesOwn();
    void refusedEventIsToldInTheDialog();
    void publishesNothingWhileLocked();

private:
    template<typename T>
    T *part(const QString &name)
    {
        return m_page->findChild<T *>(name);
    }
    // An API that takes events, and lists none.
    void openAccount();
    PublishDialog *openDialog()
    {
        part<QPushButton>(u"publishEventButton"_s)->click();
        return m_page->findChild<PublishDialog *>();
    }
    void send() { part<QPushButton>(u"sendButton"_s)->click(); }
    void setTarget(const QString &text) { part<QLineEdit>(u"targetEdit"_s)->setText(text); }

    Theme m_theme{Scheme::Light};
    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<TestPage> m_page;
};

void TestTestPage::init()
{
    m_connections = std::make_unique<test::FakeConnections>();
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->subscriberRows = test::busySubscribers(test::noon());
    m_backend->report = {test::attemptOf(1, test::noon(), Outcome::Delivered, 200), u"200"_s};
    m_page.reset(makeTestPage(m_theme, *m_connections, *m_backend));
    m_page->resize(816, 600);
    m_page->show();
    m_page->activate();
    QTRY_VERIFY(part<QComboBox>(u"targetCombo"_s)->count() > 0);
}

void TestTestPage::cleanup()
{
    m_page.reset();
    m_backend.reset();
    m_connections.reset();
}

void TestTestPage::openAccount()
{
    m_page.reset();
    BackendInfo &info = m_backend->known;
    info.connection = u"SuperOffice"_s;
    info.kind = u"superoffice"_s;
    info.environment = Environment::Production;
    info.verbs = Verb::ListSubscribers | Verb::Test | Verb::Publish;
    info.bareEvent = R"({"PrimaryKey": null})";
    m_page.reset(makeTestPage(m_theme, *m_connections, *m_backend));
    m_page->resize(816, 600);
    m_page->show();
    m_page->activate();
}

void TestTestPage::testsAnAddressWithASignature()
{
    setTarget(u"https://acme.example/hooks"_s);
    part<QComboBox>(u"schemeCombo"_s)->setCurrentText(u"hookshot"_s);
    QTest::keyClicks(part<QLineEdit>(u"testSecretEdit"_s), u"s3cr3t"_s);
    part<QPlainTextEdit>(u"testHeadersEdit"_s)->setPlainText(u"X-Try: 1"_s);
    part<QPlainTextEdit>(u"testBodyEdit"_s)->setPlainText(u"{\"mine\":1.10}"_s);
    send();

    QTRY_COMPARE(m_backend->testRequests.size(), 1U);
    const TestRequest &sent = m_backend->testRequests[0];
    QCOMPARE(std::get<QString>(sent.target), u"https://acme.example/hooks"_s);
    QCOMPARE(sent.scheme, u"hookshot"_s);
    QCOMPARE(sent.secret.reveal(), "s3cr3t");
    QCOMPARE(sent.headers, (Headers{{"X-Try", "1"}}));
    QCOMPARE(sent.payload, "{\"mine\":1.10}");
    QCOMPARE(sent.addresses, AddressPolicy::Guarded);
}

void TestTestPage::testsASubscriberWithItsOwnSignature()
{
    m_page->visit({place::kTest, SubscriberId{u"2"_s}});
    QVERIFY(!part<QComboBox>(u"schemeCombo"_s)->isEnabled());
    send();

    QTRY_COMPARE(m_backend->testRequests.size(), 1U);
    QCOMPARE(std::get<SubscriberId>(m_backend->testRequests[0].target), (SubscriberId{u"2"_s}));
    QVERIFY(m_backend->testRequests[0].scheme.isEmpty());
}

// Its secret is the server's, and is read from nowhere.
void TestTestPage::saysThatAnAccountsSubscriberIsNotSigned()
{
    const auto says = [this](const QString &text) {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text() == text; });
    };
    m_page->visit({place::kTest, SubscriberId{u"2"_s}});
    QVERIFY(says(u"The subscriber's own signature and headers go along."_s));

    openAccount();
    QTRY_VERIFY(part<QComboBox>(u"targetCombo"_s)->count() > 0);
    m_page->visit({place::kTest, SubscriberId{u"2"_s}});

    QVERIFY(says(u"The subscriber's own headers go along. "
                 "Its secret is at SuperOffice alone: nothing is signed."_s));
}

void TestTestPage::sendsByCtrlEnter()
{
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    setTarget(u"https://acme.example/hooks"_s);
    QTest::keyClick(part<QPlainTextEdit>(u"testBodyEdit"_s), Qt::Key_Return, Qt::ControlModifier);

    QTRY_COMPARE(m_backend->testRequests.size(), 1U);
}

void TestTestPage::wrongAddressIsToldAndNotSent()
{
    setTarget(u"ftp://acme.example"_s);
    send();

    QVERIFY(part<QWidget>(u"targetComboFinding"_s)->accessibleName().contains(u"http"_s));
    QVERIFY(m_backend->testRequests.empty());
}

void TestTestPage::wrongHeaderIsToldAndNotSent()
{
    setTarget(u"https://acme.example/hooks"_s);
    part<QPlainTextEdit>(u"testHeadersEdit"_s)->setPlainText(u"no colon here"_s);
    send();

    QVERIFY(!part<QWidget>(u"testHeadersEditFinding"_s)->accessibleName().isEmpty());
    QVERIFY(m_backend->testRequests.empty());
}

void TestTestPage::verdictTimesAndAnswerAreShown()
{
    setTarget(u"https://acme.example/hooks"_s);
    send();

    QTRY_VERIFY(part<QLabel>(u"testVerdictSummary"_s)->text().contains(u"accepted, 200"_s));
    QVERIFY(part<QWidget>(u"testWaterfall"_s)->accessibleDescription().contains(u"DNS"_s));
    QVERIFY(part<QPlainTextEdit>(u"responseBody"_s)->toPlainText().contains(u"received"_s));
    QVERIFY(part<QPlainTextEdit>(u"rawExchange"_s)->toPlainText().contains(u"X-Signature"_s));
    QVERIFY(!part<QWidget>(u"allowPrivateAsk"_s)->isVisible());
}

void TestTestPage::blockedAddressIsAskedFor()
{
    m_backend->report.attempt = test::attemptOf(1, test::noon(), Outcome::BlockedAddress, {});
    m_backend->report.attempt.peer = u"10.0.4.12:80"_s;
    setTarget(u"http://erp.example/in"_s);
    send();
    QTRY_VERIFY(part<QWidget>(u"allowPrivateAsk"_s)->isVisible());
    QVERIFY(part<QLabel>(u"allowPrivateText"_s)->text().contains(u"10.0.4.12"_s));

    part<QPushButton>(u"allowPrivateButton"_s)->click();

    QTRY_COMPARE(m_backend->testRequests.size(), 2U);
    QCOMPARE(m_backend->testRequests[1].addresses, AddressPolicy::AllowPrivate);
}

void TestTestPage::runningTestCanBeStopped()
{
    m_backend->isHolding = true;
    setTarget(u"https://acme.example/hooks"_s);
    send();
    QVERIFY(part<QPushButton>(u"stopButton"_s)->isVisible());
    part<QPushButton>(u"stopButton"_s)->click();

    QVERIFY(part<QPushButton>(u"sendButton"_s)->isEnabled());
    m_backend->answerHeld(); // too late: nobody waits for it
    bool isLater = false;
    m_backend->check().then(m_page.get(), [&isLater](const Result<Done> &) { isLater = true; });
    QTRY_VERIFY(isLater);
    QCOMPARE(part<QLabel>(u"testStateTitle"_s)->text(), u"Nothing is tested yet"_s);
}

void TestTestPage::refusedTestSaysWhy()
{
    m_backend->failure = Error{ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, u"2"_s, {}, {}, 0};
    setTarget(u"https://acme.example/hooks"_s);
    send();

    QTRY_VERIFY(part<QLabel>(u"testStateTitle"_s)->text().contains(u"no subscriber 2"_s));
    QVERIFY(part<QPushButton>(u"sendButton"_s)->isEnabled());
}

void TestTestPage::copiesAsCurl()
{
    setTarget(u"https://acme.example/hooks"_s);
    part<QPushButton>(u"copyCurlButton"_s)->click();

    QVERIFY(
        QGuiApplication::clipboard()->text().startsWith(u"curl -i -X POST 'https://acme.example/hooks'"_s));
}

void TestTestPage::saysThatItStartedTheSubscriber()
{
    m_backend->report.hasStarted = true;
    setTarget(u"https://acme.example/hook"_s);
    send();

    QTRY_VERIFY(part<QLabel>(u"testVerdictAdvice"_s)->text().contains(u"active again"_s));
}

void TestTestPage::publishesNothingWhereEventsHaveAPage()
{
    QVERIFY(m_backend->known.verbs.testFlag(Verb::Publish));
    QVERIFY(!part<QPushButton>(u"publishEventButton"_s));
    QVERIFY(!part<QPushButton>(u"unlockButton"_s));
}

void TestTestPage::publishesAnEventOfOnesOwn()
{
    openAccount();
    PublishDialog *dialog = openDialog();
    QVERIFY(dialog);
    auto *publish = dialog->findChild<QPushButton *>(u"publishButton"_s);
    QCOMPARE(publish->text(), u"Publish to SuperOffice production"_s);
    QVERIFY(!publish->isEnabled()); // of no type yet
    for (const QString &name :
         {u"publishSampleCombo"_s, u"statusCombo"_s, u"orderIdEdit"_s, u"addressEdit"_s})
        QVERIFY2(!dialog->findChild<QWidget *>(name)->isVisible(), qPrintable(name));
    dialog->findChild<QComboBox *>(u"typeCombo"_s)->setEditText(u"window.closed"_s);
    dialog->findChild<QPlainTextEdit *>(u"bodyEdit"_s)->setPlainText(u"{\"PrimaryKey\": 5}"_s);

    publish->click();

    QTRY_COMPARE(m_backend->publishedDrafts.size(), 1);
    const EventDraft &event = m_backend->publishedDrafts.first();
    QCOMPARE(event.type, u"window.closed"_s);
    QCOMPARE(event.payload, "{\"PrimaryKey\": 5}");
    QVERIFY(event.status.isEmpty() && event.orderId.isEmpty() && event.address.isEmpty());
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"noticeSummary"_s)
                    ->text()
                    .contains(u"SuperOffice tells those who subscribed"_s));
}

void TestTestPage::refusedEventIsToldInTheDialog()
{
    openAccount();
    PublishDialog *dialog = openDialog();
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QPlainTextEdit *>(u"bodyEdit"_s)->toPlainText().contains(u"PrimaryKey"_s));
    dialog->findChild<QComboBox *>(u"typeCombo"_s)->setEditText(u"window.closed"_s);
    m_backend->failure = invalid(Reason::Required, u"PrimaryKey"_s);

    dialog->findChild<QPushButton *>(u"publishButton"_s)->click();

    auto *told = dialog->findChild<QLabel *>(u"noticeSummary"_s);
    QTRY_VERIFY(told->isVisible());
    QVERIFY2(told->text().contains(u"PrimaryKey"_s), qPrintable(told->text()));
    QVERIFY(dialog->isVisible());
}

void TestTestPage::publishesNothingWhileLocked()
{
    m_connections->locked.insert(u"SuperOffice"_s);
    openAccount();
    auto *publish = part<QPushButton>(u"publishEventButton"_s);
    QVERIFY(!publish->isEnabled());
    QVERIFY(publish->toolTip().contains(u"locked"_s));
    QVERIFY(part<QPushButton>(u"sendButton"_s)->isEnabled()); // a test changes nothing there

    part<QPushButton>(u"unlockButton"_s)->click();

    QVERIFY(publish->isEnabled());
    QVERIFY(publish->toolTip().isEmpty());
    QVERIFY(!part<QPushButton>(u"unlockButton"_s)->isVisible());
    m_connections->lock(u"SuperOffice"_s);
    QVERIFY(!publish->isEnabled());
}

QTEST_MAIN(TestTestPage)
#include "tst_testpage.moc"
