// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/clock.h"
#include "core/signature.h"
#include "inbox/localinbox.h"
#include "store/store.h"
#include "tests/support/exchange.h"
#include "tests/support/freeport.h"
#include "tests/support/testca.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using tacklebox::inbox::LocalInbox;
using tacklebox::transport::HttpClient;
using tacklebox::transport::Reply;
using tacklebox::transport::Request;

class TestLocalInbox : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void keepsWhatItCatches();
    void tellsWhatItCaught();
    void tellsWhatAnotherProcessCaught();
    void keepsCapturesOverARestart();
    void answersAsProgrammed();
    void changesItsProgramWhileItRuns();
    void checksTheSignature_data();
    void checksTheSignature();
    void speaksTls();
    void refusesABodyOverTheLimit();
    void keepsUpWithAStorm();
    void clears();
    void stopsListening();
    void movesToAnotherPort();
    void answersTheLastOfSeveralPrograms();
    void refusesAProgramThatSaysNothing_data();
    void refusesAProgramThatSaysNothing();
    void saysThatTheAddressIsTaken();

private:
    // The answer, once the event loop had its time.
    template<typename T>
    static Result<T> await(Async<T> answer)
    {
        if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, 20'000))
            return fail({ErrorKind::Failed, {}, {}, {}, u"no answer"_s, {}, 0});
        return answer.result();
    }
    [[nodiscard]] QString listen(InboxProgram program = {})
    {
        return await(m_inbox->listen(std::move(program))).value_or(QString());
    }
    [[nodiscard]] Page<Capture> captures()
    {
        CaptureQuery query;
        query.count = true;
        return await(m_inbox->captures(query, {})).value_or(Page<Capture>());
    }
    [[nodiscard]] int statusOf(const QString &url)
    {
        return test::exchange(m_client, test::loopbackPost(url)).statusCode.value_or(0);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    SystemClock m_clock;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<LocalInbox> m_inbox;
    HttpClient m_client;
};

void TestLocalInbox::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    auto store = store::Store::open(m_directory->path());
    QVERIFY(store);
    m_store = std::move(*store);
    m_inbox = std::make_unique<LocalInbox>(*m_store, m_clock);
}

void TestLocalInbox::cleanup()
{
    m_inbox.reset();
    m_store.reset();
    m_directory.reset();
}

void TestLocalInbox::keepsWhatItCatches()
{
    const QString url = listen();
    Request request = test::loopbackPost(url + u"/hook?a=1"_s);
    request.headers.append(Header{"X-Tacklebox-Job", "j1"});

    QCOMPARE(test::exchange(m_client, request).statusCode, 200);

    QTRY_COMPARE(captures().count, 1);
    const Result<Capture> kept = await(m_inbox->capture(captures().rows.first().id, {}));
    QVERIFY(kept);
    QCOMPARE(kept->method, "POST");
    QCOMPARE(kept->target, u"/hook?a=1"_s);
    QCOMPARE(kept->body, request.body);
    QCOMPARE(valueOf(kept->headers, "x-tacklebox-job"), "j1");
    QVERIFY(kept->peer.startsWith(u"127.0.0.1:"));
    QCOMPARE(kept->answered, 200);
    QCOMPARE(kept->signature, SignatureCheck::NotChecked);
    QVERIFY(!kept->truncated);
}

void TestLocalInbox::tellsWhatItCaught()
{
    const QSignalSpy spy(m_inbox.get(), &Inbox::captured);
    const QString url = listen();

    QCOMPARE(statusOf(url), 200);

    QTRY_COMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().value<QList<Capture>>().size(), 1);
}

void TestLocalInbox::tellsWhatAnotherProcessCaught()
{
    auto otherStore = store::Store::open(m_directory->path());
    QVERIFY(otherStore);
    LocalInbox other(**otherStore, m_clock);
    const QSignalSpy spy(&other, &Inbox::captured);
    const QString url = listen();
    QVERIFY(await(other.captures({}, {})));

    QCOMPARE(statusOf(url), 200);

    QTRY_COMPARE(spy.count(), 1);
    QVERIFY(other.url().isEmpty());
}

void TestLocalInbox::keepsCapturesOverARestart()
{
    QCOMPARE(statusOf(listen()), 200);
    m_inbox.reset();
    m_store.reset();

    auto store = store::Store::open(m_directory->path());
    QVERIFY(store);
    m_store = std::move(*store);
    m_inbox = std::make_unique<LocalInbox>(*m_store, m_clock);

    QCOMPARE(captures().count, 1);
}

void TestLocalInbox::answersAsProgrammed()
{
    InboxProgram program;
    program.respond = 202;
    program.failEvery = 3;
    program.delay = std::chrono::milliseconds(50);
    const QString url = listen(program);

    QList<int> statuses;
    for (int i = 0; i < 7; ++i) {
        const Reply reply = test::exchange(m_client, test::loopbackPost(url));
        QVERIFY(reply.timing.total >= program.delay);
        statuses.append(reply.statusCode.value_or(0));
    }

    QCOMPARE(statuses, QList<int>({202, 202, 500, 202, 202, 500, 202}));
    QTRY_COMPARE(captures().count, 7);
    QCOMPARE(captures().rows.at(1).answered, 500);
}

void TestLocalInbox::changesItsProgramWhileItRuns()
{
    const QString url = listen();
    QCOMPARE(statusOf(url), 200);
    InboxProgram broken;
    broken.respond = 500;

    QCOMPARE(listen(broken), url);

    QCOMPARE(statusOf(url), 500);
}

void TestLocalInbox::checksTheSignature_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<SignatureCheck>("check");
    QTest::newRow("right") << QByteArray("s3cret") << SignatureCheck::Valid;
    QTest::newRow("wrong") << QByteArray("other") << SignatureCheck::Invalid;
    QTest::newRow("absent") << QByteArray() << SignatureCheck::Missing;
}

void TestLocalInbox::checksTheSignature()
{
    QFETCH(const QByteArray, secret);
    QFETCH(const SignatureCheck, check);
    InboxProgram program;
    program.scheme = u"hookshot"_s;
    program.secret = Secret("s3cret");
    Request request = test::loopbackPost(listen(program));
    const std::vector<Secret> secrets{Secret(secret)};
    if (!secret.isEmpty())
        request.headers += sign(SigningScheme::Hookshot, secrets, {{}, {}, request.body});

    QCOMPARE(test::exchange(m_client, request).statusCode, 200);

    QTRY_COMPARE(captures().count, 1);
    QCOMPARE(captures().rows.first().signature, check);
}

void TestLocalInbox::speaksTls()
{
    test::TestCa ca(m_directory->path());
    const test::Leaf leaf = ca.issue(test::LeafKind::Valid);
    InboxProgram program;
    program.certificateFile = leaf.certificateFile;
    program.keyFile = leaf.keyFile;
    Request request = test::loopbackPost(listen(program));
    request.caFile = ca.caFile();
    QVERIFY(request.url.startsWith(u"https://"));

    QCOMPARE(test::exchange(m_client, request).statusCode, 200);
    QTRY_COMPARE(captures().count, 1);
}

void TestLocalInbox::refusesABodyOverTheLimit()
{
    Request request = test::loopbackPost(listen());
    request.body = QByteArray(1024 * 1024, 'x');
    QCOMPARE(test::exchange(m_client, request).statusCode, 200);
    request.body += 'x';
    QCOMPARE(test::exchange(m_client, request).statusCode, 413);

    QTRY_COMPARE(captures().count, 1);
}

void TestLocalInbox::keepsUpWithAStorm()
{
    constexpr int kMany = 1500;
    const QSignalSpy spy(m_inbox.get(), &Inbox::captured);
    const QString url = listen();
    const auto answered = std::make_shared<std::atomic<int>>(0);

    m_client.send(
        std::vector<Request>(kMany, test::loopbackPost(url)), [answered](const std::vector<Reply> &replies) {
            *answered
                += int(std::ranges::count(replies, 200, [](const Reply &reply) { return reply.statusCode; }));
        });

    QTRY_COMPARE_WITH_TIMEOUT(answered->load(), kMany, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(captures().count, kMany, 20'000);
    const auto told = [&spy] {
        qsizetype count = 0;
        for (const QVariantList &arguments : spy)
            count += arguments.first().value<QList<Capture>>().size();
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(told(), kMany, 20'000);
    QVERIFY(spy.count() < kMany / 10);
}

void TestLocalInbox::clears()
{
    const QString url = listen();
    QCOMPARE(statusOf(url), 200);
    QTRY_COMPARE(captures().count, 1);

    QVERIFY(await(m_inbox->clear()));

    QCOMPARE(captures().count, 0);
    QCOMPARE(statusOf(url), 200);
    QTRY_COMPARE(captures().count, 1);
}

void TestLocalInbox::stopsListening()
{
    const QSignalSpy spy(m_inbox.get(), &Inbox::urlChanged);
    const QString url = listen();
    QCOMPARE(m_inbox->url(), url);

    m_inbox->stop();

    QVERIFY(m_inbox->url().isEmpty());
    QCOMPARE(spy.count(), 2);
    QTRY_VERIFY(!test::isListening(quint16(QUrl(url).port())));
}

void TestLocalInbox::movesToAnotherPort()
{
    const quint16 first = test::freePort();
    const quint16 second = test::freePort();
    InboxProgram program;
    program.listen = u"127.0.0.1:"_s + QString::number(first);
    QCOMPARE(listen(program), u"http://127.0.0.1:"_s + QString::number(first));

    program.listen = u"localhost:"_s + QString::number(second);

    QCOMPARE(statusOf(listen(program)), 200);
    QVERIFY(!test::isListening(first));
}

void TestLocalInbox::answersTheLastOfSeveralPrograms()
{
    InboxProgram first;
    first.listen = u"127.0.0.1:"_s + QString::number(test::freePort());
    InboxProgram second;
    second.listen = u"127.0.0.1:"_s + QString::number(test::freePort());

    const Async<QString> early = m_inbox->listen(first);
    const Async<QString> late = m_inbox->listen(second);

    QCOMPARE(await(early).error().kind, ErrorKind::Cancelled);
    QCOMPARE(await(late), u"http://"_s + second.listen);
    QCOMPARE(m_inbox->url(), u"http://"_s + second.listen);
    QTRY_VERIFY(!test::isListening(quint16(QUrl(u"http://"_s + first.listen).port())));
}

void TestLocalInbox::refusesAProgramThatSaysNothing_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<int>("respond");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("field");

    const QString local = u"127.0.0.1:0"_s;
    QTest::newRow("no port") << u"127.0.0.1"_s << 200 << QString() << u"listen"_s;
    QTest::newRow("port too high") << u"127.0.0.1:70000"_s << 200 << QString() << u"listen"_s;
    QTest::newRow("no address") << u"nowhere.test:0"_s << 200 << QString() << u"listen"_s;
    QTest::newRow("address elsewhere") << u"192.0.2.1:0"_s << 200 << QString() << u"listen"_s;
    QTest::newRow("code") << local << 99 << QString() << u"respond"_s;
    QTest::newRow("scheme") << local << 200 << u"morse"_s << u"scheme"_s;
    QTest::newRow("no secret") << local << 200 << u"hookshot"_s << u"secret"_s;
}

void TestLocalInbox::refusesAProgramThatSaysNothing()
{
    QFETCH(const QString, listen);
    QFETCH(const int, respond);
    QFETCH(const QString, scheme);
    QFETCH(const QString, field);
    InboxProgram program;
    program.listen = listen;
    program.respond = respond;
    program.scheme = scheme;

    const Result<QString> answer = await(m_inbox->listen(program));

    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(answer.error().field, field);
    QVERIFY(m_inbox->url().isEmpty());
}

void TestLocalInbox::saysThatTheAddressIsTaken()
{
    LocalInbox other(*m_store, m_clock);
    InboxProgram program;
    program.listen = u"127.0.0.1:"_s + QString::number(QUrl(listen()).port());

    const Result<QString> answer = await(other.listen(program));

    QVERIFY(!answer);
    QCOMPARE(answer.error().reason, Reason::AddressInUse);
}

QTEST_GUILESS_MAIN(TestLocalInbox)
#include "tst_localinbox.moc"
