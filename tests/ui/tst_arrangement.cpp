// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "ui/arrangement.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QJsonDocument>
#include <QMainWindow>
#include <QMenu>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>

using namespace tacklebox;
using namespace tacklebox::ui;
using namespace Qt::StringLiterals;

class TestArrangement final : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void bringsBackColumnsAndSplitters();
    void resetsTheColumns();
    void hidesAColumnButNeverTheLast();
    void ignoresWhatIsNotOfThisTable_data();
    void ignoresWhatIsNotOfThisTable();
    void fitsTheWindowToTheScreens_data();
    void fitsTheWindowToTheScreens();
    void bringsTheWindowBack();
    void tellsWhatItHasNotToldWhenItEnds();

private:
    static TableView &tableOf(const std::unique_ptr<JobsPage> &page)
    {
        return *page->findChild<TableView *>(u"jobTable"_s);
    }
    std::unique_ptr<JobsPage> pageWith(Arrangement &arrangement)
    {
        std::unique_ptr<JobsPage> page(makeJobsPage(m_theme, m_connections, m_backend, nullptr));
        page->resize(1280, 800);
        arrangement.followPage(*page);
        page->show();
        return page;
    }
    // Opens the menu over the table's head and answers its action of this text.
    static QAction *columnAction(const TableView &table, const QString &text)
    {
        emit table.horizontalHeader()->customContextMenuRequested({});
        const auto menus = table.horizontalHeader()->findChildren<QMenu *>(u"columnsMenu"_s);
        const QList<QAction *> actions = menus.isEmpty() ? QList<QAction *>() : menus.last()->actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        return found == actions.end() ? nullptr : *found;
    }

    Theme m_theme{Scheme::Light};
    test::FakeConnections m_connections;
    test::FakeBackend m_backend;
};

void TestArrangement::init()
{
    m_backend.jobRows = test::busyJobs(20, test::noon());
}

void TestArrangement::bringsBackColumnsAndSplitters()
{
    Arrangement first({});
    QSignalSpy told(&first, &Arrangement::changed);
    const auto page = pageWith(first);
    tableOf(page).horizontalHeader()->resizeSection(1, 222);
    tableOf(page).horizontalHeader()->moveSection(3, 0);
    auto *splitter = page->findChild<QSplitter *>(u"jobSplitter"_s);
    splitter->setSizes({300, 300});
    emit splitter->splitterMoved(300, 1);
    QTRY_COMPARE(told.size(), 1);

    Arrangement second(told.first().first().toJsonObject());
    const auto again = pageWith(second);

    const QHeaderView *header = tableOf(again).horizontalHeader();
    QCOMPARE(header->sectionSize(1), 222);
    QCOMPARE(header->visualIndex(3), 0);
    QCOMPARE(again->findChild<QSplitter *>(u"jobSplitter"_s)->sizes(), splitter->sizes());
}

void TestArrangement::resetsTheColumns()
{
    Arrangement arrangement({});
    const auto page = pageWith(arrangement);
    const QJsonObject before = tableOf(page).columns().arrangement();
    tableOf(page).horizontalHeader()->resizeSection(1, 222);
    tableOf(page).horizontalHeader()->moveSection(3, 0);
    columnAction(tableOf(page), u"Order"_s)->trigger();
    QVERIFY(tableOf(page).columns().arrangement() != before);

    columnAction(tableOf(page), u"Reset columns"_s)->trigger();

    QCOMPARE(tableOf(page).columns().arrangement(), before);
}

void TestArrangement::hidesAColumnButNeverTheLast()
{
    Arrangement arrangement({});
    const auto page = pageWith(arrangement);
    QHeaderView *header = tableOf(page).horizontalHeader();
    const int leftOut = header->hiddenSectionCount(); // what is known of all connections together only
    columnAction(tableOf(page), u"Code"_s)->trigger();
    QCOMPARE(header->hiddenSectionCount(), leftOut + 1);
    for (int column = 1; column < header->count(); ++column)
        header->hideSection(column);

    QVERIFY(!columnAction(tableOf(page), u"State"_s)->isEnabled());
}

void TestArrangement::ignoresWhatIsNotOfThisTable_data()
{
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("too few") << QByteArray(R"({"widths":[50],"order":[0],"hidden":[]})");
    QTest::newRow("twice the same") << QByteArray(
        R"({"widths":[9,9,9,9,9,9,9,9,9,9,9],"order":[0,0,2,3,4,5,6,7,8,9,10],"hidden":[]})");
    QTest::newRow("no numbers") << QByteArray(R"({"widths":"wide","order":{},"hidden":null})");
    QTest::newRow("none shown") << QByteArray(
        R"({"widths":[0,0,0,0,0,0,0,0,0,0,0],"order":[0,1,2,3,4,5,6,7,8,9,10],"hidden":[0,1,2,3,4,5,6,7,8,9,10]})");
}

void TestArrangement::ignoresWhatIsNotOfThisTable()
{
    QFETCH(QByteArray, kept);
    Arrangement plain({});
    const auto page = pageWith(plain);
    const QJsonObject before = tableOf(page).columns().arrangement();

    tableOf(page).columns().arrange(QJsonDocument::fromJson(kept).object());

    QCOMPARE(tableOf(page).columns().arrangement(), before);
}

void TestArrangement::fitsTheWindowToTheScreens_data()
{
    QTest::addColumn<QRect>("wanted");
    QTest::addColumn<QRect>("place");
    const QRect usual(100, 100, 1280, 800);
    QTest::newRow("where it was") << usual << usual;
    QTest::newRow("on the second screen") << usual.translated(1920, 0) << usual.translated(1920, 0);
    QTest::newRow("on one that is gone") << usual.translated(0, 5000) << QRect(0, 0, 1280, 800);
    QTest::newRow("above the top") << usual.translated(0, -400) << QRect(0, 0, 1280, 800);
    QTest::newRow("too large") << QRect(0, 0, 4000, 3000) << QRect(0, 0, 1920, 1080);
}

void TestArrangement::fitsTheWindowToTheScreens()
{
    QFETCH(QRect, wanted);
    QFETCH(QRect, place);

    QCOMPARE(fitted(wanted, {{0, 0, 1920, 1080}, {1920, 0, 1920, 1080}}), place);
}

void TestArrangement::bringsTheWindowBack()
{
    Arrangement first({});
    QMainWindow window;
    first.followWindow(window);
    window.show();
    window.setGeometry(20, 30, 640, 480);
    QTRY_COMPARE(first.value().value("window"_L1)["width"_L1].toInt(), 640);

    Arrangement second(first.value());
    QMainWindow again;
    second.followWindow(again);

    QCOMPARE(again.size(), QSize(640, 480));
}

void TestArrangement::tellsWhatItHasNotToldWhenItEnds()
{
    auto arrangement = std::make_unique<Arrangement>(QJsonObject());
    QJsonObject kept;
    connect(
        arrangement.get(), &Arrangement::changed, this, [&kept](const QJsonObject &value) { kept = value; });
    arrangement->setLastPage(u"events"_s);

    arrangement.reset();

    QCOMPARE(Arrangement(kept).lastPage(), u"events"_s);
}

QTEST_MAIN(TestArrangement)
#include "tst_arrangement.moc"
