// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the table models of this folder tell beside their text: roles, and what a column holds.
#pragma once

#include <QAbstractItemModel>
#include <QCoreApplication>

namespace tacklebox::models {

enum Role {
    SortRole = Qt::UserRole + 1,
    IdRole, // the row's id as text
    StateRole, // JobState, SubscriberState, Outcome or SignatureCheck: shown as a chip
    CellToneRole, // int of CellTone; none: plain
    // of the horizontal header
    KindRole, // int of ColumnKind
    WidthRole, // pixels that a column starts with; 0: it takes what is left
    SortableRole, // bool: the backend can sort by it
};

enum class CellTone { Plain, Soft, Warning, Bad };

enum class ColumnKind { Text, Fixed, Url, Number, Time, State };

// One line of a model's table of columns.
template<typename Row>
struct ColumnOf
{
    const char *title; // QT_TRANSLATE_NOOP
    ColumnKind kind;
    int width;
    QString (*text)(const Row &row);
};

// headerData() of a model whose columns stand in such a table. A time is aligned like a number.
template<typename Row>
QVariant headerOf(const ColumnOf<Row> &column, const char *context, int role)
{
    const bool isNumber = column.kind == ColumnKind::Number || column.kind == ColumnKind::Time;
    switch (role) {
    case Qt::DisplayRole:
        return QCoreApplication::translate(context, column.title);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case KindRole:
        return int(column.kind);
    case WidthRole:
        return column.width;
    default:
        return {};
    }
}

} // namespace tacklebox::models
