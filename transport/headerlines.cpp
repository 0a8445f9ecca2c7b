// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/headerlines.h"

namespace tacklebox::transport {

bool isSetByClient(const QByteArray &name)
{
    return name.compare("Host", Qt::CaseInsensitive) == 0
        || name.compare("Content-Length", Qt::CaseInsensitive) == 0
        || name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0;
}

void HeaderLines::append(QByteArrayView name, QByteArrayView value)
{
    m_starts.push_back(m_text.size());
    m_text.append(name.data(), name.size());
    if (value.isEmpty()) {
        m_text.append(";"); // libcurl's way to say: send it, though it is empty
    } else {
        m_text.append(": ");
        m_text.append(value.data(), value.size());
    }
    m_text.push_back('\0');
}

void HeaderLines::assign(const Headers &headers, bool hasBody)
{
    m_text.clear();
    m_starts.clear();
    const auto remove = [this](const char *line) {
        m_starts.push_back(m_text.size());
        m_text.append(line);
        m_text.push_back('\0');
    };
    remove("Expect:");
    if (!valueOf(headers, "Accept"))
        remove("Accept:");
    if (hasBody && !valueOf(headers, "Content-Type"))
        remove("Content-Type:");
    for (const Header &header : headers) {
        if (!isSetByClient(header.name))
            append(header.name, header.value);
    }

    m_nodes.resize(m_starts.size());
    for (size_t i = 0; i < m_starts.size(); ++i)
        m_nodes[i] = {m_text.data() + m_starts[i], i + 1 < m_starts.size() ? &m_nodes[i + 1] : nullptr};
}

} // namespace tacklebox::transport
