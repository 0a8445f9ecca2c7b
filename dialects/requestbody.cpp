// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/requestbody.h"

#include <algorithm>

namespace tacklebox::dialects {

RequestBody::RequestBody(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 RequestBody::bytesAvailable() const
{
    return m_bytes.size() - m_at + QIODevice::bytesAvailable();
}

qint64 RequestBody::readData(char *data, qint64 most)
{
    const qint64 count = std::min(most, m_bytes.size() - m_at);
    if (count <= 0)
        return -1; // its end
    std::copy_n(m_bytes.constData() + m_at, count, data);
    m_at += count;
    return count;
}

} // namespace tacklebox::dialects
