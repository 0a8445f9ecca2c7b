// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Light or dark, as the profile's setting says; "system" follows the desktop as it was at the start.
#pragma once

#include "backend/settings.h"
#include "ui/theme.h"

namespace tacklebox::app {

// To be asked before a theme has changed the application's palette.
[[nodiscard]] ui::Scheme schemeOfDesktop();

class SchemeChoice final : public QObject
{
    Q_OBJECT

public:
    SchemeChoice(Settings &settings, ui::Theme &theme, ui::Scheme desktop);

private:
    void follow();

    Settings &m_settings;
    ui::Theme &m_theme;
    ui::Scheme m_desktop;
};

} // namespace tacklebox::app
