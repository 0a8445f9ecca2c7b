// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The local receiver on this machine: an HTTP server whose catch goes into the profile.
//
// Threads: as backend/inbox.h says. Sockets and files are opened on a thread of its own.
#pragma once

#include "backend/inbox.h"
#include "transport/httpserver.h"

#include <QThreadPool>

namespace tacklebox {
class Clock;
}

namespace tacklebox::store {
class Store;
}

namespace tacklebox::inbox {

class CaptureWriter;
class Catcher;

class LocalInbox final : public Inbox
{
    Q_OBJECT

public:
    // The store outlives the inbox.
    LocalInbox(store::Store &store, const Clock &clock, QObject *parent = nullptr);
    ~LocalInbox() override;

    Async<QString> listen(InboxProgram program) override;
    void stop() override;
    [[nodiscard]] QString url() const override { return m_url; }

    Async<Page<Capture>> captures(CaptureQuery query, std::stop_token stop) override;
    Async<Capture> capture(CaptureId id, std::stop_token stop) override;
    Async<Done> clear() override;

private:
    using Server = std::shared_ptr<transport::HttpServer>;
    using Answer = std::shared_ptr<QPromise<Result<QString>>>;

    void open(const transport::ServerOptions &options, Answer answer);
    void opened(Result<Server> server, int turn, const Answer &answer);
    void close(Server server);
    void setUrl(const QString &url);
    [[nodiscard]] transport::HttpServer::Handler handler() const;

    store::Store &m_store;
    std::shared_ptr<Catcher> m_catcher;
    std::shared_ptr<CaptureWriter> m_writer;
    QThreadPool m_doorman; // one thread: opens and closes, in order
    Server m_server;
    transport::ServerOptions m_options; // of m_server, or of the one being opened
    QString m_url;
    int m_turn = 0; // of the last listen() or stop(): what came of an earlier one is closed again
};

} // namespace tacklebox::inbox
