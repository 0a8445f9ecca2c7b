// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/app/tacklerun.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>

#include <csignal>
#include <utility>

#include <unistd.h>

namespace tacklebox::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 30'000;

} // namespace

QJsonObject Said::json() const
{
    return QJsonDocument::fromJson(out).object();
}

TackleProfile::TackleProfile(QString program)
    : m_program(std::move(program))
{
    const Said made = run({u"doctor"_s, u"--make-master-key"_s, path(u"master.key"_s)});
    Q_ASSERT(made.code == 0);
}

void TackleProfile::start(QProcess &process, const QStringList &arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TACKLEBOX_PROFILE"_s, profile());
    environment.insert(u"TACKLEBOX_MASTER_KEY_FILE"_s, path(u"master.key"_s));
    // No keychain of the person who runs the tests is asked.
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"disabled:"_s);
    process.setProcessEnvironment(environment);
    if (m_user) {
        process.setChildProcessModifier([user = *m_user] {
            if (::setgid(user) != 0 || ::setuid(user) != 0)
                ::_exit(99);
        });
    }
    process.start(QStringLiteral(TACKLEBOX_BINARY_DIR "/bin/") + m_program, arguments);
}

Said TackleProfile::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    start(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    Said said;
    if (process.waitForFinished(kPatience) && process.exitStatus() == QProcess::NormalExit)
        said.code = process.exitCode();
    said.out = process.readAllStandardOutput();
    said.err = process.readAllStandardError();
    return said;
}

Said TackleProfile::json(const QStringList &arguments, const QByteArray &input) const
{
    return run(QStringList{u"--json"_s} + arguments, input);
}

QString TackleProfile::file(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(content);
    return file.fileName();
}

QString TackleProfile::subscriber(const QString &url, const QStringList &more) const
{
    const Said made = json(QStringList{u"subscribers"_s,
                                       u"create"_s,
                                       u"--set"_s,
                                       u"name=Receiver"_s,
                                       u"--set"_s,
                                       u"callback_url="_s + url,
                                       u"--set-json"_s,
                                       u"events=[\"*\"]"_s}
                           + more);
    return made.json()[u"id"_s].toString();
}

int end(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return process.exitCode();
    ::kill(pid_t(process.processId()), SIGINT);
    if (process.waitForFinished(kPatience))
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    process.kill();
    process.waitForFinished(kPatience);
    return -1;
}

QByteArray nextLine(QProcess &process)
{
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(kPatience))
            return {};
    }
    return process.readLine().trimmed();
}

} // namespace tacklebox::test
