// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The certificates of callback URLs as this computer saw them: on deliveries, on tests, and when a person
// looks. One host's is the same for all connections. Same thread rules as Backend.
#pragma once

#include "core/async.h"
#include "core/certificate.h"

#include <QStringList>

#include <stop_token>

namespace tacklebox {

class Certificates
{
public:
    virtual ~Certificates() = default;

    // Of these URLs, one a place; none where no handshake was made yet.
    virtual Async<QList<Certificate>> seen(QStringList urls, std::stop_token stop) = 0;

    // Makes the TLS handshake with the URL's host and sends no request: nothing is delivered, and nothing is
    // asked of any API. What was seen is kept. The attempt is Delivered where the handshake was whole, else
    // it says what was in the way. InvalidValue at `url` where that isn't https.
    virtual Async<Attempt> look(QString url, std::stop_token stop) = 0;
};

} // namespace tacklebox
