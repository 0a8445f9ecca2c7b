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
#include "ui/tableview.h"
#include "ui/theme.h"

#include "core/clock.h"

#include <QDir>
#include <QLabel>
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

} // namespace

class TestLook final : public QObject
{
    Q_OBJECT

private slots:
    void drawsEachState_data();
    void drawsEachState();
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
    const QString folder = QStringLiteral(TACKLEBOX_BINARY_DIR) + u"/pictures"_s;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(window.grab().save(folder + u'/' + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
}

QTEST_MAIN(TestLook)
#include "tst_look.moc"
