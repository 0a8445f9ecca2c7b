// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/authorization.h"

#include "dialects/superoffice/vocabulary.h"

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

struct Part
{
    QLatin1StringView secret;
    QByteArrayView header;
    QByteArrayView prefix;
    QLatin1StringView unlessEmpty; // a setting without which the secret isn't needed
};

constexpr std::array kTicket{
    Part{"ticket"_L1, "Authorization", "SOTicket ", {}},
    Part{"app_token"_L1, "SO-AppToken", {}, "tenant"_L1}, // only Online asks for it
};
constexpr std::array kBearer{
    Part{"token"_L1, "Authorization", "Bearer ", {}},
};
constexpr std::array kXsrf{
    Part{"xsrf_token"_L1, "X-XSRF-TOKEN", {}, {}},
    Part{"xsrf_cookie"_L1, "Cookie", {}, {}}, // as the browser sends it, its names included
};

QString settingText(const Connection &connection, const QString &key)
{
    return settingOf(connection, connectionKind(), key).toString().trimmed();
}

Error missing(const QString &key)
{
    return invalid(Reason::SecretMissing, key);
}

Result<Headers> headersOf(const Access &access, std::span<const Part> parts)
{
    Headers headers;
    for (const Part &part : parts) {
        const QString key = part.secret;
        const QByteArray value = access.secret(key).reveal().trimmed();
        const bool isNeeded
            = part.unlessEmpty.isEmpty() || !settingText(access.connection, part.unlessEmpty).isEmpty();
        if (value.isEmpty() && isNeeded)
            return fail(missing(key));
        if (value.isEmpty())
            continue;
        const Header header{part.header.toByteArray(), part.prefix.toByteArray() + value};
        if (auto error = checkHeader(header, key))
            return fail(std::move(*error));
        headers.append(header);
    }
    return headers;
}

Result<Headers> basic(const Access &access)
{
    const QString user = settingText(access.connection, u"user"_s);
    if (user.isEmpty())
        return fail(invalid(Reason::Required, u"user"_s));
    const Secret password = access.secret(u"password"_s);
    if (password.isEmpty())
        return fail(missing(u"password"_s));
    const QByteArray pair = user.toUtf8() + ':' + password.reveal();
    return Headers{{"Authorization"_ba, "Basic " + pair.toBase64()}};
}

} // namespace

Result<Headers> authorization(const Access &access)
{
    const QString scheme = settingText(access.connection, u"auth"_s);
    if (scheme == "basic"_L1)
        return basic(access);
    if (scheme == "soticket"_L1)
        return headersOf(access, kTicket);
    if (scheme == "bearer"_L1)
        return headersOf(access, kBearer);
    if (scheme == "xsrf"_L1)
        return headersOf(access, kXsrf);
    return fail(invalid(Reason::UnknownChoice, u"auth"_s, scheme));
}

Result<Headers> displayHeaders(const Connection &connection)
{
    Headers headers;
    const auto add = [&](const QByteArray &name, const QString &key) -> std::optional<Error> {
        const Header header{name, settingText(connection, key).toUtf8()};
        if (!header.value.isEmpty())
            headers.append(header);
        return checkHeader(header, key);
    };
    const bool hasLanguage = !settingText(connection, u"language"_s).isEmpty();
    std::optional<Error> error = add("Accept-Language"_ba, u"language"_s);
    if (!error)
        error = add("SO-Language"_ba, u"language"_s);
    if (!error && hasLanguage) // alone, the server looks past it
        error = add("SO-Culture"_ba, u"culture"_s);
    if (!error)
        error = add("SO-TimeZone"_ba, u"time_zone"_s);
    return error ? Result<Headers>(fail(std::move(*error))) : Result<Headers>(std::move(headers));
}

} // namespace tacklebox::dialects::superoffice
