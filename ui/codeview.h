// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Text in the fixed font, to be read and copied: bodies, headers, raw exchanges.
#pragma once

#include "core/headers.h"

#include <QPlainTextEdit>

namespace tacklebox::ui {

class Theme;

class CodeView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    CodeView(const Theme &theme, const QString &objectName, const QString &accessibleName);

    // Laid out for reading where it is JSON; numbers, order and spelling stay as they came.
    void showBody(const QByteArray &body);
    void showText(const QString &text);
};

// "Name: value" lines.
[[nodiscard]] QString headerLines(const Headers &headers);

// Bytes as text; what is no UTF-8 as a hex dump of its beginning.
[[nodiscard]] QString readable(const QByteArray &bytes);

} // namespace tacklebox::ui
