// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/recipienttable.h"

#include "backend/wording.h"
#include "store/mastercheck.h"
#include "store/viewstore.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

Q_LOGGING_CATEGORY(tableLog, "tacklebox.engine")

const QString kSecret = u"secret"_s;

// A secret that this process has no key for: only the profile's own key may still come.
Error whyShut(const QByteArray &sealed, const QByteArray &profileKey, const Error &error)
{
    const QByteArray id = secrets::keyIdOf(sealed);
    if (id.isEmpty())
        return {ErrorKind::Failed, Reason::SecretDamaged, {}, {}, {}, {}, 0};
    if (error.reason == Reason::SecretDamaged || id == profileKey)
        return error;
    const Reason reason = profileKey.isEmpty() ? Reason::SecretOfOneRun : Reason::SecretOfAnotherKey;
    return {ErrorKind::Failed, reason, {}, {}, {}, {}, 0};
}

// Never sent unsigned: it keeps its state, and what keeps its jobs.
Recipient shut(const store::StoredSubscriber &stored, const Error &error)
{
    Recipient recipient;
    recipient.state = stored.subscriber.state;
    recipient.isSealed = error.kind == ErrorKind::NotAuthorised;
    if (!recipient.isSealed)
        recipient.obstacle = u"%1 %2"_s.arg(wording::sentence(error), wording::advice(error)).trimmed();
    return recipient;
}

} // namespace

Result<RecipientRows> rowsOf(store::Connection &connection,
                             Result<std::vector<store::StoredSubscriber>> subscribers)
{
    if (!subscribers)
        return fail(subscribers.error());
    const auto check = store::masterCheck(connection);
    if (!check)
        return fail(check.error());
    const auto views = store::ownViews(connection);
    if (!views)
        return fail(views.error());
    QHash<QString, QByteArray> texts;
    for (const PayloadView &view : *views)
        texts.insert(view.name, view.text);
    return RecipientRows{
        std::move(*subscribers), *check ? (*check)->keyId : QByteArray(), ViewTemplates(std::move(texts))};
}

Result<RecipientRows> allRecipients(store::Connection &connection)
{
    return rowsOf(connection, store::allSubscribers(connection));
}

Result<RecipientRows> oneRecipient(store::Connection &connection, const SubscriberId &id)
{
    const Result<SubscriberKey> key = store::findSubscriber(connection, id);
    if (!key)
        return fail(key.error());
    return rowsOf(connection, store::subscriber(connection, *key).map([](store::StoredSubscriber stored) {
        return std::vector{std::move(stored)};
    }));
}

Result<Recipient> recipientFrom(const store::StoredSubscriber &stored, const RecipientRows &rows,
                                const Vault &vault)
{
    Result<Recipient> recipient = recipientFrom(stored.subscriber.fields, rows.views);
    if (!recipient)
        return recipient;
    recipient->key = stored.key;
    recipient->state = stored.subscriber.state;
    if (recipient->scheme == SigningScheme::None)
        return recipient;
    const store::SealedSecret sealed = stored.sealed.value(kSecret);
    Result<Secret> secret = vault.unseal(sealed.newest, stored.uuid, kSecret);
    if (!secret)
        return fail(whyShut(sealed.newest, rows.profileKey, secret.error()));
    recipient->secrets.push_back(std::move(*secret));
    if (sealed.previous.isEmpty())
        return recipient;
    // One that opens no more is none: the newest is enough to sign.
    if (Result<Secret> previous = vault.unseal(sealed.previous, stored.uuid, kSecret)) {
        recipient->secrets.push_back(std::move(*previous));
        recipient->previousUntil = sealed.previousUntil;
    }
    return recipient;
}

RecipientTable::RecipientTable(const Vault &vault)
    : m_vault(vault)
{
}

void RecipientTable::take(qint64 revision, const RecipientRows &rows)
{
    m_recipients.clear();
    m_revision = revision;
    for (const store::StoredSubscriber &stored : rows.subscribers) {
        Result<Recipient> recipient = recipientFrom(stored, rows, m_vault);
        if (!recipient) {
            qCWarning(tableLog) << "subscriber" << stored.key.value
                                << "can't be delivered to:" << recipient.error().field
                                << int(recipient.error().reason);
            recipient = shut(stored, recipient.error());
        }
        recipient->key = stored.key;
        m_recipients.insert(stored.key, std::make_shared<const Recipient>(std::move(*recipient)));
    }
}

QHash<SubscriberKey, LaneRule> RecipientTable::laneRules() const
{
    QHash<SubscriberKey, LaneRule> rules;
    for (auto recipient = m_recipients.begin(); recipient != m_recipients.end(); ++recipient)
        rules.insert(recipient.key(), (*recipient)->lane);
    return rules;
}

} // namespace tacklebox::engine
