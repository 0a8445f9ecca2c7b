// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What others put before the engine thread, and how it takes it.
#include "engine/dispatcher.h"

namespace tacklebox::engine {

bool Dispatcher::Mail::isEmpty() const
{
    return replies.empty() && !turn && !epoch && !rules && offers.isEmpty() && !isWoken && !isReloaded
        && !isStopping;
}

void Dispatcher::wake()
{
    post([](Mail &mail) { mail.isWoken = true; });
}

void Dispatcher::offer(QHash<SubscriberKey, Instant> due)
{
    post([&due](Mail &mail) {
        for (auto it = due.begin(); it != due.end(); ++it)
            mail.offers[it.key()] = std::min(mail.offers.value(it.key(), *it), *it);
    });
}

void Dispatcher::reload()
{
    post([](Mail &mail) { mail.isReloaded = true; });
}

void Dispatcher::setRules(DeliveryRules rules)
{
    post([&rules](Mail &mail) { mail.rules = std::move(rules); });
}

void Dispatcher::post(std::function<void(Mail &)> change)
{
    // Told under the lock: whoever takes the last mail may end this object at once.
    const std::scoped_lock lock(m_mutex);
    change(m_mail);
    m_arrived.notify_one();
}

Dispatcher::Mail Dispatcher::waitForMail()
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_for(lock, patience(), [this] { return !m_mail.isEmpty(); });
    return std::exchange(m_mail, {});
}

} // namespace tacklebox::engine
