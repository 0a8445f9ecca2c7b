// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A header as a person gives one, and the headers of a subscriber as JSON.
#include "tests/fuzz/require.h"

#include "core/headers.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

void requireSendable(const Header &header)
{
    fuzz::require(!header.name.isEmpty() && !checkHeader(header, u"headers"_s));
    for (const char byte : header.name + header.value)
        fuzz::require(byte != '\r' && byte != '\n' && byte != '\0');
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    if (const auto header = headerFrom(QString::fromUtf8(bytes), u"header"_s))
        requireSendable(*header);
    if (const auto headers = headersFrom(QJsonDocument::fromJson(bytes).object(), u"headers"_s)) {
        for (const Header &header : *headers)
            requireSendable(header);
    }
    return 0;
}
