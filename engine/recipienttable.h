// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Every subscriber as the engine delivers to it, read again when one changes. Engine thread.
#pragma once

#include "engine/recipient.h"
#include "engine/vault.h"
#include "store/subscriberstore.h"

namespace tacklebox::engine {

// What stands in the store, of one moment.
struct RecipientRows
{
    std::vector<store::StoredSubscriber> subscribers;
    QByteArray profileKey; // the master key's id, empty where the profile has none
    ViewTemplates views;
};

// With what else of the profile they are sent with.
Result<RecipientRows> rowsOf(store::Connection &connection,
                             Result<std::vector<store::StoredSubscriber>> subscribers);
Result<RecipientRows> allRecipients(store::Connection &connection);
Result<RecipientRows> oneRecipient(store::Connection &connection, const SubscriberId &id);

// A stored subscriber with its secrets unsealed. NotAuthorised while its key may still come; what says
// SecretOfOneRun, SecretOfAnotherKey or SecretDamaged never opens again. Any thread.
Result<Recipient> recipientFrom(const store::StoredSubscriber &stored, const RecipientRows &rows,
                                const Vault &vault);

class RecipientTable final
{
public:
    explicit RecipientTable(const Vault &vault); // borrowed

    // The rows of one revision.
    void take(qint64 revision, const RecipientRows &rows);
    // After the vault was opened: read the rows again.
    void forget() { m_revision = -1; }

    [[nodiscard]] qint64 revision() const { return m_revision; }
    [[nodiscard]] QHash<SubscriberKey, LaneRule> laneRules() const;
    // Null for one that was deleted.
    [[nodiscard]] RecipientPointer find(SubscriberKey key) const { return m_recipients.value(key); }

private:
    const Vault &m_vault;
    qint64 m_revision = -1;
    QHash<SubscriberKey, RecipientPointer> m_recipients;
};

} // namespace tacklebox::engine
