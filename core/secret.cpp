// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/secret.h"

#include <openssl/crypto.h>

#include <QStringView>

#include <algorithm>
#include <utility>

namespace tacklebox {

namespace {

// Spaces don't count. Compares in place: what may be a secret is not copied.
bool isSpelled(QStringView text, QStringView word)
{
    auto expected = word.begin();
    for (const QChar c : text) {
        if (c.isSpace())
            continue;
        if (expected == word.end() || *expected != c)
            return false;
        ++expected;
    }
    return expected == word.end();
}

} // namespace

Secret::Secret(QByteArray bytes)
    // A copy of our own, never shared: wiping must not depend on who else holds the bytes.
    : m_bytes(bytes.constData(), bytes.size())
{
}

Secret::Secret(const Secret &other)
    : m_bytes(other.m_bytes.constData(), other.m_bytes.size())
{
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{
}

Secret &Secret::operator=(Secret other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

Secret::~Secret()
{
    if (!m_bytes.isEmpty())
        OPENSSL_cleanse(m_bytes.data(), size_t(m_bytes.size()));
}

bool looksLikeMask(QStringView text)
{
    const QStringView bare = text.trimmed();
    const auto isMaskCharacter = [](QChar c) { return c == u'*' || c == u'•' || c == u'●' || c == u'·'; };
    return isSpelled(bare, u"{set}") || isSpelled(bare, u"[set]") || isSpelled(bare, u"{\"set\":true}")
        || (bare.size() >= 3 && std::all_of(bare.begin(), bare.end(), isMaskCharacter));
}

} // namespace tacklebox
