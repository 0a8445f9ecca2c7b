// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A real Kerberos realm for one test: its server on a free port, a person who may have a ticket, and the web
// service HTTP/localhost. From its making on, this process knows of no other realm.
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace tacklebox::test {

class KerberosRealm final
{
public:
    KerberosRealm();
    ~KerberosRealm();
    KerberosRealm(const KerberosRealm &) = delete;
    KerberosRealm &operator=(const KerberosRealm &) = delete;

    // Why it isn't up; empty: it is.
    [[nodiscard]] QString trouble() const { return m_trouble; }

    [[nodiscard]] bool signIn(); // the person gets a ticket, as by kinit
    void signOut();
    void stop(); // nobody answers for the realm any more

    // Who sent this token, as the web service sees it: its words where it refuses it, in brackets.
    static QString accept(const QByteArray &token);

private:
    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }
    void write(const QString &name, const QByteArray &text);
    bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {});

    QTemporaryDir m_directory;
    QProcess m_server;
    QString m_trouble;
};

} // namespace tacklebox::test
