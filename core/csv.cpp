// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/csv.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

bool isFormula(const QString &cell)
{
    return !cell.isEmpty() && u"=+-@\t\r\n"_s.contains(cell.front());
}

QString csvCell(const QString &text)
{
    QString cell = isFormula(text) ? u'\'' + text : text;
    const bool isPlain = std::ranges::none_of(cell, [](QChar c) { return u",;\"\r\n\t"_s.contains(c); });
    if (isPlain && cell.trimmed().size() == cell.size())
        return cell;
    return u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

QByteArray csvLine(const QStringList &cells)
{
    QStringList written;
    written.reserve(cells.size());
    for (const QString &cell : cells)
        written.append(csvCell(cell));
    return (written.join(u',') + u"\r\n"_s).toUtf8();
}

} // namespace tacklebox
