// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/slowwording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace tacklebox::wording {

namespace {

struct SlowTexts
{
    Q_DECLARE_TR_FUNCTIONS(SlowWording)
};

QString secondsText(std::chrono::milliseconds time)
{
    const int decimals = time.count() % 1000 == 0 ? 0 : 1;
    return SlowTexts::tr("%1 s", "seconds")
        .arg(QLocale().toString(double(time.count()) / 1000, 'f', decimals));
}

ConnectionKind kindOf(const Connections &connections, const QString &account)
{
    const auto saved = connections.account(account);
    const QList<ConnectionKind> kinds = saved ? connections.kinds() : QList<ConnectionKind>();
    const auto found = std::ranges::find_if(
        kinds, [&saved](const ConnectionKind &kind) { return kind.name == saved->kind; });
    return found == kinds.end() ? ConnectionKind{} : *found;
}

} // namespace

QString slowLine(const ConnectionState &state)
{
    return state.slow ? SlowTexts::tr("Slow: the last call took %1", "time").arg(secondsText(*state.slow))
                      : QString();
}

QString slowReason(const ConnectionState &state, const ConnectionKind &kind)
{
    return state.slow && kind.slowAfter
        ? SlowTexts::tr("%1 itself calls a call slow that takes more than %2.", "vendor, time")
              .arg(kind.vendor, secondsText(*kind.slowAfter))
        : QString();
}

QString slowNote(const ConnectionState &state, const ConnectionKind &kind)
{
    return state.slow && !kind.vendor.isEmpty()
        ? SlowTexts::tr("%1 answered slowly: %2", "vendor, time").arg(kind.vendor, secondsText(*state.slow))
        : QString();
}

QString slowReason(const Connections &connections, const QString &account)
{
    return slowReason(connections.state(account), kindOf(connections, account));
}

QString slowNote(const Connections &connections, const QString &account)
{
    return slowNote(connections.state(account), kindOf(connections, account));
}

} // namespace tacklebox::wording
