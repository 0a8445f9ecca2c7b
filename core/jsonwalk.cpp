// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/jsonwalk.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tacklebox {

void JsonWalk::skipSpace()
{
    while (!isAtEnd() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
        ++m_at;
}

QByteArrayView JsonWalk::takeString()
{
    const qsizetype start = m_at++;
    while (!isAtEnd() && m_text[m_at] != '"')
        m_at += m_text[m_at] == '\\' ? 2 : 1;
    ++m_at;
    return m_text.sliced(start, std::min(m_at, m_text.size()) - start);
}

QByteArrayView JsonWalk::takeValue()
{
    const qsizetype start = m_at;
    int depth = 0;
    while (!isAtEnd()) {
        const char c = m_text[m_at];
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            break;
        if (c == '"') {
            takeString();
            continue;
        }
        if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        ++m_at;
    }
    return m_text.sliced(start, std::min(m_at, m_text.size()) - start).trimmed();
}

bool JsonWalk::takeMember(QByteArrayView &name, QByteArrayView &value)
{
    skipSpace();
    if (next() == ',') {
        step();
        skipSpace();
    }
    if (next() != '"')
        return false;
    name = takeString();
    skipSpace();
    step(); // :
    skipSpace();
    value = takeValue();
    return true;
}

bool JsonWalk::takeItem(QByteArrayView &value)
{
    skipSpace();
    if (next() == ',') {
        step();
        skipSpace();
    }
    if (isAtEnd() || next() == ']')
        return false;
    value = takeValue();
    return true;
}

QByteArrayView jsonIn(QByteArrayView text)
{
    return (text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text).trimmed();
}

std::string unquoted(QByteArrayView quoted)
{
    if (quoted.size() < 2 || quoted.front() != '"')
        return {};
    const QByteArrayView inner = quoted.sliced(1, quoted.size() - 2);
    if (!inner.contains('\\'))
        return {inner.begin(), inner.end()};
    const auto text = nlohmann::json::parse(quoted.begin(), quoted.end(), nullptr, false);
    return text.is_string() ? text.get<std::string>() : std::string();
}

} // namespace tacklebox
