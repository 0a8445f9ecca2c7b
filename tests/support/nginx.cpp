// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/nginx.h"

#include "tests/support/freeport.h"

#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr int kCodes[] = {200, 201, 204, 301, 302, 400, 401, 404, 410, 413, 429, 500, 502, 503};
constexpr int kNginxTimeoutMs = 10'000;

QByteArray locations()
{
    QByteArray text;
    for (const int code : kCodes) {
        const QByteArray number = QByteArray::number(code);
        const QByteArray what = code == 301 || code == 302 ? " http://127.0.0.1:1/elsewhere" : "";
        text += "location = /" + number + " { return " + number + what + "; }\n";
    }
    text += "location = /503-retry { add_header Retry-After 7 always; return 503; }\n";
    return text + "location / { return 200 \"ok\\n\"; }\n";
}

} // namespace

Nginx::Nginx(const NginxOptions &options)
    : m_port(freePort())
    , m_tlsPort(options.tls ? freePort() : 0)
{
    QFile file(m_directory.filePath(u"nginx.conf"_s));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(configuration(options));
    file.close();

    const QString program
        = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/usr/bin"_s});
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(m_directory.filePath(u"stderr.log"_s));
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.start(program,
                    {u"-p"_s,
                     m_directory.path(),
                     u"-c"_s,
                     file.fileName(),
                     u"-e"_s,
                     m_directory.filePath(u"error.log"_s)});
    m_isUp = m_process.waitForStarted(kNginxTimeoutMs)
        && QTest::qWaitFor([this] { return isListening(m_port); }, kNginxTimeoutMs);
}

Nginx::~Nginx()
{
    m_process.terminate();
    if (!m_process.waitForFinished(kNginxTimeoutMs))
        m_process.kill();
    m_process.waitForFinished();
}

QByteArray Nginx::configuration(const NginxOptions &options) const
{
    const QByteArray directory = QFile::encodeName(m_directory.path());
    QByteArray text = "daemon off; worker_processes 1; pid " + directory + "/nginx.pid;\n" + "error_log "
        + directory + "/error.log;\nevents { worker_connections 1024; }\n"
        + "http {\nkeepalive_requests 1000000000; keepalive_timeout 60s; client_max_body_size 0;\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(kind) + "_temp_path " + directory + '/' + kind + ";\n";
    text += options.logsRequests
        ? "log_format jobs '$http_x_tacklebox_job $status';\naccess_log " + directory + "/access.log jobs;\n"
        : QByteArray("access_log off;\n");
    text += "server {\nlisten 127.0.0.1:" + QByteArray::number(m_port) + ";\n";
    if (options.tls) {
        text += "listen 127.0.0.1:" + QByteArray::number(m_tlsPort) + " ssl;\n" + "ssl_certificate "
            + QFile::encodeName(options.tls->certificateFile) + ";\n" + "ssl_certificate_key "
            + QFile::encodeName(options.tls->keyFile) + ";\n";
    }
    return text + locations() + "}\n}\n";
}

QString Nginx::url(const QString &path) const
{
    return u"http://127.0.0.1:"_s + QString::number(m_port) + path;
}

QString Nginx::tlsUrl(const QString &path) const
{
    return u"https://127.0.0.1:"_s + QString::number(m_tlsPort) + path;
}

QHash<QByteArray, int> Nginx::jobCounts() const
{
    QHash<QByteArray, int> counts;
    QFile log(m_directory.filePath(u"access.log"_s));
    if (!log.open(QIODevice::ReadOnly))
        return counts;
    while (!log.atEnd()) {
        const QByteArray line = log.readLine();
        counts[line.first(line.indexOf(' '))] += 1;
    }
    return counts;
}

} // namespace tacklebox::test
