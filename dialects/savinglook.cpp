// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/savinglook.h"

#include "dialects/draftchanges.h"
#include "dialects/standing.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A file's new subscribers are made one by one: the list isn't asked for before each.
constexpr auto kListLasts = 15s;

// Nothing was sent yet: it can't have been saved.
Error unsent(Error error)
{
    if (error.reason == Reason::RemoteTimedOut)
        error.reason = Reason::RemoteReadLost;
    return ofRead(std::move(error));
}

Async<Done> notAllowed(const Error &error)
{
    return ready<Done>(fail(error));
}

qint64 countOthersActive(const QList<Subscriber> &rows, const std::optional<SubscriberId> &own)
{
    return std::ranges::count_if(rows,
                                 [&own](const Subscriber &row) { return row.isActive && row.id != own; });
}

} // namespace

SavingLook::SavingLook(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_subscribers(subscribers)
{
}

BackendInfo SavingLook::info() const
{
    return m_parts.dialect.info(m_parts.caller.connection());
}

Async<Done> SavingLook::look(const SavingPointer &saving)
{
    const BackendInfo known = info();
    const bool isLimited = known.mostActive > 0 && isStart(known, saving->draft);
    return saving->draft.id && !isLimited ? lookAtOne(saving) : lookAtAll(saving, isLimited);
}

// What is cached may be old: it refuses nothing. Where the server gives no list, it judges the write itself.
Async<Done> SavingLook::lookAtAll(const SavingPointer &saving, bool isLimited)
{
    const bool isSameAccount = m_listedOf == m_parts.caller.generation();
    if (!isLimited && isSameAccount && m_listedAt && m_parts.clock.running() - *m_listedAt < kListLasts) {
        saving->known = m_listed;
        saving->knowsAll = true;
        return noteCached(saving); // with what was made from here since
    }
    return m_subscribers.server().list().then(
        this, [this, saving, isLimited](const Result<Listed<Subscriber>> &listed) -> Async<Done> {
            const QList<Subscriber> rows = listed ? listed->rows : QList<Subscriber>();
            const BackendInfo known = info();
            if (isLimited && countOthersActive(rows, saving->draft.id) >= known.mostActive)
                return notAllowed(invalid(Reason::RemoteTooManyActive,
                                          known.toStart.constBegin().key(),
                                          QString::number(known.mostActive)));
            if (saving->draft.id)
                return lookAtOne(saving);
            for (const Subscriber &row : rows)
                saving->known.insert(row.id);
            saving->knowsAll = listed && isWhole(*listed);
            m_listedAt.reset();
            if (saving->knowsAll) {
                m_listed = saving->known;
                m_listedAt = m_parts.clock.running();
                m_listedOf = m_parts.caller.generation();
            }
            return noteCached(saving);
        });
}

// A list may lag behind what was made from here.
Async<Done> SavingLook::noteCached(const SavingPointer &saving)
{
    using Rows = QHash<SubscriberId, Subscriber>;
    return m_parts.store
        .read<Rows>({},
                    [key = m_parts.key](store::Connection &connection) { return allCached(connection, key); })
        .then(this, [saving](const Result<Rows> &rows) -> Result<Done> {
            if (!rows)
                return fail(rows.error());
            saving->known.unite({rows->keyBegin(), rows->keyEnd()});
            return Done{};
        });
}

Async<Done> SavingLook::lookAtOne(const SavingPointer &saving)
{
    const bool isToCompare = !saving->draft.changes.isEmpty() && !info().tellsConflicts;
    if (!isToCompare && !m_parts.dialect.writesWhole(m_parts.caller.connection()))
        return ready<Done>(Done{});
    return m_subscribers.server()
        .readToWrite(*saving->draft.id)
        .then(this, [this, saving](const Result<Shown> &now) -> Async<Done> {
            if (now)
                return compare(saving, *now);
            if (!isMissingRoute(now.error()) && !isWrongId(now.error()))
                return notAllowed(unsent(now.error()));
            if (!info().tellsConflicts)
                emit noted({ErrorKind::Conflict, Reason::RemoteNotLooked, {}, {}, {}, {}, 0});
            return ready<Done>(Done{});
        });
}

Async<Done> SavingLook::compare(const SavingPointer &saving, const Shown &shown)
{
    const Subscriber &now = shown.row;
    saving->before = now.fields;
    SubscriberDraft &draft = saving->draft;
    const auto apart = firstApart(info().subscriberFields, draft.changes.keys(), draft.base, now.fields);
    if (apart) {
        const Error error{ErrorKind::Conflict, Reason::RemoteChangedSince, *apart, {}, {}, {}, 0};
        // Kept: it is what the two are compared with.
        return m_subscribers.keep(now).then(
            this, [error](const Result<Subscriber> &) -> Result<Done> { return fail(error); });
    }
    // What goes over beside the changes is what somebody else may just have made of it.
    if (m_parts.dialect.writesWhole(m_parts.caller.connection())) {
        draft.carried = shown.carried;
        for (auto member = now.fields.begin(); member != now.fields.end(); ++member)
            draft.base.insert(member.key(), *member);
    }
    return ready<Done>(Done{});
}

} // namespace tacklebox::dialects
