// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Accounts: how one is added, edited, checked, signed in to, locked and removed.
#include "remoterig.h"
#include "shelfdialect.h"

#include <QElapsedTimer>
#include <QSignalSpy>

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

} // namespace

class tst_SavedConnections : public QObject
{
    Q_OBJECT

private slots:
    void hasTheEngineFirst();
    void addsOneWithTheVendorsPlace();
    void takesAnotherAddressForATest();
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
    void saysThatTheLastCallWasSlow();
    void signsInAndKeepsTheToken();
    void saysOfNoSignInThatAnythingMayBeSaved_data();
    void saysOfNoSignInThatAnythingMayBeSaved();
    void signsInWithoutUndoingAnEdit();
    void hasNoLoginElsewhere();
    void removesAllOfOne();
    void keepsOneWhoseSecretsAreInALockedKeychain();
    void locksProduction();
    void unlocksForAWhile();
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
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("standing");

    QTest::newRow("well") << 200 << int(Standing::Ready);
    QTest::newRow("token") << 401 << int(Standing::NeedsSignIn);
    QTest::newRow("rights") << 403 << int(Standing::Forbidden);
    QTest::newRow("crash") << 500 << int(Standing::Failing);
    QTest::newRow("away") << 0 << int(Standing::Unreachable);
}

void tst_SavedConnections::saysHowOneStands()
{
    QFETCH(int, status);
    QFETCH(int, standing);
    RemoteRig rig;
    rig.addPenguin();
    QCOMPARE(rig.connections->state(u"account"_s).standing, Standing::Unseen);
    if (status > 0)
        rig.server.script(answer(status, "[]"));

    const auto checked = rig.connections->check(u"account"_s);

    QCOMPARE(rig.connections->state(u"account"_s).standing, Standing::Checking);
    QCOMPARE(RemoteRig::wait(checked).has_value(), status == 200);
    const ConnectionState state = rig.connections->state(u"account"_s);
    QCOMPARE(int(state.standing), standing);
    QCOMPARE(state.why.has_value(), status != 200);
    QVERIFY(state.seenAt.has_value());
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

QTEST_GUILESS_MAIN(tst_SavedConnections)
#include "tst_savedconnections.moc"
