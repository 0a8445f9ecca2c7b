// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/registry.h"

#include "dialects/boldpenguin/boldpenguin.h"
#include "dialects/planomatic/planomatic.h"
#include "dialects/superoffice/superoffice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

Registry::Registry(QList<const Dialect *> dialects)
    : m_dialects(std::move(dialects))
{
}

const Registry &Registry::builtIn()
{
    static const PlanoMatic planoMatic;
    static const BoldPenguin boldPenguin;
    static const SuperOffice superOffice;
    static const Registry registry({&planoMatic, &boldPenguin, &superOffice});
    return registry;
}

QList<ConnectionKind> Registry::kinds() const
{
    QList<ConnectionKind> kinds;
    for (const Dialect *dialect : m_dialects)
        kinds.append(dialect->kind());
    return kinds;
}

const Dialect *Registry::find(const QString &kind) const
{
    const auto found = std::ranges::find_if(
        m_dialects, [&](const Dialect *dialect) { return dialect->kind().name == kind; });
    return found == m_dialects.end() ? nullptr : *found;
}

Error Registry::noSuchKind(const QString &kind) const
{
    Error error = invalid(Reason::UnknownChoice, u"kind"_s, kind);
    QStringList known;
    for (const ConnectionKind &each : kinds())
        known.append(each.name);
    error.detail = known.join(u", "_s);
    return error;
}

} // namespace tacklebox::dialects
