// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/transfer.h"

#include "transport/requesturl.h"

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace tacklebox::transport {

namespace {

constexpr qint64 kMaxHeaderBytes = 128 * 1024;

} // namespace

Transfer::Transfer()
    : m_easy(curl_easy_init())
{
    setConstants();
}

void Transfer::setConstants()
{
    CURL *easy = handle();
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    // Idle longer than this (a whole second more), a kept connection is likely to be closed by the receiver
    // while a request is on its way, and nothing is sent twice.
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, 1L);
    // Nor is an address kept longer: a receiver that moved is found by the next try.
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 2L);
    // A resolver that hangs must not hold up the loop when its request has run out of time.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, readHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, readBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, beforeRequest);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, openTls);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, this);
}

void Transfer::setText(CURLoption option, QByteArray &current, const QByteArray &wanted)
{
    if (wanted == current)
        return;
    current = wanted;
    curl_easy_setopt(handle(), option, wanted.constData());
}

void Transfer::setMethod()
{
    CURL *easy = handle();
    const bool hasBody = !m_request.body.isEmpty() || m_request.method == "POST";
    if (m_request.method != m_method || !hasBody) {
        m_method = m_request.method;
        curl_easy_setopt(easy, CURLOPT_NOBODY, 0L);
        curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
        if (m_method == "HEAD")
            curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        const bool isPlain = m_method == "POST" || m_method == "HEAD";
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, isPlain ? nullptr : m_method.constData());
    }
    if (hasBody) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_request.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, m_request.body.constData());
    }
    m_headerLines.assign(m_request.headers, hasBody);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, m_headerLines.first());
}

void Transfer::setRoute(const QByteArray &url)
{
    if (url != m_url)
        m_hostHeader = hostHeader(url);
    setText(CURLOPT_URL, m_url, url);

    m_isProxied = !m_request.proxy.isEmpty() && !isLocal(url);
    setText(CURLOPT_PROXY, m_proxy, m_isProxied ? m_request.proxy.toUtf8() : QByteArray());
    if (m_isProxied) {
        // The socket goes to the proxy, so only an address that the URL itself names can be judged.
        const std::optional<Endpoint> literal = literalEndpoint(url);
        if (literal && !isAllowed(m_request.guard, *literal))
            refuse(*literal);
    }

    curl_slist *pins = nullptr;
    for (const QByteArray &pin : std::as_const(m_request.pins))
        pins = curl_slist_append(pins, pin.constData());
    if (pins || m_pins) {
        curl_easy_setopt(handle(), CURLOPT_RESOLVE, pins);
        m_pins.reset(pins);
    }
}

void Transfer::setExtent()
{
    if (m_request.extent == m_extent)
        return;
    m_extent = m_request.extent;
    const bool isWhole = m_extent == Extent::Exchange;
    // libcurl closes such a connection when the handle leaves the loop, and never takes a kept one for it.
    curl_easy_setopt(handle(), CURLOPT_CONNECT_ONLY, isWhole ? 0L : 1L);
    // A resumed session shows the certificate of the one before it.
    curl_easy_setopt(handle(), CURLOPT_SSL_SESSIONID_CACHE, isWhole ? 1L : 0L);
}

void Transfer::begin(Request request, const QByteArray &url)
{
    m_request = std::move(request);
    m_response = {};
    m_response.headers.reserve(m_lastHeaders.size());
    m_headerBytes = 0;
    m_bodyBytes = 0;
    m_requestsSent = 0;
    m_hasPeer = false;
    m_sockets.clear();
    m_blocked.clear();
    m_seen = {};
    m_handshake.reset();
    m_tls.reset();
    m_errorText[0] = '\0';
    m_clock.start();

    setRoute(url);
    setMethod();
    setExtent();
    if (const QByteArray caFile = m_request.caFile.toUtf8(); caFile != m_caFile) {
        m_caFile = caFile;
        curl_easy_setopt(handle(), CURLOPT_CAINFO, caFile.isEmpty() ? nullptr : caFile.constData());
    }
    curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, long(m_request.timeout.count()));
    curl_easy_setopt(handle(), CURLOPT_CONNECTTIMEOUT_MS, long(m_request.connectTimeout.count()));
}

// Receivers answer alike: what equals the header in the same place of the last answer shares its bytes.
void Transfer::takeHeader(QByteArrayView name, QByteArrayView value)
{
    Headers &headers = m_response.headers;
    const qsizetype place = headers.size();
    const Header *last = place < m_lastHeaders.size() ? &m_lastHeaders.at(place) : nullptr;
    headers.append({last && name == last->name ? last->name : name.toByteArray(),
                    last && value == last->value ? last->value : value.toByteArray()});
}

size_t Transfer::readHeader(char *data, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<Transfer *>(self);
    const QByteArrayView line = QByteArrayView(data, qsizetype(size * count)).trimmed();
    if (transfer->m_headerBytes == 0)
        transfer->m_clock.markAnswer();
    transfer->m_headerBytes += qint64(size * count);
    if (transfer->m_headerBytes > kMaxHeaderBytes) {
        transfer->m_seen.isTooLarge = true;
        return 0;
    }
    if (line.startsWith("HTTP/")) {
        transfer->m_response.headers.clear(); // those of an interim answer
        return size * count;
    }
    if (const qsizetype colon = line.indexOf(':'); colon > 0)
        transfer->takeHeader(line.first(colon).trimmed(), line.sliced(colon + 1).trimmed());
    return size * count;
}

size_t Transfer::readBody(char *data, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<Transfer *>(self);
    const auto arrived = qsizetype(size * count);
    transfer->m_bodyBytes += arrived;
    ReceivedResponse &response = transfer->m_response;
    const qsizetype kept = std::min(arrived, kStoredResponseBytes - response.body.size());
    response.body.append(data, kept);
    response.truncated = response.truncated || kept < arrived;
    if (transfer->m_bodyBytes > transfer->m_request.maxResponseBytes) {
        transfer->m_seen.isTooLarge = true;
        return 0;
    }
    return size * count;
}

void Transfer::refuse(const Endpoint &endpoint)
{
    m_seen.isBlocked = true;
    m_blocked = toText(endpoint);
}

void Transfer::setPeer(const Endpoint &peer)
{
    m_hasPeer = true;
    if (!m_peerText.isEmpty() && m_peer == peer)
        return;
    m_peer = peer;
    m_peerText = toText(peer);
}

curl_socket_t Transfer::openSocket(void *self, curlsocktype, curl_sockaddr *address)
{
    auto *transfer = static_cast<Transfer *>(self);
    if (transfer->m_isProxied) {
        if (transfer->m_seen.isBlocked)
            return CURL_SOCKET_BAD;
    } else {
        const std::optional<Endpoint> endpoint = endpointFrom(&address->addr);
        if (!endpoint)
            return CURL_SOCKET_BAD;
        if (!isAllowed(transfer->m_request.guard, *endpoint)) {
            transfer->refuse(*endpoint);
            return CURL_SOCKET_BAD;
        }
    }
    transfer->m_seen.isConnecting = true;
    const int opened = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    transfer->m_sockets.push_back(opened);
    return opened;
}

// Comes before each request, on a kept connection too.
int Transfer::beforeRequest(void *self, char *peer, char *, int peerPort, int)
{
    auto *transfer = static_cast<Transfer *>(self);
    if (transfer->m_requestsSent > 0) {
        transfer->m_seen.wouldRepeat = true;
        return CURL_PREREQFUNC_ABORT;
    }
    const std::optional<Endpoint> endpoint = endpointAt(peer, peerPort);
    if (endpoint)
        transfer->setPeer(*endpoint);
    if (!transfer->m_isProxied && (!endpoint || !isAllowed(transfer->m_request.guard, *endpoint))) {
        transfer->refuse(endpoint.value_or(Endpoint{}));
        return CURL_PREREQFUNC_ABORT;
    }
    if (transfer->m_seen.isBlocked && transfer->m_isProxied)
        return CURL_PREREQFUNC_ABORT;
    transfer->m_requestsSent += 1;
    transfer->m_clock.markRequest();
    if (transfer->m_url.startsWith("https"))
        transfer->m_tls = sessionFacts(transfer->handle());
    return CURL_PREREQFUNC_OK;
}

CURLcode Transfer::openTls(CURL *, void *sslContext, void *self)
{
    auto *transfer = static_cast<Transfer *>(self);
    transfer->m_clock.markConnected();
    // Should the handshake fail, libcurl would not tell the peer. Of the sockets opened, only the one
    // that won the race to connect is open still.
    for (const int opened : transfer->m_sockets) {
        if (const std::optional<Endpoint> peer = peerOf(opened))
            transfer->setPeer(*peer);
    }
    transfer->m_handshake = std::make_shared<HandshakeRecord>();
    watchHandshake(sslContext, transfer->m_handshake);
    return CURLE_OK;
}

// Takes the request's own.
Headers Transfer::sentHeaders()
{
    Headers sent = std::move(m_request.headers);
    if (m_headerLines.isShortened())
        sent.removeIf([](const Header &header) { return isSetByClient(header.name); });
    sent.prepend({QByteArrayLiteral("Host"), m_hostHeader});
    if (!m_request.body.isEmpty() || m_request.method == "POST")
        sent.append({QByteArrayLiteral("Content-Length"), QByteArray::number(m_request.body.size())});
    return sent;
}

void Transfer::readFacts(Reply &reply)
{
    long code = 0;
    if (curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &code) == CURLE_OK && code > 0)
        reply.statusCode = int(code);

    if (m_hasPeer && !m_seen.isBlocked)
        reply.peer = m_peerText;
    long opened = 0;
    curl_easy_getinfo(handle(), CURLINFO_NUM_CONNECTS, &opened);
    reply.isSent = m_requestsSent > 0 && m_extent == Extent::Exchange;
    reply.reused = reply.isSent && opened == 0;

    reply.tls = std::move(m_tls);
    // What broke off may have been the handshake with a proxy that speaks TLS itself.
    if (!reply.tls && m_handshake && !m_proxy.startsWith("https:"))
        reply.tls = m_handshake->facts;
}

Reply Transfer::reply(std::optional<Outcome> fault, QString error)
{
    Reply reply;
    readFacts(reply);
    reply.tag = m_request.tag;
    reply.fault = fault;
    reply.error = std::move(error);
    reply.timing = m_clock.timing(handle(), reply.reused ? ConnectionUse::Kept : ConnectionUse::New);
    m_lastHeaders = m_response.headers;
    reply.response = std::move(m_response);
    reply.request = {m_request.method, m_request.url, sentHeaders(), m_request.body};
    m_request = {};
    return reply;
}

Reply Transfer::finish(CURLcode code)
{
    if (m_handshake)
        m_seen.chainError = m_handshake->chainError;
    const std::optional<Outcome> fault = faultOf(code, m_seen);
    if (!fault) {
        Reply whole = reply({}, {});
        if (whole.statusCode && *whole.statusCode >= 300 && *whole.statusCode < 400)
            whole.fault = Outcome::Redirected;
        return whole;
    }
    if (*fault == Outcome::BlockedAddress)
        return reply(fault, m_blocked);
    if (*fault == Outcome::TooLarge)
        return reply(fault, u"more than %1 bytes"_s.arg(m_request.maxResponseBytes));
    if (m_seen.wouldRepeat)
        return reply(fault, u"the kept connection was closed without an answer"_s);
    return reply(fault, QString::fromUtf8(m_errorText[0] ? m_errorText.data() : curl_easy_strerror(code)));
}

Reply Transfer::abort()
{
    return reply(Outcome::Aborted, u"aborted"_s);
}

} // namespace tacklebox::transport
