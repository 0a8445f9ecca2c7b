// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/softnote.h"

#include "ui/theme.h"

namespace tacklebox::ui {

SoftNote::SoftNote(const Theme &theme, const QString &text, const QString &objectName)
    : QLabel(text)
{
    setObjectName(objectName);
    setProperty("soft", true);
    setFont(theme.font(TextRole::Label));
    setWordWrap(true);
    setContentsMargins(space::kLarge, 0, space::kLarge, 0);
}

} // namespace tacklebox::ui
