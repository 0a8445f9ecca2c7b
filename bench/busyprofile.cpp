// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/busyprofile.h"

#include "backend/samples.h"
#include "backend/wording.h"

#include <QJsonArray>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr int kBatch = 500;
constexpr int kOneIn = 20; // events that a second subscriber gets, and never takes

struct Kind
{
    QLatin1StringView type;
    QLatin1StringView status;
};

constexpr std::array<Kind, 5> kKinds{{{"order.processed"_L1, "order_processing"_L1},
                                      {"order.delivered"_L1, "completed"_L1},
                                      {"appointment.scheduled"_L1, "scheduled"_L1},
                                      {"quote_request:created"_L1, ""_L1},
                                      {"contact.changed"_L1, ""_L1}}};

constexpr std::array kStreets{"Alder Quay"_L1, "Lantern Row"_L1, "Mill Street"_L1, "Harbour Lane"_L1};

SubscriberDraft draftOf(const QString &name, const QString &url, const QString &event)
{
    SubscriberDraft draft;
    draft.changes = {{u"name"_s, name},
                     {u"callback_url"_s, url},
                     {u"events"_s, QJsonArray{event}},
                     {u"retry_policy"_s, u"none"_s}};
    return draft;
}

} // namespace

EventDraft variedEvent(int i)
{
    const Kind &kind = kKinds[size_t(i) % kKinds.size()];
    EventDraft event;
    event.type = i % kOneIn == 0 ? u"order.canceled"_s : QString(kind.type);
    event.status = i % kOneIn == 0 ? u"cancelled"_s : QString(kind.status);
    event.orderId = u"PM-%1"_s.arg(10'000 + i % 70'000);
    event.address = u"%1 %2, Port Ellis"_s.arg(1 + i % 400).arg(kStreets[size_t(i) % kStreets.size()]);
    event.payload = sampleFor(event.type).event.payload;
    return event;
}

BusyProfile::BusyProfile(app::ProfilePaths paths, QString url, int jobs)
    : m_paths(std::move(paths))
    , m_url(std::move(url))
    , m_events(int(qint64(jobs) * kOneIn / (kOneIn + 1)))
{
}

void BusyProfile::start()
{
    auto services = app::Services::open(m_paths, app::Role::Deliverer);
    if (!services)
        return emit failed(wording::sentence(services.error()));
    m_services = std::move(*services);
    saveSubscribers();
}

void BusyProfile::saveSubscribers()
{
    Backend &backend = m_services->local();
    backend.save(draftOf(u"Acme orders"_s, m_url, u"*"_s))
        .then(this,
              [this, &backend](const Result<Subscriber> &) {
                  // Each of these is refused at once and given up.
                  const QString url = QUrl(m_url).resolved(QUrl(u"/refused"_s)).toString();
                  return backend.save(draftOf(u"Fairhollow archive"_s, url, u"order.canceled"_s));
              })
        .then(this, [this](const Result<Subscriber> &saved) {
            if (!saved)
                return emit failed(wording::sentence(saved.error()));
            publishMore();
        });
}

void BusyProfile::publishMore()
{
    if (m_published == m_events) {
        m_services->untilIdle().then(this, [this](const Result<Done> &) {
            // From the loop: the answer comes out of what is about to go.
            QMetaObject::invokeMethod(this, &BusyProfile::close, Qt::QueuedConnection);
        });
        return;
    }
    QList<EventDraft> batch;
    for (const int last = std::min(m_events, m_published + kBatch); m_published < last; ++m_published)
        batch.append(variedEvent(m_published));
    m_services->local().publish(batch).then(this, [this](const Result<QList<Published>> &published) {
        if (!published)
            return emit failed(wording::sentence(published.error()));
        publishMore();
    });
}

void BusyProfile::close()
{
    m_services.reset();
    emit filled();
}

} // namespace tacklebox::bench
