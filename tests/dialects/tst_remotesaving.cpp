// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Writes at a remote API: what is looked at before one, how often it is sent, what becomes of one whose
// answer is lost, and what a list may take back of it.
#include "backend/wording.h"
#include "remoterig.h"
#include "shelfdialect.h"

#include "dialects/superoffice/vocabulary.h"

#include <QSignalSpy>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::dialects::test::ShelfDialect;
using tacklebox::test::answer;
using tacklebox::test::Scripted;

namespace {

const SubscriberId kShelf{QStringLiteral("s1")};
const QString kOldUrl = QStringLiteral("https://one.example/in");
const QString kNewUrl = QStringLiteral("https://new.example/in");

QByteArray shelf(const QString &url, const QByteArray &id = "s1", const QByteArray &active = "false",
                 const QByteArray &name = "Top", const QByteArray &events = R"(["put"])")
{
    return R"({"id": ")" + id + R"(", "name": ")" + name + R"(", "url": ")" + url.toUtf8()
        + R"(", "active": )" + active + R"(, "events": )" + events + "}";
}

QByteArray shelves(const QByteArrayList &rows, int count = -1)
{
    const QByteArray counted = count < 0 ? QByteArray() : R"("count": )" + QByteArray::number(count) + ", ";
    return "{" + counted + R"("shelves": [)" + rows.join(", ") + "]}";
}

Fields base()
{
    return {{u"name"_s, u"Top"_s},
            {u"url"_s, kOldUrl},
            {u"active"_s, false},
            {u"events"_s, QJsonArray{u"put"_s}}};
}

SubscriberDraft edit(const Fields &changes)
{
    SubscriberDraft draft;
    draft.id = kShelf;
    draft.base = base();
    draft.changes = changes;
    return draft;
}

SubscriberDraft moved()
{
    return edit({{u"url"_s, kNewUrl}});
}

SubscriberDraft fresh()
{
    SubscriberDraft draft;
    draft.changes = {{u"name"_s, u"Low"_s}, {u"url"_s, kNewUrl}, {u"events"_s, QJsonArray{u"*"_s}}};
    return draft;
}

// What the server makes of fresh().
QByteArray freshShelf(const QByteArray &id)
{
    return shelf(kNewUrl, id, "false", "Low", R"(["put", "taken"])");
}

// An account of the invented API.
class ShelfRig final
{
public:
    explicit ShelfRig(Reading reading = Reading::ServerFirst)
    {
        rig.connections.reset();
        rig.connections = *SavedConnections::open(
            {rig.local, rig.profile.store(), rig.credentials, rig.client, rig.clock, m_registry, reading});
        backend = &rig.add(u"shelf"_s, {}, {{u"token"_s, "t0ken"}});
    }

    // These rows and no others in the cache.
    void list(const QByteArrayList &rows)
    {
        rig.server.script(answer(200, shelves(rows)));
        QVERIFY(RemoteRig::wait(backend->subscribers({}, {})));
    }

    Result<Subscriber> save(const SubscriberDraft &draft) { return RemoteRig::wait(backend->save(draft)); }

    // As it stands in the cache, for the server hangs up.
    [[nodiscard]] Result<Subscriber> cached(const SubscriberId &id = kShelf)
    {
        return RemoteRig::wait(backend->subscriber(id, {}));
    }

    [[nodiscard]] qsizetype count() { return RemoteRig::wait(backend->statistics({}))->subscribers; }

    ShelfDialect dialect;

private:
    const Registry m_registry{{&dialect}};

public:
    RemoteRig rig;
    Backend *backend;
};

// A server that answers what it was asked in the order that the test wants.
class SlowServer final : public QObject
{
public:
    SlowServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        });
    }

    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()); }

    // The oldest that began so.
    void reply(const QByteArray &start, const QByteArray &body)
    {
        const auto asked
            = std::ranges::find_if(m_asked, [&](const Asked &one) { return one.request.startsWith(start); });
        QVERIFY(asked != m_asked.end());
        QTcpSocket *socket = asked->socket;
        m_asked.erase(asked);
        socket->write(answer(200, body).bytes);
    }

    [[nodiscard]] qsizetype waiting(const QByteArray &start) const
    {
        return std::ranges::count_if(m_asked,
                                     [&](const Asked &one) { return one.request.startsWith(start); });
    }

private:
    struct Asked
    {
        QTcpSocket *socket = nullptr;
        QByteArray request;
    };

    void take(QTcpSocket *socket)
    {
        QByteArray &arrived = m_arrived[socket];
        arrived += socket->readAll();
        const qsizetype head = arrived.indexOf("\r\n\r\n");
        const qsizetype length = arrived.toLower().indexOf("content-length: ");
        const QByteArray number = length < 0 ? QByteArray("0") : arrived.mid(length + 16).split('\r').first();
        if (head < 0 || arrived.size() < head + 4 + number.toLongLong())
            return;
        m_asked.append({socket, std::exchange(arrived, {})});
    }

    QHash<QTcpSocket *, QByteArray> m_arrived;
    QList<Asked> m_asked;
    QTcpServer m_server;
};

} // namespace

class tst_RemoteSaving : public QObject
{
    Q_OBJECT

private slots:
    void refusesAnEditThatSomebodyOvertook();
    void savesWhatNobodyOvertook();
    void leavesTheLookToAServerThatLooks();
    void looksInTheListWhereNothingIsShown();
    void sendsWhereNothingCanBeLookedAt();
    void looksAtNothingForASecretOrANewOne();
    void sendsNothingWhileItCannotLook_data();
    void sendsNothingWhileItCannotLook();
    void findsANewOneWhoseAnswerWasLost_data();
    void findsANewOneWhoseAnswerWasLost();
    void saysThatANewOneIsInNoList_data();
    void saysThatANewOneIsInNoList();
    void staysUnsureOfANewOne_data();
    void staysUnsureOfANewOne();
    void isUnsureOfAnAnswerThatCannotBeRead();
    void tellsACrashFromALostAnswer_data();
    void tellsACrashFromALostAnswer();
    void findsOutFromTheList();
    void findsOutFromWhatWasSent();
    void findsOutFromWhatAPatchSent_data();
    void findsOutFromWhatAPatchSent();
    void comparesOnlyWithWhatWasRead();
    void doesNotTakeAnothersEditForAMovedField();
    void asksAgainForAListThatASaveOvertook();
    void asksAgainForAListThatADeletionOvertook();
    void startsNoMoreThanTheApiLets();
    void sendsOnlyWhatDiffers();
    void sendsNothingWhereNothingDiffers();
    void narrowsWhereTheServerCan();
    void readsEveryPage();
    void keepsWhatACutListLeavesOut();
    void namesWhomAServerDenies();
    void triesAUrlFromTheCache();
    void tellsWhatANewOneStartsWith();
    void publishesOneByOne();
    void publishesNothingTwice();
    void takesNoOldAnswerForTheAccountAsItIsNow();
    void leavesAMissingCreateAndDestroyAloneForADay();
    void asksForEachEdit();
    void hidesWhatMayHoldCredentialsInAMovedField();
    void keepsThoseSavedBeforeARefusal();
    void findsOutWhatBecameOfALostDeletion_data();
    void findsOutWhatBecameOfALostDeletion();
    void tellsHowOldASecretIsThatWasGivenHere();
};

void tst_RemoteSaving::refusesAnEditThatSomebodyOvertook()
{
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    at.rig.server.script(answer(200, shelf(u"https://theirs.example/in"_s)));

    const auto saved = at.save(moved());

    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Conflict);
    QCOMPARE(saved.error().reason, Reason::RemoteChangedSince);
    QCOMPARE(saved.error().field, u"url"_s);
    QCOMPARE(at.rig.asked("PATCH "), 0);
    QCOMPARE(at.rig.asked("GET /shelves/s1 "), 1);
    QCOMPARE(at.cached()->url, u"https://theirs.example/in"_s);
}

void tst_RemoteSaving::savesWhatNobodyOvertook()
{
    ShelfRig at;
    // Another member is another person's business.
    at.rig.server.script(answer(200, shelf(kOldUrl, "s1", "false", "Renamed")));
    at.rig.server.script(answer(200, shelf(kNewUrl, "s1", "false", "Renamed")));

    const auto saved = at.save(moved());

    QVERIFY(saved);
    QCOMPARE(saved->url, kNewUrl);
    QCOMPARE(at.rig.asked("GET /shelves/s1 "), 1);
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
}

void tst_RemoteSaving::leavesTheLookToAServerThatLooks()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(200, shelf(kNewUrl)));

    QVERIFY(at.save(moved()));

    QCOMPARE(at.rig.server.requests().size(), 1);
}

void tst_RemoteSaving::looksInTheListWhereNothingIsShown()
{
    ShelfRig at;
    at.dialect.hasShow = false;
    at.rig.server.script(answer(200, shelves({shelf(u"https://theirs.example/in"_s), shelf(kOldUrl, "s2")})));

    const auto saved = at.save(moved());

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteChangedSince);
    QCOMPARE(at.rig.asked("GET /shelves "), 1);
    QCOMPARE(at.rig.server.requests().size(), 1);
}

void tst_RemoteSaving::sendsWhereNothingCanBeLookedAt()
{
    ShelfRig at;
    at.dialect.hasShow = false;
    at.dialect.hasList = false;
    at.rig.server.script(answer(200, shelf(kNewUrl)));

    QVERIFY(at.save(moved()));

    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
    QCOMPARE(at.rig.server.requests().size(), 1);
}

void tst_RemoteSaving::looksAtNothingForASecretOrANewOne()
{
    ShelfRig at;
    SubscriberDraft secret = edit({});
    secret.secrets[u"secret"_s] = {SecretEdit::Action::Set, Secret("s3cret"), {}};
    at.rig.server.script(answer(200, shelf(kOldUrl)));
    at.rig.server.script(answer(201, freshShelf("s2")));

    QVERIFY(at.save(secret));
    QVERIFY(at.save(fresh()));

    QCOMPARE(at.rig.server.requests().size(), 2);
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
    QCOMPARE(at.rig.asked("POST /shelves "), 1);
}

void tst_RemoteSaving::sendsNothingWhileItCannotLook_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("then");
    QTest::addColumn<Reason>("reason");

    QTest::newRow("away") << QByteArray() << int(Scripted::Then::Close) << Reason::RemoteReadLost;
    QTest::newRow("crash") << answer(503, "").bytes << int(Scripted::Then::Keep) << Reason::RemoteReadCrash;
    QTest::newRow("gone") << answer(404, "").bytes << int(Scripted::Then::Keep) << Reason::NoSuchSubscriber;
}

void tst_RemoteSaving::sendsNothingWhileItCannotLook()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, then);
    QFETCH(Reason, reason);
    ShelfRig at;
    at.rig.server.script({bytes, Scripted::Then(then)});

    const auto saved = at.save(moved());

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, reason);
    QCOMPARE(at.rig.asked("PATCH "), 0);
    QVERIFY(at.rig.asked("GET /shelves/s1 ") > 0); // Qt asks again where none answers
}

void tst_RemoteSaving::findsANewOneWhoseAnswerWasLost_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("then");

    QTest::newRow("closed") << QByteArray() << int(Scripted::Then::Close);
    QTest::newRow("crash") << answer(500, "").bytes << int(Scripted::Then::Keep);
    QTest::newRow("a page") << answer(200, "<html>").bytes << int(Scripted::Then::Keep);
    QTest::newRow("no id") << answer(201, "{}").bytes << int(Scripted::Then::Keep);
}

void tst_RemoteSaving::findsANewOneWhoseAnswerWasLost()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, then);
    ShelfRig at;
    at.list({shelf(kOldUrl), freshShelf("s2")});
    at.rig.server.script({bytes, Scripted::Then(then)});
    at.rig.server.script(
        answer(200, shelves({shelf(kOldUrl), freshShelf("s2"), freshShelf("s3"), shelf(kNewUrl, "s4")})));

    const auto saved = at.save(fresh());

    QVERIFY(saved);
    QCOMPARE(saved->id.value, u"s3"_s);
    QCOMPARE(saved->connection, u"account"_s);
    QCOMPARE(at.rig.asked("POST /shelves "), 1);
    QCOMPARE(at.rig.asked("GET /shelves "), 2); // one of them before
}

void tst_RemoteSaving::saysThatANewOneIsInNoList_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("none") << answer(200, shelves({shelf(kOldUrl)})).bytes;
    QTest::newRow("another") << answer(200, shelves({shelf(kOldUrl), shelf(kNewUrl, "s2")})).bytes;
}

void tst_RemoteSaving::saysThatANewOneIsInNoList()
{
    QFETCH(QByteArray, bytes);
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    at.rig.server.script({{}, Scripted::Then::Close});
    at.rig.server.script({bytes, Scripted::Then::Keep});

    const auto saved = at.save(fresh());

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteNotSaved);
    QVERIFY(wording::sentence(saved.error()).contains(u"isn't in the list read afterwards"_s));
    QVERIFY(wording::advice(saved.error()).contains(u"may lag"_s));
    QCOMPARE(at.rig.asked("POST /shelves "), 1);
    QCOMPARE(at.count(), 1);
}

void tst_RemoteSaving::staysUnsureOfANewOne_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("two") << answer(200, shelves({freshShelf("s2"), freshShelf("s3")})).bytes;
    QTest::newRow("no list") << answer(503, "").bytes;
}

void tst_RemoteSaving::staysUnsureOfANewOne()
{
    QFETCH(QByteArray, bytes);
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    at.rig.server.script({{}, Scripted::Then::Close});
    at.rig.server.script({bytes, Scripted::Then::Keep});

    const auto saved = at.save(fresh());

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteReplyLost);
    QCOMPARE(at.rig.asked("POST /shelves "), 1);
    QCOMPARE(at.count(), 1);
}

void tst_RemoteSaving::isUnsureOfAnAnswerThatCannotBeRead()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(200, "<html>"));
    at.rig.server.script(answer(503, ""));

    const auto saved = at.save(moved());

    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Failed);
    QCOMPARE(saved.error().reason, Reason::RemoteReplyLost);
    QCOMPARE(saved.error().subject, u"127.0.0.1"_s);
    QVERIFY(!saved.error().detail.isEmpty());
    QCOMPARE(wording::sentence(saved.error()),
             u"The answer of 127.0.0.1 can't be read: it is no JSON, or not what it has to be."_s);
    QVERIFY(wording::advice(saved.error()).contains(u"may have been saved"_s));
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
}

void tst_RemoteSaving::tellsACrashFromALostAnswer_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("found");

    QTest::newRow("as it was") << answer(200, shelf(kOldUrl)).bytes << Reason::RemoteNotSaved << QString();
    QTest::newRow("neither") << answer(200, shelf(u"https://theirs.example/in?key=k3y"_s)).bytes
                             << Reason::RemoteCrash << u"url: https://theirs.example/"_s;
    QTest::newRow("nobody knows") << answer(503, "").bytes << Reason::RemoteCrash << QString();
}

void tst_RemoteSaving::tellsACrashFromALostAnswer()
{
    QFETCH(QByteArray, now);
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(500, "<html>"));
    at.rig.server.script({now, Scripted::Then::Keep});

    const auto saved = at.save(moved());

    QVERIFY(!saved);
    QTEST(saved.error().reason, "reason");
    QCOMPARE(saved.error().httpStatus, 500); // of the write
    QFETCH(QString, found);
    const QString subject = saved.error().subject;
    QCOMPARE(subject.isEmpty(), found.isEmpty());
    QVERIFY2(subject.startsWith(found) && !subject.contains(u"k3y"_s), qPrintable(subject));
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
    QCOMPARE(at.rig.asked("GET /shelves/s1 "), 1);
}

void tst_RemoteSaving::findsOutFromTheList()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.dialect.hasShow = false;
    at.rig.server.script({{}, Scripted::Then::Close});
    at.rig.server.script(answer(200, shelves({shelf(kNewUrl), shelf(kOldUrl, "s2")})));

    const auto saved = at.save(moved());

    QVERIFY(saved);
    QCOMPARE(saved->url, kNewUrl);
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
    QCOMPARE(at.rig.asked("GET /shelves "), 1);
}

void tst_RemoteSaving::findsOutFromWhatWasSent()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.rig.server.script({{}, Scripted::Then::Close});
    at.rig.server.script(answer(200, shelf(kOldUrl, "s1", "false", "Top", R"(["put", "taken"])")));

    const auto saved = at.save(edit({{u"events"_s, QJsonArray{u"*"_s}}}));

    QVERIFY(saved);
    QCOMPARE(saved->fields.value(u"events"_s).toArray().size(), 2);
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
}

void tst_RemoteSaving::findsOutFromWhatAPatchSent_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("hasArrived");

    const QByteArray all = R"({"Events":["*"]})";
    const QByteArray patch = "application/json-patch+json";
    QTest::newRow("all events") << u"json"_s << all << patch << true;
    QTest::newRow("all events that never came") << u"json"_s << all << patch << false;
    const QByteArray fewer = R"({"Headers":{"X-B":"3"}})";
    QTest::newRow("an entry of a member") << u"json"_s << fewer << patch << true;
    const QByteArray merge = "application/merge-patch+json";
    QTest::newRow("a part of a member") << u"merge"_s << fewer << merge << true;
}

void tst_RemoteSaving::findsOutFromWhatAPatchSent()
{
    QFETCH(QString, way);
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, type);
    QFETCH(bool, hasArrived);
    RemoteRig rig;
    Backend &backend = rig.add(u"superoffice"_s, {{u"patch"_s, way}}, {{u"token"_s, "t0ken"}});
    SubscriberDraft draft;
    draft.id = SubscriberId{u"7"_s};
    draft.base = QJsonDocument::fromJson(R"({"WebhookId":7,"Name":"N","TargetUrl":"https://a.example/in",)"
                                         R"("Events":["contact.created"],"Type":"webhook","State":"Active",)"
                                         R"("Headers":{"X-A":"1","X-B":"2"},)"
                                         R"("Updated":"2024-05-01T10:00:00Z"})")
                     .object();
    draft.changes = QJsonDocument::fromJson(changes).object();
    Fields now = draft.base;
    if (hasArrived)
        now.insert(draft.changes.constBegin().key(), draft.changes.constBegin().value());
    if (now.value(u"Events"_s) == QJsonArray{u"*"_s})
        now.insert(u"Events"_s, QJsonArray::fromStringList(superoffice::knownEvents()));
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(200, QJsonDocument(now).toJson()));

    const auto saved = RemoteRig::wait(backend.save(draft));

    QCOMPARE(rig.asked("PATCH "), 1);
    QVERIFY2(rig.server.requests().first().contains(type), rig.server.requests().first());
    QCOMPARE(saved.has_value(), hasArrived);
    const QString changed = draft.changes.constBegin().key();
    if (saved)
        QCOMPARE(saved->fields.value(changed), now.value(changed));
    else
        QCOMPARE(saved.error().reason, Reason::RemoteNotSaved);
}

void tst_RemoteSaving::comparesOnlyWithWhatWasRead()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.dialect.guessesPartialWrites = true;
    at.dialect.hasShow = false;
    at.dialect.hasList = false;
    at.rig.server.script(answer(200, shelf(kNewUrl)));
    QVERIFY(at.save(moved()));
    QCOMPARE(at.rig.server.requests().size(), 1);
    // It has a list from today on.
    at.rig.clock.moved = 25h;
    at.dialect.hasList = true;
    at.rig.server.script(answer(200, shelf(kNewUrl)));
    at.rig.server.script(answer(200, shelves({shelf(kNewUrl, "s1", "true")})));

    const auto saved = at.save(moved());

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteFieldMoved);
    QCOMPARE(saved.error().field, u"active"_s);
    QCOMPARE(at.rig.asked("GET /shelves "), 1);
}

void tst_RemoteSaving::doesNotTakeAnothersEditForAMovedField()
{
    ShelfRig at;
    at.dialect.guessesPartialWrites = true;
    at.rig.server.script(answer(200, shelf(kOldUrl, "s1", "true")));
    at.rig.server.script(answer(200, shelf(kNewUrl, "s1", "true")));
    at.rig.server.script(answer(200, shelf(kNewUrl, "s1", "true")));

    const auto saved = at.save(moved());

    QVERIFY(saved);
    QVERIFY(saved->isActive);
    QCOMPARE(at.rig.asked("GET /shelves/s1 "), 2);
}

void tst_RemoteSaving::asksAgainForAListThatASaveOvertook()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.list({shelf(kOldUrl), shelf(kOldUrl, "s2")});
    SlowServer slow;
    ConnectionDraft there;
    there.name = u"account"_s;
    there.baseUrl = slow.url();
    QVERIFY(RemoteRig::wait(at.rig.connections->save(there)));
    const auto page = at.backend->subscribers({}, {});
    QTRY_COMPARE(slow.waiting("GET /shelves "), 1);

    const auto saved = at.backend->save(moved());
    QTRY_COMPARE(slow.waiting("PATCH /shelves/s1 "), 1);
    slow.reply("PATCH ", shelf(kNewUrl));
    QVERIFY(RemoteRig::wait(saved));
    slow.reply("GET /shelves ", shelves({shelf(kOldUrl), shelf(kOldUrl, "s2")})); // as it was before
    QTRY_COMPARE(slow.waiting("GET /shelves "), 1);
    QVERIFY(!page.isFinished());
    slow.reply("GET /shelves ", shelves({shelf(kNewUrl)}));

    const auto listed = RemoteRig::wait(page);
    QVERIFY(listed);
    QCOMPARE(listed->rows.size(), 1);
    QCOMPARE(listed->rows.first().url, kNewUrl);
    QCOMPARE(listed->source, PageSource::Live);
}

void tst_RemoteSaving::asksAgainForAListThatADeletionOvertook()
{
    ShelfRig at;
    at.list({shelf(kOldUrl), shelf(kOldUrl, "s2")});
    SlowServer slow;
    ConnectionDraft there;
    there.name = u"account"_s;
    there.baseUrl = slow.url();
    QVERIFY(RemoteRig::wait(at.rig.connections->save(there)));
    const auto page = at.backend->subscribers({}, {});
    QTRY_COMPARE(slow.waiting("GET /shelves "), 1);

    const auto removed = at.backend->remove(kShelf);
    QTRY_COMPARE(slow.waiting("DELETE /shelves/s1 "), 1);
    slow.reply("DELETE ", {});
    QVERIFY(RemoteRig::wait(removed));
    // One that never catches up is not believed.
    for (int time = 0; time < 3; ++time) {
        QTRY_COMPARE(slow.waiting("GET /shelves "), 1);
        const auto again = at.backend->remove({u"s9"_s});
        QTRY_COMPARE(slow.waiting("DELETE /shelves/s9 "), 1);
        slow.reply("GET /shelves ", shelves({shelf(kOldUrl), shelf(kOldUrl, "s2")}));
        slow.reply("DELETE ", {});
        QVERIFY(RemoteRig::wait(again));
    }

    const auto listed = RemoteRig::wait(page);
    QVERIFY(listed);
    QCOMPARE(listed->rows.size(), 1);
    QCOMPARE(listed->rows.first().id.value, u"s2"_s);
    QCOMPARE(listed->source, PageSource::Cache);
}

void tst_RemoteSaving::startsNoMoreThanTheApiLets()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.dialect.mostActive = 2;
    at.list({shelf(kOldUrl), shelf(kOldUrl, "s2", "true"), shelf(kOldUrl, "s3", "true")});
    SubscriberDraft active = fresh();
    active.changes.insert(u"active"_s, true);

    for (const SubscriberDraft &draft : {active, edit({{u"active"_s, true}})}) {
        const auto refused = at.save(draft);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidValue);
        QCOMPARE(refused.error().reason, Reason::RemoteTooManyActive);
        QCOMPARE(refused.error().field, u"active"_s);
        QCOMPARE(refused.error().subject, u"2"_s);
    }
    QCOMPARE(at.rig.server.requests().size(), 1);

    SubscriberDraft stop = edit({{u"active"_s, false}});
    stop.id = SubscriberId{u"s2"_s};
    stop.base.insert(u"active"_s, true);
    at.rig.server.script(answer(200, shelf(kOldUrl, "s2", "false")));
    QVERIFY(at.save(stop));
    at.rig.server.script(answer(200, shelf(kOldUrl, "s1", "true")));
    QVERIFY(at.save(edit({{u"active"_s, true}})));
}

void tst_RemoteSaving::sendsOnlyWhatDiffers()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(200, shelf(kNewUrl)));
    const SubscriberDraft draft = edit({{u"name"_s, u"Top"_s}, {u"url"_s, kNewUrl}});

    const auto preview = RemoteRig::wait(at.backend->preview(draft));
    QVERIFY(at.save(draft));

    QVERIFY(preview);
    QCOMPARE(preview->body, "{\"url\":\"https://new.example/in\"}");
    QVERIFY(at.rig.server.requests().last().endsWith("\r\n\r\n{\"url\":\"https://new.example/in\"}"));
}

void tst_RemoteSaving::sendsNothingWhereNothingDiffers()
{
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    const SubscriberDraft draft = edit({{u"name"_s, u"Top"_s}, {u"url"_s, kOldUrl}});

    const auto preview = RemoteRig::wait(at.backend->preview(draft));
    const auto saved = at.save(draft);

    QVERIFY(preview);
    QVERIFY(preview->method.isEmpty());
    QVERIFY(saved);
    QCOMPARE(saved->name, u"Top"_s);
    QCOMPARE(at.rig.server.requests().size(), 1);
    // A change from what isn't known is one.
    SubscriberDraft unknown = draft;
    unknown.base.remove(u"url"_s);
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(200, shelf(kOldUrl)));
    QVERIFY(at.save(unknown));
    QCOMPARE(at.rig.asked("PATCH "), 1);
}

void tst_RemoteSaving::narrowsWhereTheServerCan()
{
    ShelfRig at;
    at.dialect.narrows = true;
    at.list({shelf(kOldUrl), shelf(kOldUrl, "s2", "false", "Low")});
    at.rig.server.script(answer(200, shelves({shelf(kNewUrl, "s3", "false", "Lowest")})));
    SubscriberQuery query;
    query.search = u"Low"_s;
    const QSignalSpy removed(at.backend, &Backend::subscribersRemoved);

    const auto page = RemoteRig::wait(at.backend->subscribers(query, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->source, PageSource::Live);
    QCOMPARE(at.rig.asked("GET /shelves?search=Low "), 1);
    QCOMPARE(at.rig.asked("GET /shelves "), 1);
    QCOMPARE(at.count(), 3);
    QVERIFY(removed.isEmpty());
}

void tst_RemoteSaving::readsEveryPage()
{
    ShelfRig at;
    at.rig.server.script(answer(200, shelves({shelf(kOldUrl), shelf(kOldUrl, "s2")}, 3)));
    at.rig.server.script(answer(200, shelves({shelf(kOldUrl, "s3")}, 3)));

    const auto page = RemoteRig::wait(at.backend->subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 3);
    QCOMPARE(at.rig.asked("GET /shelves?page=2&size=2 "), 1);
    QCOMPARE(at.rig.server.requests().size(), 2);
}

void tst_RemoteSaving::keepsWhatACutListLeavesOut()
{
    ShelfRig at;
    at.list({shelf(kOldUrl), shelf(kOldUrl, "s2")});
    at.rig.server.script(answer(200, shelves({shelf(kNewUrl)}, 2)));
    at.rig.server.script(answer(200, shelves({shelf(kNewUrl)}, 2))); // it knows no pages

    const auto page = RemoteRig::wait(at.backend->subscribers({}, {}));

    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(at.cached()->url, kNewUrl);
    // Nor does such a list say that it is gone.
    at.dialect.hasShow = false;
    SubscriberDraft other = moved();
    other.id = SubscriberId{u"s2"_s};
    at.rig.server.script(answer(200, shelves({shelf(kNewUrl)}, 2)));
    at.rig.server.script(answer(200, shelves({shelf(kNewUrl)}, 2)));
    at.rig.server.script(answer(200, shelf(kNewUrl, "s2")));
    QVERIFY(at.save(other));
}

void tst_RemoteSaving::namesWhomAServerDenies()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    for (int time = 0; time < 3; ++time)
        at.rig.server.script(answer(404, ""));

    const auto saved = at.save(moved());
    const auto removed = RemoteRig::wait(at.backend->remove(kShelf));
    const auto shown = RemoteRig::wait(at.backend->subscriber(kShelf, {}));

    QVERIFY(!saved && !removed && !shown);
    for (const Error &error : {saved.error(), removed.error(), shown.error()}) {
        QCOMPARE(error.kind, ErrorKind::NotFound);
        QCOMPARE(error.subject, u"s1"_s);
    }
}

void tst_RemoteSaving::triesAUrlFromTheCache()
{
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    at.rig.server.script(answer(503, ""));
    TestRequest request;
    request.target = kShelf;

    QVERIFY(RemoteRig::wait(at.backend->test(request, {})));

    QCOMPARE(at.rig.local.testRequests.size(), size_t(1));
    QCOMPARE(std::get<QString>(at.rig.local.testRequests.front().target), kOldUrl);
    const auto unknown = RemoteRig::wait(at.backend->subscriber({u"s9"_s}, {}));
    QVERIFY(!unknown);
    QVERIFY(unknown.error().reason != Reason::NoSuchSubscriber); // nobody denied it
}

void tst_RemoteSaving::tellsWhatANewOneStartsWith()
{
    ShelfRig at;
    QCOMPARE(RemoteRig::wait(at.backend->newSubscriber()).error().kind, ErrorKind::Unsupported);
    QVERIFY(at.rig.server.requests().isEmpty());
    at.dialect.hasProposals = true;
    at.rig.server.script(answer(200, R"({"events": ["put"]})"));

    const auto fields = RemoteRig::wait(at.backend->newSubscriber());

    QVERIFY(fields);
    QCOMPARE(*fields, (Fields{{u"events"_s, QJsonArray{u"put"_s}}}));
}

void tst_RemoteSaving::publishesOneByOne()
{
    ShelfRig at;
    EventDraft put;
    put.type = u"put"_s;
    EventDraft taken;
    taken.type = u"taken"_s;
    QCOMPARE(RemoteRig::wait(at.backend->publish({put})).error().kind, ErrorKind::Unsupported);
    QVERIFY(at.rig.server.requests().isEmpty());
    at.dialect.hasEvents = true;
    at.rig.server.script(answer(204, ""));
    at.rig.server.script(answer(204, ""));

    const auto published = RemoteRig::wait(at.backend->publish({put, taken}));

    QVERIFY(published);
    QCOMPARE(published->size(), 2);
    QVERIFY(published->first().id.isEmpty());
    QCOMPARE(at.rig.asked("POST /events/put "), 1);
    QCOMPARE(at.rig.asked("POST /events/taken "), 1);
    ConnectionDraft lock;
    lock.name = u"account"_s;
    lock.isLocked = true;
    QVERIFY(RemoteRig::wait(at.rig.connections->save(lock)));
    QCOMPARE(RemoteRig::wait(at.backend->publish({put})).error().reason, Reason::ConnectionLocked);
    QCOMPARE(at.rig.server.requests().size(), 2);
}

void tst_RemoteSaving::publishesNothingTwice()
{
    ShelfRig at;
    at.dialect.hasEvents = true;
    EventDraft put;
    put.type = u"put"_s;
    at.rig.server.script(answer(204, ""));
    at.rig.server.script({{}, Scripted::Then::Close});

    const auto published = RemoteRig::wait(at.backend->publish({put, put, put}));

    QVERIFY(!published);
    QCOMPARE(published.error().reason, Reason::RemoteReplyLost);
    QCOMPARE(at.rig.asked("POST /events/put "), 2); // the third waits for nobody
}

void tst_RemoteSaving::takesNoOldAnswerForTheAccountAsItIsNow()
{
    ShelfRig at;
    SlowServer slow;
    ConnectionDraft there;
    there.name = u"account"_s;
    there.baseUrl = slow.url();
    QVERIFY(RemoteRig::wait(at.rig.connections->save(there)));
    const auto page = at.backend->subscribers({}, {});
    QTRY_COMPARE(slow.waiting("GET /shelves "), 1);
    there.baseUrl = at.rig.server.url({}).toString();
    QVERIFY(RemoteRig::wait(at.rig.connections->save(there)));
    const auto before = at.rig.connections->state(u"account"_s);

    slow.reply("GET /shelves ", "<html>");

    QCOMPARE(RemoteRig::wait(page).error().reason, Reason::ReplyNotJson);
    QCOMPARE(at.rig.connections->state(u"account"_s).standing, before.standing);
}

void tst_RemoteSaving::leavesAMissingCreateAndDestroyAloneForADay()
{
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    at.rig.server.script(answer(501, ""));
    at.rig.server.script(answer(501, ""));

    for (const auto moved : {0h, 23h}) {
        at.rig.clock.moved = moved;
        QCOMPARE(at.save(fresh()).error().reason, Reason::RemoteNoRoute);
        QCOMPARE(RemoteRig::wait(at.backend->remove(kShelf)).error().reason, Reason::RemoteNoRoute);
    }

    QCOMPARE(at.rig.asked("POST /shelves "), 1);
    QCOMPARE(at.rig.asked("DELETE /shelves/s1 "), 1);
    at.rig.clock.moved = 25h;
    at.rig.server.script(answer(201, freshShelf("s2")));
    at.rig.server.script(answer(204, ""));
    QVERIFY(at.save(fresh()));
    QVERIFY(RemoteRig::wait(at.backend->remove(kShelf)));
}

void tst_RemoteSaving::asksForEachEdit()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(501, ""));
    at.rig.server.script(answer(200, shelf(kNewUrl)));

    QCOMPARE(at.save(moved()).error().reason, Reason::RemoteNoRoute);
    QVERIFY(at.save(moved()));

    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 2);
}

void tst_RemoteSaving::hidesWhatMayHoldCredentialsInAMovedField()
{
    ShelfRig at;
    at.dialect.guessesPartialWrites = true;
    at.rig.server.script(answer(200, shelf(u"https://one.example/in?key=h1dden"_s)));
    at.rig.server.script(answer(200, shelf(u"https://one.example/in?key=h1dden"_s, "s1", "false", "New")));
    at.rig.server.script(answer(200, shelf(u"https://two.example/in?key=op3ned"_s, "s1", "false", "New")));

    const auto saved = at.save(edit({{u"name"_s, u"New"_s}}));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteFieldMoved);
    QCOMPARE(saved.error().field, u"url"_s);
    QVERIFY(saved.error().subject.contains(u"https://one.example/in?"_s));
    QVERIFY(saved.error().subject.contains(u"→ https://two.example/in?"_s));
    QVERIFY(!saved.error().subject.contains(u"h1dden"_s));
    QVERIFY(!saved.error().subject.contains(u"op3ned"_s));
}

void tst_RemoteSaving::keepsThoseSavedBeforeARefusal()
{
    ShelfRig at;
    SubscriberDraft second = fresh();
    second.changes.insert(u"name"_s, u"Second"_s);
    at.rig.server.script(answer(201, freshShelf("s2")));
    at.rig.server.script(answer(418, ""));

    const auto saved = RemoteRig::wait(at.backend->saveAll({fresh(), second, fresh()}));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteStatus);
    QCOMPARE(saved.error().httpStatus, 418);
    QCOMPARE(at.rig.asked("POST /shelves "), 2); // the third waits for nobody
    QCOMPARE(at.count(), 1);
}

void tst_RemoteSaving::findsOutWhatBecameOfALostDeletion_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<bool>("isGone");
    QTest::addColumn<Reason>("reason");

    QTest::newRow("it is gone") << 404 << QByteArray() << true << Reason::Unspecified;
    QTest::newRow("it is still there") << 200 << shelf(kOldUrl) << false << Reason::RemoteNotSaved;
    QTest::newRow("nobody knows") << 503 << QByteArray() << false << Reason::RemoteReplyLost;
}

void tst_RemoteSaving::findsOutWhatBecameOfALostDeletion()
{
    QFETCH(int, status);
    QFETCH(QByteArray, now);
    QFETCH(bool, isGone);
    ShelfRig at;
    at.list({shelf(kOldUrl), shelf(kOldUrl, "s2")});
    at.rig.server.script({{}, Scripted::Then::Close});
    at.rig.server.script(answer(status, now));

    const auto removed = RemoteRig::wait(at.backend->remove(kShelf));

    QCOMPARE(removed.has_value(), isGone);
    if (!removed)
        QTEST(removed.error().reason, "reason");
    QCOMPARE(at.rig.asked("DELETE /shelves/s1 "), 1);
    QCOMPARE(at.rig.asked("GET /shelves/s1 "), 1);
    QCOMPARE(at.count(), isGone ? 1 : 2);
}

void tst_RemoteSaving::tellsHowOldASecretIsThatWasGivenHere()
{
    RemoteRig rig;
    Backend &backend = rig.addPenguin();
    const QByteArray hook
        = R"({"id": "h1", "active": true, "config": {"url": "https://one.example/in", "secret": "s3cret"}})";
    SubscriberDraft draft;
    draft.id = SubscriberId{u"h1"_s};
    draft.secrets[u"secret"_s] = {SecretEdit::Action::Set, Secret("s3cret"), {}};
    rig.clock.moved = 1h;
    const Instant given = rig.clock.now();
    rig.server.script(answer(200, hook));

    const auto saved = RemoteRig::wait(backend.save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->secrets.value(u"secret"_s), (SecretState{true, given}));
    // No API tells it: what is read later says so still.
    rig.clock.moved = 5h;
    rig.server.script(answer(200, "[" + hook + "]"));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    rig.server.script(answer(503, ""));
    const auto later = RemoteRig::wait(backend.subscriber({u"h1"_s}, {}));
    QVERIFY(later);
    QCOMPARE(later->secrets.value(u"secret"_s), (SecretState{true, given}));
}

QTEST_GUILESS_MAIN(tst_RemoteSaving)
#include "tst_remotesaving.moc"
