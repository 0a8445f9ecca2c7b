// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/jobrows.h"

#include "backend/wording.h"
#include "core/csv.h"
#include "core/json.h"
#include "core/mask.h"
#include "models/jobsmodel.h"
#include "models/shorttext.h"

#include <nlohmann/json.hpp>

namespace tacklebox::models {

namespace {

QString csvCellOf(const Job &job, int column)
{
    switch (column) {
    case JobsModel::State:
        return wording::word(job.state);
    case JobsModel::Event:
        return job.eventType;
    case JobsModel::OrderStatus:
        return job.status;
    case JobsModel::Code:
        return job.statusCode ? QString::number(*job.statusCode) : QString();
    case JobsModel::Subscriber:
        return job.subscriberName;
    case JobsModel::CallbackUrl:
        return maskedUrl(job.callbackUrl);
    case JobsModel::Order:
        return job.orderId;
    case JobsModel::Address:
        return job.address;
    case JobsModel::Tries:
        return job.attempts > 0 ? QString::number(*job.attempts) : QString();
    case JobsModel::Created:
        return toIso(job.createdAt);
    case JobsModel::LastSent:
        return job.lastSentAt ? toIso(*job.lastSentAt) : QString();
    case JobsModel::Connection:
        return connectionText(job.connection);
    default:
        return {};
    }
}

} // namespace

QByteArray csvHead(const QList<int> &columns)
{
    QStringList cells;
    for (const int column : columns)
        cells.append(JobsModel::titleOf(column));
    return csvLine(cells);
}

QByteArray csvRow(const Job &job, const QList<int> &columns)
{
    QStringList cells;
    for (const int column : columns)
        cells.append(csvCellOf(job, column));
    return csvLine(cells);
}

QByteArray jsonRow(Job job)
{
    job.callbackUrl = maskedUrl(job.callbackUrl);
    return json::line(json::job(job)).trimmed();
}

} // namespace tacklebox::models
