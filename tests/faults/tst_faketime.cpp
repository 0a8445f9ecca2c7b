// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The wall clock of a real deliverer is set an hour back or forward while a retry waits, and while no
// deliverer runs. libfaketime sets it for those processes alone; the system's stays as it is.

#include "tests/app/tacklerun.h"

#include "rig.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class FaketimeTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void keepsTheWaitOfARetry_data();
    void keepsTheWaitOfARetry();
    void keepsItOverARestart();

private:
    void set(const QByteArray &by) const;
    // Refused once, and due again after four seconds.
    void refuseOnce();
    void checkTheSecond();

    std::unique_ptr<TackleProfile> m_tackle;
    std::unique_ptr<transport::HttpServer> m_server;
    std::atomic<int> m_requests = 0;
    std::atomic<std::chrono::steady_clock::time_point> m_first;
    std::atomic<std::chrono::steady_clock::time_point> m_last;
    QProcess m_deliverer;
};

namespace {

constexpr auto kStep = 4s;
constexpr int kLong = 60'000;
constexpr char kPreload[] = "LD_PRELOAD";

QString libfaketime()
{
    for (const char *folder :
         {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"}) {
        const QString file = QString::fromLatin1(folder) + u"/faketime/libfaketimeMT.so.1"_s;
        if (QFile::exists(file))
            return file;
    }
    return {};
}

} // namespace

void FaketimeTest::init()
{
    if (libfaketime().isEmpty())
        QSKIP("needs libfaketime (the package faketime)");
    m_requests = 0;
    m_tackle = std::make_unique<TackleProfile>(u"tackle_plain"_s);
    m_server = std::move(transport::HttpServer::listen({}, [this](transport::ServerRequest, auto respond) {
                             m_last = std::chrono::steady_clock::now();
                             if (++m_requests == 1)
                                 m_first = m_last.load();
                             transport::ServerResponse response;
                             response.status = m_requests == 1 ? 503 : 200;
                             respond(response);
                         }).value());
    set("+0");
    qputenv(kPreload, QFile::encodeName(libfaketime()));
    qputenv("FAKETIME_TIMESTAMP_FILE", QFile::encodeName(m_tackle->path(u"clock"_s)));
    qputenv("FAKETIME_NO_CACHE", "1");
    qputenv("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    QVERIFY(!m_tackle->subscriber(m_server->url(), {u"--set"_s, u"retry_policy=4s,4s"_s}).isEmpty());
}

void FaketimeTest::cleanup()
{
    end(m_deliverer);
    for (const char *name :
         {kPreload, "FAKETIME_TIMESTAMP_FILE", "FAKETIME_NO_CACHE", "FAKETIME_DONT_FAKE_MONOTONIC"})
        qunsetenv(name);
    m_server.reset();
    m_tackle.reset();
}

// At once for every process: a file that is half written would be none.
void FaketimeTest::set(const QByteArray &by) const
{
    const QString file = m_tackle->file(u"clock.new"_s, by + '\n');
    QCOMPARE(::rename(QFile::encodeName(file).constData(),
                      QFile::encodeName(m_tackle->path(u"clock"_s)).constData()),
             0);
}

void FaketimeTest::refuseOnce()
{
    QCOMPARE(m_tackle->run({u"publish"_s, u"order.delivered"_s}).code, 0);
    m_tackle->start(m_deliverer, {u"serve"_s});
    const auto state = [this] {
        return m_tackle->json({u"jobs"_s, u"show"_s, u"1"_s}).json()[u"state"_s].toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(m_requests.load(), 1, kLong);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"retrying"_s, kLong);
}

// Not early, not an hour late, and not twice.
void FaketimeTest::checkTheSecond()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_requests.load(), 2, kLong);
    const std::chrono::steady_clock::duration waited = m_last.load() - m_first.load();
    QVERIFY(waited >= kStep);
    QCOMPARE(m_tackle->run({u"publish"_s, u"order.canceled"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_requests.load(), 3, kLong);
    const QJsonObject job = m_tackle->json({u"jobs"_s, u"show"_s, u"1"_s}).json();
    QCOMPARE(job[u"state"_s].toString(), u"delivered"_s);
    QCOMPARE(m_requests.load(), 3);
    qInfo("lost: 0, sent twice: 0, waited %.1f s for a step of %d s",
          std::chrono::duration<double>(waited).count(),
          int(kStep.count()));
}

void FaketimeTest::keepsTheWaitOfARetry_data()
{
    QTest::addColumn<QByteArray>("by");
    QTest::newRow("an hour back") << "-3600"_ba;
    QTest::newRow("an hour forward") << "+3600"_ba;
}

void FaketimeTest::keepsTheWaitOfARetry()
{
    QFETCH(const QByteArray, by);
    refuseOnce();

    set(by);

    checkTheSecond();
}

void FaketimeTest::keepsItOverARestart()
{
    refuseOnce();
    QCOMPARE(end(m_deliverer), 0);

    set("-3600");
    m_tackle->start(m_deliverer, {u"serve"_s});

    checkTheSecond();
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::FaketimeTest)
#include "tst_faketime.moc"
