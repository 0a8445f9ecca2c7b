// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/headerlines.h"

namespace tacklebox::transport {

namespace {

bool isNamed(const QByteArray &name, QByteArrayView wanted)
{
    return name.size() == wanted.size() && name.compare(wanted, Qt::CaseInsensitive) == 0;
}

} // namespace

bool isSetByClient(const QByteArray &name)
{
    return isNamed(name, "Host") || isNamed(name, "Content-Length") || isNamed(name, "Transfer-Encoding");
}

void HeaderLines::appendLine(std::string_view line)
{
    m_starts.push_back(m_text.size());
    m_text.append(line);
    m_text.push_back('\0');
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
    m_isShortened = false;
    bool hasAccept = false;
    bool hasType = !hasBody;
    appendLine("Expect:");
    for (const Header &header : headers) {
        if (isSetByClient(header.name)) {
            m_isShortened = true;
            continue;
        }
        hasAccept = hasAccept || isNamed(header.name, "Accept");
        hasType = hasType || isNamed(header.name, "Content-Type");
        append(header.name, header.value);
    }
    if (!hasAccept)
        appendLine("Accept:");
    if (!hasType)
        appendLine("Content-Type:");

    m_nodes.resize(m_starts.size());
    for (size_t i = 0; i < m_starts.size(); ++i)
        m_nodes[i] = {m_text.data() + m_starts[i], i + 1 < m_starts.size() ? &m_nodes[i + 1] : nullptr};
}

} // namespace tacklebox::transport
