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

// What was published so far.
struct Progress
{
    Batch batch;
    qsizetype events = 0; // of the batch, from its beginning
    qint64 jobs = 0;
    Json results = Json::array();
};

// The sentence says the line, for a person has to find it among thousands.
Error atLine(Error error, qsizetype line)
{
    const QString sentence = wording::sentence(error);
    error.reason = Reason::Unspecified;
    error.detail = Texts::tr("line %1: %2 Nothing was published.").arg(line).arg(sentence);
    error.field.clear();
    return error;
}

// The engine publishes a part whole or not at all. A remote server is told of each event by itself: one at a
// time, so that a failure says which were told.
bool isPublishedInParts(Session &session)
{
    return session.backend().info().verbs.testFlag(Verb::ListEvents);
}

void finishBatch(Session &session, const Progress &progress)
{
    if (session.output().isJson())
        session.output().document(
            {{"events", progress.events}, {"jobs", progress.jobs}, {"results", progress.results}});
    else if (isPublishedInParts(session))
        session.output().text(
            Texts::tr("%1 event(s), %2 job(s) queued.").arg(progress.events).arg(progress.jobs));
    else // a remote server keeps no event and tells of no job
        session.output().text(Texts::tr("%n event(s) told to the server.", nullptr, int(progress.events)));
    session.finishAfterQueueing();
}

QString whereItFailed(Session &session, qsizetype events, qsizetype line)
{
    if (!isPublishedInParts(session)) // the server may have taken the one that failed
        return Texts::tr("%n event(s) had been told to the server before; line %1 is the one that failed.",
                         nullptr,
                         int(events))
            .arg(line);
    if (events == 0)
        return Texts::tr("Nothing was published.");
    return Texts::tr("%1 event(s) had been published before; go on from line %2.").arg(events).arg(line);
}

// What went through before is durable, and the rest can be published without it.
void failBatch(Session &session, const Progress &progress, const Error &error)
{
    const qsizetype line = progress.batch.lines.at(progress.events);
    const QString where = whereItFailed(session, progress.events, line);
    session.explain(error);
    session.output().note(where);
    if (session.output().isJson()) {
        Json document = json::error(error, wording::sentence(error) + u' ' + where);
        document["published"] = progress.events;
        document["next_line"] = line;
        session.output().document(document);
    }
    session.finish(exitCodeOf(error.kind));
}

void publishNext(Session &session, const std::shared_ptr<Progress> &progress)
{
    const qsizetype size = isPublishedInParts(session) ? kPart : 1;
    const QList<EventDraft> part = progress->batch.events.mid(progress->events, size);
    if (part.isEmpty())
        return finishBatch(session, *progress);
    session.backend().publish(part).then(
        &session, [&session, progress](const Result<QList<Published>> &published) {
            if (!published)
                return failBatch(session, *progress, published.error());
            for (const Published &one : *published) {
                ++progress->events;
                progress->jobs += one.jobs.size();
                if (session.output().isJson())
                    progress->results.push_back(json::published(one));
            }
            if (progress->events % kPart == 0 && progress->events < progress->batch.events.size())
                session.output().note(Texts::tr("%1 published …").arg(progress->events));
            publishNext(session, progress);
        });
}

} // namespace

Result<Batch> readBatch(const QString &file)
{
    const auto bytes = readInput(file, u"batch"_s);
    if (!bytes)
        return fail(bytes.error());
    Batch batch;
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
        batch.events += *std::move(event);
        batch.lines += line;
    }
    return batch;
}

void publishBatch(Session &session, Batch batch)
{
    auto progress = std::make_shared<Progress>();
    progress->batch = std::move(batch);
    publishNext(session, progress);
}

} // namespace tacklebox::tackle
