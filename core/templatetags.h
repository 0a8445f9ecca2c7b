// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The tags of a mustache template, found as the renderer finds them, so that what is written wrongly is
// told with its line, and what the renderer can't bear never comes to it.
#pragma once

#include "core/error.h"

#include <QByteArray>

#include <vector>

namespace tacklebox {

struct TemplateTag
{
    enum class Kind { Variable, SectionBegin, SectionEnd, Partial, Comment, Delimiters };

    Kind kind = Kind::Variable;
    QByteArray name;
    qsizetype begin = 0; // where its braces begin
    qsizetype end = 0; // where the closing ones begin
    qsizetype behind = 0; // what follows them
};

// Each section has both its ends, none lies too deep, and there are no partials: else ViewForm, ViewSection,
// ViewTooMuch or ViewPartial at the field.
Result<std::vector<TemplateTag>> templateTags(const QByteArray &text, const QString &field);

} // namespace tacklebox
