// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/authorization.h"

#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/signinreply.h"
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
// What a sign-in takes, beside the settings.
constexpr std::array kOAuthSecrets{"client_secret"_L1, "refresh_token"_L1};
constexpr std::array kSystemUserSecrets{"app_token"_L1, "system_token"_L1, "private_key"_L1};
constexpr std::array kXsrf{
    Part{"xsrf_token"_L1, "X-XSRF-TOKEN", {}, {}},
    Part{"xsrf_cookie"_L1, "Cookie", {}, {}}, // as the browser sends it, its names included
};

// Of no value that somebody edits: without it nobody can be signed in.
Error lacking(const QString &key, Reason reason = Reason::SecretMissing)
{
    return {ErrorKind::NotAuthorised, reason, key, {}, {}, {}, 0};
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
            return fail(lacking(key));
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
        return fail(lacking(u"user"_s, Reason::Required));
    const Secret password = access.secret(u"password"_s);
    if (password.isEmpty())
        return fail(lacking(u"password"_s));
    const QByteArray pair = user.toUtf8() + ':' + password.reveal();
    return Headers{{"Authorization"_ba, "Basic " + pair.toBase64()}};
}

// The setting and the secrets are looked at first: without them there was no sign-in, and a person has to
// know which one it is. `last` is what is at fault where all are there.
Result<Headers> afterSignIn(const Access &access, const QString &setting,
                            std::span<const QLatin1StringView> secrets, const Part &part, const Error &last)
{
    if (settingText(access.connection, setting).isEmpty())
        return fail(lacking(setting, Reason::Required));
    for (const QLatin1StringView name : secrets) {
        const QString key = name;
        if (access.secret(key).reveal().trimmed().isEmpty())
            return fail(lacking(key));
    }
    const QByteArray credential = access.token ? signedInBy(*access.token).credential.reveal() : QByteArray();
    if (credential.isEmpty())
        return fail(last);
    const Header header{part.header.toByteArray(), part.prefix.toByteArray() + credential};
    if (auto error = checkHeader(header, QString(part.secret)))
        return fail(std::move(*error));
    return Headers{header};
}

Result<Headers> systemUser(const Access &access)
{
    auto headers = afterSignIn(
        access,
        u"tenant"_s,
        kSystemUserSecrets,
        kTicket.front(),
        {ErrorKind::NotAuthorised, Reason::SecretForm, u"private_key"_s, u"RSA (PEM)"_s, {}, {}, 0});
    const auto app = headersOf(access, std::span(kTicket).subspan(1));
    if (headers && !app)
        return app;
    if (headers)
        headers->append(*app);
    return headers;
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
    if (scheme == kNegotiate)
        return Headers{}; // the client adds it
    if (scheme == kOAuth)
        return afterSignIn(
            access, u"client_id"_s, kOAuthSecrets, kBearer.front(), lacking(u"refresh_token"_s));
    if (scheme == kSystemUser)
        return systemUser(access);
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
