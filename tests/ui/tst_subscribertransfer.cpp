// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Subscribers go from one place to another: imported from a file, compared with another connection's,
// exported to a file.

#include "core/subscriberfile.h"
#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakefields.h"
#include "tests/support/fakes/fakeprofile.h"
#include "tests/support/fakes/fakerows.h"
#include "tests/ui/picture.h"
#include "ui/listpanel.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

class TestSubscriberTransfer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void headHoldsWhatItShouldInASmallWindow();
    void importShowsThePlanBeforeItWrites();
    void importSaysThatTargetsAreCalled();
    void rowsCanBeLeftOut();
    void whatFailsStaysListed();
    void importCanBeStoppedBetweenTwo();
    void anUnreachableServerEndsTheImport();
    void productionAsksForTheConnectionsName();
    void namesInTheQuestionAreNoMarkup();
    void lockedOneRefusesAndOffersToUnlock();
    void fileThatCanNotBeReadIsTold();
    void comparesWithAnotherConnection();
    void importsWhatDiffers();
    void unlikeKindsAreComparedAndNotImported();
    void comparesWithAFile();
    void exportsWhatTackleExports();
    void exportsTheChosenOne();
    void leavesOutWhatNobodyKnowsTheFieldsOf();
    void asksBeforeItReplacesAFile();
    void suggestsANameThatAFileCanHave();
    void everyControlHasAName();

private:
    template<typename T>
    T *part(const QString &name)
    {
        auto *found = m_page->findChild<T *>(name);
        if (found == nullptr)
            qWarning("no part named %s", qPrintable(name));
        return found;
    }
    void click(const QString &name) { part<QPushButton>(name)->click(); }
    QString text(const QString &name) { return part<QLabel>(name)->text(); }
    bool isThere(const QString &name) { return m_page->findChild<QWidget *>(name) != nullptr; }
    QString said(const QString &dialog)
    {
        QStringList texts;
        for (const QLabel *label : part<QDialog>(dialog)->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts.join(u'\n');
    }
    // The rows of a tree: "Acme orders|Changed|…".
    QStringList rows(const QString &tree)
    {
        const QAbstractItemModel *model = part<QTreeView>(tree)->model();
        QStringList lines;
        for (int row = 0; row < model->rowCount(); ++row)
            lines += model->index(row, 0).data().toString() + u'|' + model->index(row, 1).data().toString();
        return lines;
    }
    void tick(int row, Qt::CheckState state)
    {
        QAbstractItemModel *model = part<QTreeView>(u"importTree"_s)->model();
        QVERIFY(model->setData(model->index(row, 0), state, Qt::CheckStateRole));
    }
    // What the dialog for a file would say.
    void choose(const QString &dialog, const QString &path)
    {
        QTRY_VERIFY(isThere(dialog));
        auto *chooser = part<QFileDialog>(dialog);
        emit chooser->fileSelected(path);
        chooser->close();
        QTRY_VERIFY(!isThere(dialog));
    }
    QString fileOf(const QByteArray &entries);
    void importFile(const QByteArray &entries)
    {
        const QString path = fileOf(entries);
        click(u"importSubscribersButton"_s);
        choose(u"readFileDialog"_s, path);
        QTRY_VERIFY(isThere(u"importDialog"_s));
    }
    void importThree();
    void keep(const QString &dialog, const QString &picture)
    {
        test::keepPicture(*part<QDialog>(dialog), test::pictureName(picture));
    }
    QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void makePage()
    {
        m_page.reset(makeSubscribersPage(m_theme, *m_connections, *m_backend));
        m_page->resize(692, 560); // what is left of a window of 900 × 600
        m_page->show();
        m_page->activate();
        QTRY_COMPARE(part<QTableView>(u"subscriberTable"_s)->model()->rowCount(),
                     int(m_backend->subscriberRows.size()));
    }

    Theme m_theme{test::isDarkWanted() ? Scheme::Dark : Scheme::Light};
    QTemporaryDir m_folder;
    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<test::FakeBackend> m_backend;
    std::unique_ptr<test::FakeBackend> m_other;
    std::unique_ptr<SubscribersPage> m_page;
};

// Raw strings stand behind the class: moc loses it else.
QString TestSubscriberTransfer::fileOf(const QByteArray &entries)
{
    const QString path = m_folder.filePath(u"in.json"_s);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(R"({"format":"tacklebox-subscribers","version":1,"subscribers":[)" + entries + "]}");
    return path;
}

void TestSubscriberTransfer::importThree()
{
    importFile(R"({"name":"Acme orders","callback_url":"https://new.example/in"},
            {"name":"New","callback_url":"https://one.example/"},
            {"name":"Newer","callback_url":"https://two.example/"})");
    QTRY_COMPARE(rows(u"importTree"_s).size(), 3);
}

void TestSubscriberTransfer::init()
{
    m_connections = std::make_unique<test::FakeConnections>();
    m_backend = std::make_unique<test::FakeBackend>();
    m_other = std::make_unique<test::FakeBackend>();
    m_backend->subscriberRows = test::busySubscribers(test::noon());
    m_backend->known.connection = u"PlanoMatic"_s;
    m_backend->known.kind = u"planomatic"_s;
    m_backend->known.environment = Environment::Test;
    m_other->known = m_backend->known;
    m_other->known.connection = u"Staging"_s;
    m_other->subscriberRows = m_backend->subscriberRows;
    m_connections->add(u"PlanoMatic"_s, *m_backend);
    m_connections->add(u"Staging"_s, *m_other);
    makePage();
}

void TestSubscriberTransfer::cleanup()
{
    m_page.reset();
    m_connections.reset();
    m_backend.reset();
    m_other.reset();
}

void TestSubscriberTransfer::headHoldsWhatItShouldInASmallWindow()
{
    for (const QString &name :
         {u"compareButton"_s, u"importSubscribersButton"_s, u"exportMenuButton"_s, u"newButton"_s}) {
        const auto *button = part<QPushButton>(name);
        QVERIFY2(button->isVisible(), qPrintable(name));
        QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(name));
        QVERIFY(m_page->rect().contains(button->geometry()));
    }
    QVERIFY(!part<QPushButton>(u"unlockButton"_s)->isVisible());

    m_connections->lock(u"PlanoMatic"_s);

    QVERIFY(part<QPushButton>(u"unlockButton"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"newButton"_s)->isVisible());
    QVERIFY(m_page->minimumSizeHint().width() <= 692);
}

void TestSubscriberTransfer::importSaysThatTargetsAreCalled()
{
    m_backend->known.savingCallsTarget = FieldNeed{u"key"_s, {u"webhook"_s}};
    importFile(R"({"name":"Northlight","key":"script","callback_url":"https://northlight.example/in"})");
    QTRY_COMPARE(rows(u"importTree"_s), QStringList{u"Northlight|New"_s});
    QVERIFY(!part<QLabel>(u"importCaution"_s)->isVisible()); // nobody calls that one
    click(u"closeImportButton"_s);
    QTRY_VERIFY(!isThere(u"importDialog"_s));

    importFile(R"({"name":"Northlight","key":"webhook","callback_url":"https://northlight.example/in"})");
    QTRY_COMPARE(rows(u"importTree"_s), QStringList{u"Northlight|New"_s});
    QCOMPARE(text(u"importCaution"_s), u"Saving posts a test event to each target first."_s);
    QVERIFY(part<QLabel>(u"importCaution"_s)->isVisible());
}

void TestSubscriberTransfer::importShowsThePlanBeforeItWrites()
{
    importFile(R"({"name":"Acme orders","callback_url":"https://new.example/in"},
        {"name":"Northlight","callback_url":"https://northlight.example/in","signing_scheme":"hookshot"},
        {"name":"Harbor CRM","events":["order.*"]},
        {"name":"Bad","callback_url":"ftp://bad.example/"})");
    QTRY_COMPARE(
        rows(u"importTree"_s),
        (QStringList{
            u"Bad|Can't"_s, u"Acme orders|Changed"_s, u"Northlight|New"_s, u"Harbor CRM|As it is"_s}));

    keep(u"importDialog"_s, u"transfer-plan"_s);
    QVERIFY(m_backend->drafts.empty());
    QVERIFY2(text(u"importNote"_s).startsWith(u"callback_url"_s), qPrintable(text(u"importNote"_s)));
    QCOMPARE(part<QPushButton>(u"importButton"_s)->text(), u"Import 2 to PlanoMatic test"_s);
    const auto *model = part<QTreeView>(u"importTree"_s)->model();
    QCOMPARE(model->index(0, 3, model->index(1, 0)).data().toString(), u"https://new.example/in"_s);
    QVERIFY(model->index(2, 2).data().toString().contains(u"not active yet"_s));

    click(u"importButton"_s);

    QTRY_COMPARE(m_backend->drafts.size(), 2U);
    QCOMPARE(m_backend->drafts[0].id->value, u"1"_s);
    QVERIFY(!m_backend->drafts[1].id);
    QCOMPARE(m_backend->drafts[1].changes.value(u"active"_s), QJsonValue(false));
    QTRY_VERIFY(said(u"importDialog"_s).contains(u"2 imported"_s));
    QCOMPARE(rows(u"importTree"_s).at(1), u"Acme orders|Imported"_s);
    click(u"closeImportButton"_s);
    QTRY_VERIFY(!isThere(u"importDialog"_s));
}

void TestSubscriberTransfer::rowsCanBeLeftOut()
{
    importThree();
    auto *tree = part<QTreeView>(u"importTree"_s);
    tree->setFocus();
    tree->setCurrentIndex(tree->model()->index(1, 0));
    QTest::keyClick(tree, Qt::Key_Space);
    QCOMPARE(part<QPushButton>(u"importButton"_s)->text(), u"Import 2 to PlanoMatic test"_s);
    tick(0, Qt::Unchecked);
    tick(2, Qt::Unchecked);
    QVERIFY(!part<QPushButton>(u"importButton"_s)->isEnabled());
    tick(2, Qt::Checked);

    click(u"importButton"_s);

    QTRY_VERIFY(said(u"importDialog"_s).contains(u"1 imported"_s));
    QCOMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(m_backend->drafts[0].changes.value(u"name"_s), QJsonValue(u"Newer"_s));
}

void TestSubscriberTransfer::whatFailsStaysListed()
{
    importThree();
    m_backend->failure = Error{ErrorKind::Conflict, Reason::AlreadyTaken, u"name"_s, u"New"_s, {}, {}, 0};

    click(u"importButton"_s);

    QTRY_VERIFY(said(u"importDialog"_s).contains(u"0 imported · 3 failed"_s));
    keep(u"importDialog"_s, u"transfer-failed"_s);
    QCOMPARE(rows(u"importTree"_s).at(2), u"Newer|Failed"_s);
    QVERIFY(text(u"importNote"_s).contains(u"New"_s));
    QVERIFY(!part<QPushButton>(u"importButton"_s)->isVisible()); // a write is not repeated unseen

    m_backend->failure.reset();
    click(u"planAgainButton"_s);
    QTRY_COMPARE(part<QPushButton>(u"importButton"_s)->text(), u"Import 3 to PlanoMatic test"_s);
    QTRY_VERIFY(part<QPushButton>(u"importButton"_s)->isEnabled());
}

void TestSubscriberTransfer::importCanBeStoppedBetweenTwo()
{
    importThree();
    m_backend->holdsSaves = true;
    click(u"importButton"_s);
    QTRY_COMPARE(m_backend->drafts.size(), 1U);

    click(u"stopImportButton"_s);
    QVERIFY(isThere(u"importDialog"_s)); // what is under way comes to its end
    m_backend->answerSaves();

    QTRY_VERIFY(said(u"importDialog"_s).contains(u"1 imported · 2 not tried"_s));
    QCOMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(rows(u"importTree"_s).at(1), u"New|Not imported"_s);
}

void TestSubscriberTransfer::anUnreachableServerEndsTheImport()
{
    importThree();
    m_backend->failure = Error{ErrorKind::Unreachable, Reason::Unspecified, {}, {}, {}, {}, 0};

    click(u"importButton"_s);

    QTRY_VERIFY(said(u"importDialog"_s).contains(u"0 imported · 1 failed · 2 not tried"_s));
}

void TestSubscriberTransfer::productionAsksForTheConnectionsName()
{
    m_backend->known.environment = Environment::Production;
    makePage();
    importThree();
    QCOMPARE(part<QPushButton>(u"importButton"_s)->text(), u"Import 3 to PlanoMatic production"_s);

    click(u"importButton"_s);
    QTRY_VERIFY(isThere(u"typedConfirm"_s));
    QVERIFY2(said(u"typedConfirm"_s).contains(u"Acme orders, New, Newer"_s),
             qPrintable(said(u"typedConfirm"_s)));
    QVERIFY(said(u"typedConfirm"_s).contains(u"goes to another host: new.example"_s));
    QVERIFY(m_backend->drafts.empty());
    QTest::keyClicks(part<QLineEdit>(u"typedNameEdit"_s), u"PlanoMatic"_s);
    part<QDialog>(u"typedConfirm"_s)->findChild<QPushButton *>(u"confirmButton"_s)->click();

    QTRY_COMPARE(m_backend->drafts.size(), 3U);
}

void TestSubscriberTransfer::namesInTheQuestionAreNoMarkup()
{
    for (Field &field : m_backend->known.subscriberFields)
        field.asksOnChange = field.key == "callback_url"_L1;
    makePage();
    importFile(R"({"name":"Acme orders","callback_url":"https://new.example/in"},
            {"name":"<b>New</b>","callback_url":"https://one.example/"})");
    QTRY_COMPARE(rows(u"importTree"_s).size(), 2);
    click(u"importButton"_s);
    QTRY_VERIFY(isThere(u"confirmBox"_s));

    const QString asked = part<QMessageBox>(u"confirmBox"_s)->informativeText();
    QVERIFY2(asked.contains(u"&lt;b&gt;New"_s), qPrintable(asked));
    QVERIFY(m_backend->drafts.empty());
    click(u"confirmButton"_s);
    QTRY_COMPARE(m_backend->drafts.size(), 2U);
}

void TestSubscriberTransfer::lockedOneRefusesAndOffersToUnlock()
{
    m_connections->lock(u"PlanoMatic"_s);
    importThree();
    QVERIFY(!part<QPushButton>(u"importButton"_s)->isEnabled());
    QVERIFY(part<QPushButton>(u"importButton"_s)->toolTip().contains(u"is locked"_s));
    QVERIFY(part<QPushButton>(u"unlockImportButton"_s)->isVisible());

    click(u"unlockImportButton"_s);

    QVERIFY(!m_connections->isLocked(u"PlanoMatic"_s));
    QTRY_VERIFY(part<QPushButton>(u"importButton"_s)->isEnabled());
}

void TestSubscriberTransfer::fileThatCanNotBeReadIsTold()
{
    click(u"importSubscribersButton"_s);
    choose(u"readFileDialog"_s, m_folder.filePath(u"none.json"_s));
    QTRY_VERIFY(isThere(u"importDialog"_s));

    QTRY_VERIFY(said(u"importDialog"_s).contains(u"none.json"_s));
    QTRY_VERIFY(said(u"importDialog"_s).contains(u"can't be read"_s));
    QVERIFY(!part<QPushButton>(u"importButton"_s)->isVisible());
}

void TestSubscriberTransfer::comparesWithAnotherConnection()
{
    m_other->subscriberRows[0].fields[u"success_code"_s] = u"204"_s;
    m_other->subscriberRows.removeLast();
    m_other->subscriberRows << test::subscriberOf(40, u"Over there"_s, u"https://there.example/"_s);

    click(u"compareButton"_s);

    QTRY_VERIFY(isThere(u"compareTree"_s) && rows(u"compareTree"_s).size() == 7);
    keep(u"compareDialog"_s, u"transfer-compare"_s);
    QCOMPARE(rows(u"compareTree"_s).first(), u"Acme orders|Different"_s);
    QCOMPARE(rows(u"compareTree"_s).at(1), u"Over there|Only there"_s);
    QCOMPARE(rows(u"compareTree"_s).at(2), u"Paused partner|Only here"_s);
    QCOMPARE(text(u"compareSummary"_s), u"1 different · 1 only there · 1 only here · 4 equal"_s);
    QCOMPARE(text(u"compareNote"_s), u"Matched by the name."_s);
    const auto *model = part<QTreeView>(u"compareTree"_s)->model();
    QCOMPARE(model->headerData(3, Qt::Horizontal).toString(), u"Staging"_s);
    QCOMPARE(model->index(0, 3, model->index(0, 0)).data().toString(), u"204"_s);
    QVERIFY(m_backend->drafts.empty() && m_other->drafts.empty());
}

void TestSubscriberTransfer::importsWhatDiffers()
{
    m_other->subscriberRows[0].fields[u"name"_s] = u"Acme, renamed"_s; // matched by its URL
    m_other->subscriberRows[0].name = u"Acme, renamed"_s;
    click(u"compareButton"_s);
    QTRY_VERIFY(part<QPushButton>(u"importDifferentButton"_s)->isEnabled());
    QCOMPARE(text(u"compareNote"_s), u"Matched by the callback URL."_s);

    click(u"importDifferentButton"_s);

    QTRY_VERIFY(!isThere(u"compareDialog"_s));
    QTRY_COMPARE(rows(u"importTree"_s), QStringList{u"Acme, renamed|Changed"_s});
    QVERIFY(said(u"importDialog"_s).contains(u"From Staging"_s));
    click(u"importButton"_s);
    QTRY_COMPARE(m_backend->drafts.size(), 1U);
    QCOMPARE(m_backend->drafts[0].id->value, u"1"_s);
    QCOMPARE(m_backend->drafts[0].changes, (Fields{{u"name"_s, u"Acme, renamed"_s}}));
}

void TestSubscriberTransfer::unlikeKindsAreComparedAndNotImported()
{
    m_other->known.kind = u"superoffice"_s;
    m_other->subscriberRows[0].fields[u"success_code"_s] = u"204"_s; // no field of both
    m_other->subscriberRows[1].fields[u"callback_url"_s] = u"https://elsewhere.example/"_s;

    click(u"compareButton"_s);

    QTRY_COMPARE(text(u"compareSummary"_s), u"1 different · 5 equal"_s);
    QVERIFY(text(u"compareRemark"_s).contains(u"of different kinds"_s));
    QVERIFY(!part<QPushButton>(u"importDifferentButton"_s)->isEnabled());
    QVERIFY(part<QPushButton>(u"importDifferentButton"_s)->toolTip().contains(u"different kinds"_s));
}

void TestSubscriberTransfer::comparesWithAFile()
{
    const QString path
        = fileOf(R"({"name":"Acme orders","success_code":"204"},{"name":"Odd","colour":"red"})");
    click(u"compareButton"_s);
    QTRY_VERIFY(isThere(u"compareWithBox"_s));
    auto *with = part<QComboBox>(u"compareWithBox"_s);
    with->setCurrentIndex(with->count() - 1);
    emit with->activated(with->count() - 1);
    choose(u"readFileDialog"_s, path);

    QTRY_COMPARE(text(u"compareSummary"_s), u"1 different · 5 only here"_s);
    QVERIFY(text(u"compareRemark"_s).contains(u"no credentials"_s));
    QVERIFY(text(u"compareRemark"_s).contains(u"“Odd”"_s));
}

void TestSubscriberTransfer::exportsWhatTackleExports()
{
    const QString path = m_folder.filePath(u"out.json"_s);
    m_page->findChild<QAction *>(u"exportAllAction"_s)->trigger();
    choose(u"writeFileDialog"_s, path);

    QTRY_VERIFY(QFile::exists(path));
    QCOMPARE(contentOf(path), subscriberFile(m_backend->subscriberRows, m_backend->known.subscriberFields));
    QTRY_VERIFY([this] {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [](const QLabel *label) { return label->text().startsWith(u"Wrote 6 subscribers"_s); });
    }());

    m_page->findChild<QAction *>(u"exportAllAction"_s)->trigger();
    choose(u"writeFileDialog"_s, m_folder.filePath(u"nowhere/out.json"_s));
    QTRY_VERIFY([this] {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [](const QLabel *label) { return label->text().contains(u"can't be written"_s); });
    }());
}

void TestSubscriberTransfer::exportsTheChosenOne()
{
    const QString path = m_folder.filePath(u"one.json"_s);
    auto *action = m_page->findChild<QAction *>(u"exportAction"_s);
    QVERIFY(!action->isEnabled());
    m_page->list().select(u"2"_s);
    QVERIFY(action->isEnabled());
    action->trigger();
    choose(u"writeFileDialog"_s, path);

    QTRY_VERIFY(QFile::exists(path));
    QCOMPARE(contentOf(path),
             subscriberFile({m_backend->subscriberRows[1]}, m_backend->known.subscriberFields));
}

void TestSubscriberTransfer::leavesOutWhatNobodyKnowsTheFieldsOf()
{
    m_backend->subscriberRows[1].fields = {};
    QList<Subscriber> known = m_backend->subscriberRows;
    known.removeAt(1);
    const QString path = m_folder.filePath(u"known.json"_s);

    m_page->findChild<QAction *>(u"exportAllAction"_s)->trigger();
    choose(u"writeFileDialog"_s, path);

    QTRY_VERIFY(QFile::exists(path));
    QCOMPARE(contentOf(path), subscriberFile(known, m_backend->known.subscriberFields));
    QTRY_VERIFY([this] {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [](const QLabel *label) { return label->text().contains(u"1 left out"_s); });
    }());
}

// By a question of the page's own: that of the dialog for files would stop the program until it is answered.
void TestSubscriberTransfer::asksBeforeItReplacesAFile()
{
    const QString path = fileOf(R"({"name":"Older"})");
    const QByteArray older = contentOf(path);
    const auto ask = [&] {
        m_page->findChild<QAction *>(u"exportAllAction"_s)->trigger();
        QTRY_VERIFY(isThere(u"writeFileDialog"_s));
        QVERIFY(part<QFileDialog>(u"writeFileDialog"_s)->testOption(QFileDialog::DontConfirmOverwrite));
        choose(u"writeFileDialog"_s, path);
        QTRY_VERIFY(isThere(u"confirmBox"_s));
    };
    ask();
    click(u"keepButton"_s);
    QTRY_VERIFY(!isThere(u"confirmBox"_s));
    QCOMPARE(contentOf(path), older);

    ask();
    click(u"confirmButton"_s);
    QTRY_COMPARE(contentOf(path),
                 subscriberFile(m_backend->subscriberRows, m_backend->known.subscriberFields));
}

void TestSubscriberTransfer::suggestsANameThatAFileCanHave()
{
    m_page.reset();
    m_backend->subscriberRows[1].name = u"Acme \"orders\" ~/all"_s;
    makePage();
    m_page->list().select(u"2"_s);
    m_page->findChild<QAction *>(u"exportAction"_s)->trigger();
    QTRY_VERIFY(isThere(u"writeFileDialog"_s));
    auto *chooser = part<QFileDialog>(u"writeFileDialog"_s);

    QCOMPARE(chooser->selectedFiles().size(), 1);
    QCOMPARE(QFileInfo(chooser->selectedFiles().constFirst()).fileName(), u"Acme -orders- --all.json"_s);
    chooser->close();
    QTRY_VERIFY(!isThere(u"writeFileDialog"_s));

    m_page.reset();
    m_backend->subscriberRows[1].name.clear();
    m_backend->subscriberRows[1].url = u"https://acme.example/in?token=s3cret"_s;
    makePage();
    m_page->list().select(u"2"_s);
    m_page->findChild<QAction *>(u"exportAction"_s)->trigger();
    QTRY_VERIFY(isThere(u"writeFileDialog"_s));
    chooser = part<QFileDialog>(u"writeFileDialog"_s);
    QCOMPARE(QFileInfo(chooser->selectedFiles().constFirst()).fileName(), u"acme.example.json"_s);
    chooser->close();
}

void TestSubscriberTransfer::everyControlHasAName()
{
    importThree();
    click(u"compareButton"_s);
    QTRY_VERIFY(isThere(u"compareDialog"_s));
    for (const QString &dialog : {u"importDialog"_s, u"compareDialog"_s}) {
        for (const QWidget *widget : part<QDialog>(dialog)->findChildren<QWidget *>()) {
            const bool isPart = widget->objectName().startsWith("qt_"_L1)
                || widget->inherits("QComboBoxListView") || widget->inherits("QHeaderView")
                || widget->parentWidget()->inherits("QComboBox");
            const bool isControl = qobject_cast<const QAbstractButton *>(widget)
                || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QTreeView *>(widget);
            if (!isControl || isPart || widget->inherits("QToolButton"))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName()));
        }
    }
}

QTEST_MAIN(TestSubscriberTransfer)
#include "tst_subscribertransfer.moc"
