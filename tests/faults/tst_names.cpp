// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A receiver's name fails, then has an address, then another one: asked of a real name server, in a network
// of the test's own. Wherever a name leads at the connect, the address guard judges that.

#include "tests/faults/nameserver.h"
#include "tests/support/exchange.h"

#include "rig.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

namespace {

// On this machine, in the test's own network alone.
constexpr char kPublic[] = "93.184.216.34";
constexpr char kElsewhere[] = "93.184.216.35"; // nobody has it
constexpr char kLoopback[] = "127.0.0.1";
constexpr int kLong = 20'000;

bool s_hasNetwork = false; // set before any test

} // namespace

class NamesTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void deliversOnceTheNameIsKnown();
    void findsAReceiverThatMoved();
    void refusesANameThatTurnsPrivate();
    void refusesPinsThatTurnPrivate();
    void refusesThePrivateAddressBesideAPublicOne();
    void judgesAKeptConnectionByItsPeer();

private:
    void listen(quint16 port);
    // Asks with the guard of a server that is open to the world.
    [[nodiscard]] transport::Reply post(QList<QByteArray> pins = {});
    [[nodiscard]] size_t requests() const;

    std::unique_ptr<NameServer> m_names;
    std::unique_ptr<transport::HttpServer> m_server; // at every address
    std::unique_ptr<transport::HttpClient> m_client;
    std::atomic<size_t> m_requests = 0;
    std::atomic<size_t> m_privateRequests = 0; // from loopback, where its address was
};

void NamesTest::init()
{
    if (!s_hasNetwork)
        QSKIP("needs the right to make a network and a view of the files of its own (CAP_SYS_ADMIN)");
    m_names = std::make_unique<NameServer>();
    m_requests = 0;
    m_privateRequests = 0;
    listen(0);
    m_client = std::make_unique<transport::HttpClient>();
}

// Again, it ends the connections that it has.
void NamesTest::listen(quint16 port)
{
    m_server.reset();
    transport::ServerOptions everywhere;
    everywhere.address = u"0.0.0.0"_s;
    everywhere.port = port;
    const auto count = [this](const transport::ServerRequest &request, auto respond) {
        ++m_requests;
        m_privateRequests += request.peer.startsWith(u"127."_s) ? 1 : 0;
        respond({});
    };
    auto server = transport::HttpServer::listen(everywhere, count);
    QVERIFY(server);
    m_server = std::move(*server);
}

void NamesTest::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_names.reset();
}

transport::Reply NamesTest::post(QList<QByteArray> pins)
{
    transport::Request request = loopbackPost(u"http://hook.example:%1/"_s.arg(m_server->port()));
    request.guard = {};
    request.pins = std::move(pins);
    return exchange(*m_client, std::move(request));
}

size_t NamesTest::requests() const
{
    return m_requests;
}

void NamesTest::deliversOnceTheNameIsKnown()
{
    Rig rig;
    rig.subscribe({{u"callback_url"_s, u"http://hook.example:%1/"_s.arg(m_server->port())},
                   {u"retry_policy"_s, u"10m,10m"_s}});
    rig.deliver();
    const JobId id = rig.publish(u"order.delivered"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rig.stateOf(id), JobState::Retrying, kLong);
    QCOMPARE(rig.job(id).attemptLog.last().outcome, Outcome::DnsFailed);

    m_names->answer({kLoopback});
    rig.clock.advance(11min);

    QTRY_COMPARE_WITH_TIMEOUT(rig.stateOf(id), JobState::Delivered, kLong);
    QCOMPARE(requests(), size_t(1));
}

// At a try of its own, soon after: an address is not kept longer than a connection.
void NamesTest::findsAReceiverThatMoved()
{
    m_names->answer({kElsewhere});
    QCOMPARE(post().fault, Outcome::ConnectFailed);

    m_names->answer({kPublic});

    QTRY_COMPARE_WITH_TIMEOUT(post().statusCode, 200, kLong);
    QVERIFY(requests() > 0);
}

// DNS rebinding: public when it is looked at, private when it counts.
void NamesTest::refusesANameThatTurnsPrivate()
{
    m_names->answer({kPublic});
    const transport::Reply first = post();
    QCOMPARE(first.statusCode, 200);
    QVERIFY(first.peer.startsWith(QLatin1StringView(kPublic)));

    m_names->answer({kLoopback});

    // At first the address that it had is still known: none is kept for longer than two seconds.
    transport::Reply reply;
    const auto isBlocked = [&] {
        listen(m_server->port());
        reply = post();
        return reply.fault == Outcome::BlockedAddress;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isBlocked(), kLong);
    QCOMPARE(m_privateRequests.load(), size_t(0));
    QVERIFY(!reply.isSent);
    qInfo("%zu requests to the public address, %zu to the private one", requests(), m_privateRequests.load());
}

void NamesTest::refusesPinsThatTurnPrivate()
{
    const QByteArray name = "hook.example:" + QByteArray::number(m_server->port()) + ':';
    QCOMPARE(post({name + kPublic}).statusCode, 200);
    m_client = std::make_unique<transport::HttpClient>(); // its kept connection stays where it was
    QCOMPARE(post({name + kLoopback}).fault, Outcome::BlockedAddress);

    QCOMPARE(post({name + kPublic}).statusCode, 200);
    // Over the kept connection, if at all: the private address gets nothing.
    const transport::Reply reply = post({name + kLoopback});
    QVERIFY(reply.fault == Outcome::BlockedAddress || reply.peer.startsWith(QLatin1StringView(kPublic)));
    QCOMPARE(m_names->questions(), 0);
}

void NamesTest::refusesThePrivateAddressBesideAPublicOne()
{
    m_names->answer({kElsewhere, kLoopback});

    const transport::Reply reply = post();

    QVERIFY(reply.fault == Outcome::BlockedAddress || reply.fault == Outcome::ConnectFailed);
    QCOMPARE(requests(), size_t(0));
}

void NamesTest::judgesAKeptConnectionByItsPeer()
{
    m_names->answer({kPublic});
    QCOMPARE(post().statusCode, 200);
    m_names->answer({kLoopback});

    const transport::Reply kept = post();

    // It went where it always went, or nowhere.
    if (kept.reused)
        QVERIFY(kept.peer.startsWith(QLatin1StringView(kPublic)));
    else
        QVERIFY(kept.fault == Outcome::BlockedAddress || kept.peer.startsWith(QLatin1StringView(kPublic)));
}

} // namespace tacklebox::test

int main(int argc, char **argv)
{
    using namespace tacklebox::test;
    s_hasNetwork = moveIntoOwnNetwork({kPublic});
    QCoreApplication application(argc, argv);
    NamesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_names.moc"
