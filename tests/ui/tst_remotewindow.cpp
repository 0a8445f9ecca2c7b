// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The window on a remote account: what the rail and the status bar tell of it, its lock, and jobs of which
// the API tells little.
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/button.h"
#include "ui/connectiontext.h"
#include "ui/figures.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/mainwindow.h"
#include "ui/page.h"
#include "ui/railitem.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

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

Connection accountOf(const QString &id, const QString &name)
{
    Connection account = plano();
    account.id = {id};
    account.name = name;
    return account;
}

// Accounts that another process edits: all of its edits come at once.
class EditedConnections final : public Connections
{
public:
    struct Row
    {
        Connection account;
        Backend *backend;
    };

    explicit EditedConnections(Backend &local)
        : m_local(local)
    {
    }

    void set(const QList<Row> &rows)
    {
        m_rows = rows;
        emit changed();
    }

    [[nodiscard]] QStringList names() const override
    {
        QStringList names{u"local"_s};
        for (const Row &row : m_rows)
            names << row.account.name;
        return names;
    }
    [[nodiscard]] Backend *backend(const QString &name) override
    {
        const Row *row = find(name);
        return row ? row->backend : name == "local"_L1 ? &m_local : nullptr;
    }
    [[nodiscard]] QList<ConnectionKind> kinds() const override { return {planoKind()}; }
    [[nodiscard]] std::optional<Connection> account(const QString &name) const override
    {
        const Row *row = find(name);
        return row ? std::optional(row->account) : std::nullopt;
    }
    [[nodiscard]] ConnectionState state(const QString &) const override { return {}; }
    Async<Connection> save(ConnectionDraft) override { return ready<Connection>(Connection{}); }
    Async<Done> remove(QString) override { return ready<Done>(Done{}); }
    Async<Done> check(QString) override { return ready<Done>(Done{}); }
    Async<Done> logIn(QString, Secret) override { return ready<Done>(Done{}); }
    Async<SignInPage> signInByBrowser(QString, std::stop_token) override
    {
        return ready<SignInPage>(SignInPage{{}, ready<Done>(Done{})});
    }
    void unlock(const QString &, std::chrono::milliseconds) override { }
    void lock(const QString &) override { }
    [[nodiscard]] bool isLocked(const QString &) const override { return false; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> unlockedFor(const QString &) const override
    {
        return std::nullopt;
    }

private:
    [[nodiscard]] const Row *find(const QString &name) const
    {
        const auto found = std::ranges::find(m_rows, name, [](const Row &row) { return row.account.name; });
        return found == m_rows.end() ? nullptr : &*found;
    }

    Backend &m_local;
    QList<Row> m_rows;
};

// A page that tells which backend it was made for.
class NamedPage final : public ui::Page
{
public:
    NamedPage(const ui::Theme &theme, Backend &of, QWidget *parent)
        : Page(theme, u"Page"_s, parent)
        , backend(&of)
    {
    }

    Backend *backend;
};

// A window on such accounts, with a page of the connection and one of the profile.
class EditedWindow final
{
public:
    EditedWindow()
    {
        one.known.connection = u"A"_s;
        other.known.connection = u"A"_s;
        const auto make
            = [this](Backend &backend, QWidget *parent) { return new NamedPage(theme, backend, parent); };
        pages.add({u"jobs"_s, u"Jobs"_s, ui::PageSection::Connection, {}, make});
        pages.add({u"settings"_s, u"Settings"_s, ui::PageSection::Profile, {}, make});
    }

    void start()
    {
        figures = std::make_unique<ui::Figures>(connections);
        window = std::make_unique<ui::MainWindow>(theme, connections, pages, *figures);
        window->go({u"jobs"_s, {}, u"A"_s});
        window->show();
    }

    [[nodiscard]] Backend *shown(const QString &key) const
    {
        return static_cast<NamedPage *>(window->page(key))->backend;
    }

    ui::Theme theme{ui::Scheme::Light};
    test::FakeBackend local;
    test::FakeBackend one;
    test::FakeBackend other;
    EditedConnections connections{local};
    ui::PageRegistry pages;
    std::unique_ptr<ui::Figures> figures;
    std::unique_ptr<ui::MainWindow> window;
};

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
    void saysAFailureOnce();
    void saysWhatTheServerIsWhereThePointerRests();
    void saysThatTheLastCallWasSlow();
    void asksTheServerAnewByF5();
    void asksTheServerAnewWhereAPersonTriesAgain();
    void asksAgainOnceTheAccountWorks();
    void leavesAPageAloneThatFailsAgain();
    void unlocksForAWhile();
    void saysWhoAnswered();
    void leavesOutWhatTheApiDoesNotTell();
    void sortsByWhatTheServerSortsBy();
    void announcesNewerRowsToOneWhoReads();
    void followsANewName();
    void offersWhatWasAllowedMeanwhile();
    void leavesAnAccountThatIsGone();
    void opensTheDialogFromTheRail();
    void closesAMenuWhoseConnectionGoes();
    void doesNotGoToAnAccountThatIsGone();
    void goesToAPageOfAnotherConnectionAtOnce();
    void goesNowhereThatTheConnectionHasNot();
    void givesNoPageToAnotherAccountByTheSameName();
    void followsAnAccountWhoseNameAnotherOneTakes();
    void keepsThePagesOfTheProfileOffAccounts();
    void asksNothingMoreOfANameThatIsGone();
    void saysOfWhichServerALocalAccountIs();

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

void TestRemoteWindow::saysAFailureOnce()
{
    const auto *notice = part<QWidget>(u"accountNotice"_s);
    tell({ConnectionState::Standing::NeedsSignIn, refusedToken(), test::noon()});
    QVERIFY(notice->isVisible()); // over the rows that are known

    m_remote->failure = refusedToken();
    jobs().activate();
    auto *edit = part<ui::Button>(u"jobStateLink"_s);
    QTRY_VERIFY(edit->isVisible());
    QVERIFY(!notice->isVisible());
    QCOMPARE(edit->text(), u"Edit connection…"_s);

    Error other = refusedToken();
    other.reason = Reason::RemoteTls;
    tell({ConnectionState::Standing::Unreachable, other, test::noon()});
    QVERIFY(notice->isVisible());
    tell({ConnectionState::Standing::NeedsSignIn, refusedToken(), test::noon()});
    QVERIFY(!notice->isVisible());

    m_remote->failure.reset();
    jobs().activate();
    QTRY_VERIFY(jobs().list().table()->isVisible());
    QVERIFY(notice->isVisible());
}

void TestRemoteWindow::saysWhatTheServerIsWhereThePointerRests()
{
    ConnectionState state{ConnectionState::Standing::Ready, {}, test::noon()};
    tell(state);
    const QString before = part<ui::RailItem>(u"connection_Plano"_s)->toolTip();

    state.service = u"NetServer 10.3.7.842"_s;
    tell(state);

    QCOMPARE(part<ui::RailItem>(u"connection_Plano"_s)->toolTip(), before + u"\nNetServer 10.3.7.842"_s);
}

void TestRemoteWindow::saysThatTheLastCallWasSlow()
{
    ConnectionKind kind = planoKind();
    kind.slowAfter = 2s;
    m_connections->knownKinds = {kind};
    ConnectionState state{ConnectionState::Standing::Ready, {}, test::noon()};
    tell(state);
    QVERIFY(!part<QLabel>(u"statusSlow"_s)->isVisible());

    state.slow = 2400ms;
    tell(state);

    const auto *label = part<QLabel>(u"statusSlow"_s);
    QVERIFY(label->isVisible());
    QCOMPARE(label->text(), u"Slow: the last call took 2.4 s"_s);
    QCOMPARE(label->toolTip(), u"PlanoMatic itself calls a call slow that takes more than 2 s."_s);
    QVERIFY(part<ui::RailItem>(u"connection_Plano"_s)->toolTip().endsWith(label->text()));

    state.slow.reset();
    tell(state);
    QVERIFY(!label->isVisible());
}

void TestRemoteWindow::asksTheServerAnewByF5()
{
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const int refreshes = m_remote->refreshes;
    const qsizetype asked = m_remote->jobQueries.size();

    QTest::keyClick(m_window.get(), Qt::Key_F5);

    QCOMPARE(m_remote->refreshes, refreshes + 1);
    QCOMPARE(m_local->refreshes, 0);
    QVERIFY(m_remote->jobQueries.size() > asked);
}

void TestRemoteWindow::asksTheServerAnewWhereAPersonTriesAgain()
{
    m_remote->failure = refusedToken();
    jobs().activate();
    auto *again = part<ui::Button>(u"jobStateAction"_s);
    QTRY_VERIFY(again->isVisible());
    m_remote->failure.reset();
    const int refreshes = m_remote->refreshes;

    QTest::mouseClick(again, Qt::LeftButton);

    QCOMPARE(m_remote->refreshes, refreshes + 1);
    QTRY_VERIFY(jobs().list().table()->isVisible());
}

void TestRemoteWindow::asksAgainOnceTheAccountWorks()
{
    m_remote->failure = refusedToken();
    jobs().activate();
    tell({ConnectionState::Standing::NeedsSignIn, refusedToken(), test::noon()});
    QTRY_VERIFY(part<ui::Button>(u"jobStateAction"_s)->isVisible());
    m_remote->failure.reset();
    const int refreshes = m_remote->refreshes;

    tell({ConnectionState::Standing::Checking, refusedToken(), test::noon()});
    QCOMPARE(m_remote->refreshes, refreshes);
    tell({ConnectionState::Standing::Ready, {}, test::noon()});

    QCOMPARE(m_remote->refreshes, refreshes + 1);
    QTRY_VERIFY(jobs().list().table()->isVisible());

    // A page that is fine is left alone.
    tell({ConnectionState::Standing::NeedsSignIn, refusedToken(), test::noon()});
    tell({ConnectionState::Standing::Ready, {}, test::noon()});
    QCOMPARE(m_remote->refreshes, refreshes + 1);
}

void TestRemoteWindow::leavesAPageAloneThatFailsAgain()
{
    m_remote->failure = refusedToken();
    jobs().activate();
    QTRY_VERIFY(part<ui::Button>(u"jobStateAction"_s)->isVisible());
    const int refreshes = m_remote->refreshes;
    const auto work = [this] { // as by other calls than the page's
        tell({ConnectionState::Standing::Failing, refusedToken(), test::noon()});
        tell({ConnectionState::Standing::Ready, {}, test::noon()});
    };

    work();
    QCOMPARE(m_remote->refreshes, refreshes + 1);
    work();
    QCOMPARE(m_remote->refreshes, refreshes + 1);

    tell({ConnectionState::Standing::Checking, {}, test::noon()});
    tell({ConnectionState::Standing::Ready, {}, test::noon()});
    QCOMPARE(m_remote->refreshes, refreshes + 2);

    choose(u"local"_s); // not in sight
    work();
    QCOMPARE(m_remote->refreshes, refreshes + 2);
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

void TestRemoteWindow::offersWhatWasAllowedMeanwhile()
{
    m_connections->locked.clear();
    m_remote->known.verbs &= ~Verbs(Verb::Replay);
    m_remote->known.barred = Verb::Replay;
    m_connections->put(plano());
    QTRY_COMPARE(jobs().list().table()->model()->rowCount(), 30);
    jobs().list().table()->selectRow(0);
    QVERIFY(part<ui::Button>(u"replayButton"_s)->isVisible());
    QVERIFY(!part<ui::Button>(u"replayButton"_s)->isEnabled());
    QVERIFY(part<ui::Button>(u"replayButton"_s)->toolTip().startsWith(u"No document of Plano"_s));

    m_remote->known.verbs |= Verb::Replay;
    m_remote->known.barred = {};
    m_connections->put(plano()); // its settings were edited

    QCOMPARE(m_window->currentPage(), u"jobs"_s);
    QTRY_COMPARE(jobs().list().table()->model()->rowCount(), 30);
    jobs().list().table()->selectRow(0);
    QTRY_VERIFY(part<ui::Button>(u"replayButton"_s)->isEnabled());
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

// It would end the program if it stood on the stack.
void TestRemoteWindow::closesAMenuWhoseConnectionGoes()
{
    auto *item = m_window->findChild<ui::RailItem *>(u"connection_Plano"_s);
    QContextMenuEvent asked(QContextMenuEvent::Mouse, {4, 4}, item->mapToGlobal(QPoint(4, 4)));
    QApplication::sendEvent(item, &asked);
    const QPointer<QMenu> menu = item->findChild<QMenu *>();
    QVERIFY(menu);
    QTRY_VERIFY(menu->isVisible());
    QCOMPARE(menu->actions().size(), 4);

    (void)m_connections->remove(u"Plano"_s);

    QTRY_VERIFY(!menu);
    QVERIFY(m_window->findChild<ui::RailItem *>(u"connection_local"_s)->isChecked());
}

void TestRemoteWindow::doesNotGoToAnAccountThatIsGone()
{
    m_window->go({u"jobs"_s, {}, u"Gone"_s});

    QCOMPARE(m_window->currentConnection(), u"Plano"_s);
    QVERIFY(part<ui::RailItem>(u"connection_Plano"_s)->isChecked());
    auto *notice = part<QWidget>(u"accountNotice"_s);
    QVERIFY(notice->isVisible());
    QVERIFY(notice->findChild<QLabel *>(u"noticeSummary"_s)->text().contains(u"“Gone”"_s));
}

void TestRemoteWindow::goesToAPageOfAnotherConnectionAtOnce()
{
    EditedWindow edited;
    edited.connections.set({{accountOf(u"1"_s, u"A"_s), &edited.one}});
    edited.start();
    const QSignalSpy shown(edited.window.get(), &ui::MainWindow::pageShown);

    edited.window->go({u"settings"_s, {}, u"local"_s});

    QCOMPARE(shown.size(), 1);
    QCOMPARE(edited.window->currentConnection(), u"local"_s);
    QCOMPARE(edited.window->currentPage(), u"settings"_s);
}

void TestRemoteWindow::goesNowhereThatTheConnectionHasNot()
{
    choose(u"local"_s);
    m_remote->known.verbs.setFlag(Verb::ListJobs, false);

    m_window->go({u"jobs"_s, {}, u"Plano"_s});

    QCOMPARE(m_window->currentConnection(), u"Plano"_s);
    QVERIFY(!m_window->page(u"jobs"_s));
}

void TestRemoteWindow::givesNoPageToAnotherAccountByTheSameName()
{
    EditedWindow edited;
    edited.connections.set({{accountOf(u"1"_s, u"A"_s), &edited.one}});
    edited.start();
    QCOMPARE(edited.shown(u"jobs"_s), &edited.one);
    const QPointer<QWidget> before = edited.window->page(u"jobs"_s);

    edited.connections.set({{accountOf(u"2"_s, u"A"_s), &edited.other}}); // removed, and added again

    QCOMPARE(edited.window->currentConnection(), u"A"_s);
    QCOMPARE(edited.shown(u"jobs"_s), &edited.other);
    QVERIFY(edited.window->page(u"jobs"_s)->isVisible());
    QTRY_VERIFY(!before);
}

void TestRemoteWindow::followsAnAccountWhoseNameAnotherOneTakes()
{
    EditedWindow edited;
    edited.connections.set(
        {{accountOf(u"1"_s, u"A"_s), &edited.one}, {accountOf(u"2"_s, u"C"_s), &edited.other}});
    edited.start();

    edited.connections.set(
        {{accountOf(u"2"_s, u"A"_s), &edited.other}, {accountOf(u"1"_s, u"B"_s), &edited.one}});

    QCOMPARE(edited.window->currentConnection(), u"B"_s);
    QCOMPARE(edited.window->currentPage(), u"jobs"_s);
    QCOMPARE(edited.shown(u"jobs"_s), &edited.one);
    QVERIFY(edited.window->page(u"jobs"_s)->isVisible());
    edited.window->go({u"jobs"_s, {}, u"A"_s});
    QCOMPARE(edited.shown(u"jobs"_s), &edited.other);
}

void TestRemoteWindow::keepsThePagesOfTheProfileOffAccounts()
{
    EditedWindow edited;
    edited.connections.set({{accountOf(u"1"_s, u"A"_s), &edited.one}});
    edited.start();

    edited.window->go({u"settings"_s, {}});
    QCOMPARE(edited.window->currentConnection(), u"A"_s);
    QCOMPARE(edited.shown(u"settings"_s), &edited.local); // which outlives it
    edited.connections.set({});

    QCOMPARE(edited.window->currentConnection(), u"local"_s);
    QCOMPARE(edited.window->currentPage(), u"settings"_s);
}

void TestRemoteWindow::asksNothingMoreOfANameThatIsGone()
{
    EditedWindow edited;
    edited.connections.set({{accountOf(u"1"_s, u"A"_s), &edited.one}});
    edited.start();
    emit edited.one.statisticsChanged(test::busyFigures());
    QVERIFY(edited.figures->of(u"A"_s));
    const QSignalSpy told(edited.figures.get(), &ui::Figures::changed);

    edited.connections.set({{accountOf(u"1"_s, u"B"_s), &edited.one}});
    emit edited.one.statisticsChanged(test::busyFigures());

    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0][0].toString(), u"B"_s);
    QVERIFY(!edited.figures->of(u"A"_s));
}

void TestRemoteWindow::saysOfWhichServerALocalAccountIs()
{
    Connection account = plano();
    account.environment = Environment::Local;
    m_remote->known.environment = Environment::Local;

    m_connections->put(account);

    QVERIFY(part<ui::RailItem>(u"connection_Plano"_s)->accessibleDescription().startsWith(u"local"_s));
    QCOMPARE(ui::serverName(m_remote->known), u"Plano"_s); // not this computer
    QCOMPARE(ui::placeText(m_remote->known), u"Plano local"_s);
    QCOMPARE(ui::serverName(test::localInfo()), QString());
}

QTEST_MAIN(TestRemoteWindow)
#include "tst_remotewindow.moc"
