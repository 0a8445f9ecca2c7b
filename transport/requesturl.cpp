// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/requesturl.h"

#include <curl/curl.h>

#include <QUrl>

#include <algorithm>
#include <memory>

namespace tacklebox::transport {

namespace {

// Libcurl's own reading, which turns 0x7f.1 into 127.0.0.1.
QByteArray partOf(const QByteArray &url, CURLUPart part, unsigned flags)
{
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), curl_url_cleanup);
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.constData(), 0) != CURLUE_OK)
        return {};
    char *text = nullptr;
    if (curl_url_get(parsed.get(), part, &text, flags) != CURLUE_OK)
        return {};
    const QByteArray result(text);
    curl_free(text);
    return result;
}

QByteArrayView authorityOf(QByteArrayView url)
{
    const qsizetype start = url.indexOf("://") + 3;
    const auto end = std::find_if(
        url.begin() + start, url.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    return url.sliced(start, end - url.begin() - start);
}

} // namespace

QByteArray wireUrl(const QString &url)
{
    const bool isPlain
        = std::ranges::all_of(url, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    return isPlain ? url.toLatin1() : QUrl(url).toEncoded();
}

QByteArrayView originOf(QByteArrayView wireUrl)
{
    const QByteArrayView authority = authorityOf(wireUrl);
    return wireUrl.first(authority.end() - wireUrl.begin());
}

QByteArray hostHeader(QByteArrayView wireUrl)
{
    QByteArrayView authority = authorityOf(wireUrl);
    if (wireUrl.startsWith("http:") && authority.endsWith(":80"))
        authority.chop(3);
    if (wireUrl.startsWith("https:") && authority.endsWith(":443"))
        authority.chop(4);
    return authority.toByteArray();
}

std::optional<Endpoint> literalEndpoint(const QByteArray &wireUrl)
{
    QByteArray host = partOf(wireUrl, CURLUPART_HOST, 0);
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.sliced(1, host.size() - 2);
    const std::optional<IpAddress> address = ipAddressFrom(QString::fromLatin1(host));
    if (!address)
        return {};
    return Endpoint{*address, partOf(wireUrl, CURLUPART_PORT, CURLU_DEFAULT_PORT).toUShort()};
}

bool isLocal(const QByteArray &wireUrl)
{
    const QByteArray host = partOf(wireUrl, CURLUPART_HOST, 0).toLower();
    if (host == "localhost" || host.endsWith(".localhost"))
        return true;
    const std::optional<Endpoint> literal = literalEndpoint(wireUrl);
    return literal && classify(literal->address) == AddressClass::Loopback;
}

} // namespace tacklebox::transport
