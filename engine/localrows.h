// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The store's rows as this backend's: they don't know themselves whose they are.
#pragma once

#include "core/job.h"
#include "core/subscriber.h"

namespace tacklebox::engine {

inline const QString kLocalConnection = QStringLiteral("local");

template<typename Row>
Row named(Row row)
{
    row.connection = kLocalConnection;
    return row;
}

inline JobDetail named(JobDetail detail)
{
    detail.job.connection = kLocalConnection;
    return detail;
}

template<typename Row>
QList<Row> named(QList<Row> rows)
{
    for (Row &row : rows)
        row.connection = kLocalConnection;
    return rows;
}

template<typename Row>
Page<Row> named(Page<Row> page)
{
    page.rows = named(std::move(page.rows));
    return page;
}

} // namespace tacklebox::engine
