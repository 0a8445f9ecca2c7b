// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/connection.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

QString siteOf(const QString &address)
{
    static const QRegularExpression number(u"^([^.]*[^.0-9])[0-9]+\\."_s);
    QString host = QUrl(address.trimmed()).host().toLower();
    while (host.endsWith(u'.'))
        host.chop(1);
    return host.replace(number, u"\\1."_s);
}

} // namespace

std::optional<VendorPlace> placeOf(const QString &baseUrl, const ConnectionKind &kind)
{
    const QString site = siteOf(baseUrl);
    const auto place = std::ranges::find_if(
        kind.places, [&site](const VendorPlace &one) { return siteOf(one.baseUrl) == site; });
    return place == kind.places.end() ? std::nullopt : std::optional(*place);
}

bool isProduction(Environment word, const QString &baseUrl, const ConnectionKind &kind)
{
    const auto place = placeOf(baseUrl, kind);
    return word == Environment::Production || (place && place->environment == Environment::Production);
}

} // namespace tacklebox
