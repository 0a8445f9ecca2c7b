// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/sendingstrip.h"

#include "models/shorttext.h"
#include "ui/button.h"

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

SendingStrip::SendingStrip(const Theme &theme)
    : ProgressStrip(theme, u"sending"_s)
{
    stopButton().setToolTip(tr("The job that is being sent now is waited for; the others are left"));
}

void SendingStrip::showProgress(int answered, int jobs)
{
    showRunning(tr("Sending again: %1 of %2 jobs", "numbers")
                    .arg(models::numberText(answered), models::numberText(jobs)),
                answered,
                jobs);
}

void SendingStrip::showStopping()
{
    stopButton().setEnabled(false);
    setText(tr("Stopping, after the job that is being sent now"), false);
}

void SendingStrip::showEnd(const QString &text)
{
    ProgressStrip::showEnd(text, true);
}

} // namespace tacklebox::ui
