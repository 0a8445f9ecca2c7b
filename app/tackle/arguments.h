// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What stands behind a command's name: its options, and the words without one.
#pragma once

#include "core/error.h"

#include <QHash>
#include <QStringList>

#include <span>

namespace tacklebox::tackle {

enum class Takes {
    Nothing,
    Value,
    Values, // all words up to the next option; the option may come again, too
};

struct Option
{
    const char *name; // without its dashes
    Takes takes;
    const char *value; // what the help calls it; null for Takes::Nothing
    const char *text; // for translation in the context "Tackle"
};

class Arguments final
{
public:
    // Errors are of the kind Usage and name the word at fault. What follows "--" is no option.
    static Result<Arguments> parse(const QStringList &words, std::span<const Option> options);

    [[nodiscard]] const QStringList &words() const { return m_words; }
    [[nodiscard]] bool has(QLatin1StringView option) const { return m_values.contains(option); }
    [[nodiscard]] QString value(QLatin1StringView option) const; // the last one given, or empty
    [[nodiscard]] QStringList values(QLatin1StringView option) const;
    // The same, each split at its commas.
    [[nodiscard]] QStringList list(QLatin1StringView option) const;
    // The same, with those values for the option.
    [[nodiscard]] Arguments with(QLatin1StringView option, const QStringList &values) const;
    // None where the option is absent.
    Result<std::optional<int>> number(QLatin1StringView option, int least, int most) const;

private:
    QStringList m_words;
    QHash<QString, QStringList> m_values;
};

// An error in how a command was given, in words.
[[nodiscard]] Error usage(const QString &sentence);

} // namespace tacklebox::tackle
