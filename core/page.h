// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One page of a list: which was asked for, and what came.
#pragma once

#include "core/instant.h"

#include <QList>
#include <QString>

namespace tacklebox {

struct PageRequest
{
    int number = 1; // from 1
    int size = 100; // 1 to 1,000
    QString cursor; // Page::next or Page::previous of the page read before; wins over number

    bool operator==(const PageRequest &) const = default;
};

enum class PageSource { Live, Cache };

template<typename T>
struct Page
{
    QList<T> rows;
    std::optional<qint64> count; // exact, where it was asked for and is known
    int number = 1;
    int size = 100;
    QString next; // cursor of the page behind; empty: this is the last
    QString previous; // cursor of the page before; empty: this is the first
    PageSource source = PageSource::Live;
    std::optional<Instant> asOf; // when the cache was filled; none for live rows
    // Only so many rows were looked through, those that were sent last: more may be found. None: all were.
    std::optional<qint64> lookedThrough = {};
};

} // namespace tacklebox
