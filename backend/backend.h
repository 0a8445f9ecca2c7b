// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection, live: the embedded engine or a remote API. Everything above talks to this face
// and to nothing below it.
//
// Threads: call it from the thread it lives in (the GUI thread, or the command's main thread). Work
// happens elsewhere, futures finish anywhere (continue with a context), signals come on its thread.
// A stop request interrupts the statement or aborts the request; its answer is then Cancelled.
#pragma once

#include "backend/answers.h"
#include "backend/backendinfo.h"
#include "backend/payloadviews.h"
#include "backend/statistics.h"
#include "backend/test.h"
#include "core/async.h"
#include "core/event.h"
#include "core/replay.h"
#include "core/subscriber.h"
#include "core/usage.h"

#include <QObject>

#include <stop_token>

namespace tacklebox {

class Certificates;
class Replays;

class Backend : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual BackendInfo info() const = 0;

    virtual Async<Page<Subscriber>> subscribers(SubscriberQuery query, std::stop_token stop) = 0;
    // The same without waiting for a server, which is asked behind it. None: nothing of it is kept yet.
    virtual Async<std::optional<Page<Subscriber>>> keptSubscribers(SubscriberQuery query,
                                                                   std::stop_token stop);
    virtual Async<Subscriber> subscriber(SubscriberId id, std::stop_token stop) = 0;
    virtual Async<RequestPreview> preview(SubscriberDraft draft) = 0;
    virtual Async<Subscriber> save(SubscriberDraft draft) = 0;
    // Where one can't be sent, none is; where an API refuses one, those before it stay. They set no secrets.
    virtual Async<QList<Subscriber>> saveAll(QList<SubscriberDraft> drafts) = 0;
    virtual Async<Done> remove(SubscriberId id) = 0;
    // When a secret is about to be given: makes the place for it where there is none yet.
    virtual Async<Keeping> openSecrets() = 0;

    virtual Async<Page<Job>> jobs(JobQuery query, std::stop_token stop) = 0;
    virtual Async<std::optional<Page<Job>>> keptJobs(JobQuery query, std::stop_token stop); // likewise
    virtual Async<JobDetail> job(JobId id, std::stop_token stop) = 0;
    virtual Async<qint64> count(JobQuery query, std::stop_token stop) = 0;
    virtual Async<Statistics> statistics(std::stop_token stop) = 0;
    virtual Async<QList<JobAnswer>> replay(ReplayRequest request) = 0;
    virtual Async<QList<JobAnswer>> drop(QList<JobId> jobs) = 0;
    // Gives up all that the query finds, but what is being sent, was delivered or was dropped; how many.
    virtual Async<qint64> dropFound(JobQuery query) = 0;
    // Runs that send many again in their own time; null where this backend has none.
    [[nodiscard]] virtual Replays *replays() { return nullptr; }

    virtual Async<QList<Published>> publish(QList<EventDraft> events) = 0;
    // What is yet to be sent of these events is dropped; one answer an event, or its error.
    virtual Async<QList<Result<CancelledEvent>>> cancel(QList<EventId> events) = 0;
    virtual Async<Page<Event>> events(EventQuery query, std::stop_token stop) = 0;
    virtual Async<Event> event(EventId id, std::stop_token stop) = 0;

    // Null: this backend has no views.
    [[nodiscard]] virtual PayloadViews *payloadViews() { return nullptr; }
    // Those of its subscribers' URLs; null: nobody looks from here.
    [[nodiscard]] virtual Certificates *certificates() { return nullptr; }

    // A person wants to know how it stands now: what is asked next is asked of the server, however lately it
    // was asked the same. Nothing to do where nothing is kept of a server.
    virtual void refresh() { }

    virtual Async<TestReport> test(TestRequest request, std::stop_token stop) = 0;
    virtual Async<Done> check() = 0;

    // Of some remote APIs; Unsupported elsewhere.
    // Takes in one that is there already, known by its id alone: what can't be read of it is unknown.
    virtual Async<Subscriber> add(SubscriberId, QString /*name*/) { return notHere<Subscriber>(); }
    // What the API starts a new subscriber with.
    virtual Async<Fields> newSubscriber() { return notHere<Fields>(); }
    // What the API counts of the calls to it.
    virtual Async<SubscriberUsage> usage(SubscriberId, std::stop_token) { return notHere<SubscriberUsage>(); }
    // These members of one alone, as its server has them now. They are kept nowhere, and no edit starts from
    // them: the others aren't known.
    virtual Async<Fields> selectedMembers(SubscriberId, QStringList /*members*/, std::stop_token)
    {
        return notHere<Fields>();
    }
    // The API's server posts a test to it. An error at the URL's field: what the target made of that.
    virtual Async<Done> testAtVendor(SubscriberId, std::stop_token) { return notHere<Done>(); }

signals:
    void subscribersChanged(const QList<tacklebox::Subscriber> &subscribers);
    void subscribersRemoved(const QList<tacklebox::SubscriberId> &ids);
    // Of a save, and no failure of it: what whoever asked for it has to know.
    void saveNoted(const tacklebox::Error &note);
    void jobsChanged(const tacklebox::JobNews &news);
    void eventsPublished(int count);
    void statisticsChanged(const tacklebox::Statistics &statistics);

protected:
    template<typename T>
    [[nodiscard]] static Async<T> notHere()
    {
        return ready<T>(fail({ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0}));
    }
};

} // namespace tacklebox
