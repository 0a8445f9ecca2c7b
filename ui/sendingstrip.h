// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How far jobs are that a server sends again one by one, with the way to stop that, and then what became of
// those that were not sent. Takes no room before.
#pragma once

#include "ui/progressstrip.h"

namespace tacklebox::ui {

class SendingStrip final : public ProgressStrip
{
    Q_OBJECT

public:
    explicit SendingStrip(const Theme &theme);

    void showProgress(int answered, int jobs);
    void showStopping(); // the one under way is waited for
    void showEnd(const QString &text); // until it is dismissed
};

} // namespace tacklebox::ui
