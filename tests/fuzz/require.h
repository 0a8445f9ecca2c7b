// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What has to hold for every input of a fuzzer, and the input in parts.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <cstdlib>

namespace tacklebox::fuzz {

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

inline QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

// What stands before the first line break, and what after it.
struct Halves
{
    QByteArray first;
    QByteArray second;
};

inline Halves halvesOf(const uint8_t *data, size_t size)
{
    const QByteArray all = bytesOf(data, size);
    const qsizetype at = all.indexOf('\n');
    return at < 0 ? Halves{all, {}} : Halves{all.first(at), all.sliced(at + 1)};
}

} // namespace tacklebox::fuzz
