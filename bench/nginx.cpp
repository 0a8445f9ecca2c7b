// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/nginx.h"

#include <QFile>
#include <QStandardPaths>

#include <curl/curl.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr const char *kConfiguration = R"(daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log warn;
events { worker_connections 1024; multi_accept on; }
http {
    access_log off;
    keepalive_requests 1000000000;
    keepalive_timeout 600s;
    tcp_nodelay on;
    client_max_body_size 2m;
    client_body_buffer_size 64k;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    default_type text/plain;
    server {
        listen 127.0.0.1:%1;
        location = /refused { return 422; }
        location / { return 200 "ok\n"; }
        location = /requests { stub_status; }
    }
}
)";

// Bound before nginx starts and inherited by it: nobody else can take the port in between, and a
// connection made before nginx is up waits in the queue instead of failing.
int listeningSocket()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0
        || ::listen(listener, 1024) != 0)
        return -1;
    return listener;
}

quint16 portOf(int listener)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

pid_t startProcess(const std::string &program, const std::string &directory, int listener)
{
    const std::string inherited = std::to_string(listener) + ";";
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child != 0)
        return child;
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent)
        ::_exit(1);
    ::setenv("NGINX", inherited.c_str(), 1);
    ::execl(program.c_str(),
            program.c_str(),
            "-p",
            directory.c_str(),
            "-c",
            "nginx.conf",
            "-e",
            "error.log",
            static_cast<char *>(nullptr));
    ::_exit(127);
}

size_t collect(char *data, size_t size, size_t count, void *text)
{
    static_cast<std::string *>(text)->append(data, size * count);
    return size * count;
}

} // namespace

std::unique_ptr<Nginx> Nginx::start()
{
    QString program = QStandardPaths::findExecutable(u"nginx"_s);
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s});
    if (program.isEmpty()) {
        std::fputs("nginx is not installed: the package is nginx-light.\n", stderr);
        return {};
    }
    const int listener = listeningSocket();
    if (listener < 0) {
        std::perror("no port to listen on");
        return {};
    }
    std::unique_ptr<Nginx> nginx(new Nginx);
    nginx->m_port = portOf(listener);
    QFile configuration(nginx->m_directory.filePath(u"nginx.conf"_s));
    if (!configuration.open(QIODevice::WriteOnly))
        return {};
    configuration.write(QString::fromLatin1(kConfiguration).arg(nginx->m_port).toLatin1());
    configuration.close();
    const std::string directory = nginx->m_directory.path().toStdString();
    nginx->m_process = startProcess(program.toStdString(), directory, listener);
    ::close(listener);
    if (!nginx->requests()) {
        std::fputs("nginx does not answer.\n", stderr);
        return {};
    }
    return nginx;
}

Nginx::~Nginx()
{
    if (m_process <= 0)
        return;
    ::kill(m_process, SIGTERM);
    ::waitpid(m_process, nullptr, 0);
}

QString Nginx::url() const
{
    return u"http://127.0.0.1:%1/hook"_s.arg(m_port);
}

std::optional<qint64> Nginx::requests() const
{
    const std::unique_ptr<CURL, void (*)(CURL *)> easy(curl_easy_init(), curl_easy_cleanup);
    const std::string address = "http://127.0.0.1:" + std::to_string(m_port) + "/requests";
    std::string text;
    curl_easy_setopt(easy.get(), CURLOPT_URL, address.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, 10000L);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &text);
    if (curl_easy_perform(easy.get()) != CURLE_OK)
        return std::nullopt;
    // The third line: accepts, handled, requests.
    long long accepts = 0;
    long long handled = 0;
    long long requests = 0;
    const size_t line = text.find("requests\n");
    if (line == std::string::npos
        || std::sscanf(text.c_str() + line + 9, "%lld %lld %lld", &accepts, &handled, &requests) != 3)
        return std::nullopt;
    return requests;
}

} // namespace tacklebox::bench
