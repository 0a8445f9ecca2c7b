// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is written to a file of a list that comes page by page, whatever its rows are.
#include "ui/exportstrip.h"
#include "ui/listexport.h"
#include "ui/theme.h"

#include <QDir>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tacklebox;
using namespace tacklebox::ui;
using namespace Qt::StringLiterals;

class TestListExport final : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void writesAllPages();
    void writesARowOnceThatMoved();
    void endsWhereNothingNewComes();
    void keepsToTheBound();
    void writesNothingWhereAPageFails();
    void leavesTheOlderFileWhereItFails();
    void namesTheFileThatCantBeWritten();
    void writesAnEmptyListToo();
    void saysWhoGaveTheRows_data();
    void saysWhoGaveTheRows();

private:
    // Answers with these pages, in turn.
    ExportPlan planOf(const QList<QStringList> &pages, std::optional<qint64> count = {})
    {
        ExportPlan plan{m_folder->filePath(u"rows.txt"_s), "[", ",", "]", {}};
        plan.ask = [this, pages, count](const PageRequest &request, std::stop_token) {
            m_asked << request;
            const qsizetype at = request.number - 1;
            if (at >= pages.size())
                return ready<ExportPage>(
                    fail({ErrorKind::Unreachable, Reason::RemoteUnreachable, {}, {}, {}, {}, 0}));
            ExportPage page;
            page.ids = pages.at(at);
            page.count = count;
            page.next = !count && at + 1 < pages.size() ? u"more"_s : QString();
            page.text = [ids = page.ids](qsizetype row) { return ids.at(row).toUtf8(); };
            return ready<ExportPage>(page);
        };
        return plan;
    }
    [[nodiscard]] QByteArray written() const
    {
        QFile file(m_folder->filePath(u"rows.txt"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
    }
    // Of an export that ends well.
    ExportState outcomeOf(const ExportPlan &plan, qint64 most = ListExport::kMost)
    {
        ListExport list(most);
        ExportState outcome;
        bool isDone = false;
        connect(&list, &ListExport::finished, this, [&](const ExportState &state) {
            outcome = state;
            isDone = true;
        });
        list.start(plan);
        [&] { QTRY_VERIFY(isDone); }();
        return outcome;
    }
    Error errorOf(const ExportPlan &plan)
    {
        ListExport list;
        std::optional<Error> error;
        connect(&list, &ListExport::failed, this, [&](const Error &told) { error = told; });
        list.start(plan);
        [&] { QTRY_VERIFY(error); }();
        return error.value_or(Error{});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QList<PageRequest> m_asked;
};

void TestListExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_asked.clear();
}

void TestListExport::writesAllPages()
{
    const ExportState state = outcomeOf(planOf({{u"a"_s, u"b"_s}, {u"c"_s}}));

    QCOMPARE(written(), QByteArray("[a,b,c]"));
    QCOMPARE(state.rows, 3);
    QVERIFY(state.isAll && state.isLive && !state.isCached);
    QCOMPARE(m_asked.last().cursor, u"more"_s);
}

void TestListExport::writesARowOnceThatMoved()
{
    outcomeOf(planOf({{u"a"_s, u"b"_s}, {u"b"_s, u"c"_s}}));

    QCOMPARE(written(), QByteArray("[a,b,c]"));
}

void TestListExport::endsWhereNothingNewComes()
{
    const ExportState state = outcomeOf(planOf({{u"a"_s, u"b"_s}, {u"b"_s}, {u"c"_s}}, 5));

    QCOMPARE(written(), QByteArray("[a,b]"));
    QVERIFY(!state.isAll && !state.isBounded);
    QCOMPARE(state.found, std::optional<qint64>(5));
}

void TestListExport::keepsToTheBound()
{
    const ExportState state = outcomeOf(planOf({{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}}), 3);
    QCOMPARE(written(), QByteArray("[a,b,c]"));
    QVERIFY(!state.isAll && state.isBounded);

    const ExportState whole = outcomeOf(planOf({{u"a"_s, u"b"_s}, {u"c"_s}}), 3);
    QVERIFY(whole.isAll && !whole.isBounded);
}

void TestListExport::writesNothingWhereAPageFails()
{
    ExportPlan plan = planOf({{u"a"_s}}, 2);

    const Error error = errorOf(plan);

    QCOMPARE(error.reason, Reason::RemoteUnreachable);
    QTRY_VERIFY(QDir(m_folder->path()).isEmpty());
}

void TestListExport::leavesTheOlderFileWhereItFails()
{
    outcomeOf(planOf({{u"old"_s}}));

    errorOf(planOf({{u"a"_s}}, 2));

    QTRY_COMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    QCOMPARE(written(), QByteArray("[old]"));
}

void TestListExport::namesTheFileThatCantBeWritten()
{
    ExportPlan plan = planOf({{u"a"_s}});
    plan.path = m_folder->filePath(u"missing/rows.txt"_s);

    const Error error = errorOf(plan);

    QCOMPARE(error.reason, Reason::FileNotWritten);
    QCOMPARE(error.subject, plan.path);
    QVERIFY(!error.detail.isEmpty());
}

void TestListExport::writesAnEmptyListToo()
{
    const ExportState state = outcomeOf(planOf({{}}, 0));

    QCOMPARE(written(), QByteArray("[]"));
    QVERIFY(state.isAll);
}

void TestListExport::saysWhoGaveTheRows_data()
{
    QTest::addColumn<bool>("isLive");
    QTest::addColumn<bool>("isCached");
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("said");
    QTest::newRow("server") << true << false << u"Plano"_s << u"All are as Plano gave them"_s;
    QTest::newRow("cache") << false << true << u"Plano"_s
                           << u"All are from this computer's cache, as Plano"_s;
    QTest::newRow("both") << true << true << u"Plano"_s << u"Some are from this computer's cache"_s;
    QTest::newRow("engine") << true << false << QString() << u"Wrote 1 row to /tmp/rows.txt."_s;
}

void TestListExport::saysWhoGaveTheRows()
{
    QFETCH(bool, isLive);
    QFETCH(bool, isCached);
    QFETCH(QString, server);
    QFETCH(QString, said);
    const Theme theme(Scheme::Light);
    ExportStrip strip(theme);
    ExportState state;
    state.path = u"/tmp/rows.txt"_s;
    state.rows = 1;
    state.isLive = isLive;
    state.isCached = isCached;
    state.asOf = fromMillis(1'700'000'000'000);

    strip.showOutcome(state, server);

    const QString text = strip.findChild<QLabel *>(u"exportText"_s)->text();
    QVERIFY2(text.contains(said), qPrintable(text));
}

QTEST_MAIN(TestListExport)
#include "tst_listexport.moc"
