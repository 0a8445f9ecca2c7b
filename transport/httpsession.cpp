// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/httpsession.h"

namespace tacklebox::transport {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr qint64 kMaxDrainedBytes = 16 * 1024 * 1024;
constexpr std::chrono::seconds kDrainTime{3};
constexpr std::chrono::seconds kHandshakeTime{10};

QString textOf(const asio::ip::tcp::endpoint &endpoint)
{
    const QString address = QString::fromStdString(endpoint.address().to_string());
    const QString host = endpoint.address().is_v6() ? u'[' + address + u']' : address;
    return host + u':' + QString::number(endpoint.port());
}

QByteArray bytesOf(beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

bool hasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

} // namespace

template<typename Stream>
HttpSession<Stream>::HttpSession(std::shared_ptr<const SessionSetup> setup, Stream stream)
    : m_setup(std::move(setup))
    , m_context(m_setup->context)
    , m_stream(std::move(stream))
    , m_delay(*m_context)
{
    ErrorCode error;
    const auto peer = beast::get_lowest_layer(m_stream).socket().remote_endpoint(error);
    if (!error)
        m_peer = textOf(peer);
}

template<typename Stream>
void HttpSession<Stream>::start()
{
    if constexpr (std::is_same_v<Stream, TlsStream>) {
        beast::get_lowest_layer(m_stream).expires_after(kHandshakeTime);
        m_stream.async_handshake(asio::ssl::stream_base::server,
                                 [self = this->shared_from_this()](ErrorCode error) {
                                     if (error)
                                         self->close();
                                     else
                                         self->readHeader();
                                 });
    } else {
        readHeader();
    }
}

template<typename Stream>
void HttpSession<Stream>::close()
{
    const auto last = std::move(m_self);
    m_isClosed = true;
    m_delay.cancel();
    beast::get_lowest_layer(m_stream).close();
}

template<typename Stream>
void HttpSession<Stream>::readHeader()
{
    if (m_isClosed)
        return;
    m_parser.emplace();
    m_parser->body_limit(quint64(m_setup->options.bodyLimit));
    m_parser->header_limit(m_setup->options.headerLimit);
    beast::get_lowest_layer(m_stream).expires_after(m_setup->options.readTimeout);
    http::async_read_header(
        m_stream, m_buffer, *m_parser, [self = this->shared_from_this()](ErrorCode error, size_t) {
            if (error)
                self->refuse(error);
            else
                self->readBody();
        });
}

template<typename Stream>
void HttpSession<Stream>::readBody()
{
    const auto read = [self = this->shared_from_this()] {
        http::async_read(self->m_stream, self->m_buffer, *self->m_parser, [self](ErrorCode error, size_t) {
            self->take(error);
        });
    };
    if (!beast::iequals(m_parser->get()[http::field::expect], "100-continue")) {
        read();
        return;
    }
    const auto goOn = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
    http::async_write(
        m_stream, *goOn, [self = this->shared_from_this(), goOn, read](ErrorCode error, size_t) {
            if (error)
                self->close();
            else
                read();
        });
}

template<typename Stream>
void HttpSession<Stream>::take(ErrorCode error)
{
    if (error)
        refuse(error);
    else
        hand();
}

// A request that can't be read is answered where a client may still listen.
template<typename Stream>
void HttpSession<Stream>::refuse(ErrorCode error)
{
    m_isRefusing = true;
    if (error == http::error::body_limit)
        write({413, {}, {}, {}});
    else if (error == http::error::header_limit)
        write({431, {}, {}, {}});
    else if (error == http::error::end_of_stream)
        end();
    else if (error.category() == http::make_error_code(http::error::bad_target).category()
             && error != http::error::partial_message)
        write({400, {}, {}, {}});
    else
        close();
}

template<typename Stream>
ServerRequest HttpSession<Stream>::request()
{
    auto message = m_parser->release();
    ServerRequest request;
    request.method = bytesOf(message.method_string());
    request.target = QString::fromUtf8(bytesOf(message.target()));
    for (const auto &field : message)
        request.headers.append({bytesOf(field.name_string()), bytesOf(field.value())});
    request.body = QByteArray::fromStdString(message.body());
    request.peer = m_peer;
    return request;
}

template<typename Stream>
void HttpSession<Stream>::hand()
{
    beast::get_lowest_layer(m_stream).expires_never();
    m_response.emplace(http::status::ok, m_parser->get().version());
    m_response->keep_alive(m_parser->get().keep_alive());
    m_self = this->shared_from_this();
    const bool isHead = m_parser->get().method() == http::verb::head;
    m_setup->handler(request(), [weak = this->weak_from_this(), isHead](ServerResponse response) {
        const auto self = weak.lock();
        if (!self)
            return;
        if (isHead)
            response.body.clear();
        asio::post(*self->m_context, [weak, response = std::move(response)] {
            if (const auto here = weak.lock())
                here->answer(response);
        });
    });
}

template<typename Stream>
void HttpSession<Stream>::answer(ServerResponse response)
{
    const auto self = std::move(m_self);
    if (!self) // closed, or answered before
        return;
    if (response.delay.count() <= 0) {
        write(std::move(response));
        return;
    }
    m_delay.expires_after(response.delay);
    m_delay.async_wait([self, response = std::move(response)](ErrorCode error) mutable {
        if (!error)
            self->write(std::move(response));
    });
}

template<typename Stream>
void HttpSession<Stream>::write(ServerResponse response)
{
    if (m_isClosed)
        return;
    if (!m_response)
        m_response.emplace(http::status::ok, 11);
    if (m_isRefusing)
        m_response->keep_alive(false);
    m_response->result(unsigned(response.status));
    for (const Header &header : std::as_const(response.headers))
        m_response->insert(header.name.toStdString(), header.value.toStdString());
    if (hasBody(response.status)) {
        m_response->body() = response.body.toStdString();
        m_response->content_length(m_response->body().size());
    }
    beast::get_lowest_layer(m_stream).expires_after(m_setup->options.readTimeout);
    http::async_write(m_stream, *m_response, [self = this->shared_from_this()](ErrorCode error, size_t) {
        self->written(error);
    });
}

template<typename Stream>
void HttpSession<Stream>::written(ErrorCode error)
{
    const bool goesOn = !error && m_response->keep_alive();
    m_response.reset();
    if (error)
        close();
    else if (m_isRefusing)
        drain();
    else if (goesOn)
        readHeader();
    else
        end();
}

// A client that is still sending would be reset by a close and never see the answer.
template<typename Stream>
void HttpSession<Stream>::drain()
{
    ErrorCode ignored;
    if (m_drained == 0) {
        beast::get_lowest_layer(m_stream).socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        beast::get_lowest_layer(m_stream).expires_after(kDrainTime);
    }
    m_buffer.clear();
    m_stream.async_read_some(m_buffer.prepare(64 * 1024),
                             [self = this->shared_from_this()](ErrorCode error, size_t count) {
                                 self->m_drained += qint64(count);
                                 if (error || self->m_drained > kMaxDrainedBytes)
                                     self->close();
                                 else
                                     self->drain();
                             });
}

template<typename Stream>
void HttpSession<Stream>::end()
{
    if constexpr (std::is_same_v<Stream, TlsStream>) {
        beast::get_lowest_layer(m_stream).expires_after(kDrainTime);
        m_stream.async_shutdown([self = this->shared_from_this()](ErrorCode) { self->close(); });
    } else {
        ErrorCode ignored;
        beast::get_lowest_layer(m_stream).socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        close();
    }
}

template class HttpSession<PlainStream>;
template class HttpSession<TlsStream>;

} // namespace tacklebox::transport
