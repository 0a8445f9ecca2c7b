// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The window on accounts of all three vendors, at a server over real sockets that answers as it is told.
#pragma once

#include "tests/dialects/remoterig.h"
#include "tests/support/fakes/fakerows.h"
#include "tests/support/routedserver.h"
#include "tests/ui/picture.h"
#include "ui/figures.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/mainwindow.h"
#include "ui/nojobspage.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/tableview.h"
#include "ui/testcontroller.h"
#include "ui/testpage.h"
#include "ui/theme.h"

#include <QDialog>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace tacklebox::ui::test {

inline const QString kPlano = QStringLiteral("PlanoMatic production");
inline const QString kPenguin = QStringLiteral("Bold Penguin UAT");
inline const QString kOffice = QStringLiteral("SuperOffice online");

inline constexpr char kPlanoList[] = "POST /api/v1/webhook_out_subs/index ";
inline constexpr char kPlanoShow[] = "POST /api/v1/webhook_out_subs/show ";
inline constexpr char kPlanoUpdate[] = "PUT /api/v1/webhook_out_subs/update ";
inline constexpr char kPlanoJobs[] = "POST /api/v1/webhook_jobs/index ";
inline constexpr char kPenguinList[] = "GET /hooks ";
inline constexpr char kPenguinUpdate[] = "PATCH /hooks/h1 ";
inline constexpr char kOfficeList[] = "GET /api/v1/Webhook ";
inline constexpr char kOfficeUpdate[] = "PATCH /api/v1/Webhook/17 ";
inline constexpr char kOfficeFigures[] = "GET /api/v1/Archive/dynamic?";
inline constexpr char kOfficeLastError[] = "GET /api/v1/Webhook/17/LastError ";

class AccountScene final
{
public:
    struct Settings
    {
        bool isDark = false;
        QSize size{1280, 800};
        dialects::ClientRules rules = {};
    };

    explicit AccountScene(const Settings &settings)
        : theme(settings.isDark ? Scheme::Dark : Scheme::Light)
        , m_client(settings.rules)
        , m_size(settings.size)
    {
        rig.clock.moved
            = std::chrono::duration_cast<std::chrono::milliseconds>(SystemClock().now() - store::test::kNow);
        rig.local.known = tacklebox::test::localInfo();
        start();
        serve();
    }
    ~AccountScene()
    {
        leave();
        rig.connections.reset(); // it has this one's client
    }
    AccountScene(const AccountScene &) = delete;
    AccountScene &operator=(const AccountScene &) = delete;

    // The program anew, on the same profile.
    void start()
    {
        leave();
        rig.connections.reset();
        rig.connections = *dialects::SavedConnections::open({rig.local,
                                                             rig.profile.store(),
                                                             rig.credentials,
                                                             m_client,
                                                             rig.clock,
                                                             dialects::Registry::builtIn(),
                                                             dialects::Reading::CacheFirst});
    }

    void addPlano(const Fields &more = {}, bool isLocked = false)
    {
        Fields settings{{QStringLiteral("integration_id"), 12}};
        for (auto setting = more.begin(); setting != more.end(); ++setting)
            settings.insert(setting.key(), setting.value());
        add(kPlano,
            QStringLiteral("planomatic"),
            Environment::Production,
            settings,
            QStringLiteral("token"),
            isLocked);
    }
    void addPenguin()
    {
        add(kPenguin,
            QStringLiteral("boldpenguin"),
            Environment::Test,
            {},
            QStringLiteral("access_token"),
            false);
    }
    void addOffice()
    {
        add(kOffice,
            QStringLiteral("superoffice"),
            Environment::Production,
            {},
            QStringLiteral("token"),
            false);
    }
    void move(const QString &name, const QString &baseUrl)
    {
        ConnectionDraft draft;
        draft.name = name;
        draft.baseUrl = baseUrl;
        QVERIFY(dialects::test::RemoteRig::wait(rig.connections->save(draft)));
    }

    void show(const QString &page, const QString &connection)
    {
        if (!window)
            makeWindow();
        window->go({page, {}, connection});
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }

    template<typename T>
    T *part(const QString &name) const
    {
        // Of the page in sight first: another connection's may have one of that name.
        Page *page = window->page(window->currentPage());
        T *found = page ? page->findChild<T *>(name) : nullptr;
        return found ? found : window->findChild<T *>(name);
    }
    void click(const QString &name) const
    {
        auto *button = part<QPushButton>(name);
        QVERIFY2(button, qPrintable(name));
        button->click();
    }
    void type(const QString &name, const QString &text) const
    {
        auto *line = part<QLineEdit>(name);
        QVERIFY2(line, qPrintable(name));
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    QDialog *dialog(const QString &name) const
    {
        QDialog *found = nullptr;
        [&] { QTRY_VERIFY2((found = part<QDialog>(name)) && found->isVisible(), qPrintable(name)); }();
        return found;
    }
    // The first row of the page's table, once there is one.
    void chooseFirst(const QString &table) const
    {
        auto *view = part<TableView>(table);
        QVERIFY(view);
        if (!QTest::qWaitFor([view] { return view->model()->rowCount() > 0; }, 20'000))
            qWarning() << "no rows in" << table << "but" << tacklebox::test::wordsOn(*window);
        view->selectRow(0);
        view->setFocus();
    }

    static QByteArray bytesOf(const QJsonObject &object)
    {
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    static QByteArray bytesOf(const QJsonArray &array)
    {
        return QJsonDocument(array).toJson(QJsonDocument::Compact);
    }
    static QByteArray planoAnswer(const QJsonValue &data)
    {
        return bytesOf({{QStringLiteral("code"), 200},
                        {QStringLiteral("status"), QStringLiteral("action-successful")},
                        {QStringLiteral("data"), data}});
    }
    static QByteArray planoRefusal(int code, const QString &slug)
    {
        return bytesOf({{QStringLiteral("code"), code}, {QStringLiteral("status"), slug}});
    }
    static QByteArray planoRows(const QJsonArray &rows)
    {
        return planoAnswer(
            QJsonObject{{QStringLiteral("results"), rows}, {QStringLiteral("count"), int(rows.size())}});
    }

    QJsonArray planoSubscribers;
    QJsonArray planoJobs;
    QJsonArray hooks;
    QJsonArray webhooks;

    Theme theme;
    tacklebox::test::RoutedServer server;
    dialects::test::RemoteRig rig;
    std::unique_ptr<MainWindow> window;

private:
    void leave()
    {
        window.reset();
        m_figures.reset();
        m_pages.reset();
    }
    void add(const QString &name, const QString &kind, Environment environment, const Fields &settings,
             const QString &secret, bool isLocked)
    {
        ConnectionDraft draft;
        draft.kind = kind;
        draft.newName = name;
        draft.baseUrl = server.url();
        draft.environment = environment;
        draft.isLocked = isLocked;
        draft.settings = settings;
        draft.secrets[secret] = {SecretEdit::Action::Set, Secret("t0ken"), {}};
        QVERIFY(dialects::test::RemoteRig::wait(rig.connections->save(draft)));
    }
    void makeWindow()
    {
        m_pages = std::make_unique<PageRegistry>();
        const auto page = [this](const QString &key,
                                 const QString &title,
                                 Verb needs,
                                 const std::function<Page *(Backend &, QWidget *)> &make) {
            m_pages->add({key, title, PageSection::Connection, needs, make});
        };
        page(place::kSubscribers,
             QStringLiteral("Subscribers"),
             Verb::ListSubscribers,
             [this](Backend &of, QWidget *parent) {
                 return makeSubscribersPage(theme, *rig.connections, of, parent);
             });
        page(place::kJobs, QStringLiteral("Jobs"), Verb::ListJobs, [this](Backend &of, QWidget *parent) {
            return makeJobsPage(theme, *rig.connections, of, parent);
        });
        page(place::kUsage, QStringLiteral("Jobs"), Verb::Usage, [this](Backend &of, QWidget *parent) {
            return new NoJobsPage(theme, of.info(), parent);
        });
        page(place::kTest, QStringLiteral("Test"), Verb::Test, [this](Backend &of, QWidget *parent) {
            return makeTestPage(theme, *rig.connections, of, parent);
        });
        const auto nothing = [](Backend &, QWidget *) -> Page * { return nullptr; };
        for (const QString &key :
             {QStringLiteral("Inbox"), QStringLiteral("Activity"), QStringLiteral("Settings")})
            m_pages->add({key.toLower(), key, PageSection::Profile, {}, nothing});
        m_figures = std::make_unique<Figures>(*rig.connections);
        window = std::make_unique<MainWindow>(theme, *rig.connections, *m_pages, *m_figures);
        window->resize(m_size);
    }

    // As servers that work.
    void serve();
    void fill();

    std::unique_ptr<PageRegistry> m_pages;
    std::unique_ptr<Figures> m_figures;
    dialects::RestClient m_client;
    QSize m_size;
};

inline void AccountScene::fill()
{
    using namespace Qt::StringLiterals;
    const std::array<std::pair<const char *, const char *>, 8> all{
        {{"Acme orders", "https://hooks.acme-logistics.example/planomatic/orders/delivered"},
         {"Brightwater floor plans", "https://api.brightwater.example/v2/webhooks/floor-plans"},
         {"Cedar Homes CRM", "https://crm.cedarhomes.example/in/plano"},
         {"Delivery e-mails", "https://mailer.internal.example:8443/hook"},
         {"Estate portal (staging)", "https://staging.estateportal.example/callbacks/planomatic-orders"},
         {"Finance export", "https://finance.example/export"},
         {"Gable & Co", "https://gable.example/webhooks"},
         {"Harbour photos", "https://photos.harbour.example/plano/in"}}};
    int number = 17;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto timeAt = [&](int minutesAgo) { return now.addSecs(-60 * minutesAgo).toString(Qt::ISODate); };
    for (const auto &[name, url] : all) {
        const bool isActive = number % 4 != 3;
        planoSubscribers.append(QJsonObject{{u"id"_s, number},
                                            {u"name"_s, QString::fromUtf8(name)},
                                            {u"key"_s, u"k%1"_s.arg(number)},
                                            {u"version"_s, u"v3"_s},
                                            {u"callback_url"_s, QString::fromUtf8(url)},
                                            {u"active"_s, isActive},
                                            {u"notify"_s, true},
                                            {u"notification_emails"_s, u"ops@acme.example"_s},
                                            {u"success_code"_s, u"200"_s},
                                            {u"payload_render_view"_s, u"full"_s},
                                            {u"events"_s, QJsonArray{u"delivered"_s, u"order_revised"_s}},
                                            {u"statuses"_s, QJsonArray{u"completed"_s}}});
        webhooks.append(QJsonObject{{u"WebhookId"_s, number},
                                    {u"Name"_s, QString::fromUtf8(name)},
                                    {u"TargetUrl"_s, QString::fromUtf8(url)},
                                    {u"Events"_s, QJsonArray{u"contact.created"_s, u"sale.sold"_s}},
                                    {u"State"_s, number == 17 ? u"TooManyErrors"_s : u"Active"_s},
                                    {u"Type"_s, u"webhook"_s},
                                    {u"Headers"_s, QJsonValue()},
                                    {u"Properties"_s, QJsonValue()},
                                    {u"ErrorsEmail"_s, u"ops@acme.example"_s},
                                    {u"Secret"_s, QJsonValue()}});
        hooks.append(QJsonObject{{u"id"_s, u"h%1"_s.arg(number - 16)},
                                 {u"active"_s, isActive},
                                 {u"events"_s, QJsonArray{u"quote_request"_s, u"carrier:updated"_s}},
                                 {u"config"_s, QJsonObject{{u"url"_s, QString::fromUtf8(url)}}}});
        ++number;
    }
    for (int i = 0; i < 40; ++i) {
        const int of = i % 8;
        const int code = i % 5 == 2 ? 503 : i % 7 == 3 ? 404 : 200;
        planoJobs.append(
            QJsonObject{{u"id"_s, 90210 - i},
                        {u"event_type"_s, i % 3 == 0 ? u"order_revised"_s : u"delivered"_s},
                        {u"status"_s, u"completed"_s},
                        {u"status_code"_s, code},
                        {u"order_id"_s, 774100 + i},
                        {u"address"_s, u"%1 Ocean Drive, Miami"_s.arg(10 + i)},
                        {u"callback_url"_s, QString::fromUtf8(all[of].second)},
                        {u"webhook_subscriber"_s,
                         QJsonObject{{u"id"_s, 17 + of}, {u"name"_s, QString::fromUtf8(all[of].first)}}},
                        {u"created_at"_s, timeAt(7 * i + 2)},
                        {u"last_sent_at"_s, timeAt(7 * i + 1)}});
    }
}

inline void AccountScene::serve()
{
    using namespace Qt::StringLiterals;
    using tacklebox::test::answer;
    fill();
    server.on(kPlanoList, [this](const QByteArray &) { return answer(200, planoRows(planoSubscribers)); });
    server.on(kPlanoShow,
              [this](const QByteArray &) { return answer(200, planoAnswer(planoSubscribers.first())); });
    server.on(kPlanoJobs, [this](const QByteArray &) { return answer(200, planoRows(planoJobs)); });
    server.on(kPenguinList, [this](const QByteArray &) { return answer(200, bytesOf(hooks)); });
    server.on("GET /hooks/h1 ",
              [this](const QByteArray &) { return answer(200, bytesOf(hooks.first().toObject())); });
    for (int hook = 1; hook <= 8; ++hook) {
        QJsonArray requests;
        for (int i = 0; i < 3; ++i) {
            const QString time
                = QDateTime::currentDateTimeUtc().addSecs(-600 * (i + hook)).toString(Qt::ISODate);
            requests.append(QJsonObject{{u"id"_s, u"r%1-%2"_s.arg(hook).arg(i)},
                                        {u"event"_s, u"quote_request:created"_s},
                                        {u"response_status"_s, i == 1 ? 500 : 200},
                                        {u"created_at"_s, time},
                                        {u"updated_at"_s, time}});
        }
        server.on("GET /hooks/h" + QByteArray::number(hook) + "/requests ", answer(200, bytesOf(requests)));
    }
    server.on(kOfficeList, [this](const QByteArray &) { return answer(200, bytesOf(webhooks)); });
    server.on("GET /api/v1/Webhook/17 ",
              [this](const QByteArray &) { return answer(200, bytesOf(webhooks.first().toObject())); });
    server.on("GET /api/v1/Webhook/", answer(200, ""));
    server.on(kOfficeFigures,
              answer(200,
                     bytesOf(QJsonObject{
                         {u"value"_s,
                          QJsonArray{QJsonObject{{u"webhook_usage.webhook_usage_id"_s, u"[I:17]"_s},
                                                 {u"webhook_usage.total_calls"_s, u"[I:1204]"_s},
                                                 {u"webhook_usage.total_errors"_s, u"[I:37]"_s},
                                                 {u"webhook_usage.consecutive_errors"_s, u"[I:9]"_s},
                                                 {u"webhook_usage.last_error"_s, u""_s}}}}})));
    server.on(kOfficeLastError, answer(200, "\"503 Service Unavailable: upstream is being deployed\""));
}

} // namespace tacklebox::ui::test
