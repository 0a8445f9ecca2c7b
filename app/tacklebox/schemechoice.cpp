// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tacklebox/schemechoice.h"

#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::app {

namespace {

constexpr auto kKey = "theme"_L1;
constexpr int kMiddle = 128;

} // namespace

ui::Scheme schemeOfDesktop()
{
    const int lightness = QGuiApplication::palette().color(QPalette::Window).lightness();
    return lightness < kMiddle ? ui::Scheme::Dark : ui::Scheme::Light;
}

SchemeChoice::SchemeChoice(Settings &settings, ui::Theme &theme, ui::Scheme desktop)
    : m_settings(settings)
    , m_theme(theme)
    , m_desktop(desktop)
{
    connect(&settings, &Settings::changed, this, [this](const QString &key) {
        if (key == kKey)
            follow();
    });
    follow();
}

void SchemeChoice::follow()
{
    const QString choice = m_settings.value(kKey).toString();
    const ui::Scheme scheme = choice == "dark"_L1 ? ui::Scheme::Dark
        : choice == "light"_L1                    ? ui::Scheme::Light
                                                  : m_desktop;
    if (scheme != m_theme.scheme())
        m_theme.setScheme(scheme);
}

} // namespace tacklebox::app
