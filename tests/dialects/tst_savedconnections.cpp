// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Accounts: how one is added, edited, checked, signed in to, locked and removed.
#include "remoterig.h"
#include "shelfdialect.h"
#include "store/turnstore.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using secrets::test::keychainLocked;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::dialects::test::ShelfDialect;
using tacklebox::test::answer;
using tacklebox::test::Scripted;

using Standing = ConnectionState::Standing;

namespace {

ConnectionDraft draftOf(const QString &kind, const QString &name)
{
    ConnectionDraft draft;
    draft.kind = kind;
    draft.newName = name;
    if (kind == "planomatic"_L1)
        draft.settings = {{u"integration_id"_s, 7}};
    return draft;
}

constexpr store::TurnRule kPlanoRate{50, 60s};
constexpr char kNoJobs[] = R"({"code":200,"status":"action-successful","data":{"count":0,"results":[]}})";

// Another process's, of the account.
std::chrono::milliseconds takeTurn(RemoteRig &rig)
{
    const ConnectionId id = rig.connections->account(u"account"_s)->id;
    const auto taken = rig.profile.write<std::chrono::milliseconds>(
        [&](store::Connection &connection) -> Result<std::chrono::milliseconds> {
            const auto key = store::findConnection(connection, id);
            return key ? store::takeTurn(connection, *key, kPlanoRate, rig.clock.now()) : fail(key.error());
        });
    return taken.value_or(-1ms);
}

} // namespace

class tst_SavedConnections : public QObject
{
    Q_OBJECT

private slots:
    void hasTheEngineFirst();
    void addsOneWithTheVendorsPlace();
    void takesAnotherAddressForATest();
    void addsOneAtThePlaceOfItsEnvironment();
    void knowsTheVendorsProductionHoweverItIsSpelled_data();
    void knowsTheVendorsProductionHoweverItIsSpelled();
    void locksTheVendorsProductionWhateverItIsCalled();
    void knowsTheEnvironmentOfANewAddress();
    void locksWhatBecomesProduction();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void keepsNothingOfOneWhoseSecretCantBeKept();
    void edits();
    void takesBackAnEditWhoseSecretCantBeKept();
    void isThereAgainAfterARestart();
    void leavesWhatWasEditedMeanwhile();
    void editsWhatIsThereByNow();
    void knowsAServerOfOnesOwn();
    void hearsOfOthersEdits();
    void hearsOfEditsThatTheLogForgot();
    void saysHowOneStands_data();
    void saysHowOneStands();
    void standsAsItsListsDo();
    void standsNoBetterForAMissingRoute();
    void holdsNoFilterAgainstTheAccount();
    void saysThatTheLastCallWasSlow();
    void signsInAndKeepsTheToken();
    void saysThatTheTokenCouldNotBeKept();
    void saysOfNoSignInThatAnythingMayBeSaved_data();
    void saysOfNoSignInThatAnythingMayBeSaved();
    void waitsWithASignInAsTheServerAsks();
    void signsInWithoutUndoingAnEdit();
    void hasNoLoginElsewhere();
    void countsItsRequestsForOtherProcesses();
    void waitsForTheRequestsOfOtherProcesses();
    void removesAllOfOne();
    void keepsOneWhoseSecretsAreInALockedKeychain();
    void locksProduction();
    void unlocksForAWhile();
    void staysAsItIsWhenAnythingIsEdited();
};

void tst_SavedConnections::hasTheEngineFirst()
{
    RemoteRig rig;

    QCOMPARE(rig.connections->names(), QStringList{u"local"_s});
    QCOMPARE(rig.connections->backend(u"local"_s), &rig.local);
    QVERIFY(!rig.connections->account(u"local"_s));
    QVERIFY(!rig.connections->isLocked(u"local"_s));
    QVERIFY(!rig.connections->backend(u"nobody"_s));
    QCOMPARE(rig.connections->kinds().size(), 3);
}

void tst_SavedConnections::addsOneWithTheVendorsPlace()
{
    RemoteRig rig;
    const QSignalSpy changed(rig.connections.get(), &Connections::changed);
    ConnectionDraft draft = draftOf(u"planomatic"_s, u" Plano  one "_s);
    draft.secrets[u"token"_s] = {SecretEdit::Action::Set, Secret("t0ken"), {}};

    const auto saved = RemoteRig::wait(rig.connections->save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->name, u"Plano one"_s);
    QCOMPARE(saved->baseUrl, u"https://planocore.planomatic.com"_s);
    QCOMPARE(saved->environment, Environment::Production);
    QVERIFY(saved->isLocked && saved->secrets.value(u"token"_s).isSet && saved->createdAt);
    QCOMPARE(rig.connections->names(), QStringList({u"local"_s, u"Plano one"_s}));
    QCOMPARE(rig.connections->backend(u"Plano one"_s)->info().kind, u"planomatic"_s);
    QVERIFY(changed.size() > 0);
    QCOMPARE(rig.keychain.entries.value(u"connection/%1/token"_s.arg(saved->id.value)), "t0ken");
}

void tst_SavedConnections::takesAnotherAddressForATest()
{
    RemoteRig rig;
    ConnectionDraft draft = draftOf(u"superoffice"_s, u"own"_s);
    draft.baseUrl = u"https://crm.example/so/"_s;

    const auto saved = RemoteRig::wait(rig.connections->save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->baseUrl, u"https://crm.example/so"_s);
    QCOMPARE(saved->environment, Environment::Test);
    QVERIFY(!saved->isLocked);
}

void tst_SavedConnections::addsOneAtThePlaceOfItsEnvironment()
{
    RemoteRig rig;
    ConnectionDraft draft = draftOf(u"planomatic"_s, u"sandbox"_s);
    draft.environment = Environment::Test;
    ConnectionDraft own = draftOf(u"planomatic"_s, u"own"_s);
    own.environment = Environment::Local; // no vendor's place is that

    const auto saved = RemoteRig::wait(rig.connections->save(draft));
    const auto refused = RemoteRig::wait(rig.connections->save(own));

    QVERIFY(saved);
    QCOMPARE(saved->baseUrl, u"https://planocore-sandbox.planomatic.com"_s);
    QCOMPARE(saved->environment, Environment::Test);
    QVERIFY(!saved->isLocked);
    QVERIFY(!refused);
    QCOMPARE(refused.error().field, u"base_url"_s);
    QCOMPARE(refused.error().reason, Reason::Required);
}

void tst_SavedConnections::knowsTheVendorsProductionHoweverItIsSpelled_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isReal");

    const QString penguin = u"boldpenguin"_s;
    const QString office = u"superoffice"_s;
    QTest::newRow("as it is") << penguin << u"https://hookshot.boldpenguin.com"_s << true;
    QTest::newRow("a slash") << penguin << u"https://hookshot.boldpenguin.com/"_s << true;
    QTest::newRow("capitals") << penguin << u"HTTPS://HOOKSHOT.boldpenguin.COM/"_s << true;
    QTest::newRow("its port") << penguin << u"https://hookshot.boldpenguin.com:443"_s << true;
    QTest::newRow("a dot") << penguin << u"https://hookshot.boldpenguin.com."_s << true;
    QTest::newRow("a path") << office << u"https://online.superoffice.com/Cust26759/api/v1"_s << true;
    QTest::newRow("one of several") << office << u"https://online2.superoffice.com/Cust26759"_s << true;
    QTest::newRow("the test") << penguin << u"https://HOOKSHOT-uat.beta.boldpenguin.com:443"_s << false;
    QTest::newRow("another's") << penguin << u"https://hookshot.boldpenguin.com.example"_s << false;
    QTest::newRow("in its path") << penguin << u"https://x.example/hookshot.boldpenguin.com"_s << false;
}

void tst_SavedConnections::knowsTheVendorsProductionHoweverItIsSpelled()
{
    QFETCH(QString, kind);
    QFETCH(QString, url);
    QFETCH(bool, isReal);
    RemoteRig rig;
    ConnectionDraft draft = draftOf(kind, u"own"_s);
    draft.baseUrl = url;

    const auto saved = RemoteRig::wait(rig.connections->save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->environment, isReal ? Environment::Production : Environment::Test);
    QCOMPARE(saved->isLocked, isReal);
}

void tst_SavedConnections::locksTheVendorsProductionWhateverItIsCalled()
{
    RemoteRig rig;
    ConnectionDraft called = draftOf(u"planomatic"_s, u"called"_s);
    called.baseUrl = u"https://planocore.planomatic.com"_s;
    called.environment = Environment::Test;
    ConnectionDraft open = called;
    open.newName = u"open"_s;
    open.isLocked = false;
    ConnectionDraft moved = draftOf(u"planomatic"_s, u"moved"_s);
    moved.baseUrl = u"https://plano.example"_s;

    const auto saved = RemoteRig::wait(rig.connections->save(called));
    QVERIFY(saved);
    QCOMPARE(saved->environment, Environment::Test);
    QVERIFY(saved->isLocked);
    QVERIFY(!RemoteRig::wait(rig.connections->save(open))->isLocked); // said with it
    ConnectionDraft again;
    again.name = u"open"_s;
    again.environment = Environment::Local;
    QVERIFY(!RemoteRig::wait(rig.connections->save(again))->isLocked); // it was there before
    QVERIFY(!RemoteRig::wait(rig.connections->save(moved))->isLocked);
    ConnectionDraft move = called;
    move.name = u"moved"_s;
    move.newName.reset();
    QVERIFY(RemoteRig::wait(rig.connections->save(move))->isLocked);
}

void tst_SavedConnections::knowsTheEnvironmentOfANewAddress()
{
    RemoteRig rig;
    ConnectionDraft first = draftOf(u"superoffice"_s, u"own"_s);
    first.baseUrl = u"https://crm.example/so"_s;
    QVERIFY(RemoteRig::wait(rig.connections->save(first)));
    ConnectionDraft move;
    move.name = u"own"_s;
    move.baseUrl = u"https://online.superoffice.com/Cust26759"_s;

    const auto moved = RemoteRig::wait(rig.connections->save(move));

    QVERIFY(moved);
    QCOMPARE(moved->environment, Environment::Production);
    QVERIFY(moved->isLocked);
}

void tst_SavedConnections::locksWhatBecomesProduction()
{
    RemoteRig rig;
    ConnectionDraft first = draftOf(u"superoffice"_s, u"own"_s);
    first.baseUrl = u"https://crm.example/so"_s;
    QVERIFY(!RemoteRig::wait(rig.connections->save(first))->isLocked);
    ConnectionDraft production;
    production.name = u"own"_s;
    production.environment = Environment::Production;
    ConnectionDraft open = production;
    open.isLocked = false;
    ConnectionDraft test = production;
    test.environment = Environment::Test;

    QVERIFY(RemoteRig::wait(rig.connections->save(production))->isLocked);
    // Once it is production, saving that again is no change.
    QVERIFY(!RemoteRig::wait(rig.connections->save(open))->isLocked);
    QVERIFY(!RemoteRig::wait(rig.connections->save(production))->isLocked);
    QVERIFY(!RemoteRig::wait(rig.connections->save(test))->isLocked);
    QVERIFY(!RemoteRig::wait(rig.connections->save(open))->isLocked); // said with it
}

void tst_SavedConnections::refusesWhatIsWrong_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("reason");
    const QString good = u"https://x.example"_s;

    QTest::newRow("kind") << u"none"_s << u"a"_s << good << u"kind"_s << int(Reason::UnknownChoice);
    QTest::newRow("no name") << u"boldpenguin"_s << u" "_s << good << u"name"_s << int(Reason::Required);
    QTest::newRow("long name") << u"boldpenguin"_s << QString(101, u'x') << good << u"name"_s
                               << int(Reason::TooLong);
    QTest::newRow("local") << u"boldpenguin"_s << u"Local"_s << good << u"name"_s
                           << int(Reason::AlreadyTaken);
    QTest::newRow("all") << u"boldpenguin"_s << u"All"_s << good << u"name"_s << int(Reason::AlreadyTaken);
    QTest::newRow("taken") << u"boldpenguin"_s << u"STANDING"_s << good << u"name"_s
                           << int(Reason::AlreadyTaken);
    QTest::newRow("no url") << u"boldpenguin"_s << u"a"_s << u" "_s << u"base_url"_s << int(Reason::Required);
    QTest::newRow("scheme") << u"boldpenguin"_s << u"a"_s << u"ftp://x.example"_s << u"base_url"_s
                            << int(Reason::UrlScheme);
    QTest::newRow("host") << u"boldpenguin"_s << u"a"_s << u"https:///path"_s << u"base_url"_s
                          << int(Reason::UrlWithoutHost);
    QTest::newRow("credentials") << u"boldpenguin"_s << u"a"_s << u"https://me:pw@x.example"_s
                                 << u"base_url"_s << int(Reason::UrlWithCredentials);
    QTest::newRow("query") << u"boldpenguin"_s << u"a"_s << u"https://x.example/?a=b"_s << u"base_url"_s
                           << int(Reason::UrlNotParsed);
    QTest::newRow("fragment") << u"boldpenguin"_s << u"a"_s << u"https://x.example/#a"_s << u"base_url"_s
                              << int(Reason::UrlNotParsed);
}

void tst_SavedConnections::refusesWhatIsWrong()
{
    QFETCH(QString, kind);
    QFETCH(QString, name);
    QFETCH(QString, url);
    QFETCH(QString, field);
    QFETCH(int, reason);
    RemoteRig rig;
    QVERIFY(RemoteRig::wait(rig.connections->save(draftOf(u"boldpenguin"_s, u"standing"_s))));
    ConnectionDraft draft = draftOf(kind, name);
    draft.baseUrl = url;

    const auto saved = RemoteRig::wait(rig.connections->save(draft));

    QVERIFY(!saved);
    QCOMPARE(saved.error().field, field);
    QCOMPARE(int(saved.error().reason), reason);
    QCOMPARE(rig.connections->names().size(), 2);
}

void tst_SavedConnections::keepsNothingOfOneWhoseSecretCantBeKept()
{
    RemoteRig rig;
    rig.keychain.fault = keychainLocked();
    ConnectionDraft draft = draftOf(u"planomatic"_s, u"plano"_s);
    draft.secrets[u"token"_s] = {SecretEdit::Action::Set, Secret("t0ken"), {}};

    const auto saved = RemoteRig::wait(rig.connections->save(draft));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::KeychainLocked);
    QCOMPARE(rig.connections->names(), QStringList{u"local"_s});
}

void tst_SavedConnections::edits()
{
    RemoteRig rig;
    rig.addPlano();
    Backend *before = rig.connections->backend(u"account"_s);
    ConnectionDraft draft;
    draft.name = u"account"_s;
    draft.newName = u"renamed"_s;
    draft.settings = {{u"page_base"_s, 0}, {u"view"_s, QJsonValue()}};
    draft.isLocked = true;

    const auto saved = RemoteRig::wait(rig.connections->save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->name, u"renamed"_s);
    QCOMPARE(saved->settings.value(u"page_base"_s).toInt(-1), 0);
    QVERIFY(!saved->settings.contains(u"view"_s));
    QCOMPARE(saved->settings.value(u"integration_id"_s).toInt(), 7);
    QVERIFY(saved->secrets.value(u"token"_s).isSet);
    QVERIFY(rig.connections->isLocked(u"renamed"_s));
    QCOMPARE(rig.connections->backend(u"renamed"_s), before);
    QCOMPARE(before->info().connection, u"renamed"_s);
}

void tst_SavedConnections::takesBackAnEditWhoseSecretCantBeKept()
{
    RemoteRig rig;
    rig.addPlano();
    rig.keychain.fault = keychainLocked();
    ConnectionDraft draft;
    draft.name = u"account"_s;
    draft.settings = {{u"page_base"_s, 0}};
    draft.secrets[u"token"_s] = {SecretEdit::Action::Set, Secret("an0ther"), {}};

    QVERIFY(!RemoteRig::wait(rig.connections->save(draft)));

    QVERIFY(!rig.connections->account(u"account"_s)->settings.contains(u"page_base"_s));
}

// The secret can't be kept, and what is taken back is the edit alone.
void tst_SavedConnections::leavesWhatWasEditedMeanwhile()
{
    RemoteRig rig;
    rig.addPlano();
    Connection elsewhere = *rig.connections->account(u"account"_s);
    elsewhere.name = u"renamed elsewhere"_s;
    rig.keychain.fault = keychainLocked();
    ConnectionDraft draft;
    draft.name = u"account"_s;
    draft.settings = {{u"page_base"_s, 0}};
    draft.secrets[u"token"_s] = {SecretEdit::Action::Set, Secret("an0ther"), {}};

    const auto saved = rig.connections->save(draft); // its row is written first
    QVERIFY(rig.profile.write<Done>(
        [&](store::Connection &connection) { return store::updateConnection(connection, elsewhere); }));

    QVERIFY(!RemoteRig::wait(saved));
    QVERIFY(rig.connections->account(u"renamed elsewhere"_s));
}

void tst_SavedConnections::editsWhatIsThereByNow()
{
    RemoteRig rig;
    rig.addPlano();
    Connection elsewhere = *rig.connections->account(u"account"_s);
    elsewhere.settings.insert(u"view"_s, u"own_view"_s);
    ConnectionDraft draft;
    draft.name = u"account"_s;
    draft.settings = {{u"page_base"_s, 0}};

    QVERIFY(rig.profile.write<Done>(
        [&](store::Connection &connection) { return store::updateConnection(connection, elsewhere); }));
    const auto saved = RemoteRig::wait(rig.connections->save(draft)); // before anybody told of it

    QVERIFY(saved);
    QCOMPARE(saved->settings.value(u"view"_s).toString(), u"own_view"_s);
    QCOMPARE(saved->settings.value(u"page_base"_s).toInt(-1), 0);
}

void tst_SavedConnections::knowsAServerOfOnesOwn()
{
    RemoteRig rig;
    ConnectionDraft draft = draftOf(u"boldpenguin"_s, u"own"_s);
    draft.baseUrl = u"http://127.0.0.1:8080"_s;
    draft.environment = Environment::Local;

    const auto saved = RemoteRig::wait(rig.connections->save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->environment, Environment::Local);
    QVERIFY(!saved->isLocked);
    rig.restart(Reading::CacheFirst);
    QCOMPARE(rig.connections->account(u"own"_s)->environment, Environment::Local);
}

void tst_SavedConnections::isThereAgainAfterARestart()
{
    RemoteRig rig;
    rig.addPlano();
    const auto account = rig.connections->account(u"account"_s);

    rig.restart(Reading::CacheFirst);

    QCOMPARE(rig.connections->account(u"account"_s), account);
}

void tst_SavedConnections::hearsOfOthersEdits()
{
    RemoteRig rig;
    rig.addPlano();
    Connection account = *rig.connections->account(u"account"_s);
    account.name = u"renamed elsewhere"_s;

    QVERIFY(rig.profile.write<Done>(
        [&](store::Connection &connection) { return store::updateConnection(connection, account); }));

    QTRY_COMPARE(rig.connections->names(), QStringList({u"local"_s, u"renamed elsewhere"_s}));
}

// Who was away for more commits than the log keeps.
void tst_SavedConnections::hearsOfEditsThatTheLogForgot()
{
    RemoteRig rig;
    rig.addPlano();

    QVERIFY(rig.profile.write<Done>([](store::Connection &connection) -> Result<Done> {
        for (const char *step :
             {"UPDATE connection SET name = 'renamed elsewhere'",
              "INSERT INTO change (revision, overflow, jobs, subscribers, removed, events, captures,"
              " activities, connections) SELECT max(revision) + 600, 0, x'', x'', x'', 1, 0, 0, 0 FROM "
              "change",
              "DELETE FROM change WHERE revision < (SELECT max(revision) FROM change)"}) {
            if (auto done = connection.run(step, {}); !done)
                return done;
        }
        connection.changes().events = 1; // so that the others are told
        return Done{};
    }));

    QTRY_COMPARE(rig.connections->names(), QStringList({u"local"_s, u"renamed elsewhere"_s}));
}

void tst_SavedConnections::saysHowOneStands_data()
{
    QTest::addColumn<QString>("account");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("standing");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name,
                        const QString &account,
                        int status,
                        const QByteArray &body,
                        Standing standing,
                        const QString &field = {}) {
        QTest::newRow(name) << account << status << body << int(standing) << field;
    };
    const QString token = u"token"_s;
    const QString signIn = u"sign-in"_s;
    const QString plano = u"plano"_s;
    const QByteArray badIntegration
        = R"({"code": 400, "status": "invalid-param", "errors": [{"attr": "integration_id"}]})";

    row("well", token, 200, "[]", Standing::Ready);
    row("token", token, 401, "[]", Standing::NeedsSignIn);
    row("rights", token, 403, "[]", Standing::Forbidden);
    row("crash", token, 500, "[]", Standing::Failing);
    row("away", token, 0, {}, Standing::Unreachable);
    row("not understood", token, 400, "{}", Standing::Failing);
    row("another address", token, 404, "{}", Standing::Failing);
    row("a value", token, 422, R"({"tenant": ["is unknown"]})", Standing::Failing, u"tenant"_s);
    const QString secret = u"client_secret"_s;
    row("sign-in: the client", signIn, 400, R"({"error": "invalid_client"})", Standing::NeedsSignIn, secret);
    row("sign-in: a value", signIn, 422, R"({"client_id": ["is odd"]})", Standing::NeedsSignIn, secret);
    row("sign-in: rights", signIn, 403, "{}", Standing::Forbidden, secret);
    row("sign-in: no such address", signIn, 404, "{}", Standing::Failing, u"auth_url"_s);
    row("sign-in: a crash", signIn, 500, "{}", Standing::Failing);
    row("plano: a setting", plano, 400, badIntegration, Standing::Failing, u"integration_id"_s);
    row("plano: no jobs", plano, 500, R"({"status": "route-non-existent"})", Standing::Failing);
    row("plano: another address", plano, 404, "{}", Standing::Failing);
}

void tst_SavedConnections::saysHowOneStands()
{
    QFETCH(QString, account);
    QFETCH(int, status);
    QFETCH(int, standing);
    RemoteRig rig;
    if (account == "plano"_L1)
        rig.addPlano();
    else if (account == "token"_L1)
        rig.addPenguin();
    else
        rig.add(u"boldpenguin"_s,
                {{u"client_id"_s, u"me"_s}, {u"auth_url"_s, rig.server.url(u"/auth"_s).toString()}},
                {{u"client_secret"_s, "s3cret"}});
    QCOMPARE(rig.connections->state(u"account"_s).standing, Standing::Unseen);
    if (status > 0) {
        QFETCH(QByteArray, body);
        rig.server.script(answer(status, body));
    }

    const auto checked = rig.connections->check(u"account"_s);

    QCOMPARE(rig.connections->state(u"account"_s).standing, Standing::Checking);
    const auto done = RemoteRig::wait(checked);
    QCOMPARE(done.has_value(), status == 200);
    const ConnectionState state = rig.connections->state(u"account"_s);
    QCOMPARE(int(state.standing), standing);
    QCOMPARE(state.why.has_value(), status != 200);
    QVERIFY(state.seenAt.has_value());
    if (!done) {
        QTEST(done.error().field, "field");
        QCOMPARE(state.why->field, done.error().field);
    }
}

void tst_SavedConnections::standsAsItsListsDo()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &penguin = rig.addPenguin();
    const auto standing = [&rig] { return rig.connections->state(u"account"_s).standing; };
    rig.server.script(answer(200, "[]"));
    QVERIFY(RemoteRig::wait(penguin.subscribers({}, {})));
    QCOMPARE(standing(), Standing::Ready);
    rig.clock.moved = 1h;
    rig.server.script(answer(400, "{}"));

    QVERIFY(RemoteRig::wait(penguin.subscribers({}, {}))); // cached, and asked behind

    QTRY_COMPARE(standing(), Standing::Failing);
    // Of one that isn't there: it was answered, so the account is.
    rig.server.script(answer(404, "{}"));
    QVERIFY(!RemoteRig::wait(penguin.subscriber({u"h9"_s}, {})));
    QCOMPARE(standing(), Standing::Ready);
}

void tst_SavedConnections::standsNoBetterForAMissingRoute()
{
    RemoteRig rig;
    Backend &plano = rig.addPlano();
    const auto standing = [&rig] { return rig.connections->state(u"account"_s).standing; };
    const Scripted noRoute = answer(500, R"({"status": "route-non-existent"})");
    rig.server.script(noRoute);
    QVERIFY(RemoteRig::wait(plano.subscribers({}, {})));
    QCOMPARE(standing(), Standing::Unseen);
    rig.server.script(answer(401, R"({"status": "invalid-token"})"));
    QVERIFY(!RemoteRig::wait(rig.connections->check(u"account"_s)));
    QCOMPARE(standing(), Standing::NeedsSignIn);

    rig.server.script(noRoute);
    QVERIFY(!RemoteRig::wait(plano.subscriber({u"17"_s}, {})));

    QCOMPARE(standing(), Standing::NeedsSignIn);
    // Jobs are what it can't do without.
    rig.server.script(noRoute);
    QVERIFY(!RemoteRig::wait(plano.jobs({}, {})));
    QCOMPARE(standing(), Standing::Failing);
    QCOMPARE(rig.connections->state(u"account"_s).why->reason, Reason::RemoteNoRoute);
}

void tst_SavedConnections::holdsNoFilterAgainstTheAccount()
{
    RemoteRig rig;
    Backend &plano = rig.addPlano();
    rig.server.script(answer(400, R"({"status": "invalid-param", "errors": [{"attr": "filters"}]})"));
    JobQuery query;
    query.eventTypes = {u"delivered"_s};

    QVERIFY(!RemoteRig::wait(plano.jobs(query, {})));

    QCOMPARE(rig.connections->state(u"account"_s).standing, Standing::Ready);
}

void tst_SavedConnections::saysThatTheLastCallWasSlow()
{
    ShelfDialect dialect;
    dialect.callSlowAfter(0ms);
    const Registry registry({&dialect});
    RemoteRig rig;
    rig.connections.reset();
    rig.connections = *SavedConnections::open({rig.local,
                                               rig.profile.store(),
                                               rig.credentials,
                                               rig.client,
                                               rig.clock,
                                               registry,
                                               Reading::ServerFirst});
    Backend &backend = rig.add(u"shelf"_s, {}, {{u"token"_s, "t0ken"}});
    for (int i = 0; i < 3; ++i)
        rig.server.script(answer(200, R"({"shelves": []})"));
    rig.server.hold();

    const auto listed = backend.subscribers({}, {});
    QTRY_COMPARE(rig.server.requests().size(), 1);
    QElapsedTimer held;
    held.start();
    QTRY_VERIFY(held.elapsed() > 5); // what a server takes to think
    QVERIFY(!rig.connections->state(u"account"_s).slow);
    rig.server.release();

    QVERIFY(RemoteRig::wait(listed));
    const ConnectionState state = rig.connections->state(u"account"_s);
    QVERIFY(state.slow.has_value());
    QVERIFY(*state.slow > 5ms);
    QCOMPARE(state.standing, Standing::Ready);

    // Another one that the vendor doesn't call so.
    dialect.callSlowAfter(1h);
    QVERIFY(RemoteRig::wait(rig.connections->check(u"account"_s)));
    QVERIFY(!rig.connections->state(u"account"_s).slow);
}

void tst_SavedConnections::signsInAndKeepsTheToken()
{
    RemoteRig rig;
    rig.addPlano({{u"email"_s, u"me@x.example"_s}});
    rig.server.script(
        answer(200, R"({"code":200,"status":"action-successful","data":{},"session":{"token":"fr3sh"}})"));

    const auto signedIn = RemoteRig::wait(rig.connections->logIn(u"account"_s, Secret("passw0rd")));

    QVERIFY2(signedIn, signedIn ? "" : qPrintable(signedIn.error().field + signedIn.error().detail));
    QVERIFY(!rig.keychain.entries.key("fr3sh").isEmpty());
    QCOMPARE(rig.asked("POST /api/v1/sessions/create"), 1);
    QVERIFY(!rig.server.requests().first().contains("passw0rd")); // base64, as the vendor wants it
}

void tst_SavedConnections::saysThatTheTokenCouldNotBeKept()
{
    RemoteRig rig;
    rig.addPlano({{u"email"_s, u"me@x.example"_s}});
    const QString entry = u"connection/%1/token"_s.arg(rig.connections->account(u"account"_s)->id.value);
    rig.keychain.writeFaults.insert(entry, keychainLocked());
    rig.server.script(
        answer(200, R"({"code":200,"status":"action-successful","data":{},"session":{"token":"fr3sh"}})"));

    const auto signedIn = RemoteRig::wait(rig.connections->logIn(u"account"_s, Secret("passw0rd")));

    QVERIFY(!signedIn);
    QCOMPARE(signedIn.error().reason, Reason::KeychainLocked);
    QCOMPARE(rig.keychain.entries.value(entry), "t0ken"); // the former one, and no note of another kind
    QVERIFY(rig.connections->account(u"account"_s)->settings.value(u"token_kind"_s) != u"session"_s);
}

void tst_SavedConnections::saysOfNoSignInThatAnythingMayBeSaved_data()
{
    QTest::addColumn<Scripted>("reply");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("a crash") << answer(500, "") << Reason::RemoteReadCrash;
    QTest::newRow("half a reply") << Scripted{"HTTP/1.1 20", Scripted::Then::Close} << Reason::RemoteReadLost;
}

void tst_SavedConnections::saysOfNoSignInThatAnythingMayBeSaved()
{
    QFETCH(Scripted, reply);
    RemoteRig rig;
    rig.addPlano({{u"email"_s, u"me@x.example"_s}});
    for (int i = 0; i < 5; ++i) // Qt asks a read again
        rig.server.script(reply);

    const auto signedIn = RemoteRig::wait(rig.connections->logIn(u"account"_s, Secret("passw0rd")));

    QVERIFY(!signedIn);
    QTEST(signedIn.error().reason, "reason");
    QCOMPARE(rig.connections->state(u"account"_s).why->reason, signedIn.error().reason);
}

void tst_SavedConnections::waitsWithASignInAsTheServerAsks()
{
    RemoteRig rig;
    rig.addPlano({{u"email"_s, u"me@x.example"_s}});
    rig.server.script(answer(429, R"({"code":429,"status":"too-many-requests"})", "Retry-After: 1\r\n"));
    rig.server.script(
        answer(200, R"({"code":200,"status":"action-successful","data":{},"session":{"token":"fr3sh"}})"));
    QElapsedTimer elapsed;
    elapsed.start();

    const auto signedIn = RemoteRig::wait(rig.connections->logIn(u"account"_s, Secret("passw0rd")));

    QVERIFY(signedIn);
    QVERIFY2(elapsed.elapsed() >= 1000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.asked("POST /api/v1/sessions/create"), 2);
    QVERIFY(!rig.keychain.entries.key("fr3sh").isEmpty());
}

void tst_SavedConnections::signsInWithoutUndoingAnEdit()
{
    RemoteRig rig;
    rig.addPlano({{u"email"_s, u"me@x.example"_s}});
    rig.server.script(
        answer(200, R"({"code":200,"status":"action-successful","data":{},"session":{"token":"fr3sh"}})"));
    Connection elsewhere = *rig.connections->account(u"account"_s);
    elsewhere.name = u"renamed elsewhere"_s;
    elsewhere.settings.insert(u"view"_s, u"own_view"_s);

    const auto signedIn = rig.connections->logIn(u"account"_s, Secret("passw0rd"));
    QVERIFY(rig.profile.write<Done>(
        [&](store::Connection &connection) { return store::updateConnection(connection, elsewhere); }));

    QVERIFY(RemoteRig::wait(signedIn));
    const auto account = rig.connections->account(u"renamed elsewhere"_s);
    QVERIFY(account);
    QCOMPARE(account->settings.value(u"view"_s).toString(), u"own_view"_s);
    QCOMPARE(account->settings.value(u"token_kind"_s).toString(), u"session"_s); // which a login gives
    QVERIFY(!rig.keychain.entries.key("fr3sh").isEmpty());
}

void tst_SavedConnections::hasNoLoginElsewhere()
{
    RemoteRig rig;
    rig.addPenguin();

    const auto signedIn = RemoteRig::wait(rig.connections->logIn(u"account"_s, Secret("passw0rd")));

    QCOMPARE(signedIn.error().reason, Reason::NotOfThisApi);
}

void tst_SavedConnections::countsItsRequestsForOtherProcesses()
{
    RemoteRig rig;
    rig.addPlano();
    rig.server.script(answer(200, kNoJobs));
    QVERIFY(RemoteRig::wait(rig.connections->check(u"account"_s)));

    rig.clock.moved += 10s;
    for (int i = 1; i < kPlanoRate.most; ++i)
        QCOMPARE(takeTurn(rig), 0ms);

    QCOMPARE(takeTurn(rig), 50'000ms);
}

void tst_SavedConnections::waitsForTheRequestsOfOtherProcesses()
{
    RemoteRig rig;
    rig.addPlano();
    rig.server.script(answer(200, kNoJobs));
    for (int i = 0; i < kPlanoRate.most; ++i)
        QCOMPARE(takeTurn(rig), 0ms);
    rig.clock.moved += kPlanoRate.span - 300ms;
    QElapsedTimer elapsed;
    elapsed.start();
    QTimer::singleShot(300ms, Qt::PreciseTimer, &rig.server, [&rig] { rig.clock.moved += 300ms; });

    QVERIFY(RemoteRig::wait(rig.connections->check(u"account"_s)));

    QVERIFY2(elapsed.elapsed() >= 300, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_SavedConnections::removesAllOfOne()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, R"([{"id":"h1","active":true,"config":{"url":"https://a.example"}}])"));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));

    QVERIFY(RemoteRig::wait(rig.connections->remove(u"account"_s)));

    QCOMPARE(rig.connections->names(), QStringList{u"local"_s});
    QVERIFY(rig.keychain.entries.isEmpty());
    rig.addPenguin();
    QCOMPARE(RemoteRig::wait(rig.connections->backend(u"account"_s)->statistics({}))->subscribers, 0);
    QCOMPARE(RemoteRig::wait(rig.connections->remove(u"nobody"_s)).error().reason, Reason::NoSuchConnection);
}

void tst_SavedConnections::keepsOneWhoseSecretsAreInALockedKeychain()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, R"([{"id":"h1","active":true,"config":{"url":"https://a.example"}}])"));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.keychain.fault = keychainLocked();

    const auto refused = RemoteRig::wait(rig.connections->remove(u"account"_s));

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::KeychainLocked);
    QVERIFY(rig.connections->account(u"account"_s)->secrets.value(u"access_token"_s).isSet);
    QCOMPARE(RemoteRig::wait(rig.connections->backend(u"account"_s)->statistics({}))->subscribers, 1);
    rig.keychain.fault.reset();
    QVERIFY(RemoteRig::wait(rig.connections->remove(u"account"_s)));
    QCOMPARE(rig.connections->names(), QStringList{u"local"_s});
    QVERIFY(rig.keychain.entries.isEmpty());
}

void tst_SavedConnections::locksProduction()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    ConnectionDraft draft;
    draft.name = u"account"_s;
    draft.isLocked = true;
    QVERIFY(RemoteRig::wait(rig.connections->save(draft)));
    SubscriberDraft edit;
    edit.id = SubscriberId{u"h1"_s};
    edit.changes = {{u"active"_s, false}};

    QCOMPARE(RemoteRig::wait(backend.save(edit)).error().reason, Reason::ConnectionLocked);
    QCOMPARE(RemoteRig::wait(backend.remove({u"h1"_s})).error().reason, Reason::ConnectionLocked);
    QCOMPARE(RemoteRig::wait(backend.replay({{{u"h1/r1"_s}}, {}})).error().reason, Reason::ConnectionLocked);
    QVERIFY(rig.server.requests().isEmpty());
}

void tst_SavedConnections::unlocksForAWhile()
{
    RemoteRig rig;
    rig.addPenguin();
    ConnectionDraft draft;
    draft.name = u"account"_s;
    draft.isLocked = true;
    QVERIFY(RemoteRig::wait(rig.connections->save(draft)));
    const QSignalSpy told(rig.connections.get(), &Connections::stateChanged);

    rig.connections->unlock(u"account"_s, 50ms);

    QVERIFY(!rig.connections->isLocked(u"account"_s));
    QTRY_VERIFY(rig.connections->isLocked(u"account"_s));
    QCOMPARE(told.size(), 2);
    rig.connections->unlock(u"account"_s, 1h);
    rig.connections->lock(u"account"_s);
    QVERIFY(rig.connections->isLocked(u"account"_s));
}

// All accounts are read anew then.
void tst_SavedConnections::staysAsItIsWhenAnythingIsEdited()
{
    RemoteRig rig;
    rig.addPenguin();
    ConnectionDraft draft;
    draft.name = u"account"_s;
    draft.isLocked = true;
    QVERIFY(RemoteRig::wait(rig.connections->save(draft)));

    rig.connections->unlock(u"account"_s, 1h);
    QVERIFY(RemoteRig::wait(rig.connections->save(draftOf(u"planomatic"_s, u"second"_s))));
    QVERIFY(!rig.connections->isLocked(u"account"_s));
    QVERIFY(rig.connections->unlockedFor(u"account"_s));

    rig.connections->lock(u"account"_s);
    QVERIFY(RemoteRig::wait(rig.connections->save(draftOf(u"planomatic"_s, u"third"_s))));
    QVERIFY(rig.connections->isLocked(u"account"_s));
    QVERIFY(!rig.connections->unlockedFor(u"account"_s));
}

QTEST_GUILESS_MAIN(tst_SavedConnections)
#include "tst_savedconnections.moc"
