// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The text of a view: mustache, whose {{tags}} are filled in from an event so that they land safely in the
// quotes of a JSON string. {{{three braces}}} put a text there as it is, a number or a part of the payload as
// JSON.
#pragma once

#include "core/error.h"
#include "core/eventfacts.h"

#include <memory>

namespace tacklebox {

inline constexpr qsizetype kMaxViewBytes = 64 * 1024;

// Filled in by one thread at a time; a copy shares what was parsed.
class PayloadTemplate final
{
public:
    // Errors stand at the field, with the line.
    static Result<PayloadTemplate> from(const QByteArray &text, const QString &field);

    // The text that it makes, whatever that is.
    Result<QByteArray> fill(const EventFacts &event, const QString &field) const;
    // The same as a body: ViewBody where it is no JSON, TooLarge where nobody takes that much.
    Result<QByteArray> render(const EventFacts &event, const QString &field) const;

private:
    struct Parsed;
    explicit PayloadTemplate(std::shared_ptr<Parsed> parsed);

    std::shared_ptr<Parsed> m_parsed;
};

} // namespace tacklebox
