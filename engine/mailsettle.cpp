// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/mailsettle.h"

#include "backend/notice.h"
#include "engine/activitylog.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

// Of a mail that is tried on, the first try alone is told of.
std::optional<ActivityVerb> verbOf(MailState state, int tries)
{
    switch (state) {
    case MailState::Waiting:
        return tries == 1 ? std::optional(ActivityVerb::MailDelayed) : std::nullopt;
    case MailState::Sent:
        return ActivityVerb::MailSent;
    case MailState::Failed:
        return ActivityVerb::MailFailed;
    case MailState::Unsure:
        return ActivityVerb::MailUnsure;
    case MailState::Sending:
        break;
    }
    return std::nullopt;
}

Result<Done> tell(store::Connection &connection, const Mail &mail, ActivityVerb verb, const QString &why,
                  Instant now)
{
    ActivityEntry entry;
    entry.at = now;
    entry.verb = verb;
    entry.connection = u"local"_s;
    entry.subject = mail.recipient;
    entry.subjectId = mail.id.value;
    entry.after.insert(u"subject"_s, mail.subject);
    if (!why.isEmpty())
        entry.after.insert(u"why"_s, why);
    return recordActivity(connection, std::move(entry));
}

} // namespace

Result<Done> settleAndTell(store::Connection &connection, const store::ClaimedMail &claimed,
                           const MailOutcome &outcome, Instant now)
{
    const MailStep step = mailStepAfter(outcome, claimed.mail.tries, now);
    const Result<bool> settled = store::settleMail(connection, claimed, outcome, step, now);
    if (!settled)
        return fail(settled.error());
    const auto verb = verbOf(step.state, claimed.mail.tries);
    if (!*settled || !verb)
        return Done{};
    const QString why = outcome.fault ? wording::sentence(outcome) : QString();
    return tell(connection, claimed.mail, *verb, why, now);
}

Result<Done> tellAbandoned(store::Connection &connection, Instant now)
{
    const Result<QList<Mail>> abandoned = store::abandonMails(connection, now);
    if (!abandoned)
        return fail(abandoned.error());
    for (const Mail &mail : *abandoned) {
        if (const auto told = tell(connection, mail, ActivityVerb::MailUnsure, {}, now); !told)
            return told;
    }
    return Done{};
}

} // namespace tacklebox::engine
