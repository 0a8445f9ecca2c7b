// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/mailaddress.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tacklebox {

bool isMailAddress(const QString &text)
{
    constexpr qsizetype kLongest = 254;
    static const QRegularExpression address(
        uR"(\A[^\s@,;<>"\x00-\x1f\x7f]+@[^\s@,;<>"\x00-\x1f\x7f]+\.[^\s@,;<>"\x00-\x1f\x7f]+\z)"_s);
    return text.size() <= kLongest && address.match(text).hasMatch();
}

QStringList mailAddressesIn(const QString &text)
{
    static const QRegularExpression separator(u"[,;]"_s);
    QStringList addresses;
    for (const QString &part : text.split(separator, Qt::SkipEmptyParts)) {
        const QString address = part.trimmed();
        if (!address.isEmpty() && !addresses.contains(address, Qt::CaseInsensitive))
            addresses.append(address);
    }
    return addresses;
}

QString joinedAddresses(const QString &text, const QString &before)
{
    static const QRegularExpression between(uR"([^\s,;](\s*[,;]\s*)[^\s,;])"_s);
    const QRegularExpressionMatch found = between.match(before);
    return mailAddressesIn(text).join(found.hasMatch() ? found.captured(1) : u","_s);
}

} // namespace tacklebox
