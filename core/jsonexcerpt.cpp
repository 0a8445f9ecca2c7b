// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/jsonexcerpt.h"

#include <nlohmann/json.hpp>

namespace tacklebox {

namespace {

using PlainJson = nlohmann::json;

constexpr qsizetype kShown = 80;
constexpr size_t kEnough = size_t(kShown) * 4; // bytes

std::string plain(const PlainJson &value)
{
    return value.dump(-1, ' ', false, PlainJson::error_handler_t::replace);
}

// Each level writes something before it goes on to the next.
void write(const PlainJson &value, std::string &text)
{
    if (!value.is_structured() || value.empty()) {
        text += plain(value);
        return;
    }
    text += value.is_array() ? '[' : '{';
    for (auto member = value.begin(); member != value.end() && text.size() <= kEnough; ++member) {
        if (member != value.begin())
            text += ',';
        if (value.is_object())
            text += plain(member.key()) + ':';
        write(*member, text);
    }
    text += value.is_array() ? ']' : '}';
}

} // namespace

QString excerptOf(const PlainJson &value)
{
    std::string bytes;
    write(value, bytes);
    const QString text = QString::fromStdString(bytes);
    return text.size() > kShown ? text.left(kShown) + u'…' : text;
}

} // namespace tacklebox
