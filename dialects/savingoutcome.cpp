// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/savingoutcome.h"

#include "dialects/draftchanges.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

Q_LOGGING_CATEGORY(savingLog, "tacklebox.saving")

} // namespace

SavingOutcome::SavingOutcome(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_subscribers(subscribers)
{
}

BackendInfo SavingOutcome::info() const
{
    return m_parts.dialect.info(m_parts.caller.connection());
}

// What it answers with may be nothing (PlanoMatic), or a part.
Async<Subscriber> SavingOutcome::taken(const SavingPointer &saving, const Result<Subscriber> &answer)
{
    const auto &id = saving->draft.id;
    const bool isToCompare = id && m_parts.dialect.isPartialWriteGuessed() && !m_wasReadBack;
    if (answer) {
        const Subscriber saved
            = withAges(withWritten(info(), *answer, saving->sent), saving->draft, m_parts.clock.now());
        return isToCompare ? readBack(saving, saved) : keep(saved);
    }
    // Said so, and said no more: PlanoMatic's data may be missing. What can't be read says nothing.
    if (id && answer.error().subject == "data"_L1) {
        Subscriber row;
        row.id = *id;
        return readBack(saving, withWritten(info(), row, saving->sent));
    }
    return findOut(saving, lost(answer.error()));
}

// The server has it: that nothing can be noted here just now is no failure of the save.
Async<Subscriber> SavingOutcome::keep(const Subscriber &saved)
{
    return m_subscribers.keep(saved).then(
        this, [this, saved](const Result<Subscriber> &kept) -> Result<Subscriber> {
            if (kept)
                return kept;
            qCWarning(savingLog) << "saved there and not noted here:" << int(kept.error().reason)
                                 << kept.error().detail;
            Subscriber row = saved;
            row.connection = info().connection;
            return row;
        });
}

Async<Subscriber> SavingOutcome::readBack(const SavingPointer &saving, const Subscriber &saved)
{
    return keep(saved).then(this, [this, saving](const Result<Subscriber> &kept) {
        return m_subscribers.server()
            .read(*saving->draft.id)
            .then(this, [this, saving, kept](const Result<Subscriber> &now) -> Async<Subscriber> {
                // It was saved: that it can't be read just now changes nothing.
                return now ? compared(saving, *now) : ready(kept);
            });
    });
}

// That was not sent, and isn't as it was.
std::optional<QString> SavingOutcome::movedField(const SavingPointer &saving, const Fields &now)
{
    if (!saving->draft.id || !m_parts.dialect.isPartialWriteGuessed() || m_wasReadBack)
        return std::nullopt;
    QStringList leftAlone;
    const std::vector<Field> fields = info().subscriberFields;
    const QStringList sent = saving->draft.changes.keys() + m_parts.dialect.sentAlways();
    for (const Field &field : fields) {
        if (!sent.contains(field.key))
            leftAlone.append(field.key);
    }
    const auto moved = firstApart(fields, leftAlone, saving->before, now);
    m_wasReadBack = !moved;
    return moved;
}

Async<Subscriber> SavingOutcome::compared(const SavingPointer &saving, const Subscriber &now)
{
    const auto moved = movedField(saving, now.fields);
    if (!moved)
        return keep(now);
    const std::vector<Field> fields = info().subscriberFields;
    const auto field = std::ranges::find(fields, *moved, &Field::key);
    const QString change = u"%1 → %2"_s.arg(shownText(*field, saving->before.value(*moved)),
                                            shownText(*field, now.fields.value(*moved)));
    const Error error{ErrorKind::Conflict, Reason::RemoteFieldMoved, *moved, change.left(200), {}, {}, 0};
    return m_subscribers.keep(now).then(
        this, [error](const Result<Subscriber> &) -> Result<Subscriber> { return fail(error); });
}

// It is there, though its answer was lost or no success.
Async<Subscriber> SavingOutcome::arrived(const SavingPointer &saving, const Subscriber &now,
                                         const Error &error)
{
    return compared(saving, now).then(this, [this, error](const Result<Subscriber> &saved) {
        if (saved && error.reason == Reason::RemoteMailFailed) {
            Error note = error;
            note.reason = Reason::RemoteMailUnsent;
            emit noted(note);
        }
        return saved;
    });
}

Async<Subscriber> SavingOutcome::findOut(const SavingPointer &saving, const Error &error)
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
                return arrived(saving, *now, error);
            Error answer = error;
            if (areKnownToAgree(fields, keys, saving->draft.base, now->fields))
                answer.reason = Reason::RemoteNotSaved;
            else if (answer.reason == Reason::RemoteCrash)
                answer.subject = foundText(fields, keys, saving->sent, now->fields);
            return m_subscribers.keep(*now).then(
                this, [answer](const Result<Subscriber> &) -> Result<Subscriber> { return fail(answer); });
        });
}

// The only one that wasn't there before and is as it was sent. Where nobody knows all that were there, it may
// be somebody else's.
Async<Subscriber> SavingOutcome::findNew(const SavingPointer &saving, const Error &error)
{
    return m_subscribers.server().list().then(
        this, [this, saving, error](const Result<Listed<Subscriber>> &listed) -> Async<Subscriber> {
            QList<Subscriber> found = listed ? listed->rows : QList<Subscriber>();
            found.removeIf([&saving](const Subscriber &row) { return saving->known.contains(row.id); });
            const std::vector<Field> fields = info().subscriberFields;
            const bool canTell = std::ranges::all_of(
                found, [&](const Subscriber &row) { return canBeCompared(fields, saving->sent, row); });
            found.removeIf([&](const Subscriber &row) { return !isAsSent(fields, saving->sent, row); });
            if (saving->knowsAll && found.size() == 1)
                return arrived(saving, found.constFirst(), error);
            Error answer = error;
            if (listed && found.isEmpty() && canTell && isWhole(*listed)) {
                answer.reason = Reason::RemoteNotSaved;
                answer.subject = u"list"_s; // which may lag behind
            }
            return ready<Subscriber>(fail(answer));
        });
}

Error SavingOutcome::lost(Error error) const
{
    error.kind = ErrorKind::Failed;
    error.reason = Reason::RemoteReplyLost;
    error.field.clear();
    error.subject = QUrl(m_parts.caller.connection().baseUrl).host();
    return error;
}

} // namespace tacklebox::dialects
