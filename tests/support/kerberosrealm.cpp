// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/kerberosrealm.h"

#include "tests/support/freeport.h"

#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <gssapi/gssapi.h>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr int kLongestMs = 20'000;
const QString kRealm = u"TACKLEBOX.TEST"_s;

QString executable(const QString &name)
{
    return QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/bin"_s, u"/sbin"_s, u"/bin"_s});
}

} // namespace

KerberosRealm::KerberosRealm()
{
    const QByteArray directory = QFile::encodeName(m_directory.path());
    const QByteArray port = QByteArray::number(freePort());
    write(
        u"krb5.conf"_s,
        "[libdefaults]\n default_realm = TACKLEBOX.TEST\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
        " dns_canonicalize_hostname = false\n rdns = false\n udp_preference_limit = 1\n"
        "[realms]\n TACKLEBOX.TEST = {\n  kdc = 127.0.0.1:"
            + port + "\n }\n[domain_realm]\n localhost = TACKLEBOX.TEST\n");
    write(u"kdc.conf"_s,
          "[kdcdefaults]\n kdc_listen = 127.0.0.1:" + port + "\n kdc_tcp_listen = 127.0.0.1:" + port
              + "\n[realms]\n TACKLEBOX.TEST = {\n  database_name = " + directory
              + "/principal\n  key_stash_file = " + directory
              + "/stash\n }\n[logging]\n kdc = FILE:" + directory + "/kdc.log\n");
    qputenv("KRB5_CONFIG", directory + "/krb5.conf");
    qputenv("KRB5_KDC_PROFILE", directory + "/kdc.conf");
    qputenv("KRB5CCNAME", "FILE:" + directory + "/tickets");
    qputenv("KRB5_KTNAME", "FILE:" + directory + "/keytab");
    qputenv("KRB5RCACHEDIR", directory);

    const auto administer = [this](const QString &query) { return run(u"kadmin.local"_s, {u"-q"_s, query}); };
    const bool isMade = run(u"kdb5_util"_s, {u"create"_s, u"-s"_s, u"-r"_s, kRealm, u"-P"_s, u"master"_s})
        && administer(u"addprinc -pw password person"_s) && administer(u"addprinc -randkey HTTP/localhost"_s)
        && administer(u"ktadd -k %1 HTTP/localhost"_s.arg(path(u"keytab"_s)));
    if (!isMade)
        return;
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_server.start(executable(u"krb5kdc"_s), {u"-n"_s});
    if (!m_server.waitForStarted(kLongestMs)
        || !QTest::qWaitFor([&] { return isListening(port.toUShort()); }, kLongestMs))
        m_trouble = u"krb5kdc: "_s + QString::fromLocal8Bit(m_server.readAll());
}

KerberosRealm::~KerberosRealm()
{
    stop();
}

bool KerberosRealm::signIn()
{
    return run(u"kinit"_s, {u"person"_s}, "password\n");
}

void KerberosRealm::signOut()
{
    QFile::remove(path(u"tickets"_s));
}

void KerberosRealm::stop()
{
    m_server.kill();
    m_server.waitForFinished(kLongestMs);
}

QString KerberosRealm::accept(const QByteArray &token)
{
    QByteArray bytes = QByteArray::fromBase64(token);
    gss_buffer_desc given{size_t(bytes.size()), bytes.data()};
    gss_buffer_desc reply = GSS_C_EMPTY_BUFFER;
    gss_buffer_desc shown = GSS_C_EMPTY_BUFFER;
    gss_ctx_id_t context = GSS_C_NO_CONTEXT;
    gss_name_t name = GSS_C_NO_NAME;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_accept_sec_context(&minor,
                                                   &context,
                                                   GSS_C_NO_CREDENTIAL,
                                                   &given,
                                                   GSS_C_NO_CHANNEL_BINDINGS,
                                                   &name,
                                                   nullptr,
                                                   &reply,
                                                   nullptr,
                                                   nullptr,
                                                   nullptr);
    QString who = u"(%1)"_s.arg(major);
    OM_uint32 ignored = 0;
    if (major == GSS_S_COMPLETE && gss_display_name(&ignored, name, &shown, nullptr) == GSS_S_COMPLETE)
        who = QString::fromLatin1(static_cast<const char *>(shown.value), qsizetype(shown.length));
    gss_release_buffer(&ignored, &shown);
    gss_release_buffer(&ignored, &reply);
    gss_release_name(&ignored, &name);
    gss_delete_sec_context(&ignored, &context, GSS_C_NO_BUFFER);
    return who;
}

void KerberosRealm::write(const QString &name, const QByteArray &text)
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        m_trouble = file.errorString();
}

bool KerberosRealm::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(executable(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool isDone = process.waitForFinished(kLongestMs) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
    if (!isDone)
        m_trouble = program + u": "_s + QString::fromLocal8Bit(process.readAll()) + process.errorString();
    return isDone;
}

} // namespace tacklebox::test
