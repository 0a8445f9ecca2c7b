// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What stands in the window when the profile can't be opened: what happened, and what to do.
#pragma once

#include "core/error.h"

#include <QMainWindow>

namespace tacklebox::ui {
class StatePanel;
class Theme;
} // namespace tacklebox::ui

namespace tacklebox::app {

class FailedStart final : public QMainWindow
{
    Q_OBJECT

public:
    FailedStart(const ui::Theme &theme, const Error &error);

    void show(const Error &error);
    using QWidget::show;

signals:
    void againAsked();

private:
    ui::StatePanel *m_panel;
};

} // namespace tacklebox::app
