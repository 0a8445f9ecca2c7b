// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The rows of a form in two halves, one after the other. One that is of no use leaves no gap.
#pragma once

#include <QGridLayout>

#include <vector>

namespace tacklebox::ui {

class RowGrid final : public QGridLayout
{
    Q_OBJECT

public:
    enum class Room { Half, Whole, TallHalf }; // a tall one takes what height is left

    explicit RowGrid(QWidget *holder = nullptr); // null: it goes into another layout

    void add(QWidget *row, Room room);
    void setShown(QWidget *row, bool isShown);
    [[nodiscard]] bool isAnyShown() const;

private:
    struct Entry
    {
        QWidget *row;
        Room room;
        bool isShown;
    };

    void put(const Entry &entry);
    void layAnew();

    std::vector<Entry> m_entries;
    int m_cell = 0; // the next free half
};

} // namespace tacklebox::ui
