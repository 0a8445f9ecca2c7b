// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Draws the pages and dialogs of real accounts, light and dark, with each kind of failure showing, and keeps
// the pictures beside the build. The words that a person needs have to stand in sight.
#include "tests/support/nginx.h"
#include "tests/ui/accountscene.h"
#include "tests/ui/picture.h"
#include "ui/connectiondialog.h"
#include "ui/railitem.h"
#include "ui/searchline.h"
#include "ui/subscribereditor.h"

#include <QCheckBox>
#include <QMessageBox>
#include <QTabWidget>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tacklebox;
using namespace tacklebox::ui;
using namespace tacklebox::ui::test;
using tacklebox::test::answer;
using tacklebox::test::Nginx;
using tacklebox::test::Scripted;
using tacklebox::test::TestCa;

namespace {

constexpr int kPatience = 20'000; // the machine may have other things to do
constexpr QSize kSmall{900, 600};

// Waits for the words, and says which were missing.
bool soonSays(const QWidget *of, const QString &words)
{
    if (of && QTest::qWaitFor([&] { return tacklebox::test::says(*of, words); }, kPatience))
        return true;
    qWarning() << "missing" << words << "of" << (of ? tacklebox::test::wordsOn(*of) : QStringList());
    return false;
}

void waitFor(const QWidget *of, const QString &words)
{
    QVERIFY2(soonSays(of, words), qPrintable(words));
}

struct Picture
{
    const char *words; // on it
    std::function<QWidget *(AccountScene &scene)> draw;
    dialects::ClientRules rules = {};
    bool isAlsoSmall = false;
};
using Pictures = std::map<QByteArray, Picture>;

// ---- pages with a failure -------------------------------------------------------------------------------

// PlanoMatic's subscribers, asked for the first time.
auto planoList(const Scripted &said)
{
    return [said](AccountScene &scene) -> QWidget * {
        scene.addPlano();
        scene.addPenguin();
        scene.server.on(kPlanoList, said);
        scene.show(place::kSubscribers, kPlano);
        return scene.window.get();
    };
}

auto planoJobs(const Scripted &said)
{
    return [said](AccountScene &scene) -> QWidget * {
        scene.addPlano();
        scene.addPenguin();
        scene.server.on(kPlanoJobs, said);
        scene.show(place::kJobs, kPlano);
        return scene.window.get();
    };
}

auto officeList(const Scripted &said)
{
    return [said](AccountScene &scene) -> QWidget * {
        scene.addOffice();
        scene.server.on(kOfficeList, said);
        scene.show(place::kSubscribers, kOffice);
        return scene.window.get();
    };
}

// At an address that isn't the server's.
QWidget *planoAt(AccountScene &scene, const QString &baseUrl)
{
    scene.addPlano();
    scene.addPenguin();
    scene.move(kPlano, baseUrl);
    scene.show(place::kSubscribers, kPlano);
    return scene.window.get();
}

QWidget *cacheWhileAway(AccountScene &scene, const QString &page, const QString &table)
{
    scene.addPlano();
    scene.addPenguin();
    scene.show(page, kPlano);
    scene.chooseFirst(table);
    scene.server.goAway();
    scene.rig.clock.moved += 47min;
    scene.start();
    scene.show(page, kPlano);
    scene.chooseFirst(table);
    return scene.window.get();
}

QWidget *withKeychain(AccountScene &scene, const std::function<void(AccountScene &)> &turn)
{
    scene.addPlano();
    scene.addPenguin();
    turn(scene);
    scene.start(); // what was read of it once is known to that run
    scene.show(place::kSubscribers, kPlano);
    return scene.window.get();
}

// The run has one authority; each leaf is wrong in its own way.
const Nginx &tlsServer(tacklebox::test::LeafKind kind)
{
    static const QTemporaryDir directory;
    static TestCa authority(directory.path());
    static std::map<tacklebox::test::LeafKind, std::unique_ptr<Nginx>> servers;
    auto &server = servers[kind];
    if (!server)
        server = std::make_unique<Nginx>(
            tacklebox::test::NginxOptions{.tls = authority.issue(kind), .logsRequests = false});
    return *server;
}

void addPageFailures(Pictures &all)
{
    const auto slug
        = [](int code, const QString &word) { return answer(code, AccountScene::planoRefusal(code, word)); };
    all["fails-credential"]
        = {"does not take the credential", planoList(slug(401, u"invalid-token"_s)), {}, true};
    all["fails-session"] = {"session has ended", planoList(slug(401, u"session-expired"_s))};
    all["fails-client"] = {"is no client", planoList(slug(401, u"client-required"_s))};
    all["fails-name"] = {"can't be reached", [](AccountScene &scene) {
                             return planoAt(scene, u"https://planocore.planomatic.invalid"_s);
                         }};
    all["fails-refused"] = {"can't be reached", [](AccountScene &scene) {
                                scene.addPlano();
                                scene.addPenguin();
                                scene.server.goAway();
                                scene.show(place::kSubscribers, kPlano);
                                return static_cast<QWidget *>(scene.window.get());
                            }};
    all["fails-timeout"] = {"did not answer in time",
                            planoList({{}, Scripted::Then::Stall}),
                            {.timeout = 500ms, .caFile = {}, .proxy = {}}};
    all["fails-rights"] = {"may not administer webhooks", officeList(answer(403, "{}")), {}, true};
    all["fails-rate"] = {"asked too often", planoList(answer(429, "{}", "Retry-After: 3600\r\n"))};
    all["fails-certificate-expired"]
        = {"is not valid at this time", [](AccountScene &scene) {
               return planoAt(scene, tlsServer(tacklebox::test::LeafKind::Expired).tlsUrl({}));
           }};
    all["fails-certificate-untrusted"]
        = {"an authority that is not trusted here", [](AccountScene &scene) {
               return planoAt(scene, tlsServer(tacklebox::test::LeafKind::Valid).tlsUrl({}));
           }};
    all["fails-redirect"]
        = {"sends on to another address", planoList(answer(302, "", "Location: https://login.example/\r\n"))};
    all["fails-no-json"] = {"is no JSON", planoList(answer(200, "<html><body>Welcome</body></html>"))};
    all["fails-wrong-type"] = {"is not what it has to be", planoList(answer(200, R"({"data":null})"))};
    all["fails-too-large"]
        = {"is too large", planoList(answer(200, QByteArray(dialects::kMostReplyBytes + 1000, ' ')))};
    all["fails-crash"] = {"server failed", planoJobs(slug(500, u"application-crash"_s))};
    all["fails-half"]
        = {"ended in the middle",
           planoJobs({"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"id\"", Scripted::Then::Close})};
    all["fails-route"] = {"has no list of subscribers", planoList(slug(501, u"route-not-found"_s))};
    all["fails-route-jobs"] = {"no such route", planoJobs(slug(500, u"route-non-existent"_s))};
    all["fails-status"] = {"answered 418", planoJobs(answer(418, "{}"))};
    all["fails-keychain-locked"] = {"keychain is locked", [](AccountScene &scene) {
                                        return withKeychain(scene, [](AccountScene &of) {
                                            of.rig.keychain.fault = secrets::test::keychainLocked();
                                        });
                                    }};
    all["fails-secret-missing"]
        = {"no such secret", [](AccountScene &scene) {
               return withKeychain(scene, [](AccountScene &of) { of.rig.keychain.entries.clear(); });
           }};
    all["cache-subscribers"] = {
        "can't be reached",
        [](AccountScene &scene) { return cacheWhileAway(scene, place::kSubscribers, u"subscriberTable"_s); },
        {},
        true};
    all["cache-jobs"]
        = {"can't be reached",
           [](AccountScene &scene) { return cacheWhileAway(scene, place::kJobs, u"jobTable"_s); },
           {},
           true};
}

// ---- pages that work ------------------------------------------------------------------------------------

QWidget *listing(AccountScene &scene, const QString &page, const QString &connection, const QString &table)
{
    scene.addPlano({}, true);
    scene.addPenguin();
    scene.addOffice();
    scene.show(page, connection);
    scene.chooseFirst(table);
    return scene.window.get();
}

QWidget *searchedFor(AccountScene &scene, const QString &page, const QString &line)
{
    scene.addPlano();
    scene.addPenguin();
    scene.server.on(kPlanoJobs, [&scene](const QByteArray &request) {
        const bool isSearch = request.contains("zebra");
        return answer(200, AccountScene::planoRows(isSearch ? QJsonArray() : scene.planoJobs));
    });
    scene.show(page, kPlano);
    scene.chooseFirst(page == place::kJobs ? u"jobTable"_s : u"subscriberTable"_s);
    auto *search = scene.part<SearchLine>(line);
    QTest::keyClicks(search, u"zebra crossing"_s);
    QTest::keyClick(search, Qt::Key_Return);
    return scene.window.get();
}

QWidget *emptyAt(AccountScene &scene, const QString &page)
{
    scene.planoSubscribers = {};
    scene.planoJobs = {};
    scene.addPlano();
    scene.addPenguin();
    scene.show(page, kPlano);
    return scene.window.get();
}

void addPages(Pictures &all)
{
    all["page-plano-jobs"]
        = {"searched and sorted by PlanoMatic production",
           [](AccountScene &scene) { return listing(scene, place::kJobs, kPlano, u"jobTable"_s); },
           {},
           true};
    all["page-plano-subscribers"] = {
        "Unlock for 15 minutes",
        [](AccountScene &scene) { return listing(scene, place::kSubscribers, kPlano, u"subscriberTable"_s); },
        {},
        true};
    all["page-plano-unlocked"] = {"Acme orders", [](AccountScene &scene) {
                                      QWidget *window
                                          = listing(scene, place::kSubscribers, kPlano, u"subscriberTable"_s);
                                      scene.rig.connections->unlock(kPlano, Connections::kUnlocked);
                                      waitFor(window, u"unlocked"_s);
                                      return window;
                                  }};
    all["page-penguin-jobs"] = {"searched and sorted here", [](AccountScene &scene) {
                                    return listing(scene, place::kJobs, kPenguin, u"jobTable"_s);
                                }};
    all["page-penguin-subscribers"]
        = {"/orders/delivered", [](AccountScene &scene) {
               return listing(scene, place::kSubscribers, kPenguin, u"subscriberTable"_s);
           }};
    all["page-office-figures"] = {"keeps no jobs",
                                  [](AccountScene &scene) {
                                      scene.addPlano();
                                      scene.addOffice();
                                      scene.show(place::kUsage, kOffice);
                                      return static_cast<QWidget *>(scene.window.get());
                                  },
                                  {},
                                  true};
    all["page-office-usage"] = {"1,204 calls",
                                [](AccountScene &scene) {
                                    return listing(scene, place::kSubscribers, kOffice, u"subscriberTable"_s);
                                },
                                {},
                                true};
    all["page-office-no-figures"]
        = {"No calls are counted here", [](AccountScene &scene) {
               scene.server.on(kOfficeFigures, answer(403, "{}"));
               return listing(scene, place::kSubscribers, kOffice, u"subscriberTable"_s);
           }};
    all["all-subscribers"] = {
        "Acme orders",
        [](AccountScene &scene) { return listing(scene, place::kSubscribers, kFleet, u"subscriberTable"_s); },
        {},
        true};
    all["all-jobs"]
        = {"quote_request:created",
           [](AccountScene &scene) {
               scene.addPlano({}, true);
               scene.addPenguin();
               scene.addOffice();
               scene.show(place::kJobs, kFleet);
               // Each account's come when its server gives them, while nobody has chosen one.
               (void)soonSays(scene.window.get(), u"quote_request:created"_s);
               scene.chooseFirst(u"jobTable"_s);
               return static_cast<QWidget *>(scene.window.get());
           },
           {},
           true};
    all["all-one-away"]
        = {"Rows may be old or missing of Bold Penguin UAT (needs sign-in).", [](AccountScene &scene) {
               scene.addPlano();
               scene.addPenguin();
               scene.server.on(kPenguinList, answer(401, "{}"));
               scene.show(place::kSubscribers, kFleet);
               scene.chooseFirst(u"subscriberTable"_s);
               return static_cast<QWidget *>(scene.window.get());
           }};
    all["empty-subscribers"] = {"PlanoMatic production has told of none so far.",
                                [](AccountScene &scene) { return emptyAt(scene, place::kSubscribers); }};
    all["empty-jobs"] = {"", [](AccountScene &scene) { return emptyAt(scene, place::kJobs); }};
    all["nomatch-subscribers"] = {"zebra", [](AccountScene &scene) {
                                      return searchedFor(scene, place::kSubscribers, u"subscriberSearch"_s);
                                  }};
    all["nomatch-jobs"]
        = {"zebra", [](AccountScene &scene) { return searchedFor(scene, place::kJobs, u"jobSearch"_s); }};
    all["menu-search-scope"] = {"All fields", [](AccountScene &scene) {
                                    (void)listing(scene, place::kJobs, kPlano, u"jobTable"_s);
                                    scene.click(u"searchScopeButton"_s);
                                    return static_cast<QWidget *>(scene.part<QMenu>(u"searchScopeMenu"_s));
                                }};
}

// ---- the editor and the dialogs of the page -------------------------------------------------------------

// The editor of the first; null where it doesn't open.
SubscriberEditor *openEditor(AccountScene &scene, const QString &connection)
{
    scene.show(place::kSubscribers, connection);
    scene.chooseFirst(u"subscriberTable"_s);
    const auto *edit = scene.part<QPushButton>(u"editButton"_s);
    if (!QTest::qWaitFor([&] { return edit->isEnabled(); }, kPatience))
        return nullptr;
    scene.click(u"editButton"_s);
    const auto editor = [&] { return scene.window->findChild<SubscriberEditor *>(); };
    return QTest::qWaitFor([&] { return editor() != nullptr; }, kPatience) ? editor() : nullptr;
}

// PlanoMatic's, edited, saved, and answered so.
auto planoSave(const Scripted &said)
{
    return [said](AccountScene &scene) -> QWidget * {
        scene.addPlano();
        QWidget *editor = openEditor(scene, kPlano);
        scene.type(u"nameEdit"_s, u"Acme orders, all of them"_s);
        scene.server.on(kPlanoUpdate, said);
        scene.click(u"saveButton"_s);
        return editor;
    };
}

QWidget *officeConflict(AccountScene &scene, int code)
{
    scene.addOffice();
    QWidget *editor = openEditor(scene, kOffice);
    scene.type(u"nameEdit"_s, u"Acme orders, all of them"_s);
    QJsonObject theirs = scene.webhooks.first().toObject();
    theirs[u"Name"_s] = u"Acme, moved to the north"_s;
    theirs[u"TargetUrl"_s] = u"https://north.acme-logistics.example/in"_s;
    scene.webhooks[0] = theirs;
    scene.server.on(kOfficeUpdate, answer(code, "{}"));
    scene.click(u"saveButton"_s);
    return editor;
}

QWidget *penguinRefusal(AccountScene &scene)
{
    scene.addPenguin();
    QWidget *editor = openEditor(scene, kPenguin);
    scene.type(u"urlEdit"_s, u"https://new.acme-logistics.example/in"_s);
    scene.server.on(kPenguinUpdate, answer(422, R"({"url":["is not reachable"],"secret":["is too short"]})"));
    scene.click(u"saveButton"_s);
    return editor;
}

QWidget *lostAnswer(AccountScene &scene)
{
    scene.addPlano();
    QWidget *editor = openEditor(scene, kPlano);
    scene.type(u"nameEdit"_s, u"Acme orders, all of them"_s);
    scene.server.on(kPlanoUpdate, [&scene](const QByteArray &) {
        scene.server.on(kPlanoShow, answer(503, ""));
        scene.server.on(kPlanoList, answer(503, ""));
        return Scripted{"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"id\"", Scripted::Then::Close};
    });
    scene.click(u"saveButton"_s);
    return editor;
}

QWidget *historyOf(AccountScene &scene, const std::function<void(AccountScene &)> &before)
{
    scene.addPlano();
    scene.addPenguin();
    scene.show(place::kJobs, kPlano); // they are known once they were read
    scene.chooseFirst(u"jobTable"_s);
    before(scene);
    QWidget *editor = openEditor(scene, kPlano);
    auto *tabs = scene.part<QTabWidget>(u"editorTabs"_s);
    tabs->setCurrentIndex(tabs->count() - 1);
    return editor;
}

QWidget *requestOf(AccountScene &scene, const QString &connection, const QString &line)
{
    (void)openEditor(scene, connection);
    scene.type(line,
               line == "urlEdit"_L1 ? u"https://new.acme-logistics.example/in"_s
                                    : u"Acme orders, all of them"_s);
    scene.click(u"showRequestButton"_s);
    return scene.dialog(u"requestDialog"_s);
}

QWidget *addingById(AccountScene &scene, const QString &id)
{
    scene.addPlano();
    scene.show(place::kSubscribers, kPlano);
    scene.chooseFirst(u"subscriberTable"_s);
    scene.click(u"addButton"_s);
    QWidget *dialog = scene.dialog(u"addByIdDialog"_s);
    if (id.isEmpty())
        return dialog;
    scene.server.on(kPlanoShow, answer(404, AccountScene::planoRefusal(404, u"invalid-param"_s)));
    scene.type(u"addIdEdit"_s, id);
    scene.click(u"addByIdButton"_s);
    return dialog;
}

void addEditors(Pictures &all)
{
    all["editor-locked"] = {"is locked", [](AccountScene &scene) {
                                scene.addPlano({}, true);
                                return static_cast<QWidget *>(openEditor(scene, kPlano));
                            }};
    all["editor-may-be-saved"] = {"may have been saved", lostAnswer, {}, true};
    all["editor-crash"] = {"failed on it (500, application-crash), and doesn't have the change",
                           planoSave(answer(500, AccountScene::planoRefusal(500, u"application-crash"_s)))};
    all["editor-conflict-409"]
        = {"Somebody else changed", [](AccountScene &scene) { return officeConflict(scene, 409); }};
    all["editor-conflict-412"]
        = {"Somebody else changed", [](AccountScene &scene) { return officeConflict(scene, 412); }, {}, true};
    all["editor-field-422"] = {"is not reachable", penguinRefusal};
    all["editor-refused"] = {"does not take the credential",
                             planoSave(answer(401, AccountScene::planoRefusal(401, u"invalid-token"_s)))};
    all["editor-rate"] = {"asked too often", planoSave(answer(429, "{}", "Retry-After: 3600\r\n"))};
    all["editor-office"] = {"posts a test event", [](AccountScene &scene) {
                                scene.addOffice();
                                return static_cast<QWidget *>(openEditor(scene, kOffice));
                            }};
    all["editor-penguin"] = {"Edit “hooks.acme-logistics.example", [](AccountScene &scene) {
                                 scene.addPenguin();
                                 return static_cast<QWidget *>(openEditor(scene, kPenguin));
                             }};
    all["history"] = {"Show in Jobs",
                      [](AccountScene &scene) { return historyOf(scene, [](AccountScene &) {}); },
                      {},
                      true};
    all["history-empty"] = {"No job of it is known yet", [](AccountScene &scene) {
                                scene.planoJobs = {};
                                scene.addPlano();
                                QWidget *editor = openEditor(scene, kPlano);
                                auto *tabs = scene.part<QTabWidget>(u"editorTabs"_s);
                                tabs->setCurrentIndex(tabs->count() - 1);
                                return editor;
                            }};
    all["request-plano"] = {"Copy as curl", [](AccountScene &scene) {
                                scene.addPlano({{u"update_body"_s, u"whole"_s}});
                                return requestOf(scene, kPlano, u"nameEdit"_s);
                            }};
    all["request-penguin"] = {"Copy as curl", [](AccountScene &scene) {
                                  scene.addPenguin();
                                  return requestOf(scene, kPenguin, u"urlEdit"_s);
                              }};
    all["request-office"] = {"Copy as curl", [](AccountScene &scene) {
                                 scene.addOffice();
                                 return requestOf(scene, kOffice, u"nameEdit"_s);
                             }};
    all["add-by-id"]
        = {"nothing is made or changed", [](AccountScene &scene) { return addingById(scene, {}); }};
    all["add-by-id-refused"] = {"", [](AccountScene &scene) { return addingById(scene, u"4711"_s); }};
    all["restart"] = {"503 Service Unavailable", [](AccountScene &scene) {
                          (void)listing(scene, place::kSubscribers, kOffice, u"subscriberTable"_s);
                          scene.click(u"switchButton"_s);
                          return static_cast<QWidget *>(scene.dialog(u"confirmBox"_s));
                      }};
}

// ---- the dialog of a connection -------------------------------------------------------------------------

QWidget *adding(AccountScene &scene)
{
    scene.show(place::kSubscribers, u"local"_s);
    scene.click(u"addConnectionButton"_s);
    return scene.dialog(u"connectionDialog"_s);
}

QWidget *choosing(AccountScene &scene, const QString &kind)
{
    QWidget *dialog = adding(scene);
    scene.click(u"kind_"_s + kind);
    return dialog;
}

QWidget *settingUp(AccountScene &scene, const QString &kind)
{
    QWidget *dialog = choosing(scene, kind);
    scene.type(u"nameEdit"_s, kPlano);
    scene.type(u"baseUrlEdit"_s, scene.server.url());
    scene.click(u"mainButton"_s);
    return dialog;
}

QWidget *checking(AccountScene &scene)
{
    QWidget *dialog = settingUp(scene, u"planomatic"_s);
    scene.type(u"integrationIdEdit"_s, u"12"_s);
    scene.type(u"tokenEdit"_s, u"t0ken"_s);
    scene.click(u"mainButton"_s);
    return dialog;
}

auto checked(const Scripted &said)
{
    return [said](AccountScene &scene) {
        scene.server.on(kPlanoJobs, said);
        return checking(scene);
    };
}

void addDialogs(Pictures &all)
{
    const auto slug
        = [](int code, const QString &word) { return answer(code, AccountScene::planoRefusal(code, word)); };
    all["connection-1"] = {"Step 1 of 3", adding};
    for (const char *kind : {"planomatic", "boldpenguin", "superoffice"}) {
        all[QByteArray("connection-2-") + kind] = {
            "Step 2 of 3", [kind](AccountScene &scene) { return choosing(scene, QLatin1StringView(kind)); }};
        all[QByteArray("connection-3-") + kind] = {
            "Step 3 of 3", [kind](AccountScene &scene) { return settingUp(scene, QLatin1StringView(kind)); }};
    }
    all["connection-3-missing"] = {"A value is needed", [](AccountScene &scene) {
                                       QWidget *dialog = settingUp(scene, u"planomatic"_s);
                                       scene.click(u"mainButton"_s);
                                       return dialog;
                                   }};
    all["connection-edit"] = {"Check", [](AccountScene &scene) {
                                  scene.addPlano({}, true);
                                  scene.show(place::kSubscribers, kPlano);
                                  auto *item = scene.part<RailItem>(u"connection_"_s + kPlano);
                                  item->actions().constFirst()->trigger();
                                  return static_cast<QWidget *>(scene.dialog(u"connectionDialog"_s));
                              }};
    all["check-well"] = {"the account works", checking};
    all["check-credential"] = {"does not take the credential", checked(slug(401, u"invalid-token"_s))};
    all["check-session"] = {"session has ended", checked(slug(401, u"session-expired"_s))};
    all["check-client"] = {"is no client", checked(slug(401, u"client-required"_s))};
    all["check-rights"] = {"answered 403", checked(answer(403, "{}"))};
    all["check-address"] = {"answered 404", checked(answer(404, "{}"))};
    all["check-rate"] = {"asked too often", checked(answer(429, "{}", "Retry-After: 3600\r\n"))};
    all["check-crash"] = {"server failed", checked(slug(500, u"application-crash"_s))};
    all["check-redirect"]
        = {"another address", checked(answer(302, "", "Location: https://login.example/\r\n"))};
    all["check-away"] = {"can't be reached", [](AccountScene &scene) {
                             scene.server.goAway();
                             return checking(scene);
                         }};
    all["check-timeout"] = {"did not answer in time",
                            checked({{}, Scripted::Then::Stall}),
                            {.timeout = 500ms, .caFile = {}, .proxy = {}}};
    all["check-keychain-locked"] = {"keychain is locked", [](AccountScene &scene) {
                                        QWidget *dialog = settingUp(scene, u"planomatic"_s);
                                        scene.rig.keychain.fault = secrets::test::keychainLocked();
                                        scene.type(u"integrationIdEdit"_s, u"12"_s);
                                        scene.type(u"tokenEdit"_s, u"t0ken"_s);
                                        scene.click(u"mainButton"_s);
                                        return dialog;
                                    }};
}

const Pictures &pictures()
{
    static const Pictures all = [] {
        Pictures made;
        addPageFailures(made);
        addPages(made);
        addEditors(made);
        addDialogs(made);
        return made;
    }();
    return all;
}

} // namespace

class TestAccountLook final : public QObject
{
    Q_OBJECT

private slots:
    void draws_data();
    void draws();
};

void TestAccountLook::draws_data()
{
    QTest::addColumn<QByteArray>("picture");
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QSize>("size");
    for (const auto &[name, picture] : pictures()) {
        for (const bool isDark : {false, true})
            QTest::addRow("%s-%s", name.constData(), isDark ? "dark" : "light")
                << name << isDark << QSize(1280, 800);
        if (picture.isAlsoSmall)
            QTest::addRow("%s-small", name.constData()) << name << false << kSmall;
    }
}

void TestAccountLook::draws()
{
    QFETCH(QByteArray, picture);
    QFETCH(bool, isDark);
    QFETCH(QSize, size);
    const Picture &wanted = pictures().at(picture);
    AccountScene scene({.isDark = isDark, .size = size, .rules = wanted.rules});

    QWidget *drawn = wanted.draw(scene);

    QVERIFY(drawn);
    QVERIFY(QTest::qWaitFor([&] { return drawn->isVisible(); }));
    const bool isWhole = soonSays(drawn, QString::fromUtf8(wanted.words));
    QTest::qWait(200); // what follows a choice is asked 60 ms later: nothing tells that no more is to come
    tacklebox::test::keepPicture(*drawn, u"remote-"_s + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(isWhole);
}

QTEST_MAIN(TestAccountLook)
#include "tst_accountlook.moc"
