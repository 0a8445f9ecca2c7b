// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How far an export is, with the way to stop it, and then what became of it. Takes no room before the first.
#pragma once

#include "core/error.h"
#include "ui/progressstrip.h"

namespace tacklebox::ui {

struct ExportState;

class ExportStrip final : public ProgressStrip
{
    Q_OBJECT

public:
    explicit ExportStrip(const Theme &theme);

    void showProgress(const ExportState &state);
    // `server` may have given the rows in this computer's place; empty: nobody else could.
    void showOutcome(const ExportState &state, const QString &server);
    void showError(const Error &error);
    void showStopped();
};

} // namespace tacklebox::ui
