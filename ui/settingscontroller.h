// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Settings page with the profile's settings and its mail server.
#pragma once

#include "backend/mails.h"
#include "backend/settings.h"
#include "models/settingsmodel.h"

namespace tacklebox::ui {

class SettingsPage;
class Theme;

class SettingsController final : public QObject
{
    Q_OBJECT

public:
    SettingsController(const Theme &theme, Settings &settings, Mails &mails);

    [[nodiscard]] SettingsPage *page() const { return m_page; }

private:
    void load();
    void set(const QString &key, const QString &text);
    void setSecret(const QString &key, const Secret &secret);
    void testMail(const QString &address);
    void show(const QString &key, const Result<Done> &answer);

    Settings &m_settings;
    Mails &m_mails;
    models::SettingsModel m_model;
    SettingsPage *m_page;
};

[[nodiscard]] SettingsPage *makeSettingsPage(const Theme &theme, Settings &settings, Mails &mails,
                                             QWidget *parent = nullptr);

} // namespace tacklebox::ui
