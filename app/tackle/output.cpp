// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/output.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

void write(std::FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
    std::fflush(file);
}

QString row(const QStringList &cells, const QList<qsizetype> &widths)
{
    QString line;
    for (qsizetype column = 0; column < cells.size(); ++column)
        line += column + 1 == cells.size() ? cells[column] : cells[column].leftJustified(widths[column] + 2);
    return line;
}

} // namespace

QString plain(const Json &value)
{
    if (value.is_null() || value.empty())
        return u"–"_s;
    if (value.is_string())
        return QString::fromStdString(value.get_ref<const std::string &>());
    if (!value.is_array())
        return QString::fromUtf8(json::line(value)).trimmed();
    QStringList items;
    for (const Json &item : value)
        items += plain(item);
    return items.join(u", "_s);
}

void Output::document(const Json &json) const
{
    write(stdout, json::document(json));
}

void Output::line(const Json &json) const
{
    write(stdout, json::line(json));
}

void Output::text(const QString &line) const
{
    write(stdout, line.toUtf8() + '\n');
}

void Output::note(const QString &line) const
{
    write(stderr, line.toUtf8() + '\n');
}

void Output::table(const Table &table) const
{
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < table.headings.size(); ++column) {
        qsizetype width = table.headings[column].size();
        for (const QStringList &cells : table.rows)
            width = std::max(width, cells[column].size());
        widths += width;
    }
    QString all = row(table.headings, widths) + u'\n';
    for (const QStringList &cells : table.rows)
        all += row(cells, widths) + u'\n';
    write(stdout, all.toUtf8());
}

void Output::members(const Json &object) const
{
    size_t width = 0;
    for (auto member = object.begin(); member != object.end(); ++member)
        width = std::max(width, member.key().size());
    for (auto member = object.begin(); member != object.end(); ++member)
        text(QString::fromStdString(member.key()).leftJustified(qsizetype(width) + 2)
             + plain(member.value()));
}

QString shortened(const QString &text, int length)
{
    if (text.size() <= length)
        return text;
    const int tail = length / 2;
    return text.first(length - tail - 1) + u'…' + text.last(tail);
}

QString shown(const std::optional<Instant> &instant)
{
    return instant ? toIso(*instant).first(19).replace(u'T', u' ') + u'Z' : u"–"_s;
}

} // namespace tacklebox::tackle
