// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The e-mails that this profile sends of its own accord, and a try of its mail server. Same thread rules
// as Backend.
#pragma once

#include "core/async.h"
#include "core/mail.h"
#include "core/page.h"

#include <QObject>

#include <stop_token>

namespace tacklebox {

class Mails : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual Async<Page<Mail>> mails(PageRequest page, std::stop_token stop) = 0;
    virtual Async<Mail> mail(MailId id, std::stop_token stop) = 0;
    // Sends one mail now, over the server that the settings name, and answers what it made of it.
    virtual Async<MailOutcome> test(QString address) = 0;
};

} // namespace tacklebox
