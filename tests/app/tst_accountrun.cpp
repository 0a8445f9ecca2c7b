// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// From adding an account to a saved edit, in the whole console: a real window on an X screen, a real
// gnome-keyring, and a server over real sockets. The tests run in their order, on one profile.
#include "app/services.h"
#include "secrets/keychain.h"
#include "tests/app/accountrun.h"
#include "tests/secrets/privatebus.h"
#include "tests/support/routedserver.h"
#include "tests/support/screen.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr int kPatience = 120'000;
constexpr char kList[] = "POST /api/v1/webhook_out_subs/index ";
constexpr char kShow[] = "POST /api/v1/webhook_out_subs/show ";
constexpr char kUpdate[] = "PUT /api/v1/webhook_out_subs/update ";
constexpr char kJobs[] = "POST /api/v1/webhook_jobs/index ";

Scripted said(const QJsonValue &data)
{
    const QJsonObject envelope{{u"code"_s, 200}, {u"status"_s, u"action-successful"_s}, {u"data"_s, data}};
    return answer(200, QJsonDocument(envelope).toJson(QJsonDocument::Compact));
}

QJsonObject listOf(const QJsonArray &rows)
{
    return {{u"results"_s, rows}, {u"count"_s, rows.size()}};
}

} // namespace

class AccountRun final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void savesAnEditFromTheWindow();
    void keepsTheTokenInTheKeychainAlone();
    void knowsTheAccountAfterARestart();

private:
    // Runs one function of the driver to its end.
    void drive(const QString &function);
    [[nodiscard]] QString profile() const { return m_directory.filePath(u"profile"_s); }
    [[nodiscard]] QJsonObject row() const
    {
        return {{u"id"_s, 17},
                {u"name"_s, m_name},
                {u"key"_s, u"orders"_s},
                {u"version"_s, u"v3"_s},
                {u"callback_url"_s, u"https://one.example/in"_s},
                {u"active"_s, true},
                {u"events"_s, QJsonArray{u"delivered"_s}},
                {u"statuses"_s, QJsonArray()}};
    }

    secrets::test::PrivateBus m_bus; // first: the others end before it
    QTemporaryDir m_directory;
    RoutedServer m_server;
    QString m_name = u"Orders of the day"_s; // as the server has it
    std::unique_ptr<Screen> m_screen;
};

void AccountRun::initTestCase()
{
    QVERIFY(m_directory.isValid());
    m_bus.start();
    if (QTest::currentTestFailed())
        return;
    m_bus.startKeyring("password");
    m_screen = std::make_unique<Screen>();
    QVERIFY2(!m_screen->display().isEmpty(), qPrintable(m_screen->whyNot()));

    m_server.on(kJobs, said(listOf({})));
    m_server.on(kList, [this](const QByteArray &) { return said(listOf({row()})); });
    m_server.on(kShow, [this](const QByteArray &) { return said(row()); });
    m_server.on(kUpdate, [this](const QByteArray &request) {
        m_name = RoutedServer::bodyOf(request)["name"_L1].toString();
        return said(row());
    });
}

void AccountRun::drive(const QString &function)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, m_screen->display());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    environment.insert(u"TACKLEBOX_PROFILE"_s, profile());
    environment.insert(QString::fromLatin1(kServerVariable), m_server.url());
    // Nothing of the desktop and of the files of whoever runs the tests.
    for (const char *name : {"TACKLEBOX_MASTER_KEY_FILE",
                             "XAUTHORITY",
                             "WAYLAND_DISPLAY",
                             "XDG_CURRENT_DESKTOP",
                             "XDG_SESSION_DESKTOP",
                             "DESKTOP_SESSION",
                             "KDE_FULL_SESSION",
                             "XDG_CONFIG_HOME",
                             "XDG_CACHE_HOME",
                             "QT_QPA_PLATFORMTHEME",
                             "QT_STYLE_OVERRIDE",
                             "QT_IM_MODULE",
                             "QT_SCALE_FACTOR"})
        environment.remove(QString::fromLatin1(name));
    QProcess driver;
    driver.setProcessEnvironment(environment);
    driver.setProcessChannelMode(QProcess::MergedChannels);
    driver.setStandardInputFile(QProcess::nullDevice());
    driver.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    driver.start(QStringLiteral(TACKLEBOX_BINARY_DIR "/bin/accountdriver"), {function});

    // The server answers meanwhile, so that nothing waits in place.
    const bool hasEnded = QTest::qWaitFor([&] { return driver.state() == QProcess::NotRunning; }, kPatience);
    const QByteArray told = driver.readAll() + driver.errorString().toLocal8Bit();
    if (!hasEnded) {
        driver.kill();
        driver.waitForFinished();
    }
    QVERIFY2(hasEnded && driver.error() != QProcess::FailedToStart, told.constData());
    QVERIFY2(driver.exitStatus() == QProcess::NormalExit && driver.exitCode() == 0, told.constData());
}

void AccountRun::savesAnEditFromTheWindow()
{
    drive(u"addsAndEdits"_s);
    if (QTest::currentTestFailed())
        return;

    QCOMPARE(m_server.asked(kUpdate), 1);
    const QJsonObject body = m_server.lastBody(kUpdate).object();
    QCOMPARE(body.keys(), (QStringList{u"id"_s, u"integration_id"_s, u"name"_s, u"token"_s, u"version"_s}));
    QCOMPARE(body.value(u"id"_s).toInt(), 17);
    QCOMPARE(body.value(u"integration_id"_s).toInt(), 7);
    QCOMPARE(body.value(u"name"_s).toString(), u"Field orders"_s);
    QCOMPARE(body.value(u"token"_s).toString(), QString::fromLatin1(kRunToken));
    QCOMPARE(body.value(u"version"_s).toString(), u"v3"_s);
    // All else only read.
    const qsizetype reads = m_server.asked(kJobs) + m_server.asked(kList) + m_server.asked(kShow);
    QCOMPARE(m_server.requests().size(), reads + 1);
}

void AccountRun::keepsTheTokenInTheKeychainAlone()
{
    QCOMPARE(filesWith(kRunToken, profile()), QStringList());
    QCOMPARE(filesWith(kRunToken, qEnvironmentVariable("HOME")), QStringList());
    QVERIFY(!filesWith("Field orders", profile()).isEmpty()); // it is looked for where things are

    auto services = app::Services::open(app::profilePaths(profile()), app::Role::Command);
    QVERIFY(services);
    const auto account = (*services)->connections().account(u"Orders"_s);
    QVERIFY(account);
    QVERIFY(account->secrets.value(u"token"_s).isSet);
    secrets::SystemKeychain keychain;
    const auto entry = keychain.read(u"connection/%1/token"_s.arg(account->id.value));
    QTRY_VERIFY_WITH_TIMEOUT(entry.isFinished(), kPatience);
    QVERIFY(entry.result() && entry.result()->has_value());
    QCOMPARE((*entry.result())->reveal(), kRunToken);
}

void AccountRun::knowsTheAccountAfterARestart()
{
    const qsizetype before = m_server.requests().size();

    drive(u"listsAgain"_s);
    if (QTest::currentTestFailed())
        return;

    const QList<QByteArray> since = m_server.requests().mid(before);
    const bool isListed = std::ranges::any_of(since, [](const QByteArray &request) {
        return request.startsWith(kList)
            && RoutedServer::bodyOf(request)["token"_L1].toString() == QLatin1StringView(kRunToken);
    });
    QVERIFY(isListed);
    QCOMPARE(m_server.asked(kUpdate), 1);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::AccountRun)
#include "tst_accountrun.moc"
