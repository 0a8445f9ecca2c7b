// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/headers.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

// Set by the sender, or of this one hop only: a static one would contradict it.
constexpr std::array<QByteArrayView, 9> kReserved{"content-length",
                                                  "host",
                                                  "transfer-encoding",
                                                  "connection",
                                                  "expect",
                                                  "upgrade",
                                                  "te",
                                                  "trailer",
                                                  "x-tacklebox-job"};

bool isTokenByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isControl(char c)
{
    return (quint8(c) < 0x20 && c != '\t') || c == 0x7f;
}

// Spaces and tabs only: a line break must stay and be found.
QStringView trimmedSpaces(QStringView text)
{
    const auto isSpace = [](QChar c) { return c == u' ' || c == u'\t'; };
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

Result<Header> checked(Header header, const QString &field)
{
    if (std::optional<Error> error = checkHeader(header, field))
        return fail(std::move(*error));
    return header;
}

} // namespace

std::optional<QByteArray> valueOf(const Headers &headers, QByteArrayView name)
{
    const auto found = std::ranges::find_if(headers, [name](const Header &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? std::nullopt : std::optional(found->value);
}

std::optional<Error> checkHeader(const Header &header, const QString &field)
{
    const bool isName = !header.name.isEmpty() && std::ranges::all_of(header.name, isTokenByte);
    // What can't be a name may be a credential that was given without one.
    const QString shown = isName ? QString::fromLatin1(header.name).left(100) : QString();
    const auto isLineBreak = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    if (std::ranges::any_of(header.name, isLineBreak) || std::ranges::any_of(header.value, isLineBreak))
        return invalid(Reason::HeaderLineBreak, field, shown);
    if (!isName || std::ranges::any_of(header.value, isControl))
        return invalid(Reason::HeaderForm, field, shown);
    if (std::ranges::any_of(kReserved, [&header](QByteArrayView name) {
            return name.compare(header.name, Qt::CaseInsensitive) == 0;
        }))
        return invalid(Reason::HeaderReserved, field, shown);
    return std::nullopt;
}

Result<Headers> headersFrom(const QJsonValue &value, const QString &field)
{
    if (value.isNull() || value.isUndefined())
        return Headers{};
    if (!value.isObject())
        return fail(invalid(Reason::WrongType, field));
    Headers headers;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonArray values = it->isArray() ? it->toArray() : QJsonArray{*it};
        for (const auto &one : values) {
            if (!one.isString())
                return fail(invalid(Reason::WrongType, field, it.key()));
            Result<Header> header = checked({it.key().toUtf8(), one.toString().toUtf8()}, field);
            if (!header)
                return fail(header.error());
            headers.append(std::move(*header));
        }
    }
    return headers;
}

Result<Header> headerFrom(QStringView line, const QString &field)
{
    const qsizetype colon = line.indexOf(u':');
    if (colon < 0)
        return fail(invalid(Reason::HeaderForm, field)); // without the text: it may be a credential
    return checked({line.first(colon).toUtf8(), trimmedSpaces(line.sliced(colon + 1)).toUtf8()}, field);
}

} // namespace tacklebox
