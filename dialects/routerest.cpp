// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/routerest.h"

#include "dialects/ratewait.h"
#include "dialects/standing.h"
#include "store/store.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr std::chrono::hours kRestsFor{24};

struct RestWord
{
    Reason reason;
    QLatin1StringView word;
};

// Stored as these words. That the API itself has no such call is known without asking.
constexpr std::array kRestWords{
    RestWord{Reason::RemoteNoRoute, "no-route"_L1},
    RestWord{Reason::RemoteRouteNotDeployed, "not-deployed"_L1},
    RestWord{Reason::RemoteServiceNotDeployed, "no-service"_L1},
};

// The same for the same place and settings, whatever else of the connection changes.
QString restSettingsOf(const Connection &connection)
{
    const QByteArray text
        = connection.baseUrl.toUtf8() + QJsonDocument(connection.settings).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

Error restingFor(Error error, std::chrono::milliseconds left)
{
    error.subject = waitText(left);
    return error;
}

} // namespace

RouteRest::RouteRest(const Parts &parts, QString route)
    : m_caller(parts.caller)
    , m_clock(parts.clock)
    , m_store(parts.store)
    , m_key(parts.key)
    , m_route(std::move(route))
    , m_loading(parts.store.read<Loaded>({}, [key = m_key, name = m_route](store::Connection &connection) {
        return store::routeAtRest(connection, key, name);
    }))
{
}

std::optional<RouteRest::Rest> RouteRest::rest() const
{
    if (m_noted || !m_loading.isFinished() || m_loading.resultCount() == 0)
        return m_noted;
    const Result<Loaded> loaded = m_loading.result();
    if (!loaded || !*loaded)
        return std::nullopt;
    const store::RouteAtRest &stored = **loaded;
    const auto *word = std::ranges::find(kRestWords, stored.reason, &RestWord::word);
    if (word == kRestWords.end())
        return std::nullopt;
    const Error error{
        ErrorKind::Unsupported, word->reason, {}, {}, {}, stored.remoteStatus, stored.httpStatus};
    return Rest{error, stored.settings, stored.until};
}

std::optional<Error> RouteRest::missing() const
{
    const std::optional<Rest> noted = rest();
    if (!noted)
        return std::nullopt;
    const auto left = noted->until - m_clock.now();
    // Longer than a day: the clock was set back meanwhile.
    const bool isResting = left > left.zero() && left <= kRestsFor;
    return isResting && noted->settings == restSettingsOf(m_caller.connection())
        ? std::optional(restingFor(noted->error, left))
        : std::nullopt;
}

Async<Done> RouteRest::loaded(QObject *context) const
{
    return m_loading.then(context, [](const Result<Loaded> &) -> Result<Done> { return Done{}; });
}

Error RouteRest::noted(const Error &error)
{
    if (!isMissingRoute(error))
        return error;
    m_noted = Rest{error, restSettingsOf(m_caller.connection()), m_clock.now() + kRestsFor};
    const auto *word = std::ranges::find(kRestWords, error.reason, &RestWord::reason);
    if (word == kRestWords.end())
        return error;
    const store::RouteAtRest rest{
        m_route, m_noted->settings, m_noted->until, word->word, error.remoteStatus, error.httpStatus};
    // Where it can't be written, the next process asks once more.
    (void)m_store.write<Done>([key = m_key, rest](store::Connection &connection) {
        return store::noteRouteAtRest(connection, key, rest);
    });
    return restingFor(error, kRestsFor);
}

} // namespace tacklebox::dialects
