// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is worth an e-mail, as the deliverer sees it between two turns; and the mail that a turn makes of it.
#pragma once

#include "backend/notice.h"
#include "core/health.h"
#include "engine/recipient.h"
#include "store/jobqueue.h"

namespace tacklebox::engine {

struct Alert
{
    SubscriberKey subscriber;
    Notice notice; // of the first that brought it about; its subscriber's name and URL are the turn's to add
    qint64 amount = 1; // of what brought it about in this turn
};

// Adds what an automatic try of a job gives rise to, joined where one of its kind stands there already:
// its subscriber was warned of or stopped, the job was given up, or has failed as often as its policy says.
void addAlerts(std::vector<Alert> &alerts, const store::ClaimedJob &job, const store::SettledJob &settled,
               const Recipient &recipient, const HealthStep &step);

// Inside the turn: one mail for each address, if the subscriber still wants any.
Result<Done> queueAlert(store::Connection &connection, const Alert &alert, Instant now);

} // namespace tacklebox::engine
