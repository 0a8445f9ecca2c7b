// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/samples.h"

#include "resources/resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tacklebox {

using namespace Qt::StringLiterals;

namespace {

Sample sampleFrom(const QJsonObject &row)
{
    Sample sample;
    sample.name = row[u"name"_s].toString();
    sample.family = row[u"family"_s].toString();
    sample.event.type = row[u"type"_s].toString();
    sample.event.status = row[u"status"_s].toString();
    sample.event.orderId = row[u"order_id"_s].toString();
    sample.event.address = row[u"address"_s].toString();
    sample.event.payload = resources::bytesOf(u":/samples/%1.json"_s.arg(sample.name)).trimmed();
    return sample;
}

std::vector<Sample> readSamples()
{
    const QByteArray index = resources::bytesOf(u":/samples/index.json"_s);
    std::vector<Sample> result;
    const QJsonArray rows = QJsonDocument::fromJson(index).array();
    for (const auto row : rows)
        result.push_back(sampleFrom(row.toObject()));
    return result;
}

} // namespace

const std::vector<Sample> &samples()
{
    static const std::vector<Sample> all = readSamples();
    return all;
}

const Sample &sampleFor(const QString &eventType)
{
    const std::vector<Sample> &all = samples();
    const auto exact = std::ranges::find_if(all, [&](const Sample &sample) {
        return sample.event.type == eventType && sample.event.type != "test"_L1;
    });
    if (exact != all.end())
        return *exact;

    // hookshot's `subject:action`: the sample of another action of the same subject serves as well.
    const auto related = std::ranges::find(all, eventType.section(u':', 0, 0), &Sample::name);
    if (related != all.end())
        return *related;

    return *std::ranges::find(all, "test"_L1, &Sample::name);
}

} // namespace tacklebox
