// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/integrity.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

namespace {

constexpr char kCheck[] = "PRAGMA integrity_check(50)";
constexpr char kIndexRoots[] = "SELECT rootpage FROM sqlite_schema WHERE type = 'index'";
constexpr char kSearchCheck[] = "INSERT INTO event_search (event_search) VALUES ('integrity-check')";

// What SQLite says of an index alone: rows that it lacks, or pages of its own tree.
bool isOfIndex(const QString &finding, const QList<qint64> &roots)
{
    static const QRegularExpression rows(
        u"^(row \\d+ missing from index|wrong # of entries in index|non-unique entry in index)"_s);
    static const QRegularExpression tree(u"^Tree (\\d+) "_s);
    if (finding.startsWith("*** in database"_L1) || rows.match(finding).hasMatch())
        return true;
    const QRegularExpressionMatch match = tree.match(finding);
    return match.hasMatch() && roots.contains(match.captured(1).toLongLong());
}

} // namespace

Diagnosis diagnose(Connection &connection)
{
    const auto answer = connection.all(kCheck, {}, [](const Row &row) { return row.text(0); });
    if (!answer)
        return {Damage::Pages, answer.error().detail};
    if (*answer == QList<QString>{u"ok"_s})
        return {};
    QStringList findings;
    for (const QString &text : *answer)
        findings += text.split(u'\n', Qt::SkipEmptyParts);
    const auto roots = connection.all(kIndexRoots, {}, [](const Row &row) { return row.integer(0); });
    const bool isIndexes = roots && std::ranges::all_of(findings, [&roots](const QString &finding) {
                               return isOfIndex(finding, *roots);
                           });
    return {isIndexes ? Damage::Indexes : Damage::Pages, findings.mid(0, 20).join(u"; "_s)};
}

Diagnosis diagnoseSearch(Connection &connection)
{
    const auto checked = connection.run(kSearchCheck);
    return checked ? Diagnosis{} : Diagnosis{Damage::Search, checked.error().detail};
}

Result<Done> checkIntegrity(Connection &connection)
{
    const Diagnosis diagnosis = diagnose(connection);
    if (diagnosis.damage == Damage::None)
        return Done{};
    return fail({ErrorKind::Failed, Reason::DatabaseDamaged, {}, connection.file(), diagnosis.detail, {}, 0});
}

} // namespace tacklebox::store
