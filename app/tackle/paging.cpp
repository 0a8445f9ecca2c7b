// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/paging.h"

#include "backend/wording.h"

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// Rows that the server did not give just now look like those that it did.
void tellSource(const Output &output, const json::ListFacts &facts)
{
    if (facts.source != PageSource::Cache)
        return;
    if (facts.asOf)
        tellAge(output, facts.asOf);
    else
        output.note(Texts::tr("This is what is known here; the server gave no list."));
    if (facts.lookedThrough)
        output.note(wording::lookedThrough(*facts.lookedThrough));
}

} // namespace

std::vector<Option> withPageOptions(std::vector<Option> options)
{
    options.push_back({"page", Takes::Value, "N", QT_TRANSLATE_NOOP("Tackle", "which page, from 1")});
    options.push_back({"page-size",
                       Takes::Value,
                       "N",
                       QT_TRANSLATE_NOOP("Tackle", "rows on a page, up to 1000; 100 unless given")});
    options.push_back({"count", Takes::Nothing, nullptr, QT_TRANSLATE_NOOP("Tackle", "count all rows, too")});
    return options;
}

Result<PageRequest> pageFrom(const Arguments &arguments)
{
    constexpr int kMostRows = 1000;
    constexpr int kLastPage = 100'000'000;
    PageRequest page;
    const auto number = arguments.number("page"_L1, 1, kLastPage);
    if (!number)
        return fail(number.error());
    const auto size = arguments.number("page-size"_L1, 1, kMostRows);
    if (!size)
        return fail(size.error());
    page.number = number->value_or(page.number);
    page.size = size->value_or(page.size);
    return page;
}

void tellAge(const Output &output, std::optional<Instant> asOf)
{
    if (asOf)
        output.note(Texts::tr("This is what is kept here, as of %1.").arg(shown(asOf)));
}

Result<Qt::SortOrder> orderFrom(const QString &text)
{
    if (text.isEmpty() || text == "asc"_L1)
        return Qt::AscendingOrder;
    if (text == "desc"_L1)
        return Qt::DescendingOrder;
    return fail(usage(Texts::tr("The order is asc or desc, not “%1”.").arg(text)));
}

void showTable(const Output &output, const Table &table, const json::ListFacts &facts)
{
    const bool isEmpty = table.rows.isEmpty() && facts.number == 1;
    if (isEmpty)
        output.note(Texts::tr("Nothing found."));
    else
        output.table(table);
    tellSource(output, facts);
    if (isEmpty)
        return;
    if (facts.hasNext)
        output.note(Texts::tr("More behind: --page %1").arg(facts.number + 1));
    if (facts.count)
        output.note(Texts::tr("%n row(s) in all.", nullptr, int(*facts.count)));
}

} // namespace tacklebox::tackle
