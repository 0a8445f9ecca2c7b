// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A session bus of a test's own, with a real gnome-keyring on it once that is started. Whoever uses the bus
// before that finds nobody there.
#pragma once

#include "secrets/secretservice.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace tacklebox::secrets::test {

class PrivateBus final
{
public:
    PrivateBus() = default;
    PrivateBus(const PrivateBus &) = delete;
    PrivateBus &operator=(const PrivateBus &) = delete;
    // Without the event loop: GLib ends a process that learns in it that its session bus is gone.
    ~PrivateBus()
    {
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }

    // For this process from here on. No service directories: nobody is started unasked.
    void start()
    {
        static constexpr char kConfiguration[]
            = "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""
              " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
              "<busconfig><type>session</type><listen>unix:tmpdir=%1</listen>"
              "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
              "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";
        QVERIFY(m_directory.isValid());
        qputenv("HOME", m_directory.path().toLocal8Bit());
        qputenv("XDG_RUNTIME_DIR", m_directory.path().toLocal8Bit());
        qunsetenv("XDG_DATA_HOME");
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
        QFile configuration(m_directory.filePath(QStringLiteral("bus.conf")));
        QVERIFY(configuration.open(QIODevice::WriteOnly));
        configuration.write(QString::fromLatin1(kConfiguration).arg(m_directory.path()).toUtf8());
        configuration.close();

        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--nofork"),
                     QStringLiteral("--print-address"),
                     QStringLiteral("--config-file=") + configuration.fileName()});
        QTRY_VERIFY(m_bus.canReadLine());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    }

    // With a collection that this password opens, and that is open.
    void startKeyring(const QByteArray &password)
    {
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--foreground"),
                         QStringLiteral("--unlock"),
                         QStringLiteral("--components=secrets")});
        m_keyring.write(password);
        m_keyring.closeWriteChannel();
        awaitKeyring();
        QTRY_VERIFY_WITH_TIMEOUT(stateNow() == CollectionState::Unlocked, 15'000);
    }

    // It takes questions, and answers none until it goes on.
    void haltKeyring() { QCOMPARE(::kill(pid_t(m_keyring.processId()), SIGSTOP), 0); }
    void resumeKeyring() { QCOMPARE(::kill(pid_t(m_keyring.processId()), SIGCONT), 0); }

    // Without any collection, as a new user's is.
    void startEmptyKeyring()
    {
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--foreground"), QStringLiteral("--components=secrets")});
        awaitKeyring();
    }

private:
    static void awaitKeyring()
    {
        const auto isServed = [] {
            return QDBusConnection::sessionBus()
                .interface()
                ->isServiceRegistered(QStringLiteral("org.freedesktop.secrets"))
                .value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isServed(), 15'000);
    }

    static CollectionState stateNow()
    {
        QObject context;
        const auto state = askCollection(&context);
        [&] { QTRY_VERIFY(state.isFinished()); }();
        return state.isFinished() ? state.result() : CollectionState::Unknown;
    }

    QTemporaryDir m_directory;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace tacklebox::secrets::test
