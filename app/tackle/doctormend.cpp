// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/doctormend.h"

#include "store/mending.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// Whatever stands where the lock belongs, and is no file, goes aside.
void mendLock(const QString &directory, std::vector<Finding> &findings)
{
    const QFileInfo lock(directory + u"/deliverer.lock"_s);
    if (!lock.exists() || lock.isFile())
        return;
    const QString aside
        = lock.filePath() + u".odd-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    if (QDir().rename(lock.filePath(), aside))
        findings.push_back({Health::Mended,
                            u"deliverer"_s,
                            Texts::tr("%1 was no file, and nobody could deliver: it is %2 now.")
                                .arg(lock.filePath(), aside)});
}

QString salvagedText(const store::Mending &mending)
{
    const store::Salvaged &saved = *mending.salvaged;
    const QString what
        = Texts::tr("Saved what could be read of the damaged database into a new one: %1 "
                    "subscribers, %2 events, %3 jobs, %4 attempts. The damaged one is kept as %5.")
              .arg(saved.subscribers)
              .arg(saved.events)
              .arg(saved.jobs)
              .arg(saved.attempts)
              .arg(mending.keptAs);
    if (saved.incomplete.isEmpty())
        return what;
    return what + u' ' + Texts::tr("Not all could be read of: %1.").arg(saved.incomplete.join(u", "_s));
}

QString textOf(const store::Mending &mending)
{
    if (mending.salvaged)
        return salvagedText(mending);
    return mending.found.damage == store::Damage::Search
        ? Texts::tr("The index of the search was damaged; it is made anew (%1).").arg(mending.found.detail)
        : Texts::tr("Indexes were damaged; they were made anew (%1).").arg(mending.found.detail);
}

} // namespace

Result<Done> mendFiles(const QString &directory, std::vector<Finding> &findings)
{
    mendLock(directory, findings);
    const auto mended = store::mendDatabase(directory);
    if (!mended)
        return fail(mended.error());
    if (mended->found.damage != store::Damage::None)
        findings.push_back({Health::Mended, u"database"_s, textOf(*mended)});
    return Done{};
}

} // namespace tacklebox::tackle
