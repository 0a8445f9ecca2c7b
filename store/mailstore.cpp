// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/mailstore.h"

#include "store/keysetpage.h"
#include "store/rowid.h"

namespace tacklebox::store {

static constexpr char kNewest[]
    = "SELECT id, run, created_at FROM mail WHERE subscriber_id = ? AND kind = ? AND recipient = ?"
      " ORDER BY run DESC LIMIT 1";
static constexpr char kJoin[] = "UPDATE mail SET joined = joined + ? WHERE id = ?";
static constexpr char kInsert[] = "INSERT INTO mail (subscriber_id, kind, recipient, run, subject, body, "
                                  "joined, created_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
static constexpr char kHasDue[]
    = "SELECT EXISTS (SELECT 1 FROM mail WHERE due_at <= ?)"
      " OR EXISTS (SELECT 1 FROM mail WHERE state = 1 AND epoch < (SELECT epoch FROM profile))";
static constexpr char kIsIdle[] = "SELECT NOT EXISTS (SELECT 1 FROM mail WHERE due_at <= ?)"
                                  " AND NOT EXISTS (SELECT 1 FROM mail WHERE state = 1)";
static constexpr char kDue[] = "SELECT m.id FROM mail m WHERE m.due_at <= ? ORDER BY m.due_at, m.id LIMIT 1";
static constexpr char kClaim[] = "UPDATE mail SET state = 1, epoch = (SELECT epoch FROM profile), tries = "
                                 "tries + 1, due_at = NULL WHERE id = ?";
static constexpr char kEpoch[] = "SELECT epoch FROM profile";
static constexpr char kAbandoned[]
    = "SELECT id FROM mail WHERE state = 1 AND epoch < (SELECT epoch FROM profile)";
static constexpr char kAbandon[] = "UPDATE mail SET state = 4, ended_at = ? WHERE id = ?";
static constexpr char kSettle[] = "UPDATE mail SET state = ?, due_at = ?, ended_at = ?, fault = ?, code = ?, "
                                  "answer = ? WHERE id = ? AND state = 1 AND epoch = ?";
static constexpr char kHasten[] = "UPDATE mail SET due_at = ? WHERE due_at > ?";
static constexpr char kRows[]
    = "SELECT m.id, m.kind, m.state, m.subscriber_id, m.recipient, m.subject, m.body, m.joined, m.tries,"
      " m.created_at, m.due_at, m.ended_at, m.fault, m.code, m.answer"
      " FROM json_each(?) k CROSS JOIN mail m ON m.id = k.value";

namespace {

Mail mailFrom(const Row &row)
{
    Mail mail;
    mail.id = {QString::number(row.integer(0))};
    mail.kind = MailKind(row.integer(1));
    mail.state = MailState(row.integer(2));
    mail.subscriberId = {QString::number(row.integer(3))};
    mail.recipient = row.text(4);
    mail.subject = row.text(5);
    mail.body = row.text(6);
    mail.joined = row.integer(7);
    mail.tries = int(row.integer(8));
    mail.createdAt = row.instant(9);
    mail.nextTryAt = row.instantOrNone(10);
    mail.endedAt = row.instantOrNone(11);
    if (!row.isNull(12))
        mail.last.fault = MailFault(row.integer(12));
    mail.last.code = int(row.integer(13));
    mail.last.text = row.text(14);
    mail.last.mayHaveArrived = mail.state == MailState::Unsure;
    return mail;
}

qint64 integerOf(const Row &row)
{
    return row.integer(0);
}

struct Newest
{
    qint64 id = 0;
    Instant run;
    Instant createdAt;
};

} // namespace

Result<Done> queueMail(Connection &connection, const NewMail &mail, std::chrono::minutes apart, Instant now)
{
    const auto newest = connection.first(
        kNewest, {mail.subscriber.value, int(mail.kind), mail.recipient}, [](const Row &row) {
            return Newest{row.integer(0), row.instant(1), row.instant(2)};
        });
    if (!newest)
        return fail(newest.error());
    const auto &before = *newest;
    if (before && (before->run >= mail.run || now - before->createdAt < apart))
        return connection.run(kJoin, {mail.amount, before->id});
    return connection.run(kInsert,
                          {mail.subscriber.value,
                           int(mail.kind),
                           mail.recipient,
                           toMillis(mail.run),
                           mail.subject,
                           mail.body,
                           mail.amount - 1,
                           toMillis(now),
                           toMillis(now)});
}

Result<bool> hasDueMail(Connection &connection, Instant now)
{
    const auto found = connection.first(kHasDue, {toMillis(now)}, integerOf);
    if (!found)
        return fail(found.error());
    return found->value_or(0) != 0;
}

Result<bool> areMailsIdle(Connection &connection, Instant now)
{
    const auto found = connection.first(kIsIdle, {toMillis(now)}, integerOf);
    if (!found)
        return fail(found.error());
    return found->value_or(1) != 0;
}

Result<std::optional<ClaimedMail>> claimMail(Connection &connection, Instant now)
{
    const auto due = connection.first(kDue, {toMillis(now)}, integerOf);
    if (!due)
        return fail(due.error());
    if (!*due)
        return std::optional<ClaimedMail>();
    if (auto done = connection.run(kClaim, {**due}); !done)
        return fail(done.error());
    const auto epoch = connection.first(kEpoch, {}, integerOf);
    if (!epoch)
        return fail(epoch.error());
    auto mail = findMail(connection, {QString::number(**due)});
    if (!mail)
        return fail(mail.error());
    return std::optional(ClaimedMail{std::move(mail->value()), epoch->value_or(0)});
}

Result<QList<Mail>> abandonMails(Connection &connection, Instant now)
{
    const auto ids = connection.all(kAbandoned, {}, integerOf);
    if (!ids)
        return fail(ids.error());
    QList<Mail> mails;
    for (const qint64 id : *ids) {
        if (auto done = connection.run(kAbandon, {toMillis(now), id}); !done)
            return fail(done.error());
        auto mail = findMail(connection, {QString::number(id)});
        if (!mail)
            return fail(mail.error());
        mails.append(std::move(mail->value()));
    }
    return mails;
}

Result<bool> settleMail(Connection &connection, const ClaimedMail &claimed, const MailOutcome &outcome,
                        const MailStep &step, Instant now)
{
    const bool isEnded = step.state != MailState::Waiting;
    const auto settled = connection.run(kSettle,
                                        {int(step.state),
                                         step.due ? QVariant(toMillis(*step.due)) : QVariant(),
                                         isEnded ? QVariant(toMillis(now)) : QVariant(),
                                         outcome.fault ? QVariant(int(*outcome.fault)) : QVariant(),
                                         outcome.code,
                                         outcome.text,
                                         claimed.mail.id.value.toLongLong(),
                                         claimed.epoch});
    if (!settled)
        return fail(settled.error());
    return connection.changedRows() > 0;
}

Result<Done> hastenMails(Connection &connection, Instant now)
{
    return connection.run(kHasten, {toMillis(now), toMillis(now)});
}

Result<Page<Mail>> listMails(Connection &connection, const PageRequest &page)
{
    const Listing listing{"mail m", "m.id", "m.id", 0, Qt::DescendingOrder, {}};
    const auto ids = pageOf(connection, listing, page, Counting::Exact);
    if (!ids)
        return fail(ids.error());
    auto rows = connection.all(kRows, {jsonOf(ids->ids)}, mailFrom);
    if (!rows)
        return fail(rows.error());
    return pageFrom(*ids, std::move(*rows), [](const Mail &mail) { return mail.id.value.toLongLong(); });
}

Result<std::optional<Mail>> findMail(Connection &connection, const MailId &id)
{
    return connection.first(kRows, {jsonOf({integerFrom(id.value).value_or(0)})}, mailFrom);
}

} // namespace tacklebox::store
