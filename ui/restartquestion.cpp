// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/restartquestion.h"

#include "backend/wording.h"
#include "models/usagetext.h"
#include "ui/confirm.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace tacklebox::ui {

namespace {

struct RestartTexts
{
    Q_DECLARE_TR_FUNCTIONS(RestartQuestion)
};

QString lastErrorText(const Result<SubscriberUsage> &usage)
{
    if (!usage)
        return RestartTexts::tr("Its last error could not be read: %1").arg(wording::sentence(usage.error()));
    if (usage->lastError.isEmpty())
        return RestartTexts::tr("No last error is known.");
    return models::usageText(*usage).detail;
}

} // namespace

bool isRestart(const BackendInfo &info, const Subscriber &row)
{
    return row.state == SubscriberState::TooManyErrors && info.verbs.testFlag(Verb::Usage);
}

void askAboutRestart(QWidget *parent, const QString &subscriber, const Result<SubscriberUsage> &usage,
                     const std::function<void()> &chosen)
{
    const QString why = RestartTexts::tr("It was stopped because too many calls to it failed.");
    const Confirmation question{RestartTexts::tr("Restart “%1”?").arg(subscriber),
                                why + u'\n' + lastErrorText(usage),
                                RestartTexts::tr("Restart", "a subscriber"),
                                RestartTexts::tr("Leave it stopped")};
    QObject::connect(confirm(parent, question), &QMessageBox::accepted, parent, chosen);
}

} // namespace tacklebox::ui
