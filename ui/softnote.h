// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Some quiet sentences below what they are about, as wide as it.
#pragma once

#include <QLabel>

namespace tacklebox::ui {

class Theme;

class SoftNote final : public QLabel
{
    Q_OBJECT

public:
    SoftNote(const Theme &theme, const QString &text, const QString &objectName);
};

} // namespace tacklebox::ui
