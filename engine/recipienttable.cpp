// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/recipienttable.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

Q_LOGGING_CATEGORY(log, "tacklebox.engine")

} // namespace

Result<Recipient> recipientFrom(const store::StoredSubscriber &stored, const Vault &vault)
{
    Result<Recipient> recipient = recipientFrom(stored.subscriber.fields);
    if (!recipient)
        return recipient;
    recipient->key = stored.key;
    recipient->state = stored.subscriber.state;
    if (recipient->scheme == SigningScheme::None)
        return recipient;
    Result<Secret> secret = vault.unseal(stored.sealed.value(u"secret"_s), stored.uuid, u"secret"_s);
    if (!secret)
        return fail(secret.error());
    recipient->secrets.push_back(std::move(*secret));
    return recipient;
}

RecipientTable::RecipientTable(const Vault &vault)
    : m_vault(vault)
{
}

void RecipientTable::take(qint64 revision, const std::vector<store::StoredSubscriber> &subscribers)
{
    m_recipients.clear();
    m_revision = revision;
    for (const store::StoredSubscriber &stored : subscribers) {
        Result<Recipient> recipient = recipientFrom(stored, m_vault);
        if (!recipient) {
            // Never sent unsigned: a recipient that can't be read waits, with its jobs.
            qCWarning(log) << "subscriber" << stored.key.value
                           << "can't be delivered to:" << recipient.error().field
                           << int(recipient.error().reason);
            const Reason reason = recipient.error().reason;
            recipient = Recipient{};
            recipient->isSealed = reason == Reason::MasterKeyMissing;
            recipient->state = SubscriberState::Unknown;
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
