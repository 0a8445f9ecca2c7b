// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/savedviews.h"

#include <algorithm>

namespace tacklebox::ui {

using models::SavedView;

SavedViews::SavedViews(const QString &connection, QObject *parent)
    : QObject(parent)
    , m_place(connection)
{
}

bool SavedViews::has(const QString &name) const
{
    return std::ranges::find(m_views, name, &SavedView::name) != m_views.end();
}

void SavedViews::insert(const SavedView &view)
{
    m_views.removeIf([&](const SavedView &one) { return one.name == view.name; });
    m_views.append(view);
    std::ranges::sort(
        m_views,
        [](const QString &left, const QString &right) { return left.localeAwareCompare(right) < 0; },
        &SavedView::name);
}

void SavedViews::put(const SavedView &view)
{
    insert(view);
    emit changed();
}

void SavedViews::remove(const QString &name)
{
    if (m_views.removeIf([&](const SavedView &one) { return one.name == name; }) > 0)
        emit changed();
}

void SavedViews::restore(const QJsonArray &kept)
{
    m_views.clear();
    for (const QJsonValue &one : kept) {
        if (const auto view = models::savedViewFrom(one.toObject()))
            insert(*view);
    }
}

QJsonArray SavedViews::toJson() const
{
    QJsonArray json;
    for (const SavedView &view : m_views)
        json.append(models::toJson(view));
    return json;
}

} // namespace tacklebox::ui
