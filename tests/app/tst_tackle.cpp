// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The main job through the real command line: subscribe, publish, deliver, look, replay.

#include "tests/app/tacklerun.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class TackleTest final : public QObject
{
    Q_OBJECT

private slots:
    void deliversToTheInboxByteForByte();
    void signsAsHookshot();
    void retriesAfter500AndReplaysOnceMended();
    void holdsTheJobsOfAStoppedSubscriber();
    void dropsAJob();
    void saysWhenNobodyDelivers();
    void publishesABatch();
    void publishesAnIdOnce();
    void showsAllOfAnAttempt();
    void testsAReceiverInWords();
    void editsASubscriber();
    void rotatesASecretAndShowsItOnce();
    void filtersAndPagesJobs();
    void offersTheOtherSpellingOfAStatus();
    void watchesJobsChange();
    void keepsActivityAndUndoes();
    void setsASetting();
    void verifiesASignature();
    void doctorFindsAHealthyProfile();

private:
    // Delivers all that is due.
    static void deliver(const TackleProfile &tackle);
    static QJsonObject firstJob(const TackleProfile &tackle, const QStringList &filter = {});
    static QJsonArray rows(const Said &said) { return said.json()[u"rows"_s].toArray(); }
};

namespace {

// A running `tackle inbox`.
class RunningInbox
{
public:
    explicit RunningInbox(const TackleProfile &tackle, const QStringList &options = {})
    {
        tackle.start(m_process, QStringList{u"--json"_s, u"inbox"_s} + options);
        url = QJsonDocument::fromJson(nextLine(m_process))[u"url"_s].toString();
    }
    ~RunningInbox() { end(m_process); }

    QJsonObject next() { return QJsonDocument::fromJson(nextLine(m_process)).object(); }

    QString url;

private:
    QProcess m_process;
};

} // namespace

void TackleTest::deliver(const TackleProfile &tackle)
{
    const Said said = tackle.run({u"serve"_s, u"--until-idle"_s});
    QVERIFY2(said.code == 0, (said.out + said.err).constData());
}

QJsonObject TackleTest::firstJob(const TackleProfile &tackle, const QStringList &filter)
{
    return rows(tackle.json(QStringList{u"jobs"_s, u"list"_s} + filter)).first().toObject();
}

void TackleTest::deliversToTheInboxByteForByte()
{
    TackleProfile tackle;
    RunningInbox inbox(tackle);
    QVERIFY(inbox.url.startsWith(u"http://127.0.0.1:"_s));
    QVERIFY(!tackle.subscriber(inbox.url + u"/hook"_s).isEmpty());
    const QByteArray payload("{\"price\": 412000.10,  \"note\":\"\\u00fc\"}");

    const Said published = tackle.json({u"publish"_s,
                                        u"order.delivered"_s,
                                        u"--status"_s,
                                        u"completed"_s,
                                        u"--order-id"_s,
                                        u"PM-1"_s,
                                        u"--data"_s,
                                        u"-"_s},
                                       payload);
    QCOMPARE(published.code, 0);
    QCOMPARE(published.json()[u"jobs"_s].toArray().size(), 1);
    deliver(tackle);

    const QJsonObject capture = inbox.next();
    QCOMPARE(capture[u"target"_s].toString(), u"/hook"_s);
    QCOMPARE(capture[u"body"_s].toString().toUtf8(), payload);
    const QJsonObject job = firstJob(tackle);
    QCOMPARE(job[u"state"_s].toString(), u"delivered"_s);
    QCOMPARE(job[u"status_code"_s].toInt(), 200);
    QCOMPARE(job[u"order_id"_s].toString(), u"PM-1"_s);
    QCOMPARE(capture[u"headers"_s].toObject()[u"X-Tacklebox-Job"_s].toString(), job[u"uuid"_s].toString());
}

void TackleTest::signsAsHookshot()
{
    TackleProfile tackle;
    const QString secret = tackle.file(u"secret"_s, "503bec91ecdf\n");
    RunningInbox inbox(tackle, {u"--scheme"_s, u"hookshot"_s, u"--secret-file"_s, secret});
    QVERIFY(!tackle
                 .subscriber(inbox.url,
                             {u"--set"_s, u"signing_scheme=hookshot"_s, u"--secret"_s, u"secret="_s + secret})
                 .isEmpty());

    QCOMPARE(tackle.run({u"publish"_s, u"quote_request:created"_s, u"--sample"_s}).code, 0);
    deliver(tackle);

    const QJsonObject capture = inbox.next();
    const QByteArray expected = QMessageAuthenticationCode::hash(capture[u"body"_s].toString().toUtf8(),
                                                                 "503bec91ecdf",
                                                                 QCryptographicHash::Sha256)
                                    .toHex();
    QCOMPARE(capture[u"headers"_s].toObject()[u"X-Signature"_s].toString().toLatin1(), expected);
    QCOMPARE(capture[u"signature"_s].toString(), u"valid"_s);
}

void TackleTest::retriesAfter500AndReplaysOnceMended()
{
    TackleProfile tackle;
    RunningInbox broken(tackle, {u"--respond"_s, u"500"_s});
    const QString id = tackle.subscriber(broken.url, {u"--set"_s, u"retry_policy=1s"_s});
    QCOMPARE(tackle.run({u"publish"_s, u"test"_s}).code, 0);
    deliver(tackle);

    QJsonObject job = firstJob(tackle);
    QCOMPARE(job[u"state"_s].toString(), u"failed"_s);
    QCOMPARE(job[u"attempts"_s].toInt(), 2);
    QVERIFY(!job[u"last_error"_s].toString().isEmpty());

    RunningInbox mended(tackle);
    QCOMPARE(
        tackle.run({u"subscribers"_s, u"update"_s, id, u"--set"_s, u"callback_url="_s + mended.url}).code, 0);
    const Said replayed = tackle.json({u"jobs"_s, u"replay"_s, job[u"id"_s].toString()});
    QCOMPARE(replayed.code, 0);
    QCOMPARE(replayed.json()[u"results"_s].toArray().size(), 1);
    deliver(tackle);

    job = tackle.json({u"jobs"_s, u"show"_s, job[u"id"_s].toString()}).json();
    QCOMPARE(job[u"state"_s].toString(), u"delivered"_s);
    QCOMPARE(job[u"attempt_log"_s].toArray().size(), 3);
    QCOMPARE(job[u"attempt_log"_s].toArray().last()[u"manual"_s].toBool(), true);
}

void TackleTest::holdsTheJobsOfAStoppedSubscriber()
{
    TackleProfile tackle;
    RunningInbox inbox(tackle);
    const QString id = tackle.subscriber(inbox.url);
    QCOMPARE(tackle.run({u"publish"_s, u"test"_s}).code, 0);
    QCOMPARE(tackle.run({u"subscribers"_s, u"disable"_s, id}).code, 0);
    deliver(tackle);
    QCOMPARE(firstJob(tackle)[u"state"_s].toString(), u"held"_s);

    QCOMPARE(tackle.run({u"subscribers"_s, u"enable"_s, id}).code, 0);
    deliver(tackle);

    QCOMPARE(firstJob(tackle)[u"state"_s].toString(), u"delivered"_s);
}

void TackleTest::dropsAJob()
{
    TackleProfile tackle;
    QVERIFY(!tackle.subscriber(u"https://a.example/"_s).isEmpty());
    QCOMPARE(tackle.run({u"publish"_s, u"test"_s}).code, 0);
    const QString id = firstJob(tackle)[u"id"_s].toString();

    QCOMPARE(tackle.run({u"jobs"_s, u"drop"_s, id}).code, 0);

    QCOMPARE(firstJob(tackle)[u"state"_s].toString(), u"dropped"_s);
    const Said again = tackle.json({u"jobs"_s, u"drop"_s, id});
    QCOMPARE(again.code, 5);
    QCOMPARE(again.error()[u"kind"_s].toString(), u"conflict"_s);
}

void TackleTest::saysWhenNobodyDelivers()
{
    TackleProfile tackle;
    QVERIFY(!tackle.subscriber(u"https://a.example/"_s).isEmpty());

    const Said said = tackle.run({u"publish"_s, u"test"_s});

    QCOMPARE(said.code, 0);
    QVERIFY2(said.err.contains("tackle serve"), said.err.constData());
}

void TackleTest::publishesABatch()
{
    TackleProfile tackle;
    RunningInbox inbox(tackle);
    QVERIFY(!tackle.subscriber(inbox.url).isEmpty());
    QByteArray batch;
    for (int n = 0; n < 2500; ++n)
        batch += "{\"type\":\"order.delivered\",\"order_id\":\"" + QByteArray::number(n)
            + "\",\"data\":{\"p\":1.10}}\n";

    const Said said = tackle.json({u"publish"_s, u"--batch"_s, tackle.file(u"batch"_s, batch)});

    QCOMPARE(said.code, 0);
    QCOMPARE(said.json()[u"events"_s].toInt(), 2500);
    QCOMPARE(said.json()[u"jobs"_s].toInt(), 2500);
    deliver(tackle);
    const Said list = tackle.json({u"jobs"_s, u"list"_s, u"--count"_s, u"--state"_s, u"delivered"_s});
    QCOMPARE(list.json()[u"count"_s].toInt(), 2500);
    QCOMPARE(inbox.next()[u"body"_s].toString(), u"{\"p\":1.10}"_s);
}

void TackleTest::publishesAnIdOnce()
{
    TackleProfile tackle;
    QVERIFY(!tackle.subscriber(u"https://a.example/"_s).isEmpty());
    const QStringList words{u"publish"_s, u"test"_s, u"--id"_s, u"k-1"_s};

    const Said first = tackle.json(words);
    const Said second = tackle.json(words);

    QCOMPARE(first.json()[u"repeated"_s].toBool(true), false);
    QCOMPARE(second.json()[u"repeated"_s].toBool(), true);
    QCOMPARE(second.json()[u"id"_s], first.json()[u"id"_s]);
    QCOMPARE(tackle.json({u"publish"_s, u"other"_s, u"--id"_s, u"k-1"_s}).code, 5);
}

void TackleTest::showsAllOfAnAttempt()
{
    TackleProfile tackle;
    RunningInbox inbox(tackle);
    QVERIFY(!tackle.subscriber(inbox.url).isEmpty());
    QCOMPARE(tackle.run({u"publish"_s, u"test"_s}).code, 0);
    deliver(tackle);

    const QJsonObject job = tackle.json({u"jobs"_s, u"show"_s, firstJob(tackle)[u"id"_s].toString()}).json();

    const QJsonObject attempt = job[u"attempt_log"_s].toArray().first().toObject();
    for (const QString &member : {u"number"_s,
                                  u"at"_s,
                                  u"manual"_s,
                                  u"outcome"_s,
                                  u"error"_s,
                                  u"status_code"_s,
                                  u"peer"_s,
                                  u"reused"_s,
                                  u"request"_s,
                                  u"response"_s,
                                  u"timing"_s,
                                  u"tls"_s})
        QVERIFY2(attempt.contains(member), qPrintable(member));
    QCOMPARE(attempt[u"outcome"_s].toString(), u"delivered"_s);
    QVERIFY(attempt[u"peer"_s].toString().startsWith(u"127.0.0.1:"_s));
    QCOMPARE(attempt[u"request"_s][u"method"_s].toString(), u"POST"_s);
    QVERIFY(attempt[u"timing"_s][u"total_us"_s].toInteger() > 0);
}

void TackleTest::testsAReceiverInWords()
{
    TackleProfile tackle;
    RunningInbox good(tackle);
    RunningInbox bad(tackle, {u"--respond"_s, u"503"_s});

    const Said accepted = tackle.json({u"test"_s, good.url, u"--event"_s, u"contact.created"_s});
    QCOMPARE(accepted.code, 0);
    QCOMPARE(accepted.json()[u"verdict"_s][u"outcome"_s].toString(), u"delivered"_s);
    QVERIFY(!accepted.json()[u"verdict"_s][u"summary"_s].toString().isEmpty());

    const Said refused = tackle.json({u"test"_s, bad.url});
    QCOMPARE(refused.code, 1);
    QCOMPARE(refused.json()[u"verdict"_s][u"outcome"_s].toString(), u"refused_status"_s);
    QCOMPARE(refused.json()[u"status_code"_s].toInt(), 503);
    QCOMPARE(tackle.json({u"jobs"_s, u"list"_s, u"--count"_s}).json()[u"count"_s].toInt(-1), 0);
}

void TackleTest::editsASubscriber()
{
    TackleProfile tackle;
    const QString id = tackle.subscriber(u"https://a.example/"_s);

    const Said preview
        = tackle.json({u"subscribers"_s, u"update"_s, id, u"--set"_s, u"name=B"_s, u"--dry-run"_s});
    QCOMPARE(preview.code, 0);
    QVERIFY(preview.json().contains(u"method"_s));
    QCOMPARE(tackle.json({u"subscribers"_s, u"show"_s, id}).json()[u"name"_s].toString(), u"Receiver"_s);

    const Said updated = tackle.json({u"subscribers"_s,
                                      u"update"_s,
                                      id,
                                      u"--set"_s,
                                      u"name=B"_s,
                                      u"--set"_s,
                                      u"events=order.*,contact.created"_s,
                                      u"--set"_s,
                                      u"success_code=200,202"_s});
    QCOMPARE(updated.code, 0);
    QCOMPARE(updated.json()[u"name"_s].toString(), u"B"_s);
    QCOMPARE(updated.json()[u"events"_s].toArray(), (QJsonArray{u"order.*"_s, u"contact.created"_s}));
    QCOMPARE(updated.json()[u"success_code"_s].toString(), u"200,202"_s);
    const QString uuid = updated.json()[u"uuid"_s].toString();
    QCOMPARE(tackle.json({u"subscribers"_s, u"show"_s, uuid}).json()[u"id"_s].toString(), id);

    QCOMPARE(tackle.json({u"subscribers"_s, u"delete"_s, id}).code, 0);
    QCOMPARE(tackle.json({u"subscribers"_s, u"show"_s, id}).code, 4);
}

void TackleTest::rotatesASecretAndShowsItOnce()
{
    TackleProfile tackle;
    const QString id = tackle.subscriber(u"https://a.example/"_s,
                                         {u"--set"_s,
                                          u"signing_scheme=hookshot"_s,
                                          u"--secret"_s,
                                          u"secret="_s + tackle.file(u"secret"_s, "first-secret")});
    QVERIFY(!id.isEmpty());

    const QString secret = tackle.json({u"subscribers"_s, u"rotate"_s, id}).json()[u"secret"_s].toString();

    QVERIFY(secret.size() >= 20);
    const Said shown = tackle.json({u"subscribers"_s, u"show"_s, id});
    QCOMPARE(shown.json()[u"secret"_s].toObject(), (QJsonObject{{u"set"_s, true}}));
    QVERIFY(!shown.out.contains(secret.toLatin1()));
}

void TackleTest::filtersAndPagesJobs()
{
    TackleProfile tackle;
    QVERIFY(!tackle.subscriber(u"https://a.example/"_s).isEmpty());
    for (int n = 0; n < 5; ++n)
        QCOMPARE(tackle.run({u"publish"_s, u"order.e%1"_s.arg(n), u"--order-id"_s, u"PM-%1"_s.arg(n)}).code,
                 0);

    const Said page = tackle.json({u"jobs"_s,
                                   u"list"_s,
                                   u"--sort"_s,
                                   u"event_type:asc"_s,
                                   u"--page"_s,
                                   u"2"_s,
                                   u"--page-size"_s,
                                   u"2"_s,
                                   u"--count"_s});
    QCOMPARE(rows(page).first()[u"event_type"_s].toString(), u"order.e2"_s);
    QCOMPARE(page.json()[u"count"_s].toInt(), 5);
    QCOMPARE(page.json()[u"page"_s].toObject(),
             (QJsonObject{{u"number"_s, 2}, {u"size"_s, 2}, {u"next"_s, 3}}));
    QCOMPARE(page.json()[u"source"_s].toString(), u"live"_s);
    QCOMPARE(
        rows(tackle.json({u"jobs"_s, u"list"_s, u"--event-type"_s, u"order.e1"_s, u"order.e3"_s})).size(), 2);
    QCOMPARE(
        rows(tackle.json({u"jobs"_s, u"list"_s, u"--search"_s, u"PM-4"_s, u"--in"_s, u"order_id"_s})).size(),
        1);
    QCOMPARE(rows(tackle.json({u"jobs"_s, u"list"_s, u"--state"_s, u"delivered"_s})).size(), 0);
    QCOMPARE(rows(tackle.json({u"jobs"_s, u"list"_s, u"--to"_s, u"2001-01-01"_s})).size(), 0);
}

void TackleTest::offersTheOtherSpellingOfAStatus()
{
    const TackleProfile tackle;
    const QStringList list{u"jobs"_s, u"list"_s, u"--status"_s};

    QVERIFY(tackle.run(list + QStringList{u"canceled"_s}).err.contains("“cancelled”"));
    QVERIFY(tackle.run(list + QStringList{u"cancelled"_s}).err.contains("“canceled”"));
    QVERIFY(!tackle.run(list + QStringList{u"completed"_s}).err.contains("spelled"));
}

void TackleTest::watchesJobsChange()
{
    TackleProfile tackle;
    QVERIFY(!tackle.subscriber(u"https://a.example/"_s).isEmpty());
    QProcess watch;
    tackle.start(watch, {u"--json"_s, u"jobs"_s, u"watch"_s});
    watch.setReadChannel(QProcess::StandardError);
    QVERIFY(!nextLine(watch).isEmpty()); // it watches now
    watch.setReadChannel(QProcess::StandardOutput);

    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);

    const QJsonObject job = QJsonDocument::fromJson(nextLine(watch)).object();
    QCOMPARE(job[u"event_type"_s].toString(), u"order.delivered"_s);
    QCOMPARE(end(watch), 0);
}

void TackleTest::keepsActivityAndUndoes()
{
    TackleProfile tackle;
    const QString id = tackle.subscriber(u"https://a.example/"_s);
    QCOMPARE(tackle.run({u"subscribers"_s, u"update"_s, id, u"--set"_s, u"name=Renamed"_s}).code, 0);

    const QJsonArray entries = rows(tackle.json({u"activity"_s, u"list"_s}));
    QVERIFY(entries.size() >= 2);
    QCOMPARE(entries.first()[u"before"_s][u"name"_s].toString(), u"Receiver"_s);
    QCOMPARE(tackle.json({u"activity"_s, u"undo"_s, entries.first()[u"id"_s].toString()}).code, 0);

    QCOMPARE(tackle.json({u"subscribers"_s, u"show"_s, id}).json()[u"name"_s].toString(), u"Receiver"_s);
}

void TackleTest::setsASetting()
{
    TackleProfile tackle;
    QCOMPARE(tackle.json({u"settings"_s, u"set"_s, u"allowed_networks=10.0.0.0/8"_s}).code, 0);

    QCOMPARE(tackle.json({u"settings"_s, u"get"_s, u"allowed_networks"_s}).json()[u"value"_s].toArray(),
             QJsonArray{u"10.0.0.0/8"_s});
    QVERIFY(rows(tackle.json({u"settings"_s, u"list"_s})).size() >= 4);
}

void TackleTest::verifiesASignature()
{
    TackleProfile tackle;
    const QString secret = tackle.file(u"secret"_s, "503bec91ecdf413562f69336b597e5b78550f548");
    const QString headers = tackle.file(
        u"headers"_s, "X-Signature: f6b31494986688aacbbaf2d4085f219fc4723a3c6cb72e61785a8721e089cc8c\n");
    const auto verify = [&](const QByteArray &body) {
        return tackle.json({u"verify"_s,
                            u"--scheme"_s,
                            u"hookshot"_s,
                            u"--secret-file"_s,
                            secret,
                            u"--headers"_s,
                            headers,
                            u"--body"_s,
                            tackle.file(u"body"_s, body)});
    };

    QCOMPARE(verify("{\"a\":1}").code, 0);
    QCOMPARE(verify("{\"a\":2}").code, 1);
    QCOMPARE(verify("{\"a\":2}").json()[u"signature"_s].toString(), u"invalid"_s);
}

void TackleTest::doctorFindsAHealthyProfile()
{
    TackleProfile tackle;

    const Said said = tackle.json({u"doctor"_s});

    QVERIFY2(said.code == 0, (said.out + said.err).constData());
    QCOMPARE(said.json()[u"healthy"_s].toBool(), true);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::TackleTest)
#include "tst_tackle.moc"
