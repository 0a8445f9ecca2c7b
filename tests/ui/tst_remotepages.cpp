// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The pages and dialogs on real accounts: the remote backends with their cache, over real sockets, at a
// server that answers as the test wants, with each kind of failure.
#include "backend/wording.h"
#include "models/column.h"
#include "models/jobsmodel.h"
#include "models/shorttext.h"
#include "models/subscribersmodel.h"
#include "tests/dialects/remoterig.h"
#include "tests/support/routedserver.h"
#include "ui/choicemenu.h"
#include "ui/connectiondialog.h"
#include "ui/figures.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/mainwindow.h"
#include "ui/nojobspage.h"
#include "ui/noticebar.h"
#include "ui/railitem.h"
#include "ui/requestdialog.h"
#include "ui/searchline.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/tableview.h"
#include "ui/theme.h"
#include "ui/typedconfirm.h"

#include <QAction>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tacklebox;
using namespace tacklebox::ui;
using tacklebox::dialects::Reading;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::test::answer;
using tacklebox::test::RoutedServer;
using tacklebox::test::Scripted;
using Standing = ConnectionState::Standing;

Q_DECLARE_METATYPE(tacklebox::test::Scripted)

namespace {

constexpr int kPatience = 30'000; // the machine may have other things to do
constexpr auto kAccount = "account"_L1;
constexpr char kPlanoJobs[] = "POST /api/v1/webhook_jobs/index ";
constexpr char kResend[] = "POST /api/v1/webhook_jobs/resend ";
constexpr char kFigures[] = "GET /api/v1/Archive/dynamic?";
constexpr char kLastError[] = "GET /api/v1/Webhook/17/LastError ";
constexpr char kVendorTest[] = "POST /api/v1/Webhook/Test ";

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray bytesOf(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QString urlOf(const QString &id)
{
    return id.endsWith(u'7') ? u"https://one.example/in"_s : u"https://two.example/in"_s;
}

QByteArray planoAnswer(const QJsonValue &data)
{
    return bytesOf(QJsonObject{{u"code"_s, 200}, {u"status"_s, u"action-successful"_s}, {u"data"_s, data}});
}

QByteArray planoRefusal(int code, const QString &slug)
{
    return bytesOf(QJsonObject{{u"code"_s, code}, {u"status"_s, slug}});
}

QByteArray planoRows(const QJsonArray &rows, int count)
{
    return planoAnswer(QJsonObject{{u"results"_s, rows}, {u"count"_s, count}});
}

QJsonObject planoRow(const QString &id, const QString &name)
{
    return {{u"id"_s, id.toInt()},
            {u"name"_s, name},
            {u"key"_s, u"k"_s},
            {u"version"_s, u"v3"_s},
            {u"callback_url"_s, urlOf(id)},
            {u"active"_s, true},
            {u"events"_s, QJsonArray{u"delivered"_s}},
            {u"statuses"_s, QJsonArray()}};
}

QByteArray planoList(const QJsonArray &rows)
{
    return planoRows(rows, int(rows.size()));
}

QByteArray planoShown(const QJsonObject &row)
{
    return planoAnswer(row);
}

QJsonObject planoJob(int id)
{
    return {{u"id"_s, id},
            {u"event_type"_s, u"delivered"_s},
            {u"status_code"_s, 503},
            {u"callback_url"_s, urlOf(u"17"_s)},
            {u"webhook_subscriber"_s, QJsonObject{{u"id"_s, 17}, {u"name"_s, u"Orders"_s}}},
            {u"created_at"_s, u"2023-11-14T09:00:00Z"_s},
            {u"last_sent_at"_s, u"2023-11-14T10:00:00Z"_s}};
}

QJsonObject hookRow(const QString &id, const QString &url)
{
    return {{u"id"_s, id},
            {u"active"_s, true},
            {u"events"_s, QJsonArray{u"quote_request"_s}},
            {u"config"_s, QJsonObject{{u"url"_s, url}}}};
}

QJsonObject hookRequest(const QString &id, const QString &event, int code)
{
    return {{u"id"_s, id},
            {u"event"_s, event},
            {u"response_status"_s, code},
            {u"created_at"_s, u"2023-11-1%1T10:00:00Z"_s.arg(id.back())},
            {u"updated_at"_s, u"2023-11-1%1T11:00:00Z"_s.arg(id.back())}};
}

QByteArray plainList(const QJsonArray &rows)
{
    return bytesOf(rows);
}

QByteArray plainShown(const QJsonObject &row)
{
    return bytesOf(row);
}

QJsonObject webhookRow(const QString &id, const QString &name)
{
    return {{u"WebhookId"_s, id.toInt()},
            {u"Name"_s, name},
            {u"TargetUrl"_s, urlOf(id)},
            {u"Events"_s, QJsonArray{u"contact.created"_s}},
            {u"State"_s, u"Active"_s},
            {u"Type"_s, u"webhook"_s},
            {u"Headers"_s, QJsonValue()},
            {u"Properties"_s, QJsonValue()},
            {u"ErrorsEmail"_s, QJsonValue()},
            {u"Secret"_s, QJsonValue()}};
}

// One API as its server speaks, with two subscribers, the first of which is edited by one member.
struct Api
{
    QString kind;
    QString secret; // the one that it is asked with
    Fields settings;
    QString id;
    QString otherId;
    QByteArray list; // how its requests begin
    QByteArray show;
    QByteArray write;
    QString member;
    QString line; // in which it is edited
    QString before;
    QString after;
    QString theirs; // somebody else's
    QString other; // the second subscriber's
    QJsonObject (*row)(const QString &id, const QString &value);
    QByteArray (*listed)(const QJsonArray &rows);
    QByteArray (*shown)(const QJsonObject &row);
};

const std::array<Api, 3> &apis()
{
    static const std::array<Api, 3> all{Api{u"planomatic"_s,
                                            u"token"_s,
                                            {{u"integration_id"_s, 7}},
                                            u"17"_s,
                                            u"18"_s,
                                            "POST /api/v1/webhook_out_subs/index ",
                                            "POST /api/v1/webhook_out_subs/show ",
                                            "PUT /api/v1/webhook_out_subs/update ",
                                            u"name"_s,
                                            u"nameEdit"_s,
                                            u"Orders"_s,
                                            u"Field orders"_s,
                                            u"Their orders"_s,
                                            u"Returns"_s,
                                            planoRow,
                                            planoList,
                                            planoShown},
                                        Api{u"boldpenguin"_s,
                                            u"access_token"_s,
                                            {},
                                            u"h1"_s,
                                            u"h2"_s,
                                            "GET /hooks ",
                                            "GET /hooks/h1 ",
                                            "PATCH /hooks/h1 ",
                                            u"url"_s,
                                            u"urlEdit"_s,
                                            u"https://one.example/in"_s,
                                            u"https://new.example/in"_s,
                                            u"https://theirs.example/in"_s,
                                            u"https://two.example/in"_s,
                                            hookRow,
                                            plainList,
                                            plainShown},
                                        Api{u"superoffice"_s,
                                            u"token"_s,
                                            {},
                                            u"17"_s,
                                            u"18"_s,
                                            "GET /api/v1/Webhook ",
                                            "GET /api/v1/Webhook/17 ",
                                            "PATCH /api/v1/Webhook/17 ",
                                            u"Name"_s,
                                            u"nameEdit"_s,
                                            u"Orders"_s,
                                            u"Field orders"_s,
                                            u"Their orders"_s,
                                            u"Returns"_s,
                                            webhookRow,
                                            plainList,
                                            plainShown}};
    return all;
}

// The members that a save changes, as it went over.
QStringList changedBy(const QByteArray &request)
{
    const QJsonDocument body = RoutedServer::bodyOf(request);
    QStringList members;
    const QJsonArray operations = body.array();
    for (const QJsonValue &one : operations) {
        if (one["op"_L1].toString() != "test"_L1)
            members << one["path"_L1].toString().sliced(1);
    }
    static const QStringList always{u"id"_s, u"integration_id"_s, u"token"_s, u"version"_s};
    const QStringList keys = body.object().keys();
    for (const QString &key : keys) {
        if (!always.contains(key))
            members << key;
    }
    return members;
}

Scripted halfOf()
{
    return {"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"id\"", Scripted::Then::Close};
}

Scripted tooOften()
{
    return answer(429, "{}", "Retry-After: 3600\r\n");
}

Scripted elsewhere()
{
    return answer(302, "", "Location: http://127.0.0.1:1/elsewhere\r\n");
}

// Waits for it as long as it takes on a busy machine.
template<typename Is>
bool soon(Is is)
{
    return QTest::qWaitFor(is, kPatience);
}

} // namespace

class TestRemotePages final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listsWhatTheServerHas_data() { addKinds(); }
    void listsWhatTheServerHas();
    void searchesAndSortsHere_data() { addKinds(); }
    void searchesAndSortsHere();
    void turnsThePagesOfTheCache();
    void savesAnEditByOneRequest_data() { addKinds(); }
    void savesAnEditByOneRequest();
    void savesNothingUntilItIsUnlocked_data() { addKinds(); }
    void savesNothingUntilItIsUnlocked();
    void showsWhatSomebodyElseSaved_data();
    void showsWhatSomebodyElseSaved();
    void putsARefusalAtItsField_data();
    void putsARefusalAtItsField();
    void saysWhyASaveWasRefused_data();
    void saysWhyASaveWasRefused();
    void readsAgainWhereAnAnswerWasLost_data() { addKinds(); }
    void readsAgainWhereAnAnswerWasLost();
    void saysWhyThereAreNoRows_data();
    void saysWhyThereAreNoRows();
    void answersFromTheCacheWithItsAge_data() { addKinds(); }
    void answersFromTheCacheWithItsAge();
    void deletesWhatWasNamed();
    void asksTheServerForWhatNarrows();
    void turnsThePagesOfTheServer();
    void findsJobsHereWhereTheServerCannot();
    void replaysOneJobAtOnce_data();
    void replaysOneJobAtOnce();
    void replaysSeveralOnceAsked_data();
    void replaysSeveralOnceAsked();
    void tellsHowManyReplaysFailed();
    void offersNoReplayThatNobodyAllowed();
    void keepsJobsWhileTheServerIsAway_data();
    void keepsJobsWhileTheServerIsAway();
    void saysWhyThereAreNoJobs_data();
    void saysWhyThereAreNoJobs();
    void saysThatNoJobsAreKept();
    void tellsWhatTheVendorCounts_data();
    void tellsWhatTheVendorCounts();
    void tellsOfTheVendorsTest_data();
    void tellsOfTheVendorsTest();
    void leadsToTheCredentialThatIsRefused();
    void addsAnAccountAndChecksIt_data();
    void addsAnAccountAndChecksIt();

private:
    static void addKinds()
    {
        QTest::addColumn<QString>("kind");
        for (const Api &api : apis())
            QTest::newRow(qPrintable(api.kind)) << api.kind;
    }

    template<typename T>
    T *part(const QString &name) const
    {
        auto *found = m_shown->findChild<T *>(name);
        if (found == nullptr)
            qWarning("no part named %s", qPrintable(name));
        return found;
    }
    void click(const QString &name) const
    {
        if (auto *button = part<QPushButton>(name))
            button->click();
    }
    void type(const QString &name, const QString &text) const
    {
        auto *edit = part<QLineEdit>(name);
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    // An action of a chip's menu, by its text.
    void tick(const QString &menu, const QString &text) const
    {
        const QList<QAction *> actions = part<ChoiceMenu>(menu)->actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        QVERIFY2(found != actions.end(), qPrintable(text));
        (*found)->trigger();
    }
    static void clickHead(const TableView &table, int column)
    {
        const QHeaderView *head = table.horizontalHeader();
        const QPoint at(head->sectionViewportPosition(column) + 20, head->height() / 2);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
    }
    // What isn't there says nothing, and is waited for without a word.
    [[nodiscard]] QString text(const QString &label) const
    {
        const auto *found = m_shown->findChild<QLabel *>(label);
        return found ? found->text() : QString();
    }
    [[nodiscard]] QString buttonText(const QString &name) const
    {
        const auto *found = m_shown->findChild<QPushButton *>(name);
        return found ? found->text() : QString();
    }
    [[nodiscard]] bool isShown(const QString &name) const
    {
        const auto *found = m_shown->findChild<QWidget *>(name);
        return found && found->isVisible();
    }
    [[nodiscard]] bool isEnabled(const QString &name) const
    {
        const auto *found = m_shown->findChild<QWidget *>(name);
        return found && found->isEnabled();
    }
    [[nodiscard]] bool stands(const QString &label, const QString &words) const
    {
        return isShown(label) && text(label).contains(words);
    }
    // Whether one of the labels in it says so.
    [[nodiscard]] bool says(const QString &name, const QString &words) const
    {
        const auto *whole = part<QWidget>(name);
        const auto labels = whole ? whole->findChildren<QLabel *>() : QList<QLabel *>();
        return std::ranges::any_of(labels,
                                   [&](const QLabel *label) { return label->text().contains(words); });
    }
    [[nodiscard]] QString findingAt(const QString &line) const
    {
        const auto *found = m_shown->findChild<QWidget *>(line + u"Finding"_s);
        return found ? found->accessibleName() : QString();
    }
    [[nodiscard]] SubscriberEditor *editor() const { return m_shown->findChild<SubscriberEditor *>(); }
    // The notice in the editor; empty: none is shown.
    [[nodiscard]] QString unsureText() const
    {
        const auto *notice = editor() ? editor()->findChild<QWidget *>(u"noticeBar"_s) : nullptr;
        return notice && notice->isVisible() ? notice->findChild<QLabel *>(u"noticeSummary"_s)->text()
                                             : QString();
    }
    [[nodiscard]] QString cell(int row, int column) const
    {
        const auto *table = part<QTableWidget>(u"conflictTable"_s);
        const QTableWidgetItem *item = table ? table->item(row, column) : nullptr;
        return item ? item->text() : QString();
    }

    [[nodiscard]] Backend &backend() const { return *m_rig->connections->backend(kAccount); }
    [[nodiscard]] Standing standing() const { return m_rig->connections->state(kAccount).standing; }
    [[nodiscard]] QString ageNote() const
    {
        return u"searched and sorted here, as %1 told at %2"_s.arg(
            QString(kAccount), models::timeText(std::optional<Instant>(store::test::kNow)));
    }
    [[nodiscard]] static QStringList idsIn(const TableView &table)
    {
        QStringList ids;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            ids << table.model()->index(row, 0).data(models::IdRole).toString();
        return ids;
    }
    [[nodiscard]] TableView &table() const { return *m_subscribers->list().table(); }
    [[nodiscard]] int rows() const { return table().model()->rowCount(); }
    [[nodiscard]] TableView &jobTable() const { return *m_jobs->list().table(); }
    [[nodiscard]] int jobRows() const { return jobTable().model()->rowCount(); }
    // The member that is edited, as the page's row has it.
    [[nodiscard]] QString shownValue() const
    {
        const int column
            = m_api->member == "url"_L1 ? models::SubscribersModel::Url : models::SubscribersModel::Name;
        const QModelIndexList found = table().model()->match(
            table().model()->index(0, 0), models::IdRole, m_api->id, 1, Qt::MatchExactly);
        return found.isEmpty() ? QString()
                               : found.first().siblingAtColumn(column).data(Qt::ToolTipRole).toString();
    }

    void serve();
    void serveJobs() const;
    void add(const QString &kind, Environment environment = Environment::Test, const Fields &more = {});
    void showSubscribers();
    void open(const QString &kind, Environment environment = Environment::Test);
    void edit();
    void showJobs();
    void openJobs(const QString &kind, Environment environment = Environment::Test, const Fields &more = {});
    void openWindow();

    Theme m_theme{Scheme::Light};
    std::unique_ptr<RoutedServer> m_server;
    std::unique_ptr<RemoteRig> m_rig;
    const Api *m_api = nullptr;
    QString m_value; // as the server has it
    bool m_isLocked = false; // the account, when it is added
    std::unique_ptr<SubscribersPage> m_subscribers;
    std::unique_ptr<JobsPage> m_jobs;
    std::unique_ptr<PageRegistry> m_pages;
    std::unique_ptr<Figures> m_figures;
    std::unique_ptr<MainWindow> m_window;
    QWidget *m_shown = nullptr; // of these
};

void TestRemotePages::init()
{
    m_server = std::make_unique<RoutedServer>();
    m_rig = std::make_unique<RemoteRig>(Reading::CacheFirst);
    m_isLocked = false;
}

void TestRemotePages::cleanup()
{
    m_shown = nullptr;
    m_window.reset();
    m_figures.reset();
    m_pages.reset();
    m_jobs.reset();
    m_subscribers.reset();
    m_rig.reset();
    m_server.reset();
}

// As a server that works.
void TestRemotePages::serve()
{
    m_server->on(m_api->list, [this](const QByteArray &) {
        return answer(
            200, m_api->listed({m_api->row(m_api->id, m_value), m_api->row(m_api->otherId, m_api->other)}));
    });
    m_server->on(m_api->show, [this](const QByteArray &) {
        return answer(200, m_api->shown(m_api->row(m_api->id, m_value)));
    });
    m_server->on(m_api->write, [this](const QByteArray &) {
        m_value = m_api->after;
        return answer(200, m_api->shown(m_api->row(m_api->id, m_value)));
    });
    m_server->on(kFigures, answer(200, bytesOf(QJsonObject{{u"value"_s, QJsonArray()}})));
    m_server->on(kLastError, answer(200, ""));
}

void TestRemotePages::serveJobs() const
{
    m_server->on(kPlanoJobs, answer(200, planoRows({planoJob(9), planoJob(8)}, 2)));
    m_server->on("GET /hooks/h1/requests ",
                 answer(200,
                        bytesOf(QJsonArray{hookRequest(u"r1"_s, u"quote_request:created"_s, 200),
                                           hookRequest(u"r3"_s, u"quote_request:created"_s, 500)})));
    m_server->on("GET /hooks/h2/requests ",
                 answer(200, bytesOf(QJsonArray{hookRequest(u"r2"_s, u"carrier:updated"_s, 200)})));
}

void TestRemotePages::add(const QString &kind, Environment environment, const Fields &more)
{
    m_api = &*std::ranges::find(apis(), kind, &Api::kind);
    m_value = m_api->before;
    serve();
    serveJobs();
    ConnectionDraft draft;
    draft.kind = kind;
    draft.newName = kAccount;
    draft.baseUrl = m_server->url();
    draft.environment = environment;
    draft.isLocked = m_isLocked;
    draft.settings = m_api->settings;
    for (auto setting = more.begin(); setting != more.end(); ++setting)
        draft.settings.insert(setting.key(), setting.value());
    draft.secrets[m_api->secret] = {SecretEdit::Action::Set, Secret("t0ken"), {}};
    QVERIFY(RemoteRig::wait(m_rig->connections->save(draft)));
}

void TestRemotePages::showSubscribers()
{
    m_subscribers.reset(makeSubscribersPage(m_theme, *m_rig->connections, backend()));
    m_shown = m_subscribers.get();
    m_subscribers->resize(1000, 700);
    m_subscribers->show();
    m_subscribers->activate();
}

void TestRemotePages::open(const QString &kind, Environment environment)
{
    add(kind, environment);
    showSubscribers();
    QVERIFY(soon([this] { return rows() == 2; }));
}

// Opens the editor of the first one.
void TestRemotePages::edit()
{
    m_subscribers->list().select(m_api->id);
    QVERIFY(soon([this] { return isEnabled(u"editButton"_s); }));
    click(u"editButton"_s);
    QVERIFY(soon([this] { return editor() != nullptr; }));
}

void TestRemotePages::showJobs()
{
    m_jobs.reset(makeJobsPage(m_theme, *m_rig->connections, backend(), nullptr));
    m_shown = m_jobs.get();
    m_jobs->resize(1200, 700);
    m_jobs->show();
    m_jobs->activate();
}

void TestRemotePages::openJobs(const QString &kind, Environment environment, const Fields &more)
{
    add(kind, environment, more);
    showJobs();
    const int expected = kind == "boldpenguin"_L1 ? 3 : 2;
    QVERIFY(soon([&] { return jobRows() == expected; }));
}

// The window with the pages that an account may have.
void TestRemotePages::openWindow()
{
    m_pages = std::make_unique<PageRegistry>();
    m_pages->add({place::kSubscribers,
                  u"Subscribers"_s,
                  PageSection::Connection,
                  Verb::ListSubscribers,
                  [this](Backend &of, QWidget *parent) {
                      return makeSubscribersPage(m_theme, *m_rig->connections, of, parent);
                  }});
    m_pages->add({place::kJobs,
                  u"Jobs"_s,
                  PageSection::Connection,
                  Verb::ListJobs,
                  [this](Backend &of, QWidget *parent) {
                      return makeJobsPage(m_theme, *m_rig->connections, of, parent);
                  }});
    m_pages->add(
        {place::kUsage,
         u"Jobs"_s,
         PageSection::Connection,
         Verb::Usage,
         [this](Backend &of, QWidget *parent) { return new NoJobsPage(m_theme, of.info(), parent); }});
    m_figures = std::make_unique<Figures>(*m_rig->connections);
    m_window = std::make_unique<MainWindow>(m_theme, *m_rig->connections, *m_pages, *m_figures);
    m_shown = m_window.get();
    m_window->show();
}

void TestRemotePages::listsWhatTheServerHas()
{
    QFETCH(QString, kind);

    open(kind);

    QCOMPARE(shownValue(), m_api->before);
    QVERIFY(idsIn(table()).contains(m_api->otherId));
    QVERIFY(soon([this] { return standing() == Standing::Ready; }));
    QVERIFY(!isShown(u"subscriberState"_s));
    QCOMPARE(m_server->asked(m_api->list), 1);
}

void TestRemotePages::searchesAndSortsHere()
{
    QFETCH(QString, kind);
    open(kind);
    auto *search = part<SearchLine>(u"subscriberSearch"_s);

    QTest::keyClicks(search, m_api->other);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(soon([this] { return idsIn(table()) == QStringList{m_api->otherId}; }));
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(soon([this] { return rows() == 2; }));

    clickHead(table(), models::SubscribersModel::Url);
    QVERIFY(soon([this] { return idsIn(table()) == (QStringList{m_api->otherId, m_api->id}); }));
    clickHead(table(), models::SubscribersModel::Url);
    QVERIFY(soon([this] { return idsIn(table()) == (QStringList{m_api->id, m_api->otherId}); }));
    QVERIFY(says(u"subscriberPaging"_s, ageNote()));
    QCOMPARE(m_server->asked(m_api->list), 1); // the server knows neither
}

void TestRemotePages::turnsThePagesOfTheCache()
{
    add(u"boldpenguin"_s);
    QJsonArray hooks;
    for (int i = 0; i < 30; ++i)
        hooks.append(hookRow(u"h%1"_s.arg(i), u"https://host%1.example/in"_s.arg(i, 2, 10, '0'_L1)));
    m_server->on(m_api->list, answer(200, bytesOf(hooks)));
    showSubscribers();
    QVERIFY(soon([this] { return rows() == 30; }));

    const QList<QAction *> sizes = part<QWidget>(u"subscriberPagingSize"_s)->findChild<QMenu *>()->actions();
    sizes.constFirst()->trigger();
    QVERIFY(soon([this] { return rows() == 25; }));
    const QStringList first = idsIn(table());
    click(u"subscriberPagingNext"_s);

    QVERIFY(soon([this] { return rows() == 5; }));
    QCOMPARE(text(u"subscriberPagingRange"_s), u"26\u201330 of 30"_s);
    const QStringList second = idsIn(table());
    QVERIFY(std::ranges::none_of(second, [&](const QString &id) { return first.contains(id); }));
    QCOMPARE(m_server->asked(m_api->list), 1);
}

void TestRemotePages::savesAnEditByOneRequest()
{
    QFETCH(QString, kind);
    open(kind);
    edit();
    QCOMPARE(part<QLineEdit>(m_api->line)->text(), m_api->before);
    type(m_api->line, m_api->after);

    click(u"showRequestButton"_s);
    QVERIFY(soon([this] { return m_shown->findChild<RequestDialog *>() != nullptr; }));
    const QString line = part<QLineEdit>(u"requestLine"_s)->text();
    const QString body = part<QPlainTextEdit>(u"requestBody"_s)->toPlainText();
    QVERIFY2(line.startsWith(QString::fromLatin1(m_api->write.left(m_api->write.indexOf('/')))),
             qPrintable(line));
    QVERIFY2(line.contains(m_server->url()), qPrintable(line));
    QVERIFY2(body.contains(m_api->after), qPrintable(body));
    QVERIFY(!body.contains("t0ken"_L1));
    QVERIFY(!part<QPlainTextEdit>(u"requestHeaders"_s)->toPlainText().contains("t0ken"_L1));
    QCOMPARE(m_server->asked(m_api->write), 0);
    click(u"closeRequestButton"_s);
    QVERIFY(soon([this] { return m_shown->findChild<RequestDialog *>() == nullptr; }));

    click(u"saveButton"_s);
    QVERIFY(soon([this] { return editor() == nullptr; }));
    QCOMPARE(m_server->asked(m_api->write), 1);
    const QByteArray request = m_server->those(m_api->write).constFirst();
    QCOMPARE(changedBy(request), QStringList{m_api->member});
    QVERIFY(request.contains("t0ken"));
    QVERIFY(soon([this] { return shownValue() == m_api->after; }));
}

void TestRemotePages::savesNothingUntilItIsUnlocked()
{
    QFETCH(QString, kind);
    m_isLocked = true;
    open(kind);
    edit();
    QVERIFY(!isEnabled(u"switchButton"_s));
    type(m_api->line, m_api->after);
    QVERIFY(!isEnabled(u"saveButton"_s));
    QVERIFY(text(u"mendLabel"_s).contains("is locked"_L1));

    emit part<QLabel>(u"mendLabel"_s)->linkActivated(u"#unlock"_s);

    QVERIFY(soon([this] { return isEnabled(u"saveButton"_s); }));
    QVERIFY(isEnabled(u"switchButton"_s));
    QCOMPARE(m_server->asked(m_api->write), 0);
    click(u"saveButton"_s);
    QVERIFY(soon([this] { return editor() == nullptr; }));
    QCOMPARE(m_server->asked(m_api->write), 1);
    m_rig->connections->lock(kAccount);
    QVERIFY(soon([this] { return !isEnabled(u"switchButton"_s); }));
}

void TestRemotePages::showsWhatSomebodyElseSaved_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("code"); // of the first write's answer; 0: it is found out before one
    QTest::newRow("planomatic") << u"planomatic"_s << 0;
    QTest::newRow("boldpenguin") << u"boldpenguin"_s << 0;
    QTest::newRow("superoffice 409") << u"superoffice"_s << 409;
    QTest::newRow("superoffice 412") << u"superoffice"_s << 412;
}

void TestRemotePages::showsWhatSomebodyElseSaved()
{
    QFETCH(QString, kind);
    QFETCH(int, code);
    open(kind);
    edit();
    type(m_api->line, m_api->after);
    m_value = m_api->theirs;
    if (code > 0)
        m_server->on(m_api->write, answer(code, "{}"));
    const int refused = code > 0 ? 1 : 0;

    click(u"saveButton"_s);
    QVERIFY(soon([this] { return isShown(u"conflictTable"_s); }));
    QCOMPARE(part<QTableWidget>(u"conflictTable"_s)->rowCount(), 1);
    QCOMPARE(cell(0, 1), m_api->before);
    QCOMPARE(cell(0, 2), m_api->theirs);
    QCOMPARE(cell(0, 3), m_api->after);
    QVERIFY(text(u"mendLabel"_s).contains("Somebody else changed this meanwhile"_L1));
    QCOMPARE(m_server->asked(m_api->write), refused);
    QCOMPARE(m_value, m_api->theirs); // nothing of theirs was written over unseen

    serve();
    click(u"saveButton"_s);
    QVERIFY(soon([this] { return editor() == nullptr; }));
    QCOMPARE(m_server->asked(m_api->write), refused + 1);
    QCOMPARE(m_value, m_api->after);
}

void TestRemotePages::putsARefusalAtItsField_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Scripted>("refusal");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("words");
    const QJsonObject attribute{{u"attr"_s, u"name"_s}, {u"message"_s, u"is taken"_s}};
    const QJsonObject invalidName{
        {u"code"_s, 400}, {u"status"_s, u"invalid-param"_s}, {u"errors"_s, QJsonArray{attribute}}};
    QTest::newRow("planomatic") << u"planomatic"_s << answer(400, bytesOf(invalidName)) << u"nameEdit"_s
                                << u"is taken"_s;
    const QJsonObject invalidUrl{{u"url"_s, QJsonArray{u"is not reachable"_s}}};
    QTest::newRow("boldpenguin") << u"boldpenguin"_s << answer(422, bytesOf(invalidUrl)) << u"urlEdit"_s
                                 << u"is not reachable"_s;
    const QJsonObject failedTarget{{u"Error"_s, true},
                                   {u"ErrorType"_s, u"SoIllegalOperationException"_s},
                                   {u"ErrorMessage"_s, u"The test event was answered 503."_s}};
    QTest::newRow("superoffice") << u"superoffice"_s << answer(400, bytesOf(failedTarget))
                                 << u"targetUrlEdit"_s << u"answered 503"_s;
}

void TestRemotePages::putsARefusalAtItsField()
{
    QFETCH(QString, kind);
    QFETCH(Scripted, refusal);
    QFETCH(QString, line);
    QFETCH(QString, words);
    open(kind);
    edit();
    type(m_api->line, m_api->after);
    m_server->on(m_api->write, refusal);

    click(u"saveButton"_s);

    QVERIFY(soon([&] { return !findingAt(line).isEmpty(); }));
    QVERIFY2(findingAt(line).contains(words), qPrintable(findingAt(line)));
    QCOMPARE(part<QLineEdit>(m_api->line)->text(), m_api->after); // what was typed stays
    QVERIFY(unsureText().isEmpty());
    QCOMPARE(m_server->asked(m_api->write), 1);
}

void TestRemotePages::saysWhyASaveWasRefused_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Scripted>("refusal");
    QTest::addColumn<QString>("words");
    const auto add
        = [](const char *name, const QString &kind, const Scripted &refusal, const QString &words) {
              QTest::newRow(name) << kind << refusal << words;
          };
    const QString credential = u"does not take the credential"_s;
    const QString rights = u"may not administer webhooks"_s;
    const QString often = u"was asked too often"_s;
    add("planomatic 401", u"planomatic"_s, answer(401, planoRefusal(401, u"invalid-token"_s)), credential);
    add("planomatic 403", u"planomatic"_s, answer(403, "{}"), u"answered 403"_s);
    add("planomatic 404", u"planomatic"_s, answer(404, "{}"), u"answered 404"_s);
    add("planomatic 429", u"planomatic"_s, tooOften(), often);
    add("boldpenguin 401", u"boldpenguin"_s, answer(401, "{}"), credential);
    add("boldpenguin 403", u"boldpenguin"_s, answer(403, "{}"), rights);
    add("boldpenguin 404", u"boldpenguin"_s, answer(404, "{}"), u"There is no subscriber h1."_s);
    add("boldpenguin 429", u"boldpenguin"_s, tooOften(), often);
    add("superoffice 401", u"superoffice"_s, answer(401, "{}"), credential);
    add("superoffice 403", u"superoffice"_s, answer(403, "{}"), rights);
    add("superoffice 404", u"superoffice"_s, answer(404, "{}"), u"There is no subscriber 17."_s);
    add("superoffice 429", u"superoffice"_s, tooOften(), often);
}

void TestRemotePages::saysWhyASaveWasRefused()
{
    QFETCH(QString, kind);
    QFETCH(Scripted, refusal);
    QFETCH(QString, words);
    open(kind);
    edit();
    type(m_api->line, m_api->after);
    m_server->on(m_api->write, refusal);

    click(u"saveButton"_s);

    QVERIFY(soon([&] { return text(u"mendLabel"_s).contains(words); }));
    QVERIFY(unsureText().isEmpty()); // it was surely not saved
    QCOMPARE(part<QLineEdit>(m_api->line)->text(), m_api->after);
    QCOMPARE(m_server->asked(m_api->write), 1);

    serve();
    click(u"saveButton"_s);
    QVERIFY(soon([this] { return editor() == nullptr; }));
}

void TestRemotePages::readsAgainWhereAnAnswerWasLost()
{
    QFETCH(QString, kind);
    open(kind);
    edit();
    type(m_api->line, m_api->after);
    // It is taken, half of the answer comes, and for a while nobody can look.
    m_server->on(m_api->write, [this](const QByteArray &) {
        m_value = m_api->after;
        m_server->on(m_api->show, answer(503, ""));
        m_server->on(m_api->list, answer(503, ""));
        return halfOf();
    });

    click(u"saveButton"_s);
    QVERIFY(soon([this] { return unsureText().contains("may have been saved"_L1); }));
    QCOMPARE(part<QLineEdit>(m_api->line)->text(), m_api->after);

    serve();
    editor()->findChild<QPushButton *>(u"noticeAction"_s)->click();
    QVERIFY(soon([this] { return editor() == nullptr; }));
    QCOMPARE(m_server->asked(m_api->write), 1); // nothing was written again
    QVERIFY(soon([this] { return shownValue() == m_api->after; }));
}

void TestRemotePages::saysWhyThereAreNoRows_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Scripted>("refusal");
    QTest::addColumn<QString>("words");
    const auto add
        = [](const char *name, const QString &kind, const Scripted &refusal, const QString &words) {
              QTest::newRow(name) << kind << refusal << words;
          };
    const QString penguin = u"boldpenguin"_s;
    add("credential", penguin, answer(401, "{}"), u"does not take the credential"_s);
    add("session",
        u"planomatic"_s,
        answer(401, planoRefusal(401, u"session-expired"_s)),
        u"session has ended"_s);
    add("rights", penguin, answer(403, "{}"), u"may not administer webhooks"_s);
    add("no access", u"superoffice"_s, answer(404, "{}"), u"may not administer webhooks"_s);
    add("no such address", u"planomatic"_s, answer(404, "{}"), u"answered 404"_s);
    add("too often", penguin, tooOften(), u"was asked too often"_s);
    add("crash", penguin, answer(500, ""), u"server failed"_s);
    add("half", penguin, halfOf(), u"connection to 127.0.0.1 ended"_s);
    add("reset", penguin, {"", Scripted::Then::Reset}, u"connection to 127.0.0.1 ended"_s);
    add("a page", penguin, answer(200, "<html>"), u"is no JSON"_s);
    add("doubled key", penguin, answer(200, "[{\"id\": \"h1\", \"id\": \"h2\"}]"), u"twice in one object"_s);
    add("null", penguin, answer(200, "[null]"), u"is not what it has to be"_s);
    add("redirect", penguin, elsewhere(), u"sends on to another address"_s);
}

void TestRemotePages::saysWhyThereAreNoRows()
{
    QFETCH(QString, kind);
    QFETCH(Scripted, refusal);
    QFETCH(QString, words);
    add(kind);
    m_server->on(m_api->list, refusal);

    showSubscribers();
    QVERIFY(soon([&] { return stands(u"subscriberStateTitle"_s, words); }));
    QCOMPARE(buttonText(u"subscriberStateAction"_s), u"Try again"_s);

    serve();
    click(u"subscriberStateAction"_s);
    QVERIFY(soon([this] { return rows() == 2; }));
    QVERIFY(!isShown(u"subscriberState"_s));
}

void TestRemotePages::answersFromTheCacheWithItsAge()
{
    QFETCH(QString, kind);
    add(kind);
    m_server->goAway();
    showSubscribers();
    QVERIFY(soon([this] { return stands(u"subscriberStateTitle"_s, u"127.0.0.1 can't be reached"_s); }));
    QVERIFY(m_server->comeBack());
    click(u"subscriberStateAction"_s);
    QVERIFY(soon([this] { return rows() == 2; }));

    m_server->goAway();
    m_rig->clock.moved = 1h;
    m_subscribers->activate();
    QVERIFY(soon([this] { return standing() == Standing::Unreachable; }));
    QCOMPARE(rows(), 2);
    QVERIFY(says(u"subscriberPaging"_s, ageNote()));

    // The program ends, and is started without the server.
    m_shown = nullptr;
    m_subscribers.reset();
    m_rig->restart(Reading::CacheFirst);
    showSubscribers();
    QVERIFY(soon([this] { return rows() == 2; }));
    QCOMPARE(shownValue(), m_api->before);
    QVERIFY(says(u"subscriberPaging"_s, ageNote()));
    QVERIFY(soon([this] { return standing() == Standing::Unreachable; }));

    QVERIFY(m_server->comeBack());
    m_value = m_api->theirs;
    m_rig->clock.moved = 2h;
    QVERIFY(soon([this] {
        m_subscribers->activate(); // once more, for what failed may not have ended yet
        return shownValue() == m_api->theirs;
    }));
    QCOMPARE(standing(), Standing::Ready);
}

void TestRemotePages::deletesWhatWasNamed()
{
    open(u"boldpenguin"_s, Environment::Production);
    m_server->on("DELETE /hooks/h1 ", answer(204, ""));
    m_subscribers->list().select(m_api->id);

    click(u"deleteButton"_s);
    QVERIFY(soon([this] { return m_shown->findChild<TypedConfirm *>() != nullptr; }));
    type(u"typedNameEdit"_s, u"another"_s);
    QVERIFY(!isEnabled(u"confirmButton"_s));
    type(u"typedNameEdit"_s, kAccount);
    QCOMPARE(m_server->asked("DELETE "), 0);
    click(u"confirmButton"_s);

    QVERIFY(soon([this] { return idsIn(table()) == QStringList{m_api->otherId}; }));
    QCOMPARE(m_server->asked("DELETE "), 1);
}

void TestRemotePages::asksTheServerForWhatNarrows()
{
    openJobs(u"planomatic"_s);
    QVERIFY(says(u"jobPaging"_s, u"searched and sorted by account"_s));
    QJsonDocument body = m_server->lastBody(kPlanoJobs);
    QCOMPARE(body["sort"_L1]["by"_L1].toString(), u"last_sent_at"_s);
    QVERIFY(body["count"_L1].toBool());
    QCOMPARE(body["page"_L1]["number"_L1].toInt(), 1);
    const auto asksFor = [&](const std::function<bool(const QJsonDocument &)> &is) {
        return soon([&] { return is(m_server->lastBody(kPlanoJobs)); });
    };

    auto *search = part<SearchLine>(u"jobSearch"_s);
    QTest::keyClicks(search, u"oak"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(
        asksFor([](const QJsonDocument &of) { return of["search"_L1]["term"_L1].toString() == u"oak"_s; }));
    body = m_server->lastBody(kPlanoJobs);
    QCOMPARE(body["search"_L1]["attributes"_L1].toArray().size(), 6);

    tick(u"codeFilterMenu"_s, u"5xx"_s);
    QVERIFY(asksFor([](const QJsonDocument &of) {
        return of["filters"_L1]["status_code"_L1].toArray().contains(QJsonValue(503));
    }));
    tick(u"eventFilterMenu"_s, u"delivered"_s);
    QVERIFY(asksFor([](const QJsonDocument &of) {
        return of["filters"_L1]["event_type"_L1].toArray() == QJsonArray{u"delivered"_s};
    }));

    clickHead(jobTable(), models::JobsModel::Code);
    QVERIFY(asksFor([](const QJsonDocument &of) {
        return of["sort"_L1]["by"_L1].toString() == u"status_code"_s && of["search"_L1].isObject();
    }));
}

void TestRemotePages::turnsThePagesOfTheServer()
{
    add(u"planomatic"_s);
    m_server->on(kPlanoJobs, [](const QByteArray &request) {
        const int page = RoutedServer::bodyOf(request)["page"_L1]["number"_L1].toInt();
        QJsonArray jobs{planoJob(page * 2 - 1)};
        if (page < 3)
            jobs.append(planoJob(page * 2));
        return answer(200, planoRows(jobs, 5));
    });
    showJobs();
    QVERIFY(soon([this] { return idsIn(jobTable()) == (QStringList{u"1"_s, u"2"_s}); }));
    QCOMPARE(text(u"jobPagingRange"_s), u"1\u20132 of 5"_s);

    click(u"jobPagingNext"_s);
    QVERIFY(soon([this] { return idsIn(jobTable()) == (QStringList{u"3"_s, u"4"_s}); }));
    QCOMPARE(text(u"jobPagingRange"_s), u"3\u20134 of 5"_s);
    click(u"jobPagingNext"_s);

    QVERIFY(soon([this] { return idsIn(jobTable()) == QStringList{u"5"_s}; }));
    QVERIFY(!isEnabled(u"jobPagingNext"_s));
}

void TestRemotePages::findsJobsHereWhereTheServerCannot()
{
    openJobs(u"boldpenguin"_s);
    QVERIFY(says(u"jobPaging"_s, ageNote()));

    tick(u"stateFilterMenu"_s, wording::word(JobState::Failed));
    QVERIFY(soon([this] { return idsIn(jobTable()) == QStringList{u"h1/r3"_s}; }));
    click(u"clearFilterButton"_s);
    QVERIFY(soon([this] { return jobRows() == 3; }));
    auto *search = part<SearchLine>(u"jobSearch"_s);
    QTest::keyClicks(search, u"carrier"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(soon([this] { return idsIn(jobTable()) == QStringList{u"h2/r2"_s}; }));
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(soon([this] { return jobRows() == 3; }));
    clickHead(jobTable(), models::JobsModel::Code);

    QVERIFY(soon([this] { return idsIn(jobTable()).value(0) == "h1/r3"_L1; }));
    QCOMPARE(m_server->asked("GET /hooks/h1/requests "), 1);
}

void TestRemotePages::replaysOneJobAtOnce_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("job");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<Scripted>("taken");
    QTest::newRow("boldpenguin") << u"boldpenguin"_s << u"h1/r3"_s
                                 << "POST /hooks/h1/requests/r3/redeliver "_ba << answer(202, "{}");
    QTest::newRow("planomatic") << u"planomatic"_s << u"9"_s << QByteArray(kResend)
                                << answer(200, planoAnswer(QJsonObject()));
}

void TestRemotePages::replaysOneJobAtOnce()
{
    QFETCH(QString, kind);
    QFETCH(QString, job);
    QFETCH(QByteArray, request);
    QFETCH(Scripted, taken);
    const bool isUnconfirmed = kind == "planomatic"_L1;
    openJobs(kind, Environment::Test, isUnconfirmed ? Fields{{u"unconfirmed_writes"_s, true}} : Fields());
    m_server->on(request, taken);
    QCOMPARE(isShown(u"replayUnconfirmedLabel"_s), isUnconfirmed);

    m_jobs->list().select(job);
    QVERIFY(soon([this] { return buttonText(u"replayButton"_s) == u"Replay 1 job"_s; }));
    click(u"replayButton"_s);

    QVERIFY(soon([this] { return text(u"jobNotice"_s) == u"1 job queued again"_s; }));
    QCOMPARE(m_server->asked(request), 1);
}

void TestRemotePages::replaysSeveralOnceAsked_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<int>("count");
    QTest::newRow("boldpenguin, test") << u"boldpenguin"_s << Environment::Test << 3;
    QTest::newRow("boldpenguin, production") << u"boldpenguin"_s << Environment::Production << 3;
    QTest::newRow("planomatic, test") << u"planomatic"_s << Environment::Test << 2;
    QTest::newRow("planomatic, production") << u"planomatic"_s << Environment::Production << 2;
}

void TestRemotePages::replaysSeveralOnceAsked()
{
    QFETCH(QString, kind);
    QFETCH(Environment, environment);
    QFETCH(int, count);
    const bool isPlano = kind == "planomatic"_L1;
    openJobs(kind, environment, isPlano ? Fields{{u"unconfirmed_writes"_s, true}} : Fields());
    const QByteArray start = isPlano ? kResend : "POST /hooks/";
    m_server->on(start, isPlano ? answer(200, planoAnswer(QJsonObject())) : answer(202, "{}"));

    jobTable().selectAll();
    QVERIFY(soon([&] { return buttonText(u"replayButton"_s) == u"Replay %1 jobs…"_s.arg(count); }));
    click(u"replayButton"_s);
    QVERIFY(soon([this] { return m_shown->findChild<QPushButton *>(u"confirmButton"_s) != nullptr; }));
    if (environment == Environment::Production) {
        QVERIFY(!isEnabled(u"confirmButton"_s));
        type(u"typedNameEdit"_s, kAccount);
    } else {
        const QString told = part<QMessageBox>(u"confirmBox"_s)->informativeText();
        QVERIFY2(told.contains("would be sent again"_L1), qPrintable(told));
    }
    QCOMPARE(m_server->asked(start), 0);
    click(u"confirmButton"_s);

    QVERIFY(soon([&] { return text(u"jobNotice"_s) == u"%1 jobs queued again"_s.arg(count); }));
    QCOMPARE(m_server->asked(start), count);
    const QList<QByteArray> sent = m_server->those(start);
    QCOMPARE(QSet<QByteArray>(sent.begin(), sent.end()).size(), count); // each once
}

void TestRemotePages::tellsHowManyReplaysFailed()
{
    openJobs(u"boldpenguin"_s);
    m_server->on("POST /hooks/", answer(202, "{}"));
    m_server->on("POST /hooks/h2/requests/r2/redeliver ", answer(404, "{}"));

    jobTable().selectAll();
    click(u"replayButton"_s);
    QVERIFY(soon([this] { return m_shown->findChild<QPushButton *>(u"confirmButton"_s) != nullptr; }));
    click(u"confirmButton"_s);

    QVERIFY(soon([this] { return text(u"sendingText"_s).startsWith("1 of 3 failed"_L1); }));
    QVERIFY2(text(u"sendingText"_s).contains("There is no job h2/r2"_L1), qPrintable(text(u"sendingText"_s)));
    QCOMPARE(m_server->asked("POST /hooks/"), 3);
}

void TestRemotePages::offersNoReplayThatNobodyAllowed()
{
    openJobs(u"planomatic"_s);
    m_jobs->list().select(u"9"_s);

    QVERIFY(isShown(u"replayButton"_s)); // for its reason
    QVERIFY(!isEnabled(u"replayButton"_s));
    const QString why = part<QPushButton>(u"replayButton"_s)->toolTip();
    QVERIFY2(why.contains("It can be allowed in the connection's settings"_L1), qPrintable(why));
    QVERIFY(!isShown(u"replayUnconfirmedLabel"_s));
}

void TestRemotePages::keepsJobsWhileTheServerIsAway_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("planomatic") << u"planomatic"_s;
    QTest::newRow("boldpenguin") << u"boldpenguin"_s;
}

void TestRemotePages::keepsJobsWhileTheServerIsAway()
{
    QFETCH(QString, kind);
    openJobs(kind);
    const QStringList before = idsIn(jobTable());
    m_server->goAway();
    m_rig->clock.moved = 1h;

    m_jobs->activate();
    QVERIFY(soon([this] { return standing() == Standing::Unreachable; }));
    QVERIFY(soon([this] { return says(u"jobPaging"_s, ageNote()); }));
    QStringList now = idsIn(jobTable());
    QCOMPARE(QSet<QString>(now.begin(), now.end()), QSet<QString>(before.begin(), before.end()));

    m_shown = nullptr;
    m_jobs.reset();
    m_rig->restart(Reading::CacheFirst);
    showJobs();
    QVERIFY(soon([&] { return jobRows() == before.size(); }));
    QVERIFY(says(u"jobPaging"_s, ageNote()));
    m_jobs->list().select(before.constFirst());
    QVERIFY(soon([this] { return isShown(u"jobVerdict"_s) && says(u"jobVerdict"_s, u"answered"_s); }));
}

void TestRemotePages::saysWhyThereAreNoJobs_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Scripted>("refusal");
    QTest::addColumn<QString>("words");
    const auto add
        = [](const char *name, const QString &kind, const Scripted &refusal, const QString &words) {
              QTest::newRow(name) << kind << refusal << words;
          };
    const QString plano = u"planomatic"_s;
    add("credential",
        plano,
        answer(401, planoRefusal(401, u"invalid-token"_s)),
        u"does not take the credential"_s);
    add("session", plano, answer(401, planoRefusal(401, u"session-expired"_s)), u"session has ended"_s);
    add("no client", plano, answer(401, planoRefusal(401, u"client-required"_s)), u"no client"_s);
    add("parameter", plano, answer(400, planoRefusal(400, u"missing-param"_s)), u"was not sent"_s);
    add("too often", plano, tooOften(), u"was asked too often"_s);
    add("crash", plano, answer(500, planoRefusal(500, u"application-crash"_s)), u"server failed"_s);
    add("unknown word", plano, answer(500, planoRefusal(500, u"moon-is-full"_s)), u"moon-is-full"_s);
    add("half", plano, halfOf(), u"connection to 127.0.0.1 ended"_s);
    add("boldpenguin", u"boldpenguin"_s, answer(403, "{}"), u"may not administer webhooks"_s);
}

void TestRemotePages::saysWhyThereAreNoJobs()
{
    QFETCH(QString, kind);
    QFETCH(Scripted, refusal);
    QFETCH(QString, words);
    add(kind);
    const QByteArray start = kind == "planomatic"_L1 ? kPlanoJobs : "GET /hooks/h1/requests ";
    m_server->on(start, refusal);

    showJobs();
    QVERIFY(soon([&] { return stands(u"jobStateTitle"_s, words); }));

    serveJobs();
    click(u"jobStateAction"_s);
    QVERIFY(soon([this] { return jobRows() > 1; }));
}

void TestRemotePages::saysThatNoJobsAreKept()
{
    add(u"superoffice"_s);
    openWindow();
    m_window->go({place::kSubscribers, {}, kAccount});
    QVERIFY(m_window->findChild<RailItem *>(u"page_jobs"_s) == nullptr);

    QTest::mouseClick(part<RailItem>(u"page_usage"_s), Qt::LeftButton);
    QCOMPARE(text(u"noJobsStateTitle"_s), u"account keeps no jobs"_s);
    QCOMPARE(m_window->focusWidget()->objectName(), u"noJobsStateAction"_s);
    click(u"noJobsStateAction"_s);

    QCOMPARE(m_window->currentPage(), QString(place::kSubscribers));
    const auto *page = static_cast<const SubscribersPage *>(m_window->page(place::kSubscribers));
    QVERIFY(soon([page] { return page->list().table()->model()->rowCount() == 2; }));
}

void TestRemotePages::tellsWhatTheVendorCounts_data()
{
    QTest::addColumn<Scripted>("figures");
    QTest::addColumn<QString>("summary");
    const QJsonObject counted{{u"webhook_usage.webhook_usage_id"_s, u"[I:17]"_s},
                              {u"webhook_usage.total_calls"_s, u"[I:12]"_s},
                              {u"webhook_usage.total_errors"_s, u"[I:3]"_s},
                              {u"webhook_usage.consecutive_errors"_s, u"[I:2]"_s},
                              {u"webhook_usage.last_error"_s, u""_s}};
    QTest::newRow("told") << answer(200, bytesOf(QJsonObject{{u"value"_s, QJsonArray{counted}}}))
                          << u"12 calls, 3 failed, 2 in a row just now"_s;
    QTest::newRow("closed") << answer(403, "{}") << u"No calls are counted here"_s;
}

void TestRemotePages::tellsWhatTheVendorCounts()
{
    QFETCH(Scripted, figures);
    QFETCH(QString, summary);
    open(u"superoffice"_s);
    m_server->on(kFigures, figures);
    m_server->on(kLastError, answer(200, "\"503 Service Unavailable\""));

    m_subscribers->list().select(m_api->id);

    QVERIFY(soon([&] { return stands(u"usageSummary"_s, summary); }));
    QVERIFY(stands(u"usageAdvice"_s, u"Last error: 503 Service Unavailable"_s));
}

void TestRemotePages::tellsOfTheVendorsTest_data()
{
    QTest::addColumn<Scripted>("result");
    QTest::addColumn<QString>("words");
    QTest::newRow("accepted") << answer(200, bytesOf(QJsonObject{{u"Success"_s, true}}))
                              << u"account called “Orders”, and it accepted."_s;
    QTest::newRow("refused") << answer(
        200, bytesOf(QJsonObject{{u"Success"_s, false}, {u"Message"_s, u"503 from there"_s}}))
                             << u"503 from there"_s;
    QTest::newRow("rights") << answer(403, "{}") << u"may not administer webhooks"_s;
}

void TestRemotePages::tellsOfTheVendorsTest()
{
    QFETCH(Scripted, result);
    QFETCH(QString, words);
    open(u"superoffice"_s);
    m_server->on(kVendorTest, result);
    m_subscribers->list().select(m_api->id);
    QVERIFY(soon([this] { return isEnabled(u"vendorTestButton"_s); }));

    click(u"vendorTestButton"_s);

    const auto *notice = m_subscribers->list().notice()->findChild<QLabel *>(u"noticeSummary"_s);
    QVERIFY(soon([&] { return notice->isVisible() && notice->text().contains(words); }));
    QCOMPARE(m_server->asked(kVendorTest), 1);
}

void TestRemotePages::leadsToTheCredentialThatIsRefused()
{
    add(u"boldpenguin"_s);
    m_server->on(m_api->list, [this](const QByteArray &request) {
        return request.contains("Bearer n3w") ? answer(200, m_api->listed({m_api->row(m_api->id, m_value)}))
                                              : answer(401, "{}");
    });
    openWindow();
    m_window->go({place::kSubscribers, {}, kAccount});
    QVERIFY(soon([this] { return isShown(u"subscriberStateLink"_s); }));
    QVERIFY(text(u"subscriberStateTitle"_s).contains("does not take the credential"_L1));
    const auto *notice = part<QWidget>(u"accountNotice"_s);
    QVERIFY(soon([notice] { return !notice->isVisible(); })); // it is told once
    QVERIFY(soon([this] {
        return part<RailItem>(u"connection_account"_s)
            ->accessibleDescription()
            .startsWith("needs sign-in"_L1);
    }));

    click(u"subscriberStateLink"_s);
    QVERIFY(soon([this] { return m_window->findChild<ConnectionDialog *>() != nullptr; }));
    click(u"accessTokenReplaceButton"_s);
    type(u"accessTokenEdit"_s, u"n3w"_s);
    click(u"checkButton"_s);
    QVERIFY(soon(
        [this] { return text(u"checkVerdictSummary"_s) == u"Bold Penguin answered: the account works."_s; }));
    click(u"cancelButton"_s);

    QVERIFY(soon([this] { return m_window->findChild<ConnectionDialog *>() == nullptr; }));
    click(u"subscriberStateAction"_s);
    const auto *page = static_cast<const SubscribersPage *>(m_window->page(place::kSubscribers));
    QVERIFY(soon([page] { return page->list().table()->model()->rowCount() == 1; }));
}

void TestRemotePages::addsAnAccountAndChecksIt_data()
{
    QTest::addColumn<Scripted>("first");
    QTest::addColumn<bool>("isAway");
    QTest::addColumn<QString>("words");
    const auto add = [](const char *name, const Scripted &first, const QString &words) {
        QTest::newRow(name) << first << false << words;
    };
    const Scripted well = answer(200, planoRows({planoJob(9)}, 1));
    add("well", well, u"the account works"_s);
    add("credential", answer(401, planoRefusal(401, u"invalid-token"_s)), u"does not take the credential"_s);
    add("session", answer(401, planoRefusal(401, u"session-expired"_s)), u"session has ended"_s);
    add("no client", answer(401, planoRefusal(401, u"client-required"_s)), u"no client"_s);
    add("rights", answer(403, "{}"), u"answered 403"_s);
    add("no such address", answer(404, "{}"), u"answered 404"_s);
    add("too often", tooOften(), u"was asked too often"_s);
    add("crash", answer(500, planoRefusal(500, u"application-crash"_s)), u"server failed"_s);
    add("no route", answer(500, planoRefusal(500, u"route-non-existent"_s)), u"no such route"_s);
    add("half", halfOf(), u"connection to 127.0.0.1 ended"_s);
    add("redirect", elsewhere(), u"sends on to another address"_s);
    QTest::newRow("away") << well << true << u"127.0.0.1 can't be reached"_s;
}

void TestRemotePages::addsAnAccountAndChecksIt()
{
    QFETCH(Scripted, first);
    QFETCH(bool, isAway);
    QFETCH(QString, words);
    m_api = &apis().front();
    m_value = m_api->before;
    serve();
    m_server->on(kPlanoJobs, first);
    if (isAway)
        m_server->goAway();
    openWindow();
    m_window->go({place::kSubscribers, {}, u"local"_s});

    click(u"addConnectionButton"_s);
    QVERIFY(soon([this] { return m_window->findChild<ConnectionDialog *>() != nullptr; }));
    click(u"kind_planomatic"_s);
    type(u"nameEdit"_s, u"Orders"_s);
    type(u"baseUrlEdit"_s, m_server->url());
    click(u"mainButton"_s);
    type(u"integrationIdEdit"_s, u"7"_s);
    type(u"tokenEdit"_s, u"t0ken"_s);
    click(u"mainButton"_s);

    QVERIFY(soon([&] { return stands(u"checkVerdictSummary"_s, words); }));
    QVERIFY(m_rig->connections->account(u"Orders"_s).has_value());
    QVERIFY(m_rig->connections->isLocked(u"Orders"_s)); // of production, until it is said
    QCOMPARE(m_window->currentConnection(), u"Orders"_s);
    QVERIFY(!m_rig->keychain.entries.key("t0ken").isEmpty());

    if (isAway)
        QVERIFY(m_server->comeBack());
    m_server->on(kPlanoJobs, answer(200, planoRows({planoJob(9)}, 1)));
    click(u"checkButton"_s);
    QVERIFY(soon([this] { return stands(u"checkVerdictSummary"_s, u"the account works"_s); }));
    click(u"cancelButton"_s);
    QVERIFY(soon([this] { return m_window->findChild<ConnectionDialog *>() == nullptr; }));
}

QTEST_MAIN(TestRemotePages)
#include "tst_remotepages.moc"
