// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The window on a remote account: what the rail and the status bar tell of it, its lock, and jobs of which
// the API tells little.
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/button.h"
#include "ui/figures.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/mainwindow.h"
#include "ui/railitem.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace tacklebox;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Connection plano()
{
    Connection account;
    account.id = {u"a1"_s};
    account.name = u"Plano"_s;
    account.kind = u"planomatic"_s;
    account.baseUrl = u"https://api.example"_s;
    account.environment = Environment::Production;
    account.isLocked = true;
    account.settings = {{u"integration_id"_s, 12}};
    return account;
}

ConnectionKind planoKind()
{
    ConnectionKind kind;
    kind.name = u"planomatic"_s;
    kind.vendor = u"PlanoMatic"_s;
    Field field;
    field.key = u"integration_id"_s;
    field.isRequired = true;
    kind.settings = {field};
    return kind;
}

Error refusedToken()
{
    Error error;
    error.kind = ErrorKind::NotAuthorised;
    error.reason = Reason::RemoteTokenInvalid;
    return error;
}

} // namespace

class TestRemoteWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void tellsWhereAnAccountIs();
    void saysWhyOneDoesNotWork();
    void unlocksForAWhile();
    void saysWhoAnswered();
    void leavesOutWhatTheApiDoesNotTell();
    void sortsByWhatTheServerSortsBy();
    void announcesNewerRowsToOneWhoReads();
    void followsANewName();
    void leavesAnAccountThatIsGone();
    void opensTheDialogFromTheRail();

private:
    template<typename T>
    T *part(const QString &name)
    {
        auto *found = jobs().findChild<T *>(name); // those of the chosen connection
        if (!found)
            found = m_window->findChild<T *>(name);
        if (!found)
            qWarning("no part named %s", qPrintable(name));
        return found;
    }
    ui::JobsPage &jobs() { return *static_cast<ui::JobsPage *>(m_window->page(u"jobs"_s)); }
    void choose(const QString &connection)
    {
        QTest::mouseClick(part<ui::RailItem>(u"connection_"_s + connection), Qt::LeftButton);
    }
    void tell(const ConnectionState &state)
    {
        m_connections->states.insert(u"Plano"_s, state);
        emit m_connections->stateChanged(u"Plano"_s);
    }

    ui::Theme m_theme{ui::Scheme::Light};
    std::unique_ptr<test::FakeBackend> m_local;
    std::unique_ptr<test::FakeBackend> m_remote;
    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<ui::PageRegistry> m_pages;
    std::unique_ptr<ui::Figures> m_figures;
    std::unique_ptr<ui::MainWindow> m_window;
};

void TestRemoteWindow::init()
{
    m_local = std::make_unique<test::FakeBackend>();
    m_remote = std::make_unique<test::FakeBackend>();
    m_remote->known.connection = u"Plano"_s;
    m_remote->known.kind = u"planomatic"_s;
    m_remote->known.environment = Environment::Production;
    m_remote->known.tellsAttempts = false;
    m_remote->known.jobSorts = {JobSort::LastSent};
    m_remote->known.verbs = Verb::ListSubscribers | Verb::ListJobs | Verb::Replay | Verb::Test;
    m_remote->jobRows = test::busyJobs(30, test::noon());
    for (JobDetail &row : m_remote->jobRows) {
        row.attemptLog.clear();
        row.payload.clear();
        row.job.state = JobState::Failed;
        row.job.statusCode = 503;
    }
    m_connections = std::make_unique<test::FakeConnections>();
    m_connections->knownKinds = {planoKind()};
    m_connections->add(u"local"_s, *m_local);
    m_connections->add(u"Plano"_s, *m_remote);
    m_connections->locked = {u"Plano"_s};
    m_connections->put(plano());
    m_pages = std::make_unique<ui::PageRegistry>();
    m_pages->add({u"jobs"_s,
                  u"Jobs"_s,
                  ui::PageSection::Connection,
                  Verb::ListJobs,
                  [this](Backend &backend, QWidget *parent) {
                      return ui::makeJobsPage(m_theme, *m_connections, backend, parent);
                  }});
    m_figures = std::make_unique<ui::Figures>(*m_connections);
    m_window = std::make_unique<ui::MainWindow>(m_theme, *m_connections, *m_pages, *m_figures);
    m_window->go({u"jobs"_s, {}});
    m_window->show();
    choose(u"Plano"_s);
    QTRY_COMPARE(jobs().list().table()->model()->rowCount(), 30);
}

void TestRemoteWindow::cleanup()
{
    m_window.reset();
    m_figures.reset();
    m_pages.reset();
    m_connections.reset();
    m_remote.reset();
    m_local.reset();
}

void TestRemoteWindow::tellsWhereAnAccountIs()
{
    const auto *item = part<ui::RailItem>(u"connection_Plano"_s);

    QVERIFY(item->accessibleDescription().startsWith(u"production \u00b7 integration"_s));
    QVERIFY(item->accessibleDescription().contains(u"12"_s));
    QVERIFY(item->accessibleDescription().endsWith(u"locked"_s));
    QCOMPARE(part<QLabel>(u"statusState"_s)->text(), u"api.example \u00b7 production \u00b7 locked"_s);
}

void TestRemoteWindow::saysWhyOneDoesNotWork()
{
    tell({ConnectionState::Standing::NeedsSignIn, refusedToken(), test::noon()});

    QVERIFY(
        part<ui::RailItem>(u"connection_Plano"_s)->accessibleDescription().startsWith(u"needs sign-in"_s));
    auto *notice = part<QWidget>(u"accountNotice"_s);
    QVERIFY(notice->isVisible());
    QVERIFY(!m_window->findChild<ui::RailItem *>(u"connection_Plano"_s)->toolTip().isEmpty());

    // Where one looks elsewhere, it isn't told.
    choose(u"local"_s);
    QVERIFY(!notice->isVisible());
    choose(u"Plano"_s);
    QVERIFY(notice->isVisible());

    tell({ConnectionState::Standing::Ready, {}, test::noon()});
    QVERIFY(!notice->isVisible());
}

void TestRemoteWindow::unlocksForAWhile()
{
    auto *replay = part<ui::Button>(u"replayButton"_s);
    auto *unlock = part<ui::Button>(u"unlockButton"_s);
    jobs().list().table()->selectRow(0);
    QVERIFY(!replay->isEnabled());
    QVERIFY(replay->toolTip().contains(u"locked"_s));
    QCOMPARE(unlock->text(), u"Unlock for 15 minutes"_s);

    QTest::mouseClick(unlock, Qt::LeftButton);
    QVERIFY(replay->isEnabled());
    QVERIFY(!unlock->isVisible());
    QVERIFY(part<QLabel>(u"statusState"_s)->text().endsWith(u"unlocked 15:00 left"_s));

    m_connections->lock(u"Plano"_s);
    QVERIFY(!replay->isEnabled());
    QVERIFY(unlock->isVisible());
}

void TestRemoteWindow::saysWhoAnswered()
{
    const auto labels = part<QWidget>(u"jobPaging"_s)->findChildren<QLabel *>();

    QVERIFY(std::ranges::any_of(
        labels, [](const QLabel *label) { return label->text() == u"searched and sorted by Plano"_s; }));
    QVERIFY(m_remote->jobQueries.constLast().count);
}

void TestRemoteWindow::leavesOutWhatTheApiDoesNotTell()
{
    jobs().list().table()->selectRow(0);
    QTRY_VERIFY(part<QTabWidget>(u"jobTabs"_s)->isVisible());

    const auto *tabs = part<QTabWidget>(u"jobTabs"_s);
    QVERIFY(tabs->isTabVisible(0));
    QVERIFY(!tabs->isTabVisible(1));
    const auto labels = part<QWidget>(u"jobVerdict"_s)->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(
        labels, [](const QLabel *label) { return label->text().contains(u"answered 503"_s); }));
    QVERIFY(std::ranges::any_of(
        labels, [](const QLabel *label) { return label->text().contains(u"tells the last answer only"_s); }));
}

void TestRemoteWindow::sortsByWhatTheServerSortsBy()
{
    QCOMPARE(m_remote->jobQueries.constFirst().sort, JobSort::LastSent);
}

void TestRemoteWindow::announcesNewerRowsToOneWhoReads()
{
    jobs().list().table()->selectRow(3);
    const qsizetype asked = m_remote->jobQueries.size();

    emit m_remote->jobsChanged({{}, true});

    auto *pill = part<QAbstractButton>(u"newRowsButton"_s);
    QTRY_VERIFY(pill->isVisible());
    QCOMPARE(m_remote->jobQueries.size(), asked);
    QTest::mouseClick(pill, Qt::LeftButton);
    QTRY_VERIFY(m_remote->jobQueries.size() > asked);
}

void TestRemoteWindow::followsANewName()
{
    Connection renamed = plano();
    renamed.name = u"Plano West"_s;
    m_remote->known.connection = renamed.name;

    m_connections->put(renamed);

    QVERIFY(part<ui::RailItem>(u"connection_Plano West"_s)->isChecked());
    QCOMPARE(m_window->currentPage(), u"jobs"_s);
}

void TestRemoteWindow::leavesAnAccountThatIsGone()
{
    (void)m_connections->remove(u"Plano"_s);

    QVERIFY(part<ui::RailItem>(u"connection_local"_s)->isChecked());
    QVERIFY(!m_window->findChild<ui::RailItem *>(u"connection_Plano"_s));
    QVERIFY(m_window->page(u"jobs"_s));
}

void TestRemoteWindow::opensTheDialogFromTheRail()
{
    QTest::mouseClick(part<ui::Button>(u"addConnectionButton"_s), Qt::LeftButton);
    auto *dialog = part<QDialog>(u"connectionDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    dialog->reject();

    const auto actions = part<ui::RailItem>(u"connection_Plano"_s)->actions();
    QCOMPARE(actions.size(), 4);
    actions.constFirst()->trigger();
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"connectionDialog"_s));
}

QTEST_MAIN(TestRemoteWindow)
#include "tst_remotewindow.moc"
