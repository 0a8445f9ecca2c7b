// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The head of the Jobs page: saved views, columns, and the export of what is found.
#include "core/clock.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "tests/ui/picture.h"
#include "ui/arrangement.h"
#include "ui/button.h"
#include "ui/filterchip.h"
#include "ui/jobfilterbar.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/searchline.h"
#include "ui/searchscope.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>

using namespace tacklebox;
using namespace tacklebox::ui;
using namespace Qt::StringLiterals;

class TestJobsHead final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void hidesAColumnForGood();
    void keepsTheLastColumn();
    void staysOpenWhileColumnsAreTicked();
    void savesAViewForGood();
    void asksBeforeAViewIsReplaced();
    void asksBeforeAViewIsDeleted();
    void ticksTheViewInEffect();
    void keepsTodayRelative();
    void offersFailuresWhereTheyAreFiltered();
    void keepsTheViewsOfAConnectionApart();
    void keepsTheViewsOfAnAccountUnderAnotherName();
    void exportsWhatIsFoundAsATable();
    void exportsAllPagesAsJson();
    void stopsHalfWayAndLeavesNoFile();
    void namesTheFileThatCantBeWritten();
    void asksBeforeAFileIsReplaced();
    void exportsOneAtATime();
    void fitsASmallWindow();
    void goesThroughTheHeadByTab();

private:
    template<typename T>
    T *child(const QString &name) const
    {
        T *found = m_page->findChild<T *>(name);
        Q_ASSERT(found);
        return found;
    }
    void open();
    void restart(); // the page goes, and comes back with what was kept
    QMenu *openMenu(const QString &button, const QString &menu) const
    {
        child<Button>(button)->click();
        test::keepPicture(*child<QMenu>(menu), test::pictureName(u"head-"_s + menu));
        return child<QMenu>(menu);
    }
    static QAction *action(const QMenu *menu, const QString &text)
    {
        const QList<QAction *> actions = menu->actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        return found == actions.end() ? nullptr : *found;
    }
    void trigger(const QString &button, const QString &menu, const QString &text) const
    {
        QMenu *opened = openMenu(button, menu);
        QAction *wanted = action(opened, text);
        QVERIFY2(wanted, qPrintable(text));
        wanted->trigger();
        opened->close();
    }
    void chooseView(const QString &name) const { trigger(u"savedViewsButton"_s, u"savedViewsMenu"_s, name); }
    void saveView(const QString &name) const
    {
        chooseView(u"Save this view…"_s);
        auto *dialog = child<QDialog>(u"nameDialog"_s);
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(name);
        dialog->findChild<Button *>(u"nameButton"_s)->click();
        QTRY_VERIFY(!m_page->findChild<QDialog *>(u"nameDialog"_s));
    }
    void answer(const QString &button) const
    {
        QTRY_VERIFY(m_page->findChild<QMessageBox *>(u"confirmBox"_s));
        child<QMessageBox>(u"confirmBox"_s)->findChild<QPushButton *>(button)->click();
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>(u"confirmBox"_s));
    }
    [[nodiscard]] bool isTicked(const QString &name) const
    {
        QMenu *menu = openMenu(u"savedViewsButton"_s, u"savedViewsMenu"_s);
        const QAction *view = action(menu, name);
        menu->close();
        return view && view->isChecked();
    }
    [[nodiscard]] bool isOffered(const QString &name) const
    {
        QMenu *menu = openMenu(u"savedViewsButton"_s, u"savedViewsMenu"_s);
        menu->close();
        return action(menu, name) != nullptr;
    }
    void filterFailed() const
    {
        JobQuery query;
        query.states = {JobState::Failed};
        m_page->filters().show(query);
        emit m_page->filters().changed();
    }
    QString exportTo(const QString &name) const
    {
        const QString path = m_folder->filePath(name);
        child<Button>(u"exportButton"_s)->click();
        auto *dialog = child<QFileDialog>(u"exportDialog"_s);
        emit dialog->fileSelected(path);
        dialog->close();
        return path;
    }
    [[nodiscard]] QString exportText() const { return child<QLabel>(u"exportText"_s)->text(); }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QHeaderView *header() const { return m_page->list().table()->horizontalHeader(); }

    std::unique_ptr<Theme> m_theme;
    test::FakeConnections m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<Arrangement> m_arrangement;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JobsPage> m_page;
};

void TestJobsHead::init()
{
    if (!m_theme)
        m_theme = std::make_unique<Theme>(test::isDarkWanted() ? Scheme::Dark : Scheme::Light);
    m_backend = std::make_unique<test::FakeBackend>();
    m_backend->jobRows = test::busyJobs(1200, test::noon());
    m_backend->subscriberRows = test::busySubscribers(test::noon());
    m_arrangement = std::make_unique<Arrangement>(QJsonObject());
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestJobsHead::cleanup()
{
    m_page.reset();
    m_arrangement.reset();
    m_backend.reset();
}

void TestJobsHead::open()
{
    m_page.reset(makeJobsPage(*m_theme, m_connections, *m_backend, nullptr));
    m_arrangement->followPage(*m_page);
    m_page->resize(1072, 740);
    m_page->activate();
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(m_page->list().table()->model()->rowCount(), 100);
}

void TestJobsHead::restart()
{
    m_page.reset();
    m_arrangement = std::make_unique<Arrangement>(m_arrangement->value());
    open();
}

void TestJobsHead::hidesAColumnForGood()
{
    open();
    const QMenu *menu = openMenu(u"columnsButton"_s, u"columnsMenu"_s);
    QVERIFY(action(menu, u"Address"_s)->isChecked());
    QVERIFY(!action(menu, u"Connection"_s)); // of all connections only
    trigger(u"columnsButton"_s, u"columnsMenu"_s, u"Address"_s);
    QVERIFY(header()->isSectionHidden(models::JobsModel::Address));

    restart();

    QVERIFY(header()->isSectionHidden(models::JobsModel::Address));
    QVERIFY(!action(openMenu(u"columnsButton"_s, u"columnsMenu"_s), u"Address"_s)->isChecked());
    trigger(u"columnsButton"_s, u"columnsMenu"_s, u"Reset columns"_s);
    QVERIFY(!header()->isSectionHidden(models::JobsModel::Address));
    QVERIFY(header()->isSectionHidden(models::JobsModel::Connection));
}

void TestJobsHead::keepsTheLastColumn()
{
    open();
    TableColumns &columns = m_page->list().table()->columns();
    const QMenu *menu = openMenu(u"columnsButton"_s, u"columnsMenu"_s);
    const QList<int> offered = columns.offered();
    for (const int column : offered)
        action(menu, columns.titleOf(column))->trigger();

    QCOMPARE(columns.shown(), QList<int>{offered.last()});
    QVERIFY(!action(menu, columns.titleOf(offered.last()))->isEnabled());
    QVERIFY(action(menu, columns.titleOf(offered.first()))->isEnabled());
}

void TestJobsHead::staysOpenWhileColumnsAreTicked()
{
    open();
    QMenu *menu = openMenu(u"columnsButton"_s, u"columnsMenu"_s);
    QTRY_VERIFY(menu->isVisible());

    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action(menu, u"Order"_s)).center());

    QVERIFY(header()->isSectionHidden(models::JobsModel::Order));
    QVERIFY(menu->isVisible());
    menu->close();
}

void TestJobsHead::savesAViewForGood()
{
    open();
    filterFailed();
    m_page->list().search()->show(u"acme"_s);
    m_page->scope().show({JobAttribute::Subscriber});
    m_page->list().table()->showSort(models::JobsModel::Code, Qt::AscendingOrder);
    m_page->list().table()->columns().setShown(models::JobsModel::Tries, false);
    saveView(u"Acme & failed"_s);
    m_page->list().table()->columns().setShown(models::JobsModel::Tries, true);

    restart();
    QVERIFY(m_backend->jobQueries.last().states.isEmpty());
    chooseView(u"Acme && failed"_s);

    const JobQuery asked = m_backend->jobQueries.last();
    QCOMPARE(asked.states, QList<JobState>{JobState::Failed});
    QCOMPARE(asked.search, u"acme"_s);
    QCOMPARE(asked.searchIn, QList<JobAttribute>{JobAttribute::Subscriber});
    QCOMPARE(asked.sort, JobSort::StatusCode);
    QCOMPARE(asked.order, Qt::AscendingOrder);
    QCOMPARE(m_page->list().search()->text(), u"acme"_s);
    QVERIFY(header()->isSectionHidden(models::JobsModel::Tries));
    QVERIFY(isTicked(u"Acme && failed"_s));
}

void TestJobsHead::asksBeforeAViewIsReplaced()
{
    open();
    filterFailed();
    saveView(u"Mine"_s);
    m_page->filters().clear();

    saveView(u"Mine"_s);
    answer(u"keepButton"_s);
    QVERIFY(!isTicked(u"Mine"_s));
    saveView(u"Mine"_s);
    answer(u"confirmButton"_s);

    QVERIFY(isTicked(u"Mine"_s));
    chooseView(u"Mine"_s);
    QVERIFY(m_backend->jobQueries.last().states.isEmpty());
}

void TestJobsHead::asksBeforeAViewIsDeleted()
{
    open();
    saveView(u"Mine"_s);
    openMenu(u"savedViewsButton"_s, u"savedViewsMenu"_s);
    action(child<QMenu>(u"deleteViewMenu"_s), u"Mine…"_s)->trigger();
    answer(u"keepButton"_s);
    QVERIFY(isOffered(u"Mine"_s));

    openMenu(u"savedViewsButton"_s, u"savedViewsMenu"_s);
    action(child<QMenu>(u"deleteViewMenu"_s), u"Mine…"_s)->trigger();
    answer(u"confirmButton"_s);

    QVERIFY(!isOffered(u"Mine"_s));
    restart();
    QVERIFY(!isOffered(u"Mine"_s));
}

void TestJobsHead::ticksTheViewInEffect()
{
    open();
    QVERIFY(!isTicked(u"Failed, all"_s));

    chooseView(u"Failed, all"_s);
    QVERIFY(isTicked(u"Failed, all"_s));
    QVERIFY(!isTicked(u"Failed today"_s));
    m_page->list().search()->show(u"acme"_s);

    QVERIFY(!isTicked(u"Failed, all"_s));
}

void TestJobsHead::keepsTodayRelative()
{
    open();
    chooseView(u"Failed today"_s);
    const Instant midnight = fromMillis(QDate::currentDate().startOfDay().toMSecsSinceEpoch());
    QCOMPARE(m_backend->jobQueries.last().from.value_or(Instant()), midnight);
    saveView(u"Today's"_s);

    const QJsonObject kept = m_arrangement->value()[u"views"][u"local"][0].toObject();

    QCOMPARE(kept[u"span"].toString(), u"today"_s);
    QVERIFY(!kept.contains(u"from"));
    restart();
    chooseView(u"Today's"_s);
    QVERIFY(child<FilterChip>(u"createdFilter"_s)->value().startsWith(u"today"));
}

void TestJobsHead::offersFailuresWhereTheyAreFiltered()
{
    open();
    QVERIFY(isOffered(u"Failed today"_s));
    m_backend->known.filterStates = {JobState::Delivered};

    open();

    QVERIFY(!isOffered(u"Failed today"_s));
    QVERIFY(!isOffered(u"Failed, all"_s));
}

void TestJobsHead::keepsTheViewsOfAnAccountUnderAnotherName()
{
    Connection account;
    account.id = {u"plano-id"_s};
    const auto openAs = [&](const QString &name) {
        account.name = name;
        m_connections.put(account);
        m_backend->known.connection = name;
        open();
    };
    openAs(u"Plano"_s);
    saveView(u"Mine"_s);

    openAs(u"Orders"_s);
    QVERIFY(isOffered(u"Mine"_s));

    m_connections.accounts.clear(); // another one may get the name
    m_backend->known.connection = u"Plano"_s;
    open();
    QVERIFY(!isOffered(u"Mine"_s));
}

void TestJobsHead::keepsTheViewsOfAConnectionApart()
{
    open();
    saveView(u"Mine"_s);
    m_backend->known.connection = u"Plano"_s;

    restart();
    QVERIFY(!isOffered(u"Mine"_s));
    m_backend->known.connection = u"local"_s;
    restart();

    QVERIFY(isOffered(u"Mine"_s));
}

void TestJobsHead::exportsWhatIsFoundAsATable()
{
    m_backend->jobRows[0].job.address = u"=cmd|' /C calc'!A0"_s;
    m_backend->jobRows[0].job.callbackUrl = u"https://acme.example/in?token=s3cret"_s;
    open();
    m_page->list().table()->columns().setShown(models::JobsModel::Order, false);
    filterFailed();

    const QString path = exportTo(u"jobs.csv"_s);

    QTRY_VERIFY2(exportText().startsWith(u"Wrote 2 rows to "_s + path), qPrintable(exportText()));
    const QByteArray text = contentOf(path);
    const QList<QByteArray> lines = text.split('\n');
    QCOMPARE(lines.size(), 4); // and what follows the last line break
    QCOMPARE(lines[0],
             QByteArray(
                 "State,Event,Order status,Code,Subscriber,Callback URL,Address,Tries,Created,Last sent\r"));
    QVERIFY2(lines[1].contains(",'=cmd|' /C calc'!A0,"), text.constData());
    QVERIFY(lines[1].contains("https://acme.example/in?"));
    QVERIFY(!text.contains("s3cret"));
    QVERIFY(lines[1].startsWith("Failed,"));
    QVERIFY(lines[1].contains(toIso(m_backend->jobRows[0].job.createdAt).toUtf8()));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestJobsHead::exportsAllPagesAsJson()
{
    m_backend->jobRows[0].job.callbackUrl = u"https://acme.example/in?token=s3cret"_s;
    open();
    const auto before = m_backend->jobQueries.size();

    const QString path = exportTo(u"jobs.JSON"_s);

    QTRY_VERIFY2(exportText().startsWith(u"Wrote 1,200 rows"), qPrintable(exportText()));
    QCOMPARE(m_backend->jobQueries.size() - before, 3);
    QVERIFY(!contentOf(path).contains("s3cret"));
    const QJsonArray rows = QJsonDocument::fromJson(contentOf(path)).array();
    QCOMPARE(rows.size(), 1200);
    QCOMPARE(rows[0][u"id"].toString(), m_backend->jobRows[0].job.id.value);
    QCOMPARE(rows[1199][u"id"].toString(), m_backend->jobRows[1199].job.id.value);
    QCOMPARE(rows[0][u"status_code"].toInt(), 503);
    child<Button>(u"dismissExportButton"_s)->click();
    QVERIFY(!child<QWidget>(u"exportStrip"_s)->isVisible());
}

void TestJobsHead::stopsHalfWayAndLeavesNoFile()
{
    open();
    m_backend->isHolding = true;
    const auto before = m_backend->jobQueries.size();
    exportTo(u"jobs.csv"_s);
    QTRY_COMPARE(m_backend->jobQueries.size(), before + 1);
    m_backend->answerHeld(); // the first of three pages
    QTRY_COMPARE(m_backend->jobQueries.size(), before + 2);
    QVERIFY2(exportText().contains(u"500 of 1,200"), qPrintable(exportText()));

    child<Button>(u"stopExportButton"_s)->click();
    m_backend->answerHeld();

    QCOMPARE(m_backend->stoppedQuestions, 1);
    QVERIFY(exportText().contains(u"nothing was written"));
    QVERIFY(child<Button>(u"exportButton"_s)->isEnabled());
    QTRY_VERIFY(QDir(m_folder->path()).isEmpty());
}

void TestJobsHead::namesTheFileThatCantBeWritten()
{
    open();

    const QString path = exportTo(u"missing/jobs.csv"_s);

    QTRY_VERIFY2(exportText().contains(path), qPrintable(exportText()));
    QVERIFY(exportText().contains(u"can't be written"));
    QVERIFY(child<QLabel>(u"exportText"_s)->property("bad").toBool());
    QVERIFY(child<Button>(u"exportButton"_s)->isEnabled());
}

void TestJobsHead::asksBeforeAFileIsReplaced()
{
    open();
    filterFailed();
    QFile old(m_folder->filePath(u"jobs.csv"_s));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();

    const QString path = exportTo(u"jobs.csv"_s);
    answer(u"keepButton"_s);
    QCOMPARE(contentOf(path), QByteArray("old"));
    exportTo(u"jobs.csv"_s);
    answer(u"confirmButton"_s);

    QTRY_VERIFY(contentOf(path).startsWith("State,"));
}

void TestJobsHead::exportsOneAtATime()
{
    open();
    m_backend->isHolding = true;
    exportTo(u"jobs.csv"_s);
    QTRY_VERIFY(!child<Button>(u"exportButton"_s)->isEnabled());
    QVERIFY(!child<QAction>(u"exportAction"_s)->isEnabled());
    QVERIFY(child<Button>(u"stopExportButton"_s)->isVisible());

    m_page.reset(); // in the middle of it

    QTRY_VERIFY(QDir(m_folder->path()).isEmpty());
}

void TestJobsHead::fitsASmallWindow()
{
    open();
    QVERIFY(child<Button>(u"columnsButton"_s)->isVisible());
    m_page->setNotice(QString(400, u'x'), true);
    m_page->list().table()->selectRow(0);
    m_page->announceNewer();

    m_page->resize(520, 540);
    QCoreApplication::sendPostedEvents();

    QVERIFY2(m_page->minimumSizeHint().width() <= 692,
             qPrintable(QString::number(m_page->minimumSizeHint().width())));
    QVERIFY(!child<Button>(u"columnsButton"_s)->isVisible());
    QVERIFY(!child<Button>(u"exportButton"_s)->isVisible());
    QVERIFY(child<Button>(u"replayButton"_s)->isVisible());
    QVERIFY(m_page->list().table()->actions().contains(child<QAction>(u"exportAction"_s)));
    m_page->resize(1072, 740);
    QVERIFY(child<Button>(u"columnsButton"_s)->isVisible());
    QVERIFY(child<Button>(u"exportButton"_s)->isVisible());
}

void TestJobsHead::goesThroughTheHeadByTab()
{
    open();
    const QStringList wanted{
        u"savedViewsButton"_s, u"columnsButton"_s, u"exportButton"_s, u"replayButton"_s, u"jobSearch"_s};
    QStringList found;

    const QWidget *first = child<Button>(u"savedViewsButton"_s);
    const QWidget *widget = first;
    do {
        if (wanted.contains(widget->objectName()))
            found << widget->objectName();
        widget = widget->nextInFocusChain();
    } while (widget != first);

    QCOMPARE(found, wanted);
}

QTEST_MAIN(TestJobsHead)
#include "tst_jobshead.moc"
