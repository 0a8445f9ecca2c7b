// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/batch.h"
#include "app/tackle/command.h"
#include "app/tackle/inputfile.h"

#include "backend/samples.h"
#include "backend/wording.h"
#include "core/payload.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// JSON can't be taken for a file's name by what it starts with.
Result<QByteArray> payloadFrom(const QString &given)
{
    if (given.startsWith(u'{'))
        return given.toUtf8();
    return readInput(given, u"data"_s, kMaxPayloadBytes);
}

// The type's sample as a start, where --sample asks for it; what the options say stands above it.
Result<EventDraft> draftFrom(const Arguments &arguments)
{
    EventDraft draft;
    if (arguments.has("sample"_L1))
        draft = sampleFor(arguments.words().first()).event;
    draft.type = arguments.words().first();
    draft.key = arguments.value("id"_L1);
    if (arguments.has("status"_L1))
        draft.status = arguments.value("status"_L1);
    if (arguments.has("order-id"_L1))
        draft.orderId = arguments.value("order-id"_L1);
    if (arguments.has("address"_L1))
        draft.address = arguments.value("address"_L1);
    if (arguments.has("at"_L1)) {
        draft.at = instantFrom(arguments.value("at"_L1));
        if (!draft.at)
            return fail(invalid(Reason::TimeForm, u"at"_s, arguments.value("at"_L1)));
    }
    if (arguments.has("data"_L1)) {
        auto bytes = payloadFrom(arguments.value("data"_L1));
        if (!bytes)
            return fail(bytes.error());
        draft.payload = *std::move(bytes);
    } else if (draft.payload.isEmpty()) {
        draft.payload = "{}";
    }
    if (const auto wrong = checkEvent(draft))
        return fail(*wrong);
    return draft;
}

void tell(const Session &session, const Published &published)
{
    if (session.output().isJson())
        return session.output().document(json::published(published));
    if (published.repeated)
        return session.output().text(
            Texts::tr("Event %1 has this id already; nothing was queued.").arg(published.id.value));
    session.output().text(Texts::tr("Event %1: %n job(s) queued.", nullptr, int(published.jobs.size()))
                              .arg(published.id.value));
    for (const Excluded &one : published.excluded)
        session.output().note(wording::excluded(one));
    if (published.jobs.isEmpty() && published.excluded.isEmpty())
        session.output().note(Texts::tr("No active subscriber wants it."));
}

// A remote server keeps no event and tells of no job.
void tellServers(const Session &session, const QString &type)
{
    if (session.output().isJson())
        return session.output().document(json::published({}));
    session.output().text(Texts::tr("The server was told of %1, and tells whoever wants it.").arg(type));
}

// An API that takes a type and a payload alone names the member that it has no place for: here it was an
// option.
Error withOption(Error error, const Session &session)
{
    if (error.reason != Reason::UnknownField || session.globals().connection == "local"_L1)
        return error;
    error.reason = Reason::Unspecified;
    error.detail
        = Texts::tr("this is an option of the local engine's events. An event of this API has a type and "
                    "--data alone.");
    return error;
}

void publishOne(Session &session, const Arguments &arguments)
{
    auto draft = draftFrom(arguments);
    if (!draft)
        return session.finish(draft.error());
    const bool isKept = session.backend().info().verbs.testFlag(Verb::ListEvents);
    const QString type = draft->type;
    session.backend()
        .publish({*std::move(draft)})
        .then(&session, [&session, isKept, type](const Result<QList<Published>> &published) {
            if (!published)
                return session.finish(withOption(published.error(), session));
            if (!isKept) {
                tellServers(session, type);
                return session.finish();
            }
            for (const Published &one : *published)
                tell(session, one);
            session.finishAfterQueueing();
        });
}

void publish(Session &session, const Arguments &arguments)
{
    const bool isBatch = arguments.has("batch"_L1);
    if (isBatch == !arguments.words().isEmpty())
        return session.finish(usage(Texts::tr("Give the event's type, or --batch FILE: one of the two.")));
    if (!isBatch)
        return publishOne(session, arguments);

    auto batch = readBatch(arguments.value("batch"_L1));
    if (!batch)
        return session.finish(batch.error());
    publishBatch(session, *std::move(batch));
}

} // namespace

std::vector<Command> publishCommands()
{
    return {
        {"publish",
         "[TYPE]",
         QT_TRANSLATE_NOOP("Tackle", "something happened: queue it for each subscriber that wants it"),
         0,
         1,
         {
             {"status", Takes::Value, "STATUS", QT_TRANSLATE_NOOP("Tackle", "the order's status")},
             {"order-id", Takes::Value, "ID", QT_TRANSLATE_NOOP("Tackle", "the order")},
             {"address", Takes::Value, "TEXT", QT_TRANSLATE_NOOP("Tackle", "the order's address")},
             {"data",
              Takes::Value,
              "FILE",
              QT_TRANSLATE_NOOP(
                  "Tackle",
                  "the payload, JSON up to 1 MiB: a file, - for standard input, or an object as\n"
                  "it stands; {} unless given. SuperOffice: {\"PrimaryKey\": NUMBER, …}")},
             {"sample",
              Takes::Nothing,
              nullptr,
              QT_TRANSLATE_NOOP("Tackle", "start from the invented sample of that type")},
             {"id",
              Takes::Value,
              "KEY",
              QT_TRANSLATE_NOOP("Tackle", "publishing the same id again queues nothing")},
             {"at", Takes::Value, "TIME", QT_TRANSLATE_NOOP("Tackle", "not before")},
             {"batch",
              Takes::Value,
              "FILE",
              QT_TRANSLATE_NOOP("Tackle",
                                "many: one event a line, as {\"type\":…,\"data\":…}; by the thousand, and an "
                                "error says which line to go on from")},
         },
         publish}};
}

} // namespace tacklebox::tackle
