// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/integrity.h"

#include <QStringList>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

namespace {

constexpr char kQuickCheck[] = "PRAGMA quick_check(20)";
constexpr char kForeignKeyCheck[] = "PRAGMA foreign_key_check";

Error damaged(const Connection &connection, const QString &detail)
{
    return {ErrorKind::Failed, Reason::DatabaseDamaged, {}, connection.file(), detail, {}, 0};
}

} // namespace

Result<Done> checkIntegrity(Connection &connection)
{
    const auto pages = connection.all(kQuickCheck, {}, [](const Row &row) { return row.text(0); });
    if (!pages)
        return fail(pages.error());
    if (*pages != QList<QString>{u"ok"_s})
        return fail(damaged(connection, QStringList(*pages).join(u"; "_s)));

    const auto orphans = connection.all(kForeignKeyCheck, {}, [](const Row &row) { return row.text(0); });
    if (!orphans)
        return fail(orphans.error());
    if (!orphans->isEmpty())
        return fail(damaged(connection, u"rows without what they refer to in %1"_s.arg(orphans->first())));
    return Done();
}

} // namespace tacklebox::store
