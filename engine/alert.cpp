// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/alert.h"

#include "core/mailaddress.h"
#include "store/mailstore.h"
#include "store/subscriberstore.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

// Between two mails of one kind to one address about one subscriber, whatever comes and goes. A stop takes a
// person's start before it can come again.
std::chrono::minutes apartOf(MailKind kind)
{
    return kind == MailKind::SubscriberStopped ? 0min : 60min;
}

// What a mail says of an attempt.
Attempt outlineOf(const Attempt &attempt)
{
    constexpr qsizetype kKept = 4096;
    Attempt outline;
    outline.number = attempt.number;
    outline.at = attempt.at;
    outline.outcome = attempt.outcome;
    outline.error = attempt.error;
    outline.statusCode = attempt.statusCode;
    outline.response.body = attempt.response.body.left(kKept);
    outline.response.truncated = attempt.response.truncated || attempt.response.body.size() > kKept;
    return outline;
}

void add(std::vector<Alert> &alerts, MailKind kind, const store::ClaimedJob &job,
         const store::SettledJob &settled, const Health &health)
{
    const auto standing = std::ranges::find_if(alerts, [&](const Alert &alert) {
        return alert.subscriber == job.subscriber && alert.notice.kind == kind
            && alert.notice.health.since == health.since;
    });
    if (standing != alerts.end()) {
        ++standing->amount;
        return;
    }
    Alert alert{job.subscriber, {}, 1};
    Notice &notice = alert.notice;
    notice.kind = kind;
    notice.job = idOf(job.key);
    notice.eventType = job.eventType;
    notice.orderId = job.orderId;
    notice.tries = job.tries + 1;
    notice.attempt = outlineOf(*settled.attempt);
    notice.health = health;
    alerts.push_back(std::move(alert));
}

} // namespace

void addAlerts(std::vector<Alert> &alerts, const store::ClaimedJob &job, const store::SettledJob &settled,
               const Recipient &recipient, const HealthStep &step)
{
    if (step.isWarned)
        add(alerts, MailKind::SubscriberWarned, job, settled, step.health);
    if (step.isStopped)
        add(alerts, MailKind::SubscriberStopped, job, settled, step.health);
    if (settled.next == JobState::Failed)
        add(alerts, MailKind::JobGivenUp, job, settled, step.health);
    else if (settled.next == JobState::Retrying && job.tries + 1 == recipient.health.mailAfterFailures)
        add(alerts, MailKind::JobFailing, job, settled, step.health);
}

Result<Done> queueAlert(store::Connection &connection, const Alert &alert, Instant now)
{
    const Result<store::StoredSubscriber> stored = store::subscriber(connection, alert.subscriber);
    if (!stored)
        return fail(stored.error());
    const Subscriber &subscriber = stored->subscriber;
    if (stored->isDeleted || !subscriber.fields.value("notify"_L1).toBool())
        return Done{};
    Notice notice = alert.notice;
    notice.subscriber = subscriber.name;
    notice.subscriberId = subscriber.id;
    notice.callbackUrl = subscriber.url;
    const MailText text = wording::mailText(notice);
    const QString emails = subscriber.fields.value("notification_emails"_L1).toString();
    for (const QString &address : mailAddressesIn(emails)) {
        const store::NewMail mail{alert.subscriber,
                                  notice.kind,
                                  address,
                                  notice.health.since.value_or(now),
                                  alert.amount,
                                  text.subject,
                                  text.body};
        if (const auto queued = store::queueMail(connection, mail, apartOf(notice.kind), now); !queued)
            return queued;
    }
    return Done{};
}

} // namespace tacklebox::engine
