// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// HTTP header fields as bytes, in their order, names compared without case.
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>

#include <optional>

namespace tacklebox {

struct Header
{
    QByteArray name;
    QByteArray value;

    bool operator==(const Header &) const = default;
};

using Headers = QList<Header>;

// The first value under that name.
[[nodiscard]] std::optional<QByteArray> valueOf(const Headers &headers, QByteArrayView name);

// Checks one header to be sent: a token as name (RFC 9110 section 5.6.2), no line break or other
// control in the value (5.5), and none that the sender itself sets (Content-Length, Host, …). Errors name the
// header where its name is one, and show nothing else of it.
[[nodiscard]] std::optional<Error> checkHeader(const Header &header, const QString &field);

// Reads the `headers` member of a subscriber: an object, name to text or to a list of texts.
Result<Headers> headersFrom(const QJsonValue &value, const QString &field);

// Reads "Name: Value", as the command line gives one.
Result<Header> headerFrom(QStringView line, const QString &field);

} // namespace tacklebox
