// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/rawmember.h"

#include <nlohmann/json.hpp>

namespace tacklebox {

namespace {

// Walks over a text that is known to be JSON, so that no step needs to doubt it.
class Walk
{
public:
    explicit Walk(QByteArrayView text)
        : m_text(text)
    {
    }

    void skipSpace()
    {
        while (!isAtEnd() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }

    void step() { ++m_at; }
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char next() const { return isAtEnd() ? '\0' : m_text[m_at]; }

    QByteArrayView takeString()
    {
        const qsizetype start = m_at++;
        while (!isAtEnd() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        ++m_at;
        return m_text.sliced(start, std::min(m_at, m_text.size()) - start);
    }

    QByteArrayView takeValue()
    {
        const qsizetype start = m_at;
        int depth = 0;
        while (!isAtEnd()) {
            const char c = m_text[m_at];
            if (depth == 0 && (c == ',' || c == '}'))
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

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

// A name may be written with escapes.
bool isName(QByteArrayView quoted, QByteArrayView name)
{
    const auto text = nlohmann::json::parse(quoted.begin(), quoted.end(), nullptr, false);
    return text.is_string() && QByteArrayView(text.get_ref<const std::string &>()) == name;
}

} // namespace

std::optional<QByteArrayView> rawMember(QByteArrayView object, QByteArrayView name)
{
    // A byte order mark is passed over by the parser, too.
    Walk walk(object.startsWith("\xEF\xBB\xBF") ? object.sliced(3) : object);
    std::optional<QByteArrayView> found;
    walk.skipSpace();
    walk.step(); // {
    for (walk.skipSpace(); walk.next() == '"'; walk.skipSpace()) {
        const QByteArrayView key = walk.takeString();
        walk.skipSpace();
        walk.step(); // :
        walk.skipSpace();
        const QByteArrayView value = walk.takeValue();
        if (isName(key, name))
            found = value;
        if (walk.next() == ',')
            walk.step();
    }
    return found;
}

} // namespace tacklebox
