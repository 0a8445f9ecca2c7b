// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/callbackurl.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

std::optional<Error> checkCallbackUrl(const QString &url, const QString &field)
{
    const QString shown = url.left(120);
    if (url.isEmpty())
        return invalid(Reason::Required, field);
    if (url.size() > kMaxUrlLength)
        return invalid(Reason::TooLong, field, QString::number(kMaxUrlLength));
    if (std::ranges::any_of(url, [](QChar c) { return c.isSpace() || c.unicode() < 0x20 || c == u'\x7f'; }))
        return invalid(Reason::UrlNotParsed, field, shown.simplified());

    const QUrl parsed(url, QUrl::StrictMode);
    const QString scheme = url.left(url.indexOf(u':')).toLower();
    if (!url.contains(u':') || (scheme != "http"_L1 && scheme != "https"_L1))
        return invalid(Reason::UrlScheme, field, shown);
    // Before validity: a URL whose only fault is its missing host is told so.
    const QStringView rest = QStringView(url).sliced(scheme.size() + 1);
    if (!rest.startsWith("//"_L1) || rest.size() == 2 || QStringView(u"/?#:").contains(rest[2]))
        return invalid(Reason::UrlWithoutHost, field, shown);
    if (!parsed.isValid())
        return invalid(Reason::UrlNotParsed, field, shown);
    if (parsed.host().isEmpty())
        return invalid(Reason::UrlWithoutHost, field, shown);
    if (!parsed.userInfo().isEmpty() || parsed.authority().contains(u'@'))
        return invalid(Reason::UrlWithCredentials, field, parsed.host());
    return std::nullopt;
}

QString urlWithoutCredentials(const QString &url)
{
    const QUrl parsed(url);
    if (!parsed.isValid())
        return {};
    const QString shown = parsed.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return parsed.hasQuery() ? shown + u"?…"_s : shown;
}

} // namespace tacklebox
