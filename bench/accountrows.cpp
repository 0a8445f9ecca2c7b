// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/accountrows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr auto kBetween = 2500ms; // two jobs: a million take a month
constexpr auto kOnTheWay = 2s;
constexpr int kFirstId = 1000;

constexpr std::array kEvents{
    "order.processed"_L1, "order.delivered"_L1, "order.canceled"_L1, "appointment.scheduled"_L1};
constexpr std::array kStatuses{"order_processing"_L1, "completed"_L1, "cancelled"_L1, "scheduled"_L1};
constexpr std::array kStreets{"Alder Quay"_L1, "Lantern Row"_L1, "Mill Street"_L1, "Harbour Lane"_L1};

QString nameOf(int i)
{
    return u"Receiver %1"_s.arg(i, 5, 10, QChar(u'0'));
}

QString urlOf(int i)
{
    return u"https://hooks.example.net/receiver/%1"_s.arg(i);
}

QByteArray answerOf(const QJsonArray &rows, qint64 count)
{
    const QJsonObject answer{{u"code"_s, 200},
                             {u"status"_s, u"action-successful"_s},
                             {u"data"_s, QJsonObject{{u"count"_s, count}, {u"results"_s, rows}}}};
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

} // namespace

AccountRows::AccountRows(int subscribers, int jobs, Instant now)
    : m_subscribers(subscribers)
    , m_jobs(jobs)
    , m_begin(now - kBetween * jobs)
{
}

QJsonObject AccountRows::subscriber(int i, int n) const
{
    const bool isNew = i >= m_subscribers;
    const size_t event = size_t(i) % kEvents.size();
    return {{u"id"_s, kFirstId + i},
            {u"name"_s, isNew ? u"Newcomer %1"_s.arg(99'999 - i, 5, 10, QChar(u'0')) : nameOf(i)},
            {u"callback_url"_s, urlOf(i)},
            {u"key"_s, u"receiver-%1"_s.arg(i)},
            {u"active"_s, i % 50 != 0},
            {u"events"_s, QJsonArray{QString(kEvents[event]), u"order.post_processing"_s}},
            {u"statuses"_s, QJsonArray{QString(kStatuses[event])}},
            {u"success_code"_s, u"200"_s},
            {u"payload_render_view"_s, u"planointegrate_view"_s},
            {u"version"_s, i % 10 == 0 ? QString::number(1 + n) : u"1"_s},
            {u"notify"_s, true},
            {u"notification_emails"_s, u"receiver-%1@example.net"_s.arg(i)},
            {u"created_at"_s, toIso(m_begin)}};
}

QJsonObject AccountRows::job(int i, int n) const
{
    const size_t kind = size_t(i) % kEvents.size();
    const int receiver = i % m_subscribers;
    const Instant created = m_begin + kBetween * i;
    return {
        {u"id"_s, kFirstId + i},
        {u"event"_s, QString(kEvents[kind])},
        {u"status"_s, QString(kStatuses[kind])},
        {u"webhook_subscriber"_s, QJsonObject{{u"id"_s, kFirstId + receiver}, {u"name"_s, nameOf(receiver)}}},
        {u"callback_url"_s, urlOf(receiver)},
        {u"status_code"_s, i % 4 == 0 && n % 2 == 1 ? 503 : 200},
        {u"order_id"_s, u"PM-%1"_s.arg(10'000 + i % 70'000)},
        {u"address"_s,
         u"%1 %2, Port Ellis"_s.arg(1 + i % 400).arg(kStreets[size_t(i / 4) % kStreets.size()])},
        {u"created_at"_s, toIso(created)},
        {u"last_sent_at"_s, toIso(created + kOnTheWay)}};
}

QByteArray AccountRows::subscribersAnswer(int n) const
{
    QJsonArray rows;
    for (int i = 0; i < m_subscribers + n; ++i)
        rows.append(subscriber(i, n));
    return answerOf(rows, rows.size());
}

QByteArray AccountRows::jobsAnswer(int n) const
{
    const int all = m_jobs + n * kNewJobs;
    QJsonArray rows;
    for (int i = all - 1; i >= std::max(0, all - kPage); --i)
        rows.append(job(i, n));
    return answerOf(rows, all);
}

QString AccountRows::newestSubscriber(int n) const
{
    return QString::number(kFirstId + m_subscribers + n - 1);
}

QString AccountRows::newestJob(int n) const
{
    return QString::number(kFirstId + m_jobs + n * kNewJobs - 1);
}

} // namespace tacklebox::bench
