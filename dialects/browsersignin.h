// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One sign-in of a person in a browser: asks the vendor where, listens on this computer for the browser to
// come back, gives its code for a secret, and keeps that. Deletes itself once it has ended.
//
// Threads: as Caller.
#pragma once

#include "backend/connections.h"
#include "core/clock.h"
#include "dialects/credentials.h"
#include "dialects/dialect.h"
#include "dialects/restclient.h"
#include "transport/httpserver.h"

#include <QTimer>

namespace tacklebox::dialects {

class BrowserSignIn final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Dialect &dialect;
        RestClient &client;
        Credentials &credentials;
        const Clock &clock;
        std::chrono::milliseconds patience{std::chrono::minutes(10)}; // no code lives longer
    };

    // All is borrowed. `account` is who it is for and ends it; a former one of it ends with Cancelled.
    static Async<SignInPage> begin(const Parts &parts, const Connection &connection,
                                   const std::stop_token &stop, QObject &account);
    ~BrowserSignIn() override; // Cancelled, where it hasn't ended

private:
    using Responder = transport::HttpServer::Responder;
    using Secrets = std::map<QString, Secret>;

    BrowserSignIn(const Parts &parts, Connection connection, std::stop_token stop, QObject &account);
    void start(const QUrl &comesBackTo);
    void ask(const Secrets &secrets);
    void listen(const Response &site);
    void take(const transport::ServerRequest &request, const Responder &respond);
    void redeem(const Secret &code);
    void keep(const Response &response);
    void end(const Result<Done> &outcome); // the first one counts

    Parts m_parts;
    Access m_access;
    std::stop_token m_stop;
    const BrowserLogin *m_login; // the dialect's
    SignInSite m_site;
    SignInProof m_proof;
    QPromise<Result<SignInPage>> m_page;
    QPromise<Result<Done>> m_signedIn;
    Responder m_respond; // to the browser that came back; none: it hasn't
    bool m_hasEnded = false;
    QTimer m_patience;
    std::unique_ptr<transport::HttpServer> m_server;
    // Last: it ends before what it tells.
    std::optional<std::stop_callback<std::function<void()>>> m_watch;
};

} // namespace tacklebox::dialects
