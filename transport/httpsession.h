// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection of the HTTP server, over a plain or a TLS stream: reads a request, hands it on, writes
// the answer, and starts again. Only for httpserver.cpp: this is where Beast is.
#pragma once

#include "transport/httpserver.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <optional>

namespace tacklebox::transport {

// What all sessions of a server share. Sessions keep the context alive for answers that come late.
struct SessionSetup
{
    std::shared_ptr<boost::asio::io_context> context;
    ServerOptions options;
    HttpServer::Handler handler;
    std::optional<boost::asio::ssl::context> tls;
};

class Session
{
public:
    virtual ~Session() = default;
    virtual void start() = 0;
    virtual void close() = 0; // on the server's thread; what is under way ends
};

using PlainStream = boost::beast::tcp_stream;
using TlsStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

template<typename Stream>
class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession<Stream>>
{
public:
    HttpSession(std::shared_ptr<const SessionSetup> setup, Stream stream);

    void start() override;
    void close() override;

private:
    using ErrorCode = boost::beast::error_code;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using Response = boost::beast::http::response<boost::beast::http::string_body>;

    void readHeader();
    void readBody();
    void take(ErrorCode error);
    void refuse(ErrorCode error);
    void hand();
    void answer(ServerResponse response);
    void write(ServerResponse response);
    void written(ErrorCode error);
    void drain();
    void end();
    [[nodiscard]] ServerRequest request();

    std::shared_ptr<const SessionSetup> m_setup;
    std::shared_ptr<boost::asio::io_context> m_context; // outlives the stream
    Stream m_stream;
    boost::asio::steady_timer m_delay;
    boost::beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    std::optional<Response> m_response;
    std::shared_ptr<HttpSession> m_self; // while nothing but the answer to come holds it
    QString m_peer;
    qint64 m_drained = 0;
    bool m_isRefusing = false; // the connection ends with the answer
    bool m_isClosed = false;
};

} // namespace tacklebox::transport
