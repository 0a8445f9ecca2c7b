// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/httpserver.h"

#include "transport/httpsession.h"

#include <algorithm>
#include <thread>

#include <pthread.h>

using namespace Qt::StringLiterals;

namespace tacklebox::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kAcceptPause{100}; // when descriptors have run out

Error listenError(Reason reason, const ServerOptions &options, const QString &detail)
{
    const ErrorKind kind = reason == Reason::AddressInUse ? ErrorKind::Conflict : ErrorKind::InvalidValue;
    const QString subject = options.address + u':' + QString::number(options.port);
    return {kind, reason, u"listen"_s, subject, detail, {}, 0};
}

Result<tcp::endpoint> endpointOf(const ServerOptions &options)
{
    const QString text = options.address == "localhost"_L1 ? u"127.0.0.1"_s : options.address;
    error_code error;
    const auto address = asio::ip::make_address(text.toStdString(), error);
    if (error)
        return fail(listenError(Reason::AddressNotAllowed, options, QString::fromStdString(error.message())));
    return tcp::endpoint(address, options.port);
}

Result<std::optional<asio::ssl::context>> tlsContext(const ServerOptions &options)
{
    if (options.certificateFile.isEmpty())
        return std::optional<asio::ssl::context>();
    const auto unread = [](const QString &file, const error_code &error) {
        return fail({ErrorKind::InvalidValue,
                     Reason::FileNotRead,
                     {},
                     file,
                     QString::fromStdString(error.message()),
                     {},
                     0});
    };
    std::optional<asio::ssl::context> tls(asio::ssl::context::tls_server);
    tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1
                     | asio::ssl::context::no_tlsv1_1);
    error_code error;
    tls->use_certificate_chain_file(options.certificateFile.toStdString(), error);
    if (error)
        return unread(options.certificateFile, error);
    const QString keyFile = options.keyFile.isEmpty() ? options.certificateFile : options.keyFile;
    tls->use_private_key_file(keyFile.toStdString(), asio::ssl::context::pem, error);
    if (error)
        return unread(keyFile, error);
    return tls;
}

} // namespace

class HttpServer::Listener
{
public:
    explicit Listener(std::shared_ptr<SessionSetup> setup)
        : m_setup(std::move(setup))
        , m_acceptor(*m_setup->context)
        , m_pause(*m_setup->context)
    {
    }
    ~Listener();

    Result<Done> open();
    void start();
    [[nodiscard]] QString url() const;
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    void accept();
    void admit(tcp::socket socket);
    void closeAll();

    std::shared_ptr<SessionSetup> m_setup;
    tcp::acceptor m_acceptor;
    asio::steady_timer m_pause;
    std::vector<std::weak_ptr<Session>> m_sessions;
    quint16 m_port = 0;
    std::thread m_thread;
};

Result<Done> HttpServer::Listener::open()
{
    const ServerOptions &options = m_setup->options;
    const Result<tcp::endpoint> endpoint = endpointOf(options);
    if (!endpoint)
        return fail(endpoint.error());
    error_code error;
    m_acceptor.open(endpoint->protocol(), error);
    if (!error)
        m_acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        m_acceptor.bind(*endpoint, error);
    if (!error)
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        const Reason reason
            = error == asio::error::address_in_use ? Reason::AddressInUse : Reason::AddressNotAllowed;
        return fail(listenError(reason, options, QString::fromStdString(error.message())));
    }
    m_port = m_acceptor.local_endpoint(error).port();
    return Done{};
}

void HttpServer::Listener::start()
{
    accept();
    m_thread = std::thread([this] {
        pthread_setname_np(pthread_self(), "http-server");
        m_setup->context->run();
    });
}

HttpServer::Listener::~Listener()
{
    if (!m_thread.joinable())
        return;
    // Everything that waits is cancelled and so lets go of its session; then run() returns by itself.
    asio::post(*m_setup->context, [this] { closeAll(); });
    m_thread.join();
}

void HttpServer::Listener::closeAll()
{
    error_code ignored;
    m_acceptor.close(ignored);
    m_pause.cancel();
    for (const std::weak_ptr<Session> &weak : m_sessions) {
        if (const auto session = weak.lock())
            session->close();
    }
}

void HttpServer::Listener::accept()
{
    m_acceptor.async_accept([this](const error_code &error, tcp::socket socket) {
        if (!m_acceptor.is_open())
            return;
        if (!error) {
            admit(std::move(socket));
            accept();
            return;
        }
        m_pause.expires_after(kAcceptPause);
        m_pause.async_wait([this](const error_code &stopped) {
            if (!stopped)
                accept();
        });
    });
}

void HttpServer::Listener::admit(tcp::socket socket)
{
    std::erase_if(m_sessions, [](const std::weak_ptr<Session> &session) { return session.expired(); });
    if (int(m_sessions.size()) >= m_setup->options.connectionLimit)
        return; // closes it
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    PlainStream stream(std::move(socket));
    std::shared_ptr<Session> session;
    if (m_setup->tls)
        session
            = std::make_shared<HttpSession<TlsStream>>(m_setup, TlsStream(std::move(stream), *m_setup->tls));
    else
        session = std::make_shared<HttpSession<PlainStream>>(m_setup, std::move(stream));
    m_sessions.push_back(session);
    session->start();
}

QString HttpServer::Listener::url() const
{
    const QString &address = m_setup->options.address;
    const QString host = address.contains(u':') ? u'[' + address + u']' : address;
    const QString scheme = m_setup->tls ? u"https://"_s : u"http://"_s;
    return scheme + host + u':' + QString::number(m_port);
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const ServerOptions &options, Handler handler)
{
    Result<std::optional<asio::ssl::context>> tls = tlsContext(options);
    if (!tls)
        return fail(tls.error());
    auto setup = std::make_shared<SessionSetup>();
    setup->context = std::make_shared<asio::io_context>(1);
    setup->options = options;
    setup->handler = std::move(handler);
    setup->tls = std::move(*tls);

    auto listener = std::make_unique<Listener>(std::move(setup));
    if (const Result<Done> opened = listener->open(); !opened)
        return fail(opened.error());
    listener->start();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(listener)));
}

HttpServer::HttpServer(std::unique_ptr<Listener> listener)
    : m_listener(std::move(listener))
{
}

HttpServer::~HttpServer() = default;

QString HttpServer::url() const
{
    return m_listener->url();
}

quint16 HttpServer::port() const
{
    return m_listener->port();
}

} // namespace tacklebox::transport
