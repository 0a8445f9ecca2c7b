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

    // What the server lists when it is looked at next.
    void lists(const QByteArrayList &rows) { rig.server.script(answer(200, shelves(rows))); }

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

// No profile of another process can be written while its own has begun to: so here, at once.
void refuseNotes(RemoteRig &rig)
{
    for (const char *change : {"INSERT", "DELETE"}) {
        const QByteArray statement = QByteArray("CREATE TRIGGER no_") + change + " BEFORE " + change
            + " ON cached_subscriber BEGIN SELECT RAISE(ABORT, 'in use'); END";
        QVERIFY(rig.profile.write<Done>(
            [statement](store::Connection &connection) { return connection.run(statement); }));
    }
}

constexpr char kPlanoDone[] = R"({"code": 200, "status": "action-successful"})";
constexpr char kNoRoute[] = R"({"code": 500, "status": "route-non-existent"})";

QByteArray planoAnswer(const QByteArray &data)
{
    return R"({"code": 200, "status": "action-successful", "data": )" + data + "}";
}

SubscriberDraft planoEdit(const Fields &changes, const Fields &base)
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"17"_s};
    draft.base = base;
    draft.changes = changes;
    return draft;
}

// What the last request that began so sent.
QJsonObject sentBody(const RemoteRig &rig, const QByteArray &start)
{
    QByteArray body;
    for (const QByteArray &request : rig.server.requests()) {
        if (request.startsWith(start))
            body = request.mid(request.indexOf("\r\n\r\n") + 4);
    }
    return QJsonDocument::fromJson(body).object();
}

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
    void savesWhatTheServerLeavesOut();
    void leavesTheLookToAServerThatLooks();
    void looksInTheListWhereNothingIsShown();
    void sendsWhereNothingCanBeLookedAt();
    void looksAtNothingForASecret();
    void sendsNothingWhileItCannotLook_data();
    void sendsNothingWhileItCannotLook();
    void findsANewOneWhoseAnswerWasLost_data();
    void findsANewOneWhoseAnswerWasLost();
    void takesNobodyElsesForANewOne_data();
    void takesNobodyElsesForANewOne();
    void asksForTheListOnceForManyNewOnes();
    void saysThatANewOneIsInNoList_data();
    void saysThatANewOneIsInNoList();
    void staysUnsureOfANewOne_data();
    void staysUnsureOfANewOne();
    void isUnsureOfAnAnswerThatCannotBeRead();
    void tellsACrashFromALostAnswer_data();
    void tellsACrashFromALostAnswer();
    void knowsNothingOfWhatIsNeverShown();
    void findsOutFromTheList();
    void findsOutFromWhatWasSent();
    void findsOutFromWhatAPatchSent_data();
    void findsOutFromWhatAPatchSent();
    void comparesOnlyWithWhatWasRead();
    void doesNotTakeAnothersEditForAMovedField();
    void comparesWhatItFoundOut_data();
    void comparesWhatItFoundOut();
    void tellsThatOnlyTheMailFailed();
    void carriesAnothersEditInAWholeWrite_data();
    void carriesAnothersEditInAWholeWrite();
    void refusesAWholeWriteOfWhatSomebodyOvertook();
    void keepsWhatWasSentWhereTheAnswerTellsLess_data();
    void keepsWhatWasSentWhereTheAnswerTellsLess();
    void keepsWhatWasSentOfANewOne();
    void hasSavedWhatCannotBeNotedHere();
    void asksAgainForAListThatASaveOvertook();
    void asksAgainForAListThatADeletionOvertook();
    void startsNoMoreThanTheApiLets();
    void countsWhatTheServerHasActive_data();
    void countsWhatTheServerHasActive();
    void sendsOnlyWhatDiffers();
    void hidesWhatGoesOverBesideAChange();
    void sendsNothingWhereNothingDiffers();
    void sendsNoPatchOfNothing();
    void sendsNoNamesThatAreThereAlready();
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

void tst_RemoteSaving::savesWhatTheServerLeavesOut()
{
    ShelfRig at;
    at.rig.server.script(answer(200, R"({"id": "s1", "name": "Top"})"));
    at.rig.server.script(answer(200, shelf(kNewUrl)));

    const auto saved = at.save(moved());

    QVERIFY(saved);
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

    const QSignalSpy noted(at.backend, &Backend::saveNoted);
    QVERIFY(at.backend->info().looksBeforeSaving);

    QVERIFY(at.save(moved()));

    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
    QCOMPARE(at.rig.server.requests().size(), 1);
    QVERIFY(!at.backend->info().looksBeforeSaving);
    QCOMPARE(noted.size(), 1);
    QCOMPARE(noted.first().first().value<Error>().reason, Reason::RemoteNotLooked);
}

void tst_RemoteSaving::looksAtNothingForASecret()
{
    ShelfRig at;
    SubscriberDraft secret = edit({});
    secret.secrets[u"secret"_s] = {SecretEdit::Action::Set, Secret("s3cret"), {}};
    at.rig.server.script(answer(200, shelf(kOldUrl)));

    QVERIFY(at.save(secret));

    QCOMPARE(at.rig.server.requests().size(), 1);
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
}

void tst_RemoteSaving::sendsNothingWhileItCannotLook_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("then");
    QTest::addColumn<Reason>("reason");

    QTest::newRow("away") << QByteArray() << int(Scripted::Then::Close) << Reason::RemoteReadLost;
    QTest::newRow("crash") << answer(503, "").bytes << int(Scripted::Then::Keep) << Reason::RemoteReadCrash;
    QTest::newRow("gone") << answer(404, "").bytes << int(Scripted::Then::Keep) << Reason::NoSuchSubscriber;
    QTest::newRow("a page") << answer(200, "<html>").bytes << int(Scripted::Then::Keep)
                            << Reason::ReplyNotJson;
    QTest::newRow("a doubled key") << answer(200, R"({"id": "s1", "id": "s1"})").bytes
                                   << int(Scripted::Then::Keep) << Reason::ReplyDoubledKey;
    QTest::newRow("no UTF-8") << answer(200, "{\"id\": \"s1\", \"name\": \"\xff\"}").bytes
                              << int(Scripted::Then::Keep) << Reason::ReplyNotJson;
}

void tst_RemoteSaving::sendsNothingWhileItCannotLook()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, then);
    QFETCH(Reason, reason);
    ShelfRig at;
    at.dialect.hasList = false;
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
    at.lists({shelf(kOldUrl), freshShelf("s2")});
    at.rig.server.script({bytes, Scripted::Then(then)});
    at.rig.server.script(
        answer(200, shelves({shelf(kOldUrl), freshShelf("s2"), freshShelf("s3"), shelf(kNewUrl, "s4")})));

    const auto saved = at.save(fresh());

    QVERIFY(saved);
    QCOMPARE(saved->id.value, u"s3"_s);
    QCOMPARE(saved->connection, u"account"_s);
    QCOMPARE(at.rig.asked("POST /shelves "), 1);
    QCOMPARE(at.rig.asked("GET /shelves "), 3); // one to fill the cache, one before the save
}

void tst_RemoteSaving::takesNobodyElsesForANewOne_data()
{
    QTest::addColumn<bool>("wasListed");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Reason>("reason");

    const QByteArray there = answer(200, shelves({shelf(kOldUrl), freshShelf("s2")})).bytes;
    const QByteArray crash = answer(500, "").bytes;
    const QByteArray none = answer(503, "").bytes;
    const QByteArray cut = answer(200, shelves({}, 2)).bytes;
    QTest::newRow("never listed, lost") << false << there << QByteArray() << Reason::RemoteNotSaved;
    QTest::newRow("never listed, crash") << false << there << crash << Reason::RemoteNotSaved;
    QTest::newRow("made since the list") << true << there << QByteArray() << Reason::RemoteNotSaved;
    QTest::newRow("no list before, lost") << true << none << QByteArray() << Reason::RemoteReplyLost;
    QTest::newRow("no list before, crash") << false << none << crash << Reason::RemoteCrash;
    QTest::newRow("a cut list before") << true << cut << QByteArray() << Reason::RemoteReplyLost;
}

void tst_RemoteSaving::takesNobodyElsesForANewOne()
{
    QFETCH(bool, wasListed);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, bytes);
    ShelfRig at;
    if (wasListed)
        at.list({shelf(kOldUrl)});
    at.rig.server.script({before, Scripted::Then::Keep});
    at.rig.server.script({bytes, bytes.isEmpty() ? Scripted::Then::Close : Scripted::Then::Keep});
    at.lists({shelf(kOldUrl), freshShelf("s2")});

    const auto saved = at.save(fresh());

    QVERIFY(!saved);
    QTEST(saved.error().reason, "reason");
    QCOMPARE(at.rig.asked("POST /shelves "), 1);
}

// Neither is the first for the second, whose answer is lost.
void tst_RemoteSaving::asksForTheListOnceForManyNewOnes()
{
    ShelfRig at;
    at.lists({});
    at.rig.server.script(answer(200, freshShelf("s1")));
    at.rig.server.script({QByteArray(), Scripted::Then::Close});
    at.lists({freshShelf("s1")});

    const auto first = at.save(fresh());
    const auto second = at.save(fresh());

    QVERIFY(first);
    QVERIFY(!second);
    QCOMPARE(second.error().reason, Reason::RemoteNotSaved);
    QCOMPARE(at.rig.asked("POST /shelves "), 2);
    QCOMPARE(at.rig.asked("GET /shelves "), 2); // before the first, and after the lost one
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
    at.lists({shelf(kOldUrl)});
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
    QTest::newRow("one that tells nothing")
        << answer(200, shelves({shelf(kOldUrl), R"({"id": "s2"})"})).bytes;
    QTest::newRow("no list") << answer(503, "").bytes;
}

void tst_RemoteSaving::staysUnsureOfANewOne()
{
    QFETCH(QByteArray, bytes);
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    at.lists({shelf(kOldUrl)});
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

// Undone can't be told from done where the member is in no answer.
void tst_RemoteSaving::knowsNothingOfWhatIsNeverShown()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    const QByteArray row = planoAnswer(R"({"id": 17, "name": "Orders", "version": "v3"})");
    rig.server.script(answer(200, row));
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(200, row));

    const auto saved = RemoteRig::wait(backend.save(planoEdit(
        {{u"payload_render_view"_s, u"full"_s}}, {{u"name"_s, u"Orders"_s}, {u"version"_s, u"v3"_s}})));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteReplyLost);
    QCOMPARE(rig.asked("PUT /api/v1/webhook_out_subs/update"), 1);
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
    QTest::addColumn<bool>("hadEvents");

    const QByteArray all = R"({"Events":["*"]})";
    const QByteArray patch = "application/json-patch+json";
    QTest::newRow("all events") << u"json"_s << all << patch << true << true;
    QTest::newRow("all events where none were told") << u"json"_s << all << patch << true << false;
    QTest::newRow("all events that never came") << u"json"_s << all << patch << false << true;
    const QByteArray fewer = R"({"Headers":{"X-B":"3"}})";
    QTest::newRow("an entry of a member") << u"json"_s << fewer << patch << true << true;
    const QByteArray merge = "application/merge-patch+json";
    QTest::newRow("a part of a member") << u"merge"_s << fewer << merge << true << true;
}

void tst_RemoteSaving::findsOutFromWhatAPatchSent()
{
    QFETCH(QString, way);
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, type);
    QFETCH(bool, hasArrived);
    QFETCH(bool, hadEvents);
    RemoteRig rig;
    Backend &backend = rig.add(u"superoffice"_s, {{u"patch"_s, way}}, {{u"token"_s, "t0ken"}});
    SubscriberDraft draft;
    draft.id = SubscriberId{u"7"_s};
    draft.base = QJsonDocument::fromJson(R"({"WebhookId":7,"Name":"N","TargetUrl":"https://a.example/in",)"
                                         R"("Events":["contact.created"],"Type":"webhook","State":"Active",)"
                                         R"("Headers":{"X-A":"1","X-B":"2"},)"
                                         R"("Updated":"2024-05-01T10:00:00Z"})")
                     .object();
    if (!hadEvents)
        draft.base.remove(u"Events"_s);
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

void tst_RemoteSaving::comparesWhatItFoundOut_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("lost") << QByteArray();
    QTest::newRow("crash") << answer(500, "").bytes;
}

void tst_RemoteSaving::comparesWhatItFoundOut()
{
    QFETCH(QByteArray, bytes);
    ShelfRig at;
    at.dialect.guessesPartialWrites = true;
    at.rig.server.script(answer(200, shelf(kOldUrl)));
    at.rig.server.script({bytes, bytes.isEmpty() ? Scripted::Then::Close : Scripted::Then::Keep});
    at.rig.server.script(answer(200, shelf(kNewUrl, "s1", "false", "")));

    const auto saved = at.save(moved());

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteFieldMoved);
    QCOMPARE(saved.error().field, u"name"_s);
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), 1);
}

void tst_RemoteSaving::tellsThatOnlyTheMailFailed()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    const QSignalSpy noted(&backend, &Backend::saveNoted);
    rig.server.script(answer(200, planoAnswer(R"({"id": 17, "name": "Orders", "version": "v3"})")));
    rig.server.script(answer(500, R"({"code": 500, "status": "mandrill-email-failed"})"));
    rig.server.script(answer(200, planoAnswer(R"({"id": 17, "name": "New", "version": "v3"})")));

    const auto saved = RemoteRig::wait(backend.save(
        planoEdit({{u"name"_s, u"New"_s}}, {{u"name"_s, u"Orders"_s}, {u"version"_s, u"v3"_s}})));

    QVERIFY(saved);
    QCOMPARE(saved->name, u"New"_s);
    QCOMPARE(noted.size(), 1);
    QCOMPARE(noted.first().first().value<Error>().reason, Reason::RemoteMailUnsent);
}

void tst_RemoteSaving::carriesAnothersEditInAWholeWrite_data()
{
    QTest::addColumn<Fields>("changes");

    QTest::newRow("an edit") << Fields{{u"name"_s, u"New"_s}};
    QTest::newRow("another field that both see alike") << Fields{{u"success_code"_s, u"201"_s}};
}

void tst_RemoteSaving::carriesAnothersEditInAWholeWrite()
{
    QFETCH(Fields, changes);
    RemoteRig rig;
    Backend &backend = rig.addPlano({{u"update_body"_s, u"whole"_s}});
    const Fields base{{u"id"_s, 17},
                      {u"name"_s, u"Orders"_s},
                      {u"callback_url"_s, u"https://one.example/in"_s},
                      {u"success_code"_s, u"200"_s},
                      {u"version"_s, u"v3"_s},
                      {u"statuses"_s, QJsonArray()},
                      {u"events"_s, QJsonArray{u"delivered"_s}},
                      {u"notify"_s, false},
                      {u"notification_emails"_s, u""_s},
                      {u"key"_s, u"k"_s},
                      {u"payload_render_view"_s, u"full"_s},
                      {u"active"_s, true}};
    Fields theirs = base;
    theirs.insert(u"callback_url"_s, u"https://theirs.example/in"_s);
    theirs.remove(u"payload_render_view"_s); // it isn't told each time
    rig.server.script(answer(200, planoAnswer(QJsonDocument(theirs).toJson())));
    rig.server.script(answer(200, kPlanoDone));
    theirs.insert(changes.constBegin().key(), changes.constBegin().value());
    rig.server.script(answer(200, planoAnswer(QJsonDocument(theirs).toJson())));

    const auto saved = RemoteRig::wait(backend.save(planoEdit(changes, base)));

    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().field));
    const QJsonObject sent = sentBody(rig, "PUT ");
    QCOMPARE(sent.value("callback_url"_L1), u"https://theirs.example/in"_s);
    QCOMPARE(sent.value("payload_render_view"_L1), u"full"_s);
    QCOMPARE(sent.value(changes.constBegin().key()), changes.constBegin().value());
    QCOMPARE(saved->url, u"https://theirs.example/in"_s);
}

void tst_RemoteSaving::refusesAWholeWriteOfWhatSomebodyOvertook()
{
    ShelfRig at;
    at.dialect.writesAll = true;
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(200, shelf(u"https://theirs.example/in"_s)));

    QCOMPARE(at.save(moved()).error().reason, Reason::RemoteChangedSince);

    QCOMPARE(at.rig.asked("PATCH "), 0);
    // For a secret alone it is read, too: the rest goes over beside it.
    SubscriberDraft secret = edit({});
    secret.secrets[u"secret"_s] = {SecretEdit::Action::Set, Secret("s3cret"), {}};
    at.rig.server.script(answer(200, shelf(u"https://theirs.example/in"_s)));
    at.rig.server.script(answer(200, shelf(u"https://theirs.example/in"_s)));
    QVERIFY(at.save(secret));
    QCOMPARE(sentBody(at.rig, "PATCH ").value("url"_L1), u"https://theirs.example/in"_s);
}

void tst_RemoteSaving::keepsWhatWasSentWhereTheAnswerTellsLess_data()
{
    QTest::addColumn<QByteArray>("reply");

    QTest::newRow("its id") << planoAnswer(R"({"id": 17})");
    QTest::newRow("an empty row") << planoAnswer("{}");
    QTest::newRow("no row") << QByteArray(kPlanoDone);
}

void tst_RemoteSaving::keepsWhatWasSentWhereTheAnswerTellsLess()
{
    QFETCH(QByteArray, reply);
    RemoteRig rig;
    Backend &backend = rig.addPlano();
    rig.server.script(answer(500, kNoRoute)); // neither shown
    QVERIFY(RemoteRig::wait(backend.add({u"17"_s}, u"Echo"_s)));
    rig.server.script(answer(500, kNoRoute)); // nor listed
    rig.server.script(answer(200, reply));

    const auto saved = RemoteRig::wait(
        backend.save(planoEdit({{u"name"_s, u"Second"_s}, {u"version"_s, u"v3"_s}, {u"active"_s, true}},
                               {{u"version"_s, u"v2"_s}})));

    QVERIFY(saved);
    QCOMPARE(saved->name, u"Second"_s);
    QCOMPARE(saved->state, SubscriberState::Active);
    QCOMPARE(rig.server.requests().size(), 3);
    // The next edit starts from there.
    const auto known = RemoteRig::wait(backend.subscriber({u"17"_s}, {}));
    QVERIFY(known);
    QCOMPARE(known->name, u"Second"_s);
    QCOMPARE(known->fields.value(u"version"_s), u"v3"_s);
    // Which leaves alone what it doesn't change.
    rig.server.script(answer(200, reply));
    const auto stopped = RemoteRig::wait(backend.save(planoEdit({{u"active"_s, false}}, known->fields)));
    QVERIFY(stopped);
    QCOMPARE(stopped->name, u"Second"_s);
    QCOMPARE(stopped->state, SubscriberState::Stopped);
}

void tst_RemoteSaving::keepsWhatWasSentOfANewOne()
{
    RemoteRig rig;
    Backend &backend = rig.addPlano({{u"unconfirmed_writes"_s, true}});
    SubscriberDraft draft;
    draft.changes = {
        {u"name"_s, u"Orders"_s}, {u"callback_url"_s, u"https://one.example/in"_s}, {u"version"_s, u"v3"_s}};
    rig.server.script(answer(500, kNoRoute)); // no list
    rig.server.script(answer(200, planoAnswer(R"({"id": 42})")));

    const auto saved = RemoteRig::wait(backend.save(draft));

    QVERIFY(saved);
    QCOMPARE(saved->id.value, u"42"_s);
    QCOMPARE(saved->name, u"Orders"_s);
    QCOMPARE(saved->url, u"https://one.example/in"_s);
}

void tst_RemoteSaving::hasSavedWhatCannotBeNotedHere()
{
    ShelfRig at;
    at.list({shelf(kOldUrl)});
    refuseNotes(at.rig);
    at.dialect.tellsConflicts = true;
    at.rig.server.script(answer(200, shelf(kNewUrl)));
    at.rig.server.script(answer(204, ""));

    const auto saved = at.save(moved());
    const auto removed = RemoteRig::wait(at.backend->remove(kShelf));

    QVERIFY(saved);
    QCOMPARE(saved->url, kNewUrl);
    QCOMPARE(saved->connection, u"account"_s);
    QVERIFY(removed);
    QCOMPARE(at.count(), 1); // as it was noted before
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
    const QByteArrayList full{shelf(kOldUrl), shelf(kOldUrl, "s2", "true"), shelf(kOldUrl, "s3", "true")};
    SubscriberDraft active = fresh();
    active.changes.insert(u"active"_s, true);

    for (const SubscriberDraft &draft : {active, edit({{u"active"_s, true}})}) {
        at.lists(full);
        const auto refused = at.save(draft);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidValue);
        QCOMPARE(refused.error().reason, Reason::RemoteTooManyActive);
        QCOMPARE(refused.error().field, u"active"_s);
        QCOMPARE(refused.error().subject, u"2"_s);
    }
    QCOMPARE(at.rig.asked("GET /shelves "), 2);
    QCOMPARE(at.rig.server.requests().size(), 2);

    SubscriberDraft stop = edit({{u"active"_s, false}});
    stop.id = SubscriberId{u"s2"_s};
    stop.base.insert(u"active"_s, true);
    at.rig.server.script(answer(200, shelf(kOldUrl, "s2", "false")));
    QVERIFY(at.save(stop));
    QCOMPARE(at.rig.server.requests().size(), 3);
    // Its own place counts for none.
    at.lists({shelf(kOldUrl, "s1", "true"), shelf(kOldUrl, "s2"), shelf(kOldUrl, "s3", "true")});
    at.rig.server.script(answer(200, shelf(kOldUrl, "s1", "true")));
    QVERIFY(at.save(edit({{u"active"_s, true}})));
}

void tst_RemoteSaving::countsWhatTheServerHasActive_data()
{
    QTest::addColumn<QByteArrayList>("cached");
    QTest::addColumn<QByteArray>("listed");
    QTest::addColumn<bool>("isSent");

    const QByteArrayList full{shelf(kOldUrl), shelf(kOldUrl, "s2", "true")};
    const QByteArrayList free{shelf(kOldUrl), shelf(kOldUrl, "s2")};
    QTest::newRow("one was stopped elsewhere") << full << answer(200, shelves(free)).bytes << true;
    QTest::newRow("one was started elsewhere") << free << answer(200, shelves(full)).bytes << false;
    QTest::newRow("never listed here") << QByteArrayList() << answer(200, shelves(full)).bytes << false;
    QTest::newRow("nobody can count") << full << answer(503, "").bytes << true;
}

void tst_RemoteSaving::countsWhatTheServerHasActive()
{
    QFETCH(QByteArrayList, cached);
    QFETCH(QByteArray, listed);
    QFETCH(bool, isSent);
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    at.dialect.mostActive = 1;
    if (!cached.isEmpty())
        at.list(cached);
    at.rig.server.script({listed, Scripted::Then::Keep});
    at.rig.server.script(answer(200, shelf(kOldUrl, "s1", "true")));

    const auto saved = at.save(edit({{u"active"_s, true}}));

    QCOMPARE(saved.has_value(), isSent);
    if (!saved)
        QCOMPARE(saved.error().reason, Reason::RemoteTooManyActive);
    QCOMPARE(at.rig.asked("PATCH /shelves/s1 "), isSent ? 1 : 0);
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

void tst_RemoteSaving::hidesWhatGoesOverBesideAChange()
{
    ShelfRig at;
    at.dialect.writesAll = true;
    SubscriberDraft draft = edit({{u"name"_s, u"Low"_s}});
    draft.base.insert(u"url"_s, u"https://one.example/in?key=k3y"_s);

    const auto preview = RemoteRig::wait(at.backend->preview(draft));

    QVERIFY(preview);
    QVERIFY2(preview->body.contains("https://one.example/in?********"), preview->body);
    QVERIFY2(!preview->body.contains("k3y"), preview->body);
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

void tst_RemoteSaving::sendsNoPatchOfNothing()
{
    RemoteRig rig;
    Backend &backend = rig.add(u"superoffice"_s, {}, {{u"token"_s, "t0ken"}});
    SubscriberDraft draft;
    draft.id = SubscriberId{u"7"_s};
    draft.base = {{u"WebhookId"_s, 7},
                  {u"Name"_s, u"N"_s},
                  {u"TargetUrl"_s, u"https://a.example/in"_s},
                  {u"Type"_s, u"webhook"_s},
                  {u"State"_s, u"Active"_s},
                  {u"Events"_s, QJsonArray::fromStringList(superoffice::knownEvents())}};
    draft.changes = {{u"Events"_s, QJsonArray{u"*"_s}}};
    rig.server.script(answer(200, QJsonDocument(draft.base).toJson())); // as it is shown

    const auto preview = RemoteRig::wait(backend.preview(draft));
    const auto saved = RemoteRig::wait(backend.save(draft));

    QVERIFY(preview);
    QVERIFY(preview->method.isEmpty());
    QVERIFY(saved);
    QCOMPARE(saved->name, u"N"_s);
    QCOMPARE(rig.asked("PATCH "), 0);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_RemoteSaving::sendsNoNamesThatAreThereAlready()
{
    ShelfRig at;
    at.dialect.tellsConflicts = true;
    SubscriberDraft draft = edit({{u"events"_s, QJsonArray{u"*"_s}}});
    draft.base.insert(u"events"_s, QJsonArray{u"put"_s, u"taken"_s}); // all that there are
    at.list({shelf(kOldUrl)});

    const auto preview = RemoteRig::wait(at.backend->preview(draft));
    QVERIFY(preview);
    QVERIFY(preview->method.isEmpty());
    QVERIFY(at.save(draft));
    QCOMPARE(at.rig.server.requests().size(), 1);
    // Nor beside what does differ.
    draft.changes.insert(u"url"_s, kNewUrl);
    at.rig.server.script(answer(200, shelf(kNewUrl)));
    QVERIFY(at.save(draft));
    QCOMPARE(sentBody(at.rig, "PATCH ").keys(), QStringList{u"url"_s});
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
    at.lists({shelf(kOldUrl)}); // before the new one
    at.rig.server.script(answer(501, ""));
    at.rig.server.script(answer(501, ""));

    for (const auto moved : {0h, 23h}) {
        at.rig.clock.moved = moved;
        const QString left = moved == 0h ? u"24 h"_s : u"60 min"_s;
        for (const Error &error :
             {at.save(fresh()).error(), RemoteRig::wait(at.backend->remove(kShelf)).error()}) {
            QCOMPARE(error.reason, Reason::RemoteNoRoute);
            QCOMPARE(error.subject, left);
        }
    }

    QCOMPARE(at.rig.asked("POST /shelves "), 1);
    QCOMPARE(at.rig.asked("DELETE /shelves/s1 "), 1);
    QCOMPARE(at.rig.asked("GET /shelves "), 2); // none is looked for either
    at.rig.clock.moved = 25h;
    at.lists({shelf(kOldUrl)});
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
    at.lists({});
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
