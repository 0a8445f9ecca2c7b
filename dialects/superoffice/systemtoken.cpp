// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/systemtoken.h"

#include "core/digest.h"

#include <QDateTime>

#include <cctype>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr qsizetype kPemLine = 64;

// OpenSSL wants the lines that a PEM file has.
QByteArray withLines(QByteArray pem)
{
    constexpr QByteArrayView kDashes = "-----";
    pem.replace("\\n", "\n");
    const qsizetype start = pem.indexOf("-----BEGIN ");
    const qsizetype dashes = pem.indexOf(kDashes, start + kDashes.size());
    const qsizetype body = dashes + kDashes.size();
    const qsizetype end = dashes < 0 ? -1 : pem.indexOf("-----END ", body);
    if (start < 0 || end < 0)
        return pem;
    QByteArray text = pem.sliced(body, end - body);
    if (text.contains(':')) // lines of its own stand above the key
        return pem;
    text.removeIf([](char c) { return std::isspace(uchar(c)) != 0; });
    QByteArray lines = pem.sliced(start, body - start) + '\n';
    for (qsizetype at = 0; at < text.size(); at += kPemLine)
        lines += text.mid(at, kPemLine) + '\n';
    return lines + pem.sliced(end).trimmed() + '\n';
}

} // namespace

QByteArray signedSystemToken(const Secret &systemToken, const Secret &privateKey, Instant now)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(toMillis(now), Qt::UTC);
    const QByteArray text
        = systemToken.reveal().trimmed() + '.' + time.toString(u"yyyyMMddHHmm"_s).toLatin1();
    const QByteArray signature = rsaSha256Sign(Secret(withLines(privateKey.reveal())), text);
    return signature.isEmpty() ? QByteArray() : text + '.' + signature.toBase64();
}

} // namespace tacklebox::dialects::superoffice
