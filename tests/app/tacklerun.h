// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Runs the real `tackle` against a profile of its own and keeps what it said.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <optional>

namespace tacklebox::test {

struct Said
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QJsonObject error() const { return json()[QStringLiteral("error")].toObject(); }
};

class TackleProfile final
{
public:
    // With a master key in a file. `program`: one of those beside the tests.
    explicit TackleProfile(QString program = QStringLiteral("tackle"));

    [[nodiscard]] Said run(const QStringList &arguments, const QByteArray &input = {}) const;
    // With --json in front.
    [[nodiscard]] Said json(const QStringList &arguments, const QByteArray &input = {}) const;
    // For a command that runs on; ended by the process's destruction or by its test.
    void start(QProcess &process, const QStringList &arguments) const;

    // From now on it is run as that user, which takes root.
    void runAs(uint user) { m_user = user; }

    // A file in the profile's temporary directory.
    [[nodiscard]] QString file(const QString &name, const QByteArray &content) const;
    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }
    [[nodiscard]] QString profile() const { return path(QStringLiteral("profile")); }

    // A subscriber for every event at that URL; its id.
    [[nodiscard]] QString subscriber(const QString &url, const QStringList &more = {}) const;

private:
    QString m_program;
    QTemporaryDir m_directory;
    std::optional<uint> m_user;
};

// Asks a process to end as Ctrl+C does; its exit code, or -1 when it had to be killed.
int end(QProcess &process);
// The next line that it writes, without its end; empty when none comes.
QByteArray nextLine(QProcess &process);

} // namespace tacklebox::test
