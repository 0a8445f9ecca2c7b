// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What stands in the place of jobs where an API keeps none: why, and where its own figures are.
#pragma once

#include "backend/backendinfo.h"
#include "ui/page.h"

namespace tacklebox::ui {

class StatePanel;

class NoJobsPage final : public Page
{
    Q_OBJECT

public:
    NoJobsPage(const Theme &theme, const BackendInfo &info, QWidget *parent = nullptr);

    [[nodiscard]] QList<QWidget *> panes() const override;

private:
    StatePanel *m_state;
};

} // namespace tacklebox::ui
