// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A real mail server (aiosmtpd) on loopback, started by a test and ended with it.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>

namespace tacklebox::test {

class SmtpServer final
{
public:
    // As smtpserver.py takes them.
    explicit SmtpServer(const QStringList &options = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer &) = delete;
    SmtpServer &operator=(const SmtpServer &) = delete;

    [[nodiscard]] bool isUp() const { return m_port != 0; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url(const QString &scheme = QStringLiteral("smtp")) const;
    // What it told so far: each mail that came, each who signed in. Reads on.
    [[nodiscard]] QList<QJsonObject> told();
    [[nodiscard]] QList<QJsonObject> mails();

private:
    QProcess m_process;
    QList<QJsonObject> m_told;
    quint16 m_port = 0;
};

// The value of a header, unfolded, and the text of a mail as it was taken; both decoded.
[[nodiscard]] QString headerOf(const QJsonObject &mail, const QByteArray &name);
[[nodiscard]] QString textOf(const QJsonObject &mail);

} // namespace tacklebox::test
