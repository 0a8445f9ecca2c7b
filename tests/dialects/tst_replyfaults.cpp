// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Servers that go wrong in each way that one can, under every dialect and over real sockets: a list and a
// save name what happened, the cache stays as it was, the same draft can be saved afterwards, a write goes
// out once, and no credential goes anywhere else.
#include "remoterig.h"
#include "tests/support/nginx.h"
#include "tests/support/testca.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::RemoteRig;
using tacklebox::test::answer;
using tacklebox::test::LeafKind;
using tacklebox::test::Nginx;
using tacklebox::test::Scripted;
using tacklebox::test::ScriptedServer;
using tacklebox::test::TestCa;

Q_DECLARE_METATYPE(tacklebox::test::LeafKind)

namespace {

constexpr auto kStall = 500ms;
// Qt asks a read again where a connection closes under it.
constexpr int kTries = 5;

// One API as it is when all is well: an account, a list of two, an edit of the first, and the edit's reply.
struct Api
{
    QString kind;
    Fields settings;
    QString secret; // its key
    QByteArray list;
    QByteArray shown; // what a save looks at before it; empty: the API tells conflicts itself
    SubscriberDraft draft;
    QByteArray saved;
    QByteArray write; // how the edit's request begins
};

SubscriberDraft editOf(const QString &id, const QString &url, Fields base)
{
    SubscriberDraft draft;
    draft.id = SubscriberId{id};
    base.insert(url, u"https://one.example/in"_s);
    draft.base = base;
    draft.changes = {{url, u"https://new.example/in"_s}};
    return draft;
}

Api planoMatic()
{
    return {u"planomatic"_s,
            {{u"integration_id"_s, 7}},
            u"token"_s,
            R"({"code": 200, "status": "action-successful", "data": {"count": 2, "results": [)"
            R"({"id": 17, "callback_url": "https://one.example/in", "version": "v3"},)"
            R"({"id": 18, "callback_url": "https://two.example/in", "version": "v3"}]}})",
            R"({"code": 200, "status": "action-successful",)"
            R"( "data": {"id": 17, "callback_url": "https://one.example/in", "version": "v3"}})",
            editOf(u"17"_s, u"callback_url"_s, {{u"version"_s, u"v3"_s}}),
            R"({"code": 200, "status": "action-successful",)"
            R"( "data": {"id": 17, "callback_url": "https://new.example/in", "version": "v3"}})",
            "PUT /api/v1/webhook_out_subs/update"};
}

Api boldPenguin()
{
    return {u"boldpenguin"_s,
            {},
            u"access_token"_s,
            R"([{"id": "h1", "active": false, "events": [], "config": {"url": "https://one.example/in"}},)"
            R"( {"id": "h2", "active": false, "events": [], "config": {"url": "https://two.example/in"}}])",
            R"({"id": "h1", "active": false, "events": [], "config": {"url": "https://one.example/in"}})",
            editOf(u"h1"_s, u"url"_s, {{u"active"_s, false}, {u"events"_s, QJsonArray{}}}),
            R"({"id": "h1", "active": false, "events": [], "config": {"url": "https://new.example/in"}})",
            "PATCH /hooks/h1"};
}

Api superOffice()
{
    return {u"superoffice"_s,
            {},
            u"token"_s,
            R"([{"WebhookId": 17, "TargetUrl": "https://one.example/in", "Type": "webhook"},)"
            R"( {"WebhookId": 18, "TargetUrl": "https://two.example/in", "Type": "webhook"}])",
            {},
            editOf(u"17"_s, u"TargetUrl"_s, {{u"Type"_s, u"webhook"_s}}),
            R"({"WebhookId": 17, "TargetUrl": "https://new.example/in", "Type": "webhook"})",
            "PATCH /api/v1/Webhook/17"};
}

const std::vector<Api> &apis()
{
    static const std::vector<Api> kApis{planoMatic(), boldPenguin(), superOffice()};
    return kApis;
}

struct Fault
{
    QString name;
    std::function<Scripted(const QUrl &elsewhere)> make;
    QList<Reason> reasons; // of a list; several: Qt may see it either way
    Reason ofSave; // RemoteReplyLost: nobody knows
    int sends = 1; // of a write
};

Scripted cut(const QByteArray &bytes)
{
    return {"HTTP/1.1 200 Said\r\n" + bytes, Scripted::Then::Close};
}

std::function<Scripted(const QUrl &)> always(const Scripted &scripted)
{
    return [scripted](const QUrl &) { return scripted; };
}

// As if somebody else had answered.
std::function<Scripted(const QUrl &)> body(const QByteArray &bytes, const QByteArray &headers = {})
{
    return always(answer(200, bytes, headers));
}

const std::vector<Fault> &faults()
{
    static const std::vector<Fault> kFaults{
        {u"half a head"_s,
         always({"HTTP/1.1 20", Scripted::Then::Close}),
         {Reason::RemoteReadLost},
         Reason::RemoteReplyLost},
        {u"half a body"_s,
         always(cut("Content-Length: 90\r\n\r\n{\"a")),
         {Reason::RemoteReadLost},
         Reason::RemoteReplyLost},
        {u"half a chunk"_s,
         always(cut("Transfer-Encoding: chunked\r\n\r\n20\r\n{\"a")),
         {Reason::RemoteReadLost, Reason::ReplyNotJson},
         Reason::RemoteReplyLost},
        {u"a reset"_s,
         always({{}, Scripted::Then::Reset}),
         {Reason::RemoteReadLost},
         Reason::RemoteReplyLost},
        {u"a stall"_s,
         always({{}, Scripted::Then::Stall}),
         {Reason::RemoteTimedOut},
         Reason::RemoteReplyLost},
        {u"10 MB"_s,
         body(QByteArray(10 * 1024 * 1024, ' ')),
         {Reason::RemoteReplyTooLarge},
         Reason::RemoteReplyLost},
        // Qt has one error for what can't be unpacked and for what unpacks to too much.
        {u"no gzip"_s,
         body("this is no gzip", "Content-Encoding: gzip\r\n"),
         {Reason::RemoteReplyTooLarge, Reason::RemoteReadLost},
         Reason::RemoteReplyLost},
        {u"a page"_s,
         body("<!DOCTYPE html>", "Content-Type: text/html\r\n"),
         {Reason::ReplyNotJson},
         Reason::RemoteReplyLost},
        {u"another type"_s, body(R"("saved")"), {Reason::ReplyWrongType}, Reason::RemoteReplyLost},
        {u"a null"_s, body("null"), {Reason::ReplyWrongType}, Reason::RemoteReplyLost},
        {u"a doubled key"_s,
         body(R"({"data": {"id": 17, "id": 18}})"),
         {Reason::ReplyDoubledKey},
         Reason::RemoteReplyLost},
        {u"no UTF-8"_s, body("{\"name\": \"\xff\"}"), {Reason::ReplyNotJson}, Reason::RemoteReplyLost},
        {u"a redirect"_s,
         [](const QUrl &elsewhere) { return answer(307, {}, "Location: " + elsewhere.toEncoded() + "\r\n"); },
         {Reason::RemoteRedirected},
         Reason::RemoteRedirected},
        {u"not authorised"_s,
         always(answer(401, "{}")),
         {Reason::RemoteTokenInvalid},
         Reason::RemoteTokenInvalid},
        {u"a crash"_s, always(answer(500, "")), {Reason::RemoteReadCrash}, Reason::RemoteCrash},
        {u"a gateway without a server"_s,
         always(answer(502, "<html></html>", "Content-Type: text/html\r\n")),
         {Reason::RemoteReadCrash},
         Reason::RemoteCrash},
        {u"too often, for long"_s,
         always(answer(429, "", "Retry-After: 3600\r\n")),
         {Reason::RemoteRateLimited},
         Reason::RemoteRateLimited},
        // That answer says that nothing was looked at, so it is asked again, twice.
        {u"too often"_s, always(answer(429, "")), {Reason::RemoteRateLimited}, Reason::RemoteRateLimited, 3},
    };
    return kFaults;
}

// A gzip file of one member.
QByteArray gzip(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    QByteArray tail;
    for (const quint32 number : {~crc, quint32(bytes.size())}) {
        for (int shift = 0; shift < 32; shift += 8)
            tail.append(char(number >> shift));
    }
    // Of Qt's four bytes of length and zlib's two of head and four of tail, gzip has none.
    const QByteArray packed = qCompress(bytes).sliced(6).chopped(4);
    return QByteArray::fromHex("1f8b0800000000000003") + packed + tail;
}

QByteArray chunks(const QByteArray &bytes)
{
    QByteArray chunked;
    for (qsizetype at = 0; at < bytes.size(); at += 50) {
        const QByteArray chunk = bytes.sliced(at, std::min<qsizetype>(50, bytes.size() - at));
        chunked += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return chunked + "0\r\n\r\n";
}

// An account of the API whose client waits no longer than the test wants to.
class ImpatientRig final
{
public:
    explicit ImpatientRig(const Api &api, const ClientRules &rules = {kStall, {}, {}})
        : m_client(rules)
    {
        rig.connections.reset();
        rig.connections = *SavedConnections::open({rig.local,
                                                   rig.profile.store(),
                                                   rig.credentials,
                                                   m_client,
                                                   rig.clock,
                                                   Registry::builtIn(),
                                                   Reading::ServerFirst});
        m_backend = &rig.add(api.kind, api.settings, {{api.secret, "cr3dential"}});
    }

    [[nodiscard]] Backend &backend() { return *m_backend; }

    Result<Page<Subscriber>> list() { return RemoteRig::wait(m_backend->subscribers({}, {})); }
    Result<Subscriber> save(const SubscriberDraft &draft) { return RemoteRig::wait(m_backend->save(draft)); }

    [[nodiscard]] QList<Subscriber> cached()
    {
        const ConnectionId id = rig.connections->account(u"account"_s)->id;
        const auto page = rig.profile.read<Page<Subscriber>>([&id](store::Connection &connection) {
            const auto key = store::findConnection(connection, id);
            return key ? store::cachedSubscribers(connection, *key, {})
                       : Result<Page<Subscriber>>(fail(key.error()));
        });
        return page ? page->rows : QList<Subscriber>();
    }

private:
    RestClient m_client; // outlives who sends

public:
    RemoteRig rig;

private:
    Backend *m_backend;
};

QByteArray bodyOf(const QByteArray &request)
{
    return request.sliced(request.indexOf("\r\n\r\n"));
}

} // namespace

class tst_ReplyFaults : public QObject
{
    Q_OBJECT

private slots:
    void aListNamesIt_data() { eachFault(); }
    void aListNamesIt();
    void aSaveNamesIt_data() { eachFault(); }
    void aSaveNamesIt();
    void readsWhatIsPackedOrInPieces_data();
    void readsWhatIsPackedOrInPieces();
    void signsInOnceMoreInTheMiddle();
    void judgesTheCertificate_data();
    void judgesTheCertificate();

private:
    static void eachFault();
};

void tst_ReplyFaults::eachFault()
{
    QTest::addColumn<size_t>("api");
    QTest::addColumn<size_t>("fault");
    for (size_t api = 0; api < apis().size(); ++api) {
        for (size_t fault = 0; fault < faults().size(); ++fault)
            QTest::newRow(qPrintable(apis()[api].kind + u": "_s + faults()[fault].name)) << api << fault;
    }
}

void tst_ReplyFaults::aListNamesIt()
{
    QFETCH(size_t, api);
    QFETCH(size_t, fault);
    const Fault &wrong = faults()[fault];
    const ScriptedServer elsewhere;
    const auto misbehave = [&](ImpatientRig &at) {
        for (int i = 0; i < kTries; ++i)
            at.rig.server.script(wrong.make(elsewhere.url()));
    };
    ImpatientRig empty(apis()[api]);
    misbehave(empty);
    ImpatientRig filled(apis()[api]);
    filled.rig.server.script(answer(200, apis()[api].list));
    QVERIFY(filled.list());
    const QList<Subscriber> before = filled.cached();
    QCOMPARE(before.size(), 2);
    misbehave(filled);

    const auto ofEmpty = empty.backend().subscribers({}, {});
    const auto ofFilled = filled.backend().subscribers({}, {});
    const auto named = RemoteRig::wait(ofEmpty);
    const auto page = RemoteRig::wait(ofFilled);

    QVERIFY(!named);
    QVERIFY2(wrong.reasons.contains(named.error().reason),
             qPrintable(QString::number(int(named.error().reason)) + u' ' + named.error().detail));
    QVERIFY(!named.error().detail.contains("cr3dential"_L1));
    QVERIFY(empty.cached().isEmpty());
    // Only while the server is away does the cache stand for it.
    if (page)
        QCOMPARE(page->source, PageSource::Cache);
    else
        QVERIFY(wrong.reasons.contains(page.error().reason));
    const bool isAway = named.error().kind == ErrorKind::Unreachable
        || named.error().reason == Reason::RemoteReadLost || named.error().reason == Reason::RemoteReadCrash;
    if (wrong.reasons.size() == 1) // else the same fault is read in two ways
        QCOMPARE(page.has_value(), isAway);
    QCOMPARE(filled.cached(), before);
    QVERIFY(elsewhere.requests().isEmpty());
}

void tst_ReplyFaults::aSaveNamesIt()
{
    QFETCH(size_t, api);
    QFETCH(size_t, fault);
    const Api &well = apis()[api];
    const Fault &wrong = faults()[fault];
    const ScriptedServer elsewhere;
    ImpatientRig at(well);
    ScriptedServer &server = at.rig.server;
    server.script(answer(200, well.list));
    QVERIFY(at.list());
    const QList<Subscriber> before = at.cached();
    const auto lookFirst = [&] {
        if (!well.shown.isEmpty())
            server.script(answer(200, well.shown));
    };
    lookFirst();
    for (int i = 0; i < wrong.sends; ++i)
        server.script(wrong.make(elsewhere.url()));
    // Whoever reads it back to find out is told nothing.
    server.script(answer(503, ""));

    const auto saved = at.save(well.draft);

    QVERIFY2(!saved, "it says that it was saved");
    QVERIFY2(saved.error().reason == wrong.ofSave,
             qPrintable(QString::number(int(saved.error().reason)) + u' ' + saved.error().detail));
    QVERIFY(!saved.error().detail.contains("cr3dential"_L1));
    QCOMPARE(at.rig.asked(well.write), wrong.sends);
    QCOMPARE(at.cached(), before);
    QVERIFY(elsewhere.requests().isEmpty());

    // What is left of the script, if nobody read back, is a refusal.
    const bool wasRead = server.requests().size() > 1 + wrong.sends + (well.shown.isEmpty() ? 0 : 1);
    if (!wasRead)
        QCOMPARE(at.list()->source, PageSource::Cache);
    lookFirst();
    for (int i = 0; i < 2; ++i) // PlanoMatic's first one is read back
        server.script(answer(200, well.saved));
    const auto again = at.save(well.draft);
    QVERIFY(again);
    QCOMPARE(again->url, u"https://new.example/in"_s);
    const auto writes = [&] {
        QList<QByteArray> bodies;
        for (const QByteArray &request : server.requests()) {
            if (request.startsWith(well.write))
                bodies.append(bodyOf(request));
        }
        return bodies;
    }();
    QCOMPARE(writes.last(), writes.first());
}

void tst_ReplyFaults::readsWhatIsPackedOrInPieces_data()
{
    QTest::addColumn<size_t>("api");
    QTest::addColumn<QByteArray>("reply");
    for (size_t api = 0; api < apis().size(); ++api) {
        const QByteArray &list = apis()[api].list;
        const QByteArray kind = apis()[api].kind.toLatin1();
        QTest::newRow(kind + ": gzip") << api << answer(200, gzip(list), "Content-Encoding: gzip\r\n").bytes;
        QTest::newRow(kind + ": chunked")
            << api << "HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks(list);
        QTest::newRow(kind + ": both")
            << api
            << "HTTP/1.1 200 Said\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunks(gzip(list));
    }
}

void tst_ReplyFaults::readsWhatIsPackedOrInPieces()
{
    QFETCH(size_t, api);
    QFETCH(QByteArray, reply);
    ImpatientRig at(apis()[api]);
    at.rig.server.script({reply, Scripted::Then::Keep});

    const auto page = at.list();

    QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->source, PageSource::Live);
}

// The only dialect whose token comes of a sign-in: it is renewed once, and then the refusal is the answer.
void tst_ReplyFaults::signsInOnceMoreInTheMiddle()
{
    const Api api = boldPenguin();
    RemoteRig rig;
    ScriptedServer &server = rig.server;
    Backend &backend
        = rig.add(api.kind,
                  {{u"client_id"_s, u"me"_s}, {u"auth_url"_s, server.url(u"/auth"_s).toString()}},
                  {{u"client_secret"_s, "cr3dential"}});
    const auto token = [](const QByteArray &value) {
        return answer(200, R"({"access_token": ")" + value + R"(", "expires_in": 43200})");
    };
    server.script(token("first"));
    server.script(answer(200, api.list));
    QVERIFY(RemoteRig::wait(backend.subscribers({}, {})));
    server.script(answer(200, api.shown));
    server.script(answer(401, "{}"));
    server.script(token("second"));
    server.script(answer(401, "{}"));

    const auto saved = RemoteRig::wait(backend.save(api.draft));

    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(rig.asked("POST /auth"), 2);
    QCOMPARE(rig.asked(api.write), 2); // the first was not looked at
    QVERIFY(server.requests().last().contains("Authorization: Bearer second\r\n"));
}

void tst_ReplyFaults::judgesTheCertificate_data()
{
    QTest::addColumn<size_t>("api");
    QTest::addColumn<LeafKind>("kind");
    QTest::addColumn<Reason>("reason");
    for (size_t api = 0; api < apis().size(); ++api) {
        const QByteArray name = apis()[api].kind.toLatin1();
        QTest::newRow(name + ": expired") << api << LeafKind::Expired << Reason::RemoteTlsExpired;
        QTest::newRow(name + ": of another host") << api << LeafKind::WrongHost << Reason::RemoteTlsWrongHost;
        // What stands behind it is no API, which is found out only then.
        QTest::newRow(name + ": valid") << api << LeafKind::Valid << Reason::ReplyNotJson;
    }
}

void tst_ReplyFaults::judgesTheCertificate()
{
    QFETCH(size_t, api);
    QFETCH(LeafKind, kind);
    const QTemporaryDir directory;
    TestCa ca(directory.path());
    const Nginx nginx({.tls = ca.issue(kind), .logsRequests = false});
    QVERIFY(nginx.isUp());
    ImpatientRig at(apis()[api], {.timeout = 20s, .caFile = ca.caFile(), .proxy = {}});
    ConnectionDraft move;
    move.name = u"account"_s;
    move.baseUrl = nginx.tlsUrl({});
    QVERIFY(RemoteRig::wait(at.rig.connections->save(move)));

    const auto page = at.list();

    QVERIFY(!page);
    QTEST(page.error().reason, "reason");
    if (kind == LeafKind::Valid)
        return;
    const auto saved = at.save(apis()[api].draft);
    QVERIFY(!saved);
    QTEST(saved.error().reason, "reason");
    QVERIFY(at.rig.server.requests().isEmpty());
}

QTEST_GUILESS_MAIN(tst_ReplyFaults)
#include "tst_replyfaults.moc"
