// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A dialect that nobody else has heard of, in the window: its account is added in the dialog, its subscribers
// and jobs stand on their pages, and one is edited and saved. No file of ui, models or app knows it.
#include "models/jobsmodel.h"
#include "models/subscribersmodel.h"
#include "ringer.h"
#include "tests/dialects/remoterig.h"
#include "ui/connectiondialog.h"
#include "ui/connectionscontroller.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/requestdialog.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::dialects::test::Ringer;
using tacklebox::test::answer;

namespace {

constexpr char kRings[]
    = "{'rings': ["
      "{'id': 'a1', 'label': 'Door', 'to': 'https://door.example/in', 'on': true, 'kinds': ['knock']},"
      "{'id': 'a2', 'label': 'Gate', 'to': 'https://gate.example/in', 'on': false, 'kinds': []}]}";

constexpr char kCalls[]
    = "{'calls': ["
      "{'id': 'c1', 'ring': 'a1', 'kind': 'knock', 'answer': 204, 'at': '2024-05-01T10:00:00Z'},"
      "{'id': 'c2', 'ring': 'a2', 'kind': 'push', 'answer': 503, 'at': '2024-05-02T10:00:00Z'}]}";

// With ' for each ".
tacklebox::test::Scripted reply(QByteArray body)
{
    return answer(200, body.replace('\'', '"'));
}

} // namespace

class tst_FourthWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void addsItsAccount();
    void listsItsSubscribers();
    void editsASubscriberByItsOwnFields();
    void showsTheRequestWithoutCredentials();
    void listsItsJobs();

private:
    template<typename T>
    T *part(const QString &name)
    {
        auto *found = m_window->findChild<T *>(name);
        if (found == nullptr)
            qWarning("no part named %s", qPrintable(name));
        return found;
    }
    void click(const QString &name) { part<QPushButton>(name)->click(); }
    void type(const QString &name, const QString &text)
    {
        auto *edit = part<QLineEdit>(name);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    QString cell(const QString &table, int row, int column)
    {
        return part<QTableView>(table)->model()->index(row, column).data().toString();
    }
    // With its rings and calls in the cache: the pages open from there.
    Backend &addCached()
    {
        Backend &backend = m_rig->add(u"ringer"_s, {}, {{u"token"_s, "t0ken"}});
        m_rig->server.script(reply(kRings));
        m_rig->server.script(reply(kCalls));
        [&] {
            QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
            QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
        }();
        return backend;
    }
    void showPage(ui::Page *page)
    {
        m_window.reset(page);
        m_window->resize(816, 600);
        m_window->show();
        page->activate();
    }
    void openEditorOfTheDoor()
    {
        auto *page = ui::makeSubscribersPage(m_theme, *m_rig->connections, addCached());
        showPage(page);
        QTRY_COMPARE(part<QTableView>(u"subscriberTable"_s)->model()->rowCount(), 2);
        page->list().select(u"a1"_s);
        QTRY_VERIFY(part<QPushButton>(u"editButton"_s)->isEnabled());
        m_rig->server.script(reply("{'id': 'a1', 'label': 'Door', 'to': 'https://door.example/in', 'on': "
                                   "true, 'kinds': ['knock']}"));
        m_rig->server.script(reply(kCalls)); // how many there were of the last day
        click(u"editButton"_s);
        QTRY_VERIFY(m_window->findChild<ui::SubscriberEditor *>() != nullptr);
        QTRY_VERIFY(m_rig->server.requests().constLast().startsWith("GET /calls"));
    }

    const Ringer m_ringer{};
    const Registry m_registry{{Registry::builtIn().find(u"planomatic"_s), &m_ringer}};
    ui::Theme m_theme{ui::Scheme::Light};
    std::unique_ptr<RemoteRig> m_rig;
    std::unique_ptr<QWidget> m_window;
};

void tst_FourthWindow::init()
{
    m_rig = std::make_unique<RemoteRig>();
    m_rig->connections.reset();
    m_rig->connections = *SavedConnections::open({m_rig->local,
                                                  m_rig->profile.store(),
                                                  m_rig->credentials,
                                                  m_rig->client,
                                                  m_rig->clock,
                                                  m_registry,
                                                  Reading::CacheFirst});
}

void tst_FourthWindow::cleanup()
{
    m_window.reset();
    m_rig.reset();
}

void tst_FourthWindow::addsItsAccount()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 560);
    m_window->show();
    ui::ConnectionsController controller(m_theme, *m_rig->connections);
    controller.add(m_window.get());
    QTRY_VERIFY(m_window->findChild<ui::ConnectionDialog *>() != nullptr);
    QVERIFY(part<QPushButton>(u"kind_planomatic"_s));

    click(u"kind_ringer"_s);
    type(u"nameEdit"_s, u"Bells"_s);
    type(u"baseUrlEdit"_s, m_rig->server.url({}).toString());
    click(u"mainButton"_s);
    QCOMPARE(part<QLabel>(u"stepLabel"_s)->text(), u"Step 3 of 3"_s);
    type(u"tokenEdit"_s, u"t0ken"_s);
    m_rig->server.script(reply(kRings));
    click(u"mainButton"_s);

    QTRY_COMPARE(part<QLabel>(u"checkVerdictSummary"_s)->text(), u"Ringer answered: the account works."_s);
    QCOMPARE(m_rig->connections->account(u"Bells"_s)->kind, u"ringer"_s);
    QVERIFY(m_rig->server.requests().constFirst().contains("Authorization: Bearer t0ken\r\n"));
}

void tst_FourthWindow::listsItsSubscribers()
{
    using Model = models::SubscribersModel;
    const QString table = u"subscriberTable"_s;

    showPage(ui::makeSubscribersPage(m_theme, *m_rig->connections, addCached()));

    QTRY_COMPARE(part<QTableView>(table)->model()->rowCount(), 2);
    QCOMPARE(cell(table, 0, Model::Name), u"Door"_s);
    QCOMPARE(cell(table, 0, Model::Url), u"door.example/in"_s);
    QCOMPARE(cell(table, 0, Model::Events), u"1"_s); // how many they are
    QCOMPARE(cell(table, 1, Model::Name), u"Gate"_s);
}

void tst_FourthWindow::editsASubscriberByItsOwnFields()
{
    openEditorOfTheDoor();
    QCOMPARE(part<QLineEdit>(u"labelEdit"_s)->text(), u"Door"_s);
    QCOMPARE(part<QLineEdit>(u"toEdit"_s)->text(), u"https://door.example/in"_s);
    QVERIFY(part<QCheckBox>(u"onCheck"_s)->isChecked());
    m_rig->server.script(
        reply("{'id': 'a1', 'label': 'Front door', 'to': 'https://door.example/in', 'on': true}"));

    type(u"labelEdit"_s, u"Front door"_s);
    click(u"saveButton"_s);

    QTRY_VERIFY(m_window->findChild<ui::SubscriberEditor *>() == nullptr);
    QVERIFY(m_rig->server.requests().constLast().startsWith("PATCH /rings/a1 "));
    QVERIFY(m_rig->server.requests().constLast().endsWith("\r\n\r\n{\"label\":\"Front door\"}"));
    QTRY_COMPARE(cell(u"subscriberTable"_s, 0, models::SubscribersModel::Name), u"Front door"_s);
}

void tst_FourthWindow::showsTheRequestWithoutCredentials()
{
    openEditorOfTheDoor();
    const qsizetype asked = m_rig->server.requests().size();

    type(u"toEdit"_s, u"https://door.example/in?key=tops3cret"_s);
    click(u"showRequestButton"_s);

    QTRY_VERIFY(m_window->findChild<ui::RequestDialog *>() != nullptr);
    const auto *dialog = m_window->findChild<ui::RequestDialog *>();
    QString shown;
    for (const QPlainTextEdit *text : dialog->findChildren<QPlainTextEdit *>())
        shown += text->toPlainText();
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        shown += label->text();
    QVERIFY2(shown.contains(u"https://door.example/in?********"_s), qPrintable(shown));
    QVERIFY(!shown.contains(u"tops3cret"_s));
    QCOMPARE(m_rig->server.requests().size(), asked);
}

void tst_FourthWindow::listsItsJobs()
{
    using Model = models::JobsModel;
    const QString table = u"jobTable"_s;

    showPage(ui::makeJobsPage(m_theme, *m_rig->connections, addCached(), nullptr));

    QTRY_COMPARE(part<QTableView>(table)->model()->rowCount(), 2);
    QCOMPARE(cell(table, 0, Model::Event), u"push"_s); // the newest
    QCOMPARE(cell(table, 0, Model::Code), u"503"_s);
    QCOMPARE(cell(table, 0, Model::Subscriber), u"Gate"_s);
    QCOMPARE(cell(table, 1, Model::CallbackUrl), u"door.example/in"_s);
}

QTEST_MAIN(tst_FourthWindow)
#include "tst_fourthwindow.moc"
