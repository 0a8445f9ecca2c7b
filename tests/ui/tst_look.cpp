// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Draws the window in each of its states, light and dark, and keeps the pictures beside the build.
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/figures.h"
#include "ui/firstruncontroller.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/mainwindow.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include "core/clock.h"

#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

// Everything that was asked for has come.
bool isSettled(const QWidget &window, const QString &state)
{
    const auto *kept = window.findChild<QLabel *>(u"statusKept"_s);
    const bool hasFigures = !kept->text().isEmpty() && kept->width() >= kept->sizeHint().width();
    if (state == "welcome"_L1)
        return hasFigures;
    if (state == "failed"_L1)
        return hasFigures && window.findChild<QWidget *>(u"jobState"_s)->isVisible();
    if (state == "empty"_L1)
        return hasFigures && window.findChild<QWidget *>(u"jobState"_s)->isVisible();
    return hasFigures && !window.findChild<QLabel *>(u"jobPagingRange"_s)->text().contains(u"many"_s);
}

void keepPicture(QWidget &of, const QString &name)
{
    const QString folder = QStringLiteral(TACKLEBOX_BINARY_DIR) + u"/pictures"_s;
    QVERIFY(QDir().mkpath(folder));
    QCoreApplication::sendPostedEvents(); // texts that changed just now want their room
    QVERIFY(of.grab().save(folder + u'/' + name + u".png"_s));
}

ConnectionKind planoKind()
{
    ConnectionKind kind;
    kind.name = u"planomatic"_s;
    kind.vendor = u"PlanoMatic"_s;
    kind.places = {{Environment::Production, u"production"_s, u"https://planomatic.example"_s}};
    Field integration;
    integration.key = u"integration_id"_s;
    integration.kind = FieldKind::Number;
    integration.isRequired = true;
    integration.initial = QJsonValue(QJsonValue::Undefined);
    kind.settings = {integration};
    Field token;
    token.key = u"token"_s;
    token.kind = FieldKind::Secret;
    token.sensitivity = FieldSensitivity::Secret;
    token.isRequired = true;
    kind.secrets = {token};
    return kind;
}

// The window on an account of production whose API tells little of a job.
class AccountScene final
{
public:
    AccountScene(bool isDark, const QSize &size)
        : theme(isDark ? ui::Scheme::Dark : ui::Scheme::Light)
    {
        fill(SystemClock().now());
        const auto nothing = [](Backend &, QWidget *) -> ui::Page * { return nullptr; };
        pages.add({u"subscribers"_s,
                   u"Subscribers"_s,
                   ui::PageSection::Connection,
                   Verb::ListSubscribers,
                   [this](Backend &of, QWidget *parent) {
                       return ui::makeSubscribersPage(theme, connections, of, parent);
                   }});
        pages.add({u"jobs"_s,
                   u"Jobs"_s,
                   ui::PageSection::Connection,
                   Verb::ListJobs,
                   [this](Backend &of, QWidget *parent) {
                       return ui::makeJobsPage(theme, connections, of, parent);
                   }});
        pages.add({u"test"_s, u"Test"_s, ui::PageSection::Connection, Verb::Test, nothing});
        pages.add({u"settings"_s, u"Settings"_s, ui::PageSection::Profile, {}, nothing});
        figures = std::make_unique<ui::Figures>(connections);
        window = std::make_unique<ui::MainWindow>(theme, connections, pages, *figures);
        window->resize(size);
    }

    void go(const QString &page)
    {
        window->go({page, {}, u"Plano"_s});
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    template<typename T>
    T *part(const QString &name) const
    {
        return window->findChild<T *>(name);
    }
    void click(const QString &name) const { part<QPushButton>(name)->click(); }
    void type(const QString &name, const QString &text) const
    {
        auto *line = part<QLineEdit>(name);
        line->selectAll();
        QTest::keyClicks(line, text);
    }

    ui::Theme theme;
    test::FakeBackend local;
    test::FakeBackend remote;
    test::FakeConnections connections;
    ui::PageRegistry pages;
    std::unique_ptr<ui::Figures> figures;
    std::unique_ptr<ui::MainWindow> window;

private:
    void fill(Instant now)
    {
        remote.known.connection = u"Plano"_s;
        remote.known.kind = u"planomatic"_s;
        remote.known.environment = Environment::Production;
        remote.known.tellsAttempts = false;
        remote.known.tellsConflicts = false;
        remote.known.addsById = true;
        remote.known.jobSorts = {JobSort::LastSent};
        remote.known.verbs = Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber
            | Verb::DeleteSubscriber | Verb::ListJobs | Verb::Replay | Verb::Test;
        remote.known.unconfirmed = Verb::CreateSubscriber | Verb::DeleteSubscriber | Verb::Replay;
        remote.hasRuns = false;
        remote.subscriberRows = test::busySubscribers(now);
        remote.seenHere.rows = test::busyCertificates(now);
        remote.jobRows = test::busyJobs(60, now);
        for (JobDetail &row : remote.jobRows) {
            row.attemptLog.clear();
            row.payload.clear();
            if (row.job.state != JobState::Delivered)
                row.job.state = row.job.statusCode ? JobState::Failed : JobState::Unknown;
        }
        connections.knownKinds = {planoKind()};
        connections.add(u"local"_s, local);
        connections.add(u"Plano"_s, remote);
        Connection account;
        account.id = {u"a1"_s};
        account.name = u"Plano"_s;
        account.kind = u"planomatic"_s;
        account.baseUrl = u"https://planomatic.example"_s;
        account.settings = {{u"integration_id"_s, 12}};
        connections.states.insert(account.name, {ConnectionState::Standing::Ready, {}, now});
        connections.put(account);
    }
};

// Brings the scene into the state; what is to be drawn, or null.
QWidget *dialogIn(AccountScene &scene, const QString &state)
{
    const auto dialog = [&](const QString &name) {
        [&] { QTRY_VERIFY(scene.part<QDialog>(name)); }();
        return scene.part<QDialog>(name);
    };
    if (state == "typed"_L1) {
        scene.click(u"deleteButton"_s);
        return dialog(u"typedConfirm"_s);
    }
    if (state == "check"_L1) {
        scene.connections.checkFailure
            = Error{ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid, {}, {}, {}, {}, 401};
        scene.click(u"addConnectionButton"_s);
        QWidget *adding = dialog(u"connectionDialog"_s);
        scene.click(u"kind_planomatic"_s);
        scene.type(u"nameEdit"_s, u"Orders"_s);
        scene.click(u"mainButton"_s);
        scene.type(u"integrationIdEdit"_s, u"12"_s);
        scene.type(u"tokenEdit"_s, u"t0ken"_s);
        scene.click(u"mainButton"_s);
        [&] {
            QTRY_VERIFY(scene.part<QLabel>(u"checkVerdictSummary"_s)->text().contains(u"credential"_s));
        }();
        return adding;
    }
    scene.click(u"editButton"_s);
    QWidget *editor = dialog(u"subscriberEditor"_s);
    scene.type(u"nameEdit"_s, u"Acme orders, all of them"_s);
    if (state == "conflict"_L1) {
        scene.remote.subscriberRows[0].fields[u"name"_s] = u"Acme, moved to the north"_s;
        scene.remote.subscriberRows[0].fields[u"success_code"_s] = u"204"_s;
        scene.remote.failure = Error{ErrorKind::Conflict, Reason::RemoteChangedSince, {}, {}, {}, {}, 412};
        scene.click(u"saveButton"_s);
        [&] { QTRY_VERIFY(scene.part<QWidget>(u"conflictTable"_s)->isVisible()); }();
        scene.remote.failure.reset();
    }
    return editor;
}

} // namespace

class TestLook final : public QObject
{
    Q_OBJECT

private slots:
    void drawsEachState_data();
    void drawsEachState();
    void drawsAnAccount_data();
    void drawsAnAccount();
};

void TestLook::drawsEachState_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QSize>("size");
    for (const bool isDark : {false, true}) {
        for (const char *state :
             {"full", "chosen", "timing", "request", "filtered", "empty", "failed", "welcome"}) {
            const QByteArray name = QByteArray(state) + (isDark ? "-dark" : "-light");
            QTest::addRow("%s", name.constData()) << QString::fromLatin1(state) << isDark << QSize(1280, 800);
        }
    }
    QTest::addRow("small-light") << u"chosen"_s << false << QSize(1024, 640);
}

void TestLook::drawsEachState()
{
    QFETCH(QString, state);
    QFETCH(bool, isDark);
    QFETCH(QSize, size);
    const Instant now = SystemClock().now();
    test::FakeBackend backend;
    test::FakeInbox inbox;
    test::FakeConnections connections;
    connections.add(u"local"_s, backend);
    const bool isFull = state != "empty"_L1 && state != "welcome"_L1;
    if (isFull) {
        backend.jobRows = test::busyJobs(800, now);
        backend.subscriberRows = test::busySubscribers(now);
        backend.seenHere.rows = test::busyCertificates(now);
        backend.figures = test::busyFigures();
    }
    backend.figures.deliverer = Deliverer::ThisProcess;
    if (state == "failed"_L1)
        backend.failure
            = Error{ErrorKind::Failed, Reason::DatabaseDamaged, {}, u"tacklebox.sqlite"_s, {}, {}, 0};

    ui::Theme theme(isDark ? ui::Scheme::Dark : ui::Scheme::Light);
    ui::PageRegistry pages;
    const auto nothing = [](Backend &, QWidget *) -> ui::Page * { return nullptr; };
    pages.add(
        {u"subscribers"_s, u"Subscribers"_s, ui::PageSection::Connection, Verb::ListSubscribers, nothing});
    pages.add(
        {u"jobs"_s, u"Jobs"_s, ui::PageSection::Connection, Verb::ListJobs, [&](Backend &b, QWidget *parent) {
             return ui::makeJobsPage(theme, connections, b, parent);
         }});
    pages.add({u"events"_s, u"Events"_s, ui::PageSection::Connection, Verb::ListEvents, nothing});
    pages.add({u"test"_s, u"Test"_s, ui::PageSection::Connection, Verb::Test, nothing});
    pages.add({u"inbox"_s, u"Inbox"_s, ui::PageSection::Profile, {}, nothing});
    pages.add({u"activity"_s, u"Activity"_s, ui::PageSection::Profile, {}, nothing});
    pages.add({u"settings"_s, u"Settings"_s, ui::PageSection::Profile, {}, nothing});
    pages.add({u"welcome"_s, QString(), ui::PageSection::Hidden, {}, [&](Backend &b, QWidget *parent) {
                   return ui::makeFirstRunPage(theme, b, inbox, parent);
               }});
    pages.setBadge(u"jobs"_s, isFull ? 23 : 0);
    pages.setBadge(u"inbox"_s, isFull ? 3 : 0);
    ui::Figures figures(connections);
    ui::MainWindow window(theme, connections, pages, figures);
    window.resize(size);
    figures.ask();

    ui::Place place{state == "welcome"_L1 ? u"welcome"_s : u"jobs"_s, {}};
    if (state == "filtered"_L1) {
        JobQuery query;
        query.states = {JobState::Failed, JobState::Retrying};
        query.codes = {{500, 599}};
        query.from = now - std::chrono::hours(30);
        place.what = query;
    }
    window.go(place);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    if (auto *table = window.findChild<ui::TableView *>(u"jobTable"_s);
        table && isFull && state != "failed"_L1) {
        QTRY_VERIFY(table->model()->rowCount() > 0);
        if (state != "full"_L1) {
            table->selectRow(0);
            table->setFocus();
            auto *tabs = window.findChild<QTabWidget *>(u"jobTabs"_s);
            QTRY_VERIFY(tabs->isVisible());
            tabs->setCurrentIndex(state == "timing"_L1 ? 3 : state == "request"_L1 ? 1 : 0);
        }
    }
    QTRY_VERIFY(isSettled(window, state));
    keepPicture(window, QString::fromLatin1(QTest::currentDataTag()));
}

void TestLook::drawsAnAccount_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QSize>("size");
    for (const bool isDark : {false, true}) {
        for (const char *state :
             {"jobs", "away", "refused", "subscribers", "locked", "editor", "conflict", "typed", "check"})
            QTest::addRow("account-%s-%s", state, isDark ? "dark" : "light")
                << QString::fromLatin1(state) << isDark << QSize(1280, 800);
    }
    QTest::addRow("account-small-light") << u"subscribers"_s << false << QSize(1024, 640);
}

void TestLook::drawsAnAccount()
{
    QFETCH(QString, state);
    QFETCH(bool, isDark);
    QFETCH(QSize, size);
    AccountScene scene(isDark, size);
    if (state == "locked"_L1)
        scene.connections.lock(u"Plano"_s);
    const Error refused{ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid, {}, {}, {}, {}, 401};
    const Error away{
        ErrorKind::Unreachable, Reason::RemoteUnreachable, {}, u"planomatic.example"_s, {}, {}, 0};
    if (state == "refused"_L1 || state == "away"_L1) {
        const bool isAway = state == "away"_L1;
        scene.remote.failure = isAway ? away : refused;
        scene.connections.states[u"Plano"_s]
            = {isAway ? ConnectionState::Standing::Unreachable : ConnectionState::Standing::NeedsSignIn,
               scene.remote.failure,
               SystemClock().now()};
    }
    const bool isOfJobs = state == "jobs"_L1 || state == "away"_L1 || state == "refused"_L1;

    scene.go(isOfJobs ? u"jobs"_s : u"subscribers"_s);
    QWidget *drawn = scene.window.get();
    if (scene.remote.failure) {
        QTRY_VERIFY(scene.part<QWidget>(u"jobState"_s)->isVisible());
        QTRY_VERIFY(!scene.part<QWidget>(u"accountNotice"_s)->isVisible()); // it is told once
    } else {
        auto *table = scene.part<ui::TableView>(isOfJobs ? u"jobTable"_s : u"subscriberTable"_s);
        QTRY_VERIFY(table->model()->rowCount() > 0);
        table->selectRow(0);
        table->setFocus();
        if (isOfJobs)
            QTRY_VERIFY(scene.part<QTabWidget>(u"jobTabs"_s)->isVisible());
        else if (state != "subscribers"_L1 && state != "locked"_L1)
            drawn = dialogIn(scene, state);
    }
    QVERIFY(drawn);
    QTRY_VERIFY(drawn->isVisible());
    keepPicture(*drawn, QString::fromLatin1(QTest::currentDataTag()));
}

QTEST_MAIN(TestLook)
#include "tst_look.moc"
