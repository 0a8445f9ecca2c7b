// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A dialect that nobody else has heard of, registered beside those that come with the program: its account,
// its subscribers, an edit and its jobs go through the same parts, over a real socket.
#include "ringer.h"
#include "tests/dialects/remoterig.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::dialects::test::Ringer;
using tacklebox::test::answer;

namespace {

constexpr char kRings[] = R"({"rings": [
  {"id": "a1", "label": "Door", "to": "https://door.example/in", "on": true, "kinds": ["knock"], "volume": 3},
  {"id": "a2", "label": "Gate", "to": "https://gate.example/in", "on": false, "kinds": []}]})";

constexpr char kCalls[] = R"({"calls": [
  {"id": "c1", "ring": "a1", "kind": "knock", "answer": 204, "at": "2024-05-01T10:00:00Z"},
  {"id": "c2", "ring": "a1", "kind": "knock", "answer": 503, "at": "2024-05-02T10:00:00Z"},
  {"id": "c3", "ring": "a2", "kind": "push", "answer": null, "at": "2024-05-03T10:00:00Z"}]})";

SubscriberDraft renamed(const QString &label)
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"a1"_s};
    draft.base = {{u"label"_s, u"Door"_s}, {u"to"_s, u"https://door.example/in"_s}};
    draft.changes = {{u"label"_s, label}};
    return draft;
}

} // namespace

class tst_FourthDialect : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isOfferedBesideTheOthers();
    void isListed();
    void isFoundWithoutItsServer();
    void isEdited();
    void takesOverAnEmptiedName();
    void showsNoCredentialOfItsRequest();
    void namesWhyAnEditIsRefused();
    void findsOutWhetherALostEditArrived();
    void findsALostEditOfAUrlWithItsQuery();
    void isRemoved();
    void tellsItsJobs();
    void replaysAJob();

private:
    // With its rings in the cache.
    void list();

    const Ringer m_ringer{};
    const Registry m_registry{{Registry::builtIn().find(u"planomatic"_s),
                               Registry::builtIn().find(u"boldpenguin"_s),
                               Registry::builtIn().find(u"superoffice"_s),
                               &m_ringer}};
    std::unique_ptr<RemoteRig> m_rig;
    Backend *m_backend = nullptr;
};

void tst_FourthDialect::init()
{
    m_rig = std::make_unique<RemoteRig>();
    m_rig->connections.reset();
    m_rig->connections = *SavedConnections::open({m_rig->local,
                                                  m_rig->profile.store(),
                                                  m_rig->credentials,
                                                  m_rig->client,
                                                  m_rig->clock,
                                                  m_registry,
                                                  Reading::ServerFirst});
    m_backend = &m_rig->add(u"ringer"_s, {}, {{u"token"_s, "t0ken"}});
}

void tst_FourthDialect::cleanup()
{
    m_rig.reset();
}

void tst_FourthDialect::list()
{
    m_rig->server.script(answer(200, kRings));
    const auto page = RemoteRig::wait(m_backend->subscribers({}, {}));
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
}

void tst_FourthDialect::isOfferedBesideTheOthers()
{
    QStringList names;
    const QList<ConnectionKind> kinds = m_rig->connections->kinds();
    for (const ConnectionKind &kind : kinds)
        names.append(kind.name);

    QCOMPARE(names, (QStringList{u"planomatic"_s, u"boldpenguin"_s, u"superoffice"_s, u"ringer"_s}));
    QCOMPARE(m_rig->connections->account(u"account"_s)->kind, u"ringer"_s);
    QCOMPARE(m_backend->info().subscriberFields.size(), size_t(4));
}

void tst_FourthDialect::isListed()
{
    list();

    const auto page = RemoteRig::wait([&] {
        m_rig->server.script(answer(200, kRings));
        SubscriberQuery query;
        query.search = u"door"_s;
        return m_backend->subscribers(query, {});
    }());

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 1);
    const Subscriber &door = page->rows.constFirst();
    QCOMPARE(door.id.value, u"a1"_s);
    QCOMPARE(door.connection, u"account"_s);
    QCOMPARE(door.url, u"https://door.example/in"_s);
    QCOMPARE(door.state, SubscriberState::Active);
    QCOMPARE(door.fields.value("volume"_L1), QJsonValue(3));
    QVERIFY(m_rig->server.requests().constFirst().contains("Authorization: Bearer t0ken\r\n"));
}

void tst_FourthDialect::isFoundWithoutItsServer()
{
    list();
    m_rig->server.script(answer(429, "", "Retry-After: 3600\r\n"));

    const auto page = RemoteRig::wait(m_backend->subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->source, PageSource::Cache);
    QCOMPARE(page->rows.size(), 2);
}

void tst_FourthDialect::isEdited()
{
    list();
    m_rig->server.script(
        answer(200, R"({"id": "a1", "label": "Front door", "to": "https://door.example/in"})"));

    const auto preview = RemoteRig::wait(m_backend->preview(renamed(u"Front door"_s)));
    const auto saved = RemoteRig::wait(m_backend->save(renamed(u"Front door"_s)));

    QVERIFY(preview);
    QCOMPARE(preview->method, "PATCH");
    QVERIFY(saved);
    QCOMPARE(saved->name, u"Front door"_s);
    QCOMPARE(saved->fields.value("volume"_L1), QJsonValue(3)); // what the answer leaves out stays
    QCOMPARE(m_rig->asked("PATCH /rings/a1 "), 1);
    QVERIFY(m_rig->server.requests().constLast().endsWith("\r\n\r\n{\"label\":\"Front door\"}"));
}

void tst_FourthDialect::takesOverAnEmptiedName()
{
    list();
    m_rig->server.script(answer(200, R"({"id": "a1", "label": "", "to": null})"));
    m_rig->server.script(answer(200, R"({"id": "a2", "volume": 4})"));

    const auto emptied = RemoteRig::wait(m_backend->subscriber({u"a1"_s}, {}));
    const auto untold = RemoteRig::wait(m_backend->subscriber({u"a2"_s}, {}));

    QVERIFY(emptied);
    QCOMPARE(emptied->name, QString());
    QCOMPARE(emptied->url, QString());
    QCOMPARE(emptied->state, SubscriberState::Active); // of which nothing was said
    QVERIFY(untold);
    QCOMPARE(untold->name, u"Gate"_s);
    QCOMPARE(untold->url, u"https://gate.example/in"_s);
    QCOMPARE(untold->state, SubscriberState::Stopped);
}

void tst_FourthDialect::showsNoCredentialOfItsRequest()
{
    SubscriberDraft draft = renamed(u"Front door"_s);
    draft.base.insert(u"to"_s, u"https://door.example/in?key=0ld"_s);
    draft.changes.insert(u"to"_s, u"https://door.example/in?key=tops3cret"_s);

    const auto preview = RemoteRig::wait(m_backend->preview(draft));
    draft.changes.insert(u"to"_s, u"https://door.example/in?********"_s);
    const auto masked = RemoteRig::wait(m_backend->preview(draft));

    QVERIFY(preview);
    const QByteArray shown = R"({"label":"Front door","to":"https://door.example/in?********"})";
    QCOMPARE(preview->body, shown);
    QVERIFY(!masked);
    QCOMPARE(masked.error().reason, Reason::SecretIsMask);
    QCOMPARE(masked.error().field, u"to"_s);
}

void tst_FourthDialect::namesWhyAnEditIsRefused()
{
    m_rig->server.script(answer(422, R"({"at": "label", "why": "taken"})"));

    const auto refused = RemoteRig::wait(m_backend->save(renamed(u"Gate"_s)));
    const auto empty = RemoteRig::wait(m_backend->save(renamed({})));

    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(refused.error().field, u"label"_s);
    QVERIFY(!empty);
    QCOMPARE(empty.error().field, u"label"_s);
    QCOMPARE(m_rig->server.requests().size(), 1); // the second wasn't sent
}

void tst_FourthDialect::findsOutWhetherALostEditArrived()
{
    m_rig->server.script({{}, tacklebox::test::Scripted::Then::Close});
    m_rig->server.script(answer(200, R"({"id": "a1", "label": "Door", "to": "https://door.example/in"})"));

    const auto saved = RemoteRig::wait(m_backend->save(renamed(u"Gate"_s)));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteNotSaved);
    QCOMPARE(m_rig->asked("PATCH /rings/a1 "), 1);
    QCOMPARE(m_rig->asked("GET /rings/a1 "), 1);
}

void tst_FourthDialect::findsALostEditOfAUrlWithItsQuery()
{
    SubscriberDraft draft = renamed(u"Door"_s);
    draft.changes = {{u"to"_s, u"https://door.example/in?key=tops3cret"_s}};
    m_rig->server.script({{}, tacklebox::test::Scripted::Then::Close});
    m_rig->server.script(
        answer(200, R"({"id": "a1", "label": "Door", "to": "https://door.example/in?key=tops3cret"})"));

    const auto saved = RemoteRig::wait(m_backend->save(draft));

    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().field));
    QCOMPARE(saved->url, u"https://door.example/in?key=tops3cret"_s);
    QCOMPARE(m_rig->asked("PATCH /rings/a1 "), 1);
}

void tst_FourthDialect::isRemoved()
{
    list();
    m_rig->server.script(answer(204, ""));

    QVERIFY(RemoteRig::wait(m_backend->remove({u"a2"_s})));

    QCOMPARE(m_rig->asked("DELETE /rings/a2 "), 1);
    QCOMPARE(RemoteRig::wait(m_backend->statistics({}))->subscribers, 1);
}

void tst_FourthDialect::tellsItsJobs()
{
    list();
    m_rig->server.script(answer(200, kCalls));
    m_rig->server.script(answer(200, kCalls));
    JobQuery failed;
    failed.states = {JobState::Failed};

    const auto page = RemoteRig::wait(m_backend->jobs({}, {}));
    const auto narrowed = RemoteRig::wait(m_backend->jobs(failed, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 3);
    QCOMPARE(page->rows.constFirst().id.value, u"c3"_s); // the newest
    QCOMPARE(page->rows.constFirst().state, JobState::Unknown);
    QVERIFY(narrowed);
    QCOMPARE(narrowed->rows.size(), 1);
    QCOMPARE(narrowed->rows.constFirst().id.value, u"c2"_s);
    QCOMPARE(narrowed->rows.constFirst().callbackUrl, u"https://door.example/in"_s);
}

void tst_FourthDialect::replaysAJob()
{
    m_rig->server.script(answer(202, ""));
    ReplayRequest request;
    request.jobs = {{u"c2"_s}};

    const auto answers = RemoteRig::wait(m_backend->replay(request));

    QVERIFY(answers);
    QCOMPARE(answers->size(), 1);
    QVERIFY(!answers->constFirst().error);
    QCOMPARE(m_rig->asked("POST /calls/c2/again "), 1);
}

QTEST_GUILESS_MAIN(tst_FourthDialect)
#include "tst_fourthdialect.moc"
