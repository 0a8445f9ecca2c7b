// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One easy handle of libcurl with the request it carries; used again and again. Only on the
// transport thread.
#pragma once

#include "transport/fault.h"
#include "transport/headerlines.h"
#include "transport/httpmessages.h"
#include "transport/tlssight.h"
#include "transport/transferclock.h"

#include <curl/curl.h>

#include <array>
#include <memory>

namespace tacklebox::transport {

class Transfer final
{
public:
    Transfer();

    [[nodiscard]] CURL *handle() const { return m_easy.get(); }

    void begin(Request request, const QByteArray &url);
    [[nodiscard]] bool isStopRequested() const { return m_request.stop.stop_requested(); }

    // Tells what became of it, with the facts that libcurl holds. Then the handle is free again.
    Reply finish(CURLcode code);
    // Taken out of the loop before its end.
    Reply abort();

private:
    static size_t readHeader(char *data, size_t size, size_t count, void *self);
    static size_t readBody(char *data, size_t size, size_t count, void *self);
    static curl_socket_t openSocket(void *self, curlsocktype purpose, curl_sockaddr *address);
    static int beforeRequest(void *self, char *peer, char *local, int peerPort, int localPort);
    static CURLcode openTls(CURL *easy, void *sslContext, void *self);

    void setConstants();
    void setMethod();
    void setRoute(const QByteArray &url);
    void setExtent();
    void setText(CURLoption option, QByteArray &current, const QByteArray &wanted);
    void setPeer(const Endpoint &peer);
    void refuse(const Endpoint &endpoint);
    [[nodiscard]] Headers sentHeaders();
    void takeHeader(QByteArrayView name, QByteArrayView value);
    void readFacts(Reply &reply);
    Reply reply(std::optional<Outcome> fault, QString error);

    struct CloseEasy
    {
        void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
    };
    struct FreeList
    {
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };

    std::unique_ptr<CURL, CloseEasy> m_easy;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    HeaderLines m_headerLines;
    std::unique_ptr<curl_slist, FreeList> m_pins;
    // What the handle is set to, so that only a change costs anything.
    QByteArray m_url;
    QByteArray m_hostHeader;
    QByteArray m_caFile;
    QByteArray m_proxy;
    QByteArray m_method;
    Extent m_extent = Extent::Exchange;
    Endpoint m_peer; // of the last request, too
    QString m_peerText; // of m_peer

    Request m_request;
    TransferClock m_clock;
    ReceivedResponse m_response;
    Headers m_lastHeaders; // of the answer before
    qint64 m_headerBytes = 0;
    qint64 m_bodyBytes = 0;
    int m_requestsSent = 0;
    bool m_hasPeer = false;
    std::vector<int> m_sockets; // opened for this request
    bool m_isProxied = false;
    QString m_blocked;
    Sightings m_seen;
    std::shared_ptr<HandshakeRecord> m_handshake;
    std::optional<TlsFacts> m_tls;
};

} // namespace tacklebox::transport
