// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/remotesaving.h"

#include "dialects/draftchanges.h"
#include "dialects/requestpreview.h"
#include "dialects/standing.h"

#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

// Nothing was sent yet: it can't have been saved.
Error unsent(Error error)
{
    if (error.reason == Reason::RemoteTimedOut)
        error.reason = Reason::RemoteReadLost;
    return ofRead(std::move(error));
}

// An answer that can't be read is one all the same.
Result<Subscriber> answered(const Result<Subscriber> &answer, int status)
{
    return answer.map_error([status](Error error) {
        error.httpStatus = status;
        return error;
    });
}

Async<Done> refused(const Error &error)
{
    return ready<Done>(fail(error));
}

} // namespace

struct RemoteSaving::Saving
{
    SubscriberDraft draft; // without what is there already
    Fields sent; // its changes as they go over
    Fields before; // as the server had it, or as the person saw it
    QSet<SubscriberId> known; // before a new one was sent
};

RemoteSaving::RemoteSaving(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_subscribers(subscribers)
    , m_createRest({m_parts.caller, m_parts.clock, m_parts.store, m_parts.key}, u"subscribers.create"_s)
    , m_destroyRest({m_parts.caller, m_parts.clock, m_parts.store, m_parts.key}, u"subscribers.destroy"_s)
{
}

BackendInfo RemoteSaving::info() const
{
    return m_parts.dialect.info(m_parts.caller.connection());
}

Result<RequestPreview> RemoteSaving::preview(const SubscriberDraft &draft) const
{
    const SubscriberDraft changes = onlyChanges(info().subscriberFields, draft);
    if (changesNothing(changes))
        return RequestPreview{};
    return previewOf(m_parts.dialect, m_parts.caller.connection(), changes);
}

Async<Subscriber> RemoteSaving::save(const SubscriberDraft &draft)
{
    const auto saving = std::make_shared<Saving>();
    saving->draft = onlyChanges(info().subscriberFields, draft);
    saving->before = draft.base;
    if (changesNothing(saving->draft))
        return unchanged(*draft.id);
    // What can't be sent is refused before anything is asked.
    const auto request = requestWithoutSecrets(m_parts.dialect, m_parts.caller.connection(), saving->draft);
    if (!request)
        return ready<Subscriber>(fail(request.error()));
    saving->sent = sentOf(saving->draft, request->body);
    return refuseTooMany(saving->draft)
        .then(this,
              [this, saving](const Result<Done> &allowed) {
                  return allowed ? lookFirst(saving) : ready(allowed);
              })
        .then(this, [this, saving](const Result<Done> &looked) {
            return looked ? send(saving) : ready<Subscriber>(fail(looked.error()));
        });
}

Async<Subscriber> RemoteSaving::unchanged(const SubscriberId &id)
{
    return m_subscribers.seen(id).then(this, [this, id](const Result<Subscriber> &known) {
        return known ? ready(known) : m_subscribers.show(id, {});
    });
}

Async<Done> RemoteSaving::refuseTooMany(const SubscriberDraft &draft)
{
    const BackendInfo known = info();
    if (known.mostActive <= 0 || !isStart(known, draft))
        return ready<Done>(Done{});
    const Error tooMany = invalid(
        Reason::RemoteTooManyActive, known.toStart.constBegin().key(), QString::number(known.mostActive));
    return m_parts.store
        .read<qint64>({},
                      [key = m_parts.key, id = draft.id](store::Connection &connection) {
                          return countActive(connection, key, id);
                      })
        .then(this, [most = known.mostActive, tooMany](const Result<qint64> &others) -> Result<Done> {
            if (!others)
                return fail(others.error());
            if (*others >= most)
                return fail(tooMany);
            return Done{};
        });
}

// What has to be known before anything is sent.
Async<Done> RemoteSaving::lookFirst(const SavingPointer &saving)
{
    if (saving->draft.id)
        return refuseOvertaken(saving);
    using Rows = QHash<SubscriberId, Subscriber>;
    return m_parts.store
        .read<Rows>({},
                    [key = m_parts.key](store::Connection &connection) { return allCached(connection, key); })
        .then(this, [saving](const Result<Rows> &rows) -> Result<Done> {
            if (!rows)
                return fail(rows.error());
            saving->known = {rows->keyBegin(), rows->keyEnd()};
            return Done{};
        });
}

Async<Done> RemoteSaving::refuseOvertaken(const SavingPointer &saving)
{
    if (saving->draft.changes.isEmpty() || info().tellsConflicts)
        return ready<Done>(Done{});
    return m_subscribers.server()
        .read(*saving->draft.id)
        .then(this, [this, saving](const Result<Subscriber> &now) -> Async<Done> {
            if (!now) {
                return isUnshowable(now.error()) ? ready<Done>(Done{}) : refused(unsent(now.error()));
            }
            saving->before = now->fields;
            const SubscriberDraft &draft = saving->draft;
            const auto apart
                = firstApart(info().subscriberFields, draft.changes.keys(), draft.base, now->fields);
            if (!apart)
                return ready<Done>(Done{});
            const Error error{ErrorKind::Conflict, Reason::RemoteChangedSince, *apart, {}, {}, {}, 0};
            // Kept: it is what the two are compared with.
            return m_subscribers.keep(*now).then(
                this, [error](const Result<Subscriber> &) -> Result<Done> { return fail(error); });
        });
}

// The answer that took it, or why it wasn't. `optional`: of a route that not every server has, else null.
Async<Response> RemoteSaving::written(RouteRest *optional, const Caller::Make &make)
{
    const auto call = [this, make] {
        m_subscribers.noteWrite();
        return m_parts.caller.call(make).then(
            this, [this](const Result<Response> &response) -> Result<Response> {
                m_subscribers.noteWrite();
                const auto error = response ? m_parts.dialect.errorOf(*response) : response.error();
                return error ? Result<Response>(fail(*error)) : response;
            });
    };
    return optional ? optional->ask<Response>(this, call) : call();
}

Async<Subscriber> RemoteSaving::send(const SavingPointer &saving)
{
    const auto make = [dialect = &m_parts.dialect, saving](const Access &access) {
        return dialect->saveSubscriber(access, saving->draft);
    };
    return written(saving->draft.id ? nullptr : &m_createRest, make)
        .then(this, [this, saving](const Result<Response> &response) -> Async<Subscriber> {
            if (response)
                return taken(saving, answered(m_parts.dialect.readSubscriber(*response), response->status));
            const Error &error = response.error();
            if (isUncertain(error))
                return findOut(saving, isUnreadable(error) ? lost(error) : error);
            const auto &id = saving->draft.id;
            return ready<Subscriber>(fail(id ? aboutSubscriber(error, *id) : error));
        });
}

// The server took it. What it answers with may be nothing (PlanoMatic), or a part.
Async<Subscriber> RemoteSaving::taken(const SavingPointer &saving, const Result<Subscriber> &answer)
{
    const auto &id = saving->draft.id;
    const bool isToCompare = id && m_parts.dialect.isPartialWriteGuessed() && !m_wasReadBack;
    if (answer) {
        const Subscriber saved = withAges(*answer, saving->draft, m_parts.clock.now());
        return isToCompare ? readBack(saving, saved) : m_subscribers.keep(saved);
    }
    // Said so, and said no more: PlanoMatic's data may be missing. What can't be read says nothing.
    if (id && answer.error().subject == "data"_L1)
        return readBack(saving, writtenRow(info(), *id, saving->sent));
    return findOut(saving, lost(answer.error()));
}

Async<Subscriber> RemoteSaving::readBack(const SavingPointer &saving, const Subscriber &saved)
{
    return m_subscribers.keep(saved).then(this, [this, saving](const Result<Subscriber> &kept) {
        return m_subscribers.server()
            .read(*saving->draft.id)
            .then(this, [this, saving, kept](const Result<Subscriber> &now) -> Async<Subscriber> {
                // It was saved: that it can't be read just now changes nothing.
                return now ? compared(saving, *now) : ready(kept);
            });
    });
}

Async<Subscriber> RemoteSaving::compared(const SavingPointer &saving, const Subscriber &now)
{
    std::optional<QString> moved;
    if (m_parts.dialect.isPartialWriteGuessed() && !m_wasReadBack) {
        QStringList leftAlone;
        const std::vector<Field> fields = info().subscriberFields;
        const QStringList sent = saving->draft.changes.keys() + m_parts.dialect.sentAlways();
        for (const Field &field : fields) {
            if (!sent.contains(field.key))
                leftAlone.append(field.key);
        }
        moved = firstApart(fields, leftAlone, saving->before, now.fields);
        m_wasReadBack = !moved;
    }
    if (!moved)
        return m_subscribers.keep(now);
    const std::vector<Field> fields = info().subscriberFields;
    const auto field = std::ranges::find(fields, *moved, &Field::key);
    const QString change = u"%1 → %2"_s.arg(shownText(*field, saving->before.value(*moved)),
                                            shownText(*field, now.fields.value(*moved)));
    const Error error{ErrorKind::Conflict, Reason::RemoteFieldMoved, *moved, change.left(200), {}, {}, 0};
    return m_subscribers.keep(now).then(
        this, [error](const Result<Subscriber> &) -> Result<Subscriber> { return fail(error); });
}

// Nothing is written again: what the server has says whether the first one arrived.
Async<Subscriber> RemoteSaving::findOut(const SavingPointer &saving, const Error &error)
{
    if (!saving->draft.id)
        return findNew(saving, error);
    const QStringList keys = saving->draft.changes.keys();
    if (keys.isEmpty())
        return ready<Subscriber>(fail(error));
    return m_subscribers.server()
        .read(*saving->draft.id)
        .then(this, [this, saving, keys, error](const Result<Subscriber> &now) -> Async<Subscriber> {
            if (!now)
                return ready<Subscriber>(fail(error));
            const std::vector<Field> fields = info().subscriberFields;
            if (agree(fields, keys, saving->sent, now->fields))
                return m_subscribers.keep(*now);
            Error answer = error;
            if (agree(fields, keys, saving->draft.base, now->fields))
                answer.reason = Reason::RemoteNotSaved;
            else if (answer.reason == Reason::RemoteCrash)
                answer.subject = foundText(fields, keys, saving->sent, now->fields);
            return m_subscribers.keep(*now).then(
                this, [answer](const Result<Subscriber> &) -> Result<Subscriber> { return fail(answer); });
        });
}

// The only one that wasn't there before and is as it was sent.
Async<Subscriber> RemoteSaving::findNew(const SavingPointer &saving, const Error &error)
{
    return m_subscribers.server().list().then(
        this, [this, saving, error](const Result<Listed<Subscriber>> &listed) -> Async<Subscriber> {
            QList<Subscriber> found = listed ? listed->rows : QList<Subscriber>();
            const std::vector<Field> fields = info().subscriberFields;
            found.removeIf([&](const Subscriber &row) {
                return saving->known.contains(row.id) || !isAsSent(fields, saving->sent, row);
            });
            if (found.size() == 1)
                return m_subscribers.keep(found.constFirst());
            Error answer = error;
            if (listed && found.isEmpty() && isWhole(*listed)) {
                answer.reason = Reason::RemoteNotSaved;
                answer.subject = u"list"_s; // which may lag behind
            }
            return ready<Subscriber>(fail(answer));
        });
}

// Whether it was saved is not known, for what answers can't be read.
Error RemoteSaving::lost(Error error) const
{
    error.kind = ErrorKind::Failed;
    error.reason = Reason::RemoteReplyLost;
    error.field.clear();
    error.subject = QUrl(m_parts.caller.connection().baseUrl).host();
    return error;
}

// One that was only ever named here may go from here, whatever calls there are: nothing is sent.
Async<Done> RemoteSaving::removeHere(const SubscriberId &id, const Error &error)
{
    return m_subscribers.seen(id).then(this, [this, id, error](const Result<Subscriber> &known) {
        const bool isOfHere = known && known->fields.isEmpty();
        return isOfHere ? m_subscribers.forget(id) : refused(error);
    });
}

Async<Done> RemoteSaving::remove(SubscriberId id)
{
    const auto make = [dialect = &m_parts.dialect, id](const Access &access) {
        return dialect->removeSubscriber(access, id);
    };
    return written(&m_destroyRest, make)
        .then(this, [this, id](const Result<Response> &response) -> Async<Done> {
            if (response)
                return m_subscribers.forget(id);
            const Error error = response.error();
            if (!info().verbs.testFlag(Verb::DeleteSubscriber))
                return removeHere(id, error);
            if (!isUncertain(error))
                return refused(aboutSubscriber(error, id));
            return m_subscribers.server().read(id).then(
                this, [this, id, error](const Result<Subscriber> &now) -> Async<Done> {
                    if (!now && now.error().kind == ErrorKind::NotFound)
                        return m_subscribers.forget(id);
                    Error answer = isUnreadable(error) ? lost(error) : error;
                    if (now)
                        answer.reason = Reason::RemoteNotSaved; // it is still there
                    return refused(answer);
                });
        });
}

} // namespace tacklebox::dialects
