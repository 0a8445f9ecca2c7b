// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/connectiontext.h"

#include "backend/wording.h"
#include "models/shorttext.h"
#include "ui/theme.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

using Standing = ConnectionState::Standing;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)
};

// Where the reason says more than where the account stands.
QString reasonText(Reason reason)
{
    switch (reason) {
    case Reason::RemoteRateLimited:
        return Texts::tr("asked too often");
    case Reason::RemoteTls:
    case Reason::RemoteTlsExpired:
    case Reason::RemoteTlsUntrusted:
    case Reason::RemoteTlsWrongHost:
        return Texts::tr("no secure connection");
    case Reason::KeychainLocked:
        return Texts::tr("keychain is locked");
    default:
        return {};
    }
}

QString standingText(const ConnectionState &state)
{
    const QString reason = isInTrouble(state) ? reasonText(state.why->reason) : QString();
    if (!reason.isEmpty())
        return reason;
    switch (state.standing) {
    case Standing::Checking:
        return Texts::tr("checking…");
    case Standing::NeedsSignIn:
        return Texts::tr("needs sign-in");
    case Standing::Unreachable:
        return Texts::tr("can't be reached");
    case Standing::Forbidden:
        return Texts::tr("access refused");
    case Standing::Failing:
        return Texts::tr("answers with errors");
    case Standing::Unseen:
    case Standing::Ready:
        break;
    }
    return {};
}

// The vendor's own word for where the account is, where it has one.
QString placeWord(const ConnectionKind *kind, const Connection &account)
{
    if (kind) {
        if (const auto place = placeOf(account.baseUrl, *kind))
            return place->name;
    }
    return environmentText(account.environment);
}

} // namespace

QString connectionTitle(const BackendInfo &info)
{
    return models::connectionText(info.connection);
}

bool isAccount(const BackendInfo &info)
{
    return info.connection != "local"_L1 && info.connection != kFleet;
}

QString serverName(const BackendInfo &info)
{
    return isAccount(info) ? connectionTitle(info) : QString();
}

QString ageText(const BackendInfo &info, std::optional<Instant> asOf)
{
    if (!asOf || !isAccount(info))
        return {};
    return Texts::tr("%1 gave no list now; this is what it told at %2.", "connection, time")
        .arg(serverName(info), models::timeText(asOf));
}

QString environmentText(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return Texts::tr("production");
    case Environment::Test:
        return Texts::tr("test", "environment");
    case Environment::Local:
        return Texts::tr("local", "environment");
    }
    return {};
}

QString suggestedName(const QString &vendor, Environment environment, const QStringList &taken)
{
    const QString name
        = Texts::tr("%1 %2", "connection, environment").arg(vendor, environmentText(environment));
    QString free = name;
    for (int number = 2; taken.contains(free, Qt::CaseInsensitive); ++number)
        free = Texts::tr("%1 %2", "a connection's name, a number").arg(name).arg(number);
    return free;
}

QString placeText(const BackendInfo &info)
{
    const QString environment = environmentText(info.environment);
    const QString title = connectionTitle(info);
    if (!isAccount(info) || title.contains(environment, Qt::CaseInsensitive))
        return title;
    return Texts::tr("%1 %2", "connection, environment").arg(title, environment);
}

QString standingLine(const Connections &connections, const QString &name)
{
    const auto account = connections.account(name);
    if (!account)
        return {};
    if (const QString standing = standingText(connections.state(name)); !standing.isEmpty())
        return standing;
    const QList<ConnectionKind> kinds = connections.kinds();
    const auto found = std::ranges::find(kinds, account->kind, &ConnectionKind::name);
    const ConnectionKind *kind = found == kinds.end() ? nullptr : &*found;
    QStringList facts{placeWord(kind, *account)};
    for (const Field &field : kind ? kind->settings : std::vector<Field>{}) {
        const QString value = account->settings.value(field.key).toVariant().toString();
        if (field.isRequired && !value.isEmpty())
            facts << wording::fieldLabel(field.key).toLower() + u' ' + value;
    }
    return facts.join(u" · "_s);
}

bool isInTrouble(const ConnectionState &state)
{
    return state.why && state.standing != Standing::Checking;
}

QString troubleText(const Connection &account, const ConnectionState &state)
{
    if (!isInTrouble(state))
        return {};
    return (wording::sentence(*state.why) + u' ' + wording::advice(*state.why, account)).trimmed();
}

QString troubleOfAll(const Connections &connections)
{
    QStringList told;
    const QStringList names = connections.names();
    for (const QString &name : names) {
        if (isInTrouble(connections.state(name)))
            told << Texts::tr("%1 (%2)", "connection, what is wrong")
                        .arg(name, standingLine(connections, name));
    }
    return told.isEmpty() ? QString()
                          : Texts::tr("Rows may be old or missing of %1.", "connections, commas between")
                                .arg(told.join(u", "_s));
}

QString firstInTrouble(const Connections &connections)
{
    const QStringList names = connections.names();
    const auto found = std::ranges::find_if(
        names, [&](const QString &name) { return isInTrouble(connections.state(name)); });
    return found == names.end() ? QString() : *found;
}

QString lockText(const Connections &connections, const QString &name)
{
    if (const auto left = connections.unlockedFor(name)) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*left).count();
        return Texts::tr("unlocked %1:%2 left", "minutes and seconds")
            .arg(seconds / 60)
            .arg(seconds % 60, 2, 10, '0'_L1);
    }
    return connections.isLocked(name) ? Texts::tr("locked") : QString();
}

QColor colourOf(const Theme &theme, Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return theme.tokens().bad.ink;
    case Environment::Test:
        return theme.tokens().warning.ink;
    case Environment::Local:
        break;
    }
    return theme.tokens().accent;
}

} // namespace tacklebox::ui
