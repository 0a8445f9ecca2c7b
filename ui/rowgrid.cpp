// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/rowgrid.h"

#include "ui/theme.h"

#include <QWidget>

#include <algorithm>

namespace tacklebox::ui {

namespace {

constexpr int kHalves = 2;

} // namespace

RowGrid::RowGrid(QWidget *holder)
    : QGridLayout(holder)
{
    setContentsMargins({});
    setHorizontalSpacing(space::kLarge);
    setVerticalSpacing(space::kMedium);
    for (int half = 0; half < kHalves; ++half)
        setColumnStretch(half, 1);
}

void RowGrid::add(QWidget *row, Room room)
{
    m_entries.push_back({row, room, true});
    put(m_entries.back());
}

void RowGrid::setShown(QWidget *row, bool isShown)
{
    const auto found = std::ranges::find(m_entries, row, &Entry::row);
    if (found == m_entries.end() || found->isShown == isShown)
        return;
    found->isShown = isShown;
    row->setVisible(isShown);
    layAnew();
}

bool RowGrid::isAnyShown() const
{
    return std::ranges::any_of(m_entries, &Entry::isShown);
}

void RowGrid::put(const Entry &entry)
{
    const bool isWhole = entry.room == Room::Whole;
    const bool isTall = entry.room == Room::TallHalf;
    if (isWhole && m_cell % kHalves != 0)
        ++m_cell;
    const int line = m_cell / kHalves;
    const int width = isWhole ? kHalves : 1;
    addWidget(entry.row, line, m_cell % kHalves, 1, width, isTall ? Qt::Alignment() : Qt::AlignTop);
    if (isTall)
        setRowStretch(line, 1);
    m_cell += width;
}

void RowGrid::layAnew()
{
    for (const Entry &entry : m_entries)
        removeWidget(entry.row);
    for (int line = 0; line < rowCount(); ++line)
        setRowStretch(line, 0);
    m_cell = 0;
    for (const Entry &entry : m_entries) {
        if (entry.isShown)
            put(entry);
    }
}

} // namespace tacklebox::ui
