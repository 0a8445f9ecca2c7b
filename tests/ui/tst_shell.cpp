// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/button.h"
#include "ui/figures.h"
#include "ui/firstruncontroller.h"
#include "ui/mainwindow.h"
#include "ui/page.h"
#include "ui/railitem.h"
#include "ui/theme.h"

#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

// A page that remembers what was done with it.
class Notebook final : public ui::Page
{
public:
    Notebook(const ui::Theme &theme, const QString &title, QWidget *parent)
        : Page(theme, title, parent)
        , line(new QLineEdit)
    {
        addToHeader(new ui::Button(theme, ui::ButtonKind::Main, title, u"mainButton"_s));
        setBody(line);
    }

    void activate() override { ++activations; }
    void visit(const ui::Place &place) override { visited = place; }
    void focusSearch() override { line->setFocus(); }
    [[nodiscard]] QList<QWidget *> panes() const override { return {line}; }

    int activations = 0;
    ui::Place visited;
    QLineEdit *line;
};

} // namespace

class TestShell final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void makesAPageAtItsFirstVisitOnly();
    void hidesPagesThatTheBackendLacks();
    void goesToAPageByItsNumber();
    void givesTheFocusToThePageAndNotToItsButtons();
    void refreshesByF5AndSearchesByCtrlF();
    void goesRoundThePanesByF6();
    void showsNumbersBesideThePages();
    void saysThatItsArrangementIsNotKept();
    void saysWhatTheEngineDoes_data();
    void saysWhatTheEngineDoes();
    void leadsFromTheFiguresToTheirRows();
    void saysWhatBecomesOfSecrets();
    void hidesThePagesDuringTheFirstRun();
    void startsFromNothingToAPublishedEvent();
    void saysWhatKeptItFromStarting();

private:
    Notebook *notebook(const QString &key) { return static_cast<Notebook *>(m_window->page(key)); }
    ui::RailItem *item(const QString &name) { return m_window->findChild<ui::RailItem *>(name); }

    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<test::FakeInbox> m_inbox;
    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<ui::PageRegistry> m_pages;
    std::unique_ptr<ui::Figures> m_figures;
    std::unique_ptr<ui::MainWindow> m_window;
    int m_made = 0;
};

void TestShell::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(ui::Scheme::Light);
}

void TestShell::init()
{
    m_made = 0;
    m_backend = std::make_unique<test::FakeBackend>();
    m_inbox = std::make_unique<test::FakeInbox>();
    m_connections = std::make_unique<test::FakeConnections>();
    m_connections->add(u"local"_s, *m_backend);
    m_pages = std::make_unique<ui::PageRegistry>();
    const auto add = [this](const QString &key, ui::PageSection section, Verbs needs) {
        m_pages->add({key, key, section, needs, [this, key](Backend &, QWidget *parent) {
                          ++m_made;
                          return new Notebook(*m_theme, key, parent);
                      }});
    };
    add(u"subscribers"_s, ui::PageSection::Connection, Verb::ListSubscribers);
    add(u"jobs"_s, ui::PageSection::Connection, Verb::ListJobs);
    add(u"test"_s, ui::PageSection::Connection, Verb::Test);
    add(u"settings"_s, ui::PageSection::Profile, {});
    m_pages->add(
        {u"welcome"_s, QString(), ui::PageSection::Hidden, {}, [this](Backend &backend, QWidget *parent) {
             return ui::makeFirstRunPage(*m_theme, backend, *m_inbox, parent);
         }});
    m_backend->known.verbs.setFlag(Verb::Test, false);
    m_figures = std::make_unique<ui::Figures>(*m_connections);
    m_window = std::make_unique<ui::MainWindow>(*m_theme, *m_connections, *m_pages, *m_figures);
    m_window->go({u"subscribers"_s, {}});
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestShell::cleanup()
{
    m_window.reset();
    m_figures.reset();
    m_pages.reset();
    m_connections.reset();
    m_inbox.reset();
    m_backend.reset();
}

void TestShell::makesAPageAtItsFirstVisitOnly()
{
    QCOMPARE(m_made, 1);
    QTest::mouseClick(item(u"page_jobs"_s), Qt::LeftButton);
    QTest::mouseClick(item(u"page_subscribers"_s), Qt::LeftButton);
    QTest::mouseClick(item(u"page_jobs"_s), Qt::LeftButton);

    QCOMPARE(m_made, 2);
    QCOMPARE(m_window->currentPage(), u"jobs"_s);
    QCOMPARE(notebook(u"jobs"_s)->activations, 2);
    QVERIFY(item(u"page_jobs"_s)->isChecked());
    QVERIFY(!item(u"page_subscribers"_s)->isChecked());
}

void TestShell::hidesPagesThatTheBackendLacks()
{
    QVERIFY(item(u"page_jobs"_s));
    QVERIFY(!item(u"page_test"_s));
}

void TestShell::goesToAPageByItsNumber()
{
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);

    QCOMPARE(m_window->currentPage(), u"settings"_s);
}

void TestShell::givesTheFocusToThePageAndNotToItsButtons()
{
    QVERIFY(notebook(u"subscribers"_s)->line->hasFocus());

    m_window->go({u"jobs"_s, {}});

    QVERIFY(notebook(u"jobs"_s)->line->hasFocus());
}

void TestShell::refreshesByF5AndSearchesByCtrlF()
{
    Notebook *page = notebook(u"subscribers"_s);
    item(u"page_jobs"_s)->setFocus();

    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);

    QCOMPARE(page->activations, 2);
    QVERIFY(page->line->hasFocus());
}

void TestShell::goesRoundThePanesByF6()
{
    Notebook *page = notebook(u"subscribers"_s);
    page->line->setFocus();

    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(item(u"page_subscribers"_s)->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_F6);

    QVERIFY(page->line->hasFocus());
}

void TestShell::showsNumbersBesideThePages()
{
    m_pages->setBadge(u"jobs"_s, 23, u"what failed"_s);

    QCOMPARE(item(u"page_jobs"_s)->accessibleName(), u"jobs, 23"_s);
    QCOMPARE(item(u"page_jobs"_s)->toolTip(), u"what failed"_s);

    m_pages->setBadge(u"jobs"_s, 0, u"what failed"_s);
    QVERIFY(item(u"page_jobs"_s)->toolTip().isEmpty());
}

void TestShell::saysThatItsArrangementIsNotKept()
{
    const auto *notice = m_window->findChild<QWidget *>(u"windowNotice"_s);
    QVERIFY(!notice->isVisible());

    m_window->tellNotKept(
        {ErrorKind::Failed, Reason::FileNotWritten, {}, u"/full/window.json"_s, u"No space left"_s, {}, 0});

    QVERIFY(notice->isVisible());
    const QString told = notice->findChild<QLabel *>(u"noticeSummary"_s)->text();
    QVERIFY2(told.contains(u"/full/window.json can't be written: No space left."_s), qPrintable(told));
    QVERIFY2(told.contains(u"saved views"_s), qPrintable(told));
}

void TestShell::saysWhatTheEngineDoes_data()
{
    QTest::addColumn<Statistics>("figures");
    QTest::addColumn<QString>("bar");
    QTest::addColumn<QString>("rail");
    Statistics busy = test::busyFigures();
    QTest::newRow("delivering") << busy << u"Delivering"_s << u"delivering \u00b7 12 in queue"_s;
    busy.deliverer = Deliverer::Nobody;
    QTest::newRow("nobody") << busy << u"Not delivering: jobs wait"_s << u"not delivering"_s;
    busy.secrets.lasts = Keeping::Lasts::NotNow;
    QTest::newRow("locked") << busy << u"Locked: jobs wait for the master key"_s
                            << u"locked: nothing is sent"_s;
}

void TestShell::saysWhatTheEngineDoes()
{
    QFETCH(Statistics, figures);
    QFETCH(QString, bar);
    QFETCH(QString, rail);

    emit m_backend->statisticsChanged(figures);

    QCOMPARE(m_window->findChild<QLabel *>(u"statusState"_s)->text(), bar);
    QCOMPARE(item(u"connection_local"_s)->accessibleDescription(), rail);
    QCOMPARE(m_window->findChild<ui::Button *>(u"statusFailed"_s)->text(), u"23 failed in 24 h"_s);
    QVERIFY(m_window->findChild<QLabel *>(u"statusKept"_s)->text().startsWith(u"2,310,877 jobs kept"_s));
}

void TestShell::leadsFromTheFiguresToTheirRows()
{
    Statistics figures = test::busyFigures();
    figures.dayFrom = test::noon();
    emit m_backend->statisticsChanged(figures);

    QTest::mouseClick(m_window->findChild<ui::Button *>(u"statusFailed"_s), Qt::LeftButton);

    QCOMPARE(m_window->currentPage(), u"jobs"_s);
    const auto asked = std::get<JobQuery>(notebook(u"jobs"_s)->visited.what);
    QCOMPARE(asked.states, QList<JobState>{JobState::Failed});
    QCOMPARE(asked.sentFrom, figures.dayFrom);
}

void TestShell::saysWhatBecomesOfSecrets()
{
    auto *notice = m_window->findChild<QWidget *>(u"windowNotice"_s);
    Statistics figures = test::busyFigures();
    emit m_backend->statisticsChanged(figures);
    QVERIFY(!notice->isVisible());

    figures.secrets
        = {Keeping::Lasts::ThisRun, Error{ErrorKind::Failed, Reason::KeychainUnavailable, {}, {}, {}, {}, 0}};
    emit m_backend->statisticsChanged(figures);
    QVERIFY(notice->isVisible());
    QVERIFY(notice->findChild<QLabel *>(u"noticeAdvice"_s)->text().contains(u"TACKLEBOX_MASTER_KEY_FILE"_s));

    QTest::mouseClick(notice->findChild<ui::Button *>(u"dismissNoticeButton"_s), Qt::LeftButton);
    emit m_backend->statisticsChanged(figures);
    QVERIFY(!notice->isVisible());

    figures.secrets.lasts = Keeping::Lasts::NotNow;
    emit m_backend->statisticsChanged(figures);
    QVERIFY(notice->isVisible());
    QVERIFY(notice->findChild<QLabel *>(u"noticeSummary"_s)->text().contains(u"jobs wait"_s));
}

void TestShell::hidesThePagesDuringTheFirstRun()
{
    m_window->go({u"welcome"_s, {}});
    QVERIFY(!item(u"page_jobs"_s)->isVisible());

    m_window->go({u"jobs"_s, {}});
    QVERIFY(item(u"page_jobs"_s)->isVisible());
}

void TestShell::startsFromNothingToAPublishedEvent()
{
    m_window->go({u"welcome"_s, {}});

    QTest::mouseClick(m_window->findChild<ui::Button *>(u"startButton"_s), Qt::LeftButton);

    QTRY_COMPARE(m_window->currentPage(), u"jobs"_s);
    QCOMPARE(m_inbox->programs.size(), size_t(1));
    QCOMPARE(m_backend->drafts.size(), size_t(1));
    QCOMPARE(m_backend->drafts[0].changes[u"callback_url"].toString(), m_inbox->url());
    QCOMPARE(m_backend->drafts[0].changes[u"events"].toArray(), QJsonArray{u"*"_s});
    QCOMPARE(m_backend->publishedDrafts.size(), 1);
    QVERIFY(!m_backend->publishedDrafts[0].payload.isEmpty());
}

void TestShell::saysWhatKeptItFromStarting()
{
    m_inbox->failure = Error{ErrorKind::Failed, Reason::AddressInUse, {}, u"127.0.0.1:80"_s, {}, {}, 0};
    m_window->go({u"welcome"_s, {}});

    QTest::mouseClick(m_window->findChild<ui::Button *>(u"startButton"_s), Qt::LeftButton);

    QTRY_VERIFY(!m_window->findChild<QLabel *>(u"firstRunFinding"_s)->text().isEmpty());
    QVERIFY(m_window->findChild<ui::Button *>(u"startButton"_s)->isEnabled());
    QVERIFY(m_backend->drafts.empty());
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
