// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A line of text that takes the room that is left for it: what doesn't fit is cut, and stands in the tooltip.
#pragma once

#include <QLabel>

namespace tacklebox::ui {

class CutLabel final : public QLabel
{
    Q_OBJECT

public:
    CutLabel();

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace tacklebox::ui
