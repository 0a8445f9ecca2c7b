// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The queue of e-mails. Each function runs inside a change or question of the store; the only statements
// that change a mail's state are here.
#pragma once

#include "core/mail.h"
#include "core/page.h"
#include "store/connection.h"

namespace tacklebox::store {

struct NewMail
{
    SubscriberKey subscriber;
    MailKind kind = MailKind::JobGivenUp;
    QString recipient;
    Instant run; // when the failures began that it is about
    qint64 amount = 1; // of causes that it stands for
    QString subject;
    QString body;
};

// Joins the newest mail of this subscriber, kind and address where that is of the same run, or younger
// than `apart`: it then stands for so many more, and none is added.
Result<Done> queueMail(Connection &connection, const NewMail &mail, std::chrono::minutes apart, Instant now);

struct ClaimedMail
{
    Mail mail; // `tries` with the one that begins
    qint64 epoch = 0; // that it was claimed under
};

// Whether claimMail() would change anything.
Result<bool> hasDueMail(Connection &connection, Instant now);

// None is due, and none is being sent.
Result<bool> areMailsIdle(Connection &connection, Instant now);

// The mail that is due longest, from now on being sent. Only by the holder of the deliverer's lock.
Result<std::optional<ClaimedMail>> claimMail(Connection &connection, Instant now);

// What older epochs left in sending may have arrived: Unsure. Answers those that it was.
Result<QList<Mail>> abandonMails(Connection &connection, Instant now);

// False where the mail is no longer this epoch's: nothing was changed.
Result<bool> settleMail(Connection &connection, const ClaimedMail &claimed, const MailOutcome &outcome,
                        const MailStep &step, Instant now);

// After the mail server's settings changed: what waits is due at once.
Result<Done> hastenMails(Connection &connection, Instant now);

Result<Page<Mail>> listMails(Connection &connection, const PageRequest &page); // newest first
// None where there is none.
Result<std::optional<Mail>> findMail(Connection &connection, const MailId &id);

} // namespace tacklebox::store
