// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/smtpserver.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr int kSmtpTimeoutMs = 20'000;

QByteArray contentOf(const QJsonObject &mail)
{
    return mail["mail"_L1].toString().toUtf8().replace("\r\n", "\n");
}

} // namespace

SmtpServer::SmtpServer(const QStringList &options)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    // Debian's own, which has aiosmtpd: another may come before it in PATH.
    m_process.start(
        u"/usr/bin/python3"_s,
        QStringList{u"-W"_s, u"ignore"_s, QStringLiteral(TACKLEBOX_SOURCE_DIR "/tests/support/smtpserver.py")}
            + options);
    [[maybe_unused]] const bool isUp = QTest::qWaitFor([this] { return !told().isEmpty(); }, kSmtpTimeoutMs);
    if (!m_told.isEmpty())
        m_port = quint16(m_told.takeFirst()["port"_L1].toInt());
}

SmtpServer::~SmtpServer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(kSmtpTimeoutMs))
        m_process.kill();
    m_process.waitForFinished();
}

QString SmtpServer::url(const QString &scheme) const
{
    return u"%1://localhost:%2"_s.arg(scheme).arg(m_port);
}

QList<QJsonObject> SmtpServer::told()
{
    while (m_process.canReadLine())
        m_told += QJsonDocument::fromJson(m_process.readLine()).object();
    return m_told;
}

QList<QJsonObject> SmtpServer::mails()
{
    QList<QJsonObject> mails = told();
    mails.removeIf([](const QJsonObject &one) { return !one.contains("mail"_L1); });
    return mails;
}

QString headerOf(const QJsonObject &mail, const QByteArray &name)
{
    const QByteArray content = contentOf(mail);
    const QByteArray head = QByteArray(content.left(content.indexOf("\n\n"))).replace("\n ", " ");
    QString value;
    for (const QByteArray &line : head.split('\n')) {
        if (line.startsWith(name + ": "))
            value = QString::fromUtf8(line.sliced(name.size() + 2));
    }
    static const QRegularExpression word(uR"(=\?UTF-8\?B\?([^?]*)\?=\s?)"_s);
    for (auto found = word.match(value); found.hasMatch(); found = word.match(value))
        value.replace(found.capturedStart(),
                      found.capturedLength(),
                      QString::fromUtf8(QByteArray::fromBase64(found.captured(1).toLatin1())));
    return value;
}

QString textOf(const QJsonObject &mail)
{
    const QByteArray content = contentOf(mail);
    QByteArray quoted = content.sliced(content.indexOf("\n\n") + 2);
    quoted.replace("=\n", "");
    return QString::fromUtf8(QByteArray::fromPercentEncoding(quoted, '='));
}

} // namespace tacklebox::test
