// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/batch.h"

#include "app/tackle/inputfile.h"
#include "backend/wording.h"
#include "core/eventline.h"
#include "core/payload.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPart = 1000;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// What was published so far, and what is left.
struct Progress
{
    QList<EventDraft> left;
    qint64 events = 0;
    qint64 jobs = 0;
    Json results = Json::array();
};

// The sentence says the line, for a person has to find it among thousands.
Error atLine(Error error, qsizetype line)
{
    const QString sentence = wording::sentence(error);
    error.reason = Reason::Unspecified;
    error.detail = Texts::tr("line %1: %2").arg(line).arg(sentence);
    error.field.clear();
    return error;
}

void finishBatch(Session &session, const Progress &progress)
{
    if (session.output().isJson())
        session.output().document(
            {{"events", progress.events}, {"jobs", progress.jobs}, {"results", progress.results}});
    else
        session.output().text(
            Texts::tr("%1 event(s), %2 job(s) queued.").arg(progress.events).arg(progress.jobs));
    session.finishAfterQueueing();
}

void publishNext(Session &session, const std::shared_ptr<Progress> &progress)
{
    if (progress->left.isEmpty())
        return finishBatch(session, *progress);
    const qsizetype size = std::min(kPart, progress->left.size());
    const QList<EventDraft> part = progress->left.first(size);
    progress->left.remove(0, size);
    session.backend().publish(part).then(
        &session, [&session, progress](const Result<QList<Published>> &published) {
            if (!published) {
                if (progress->events > 0)
                    session.output().note(
                        Texts::tr("%1 event(s) had been published before.").arg(progress->events));
                return session.finish(published.error());
            }
            for (const Published &one : *published) {
                ++progress->events;
                progress->jobs += one.jobs.size();
                if (session.output().isJson())
                    progress->results.push_back(json::published(one));
            }
            if (!progress->left.isEmpty())
                session.output().note(Texts::tr("%1 published …").arg(progress->events));
            publishNext(session, progress);
        });
}

} // namespace

Result<QList<EventDraft>> readBatch(const QString &file)
{
    const auto bytes = readInput(file, u"batch"_s);
    if (!bytes)
        return fail(bytes.error());
    QList<EventDraft> events;
    qsizetype line = 0;
    for (qsizetype at = 0; at < bytes->size();) {
        const qsizetype found = bytes->indexOf('\n', at);
        const qsizetype end = found < 0 ? bytes->size() : found;
        const QByteArray text = bytes->sliced(at, end - at).trimmed();
        at = end + 1;
        ++line;
        if (text.isEmpty())
            continue;
        auto event = eventFromLine(text);
        if (!event)
            return fail(atLine(event.error(), line));
        if (const auto wrong = checkEvent(*event))
            return fail(atLine(*wrong, line));
        events += *std::move(event);
    }
    return events;
}

void publishBatch(Session &session, QList<EventDraft> events)
{
    auto progress = std::make_shared<Progress>();
    progress->left = std::move(events);
    publishNext(session, progress);
}

} // namespace tacklebox::tackle
