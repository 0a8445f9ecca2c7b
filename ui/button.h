// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A push button of one of the five kinds, named for people, for screen readers and for tests.
#pragma once

#include <QPushButton>

namespace tacklebox::ui {

class Theme;

enum class ButtonKind {
    Main, // one a page
    Plain,
    Danger,
    Link, // text only, in the accent
    Icon, // an icon only: the text becomes its tooltip and its accessible name
};

class Button final : public QPushButton
{
    Q_OBJECT

public:
    Button(const Theme &theme, ButtonKind kind, const QString &text, const QString &objectName);

    void setIconName(const QString &name); // of :/icons, follows the theme
    void setLabel(const QString &text); // text and accessible name

private:
    void drawIcon();

    const Theme &m_theme;
    ButtonKind m_kind;
    QString m_iconName;
};

} // namespace tacklebox::ui
