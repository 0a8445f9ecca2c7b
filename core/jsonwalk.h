// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Walks over a text that is known to be JSON and shows its parts as the bytes they were written with:
// 1.10 stays 1.10. No step doubts the text, none leaves it, and none goes deeper on the stack.
#pragma once

#include <QByteArrayView>

#include <string>

namespace tacklebox {

class JsonWalk final
{
public:
    explicit JsonWalk(QByteArrayView text)
        : m_text(text)
    {
    }

    void skipSpace();
    void step() { ++m_at; }
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char next() const { return isAtEnd() ? '\0' : m_text[m_at]; }

    QByteArrayView takeString(); // with its quotes
    QByteArrayView takeValue(); // up to what ends it, without the space around it
    // The next member of an object whose brace was stepped over; false behind the last one.
    bool takeMember(QByteArrayView &name, QByteArrayView &value);
    // Likewise of a list.
    bool takeItem(QByteArrayView &value);

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

// Without the space around it, and the byte order mark that the parser passes over, too.
[[nodiscard]] QByteArrayView jsonIn(QByteArrayView text);

// A JSON string, quotes and escapes taken away. Empty for what is none.
[[nodiscard]] std::string unquoted(QByteArrayView quoted);

} // namespace tacklebox
