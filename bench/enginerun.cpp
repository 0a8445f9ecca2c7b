// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/enginerun.h"

#include "backend/wording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr int kBatch = 500;
constexpr int kOpenBatches = 2; // the next is handed over while one is being written
constexpr int kRowsToCheck = 200;

SubscriberDraft subscriberDraft(const EngineWork &work)
{
    SubscriberDraft draft;
    draft.changes = {{u"name"_s, u"Receiver of the measurement"_s},
                     {u"callback_url"_s, work.url},
                     {u"events"_s, QJsonArray{u"*"_s}},
                     {u"signing_scheme"_s, u"hookshot"_s}};
    draft.secrets.emplace(u"secret"_s, SecretEdit{SecretEdit::Action::Set, Secret(work.secret)});
    return draft;
}

QList<EventDraft> batchOf(int size, const QByteArray &body)
{
    EventDraft event;
    event.type = u"order.delivered"_s;
    event.status = u"completed"_s;
    event.payload = body;
    return QList<EventDraft>(size, event);
}

} // namespace

EngineRun::EngineRun(EngineWork work, QObject *parent)
    : QObject(parent)
    , m_work(std::move(work))
    , m_profile(m_work.place)
{
    m_look.setInterval(5ms);
    connect(&m_look, &QTimer::timeout, this, &EngineRun::publishWhenDelivering);
}

void EngineRun::start()
{
    if (!m_profile.isValid())
        return emit failed(u"no profile can be made in %1"_s.arg(m_work.place));
    auto services = app::Services::open(m_profile.paths(), app::Role::Deliverer);
    if (!services)
        return emit failed(wording::sentence(services.error()));
    m_services = std::move(*services);
    m_services->local().save(subscriberDraft(m_work)).then(this, [this](const Result<Subscriber> &saved) {
        if (!saved)
            return emit failed(wording::sentence(saved.error()));
        m_look.start();
    });
}

void EngineRun::publishWhenDelivering()
{
    if (!m_services->isDelivering())
        return;
    m_look.stop();
    m_begin = std::chrono::steady_clock::now();
    publishMore();
}

void EngineRun::publishMore()
{
    while (m_published < m_work.jobs && m_open < kOpenBatches) {
        const int size = std::min(kBatch, m_work.jobs - m_published);
        m_published += size;
        ++m_open;
        m_services->local()
            .publish(batchOf(size, m_work.body))
            .then(this, [this](const Result<QList<Published>> &published) {
                --m_open;
                if (!published)
                    return emit failed(wording::sentence(published.error()));
                publishMore();
            });
    }
    if (m_published == m_work.jobs && m_open == 0)
        waitUntilIdle();
}

void EngineRun::waitUntilIdle()
{
    m_services->untilIdle().then(this, [this](const Result<Done> &done) {
        m_took = std::chrono::steady_clock::now() - m_begin;
        if (!done)
            return emit failed(wording::sentence(done.error()));
        checkCount();
    });
}

void EngineRun::checkCount()
{
    JobQuery delivered;
    delivered.states = {JobState::Delivered};
    m_services->local().count(delivered, {}).then(this, [this](const Result<qint64> &count) {
        if (!count || *count != m_work.jobs)
            return emit failed(u"%1 of %2 jobs delivered"_s.arg(count.value_or(-1)).arg(m_work.jobs));
        checkRows();
    });
}

QString EngineRun::faultOf(const JobDetail &detail) const
{
    if (detail.attemptLog.size() != 1 || detail.job.attempts != 1)
        return u"%1 attempts"_s.arg(detail.attemptLog.size());
    const Attempt &attempt = detail.attemptLog.front();
    const bool isWhole = attempt.outcome == Outcome::Delivered && attempt.statusCode == 200
        && !attempt.peer.isEmpty() && attempt.request.url == m_work.url && attempt.request.body == m_work.body
        && valueOf(attempt.request.headers, "X-Signature").has_value()
        && valueOf(attempt.request.headers, "X-Tacklebox-Job") == detail.job.uuid.toUtf8()
        && !attempt.response.headers.isEmpty() && attempt.response.body == "ok\n"
        && attempt.timing.total > 0us && attempt.timing.firstByte.has_value();
    return isWhole ? QString() : u"an attempt with a gap in it"_s;
}

// Every n-th job of them all, one after the other.
void EngineRun::checkRows()
{
    const int rows = std::min(kRowsToCheck, m_work.jobs);
    if (m_checked == rows)
        return emit finished(m_took);
    const qint64 key = 1 + qint64(m_checked) * m_work.jobs / rows;
    m_services->local().job(idOf(JobKey{key}), {}).then(this, [this, key](const Result<JobDetail> &detail) {
        const QString fault = detail ? faultOf(*detail) : wording::sentence(detail.error());
        if (!fault.isEmpty())
            return emit failed(u"job %1: %2"_s.arg(key).arg(fault));
        ++m_checked;
        checkRows();
    });
}

} // namespace tacklebox::bench
