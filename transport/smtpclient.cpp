// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/smtpclient.h"

#include "transport/smtploop.h"

namespace tacklebox::transport {

SmtpClient::SmtpClient()
    : m_loop(std::make_unique<SmtpLoop>())
{
}

SmtpClient::~SmtpClient() = default;

void SmtpClient::send(MailOrder order, Completion done)
{
    m_loop->send({std::move(order), std::move(done)});
}

} // namespace tacklebox::transport
