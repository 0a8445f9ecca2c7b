// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/usagetext.h"

#include "core/foreigntext.h"
#include "models/shorttext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(UsageText)
};

constexpr qsizetype kMostOfAnError = 600; // a target may answer with a whole page

} // namespace

HealthText usageText(const SubscriberUsage &usage)
{
    QStringList facts;
    if (usage.calls)
        facts << Texts::tr("%1 calls").arg(numberText(*usage.calls));
    if (usage.errors)
        facts << Texts::tr("%1 failed").arg(numberText(*usage.errors));
    if (usage.consecutiveErrors)
        facts << Texts::tr("%1 in a row just now", "failed calls").arg(numberText(*usage.consecutiveErrors));
    HealthText text;
    text.summary = facts.isEmpty() ? Texts::tr("No calls are counted here") : facts.join(u", "_s);
    if (!usage.lastError.isEmpty())
        text.detail = Texts::tr("Last error: %1").arg(foreignText(usage.lastError.left(kMostOfAnError)));
    return text;
}

} // namespace tacklebox::models
