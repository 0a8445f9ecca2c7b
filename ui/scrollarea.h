// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A column that scrolls when the room is short, on whatever ground it lies.
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace tacklebox::ui {

class ScrollArea final : public QScrollArea
{
    Q_OBJECT

public:
    ScrollArea();

    [[nodiscard]] QVBoxLayout *column() const { return m_column; }

private:
    QVBoxLayout *m_column;
};

} // namespace tacklebox::ui
