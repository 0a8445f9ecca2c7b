// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/clock.h"
#include "models/column.h"
#include "models/subscribersmodel.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/listpanel.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QAction>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tacklebox;
using namespace tacklebox::ui;

namespace {

constexpr int kColumn = models::SubscribersModel::SeenCertificate;
constexpr std::chrono::hours kDay{24};

} // namespace

// The certificates on the Subscribers page: those known, and a person's look.
class TestCertificateLooks : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsWhatIsKnown();
    void asksAgainAfterDeliveries();
    void looksAtTheChosenOne();
    void looksAtAllFewAtATime();
    void looksOnALockedConnection();
    void saysWhyNothingWasSeen();
    void cannotLookWhereThereIsNoTls();
    void endsWithItsPage();
    void goesWhereThereIsNoRoom();
    void isNotKeptAwayForWantOfRoom();
    void isNotThereWhereNobodyLooks();
    void remoteRowsSayWhenTheyWereSentTo();

private:
    void makePage();
    [[nodiscard]] TableView *table() const
    {
        return m_page->findChild<TableView *>(u"subscriberTable"_s);
    }
    [[nodiscard]] QAction *action(const QString &name) const { return m_page->findChild<QAction *>(name); }
    [[nodiscard]] int rowOf(const QString &id) const
    {
        const auto *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data(models::IdRole).toString() == id)
                return row;
        }
        return -1;
    }
    [[nodiscard]] QString certificateOf(const QString &id) const
    {
        return table()->model()->index(rowOf(id), kColumn).data().toString();
    }
    [[nodiscard]] QString urlOf(int row) const { return m_backend->subscriberRows.at(row).url; }
    [[nodiscard]] QString notice() const
    {
        const auto *label = m_page->findChild<QLabel *>(u"noticeSummary"_s);
        return label != nullptr && label->isVisible() ? label->text() : QString();
    }

    Theme m_theme{Scheme::Light};
    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<SubscribersPage> m_page;
};

void TestCertificateLooks::init()
{
    m_connections = std::make_unique<test::FakeConnections>();
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->subscriberRows = test::busySubscribers(test::noon());
}

void TestCertificateLooks::cleanup()
{
    m_page.reset();
    m_backend.reset();
}

void TestCertificateLooks::makePage()
{
    m_page.reset(makeSubscribersPage(m_theme, *m_connections, *m_backend));
    m_page->resize(1200, 600);
    m_page->show();
    m_page->activate();
    QTRY_COMPARE(table()->model()->rowCount(), int(m_backend->subscriberRows.size()));
}

void TestCertificateLooks::showsWhatIsKnown()
{
    m_backend->seenHere.rows = {*certificateSeen(
        test::handshakeOf(u"https://acme.example/elsewhere"_s, SystemClock().now() + 12 * kDay + 1h))};

    makePage();

    QTRY_COMPARE(certificateOf(u"1"_s), u"12 days"_s);
    QCOMPARE(certificateOf(u"2"_s), u"–"_s);
    QCOMPARE(certificateOf(u"5"_s), u"no TLS"_s);
    QVERIFY(!table()->isColumnHidden(kColumn));
    QVERIFY(!m_backend->seenHere.asked.last().contains(u"http://10.0.4.12/erp"_s));
    QVERIFY(m_backend->seenHere.looked.isEmpty()); // nobody asked for that
}

void TestCertificateLooks::asksAgainAfterDeliveries()
{
    makePage();
    QTRY_VERIFY(!m_backend->seenHere.asked.isEmpty());
    m_backend->seenHere.rows
        = {*certificateSeen(test::handshakeOf(urlOf(0), SystemClock().now() + 90 * kDay + 1h))};

    emit m_backend->jobsChanged({{}, true});

    QTRY_COMPARE(certificateOf(u"1"_s), u"90 days"_s);
}

void TestCertificateLooks::looksAtTheChosenOne()
{
    makePage();
    QVERIFY(!action(u"lookAction"_s)->isEnabled());
    m_backend->seenHere.shown.insert(
        urlOf(1), test::handshakeOf(urlOf(1), SystemClock().now() - 3 * kDay, Outcome::TlsExpired));
    m_page->list().select(u"2"_s);
    QVERIFY(action(u"lookAction"_s)->isEnabled());

    action(u"lookAction"_s)->trigger();

    QTRY_COMPARE(certificateOf(u"2"_s), u"expired 3 days ago"_s);
    QCOMPARE(m_backend->seenHere.looked, QStringList{urlOf(1)});
    QTRY_COMPARE(notice(), u"api.harbor.example:443: expired 3 days ago"_s);
    QVERIFY(m_backend->testRequests.empty());
}

void TestCertificateLooks::looksAtAllFewAtATime()
{
    m_backend->seenHere.isHolding = true;
    Subscriber twin = m_backend->subscriberRows.first();
    twin.id = {u"twin"_s};
    twin.url = u"https://ACME.example/again"_s;
    m_backend->subscriberRows.append(twin);
    for (const Subscriber &row : std::as_const(m_backend->subscriberRows))
        m_backend->seenHere.shown.insert(
            row.url, test::handshakeOf(row.url, SystemClock().now() + 50 * kDay + 1h));
    makePage();

    action(u"lookAllAction"_s)->trigger();

    QCOMPARE(m_backend->seenHere.looked.size(), 4); // the deliveries use the same connections
    QCOMPARE(notice(), u"Looking at 5 certificates…"_s);
    m_backend->seenHere.answerHeld();
    QTRY_COMPARE(m_backend->seenHere.looked.size(), 5); // one a host, and none for http
    m_backend->seenHere.answerHeld();
    QTRY_COMPARE(notice(), u"Looked at 5 certificates."_s);
    QCOMPARE(certificateOf(u"twin"_s), u"50 days"_s);
    QCOMPARE(certificateOf(u"6"_s), u"50 days"_s);
}

void TestCertificateLooks::looksOnALockedConnection()
{
    m_connections->add(u"local"_s, *m_backend);
    m_connections->locked = {u"local"_s};
    m_backend->seenHere.shown.insert(urlOf(0),
                                     test::handshakeOf(urlOf(0), SystemClock().now() + 50 * kDay + 1h));
    makePage();
    m_page->list().select(u"1"_s);

    QVERIFY(action(u"lookAction"_s)->isEnabled());
    action(u"lookAction"_s)->trigger();

    QTRY_COMPARE(certificateOf(u"1"_s), u"50 days"_s);
}

void TestCertificateLooks::saysWhyNothingWasSeen()
{
    makePage();
    m_page->list().select(u"3"_s);

    action(u"lookAction"_s)->trigger();

    QTRY_VERIFY2(notice().contains(u"field.example could not be connected to"_s), qPrintable(notice()));
    QCOMPARE(certificateOf(u"3"_s), u"–"_s);
}

void TestCertificateLooks::cannotLookWhereThereIsNoTls()
{
    makePage();
    m_page->list().select(u"5"_s);

    QVERIFY(!action(u"lookAction"_s)->isEnabled());
    QVERIFY(action(u"lookAllAction"_s)->isEnabled());
}

void TestCertificateLooks::endsWithItsPage()
{
    m_backend->seenHere.isHolding = true;
    makePage();
    m_page->list().select(u"1"_s);
    action(u"lookAction"_s)->trigger();

    m_page.reset();

    m_backend->seenHere.answerHeld(); // nobody hears it
    QCOMPARE(m_backend->seenHere.looked.size(), 1);
}

// The address tells more.
void TestCertificateLooks::goesWhereThereIsNoRoom()
{
    makePage();
    QVERIFY(!table()->isColumnHidden(kColumn));

    m_page->resize(816, 600);
    QTRY_VERIFY(table()->isColumnHidden(kColumn));

    m_page->resize(1200, 600);
    QTRY_VERIFY(!table()->isColumnHidden(kColumn));
    table()->setColumnHidden(kColumn, true); // by a person: it stays so
    m_page->resize(1300, 600);
    QTRY_COMPARE(m_page->width(), 1300);
    QVERIFY(table()->isColumnHidden(kColumn));
}

// A narrow window is no choice of a person's: a wide one has the column again, after a restart, too.
void TestCertificateLooks::isNotKeptAwayForWantOfRoom()
{
    const auto isKeptHidden = [this] {
        return table()->columns().arrangement().value("hidden"_L1).toArray().contains(kColumn);
    };
    makePage();
    m_page->resize(816, 600);
    QTRY_VERIFY(table()->isColumnHidden(kColumn));
    QVERIFY(!isKeptHidden());

    m_page->resize(1200, 600);
    QTRY_VERIFY(!table()->isColumnHidden(kColumn));
    table()->columns().setShown(kColumn, false);
    QVERIFY(isKeptHidden());
}

void TestCertificateLooks::isNotThereWhereNobodyLooks()
{
    m_backend->hasCertificates = false;
    makePage();

    QVERIFY(table()->isColumnHidden(kColumn));
    QVERIFY(action(u"lookAction"_s) == nullptr);
}

void TestCertificateLooks::remoteRowsSayWhenTheyWereSentTo()
{
    m_backend->known.tellsAttempts = false;
    makePage();
    const auto header = [this](int role) {
        return table()->model()->headerData(models::SubscribersModel::LastSent, Qt::Horizontal, role);
    };
    QVERIFY(!table()->isColumnHidden(models::SubscribersModel::LastSent));
    QVERIFY(!header(models::SortableRole).toBool()); // only its jobs tell
    m_page.reset();

    m_backend->known.verbs.setFlag(Verb::ListJobs, false);
    makePage();
    QVERIFY(table()->isColumnHidden(models::SubscribersModel::LastSent));
}

QTEST_MAIN(TestCertificateLooks)
#include "tst_certificatelooks.moc"
