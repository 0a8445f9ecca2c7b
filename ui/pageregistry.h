// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The pages that the window offers, in order. The composition root fills it; the shell names none.
#pragma once

#include "backend/backendinfo.h"

#include <QObject>

#include <functional>
#include <vector>

class QWidget;

namespace tacklebox {
class Backend;
}

namespace tacklebox::ui {

class Page;

enum class PageSection {
    Connection, // once for each connection
    Profile,
    Hidden, // never in the rail: reached by being led there
};

struct PageEntry
{
    QString key; // ui/place.h
    QString title;
    PageSection section = PageSection::Connection;
    Verbs needs; // a backend without these verbs has no such page
    std::function<Page *(Backend &backend, QWidget *parent)> make; // called at the first visit
};

class PageRegistry final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void add(PageEntry entry);
    [[nodiscard]] const std::vector<PageEntry> &entries() const { return m_entries; }
    [[nodiscard]] const PageEntry *find(const QString &key) const;

    // The number beside a page's name in the rail, and what it counts; 0: none.
    void setBadge(const QString &key, qint64 number, const QString &meaning = {});
    [[nodiscard]] qint64 badge(const QString &key) const { return m_badges.value(key).number; }
    [[nodiscard]] QString badgeMeaning(const QString &key) const { return m_badges.value(key).meaning; }

signals:
    void badgeChanged(const QString &key, qint64 number);

private:
    struct Badge
    {
        qint64 number = 0;
        QString meaning;

        bool operator==(const Badge &) const = default;
    };

    std::vector<PageEntry> m_entries;
    QHash<QString, Badge> m_badges;
};

} // namespace tacklebox::ui
