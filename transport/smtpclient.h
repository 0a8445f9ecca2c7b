// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sends e-mail over SMTP, one mail after the other, each to one address. A password goes out over TLS
// alone. Where the server is, is the person's choice: the address guard has no say in it.
//
// Threads: send() from any thread. Completions run on the client's own thread, named "smtp", which begins
// with the first mail. The destructor lets a mail that is under way finish for a short while, completes
// the rest as Aborted and joins the thread.
#pragma once

#include "core/mail.h"
#include "core/secret.h"

#include <functional>
#include <memory>

namespace tacklebox::transport {

struct MailServer
{
    QString url; // smtp://host:port, with TLS where it is offered, or smtps://host:port
    QString user; // empty, or no password: nobody signs in
    Secret password;
    QString from;
    QString caFile; // PEM, trusted beside the system's; empty: none
};

struct MailOrder
{
    MailServer server;
    QString to;
    QByteArray bytes; // the whole message
};

class SmtpLoop;

class SmtpClient final
{
public:
    using Completion = std::function<void(MailOutcome)>;

    SmtpClient();
    ~SmtpClient();
    SmtpClient(const SmtpClient &) = delete;
    SmtpClient &operator=(const SmtpClient &) = delete;

    void send(MailOrder order, Completion done);

private:
    std::unique_ptr<SmtpLoop> m_loop;
};

} // namespace tacklebox::transport
