// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/healthtext.h"

#include "models/shorttext.h"

#include <QCoreApplication>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(HealthText)
};

QString runText(const Health &health)
{
    return Texts::tr("%n failure(s) in a row since %1", nullptr, health.failures).arg(timeText(health.since));
}

QString stopText(const Subscriber &subscriber)
{
    const Health &health = subscriber.health;
    const QString at = timeText(health.stoppedAt);
    switch (health.reason) {
    case StopReason::Gone:
        return Texts::tr("Stopped at %1: the receiver answered 410, it wants nothing any more.").arg(at);
    case StopReason::Failures:
        return Texts::tr("Stopped at %1: %2.").arg(at, runText(health));
    case StopReason::ByHand:
        return Texts::tr("Stopped by hand at %1.").arg(at);
    case StopReason::None:
        break;
    }
    return health.failures > 0 ? runText(health) + u'.' : QString();
}

QString nextText(const Subscriber &subscriber)
{
    const Health &health = subscriber.health;
    if (subscriber.state == SubscriberState::TooManyErrors)
        return Texts::tr("Its jobs are held. A test that passes starts it again.");
    if (health.reason != StopReason::None)
        return Texts::tr("Its jobs are held until it is enabled.");
    if (health.warnedAt)
        return Texts::tr("Warned of at %1: it will be stopped if this goes on.")
            .arg(timeText(health.warnedAt));
    return {};
}

} // namespace

HealthText healthText(const Subscriber &subscriber)
{
    HealthText text;
    text.summary = stopText(subscriber);
    if (text.summary.isEmpty())
        return text;
    QStringList sentences;
    if (!subscriber.health.lastError.isEmpty())
        sentences += Texts::tr("Last error: %1.").arg(subscriber.health.lastError);
    if (const QString next = nextText(subscriber); !next.isEmpty())
        sentences += next;
    text.detail = sentences.join(u' ');
    return text;
}

} // namespace tacklebox::models
