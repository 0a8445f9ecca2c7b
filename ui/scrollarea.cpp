// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/scrollarea.h"

#include "ui/theme.h"

#include <QVBoxLayout>

namespace tacklebox::ui {

ScrollArea::ScrollArea()
{
    auto *inner = new QWidget;
    inner->setProperty("plain", true);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    m_column->setSpacing(space::kMedium);
    setWidget(inner);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
}

} // namespace tacklebox::ui
