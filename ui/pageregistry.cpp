// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/pageregistry.h"

namespace tacklebox::ui {

void PageRegistry::add(PageEntry entry)
{
    m_entries.push_back(std::move(entry));
}

const PageEntry *PageRegistry::find(const QString &key) const
{
    const auto found = std::ranges::find(m_entries, key, &PageEntry::key);
    return found == m_entries.end() ? nullptr : &*found;
}

void PageRegistry::setBadge(const QString &key, qint64 number, const QString &meaning)
{
    const Badge badge{number, number > 0 ? meaning : QString()};
    if (m_badges.value(key) == badge)
        return;
    m_badges.insert(key, badge);
    emit badgeChanged(key, number);
}

} // namespace tacklebox::ui
