// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A request's header lines in the form libcurl reads, written into one buffer that is used again.
#pragma once

#include "core/headers.h"

#include <curl/curl.h>

#include <string>
#include <vector>

namespace tacklebox::transport {

class HeaderLines final
{
public:
    // Drops what the client sets itself, and takes back what libcurl would add unasked.
    void assign(const Headers &headers, bool hasBody);

    // Whether any was dropped.
    [[nodiscard]] bool isShortened() const { return m_isShortened; }
    // Valid until the next assign().
    [[nodiscard]] curl_slist *first() { return m_nodes.data(); }

private:
    void append(QByteArrayView name, QByteArrayView value);
    void appendLine(std::string_view line);

    std::string m_text;
    std::vector<size_t> m_starts;
    std::vector<curl_slist> m_nodes;
    bool m_isShortened = false;
};

// Host, Content-Length and Transfer-Encoding.
[[nodiscard]] bool isSetByClient(const QByteArray &name);

} // namespace tacklebox::transport
