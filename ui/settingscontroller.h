// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Settings page with the profile's settings.
#pragma once

#include "backend/settings.h"
#include "models/settingsmodel.h"

namespace tacklebox::ui {

class SettingsPage;
class Theme;

class SettingsController final : public QObject
{
    Q_OBJECT

public:
    SettingsController(const Theme &theme, Settings &settings);

    [[nodiscard]] SettingsPage *page() const { return m_page; }

private:
    void load();
    void set(const QString &key, const QString &text);
    void setSecret(const QString &key, const Secret &secret);
    void show(const QString &key, const Result<Done> &answer);

    Settings &m_settings;
    models::SettingsModel m_model;
    SettingsPage *m_page;
};

[[nodiscard]] SettingsPage *makeSettingsPage(const Theme &theme, Settings &settings,
                                             QWidget *parent = nullptr);

} // namespace tacklebox::ui
