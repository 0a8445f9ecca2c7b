// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The word of each value of an enumeration, both ways, from one table.
#pragma once

#include <QLatin1StringView>
#include <QStringView>

#include <algorithm>
#include <array>
#include <optional>

namespace tacklebox {

template<typename E>
struct Word
{
    E value;
    QLatin1StringView text;
};

template<typename E, size_t Size>
using Words = std::array<Word<E>, Size>;

template<typename E, size_t Size>
QLatin1StringView wordOf(const Words<E, Size> &words, E value)
{
    const auto found = std::ranges::find(words, value, &Word<E>::value);
    return found == words.end() ? QLatin1StringView() : found->text;
}

template<typename E, size_t Size>
std::optional<E> valueFrom(const Words<E, Size> &words, QStringView text)
{
    const auto found = std::ranges::find_if(words, [text](const Word<E> &word) { return text == word.text; });
    return found == words.end() ? std::nullopt : std::optional(found->value);
}

} // namespace tacklebox
