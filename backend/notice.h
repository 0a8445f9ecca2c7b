// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a mail tells people of a subscriber that fails, as facts; and the mail's words, which are plain
// text. Nothing that a receiver or a person wrote gets out of its line.
#pragma once

#include "core/attempt.h"
#include "core/health.h"
#include "core/ids.h"
#include "core/mail.h"

namespace tacklebox {

struct Notice
{
    MailKind kind = MailKind::JobGivenUp;
    QString subscriber; // its name
    SubscriberId subscriberId;
    QString callbackUrl;
    JobId job; // that brought it about
    QString eventType;
    QString orderId;
    int tries = 0; // automatic ones of the job
    Attempt attempt; // the last: its code, its error and how its response begins
    Health health; // after it
};

struct MailText
{
    QString subject;
    QString body;
};

namespace wording {

[[nodiscard]] MailText mailText(const Notice &notice);
// Under the text of a mail that stands for others, too; empty for none.
[[nodiscard]] QString joinedText(const Mail &mail);
[[nodiscard]] MailText testMailText(); // of the mail that a person tries the server with

[[nodiscard]] QString word(MailKind kind);
[[nodiscard]] QString word(MailState state);
// What a try came to, with the server's words: "The server refused the recipient: 550 no such user."
[[nodiscard]] QString sentence(const MailOutcome &outcome);
[[nodiscard]] QString advice(const MailOutcome &outcome); // what to do next, or empty

} // namespace wording

} // namespace tacklebox
