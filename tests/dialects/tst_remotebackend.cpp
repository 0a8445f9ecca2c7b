// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A remote API as a backend: what is asked of the server, what the cache answers, and what becomes of a save
// whose answer is lost.
#include "backend/everysubscriber.h"
#include "backend/wording.h"
#include "remoterig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::test::answer;
using tacklebox::test::Scripted;

namespace {

constexpr char kHooks[] = R"([
  {"id": "h1", "active": true, "events": ["quote"], "config": {"url": "https://one.example/in"}},
  {"id": "h2", "active": false, "events": [], "config": {"url": "https://two.example/in"}}])";

QByteArray hook(const QByteArray &url, const QByteArray &active = "true")
{
    return R"({"id": "h1", "active": )" + active + R"(, "events": ["quote"], "config": {"url": ")" + url
        + R"("}})";
}

QByteArray request(const QByteArray &id, int status)
{
    return R"({"id": ")" + id + R"(", "event": "quote:created", "response_status": )"
        + QByteArray::number(status) + R"(, "created_at": "2024-05-0)" + id.right(1)
        + R"(T10:00:00Z", "updated_at": "2024-05-09T10:00:00Z"})";
}

SubscriberDraft edit(const Fields &changes, const Fields &base)
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"h1"_s};
    draft.base = base;
    draft.changes = changes;
    return draft;
}

SubscriberDraft newUrl()
{
    return edit({{u"url"_s, u"https://new.example/in"_s}},
                {{u"url"_s, u"https://one.example/in"_s}, {u"active"_s, true}});
}

QByteArray planoRow(const QByteArray &name, const QByteArray &key)
{
    return R"({"code": 200, "status": "action-successful", "data": {"id": 17, "name": ")" + name
        + R"(", "key": ")" + key + R"(", "version": "v3", "callback_url": "https://one.example/in"}})";
}

QByteArray planoJobs(int first, int count)
{
    QByteArrayList rows;
    for (int id = first; id < first + count; ++id)
        rows.append(R"({"id": )" + QByteArray::number(id)
                    + R"(, "event_type": "delivered", "status_code": 200})");
    return R"({"code": 200, "status": "action-successful", "data": {"count": 5, "results": [)"
        + rows.join(',') + "]}}";
}

constexpr char kPlanoDone[] = R"({"code": 200, "status": "action-successful"})"; // and no row

SubscriberDraft planoEdit(const QString &before, const QString &name)
{
    SubscriberDraft draft
        = edit({{u"name"_s, name}}, {{u"name"_s, before}, {u"key"_s, u"k"_s}, {u"version"_s, u"v3"_s}});
    draft.id = SubscriberId{u"17"_s};
    return draft;
}

// `told`: the count that comes with it.
Scripted planoList(int first, int count, const QByteArray &told = {})
{
    QByteArrayList rows;
    for (int id = first; id < first + count; ++id)
        rows.append(R"({"id": )" + QByteArray::number(id) + R"(, "name": "N"})");
    return answer(200,
                  R"({"code": 200, "status": "action-successful", "data": {)" + told + R"("results": [)"
                      + rows.join(',') + "]}}");
}

constexpr char kNoRoute[] = R"({"code": 500, "status": "route-non-existent"})";
constexpr char kJobWithSubscriber[]
    = R"({"code": 200, "status": "action-successful", "data": {"results": [)"
      R"({"id": 9, "event_type": "delivered", "status_code": 503, "callback_url": "https://one.example/in",)"
      R"( "webhook_subscriber": {"id": 17, "name": "Orders"}}]}})";

QByteArray planoJob(int code)
{
    return R"({"code": 200, "status": "action-successful", "data": {"id": 9, "status_code": )"
        + QByteArray::number(code) + "}}";
}

} // namespace

class tst_RemoteBackend : public QObject
{
    Q_OBJECT

private slots:
    void listsWhatTheServerHas();
    void answersFromTheCacheWhileTheServerIsAway();
    void saysWhyWhereNothingIsCached();
    void refusesARefusalAlsoWithACache();
    void opensFromTheCacheAndAsksBehind();
    void tellsOfARefusalThatCameBehindTheCache();
    void asksAtOnceWhereAPersonRefreshes();
    void keepsWhatIsCachedInSightWhereARefreshIsRefused();
    void readsAllPagesFromOneAnswer_data();
    void readsAllPagesFromOneAnswer();
    void tellsHowOldAllAreWhereTheServerIsAway();
    void asksAtOnceAfterAnEdit();
    void searchesWhatTheServerCantSearch();
    void keepsWhatWasSavedOnce();
    void findsOutThatALostWriteArrived_data();
    void findsOutThatALostWriteArrived();
    void findsOutThatALostWriteDidNot();
    void leavesItOpenWhereNobodyKnows();
    void noticesAMemberThatMoved();
    void readsBackOnceOnly();
    void readsBackFromTheList();
    void keepsTheEventsThatWereWritten();
    void findsANewOneThatItsAnswerLeavesOut();
    void showsTheRequestWithoutItsSecrets();
    void removes();
    void gathersJobsByHook();
    void keepsJobsThatTheServerForgot();
    void pagesOverAServerThatNumbersPages();
    void countsAsTheServerDoes();
    void replaysOneByOne();
    void replaysAllThatAFilterFinds();
    void showsAJobAsTheServerHasIt();
    void showsAJobAsItWasListedWhereTheServerCannot();
    void leavesAMissingRouteAloneForADay();
    void asksTheDocumentedRoutesEachTime();
    void asksAMissingRouteAgainOnceItIsMoved();
    void opensAJobFromTheCache();
    void takesSubscribersFromTheJobHistory();
    void listsWhatWasOnlyNamedWhileTheServerIsAway_data();
    void listsWhatWasOnlyNamedWhileTheServerIsAway();
    void opensWhatWasOnlyNamedWithoutWaiting();
    void readsOnWhereNobodyCounts_data();
    void readsOnWhereNobodyCounts();
    void believesAListBeforeTheJobHistory();
    void addsOneThatIsThereAlready();
    void addsOneByItsIdAlone();
    void addsNoneByAnIdThatCannotBe();
    void takesOneAwayThatWasOnlyNamedHere();
    void saysThatOneIsNotKnownHere();
    void addsNoneThatTheServerDenies();
    void triesAUrlFromHere();
    void holdsWhatItTriesAgainstTheVendorsRule();
    void triesNoScriptFromHere();
    void showsCertificatesAsThisComputerSawThem();
    void tellsByTheJobsWhenOneWasLastSentTo();
    void hasNoEvents();
    void findsThoseToldOfAnEvent();
    void savesNoneWhereOneCannotBeSent();
    void saysOfAFailedCheckThatItOnlyRead();
};

void tst_RemoteBackend::listsWhatTheServerHas()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    SubscriberQuery query;
    query.count = true;

    const auto page = RemoteRig::wait(backend.subscribers(query, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->count, 2);
    QCOMPARE(page->source, PageSource::Live);
    QVERIFY(!page->asOf);
    QCOMPARE(page->rows.first().connection, u"account"_s);
}

void tst_RemoteBackend::answersFromTheCacheWhileTheServerIsAway()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.clock.moved = 1h;
    rig.server.script(answer(429, "", "Retry-After: 3600\r\n"));

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->source, PageSource::Cache);
    QCOMPARE(page->asOf, std::optional(store::test::kNow));
}

void tst_RemoteBackend::saysWhyWhereNothingIsCached()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(429, "", "Retry-After: 3600\r\n"));

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(!page);
    QCOMPARE(page.error().reason, Reason::RemoteRateLimited);
}

void tst_RemoteBackend::refusesARefusalAlsoWithACache()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(401, "{}"));

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::NotAuthorised);
}

void tst_RemoteBackend::opensFromTheCacheAndAsksBehind()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    const QSignalSpy changed(&backend, &Backend::subscribersChanged);
    const QSignalSpy removed(&backend, &Backend::subscribersRemoved);
    rig.clock.moved = 1h;
    rig.server.script(answer(200, "[" + hook("https://moved.example/in") + "]"));

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->source, PageSource::Cache);
    QCOMPARE(page->rows.size(), 2);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<QList<SubscriberId>>(), QList<SubscriberId>{{u"h2"_s}});
    const auto after = RemoteRig::wait(backend.subscribers({}, {}));
    QCOMPARE(after->rows.size(), 1);
    QCOMPARE(after->rows.first().url, u"https://moved.example/in"_s);
    QCOMPARE(rig.asked("GET /hooks "), 2);
}

// A list's 404 is no missing subscriber there.
void tst_RemoteBackend::tellsOfARefusalThatCameBehindTheCache()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.add(u"superoffice"_s, {}, {{u"token"_s, "t0ken"}});
    rig.server.script(answer(200, "[]"));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    QCOMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Ready);
    rig.clock.moved = 1h;
    rig.server.script(answer(404, "{}"));

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->source, PageSource::Cache);
    QTRY_COMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Forbidden);
    const ConnectionState state = rig.connections->state(u"account"_s);
    QCOMPARE(state.why->reason, Reason::RemoteForbidden);
    QVERIFY(wording::advice(*state.why).contains(u"access must be requested"_s));
}

void tst_RemoteBackend::asksAtOnceWhereAPersonRefreshes()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.clock.moved = 1h;
    rig.server.script(answer(503, ""));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    QTRY_COMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Failing);
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {}))); // a page that asks again by itself
    rig.server.script(answer(200, "[" + hook("https://moved.example/in") + "]"));
    const QSignalSpy changed(&backend, &Backend::subscribersChanged);

    backend.refresh();
    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QCOMPARE(page->source, PageSource::Live);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->rows.first().url, u"https://moved.example/in"_s);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(rig.asked("GET /hooks "), 3);
    QCOMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Ready);
}

void tst_RemoteBackend::keepsWhatIsCachedInSightWhereARefreshIsRefused()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(401, "{}"));

    backend.refresh();
    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->asOf, std::optional(store::test::kNow));
    QCOMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::NeedsSignIn);
}

void tst_RemoteBackend::readsAllPagesFromOneAnswer_data()
{
    QTest::addColumn<Reading>("reading");

    QTest::newRow("for the window") << Reading::CacheFirst;
    QTest::newRow("for a command") << Reading::ServerFirst;
}

// Whoever exports or compares wants them as they are now, and asks for them once.
void tst_RemoteBackend::readsAllPagesFromOneAnswer()
{
    QFETCH(Reading, reading);
    RemoteRig rig(reading);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    QByteArrayList hooks;
    for (int i = 0; i < 1'001; ++i)
        hooks << hook("https://" + QByteArray::number(i) + ".example/in")
                     .replace("h1", "h" + QByteArray::number(i));
    rig.server.script(answer(200, "[" + hooks.join(',') + "]"));
    const int before = rig.asked("GET /hooks ");

    const auto all = RemoteRig::wait(everySubscriber(backend));

    QVERIFY(all);
    QCOMPARE(all->rows.size(), 1'001);
    QVERIFY(!all->asOf);
    QCOMPARE(rig.asked("GET /hooks ") - before, 1);
}

void tst_RemoteBackend::tellsHowOldAllAreWhereTheServerIsAway()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.clock.moved = 1h;
    rig.server.script(answer(429, "", "Retry-After: 3600\r\n"));

    const auto all = RemoteRig::wait(everySubscriber(backend));

    QVERIFY(all);
    QCOMPARE(all->rows.size(), 2);
    QCOMPARE(all->asOf, std::optional(store::test::kNow));
}

void tst_RemoteBackend::asksAtOnceAfterAnEdit()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.clock.moved = 1h;
    rig.server.script(answer(401, "{}"));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    QTRY_COMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::NeedsSignIn);
    rig.server.script(answer(200, kHooks));
    ConnectionDraft edit;
    edit.name = u"account"_s;
    edit.settings = {{u"update_method"_s, u"PUT"_s}};
    const auto saved = RemoteRig::wait(rig.connections->save(edit));
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().field));

    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));

    QTRY_COMPARE(rig.connections->state(u"account"_s).standing, ConnectionState::Standing::Ready);
    QCOMPARE(rig.asked("GET /hooks "), 3);
}

void tst_RemoteBackend::searchesWhatTheServerCantSearch()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    SubscriberQuery query;
    query.search = u"two.example"_s;
    query.isActive = false;

    const auto page = RemoteRig::wait(backend.subscribers(query, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->rows.first().id.value, u"h2"_s);
}

void tst_RemoteBackend::keepsWhatWasSavedOnce()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, hook("https://one.example/in"))); // nobody else changed it
    rig.server.script(answer(200, hook("https://new.example/in")));

    const auto saved = RemoteRig::wait(backend.save(newUrl()));

    QVERIFY(saved);
    QCOMPARE(saved->url, u"https://new.example/in"_s);
    QCOMPARE(rig.asked("PATCH /hooks/h1"), 1);
    QCOMPARE(rig.server.requests().size(), 2);
    QVERIFY(rig.server.requests().last().endsWith("{\"url\":\"https://new.example/in\"}"));
}

void tst_RemoteBackend::findsOutThatALostWriteArrived_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("then");

    QTest::newRow("closed") << QByteArray() << int(Scripted::Then::Close);
    QTest::newRow("reset") << QByteArray() << int(Scripted::Then::Reset);
    QTest::newRow("half") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"id\"")
                          << int(Scripted::Then::Close);
    QTest::newRow("crash") << answer(500, "").bytes << int(Scripted::Then::Keep);
}

void tst_RemoteBackend::findsOutThatALostWriteArrived()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, then);
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, hook("https://one.example/in")));
    rig.server.script({bytes, Scripted::Then(then)});
    rig.server.script(answer(200, hook("https://new.example/in")));

    const auto saved = RemoteRig::wait(backend.save(newUrl()));

    QVERIFY(saved);
    QCOMPARE(saved->url, u"https://new.example/in"_s);
    QCOMPARE(rig.asked("PATCH /hooks/h1"), 1);
    QCOMPARE(rig.asked("GET /hooks/h1"), 2); // before it, and after
}

void tst_RemoteBackend::findsOutThatALostWriteDidNot()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, hook("https://one.example/in")));
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(200, hook("https://one.example/in")));

    const auto saved = RemoteRig::wait(backend.save(newUrl()));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteNotSaved);
    QCOMPARE(rig.asked("PATCH /hooks/h1"), 1);
}

void tst_RemoteBackend::leavesItOpenWhereNobodyKnows()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, hook("https://one.example/in")));
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(503, ""));

    const auto saved = RemoteRig::wait(backend.save(newUrl()));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteReplyLost);
    QCOMPARE(rig.asked("PATCH /hooks/h1"), 1);
}

void tst_RemoteBackend::noticesAMemberThatMoved()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, planoRow("Old", "k")));
    rig.server.script(answer(200, kPlanoDone));
    rig.server.script(answer(200, planoRow("New", "moved")));

    const auto saved = RemoteRig::wait(backend.save(planoEdit(u"Old"_s, u"New"_s)));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteFieldMoved);
    QCOMPARE(saved.error().field, u"key"_s);
    QCOMPARE(saved.error().subject, u"k → moved"_s);
}

void tst_RemoteBackend::readsBackOnceOnly()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    for (const char *name : {"Old", "New", "New", "New", "Newer"}) // before, answered, read back
        rig.server.script(answer(200, planoRow(name, "k")));

    const auto saved = RemoteRig::wait(backend.save(planoEdit(u"Old"_s, u"New"_s)));
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().field));
    QVERIFY(RemoteRig::wait(backend.save(planoEdit(u"New"_s, u"Newer"_s))));

    QCOMPARE(rig.asked("PUT /api/v1/webhook_out_subs/update"), 2);
    QCOMPARE(rig.asked("POST /api/v1/webhook_out_subs/show"), 3);
}

void tst_RemoteBackend::readsBackFromTheList()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    const auto list = [&rig](const QByteArray &name, const QByteArray &key) {
        rig.server.script(answer(200,
                                 R"({"code": 200, "status": "action-successful", "data": {"count": 1, )"
                                 R"("results": [{"id": 17, "name": ")"
                                     + name + R"(", "key": ")" + key + R"(", "version": "v3"}]}})"));
    };
    rig.server.script(answer(500, kNoRoute));
    list("Old", "k");
    rig.server.script(answer(200, kPlanoDone));
    list("New", "moved");

    const auto saved = RemoteRig::wait(backend.save(planoEdit(u"Old"_s, u"New"_s)));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteFieldMoved);
    QCOMPARE(rig.asked("POST /api/v1/webhook_out_subs/show"), 1);
    QCOMPARE(rig.asked("POST /api/v1/webhook_out_subs/index"), 2);
    QCOMPARE(rig.asked("PUT /api/v1/webhook_out_subs/update"), 1);
}

void tst_RemoteBackend::keepsTheEventsThatWereWritten()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    SubscriberDraft draft = planoEdit(u"Old"_s, u"New"_s);
    draft.changes.insert(u"events"_s, QJsonArray{u"*"_s});
    rig.server.script(answer(500, kNoRoute)); // neither shown
    rig.server.script(answer(500, kNoRoute)); // nor listed
    rig.server.script(answer(200, kPlanoDone));

    const auto saved = RemoteRig::wait(backend.save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->name, u"New"_s);
    const QJsonArray events = saved->fields.value(u"events"_s).toArray();
    QVERIFY(events.size() > 1);
    QVERIFY(!events.contains(u"*"_s));
    QCOMPARE(rig.server.requests().size(), 3);
}

void tst_RemoteBackend::findsANewOneThatItsAnswerLeavesOut()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano({{u"unconfirmed_writes"_s, true}});
    SubscriberDraft draft;
    draft.changes = {{u"name"_s, u"Orders"_s},
                     {u"callback_url"_s, u"https://one.example/in"_s},
                     {u"version"_s, u"v3"_s},
                     {u"events"_s, QJsonArray{u"*"_s}}};
    const auto preview = RemoteRig::wait(backend.preview(draft));
    QVERIFY(preview);
    const QJsonValue events = QJsonDocument::fromJson(preview->body).object().value("events"_L1);
    const QJsonObject row{{u"id"_s, 31},
                          {u"name"_s, u"Orders"_s},
                          {u"callback_url"_s, u"https://one.example/in"_s},
                          {u"events"_s, events}};
    const QJsonObject reply{{u"code"_s, 200},
                            {u"status"_s, u"action-successful"_s},
                            {u"data"_s, QJsonObject{{u"count"_s, 1}, {u"results"_s, QJsonArray{row}}}}};
    rig.server.script(answer(
        200, R"({"code": 200, "status": "action-successful", "data": {"count": 0, "results": []}})"));
    rig.server.script(answer(200, kPlanoDone));
    rig.server.script(answer(200, QJsonDocument(reply).toJson()));

    const auto saved = RemoteRig::wait(backend.save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->id.value, u"31"_s);
    QCOMPARE(rig.asked("POST /api/v1/webhook_out_subs/create"), 1);
    QCOMPARE(rig.asked("POST /api/v1/webhook_out_subs/index"), 2); // before it, and after
}

void tst_RemoteBackend::showsTheRequestWithoutItsSecrets()
{
    RemoteRig rig;
    Backend &plano = rig.addPlano();
    SubscriberDraft draft = edit({{u"name"_s, u"New"_s}}, {{u"version"_s, u"v3"_s}});
    draft.id = SubscriberId{u"17"_s};

    const auto preview = RemoteRig::wait(plano.preview(draft));

    QVERIFY(preview);
    QCOMPARE(preview->method, "PUT");
    QVERIFY(preview->url.endsWith(u"/api/v1/webhook_out_subs/update"_s));
    QVERIFY2(preview->body.contains("\"name\":\"New\""), preview->body);
    QVERIFY2(preview->body.contains("\"token\":\"********\""), preview->body);
    QVERIFY(!preview->body.contains("t0ken"));
    QVERIFY(rig.server.requests().isEmpty());
}

void tst_RemoteBackend::removes()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(204, ""));

    QVERIFY(RemoteRig::wait(backend.remove({u"h1"_s})));

    QCOMPARE(RemoteRig::wait(backend.statistics({}))->subscribers, 1);
    QCOMPARE(rig.asked("DELETE /hooks/h1"), 1);
}

void tst_RemoteBackend::gathersJobsByHook()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    rig.server.script(answer(200, "[" + request("r1", 200) + "," + request("r3", 500) + "]"));
    rig.server.script(answer(200, "[" + request("r2", 200) + "]"));
    JobQuery query;
    query.count = true;

    const auto page = RemoteRig::wait(backend.jobs(query, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 3);
    QCOMPARE(page->count, 3);
    QCOMPARE(page->rows.first().id.value, u"h1/r3"_s); // the newest first
    QCOMPARE(page->rows.first().callbackUrl, u"https://one.example/in"_s);
    JobQuery failed;
    failed.states = {JobState::Failed};
    QCOMPARE(RemoteRig::wait(backend.count(failed, {})).value(), 1);
    QCOMPARE(RemoteRig::wait(backend.job({u"h1/r3"_s}, {}))->job.statusCode, 500);
}

void tst_RemoteBackend::keepsJobsThatTheServerForgot()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    for (const QByteArray &known : {request("r1", 200), request("r2", 200)}) {
        rig.server.script(answer(200, "[" + hook("https://one.example/in") + "]"));
        rig.server.script(answer(200, "[" + known + "]"));
        QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
        rig.clock.moved += 1h;
    }

    QCOMPARE(RemoteRig::wait(backend.count({}, {})).value(), 2);
}

void tst_RemoteBackend::pagesOverAServerThatNumbersPages()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    JobQuery query;
    query.page.size = 2;
    rig.server.script(answer(200, planoJobs(1, 2)));
    rig.server.script(answer(200, planoJobs(3, 2)));
    rig.server.script(answer(200, planoJobs(5, 1)));

    const auto first = RemoteRig::wait(backend.jobs(query, {}));
    QVERIFY(first);
    QCOMPARE(first->source, PageSource::Live);
    QCOMPARE(first->rows.size(), 2);
    QVERIFY(first->previous.isEmpty());
    query.page.cursor = first->next;
    rig.clock.moved = 1h;
    const auto second = RemoteRig::wait(backend.jobs(query, {}));

    QVERIFY(second);
    QCOMPARE(second->number, 2);
    QCOMPARE(second->rows.size(), 2);
    QVERIFY(!second->next.isEmpty() && !second->previous.isEmpty());
    // What arrived since the first page came would move the second.
    QVERIFY(!rig.server.requests().first().contains("date_range_end"));
    QVERIFY(
        rig.server.requests().last().contains("\"date_range_end\":\"" + toIso(store::test::kNow).toLatin1()));
    QVERIFY(rig.server.requests().last().contains("\"number\":2"));
    query.page.cursor = second->next;
    const auto third = RemoteRig::wait(backend.jobs(query, {}));
    QCOMPARE(third->rows.size(), 1);
    QVERIFY(third->next.isEmpty()); // of five
}

void tst_RemoteBackend::countsAsTheServerDoes()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, planoJobs(1, 1)));

    QCOMPARE(RemoteRig::wait(backend.count({}, {})).value(), 5);
    QVERIFY(rig.server.requests().first().contains("\"count\":true"));
}

void tst_RemoteBackend::replaysOneByOne()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(202, "{}"));
    rig.server.script(answer(404, "{}"));

    const auto answers = RemoteRig::wait(backend.replay({{{u"h1/r1"_s}, {u"h1/r2"_s}}, {}}));

    QVERIFY(answers);
    QCOMPARE(answers->size(), 2);
    QVERIFY(!answers->first().error);
    QVERIFY(answers->last().error.has_value());
    QCOMPARE(rig.asked("POST /hooks/h1/requests/r1/redeliver"), 1);
}

void tst_RemoteBackend::replaysAllThatAFilterFinds()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, "[" + hook("https://one.example/in") + "]"));
    rig.server.script(
        answer(200, "[" + request("r1", 500) + "," + request("r2", 200) + "," + request("r3", 500) + "]"));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    JobQuery failed;
    failed.states = {JobState::Failed};
    failed.page.size = 1;
    rig.server.script(answer(202, "{}"));
    rig.server.script(answer(202, "{}"));

    const auto answers = RemoteRig::wait(backend.replay({{}, failed}));

    QVERIFY(answers);
    QCOMPARE(answers->size(), 2);
    QCOMPARE(rig.asked("POST /hooks/h1/requests/r2/redeliver"), 0);
}

void tst_RemoteBackend::showsAJobAsTheServerHasIt()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, kJobWithSubscriber));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.script(answer(200, planoJob(204)));

    const auto shown = RemoteRig::wait(backend.job({u"9"_s}, {}));

    QVERIFY(shown);
    QCOMPARE(shown->job.statusCode, std::optional(204));
    QCOMPARE(shown->job.state, JobState::Delivered);
    QCOMPARE(shown->job.callbackUrl, u"https://one.example/in"_s); // which only the list told
    QCOMPARE(rig.asked("POST /api/v1/webhook_jobs/show"), 1);
}

void tst_RemoteBackend::showsAJobAsItWasListedWhereTheServerCannot()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, kJobWithSubscriber));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));

    const std::array refusals{answer(400, R"({"code": 400, "status": "record_not_found"})"),
                              answer(200, R"({"code": 200, "status": "action-successful", "data": 7})"),
                              answer(429, "", "Retry-After: 3600\r\n")};
    for (const Scripted &refusal : refusals) {
        rig.server.script(refusal);
        const auto shown = RemoteRig::wait(backend.job({u"9"_s}, {}));
        QVERIFY(shown);
        QCOMPARE(shown->job.statusCode, std::optional(503));
    }
    QCOMPARE(rig.asked("POST /api/v1/webhook_jobs/show"), 3);
}

void tst_RemoteBackend::leavesAMissingRouteAloneForADay()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, kJobWithSubscriber));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.script(answer(500, kNoRoute));

    QVERIFY(RemoteRig::wait(backend.job({u"9"_s}, {})));
    rig.clock.moved = 23h;
    QVERIFY(RemoteRig::wait(backend.job({u"9"_s}, {})));
    QCOMPARE(rig.asked("POST /api/v1/webhook_jobs/show"), 1);
    rig.clock.moved = 25h;
    rig.server.script(answer(200, planoJob(204)));
    const auto shown = RemoteRig::wait(backend.job({u"9"_s}, {}));

    QVERIFY(shown);
    QCOMPARE(shown->job.statusCode, std::optional(204));
    QCOMPARE(rig.asked("POST /api/v1/webhook_jobs/show"), 2);
}

// What PlanoMatic's own documents give is no optional route: an answer that denies it may be a passing one.
void tst_RemoteBackend::asksTheDocumentedRoutesEachTime()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    for (int time = 0; time < 2; ++time) {
        rig.server.script(answer(500, kNoRoute));
        QCOMPARE(RemoteRig::wait(backend.jobs({}, {})).error().reason, Reason::RemoteNoRoute);
        rig.server.script(answer(200, planoRow("Old", "k"))); // looked at before it is written
        rig.server.script(answer(500, kNoRoute));
        const auto saved = RemoteRig::wait(backend.save(planoEdit(u"Old"_s, u"New"_s)));
        QCOMPARE(saved.error().reason, Reason::RemoteNoRoute);
        QVERIFY(!wording::advice(saved.error()).contains(u"left alone"_s));
    }

    QCOMPARE(rig.asked("POST /api/v1/webhook_jobs/index"), 2);
    QCOMPARE(rig.asked("PUT /api/v1/webhook_out_subs/update"), 2);
}

void tst_RemoteBackend::asksAMissingRouteAgainOnceItIsMoved()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(500, kNoRoute));
    QVERIFY(!RemoteRig::wait(backend.job({u"9"_s}, {})));
    ConnectionDraft moved;
    moved.name = u"account"_s;
    moved.settings = {{u"path.jobs_show"_s, u"/v2/jobs/show"_s}};
    QVERIFY(RemoteRig::wait(rig.connections->save(moved)));
    rig.server.script(answer(200, planoJob(204)));

    const auto shown = RemoteRig::wait(backend.job({u"9"_s}, {}));

    QVERIFY(shown);
    QCOMPARE(rig.asked("POST /v2/jobs/show"), 1);
}

void tst_RemoteBackend::opensAJobFromTheCache()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, kJobWithSubscriber));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));

    const auto known = RemoteRig::wait(backend.job({u"9"_s}, {}));
    rig.server.script(answer(500, kNoRoute));
    const auto unknown = RemoteRig::wait(backend.job({u"10"_s}, {}));

    QVERIFY(known);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().reason, Reason::NoSuchJob);
    QCOMPARE(rig.asked("POST /api/v1/webhook_jobs/show"), 1);
}

void tst_RemoteBackend::takesSubscribersFromTheJobHistory()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    const QSignalSpy changed(&backend, &Backend::subscribersChanged);
    for (int time = 0; time < 2; ++time) {
        rig.server.script(answer(200, kJobWithSubscriber));
        QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    }
    rig.server.script(answer(500, kNoRoute));

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 1);
    const Subscriber &seen = page->rows.first();
    QCOMPARE(seen.id.value, u"17"_s);
    QCOMPARE(seen.name, u"Orders"_s);
    QCOMPARE(seen.url, u"https://one.example/in"_s);
    QVERIFY(seen.fields.isEmpty());
    QCOMPARE(seen.state, SubscriberState::Unknown);
    QCOMPARE(page->source, PageSource::Cache);
    QVERIFY(!page->asOf); // no list was ever read
    QCOMPARE(changed.size(), 1);
    QCOMPARE(RemoteRig::wait(backend.subscribers({}, {}))->rows.size(), 1);
    QCOMPARE(rig.asked("POST /api/v1/webhook_out_subs/index"), 1); // it rests
}

void tst_RemoteBackend::listsWhatWasOnlyNamedWhileTheServerIsAway_data()
{
    QTest::addColumn<bool>("isOfJobs");
    QTest::addColumn<bool>("rested");

    QTest::newRow("in jobs") << true << false;
    QTest::newRow("by its id") << false << false;
    QTest::newRow("by its id, once its route has rested") << false << true;
}

// No list was ever read.
void tst_RemoteBackend::listsWhatWasOnlyNamedWhileTheServerIsAway()
{
    QFETCH(bool, isOfJobs);
    QFETCH(bool, rested);
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    if (isOfJobs) {
        rig.server.script(answer(200, kJobWithSubscriber));
        QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    } else {
        rig.server.script(answer(500, kNoRoute));
        QVERIFY(RemoteRig::wait(backend.add({u"17"_s}, u"Orders"_s)));
    }
    if (rested) {
        rig.server.script(answer(500, kNoRoute));
        QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    }
    rig.clock.moved = 25h;
    rig.server.script(answer(429, "", "Retry-After: 3600\r\n"));
    SubscriberQuery other;
    other.search = u"nobody"_s;

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));
    rig.server.script(answer(429, "", "Retry-After: 3600\r\n"));
    const auto none = RemoteRig::wait(backend.subscribers(other, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->rows.first().name, u"Orders"_s);
    QCOMPARE(page->source, PageSource::Cache);
    QCOMPARE(page->asOf, std::optional(store::test::kNow));
    QVERIFY(none);
    QVERIFY(none->rows.isEmpty());
}

void tst_RemoteBackend::opensWhatWasOnlyNamedWithoutWaiting()
{
    RemoteRig rig(Reading::CacheFirst);
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, kJobWithSubscriber));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.hold();

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->source, PageSource::Cache);
    QTRY_COMPARE(rig.asked("POST /api/v1/webhook_out_subs/index"), 1);
    const QSignalSpy changed(&backend, &Backend::subscribersChanged);
    rig.server.script(planoList(17, 2, R"("count": 2, )"));
    rig.server.release();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(RemoteRig::wait(backend.subscribers({}, {}))->rows.size(), 2);
}

void tst_RemoteBackend::readsOnWhereNobodyCounts_data()
{
    QTest::addColumn<QList<Scripted>>("script");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("keepsOther"); // one that is not among them
    const Scripted first = planoList(1, 20);
    const Scripted last = planoList(41, 4);

    QTest::newRow("to the end") << QList{first, planoList(21, 20), last, planoList(61, 0)} << 44 << false;
    QTest::newRow("the same again") << QList{first, first} << 20 << false;
    QTest::newRow("no further page") << QList{first, answer(400, R"({"status": "invalid-param"})")} << 20
                                     << true;
    QTest::newRow("a count") << QList{planoList(1, 20, R"("count": 20, )")} << 20 << false;
    QTest::newRow("none") << QList{planoList(1, 0)} << 0 << false;
}

void tst_RemoteBackend::readsOnWhereNobodyCounts()
{
    QFETCH(QList<Scripted>, script);
    QFETCH(int, rows);
    QFETCH(bool, keepsOther);
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(500, kNoRoute));
    QVERIFY(RemoteRig::wait(backend.add({u"99"_s}, u"Mine"_s)));
    for (const Scripted &scripted : std::as_const(script))
        rig.server.script(scripted);

    const auto page = RemoteRig::wait(backend.subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), rows + int(keepsOther));
    QCOMPARE(page->source, PageSource::Live);
    QCOMPARE(rig.asked("POST /api/v1/webhook_out_subs/index"), script.size());
}

void tst_RemoteBackend::believesAListBeforeTheJobHistory()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(
        answer(200, R"({"code": 200, "status": "action-successful", "data": {"results": []}})"));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(200, kJobWithSubscriber));

    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));

    QCOMPARE(RemoteRig::wait(backend.statistics({}))->subscribers, 0);
}

void tst_RemoteBackend::addsOneThatIsThereAlready()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(200, planoRow("Orders", "k")));

    const auto added = RemoteRig::wait(backend.add({u"17"_s}, u"Mine"_s));

    QVERIFY(added);
    QCOMPARE(added->name, u"Orders"_s);
    QCOMPARE(added->fields.value(u"key"_s).toString(), u"k"_s);
    QCOMPARE(RemoteRig::wait(backend.statistics({}))->subscribers, 1);
}

void tst_RemoteBackend::addsOneByItsIdAlone()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    const QSignalSpy changed(&backend, &Backend::subscribersChanged);
    rig.server.script(answer(500, kNoRoute));

    const auto added = RemoteRig::wait(backend.add({u"31"_s}, u"Mine"_s));

    QVERIFY(added);
    QCOMPARE(added->name, u"Mine"_s);
    QVERIFY(added->fields.isEmpty());
    QCOMPARE(added->state, SubscriberState::Unknown);
    QCOMPARE(changed.size(), 1);
    // Its job tells the URL; a person's name for it stays.
    rig.server.script(answer(200, QByteArray(kJobWithSubscriber).replace("\"id\": 17", "\"id\": 31")));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.script(answer(500, kNoRoute));
    const auto shown = RemoteRig::wait(backend.subscriber({u"31"_s}, {}));
    QCOMPARE(shown->name, u"Mine"_s);
    QCOMPARE(shown->url, u"https://one.example/in"_s);
}

void tst_RemoteBackend::addsNoneByAnIdThatCannotBe()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();

    const auto added = RemoteRig::wait(backend.add({u"abc"_s}, {}));

    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(added.error().field, u"id"_s);
    QVERIFY(rig.server.requests().isEmpty());
    QCOMPARE(RemoteRig::wait(backend.statistics({}))->subscribers, 0);
}

void tst_RemoteBackend::takesOneAwayThatWasOnlyNamedHere()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(500, kNoRoute));
    QVERIFY(RemoteRig::wait(backend.add({u"31"_s}, u"Mine"_s)));
    rig.server.script(answer(200, planoRow("Orders", "k")));
    rig.clock.moved += 25h; // then it is asked again
    QVERIFY(RemoteRig::wait(backend.add({u"17"_s}, {})));
    const qsizetype asked = rig.server.requests().size();

    QVERIFY(RemoteRig::wait(backend.remove({u"31"_s})));

    // What the server told is the server's.
    QCOMPARE(RemoteRig::wait(backend.remove({u"17"_s})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(rig.server.requests().size(), asked);
    QCOMPARE(RemoteRig::wait(backend.statistics({}))->subscribers, 1);
}

void tst_RemoteBackend::saysThatOneIsNotKnownHere()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(500, kNoRoute));

    for (int time = 0; time < 2; ++time) { // asked, and while the route rests
        const auto shown = RemoteRig::wait(backend.subscriber({u"11"_s}, {}));
        QVERIFY(!shown);
        QCOMPARE(shown.error().kind, ErrorKind::NotFound);
        QCOMPARE(wording::sentence(shown.error()),
                 u"Subscriber 11 isn't known here, and this server can't show it."_s);
        QVERIFY(wording::advice(shown.error()).contains(u"tackle subscribers add 11"_s));
    }
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_RemoteBackend::addsNoneThatTheServerDenies()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(
        answer(400, R"({"status": "invalid-param", "errors": [{"attr": "id", "message": "unknown"}]})"));

    const auto added = RemoteRig::wait(backend.add({u"31"_s}, {}));

    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::NotFound);
    QCOMPARE(RemoteRig::wait(backend.statistics({}))->subscribers, 0);
}

void tst_RemoteBackend::showsCertificatesAsThisComputerSawThem()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();

    QVERIFY(backend.certificates() != nullptr);
    QCOMPARE(backend.certificates(), rig.local.certificates());
    QCOMPARE(rig.connections->backend(kFleet)->certificates(), rig.local.certificates());
}

void tst_RemoteBackend::tellsByTheJobsWhenOneWasLastSentTo()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    QByteArray jobs = kJobWithSubscriber;
    jobs.replace(R"("event_type")", R"("last_sent_at": "2024-05-09T10:00:00Z", "event_type")");
    rig.server.script(answer(200, jobs));
    QVERIFY(RemoteRig::wait(backend.jobs({}, {})));
    rig.server.script(answer(500, kNoRoute));
    const auto lastSent = [&backend](SubscriberSort sort) {
        SubscriberQuery query;
        query.sort = sort;
        const auto page = RemoteRig::wait(backend.subscribers(query, {}));
        return page && page->rows.size() == 1 ? page->rows.first().lastSentAt : std::optional(Instant{});
    };

    QCOMPARE(lastSent(SubscriberSort::Name), instantFrom(u"2024-05-09T10:00:00Z"_s));
    QCOMPARE(lastSent(SubscriberSort::LastSent), std::nullopt); // the cache sorts by what it was told alone
    const auto shown = RemoteRig::wait(backend.subscriber({u"17"_s}, {}));
    QVERIFY(shown);
    QCOMPARE(shown->lastSentAt, instantFrom(u"2024-05-09T10:00:00Z"_s));
}

void tst_RemoteBackend::triesAUrlFromHere()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(
        200,
        R"({"id": "h1", "active": true, "config": {"url": "https://one.example/in", "header": "X-Key: k3y"}})"));
    TestRequest request;
    request.target = SubscriberId{u"h1"_s};

    QVERIFY(RemoteRig::wait(backend.test(request, {})));

    QCOMPARE(rig.local.testRequests.size(), size_t(1));
    const TestRequest &tried = rig.local.testRequests.front();
    QCOMPARE(std::get<QString>(tried.target), u"https://one.example/in"_s);
    QCOMPARE(valueOf(tried.headers, "X-Key"), QByteArray("k3y"));
}

// SuperOffice takes a 200 alone for an answer.
void tst_RemoteBackend::holdsWhatItTriesAgainstTheVendorsRule()
{
    RemoteRig rig;
    Backend &backend = rig.add(u"superoffice"_s, {}, {{u"token"_s, "t0ken"}});
    rig.server.script(answer(200,
                             R"({"WebhookId": 7, "Name": "N", "TargetUrl": "https://a.example/in",)"
                             R"( "Type": "webhook", "State": "Active", "Headers": {"X-Key": "k3y"}})"));
    TestRequest request;
    request.target = SubscriberId{u"7"_s};

    QVERIFY(RemoteRig::wait(backend.test(request, {})));

    QCOMPARE(rig.local.testRequests.size(), size_t(1));
    QCOMPARE(rig.local.testRequests.front().successCode, u"200"_s);
    QCOMPARE(valueOf(rig.local.testRequests.front().headers, "X-Key"), QByteArray("k3y"));
}

void tst_RemoteBackend::triesNoScriptFromHere()
{
    RemoteRig rig;
    Backend &backend = rig.add(u"superoffice"_s, {}, {{u"token"_s, "t0ken"}});
    rig.server.script(answer(200,
                             R"({"WebhookId": 7, "Name": "N", "TargetUrl": "42", "Type": "crmscript",)"
                             R"( "State": "Active"})"));
    TestRequest request;
    request.target = SubscriberId{u"7"_s};

    const auto tried = RemoteRig::wait(backend.test(request, {}));

    QVERIFY(!tried);
    QCOMPARE(tried.error().kind, ErrorKind::Unsupported);
    QCOMPARE(tried.error().reason, Reason::RemoteScript);
    QVERIFY(rig.local.testRequests.empty());
}

void tst_RemoteBackend::hasNoEvents()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();

    QCOMPARE(RemoteRig::wait(backend.events({}, {})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(RemoteRig::wait(backend.publish({})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(RemoteRig::wait(backend.drop({})).error().kind, ErrorKind::Unsupported);
    QVERIFY(rig.server.requests().isEmpty());
}

void tst_RemoteBackend::findsThoseToldOfAnEvent()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(200, kHooks));
    SubscriberQuery query;
    query.event = u"quote"_s;

    const auto page = RemoteRig::wait(backend.subscribers(query, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->rows.first().id.value, u"h1"_s);
}

void tst_RemoteBackend::savesNoneWhereOneCannotBeSent()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    SubscriberDraft withoutUrl;
    withoutUrl.changes = {{u"events"_s, QJsonArray{u"quote"_s}}};

    const auto saved = RemoteRig::wait(backend.saveAll({newUrl(), withoutUrl}));

    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(saved.error().field, u"url"_s);
    QVERIFY(rig.server.requests().isEmpty());
}

void tst_RemoteBackend::saysOfAFailedCheckThatItOnlyRead()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    rig.server.script(answer(500, ""));

    QCOMPARE(RemoteRig::wait(backend.check()).error().reason, Reason::RemoteReadCrash);
}

QTEST_GUILESS_MAIN(tst_RemoteBackend)
#include "tst_remotebackend.moc"
