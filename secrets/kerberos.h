// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The operating system's own sign-in as a credential: a token of the person's Kerberos ticket for a web
// service (RFC 4559). Nothing of it is kept here; the ticket lives where `kinit` or the desktop put it.
//
// NTLM isn't spoken: it proves a connection instead of a request, in several turns, and a write can't be
// sent several times.
#pragma once

#include "core/error.h"

#include <QByteArray>

namespace tacklebox::secrets {

// What goes behind "Authorization: Negotiate ", good for one request alone: servers refuse a second one with
// the same. It proves nothing but who asks; nothing is delegated. TicketMissing, with the library's words in
// `detail`, where there is no ticket or the realm knows no such service.
//
// Any thread but the window's: the first token for a host waits for the realm's server.
Result<QByteArray> negotiateToken(const QString &host);

} // namespace tacklebox::secrets
