// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A connection's calls: whom they sign in, what they wait for, and what is never sent twice.
#include "callerrig.h"
#include "dialects/boldpenguin/boldpenguin.h"
#include "dialects/registry.h"
#include "dialects/sharedturns.h"
#include "smalldialect.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::dialects::test::CallerRig;
using tacklebox::dialects::test::SmallDialect;
using tacklebox::test::answer;
using tacklebox::test::Scripted;

namespace {

constexpr char kSecret[] = "s3cret-of-the-account";
constexpr char kToken[] = "t0ken-of-the-session";

Scripted tokenAnswer(const QByteArray &token, int seconds = 600)
{
    return answer(200,
                  R"({"access_token":")" + token + R"(","expires_in":)" + QByteArray::number(seconds) + "}");
}

Caller::Make asking(const QByteArray &method, const QString &path)
{
    return [method, path](const Access &access) -> Result<Request> {
        Request request{method, QUrl(access.connection.baseUrl + path), {}, {}, Effect::Read};
        if (access.token)
            request.headers.append({"Authorization", "Bearer " + access.token->value.reveal()});
        if (method != "GET") {
            request.effect = Effect::Write;
            request.body = "{}";
        }
        return request;
    };
}

Caller::Make get(const QString &path = u"/hooks"_s)
{
    return asking("GET", path);
}

// Each time that a request is made, before it waits for its turn.
Caller::Make counting(int &made)
{
    return [&made](const Access &access) {
        ++made;
        return get()(access);
    };
}

} // namespace

class tst_Caller : public QObject
{
    Q_OBJECT

private slots:
    void signsInOnceForAll();
    void opensWithOneSignIn();
    void renewsATokenBeforeItsEnd_data();
    void renewsATokenBeforeItsEnd();
    void signsInOnceMoreOn401();
    void signsInOnceForSeveral401();
    void answersASecond401();
    void answersA401AtOnceWithoutASignIn();
    void signsInOnceMoreOn403_data();
    void signsInOnceMoreOn403();
    void takesA403ForAnAnswerOnceItOutlivedARenewal();
    void triesToSignInAgainAfterARefusal();
    void waitsAsTheServerAsks_data();
    void waitsAsTheServerAsks();
    void waitsOnce();
    void waitsTwiceWithoutAWord();
    void waitsNoLongerThanTheRatesSpan();
    void waitsForNothingTooLong_data();
    void waitsForNothingTooLong();
    void leavesTheServerAloneMeanwhile();
    void keepsTheRate();
    void keepsTheRateOfSignIns();
    void keepsTheRateTogetherWithOthers();
    void opensNoSecretForALogin();
    void waitsWithALogin();
    void stopsDuringAWait();
    void stopsWhileOthersGoFirst();
    void stopsWhileItSignsIn();
    void leavesTheOthersTheSignInOfAStoppedOne();
    void saysWhichSecretIsMissing_data();
    void saysWhichSecretIsMissing();
    void sendsNothingWhereThereIsNoRequest();
    void sendsAWriteOnce();
    void saysOfAWriteAloneThatItMayBeSaved_data();
    void saysOfAWriteAloneThatItMayBeSaved();
    void saysOfNoSignInThatAnythingWasSaved();
    void saysOfAReadThatCrashedThatNothingWasSaved();
    void endsAsItBegan();
    void leavesTheAccountAsItIsForALateAnswer();
    void endsWithCallsUnderWay();
    void tellsWhatTheReaderMakesOfAnAnswer_data();
    void tellsWhatTheReaderMakesOfAnAnswer();
    void tellsOfARefusedSignInAsOneOfTheAccount();
    void tellsOfASlowCall();
    void countsNoWaitForItsTurnAsSlow();
    void hasTheVendorsMarkOfASlowCall_data();
    void hasTheVendorsMarkOfASlowCall();
    void tellsNoSecretInAnError_data();
    void tellsNoSecretInAnError();

private:
    const BoldPenguin m_penguin{};
    const QMap<QString, QByteArray> m_given{{u"client_secret"_s, kSecret}};
};

void tst_Caller::signsInOnceForAll()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(tokenAnswer(kToken));
    for (int i = 0; i < 4; ++i)
        rig.server.script(answer(200, "[]"));
    const auto list = [this](const Access &access) { return m_penguin.listSubscribers(access); };

    QList<Async<Response>> calls;
    for (int i = 0; i < 3; ++i)
        calls.append(rig.caller->call(list));

    for (const auto &call : calls) {
        const auto response = CallerRig::wait(call);
        QVERIFY(response);
        QCOMPARE(response->status, 200);
    }
    QVERIFY(CallerRig::wait(rig.caller->call(list)));
    QCOMPARE(rig.asked("POST /auth "), 1);
    QCOMPARE(rig.asked("GET /hooks "), 4);
    QVERIFY(rig.server.requests().last().contains("Authorization: Bearer " + QByteArray(kToken) + "\r\n"));
}

void tst_Caller::opensWithOneSignIn()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(tokenAnswer(kToken));

    const auto first = CallerRig::wait(rig.caller->open());
    const auto second = CallerRig::wait(rig.caller->open());

    QVERIFY(first);
    QVERIFY(second);
    QCOMPARE(second->token->value.reveal(), kToken);
    QCOMPARE(second->secret(u"client_secret"_s).reveal(), kSecret);
    QCOMPARE(second->connection, rig.connection);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_Caller::renewsATokenBeforeItsEnd_data()
{
    QTest::addColumn<int>("life");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("signIns");
    QTest::newRow("a minute and more is left") << 6000 << 5940 << 1;
    QTest::newRow("less than a minute is left") << 6000 << 5941 << 2;
    QTest::newRow("a tenth of a short life is left") << 100 << 90 << 1;
    QTest::newRow("less than a tenth is left") << 100 << 91 << 2;
    QTest::newRow("its end is past") << 600 << 7000 << 2;
    QTest::newRow("nobody said when it ends") << 0 << 1'000'000 << 1;
}

void tst_Caller::renewsATokenBeforeItsEnd()
{
    QFETCH(int, life);
    QFETCH(int, after);
    QFETCH(int, signIns);
    CallerRig rig(m_penguin, m_given);
    rig.server.script(tokenAnswer("first", life));
    rig.server.script(answer(200, "[]"));
    if (signIns == 2)
        rig.server.script(tokenAnswer("second", life));
    rig.server.script(answer(200, "[]"));
    QVERIFY(CallerRig::wait(rig.caller->call(get())));

    rig.clock.moved += std::chrono::seconds(after);
    const auto response = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QCOMPARE(rig.asked("POST /auth "), signIns);
    QVERIFY(rig.server.requests().last().contains(signIns == 2 ? "Bearer second\r\n" : "Bearer first\r\n"));
}

void tst_Caller::signsInOnceMoreOn401()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(tokenAnswer("first"));
    rig.server.script(answer(401, "{}"));
    rig.server.script(tokenAnswer("second"));
    rig.server.script(answer(201, "{}"));

    const auto response = CallerRig::wait(rig.caller->call(asking("POST", u"/hooks"_s)));

    QVERIFY(response);
    QCOMPARE(response->status, 201);
    QCOMPARE(rig.server.requests().size(), 4);
    QVERIFY(rig.server.requests().last().contains("Bearer second\r\n"));
}

void tst_Caller::signsInOnceForSeveral401()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(tokenAnswer("first"));
    rig.server.script(answer(401, "{}"));
    rig.server.script(answer(401, "{}"));
    rig.server.script(tokenAnswer("second"));
    rig.server.script(answer(200, "[]"));
    rig.server.script(answer(200, "[]"));

    const auto one = rig.caller->call(get());
    const auto other = rig.caller->call(get());

    QCOMPARE(CallerRig::wait(one)->status, 200);
    QCOMPARE(CallerRig::wait(other)->status, 200);
    QCOMPARE(rig.asked("POST /auth "), 2);
}

void tst_Caller::answersASecond401()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(tokenAnswer("first"));
    rig.server.script(answer(401, "{}"));
    rig.server.script(tokenAnswer("second"));
    rig.server.script(answer(401, "{}"));
    rig.server.script(tokenAnswer("third"));

    const auto response = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(response);
    QCOMPARE(response->status, 401);
    QCOMPARE(rig.server.requests().size(), 4);
}

void tst_Caller::answersA401AtOnceWithoutASignIn()
{
    CallerRig rig(m_penguin, {{u"access_token"_s, kToken}});
    rig.server.script(answer(401, "{}"));
    rig.server.script(answer(200, "[]"));

    const auto response = CallerRig::wait(
        rig.caller->call([this](const Access &access) { return m_penguin.listSubscribers(access); }));

    QVERIFY(response);
    QCOMPARE(response->status, 401);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_Caller::signsInOnceMoreOn403_data()
{
    QTest::addColumn<bool>("endsBy403");
    QTest::addColumn<bool>("isSigningIn");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("requests");
    QTest::newRow("a token that it ends") << true << true << 201 << 4;
    QTest::newRow("an API that says it by a 401") << false << true << 403 << 2;
    QTest::newRow("no token") << true << false << 403 << 1;
}

void tst_Caller::signsInOnceMoreOn403()
{
    QFETCH(bool, endsBy403);
    QFETCH(bool, isSigningIn);
    SmallDialect dialect;
    dialect.endsBy403 = endsBy403;
    CallerRig rig(dialect, {{u"secret"_s, kSecret}});
    if (isSigningIn) {
        dialect.signInUrl = rig.server.url(u"/auth"_s);
        rig.server.script(answer(200, "first"));
    }
    rig.server.script(answer(403, "{}"));
    rig.server.script(answer(200, "second"));
    rig.server.script(answer(201, "{}"));

    const auto response = CallerRig::wait(rig.caller->call(asking("POST", u"/things"_s)));

    QVERIFY(response);
    QTEST(response->status, "status");
    QTEST(int(rig.server.requests().size()), "requests");
    if (response->status == 201)
        QVERIFY(rig.server.requests().last().contains("Bearer second\r\n"));
}

// What is closed to the account: it would be signed in to with each call.
void tst_Caller::takesA403ForAnAnswerOnceItOutlivedARenewal()
{
    SmallDialect dialect;
    dialect.endsBy403 = true;
    CallerRig rig(dialect, {{u"secret"_s, kSecret}});
    dialect.signInUrl = rig.server.url(u"/auth"_s);
    const Scripted closed = answer(403, "{}");
    for (const Scripted &scripted : {answer(200, "first"), closed, answer(200, "second"), closed})
        rig.server.script(scripted);
    QCOMPARE(CallerRig::wait(rig.caller->call(get()))->status, 403);
    QCOMPARE(rig.asked("POST /auth "), 2);

    rig.server.script(closed);
    QCOMPARE(CallerRig::wait(rig.caller->call(get()))->status, 403);
    QCOMPARE(rig.asked("POST /auth "), 2);
    QCOMPARE(rig.asked("GET /hooks "), 3);

    // A 401 still says that the token has ended, and the next one is looked at afresh.
    for (const Scripted &scripted :
         {answer(401, "{}"), answer(200, "third"), answer(200, "{}"), closed, answer(200, "fourth")})
        rig.server.script(scripted);
    rig.server.script(answer(200, "{}"));
    QCOMPARE(CallerRig::wait(rig.caller->call(get()))->status, 200);
    QCOMPARE(CallerRig::wait(rig.caller->call(get()))->status, 200);
    QCOMPARE(rig.asked("POST /auth "), 4);
}

void tst_Caller::triesToSignInAgainAfterARefusal()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(answer(401, "{}"));
    rig.server.script(tokenAnswer(kToken));
    rig.server.script(answer(200, "[]"));

    const auto refused = CallerRig::wait(rig.caller->call(get()));
    const auto response = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::RemoteTokenInvalid);
    QCOMPARE(refused.error().field, u"client_secret"_s);
    QVERIFY(response);
    QCOMPARE(response->status, 200);
}

void tst_Caller::waitsAsTheServerAsks_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("atLeast");
    QTest::newRow("a second") << QByteArray("Retry-After: 1\r\n") << 1000;
    QTest::newRow("until then") << QByteArray("Retry-After: Tue, 14 Nov 2023 22:13:21 GMT\r\n") << 1000;
    QTest::newRow("not at all") << QByteArray("Retry-After: 0\r\n") << 0;
    QTest::newRow("without a word") << QByteArray() << 1000;
}

void tst_Caller::waitsAsTheServerAsks()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, atLeast);
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(429, "{}", headers));
    rig.server.script(answer(201, "{}"));
    QElapsedTimer elapsed;
    elapsed.start();

    const auto response = CallerRig::wait(rig.caller->call(asking("POST", u"/things"_s)));

    QVERIFY(response);
    QCOMPARE(response->status, 201);
    QVERIFY2(elapsed.elapsed() >= atLeast, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.asked("POST /things "), 2);
}

void tst_Caller::waitsOnce()
{
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(429, "{}", "Retry-After: 0\r\n"));
    rig.server.script(answer(429, "{}", "Retry-After: 0\r\n"));
    rig.server.script(answer(200, "{}"));

    const auto response = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Unreachable);
    QCOMPARE(response.error().reason, Reason::RemoteRateLimited);
    QCOMPARE(response.error().httpStatus, 429);
    QCOMPARE(rig.server.requests().size(), 2);
}

void tst_Caller::waitsTwiceWithoutAWord()
{
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(429, "{}"));
    rig.server.script(answer(429, "{}"));
    rig.server.script(answer(200, "{}"));
    QElapsedTimer elapsed;
    elapsed.start();

    const auto response = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QVERIFY2(elapsed.elapsed() >= 3000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.server.requests().size(), 3);
}

void tst_Caller::waitsNoLongerThanTheRatesSpan()
{
    SmallDialect dialect;
    dialect.allowed = Rate{10, 200ms};
    CallerRig rig(dialect);
    for (int i = 0; i < 3; ++i)
        rig.server.script(answer(429, "{}"));
    rig.server.script(answer(200, "{}"));

    const auto response = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, Reason::RemoteRateLimited);
    QVERIFY(response.error().subject.isEmpty()); // nobody said how long
    QCOMPARE(rig.server.requests().size(), 3);
}

void tst_Caller::waitsForNothingTooLong_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("asked");
    QTest::newRow("a minute and a second") << QByteArray("Retry-After: 61\r\n") << u"61 s"_s;
    QTest::newRow("some minutes") << QByteArray("Retry-After: 290\r\n") << u"5 min"_s;
    QTest::newRow("some hours") << QByteArray("Retry-After: 7201\r\n") << u"3 h"_s;
    QTest::newRow("for an hour") << QByteArray("Retry-After: Tue, 14 Nov 2023 23:13:20 GMT\r\n")
                                 << u"60 min"_s;
}

void tst_Caller::waitsForNothingTooLong()
{
    QFETCH(QByteArray, headers);
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(429, "{}", headers));
    rig.server.script(answer(200, "{}"));

    const auto limited = CallerRig::wait(rig.caller->call(get()));
    const auto next = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(!limited);
    QCOMPARE(limited.error().reason, Reason::RemoteRateLimited);
    QTEST(limited.error().subject, "asked");
    QVERIFY(next); // a person may try again
    QCOMPARE(rig.server.requests().size(), 2);
}

void tst_Caller::leavesTheServerAloneMeanwhile()
{
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(429, "{}", "Retry-After: 1\r\n"));
    rig.server.script(answer(200, "{}"));
    rig.server.script(answer(200, "{}"));
    QElapsedTimer elapsed;
    elapsed.start();
    int made = 0;
    const auto first = rig.caller->call(counting(made));
    QTRY_COMPARE(made, 2); // and waits

    const auto second = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(second);
    QVERIFY2(elapsed.elapsed() >= 1000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(CallerRig::wait(first)->status, 200);
}

void tst_Caller::keepsTheRate()
{
    SmallDialect dialect;
    dialect.allowed = Rate{2, 300ms};
    CallerRig rig(dialect);
    for (int i = 0; i < 5; ++i)
        rig.server.script(answer(200, "{}"));
    QElapsedTimer elapsed;
    elapsed.start();

    QList<Async<Response>> calls;
    for (int i = 1; i <= 5; ++i)
        calls.append(rig.caller->call(get(u"/%1"_s.arg(i))));

    for (const auto &call : calls)
        QVERIFY(CallerRig::wait(call));
    QVERIFY2(elapsed.elapsed() >= 600, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.asked("GET /"), 5); // in whatever order their secrets were read
}

void tst_Caller::keepsTheRateOfSignIns()
{
    SmallDialect dialect;
    dialect.allowed = Rate{1, 300ms};
    CallerRig rig(dialect, {{u"secret"_s, kSecret}});
    dialect.signInUrl = rig.server.url(u"/auth"_s);
    rig.server.script(answer(200, kToken));
    rig.server.script(answer(200, "{}"));
    QElapsedTimer elapsed;
    elapsed.start();

    QVERIFY(CallerRig::wait(rig.caller->call(get())));

    QVERIFY2(elapsed.elapsed() >= 300, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.server.requests().size(), 2);
}

// Each with a database connection of its own, as two processes have.
void tst_Caller::keepsTheRateTogetherWithOthers()
{
    SmallDialect dialect;
    dialect.allowed = Rate{2, 300ms};
    CallerRig rig(dialect);
    for (int i = 0; i < 5; ++i)
        rig.server.script(answer(200, "{}"));
    const auto other = store::Store::open(rig.profile.path());
    QVERIFY(other);
    const auto key = rig.profile.read<store::ConnectionKey>(
        [&rig](store::Connection &from) { return store::findConnection(from, rig.connection.id); });
    QVERIFY(key);
    const SystemClock clock;
    const auto callerOn = [&](store::Store &store) {
        return std::make_unique<Caller>(Caller::Parts{dialect,
                                                      rig.client,
                                                      rig.credentials,
                                                      rig.clock,
                                                      sharedTurns(dialect.allowed, store, *key, clock)},
                                        rig.connection);
    };
    const auto console = callerOn(rig.profile.store());
    const auto command = callerOn(**other);
    QElapsedTimer elapsed;
    elapsed.start();

    QList<Async<Response>> calls;
    for (int i = 1; i <= 5; ++i)
        calls.append((i % 2 == 0 ? console : command)->call(get(u"/%1"_s.arg(i))));

    for (const auto &call : calls)
        QVERIFY(CallerRig::wait(call));
    QVERIFY2(elapsed.elapsed() >= 600 - 1, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.asked("GET /"), 5);
}

void tst_Caller::opensNoSecretForALogin()
{
    SmallDialect dialect;
    CallerRig rig(dialect, {{u"secret"_s, kSecret}});
    dialect.signInUrl = rig.server.url(u"/auth"_s);
    rig.keychain.entries.clear(); // what was lost is no matter of it
    rig.server.script(answer(401, "{}"));
    rig.server.script(answer(200, "second"));
    QList<std::optional<Error>> heard;
    QObject::connect(rig.caller.get(), &Caller::heard, rig.caller.get(), [&heard](const auto &error) {
        heard.append(error);
    });
    bool hasSecret = true;
    const auto make = [&hasSecret](const Access &access) {
        hasSecret = !access.secrets.empty() || access.token.has_value();
        return asking("POST", u"/login"_s)(access);
    };

    const auto response = CallerRig::wait(rig.caller->callWithoutSecrets(make));

    QVERIFY(response);
    QCOMPARE(response->status, 401);
    QVERIFY(!hasSecret);
    QCOMPARE(rig.server.requests().size(), 1);
    QVERIFY(heard.isEmpty());
}

void tst_Caller::waitsWithALogin()
{
    SmallDialect dialect;
    dialect.allowed = Rate{2, 300ms};
    CallerRig rig(dialect);
    rig.server.script(answer(429, "{}", "Retry-After: 1\r\n"));
    rig.server.script(answer(200, "{}"));
    QElapsedTimer elapsed;
    elapsed.start();

    const auto response = CallerRig::wait(rig.caller->callWithoutSecrets(asking("POST", u"/login"_s)));

    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QVERIFY2(elapsed.elapsed() >= 1000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(rig.asked("POST /login "), 2);
}

void tst_Caller::stopsDuringAWait()
{
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(429, "{}", "Retry-After: 60\r\n"));
    std::stop_source stop;
    int made = 0;
    const auto call = rig.caller->call(counting(made), stop.get_token());
    QTRY_COMPARE(made, 2);

    stop.request_stop();

    const auto response = CallerRig::wait(call);
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Cancelled);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_Caller::stopsWhileOthersGoFirst()
{
    SmallDialect dialect;
    dialect.allowed = Rate{1, 1h};
    CallerRig rig(dialect);
    rig.server.script(answer(200, "{}"));
    std::stop_source stop;
    QVERIFY(CallerRig::wait(rig.caller->call(get())));
    int made = 0;
    const auto call = rig.caller->call(counting(made), stop.get_token());
    QTRY_COMPARE(made, 1);

    stop.request_stop();

    const auto response = CallerRig::wait(call);
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Cancelled);
    QCOMPARE(rig.server.requests().size(), 1);
}

void tst_Caller::stopsWhileItSignsIn()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script({{}, Scripted::Then::Stall});
    std::stop_source stop;
    const auto call = rig.caller->call(get(), stop.get_token());
    QTRY_COMPARE(rig.server.requests().size(), 1);

    stop.request_stop();

    const auto response = CallerRig::wait(call);
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Cancelled);
    QCOMPARE(rig.asked("GET "), 0);
}

void tst_Caller::leavesTheOthersTheSignInOfAStoppedOne()
{
    SmallDialect dialect;
    std::stop_source stop;
    dialect.onSignIn = [&stop] { stop.request_stop(); };
    CallerRig rig(dialect, {{u"secret"_s, kSecret}});
    dialect.signInUrl = rig.server.url(u"/auth"_s);
    rig.server.script(answer(200, kToken));
    rig.server.script(answer(200, "{}"));

    const auto stopped = rig.caller->call(get(), stop.get_token());
    const auto other = rig.caller->call(get());

    QCOMPARE(CallerRig::wait(stopped).error().kind, ErrorKind::Cancelled);
    const auto response = CallerRig::wait(other);
    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QCOMPARE(rig.asked("POST /auth "), 1);
    QCOMPARE(rig.server.requests().size(), 2);
}

void tst_Caller::saysWhichSecretIsMissing_data()
{
    QTest::addColumn<bool>("isSet");
    QTest::newRow("none was given") << false;
    QTest::newRow("the keychain lost it") << true;
}

void tst_Caller::saysWhichSecretIsMissing()
{
    QFETCH(bool, isSet);
    CallerRig rig(m_penguin, isSet ? m_given : QMap<QString, QByteArray>());
    rig.keychain.entries.clear();

    const auto response = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(response.error().reason, Reason::SecretMissing);
    QCOMPARE(response.error().field, u"client_secret"_s);
    QVERIFY(rig.server.requests().isEmpty());
}

void tst_Caller::sendsNothingWhereThereIsNoRequest()
{
    const SmallDialect dialect;
    CallerRig rig(dialect);
    const Error unconfirmed{ErrorKind::Unsupported, Reason::Unconfirmed, u"path.create"_s, {}, {}, {}, 0};

    const auto response = CallerRig::wait(
        rig.caller->call([&](const Access &) -> Result<Request> { return fail(unconfirmed); }));

    QVERIFY(!response);
    QCOMPARE(response.error(), unconfirmed);
    QVERIFY(rig.server.requests().isEmpty());
}

// Over a connection that was used before, where it would be sent again if anything did that.
void tst_Caller::sendsAWriteOnce()
{
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(200, "{}"));
    rig.server.script({{}, Scripted::Then::Close});
    rig.server.script(answer(200, "{}"));
    QVERIFY(CallerRig::wait(rig.caller->call(get())));

    const auto response = CallerRig::wait(rig.caller->call(asking("POST", u"/things"_s)));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, Reason::RemoteReplyLost);
    QCOMPARE(rig.asked("POST /things "), 1);
}

void tst_Caller::saysOfAWriteAloneThatItMayBeSaved_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("a read") << QByteArray("GET") << Reason::RemoteReadLost;
    QTest::newRow("a write") << QByteArray("POST") << Reason::RemoteReplyLost;
}

void tst_Caller::saysOfAWriteAloneThatItMayBeSaved()
{
    QFETCH(QByteArray, method);
    QFETCH(Reason, reason);
    const SmallDialect dialect;
    CallerRig rig(dialect);
    for (int i = 0; i < 5; ++i) // Qt asks a read again
        rig.server.script({"HTTP/1.1 20", Scripted::Then::Close});
    std::optional<Error> heard;
    QObject::connect(
        rig.caller.get(), &Caller::heard, rig.caller.get(), [&heard](const auto &error) { heard = error; });

    const auto response = CallerRig::wait(rig.caller->call(asking(method, u"/things"_s)));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, reason);
    QVERIFY(heard.has_value());
    QCOMPARE(heard->reason, reason);
}

void tst_Caller::saysOfNoSignInThatAnythingWasSaved()
{
    CallerRig rig(m_penguin, m_given);
    for (int i = 0; i < 5; ++i)
        rig.server.script({"HTTP/1.1 20", Scripted::Then::Close});

    const auto lost = CallerRig::wait(rig.caller->call(asking("POST", u"/hooks"_s)));

    QVERIFY(!lost);
    QCOMPARE(lost.error().reason, Reason::RemoteReadLost);
    QCOMPARE(rig.asked("POST /hooks"), 0);
}

void tst_Caller::saysOfAReadThatCrashedThatNothingWasSaved()
{
    CallerRig rig(m_penguin, {{u"access_token"_s, kToken}});
    rig.server.script(answer(500, ""));
    rig.server.script(answer(500, ""));
    const auto read = [this](const Response &response) { return m_penguin.readSubscribers(response); };
    const auto list = [this](const Access &access) { return m_penguin.listSubscribers(access); };

    const auto ofRead = CallerRig::wait(rig.caller->call<Listed<Subscriber>>(list, read, std::stop_token()));
    const auto ofWrite = CallerRig::wait(
        rig.caller->call<Listed<Subscriber>>(asking("POST", u"/hooks"_s), read, std::stop_token()));

    QCOMPARE(ofRead.error().reason, Reason::RemoteReadCrash);
    QCOMPARE(ofRead.error().httpStatus, 500);
    QCOMPARE(ofWrite.error().reason, Reason::RemoteCrash);
}

void tst_Caller::endsAsItBegan()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(tokenAnswer("first"));
    rig.server.script(answer(200, "[]"));
    rig.server.script(tokenAnswer("second"));
    rig.server.script(answer(200, "[]"));
    Connection moved = rig.connection;
    moved.baseUrl += u"/moved"_s;

    const auto before = rig.caller->call(get());
    rig.caller->setConnection(moved);
    QVERIFY(CallerRig::wait(before));
    const auto after = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(after);
    QCOMPARE(rig.caller->connection(), moved);
    QCOMPARE(rig.server.requests().size(), 4);
    QVERIFY(rig.server.requests().at(1).startsWith("GET /hooks "));
    QVERIFY(rig.server.requests().at(1).contains("Bearer first\r\n"));
    QVERIFY(rig.server.requests().at(3).startsWith("GET /moved/hooks "));
    QVERIFY(rig.server.requests().at(3).contains("Bearer second\r\n"));
}

void tst_Caller::leavesTheAccountAsItIsForALateAnswer()
{
    CallerRig rig(m_penguin, {{u"access_token"_s, kToken}});
    rig.server.script(answer(401, "{}"));
    rig.server.script(answer(200, "[]"));
    QList<std::optional<Error>> heard;
    QObject::connect(rig.caller.get(), &Caller::heard, rig.caller.get(), [&heard](const auto &error) {
        heard.append(error);
    });
    const quint64 before = rig.caller->generation();

    const auto late = rig.caller->call(get());
    rig.caller->setConnection(rig.connection); // as when another token was given
    QCOMPARE(CallerRig::wait(late)->status, 401);
    QVERIFY(heard.isEmpty());
    QVERIFY(CallerRig::wait(rig.caller->call(get())));

    QCOMPARE(heard.size(), 1);
    QVERIFY(!heard.first());
    QVERIFY(rig.caller->generation() != before);
}

void tst_Caller::endsWithCallsUnderWay()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script({{}, Scripted::Then::Stall});
    std::stop_source stop;
    int made = 0;
    const auto call = rig.caller->call(counting(made));
    const auto stoppable = rig.caller->call(counting(made), stop.get_token());
    QTRY_COMPARE(rig.server.requests().size(), 1);

    rig.caller.reset();
    stop.request_stop();

    QVERIFY(call.isCanceled());
    QCOMPARE(call.resultCount(), 0);
    QVERIFY(stoppable.isCanceled());
    QCOMPARE(stoppable.resultCount(), 0);
    QCOMPARE(made, 0);
}

void tst_Caller::tellsWhatTheReaderMakesOfAnAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<std::optional<Error>>("verdict");
    QTest::addColumn<ConnectionState::Standing>("standing");
    using Standing = ConnectionState::Standing;
    using Verdict = std::optional<Error>;
    const auto error = [](ErrorKind kind, Reason reason, const QString &field = {}) {
        return Verdict(Error{kind, reason, field, {}, {}, {}, 404});
    };
    QTest::newRow("access was not granted")
        << 404 << error(ErrorKind::NotAuthorised, Reason::RemoteForbidden) << Standing::Forbidden;
    QTest::newRow("one row is not there")
        << 404 << error(ErrorKind::NotFound, Reason::NoSuchSubscriber) << Standing::Ready;
    QTest::newRow("one value is refused")
        << 422 << error(ErrorKind::InvalidValue, Reason::RemoteParameterInvalid, u"url"_s) << Standing::Ready;
    QTest::newRow("nothing that can be read")
        << 200 << error(ErrorKind::Failed, Reason::ReplyNotJson) << Standing::Failing;
    QTest::newRow("an answer all the same") << 404 << Verdict() << Standing::Ready;
}

void tst_Caller::tellsWhatTheReaderMakesOfAnAnswer()
{
    QFETCH(int, status);
    QFETCH(std::optional<Error>, verdict);
    QFETCH(ConnectionState::Standing, standing);
    const SmallDialect dialect;
    CallerRig rig(dialect);
    rig.server.script(answer(status, "{}"));
    QList<std::optional<Error>> heard;
    QObject::connect(rig.caller.get(), &Caller::heard, rig.caller.get(), [&heard](const auto &error) {
        heard.append(error);
    });
    const auto read = [verdict](const Response &) -> Result<Done> {
        return verdict ? Result<Done>(fail(*verdict)) : Result<Done>(Done{});
    };

    const auto done = CallerRig::wait(rig.caller->call<Done>(get(), read, std::stop_token()));

    QCOMPARE(done.has_value(), !verdict);
    QCOMPARE(heard.size(), 1);
    QCOMPARE(heard.first(), verdict);
    QCOMPARE(stateOf(heard.first(), {}).standing, standing);
}

// Whatever was to be asked with it.
void tst_Caller::tellsOfARefusedSignInAsOneOfTheAccount()
{
    CallerRig rig(m_penguin, m_given);
    rig.server.script(answer(404, "{}"));
    rig.server.script(tokenAnswer(kToken));
    rig.server.script(answer(404, "{}"));
    QList<About> heard;
    QObject::connect(rig.caller.get(),
                     &Caller::heard,
                     rig.caller.get(),
                     [&heard](const std::optional<Error> &error, About about) {
                         if (error)
                             heard.append(about);
                     });

    QVERIFY(!CallerRig::wait(rig.caller->call(get())));
    QVERIFY(CallerRig::wait(rig.caller->call(get())));

    QCOMPARE(heard, QList<About>({About::Account, About::OneThing}));
}

void tst_Caller::tellsOfASlowCall()
{
    SmallDialect dialect;
    dialect.callSlowAfter(0ms);
    CallerRig rig(dialect);
    rig.server.script(answer(200, "{}"));
    rig.server.script(answer(200, "{}"));
    rig.server.hold();
    std::optional<std::chrono::milliseconds> heard; // with the answer
    QObject::connect(rig.caller.get(), &Caller::heard, rig.caller.get(), [&] { heard = rig.caller->slow(); });

    const auto slow = rig.caller->call(get());
    QTRY_COMPARE(rig.server.requests().size(), 1);
    QElapsedTimer held;
    held.start();
    QTRY_VERIFY(held.elapsed() > 5); // what a server takes to think
    QVERIFY(!rig.caller->slow());
    rig.server.release();

    const auto response = CallerRig::wait(slow);
    QVERIFY(response);
    QVERIFY(response->took > 0ms);
    QCOMPARE(rig.caller->slow(), std::optional(response->took));
    QCOMPARE(heard, rig.caller->slow());

    dialect.callSlowAfter(1h);
    QVERIFY(CallerRig::wait(rig.caller->call(get())));
    QVERIFY(!rig.caller->slow());
}

void tst_Caller::countsNoWaitForItsTurnAsSlow()
{
    SmallDialect dialect;
    dialect.allowed = Rate{1, 300ms};
    CallerRig rig(dialect);
    rig.server.script(answer(200, "{}"));
    rig.server.script(answer(200, "{}"));
    QElapsedTimer all;
    all.start();

    const auto first = rig.caller->call(get());
    const auto second = CallerRig::wait(rig.caller->call(get()));

    QVERIFY(CallerRig::wait(first));
    QVERIFY(second);
    QVERIFY(second->took.count() <= all.elapsed() - 300 + 1);
}

void tst_Caller::hasTheVendorsMarkOfASlowCall_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("took");
    QTest::addColumn<bool>("isSlow");
    QTest::newRow("as long as may be") << u"superoffice"_s << 2000 << false;
    QTest::newRow("longer") << u"superoffice"_s << 2001 << true;
    QTest::newRow("a vendor that says nothing of it") << u"planomatic"_s << 60'000 << false;
    QTest::newRow("another one") << u"boldpenguin"_s << 60'000 << false;
}

void tst_Caller::hasTheVendorsMarkOfASlowCall()
{
    QFETCH(QString, kind);
    QFETCH(int, took);
    QFETCH(bool, isSlow);
    const Response response{200, {}, {}, std::chrono::milliseconds(took)};

    const auto slow = slowOf(response, Registry::builtIn().find(kind)->slowAfter());

    QCOMPARE(slow, isSlow ? std::optional(response.took) : std::nullopt);
}

void tst_Caller::tellsNoSecretInAnError_data()
{
    QTest::addColumn<QString>("tokenRequest");
    QTest::addColumn<QList<Scripted>>("script");
    const QByteArray told = QByteArray(kSecret) + ' ' + kToken;
    const QByteArray json = R"({"error":")" + told + R"("})";
    const Scripted closed{{}, Scripted::Then::Close};
    for (const QString &form : {u"form"_s, u"basic"_s}) {
        const auto row = [&form](const char *name, const QList<Scripted> &script) {
            QTest::addRow("%s, %s", name, qPrintable(form)) << form << script;
        };
        row("a sign-in is refused", {answer(401, json)});
        row("a sign-in is quoted", {answer(422, R"({"client_secret":[")" + told + R"("]})")});
        row("a sign-in gives no JSON", {answer(200, told + " {")});
        row("a sign-in gives no token", {answer(200, json)});
        row("a sign-in crashes", {answer(500, json)});
        row("a sign-in is lost", {closed, closed, closed, closed, closed});
        row("a write is lost", {tokenAnswer(kToken), closed});
        row("too many calls", {tokenAnswer(kToken), answer(429, json, "Retry-After: 100\r\n")});
    }
}

void tst_Caller::tellsNoSecretInAnError()
{
    QFETCH(QString, tokenRequest);
    QFETCH(QList<Scripted>, script);
    CallerRig rig(m_penguin, m_given);
    rig.connection.settings.insert(u"token_request"_s, tokenRequest);
    rig.caller->setConnection(rig.connection);
    for (const Scripted &scripted : script)
        rig.server.script(scripted);

    const auto response = CallerRig::wait(rig.caller->call(asking("POST", u"/hooks"_s)));

    QVERIFY(!response);
    const Error &error = response.error();
    const QString texts = error.field + error.subject + error.detail + error.remoteStatus;
    const QByteArray pair = ("me:" + QByteArray(kSecret)).toBase64();
    for (const QByteArray &secret : {QByteArray(kSecret), QByteArray(kToken), pair})
        QVERIFY2(!texts.contains(QString::fromLatin1(secret)), qPrintable(texts));
}

QTEST_GUILESS_MAIN(tst_Caller)
#include "tst_caller.moc"
