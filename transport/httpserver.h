// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Answers HTTP/1.1, with or without TLS, for those who listen: the inbox and the gateway.
//
// Threads: the handler runs on the server's own thread, named "http-server", and must not block it; an
// answer may be given later and from any thread. The destructor closes every connection and joins
// the thread; an answer given after that goes nowhere.
#pragma once

#include "core/error.h"
#include "core/headers.h"

#include <chrono>
#include <functional>
#include <memory>

namespace tacklebox::transport {

struct ServerOptions
{
    QString address = QStringLiteral("127.0.0.1"); // an IP address of this machine, or localhost
    quint16 port = 0; // 0: any free one
    qint64 bodyLimit = 1024 * 1024; // above it: 413
    quint32 headerLimit = 64 * 1024; // above it: 431
    std::chrono::milliseconds readTimeout{30000}; // for a whole request, the wait for it included
    int connectionLimit = 1024;
    QString certificateFile; // PEM, with its chain: the server speaks TLS
    QString keyFile;

    bool operator==(const ServerOptions &) const = default;
};

struct ServerRequest
{
    QByteArray method;
    QString target; // path and query as they came
    Headers headers;
    QByteArray body;
    QString peer;
};

struct ServerResponse
{
    int status = 200;
    Headers headers;
    QByteArray body;
    std::chrono::milliseconds delay{0}; // before it is written
};

class HttpServer final
{
public:
    // Answers one request, once.
    using Responder = std::function<void(ServerResponse)>;
    using Handler = std::function<void(ServerRequest, Responder)>;

    // Errors at `listen`: AddressInUse, AddressNotAllowed; or FileNotRead.
    static Result<std::unique_ptr<HttpServer>> listen(const ServerOptions &options, Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    // https://127.0.0.1:8443, with the port that was chosen.
    [[nodiscard]] QString url() const;
    [[nodiscard]] quint16 port() const;

private:
    class Listener;
    explicit HttpServer(std::unique_ptr<Listener> listener);

    std::unique_ptr<Listener> m_listener;
};

} // namespace tacklebox::transport
