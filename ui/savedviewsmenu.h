// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The menu of saved views: those that come with the program, those of the connection, and how to save and
// delete one. The view in effect is ticked.
#pragma once

#include "backend/backendinfo.h"
#include "models/savedview.h"

#include <QMenu>

#include <functional>

namespace tacklebox::ui {

class SavedViews;
class Theme;

class SavedViewsMenu final : public QMenu
{
    Q_OBJECT

public:
    // The views are borrowed.
    SavedViewsMenu(const Theme &theme, const BackendInfo &info, SavedViews &views);

    // Who can tell what is asked for now; it has no name.
    void follow(std::function<models::SavedView()> current) { m_current = std::move(current); }

signals:
    void chosen(const tacklebox::models::SavedView &view);

private:
    void fill();
    void addView(const models::SavedView &view, const models::SavedView &current);
    void addDeletions();
    void askName();
    void save(const QString &name); // asks before it replaces one
    void askDelete(const QString &name);

    const Theme &m_theme;
    SavedViews &m_views;
    const QList<models::SavedView> m_builtIn;
    std::function<models::SavedView()> m_current;
};

// The views that help where many jobs failed, as far as this backend can filter so.
[[nodiscard]] QList<models::SavedView> builtInJobViews(const BackendInfo &info);

} // namespace tacklebox::ui
