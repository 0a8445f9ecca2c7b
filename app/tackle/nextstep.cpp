// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/nextstep.h"

#include "backend/wording.h"

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// A name with a blank in it is one word for a shell all the same.
QString wordOf(const QString &name)
{
    return name.contains(u' ') ? u'\'' + name + u'\'' : name;
}

// What signing in brings can't be given by hand; what it takes is given.
bool isBroughtBySignIn(const Error &error, const Connection &account)
{
    if (account.settings.value("auth"_L1) == QJsonValue(u"oauth"_s))
        return error.field != "client_secret"_L1;
    return error.field == "token"_L1 && account.settings.value("token_kind"_L1) == QJsonValue(u"session"_s);
}

QString afterSecretMissing(const Error &error, const Connection &account)
{
    const QString name = wordOf(account.name);
    if (isBroughtBySignIn(error, account))
        return Texts::tr("Sign in: tackle connections login %1").arg(name);
    return Texts::tr("Give it to this connection: tackle connections update %1 --secret %2=FILE")
        .arg(name, error.field);
}

QString afterNoSuchCall(const Connection &account, const QString &command)
{
    if (command == "connections login"_L1)
        return Texts::tr("No sign-in is needed: it uses the secrets that it was given. Whether they work is "
                         "told by: tackle connections check %1")
            .arg(wordOf(account.name));
    const bool isOfJobs = command.startsWith("jobs "_L1) || command.startsWith("replays "_L1);
    if (isOfJobs && account.kind == "superoffice"_L1)
        return Texts::tr("It keeps no list of jobs; how often a subscriber was called and failed is told by: "
                         "tackle --connection %1 subscribers usage ID")
            .arg(wordOf(account.name));
    return {};
}

} // namespace

QString nextStep(const Error &error, const std::optional<Connection> &account, const QString &command)
{
    if (error.reason == Reason::ConnectionLocked)
        return Texts::tr("Give --yes beside --connection to write all the same. Nothing was changed.");
    if (!account)
        return wording::advice(error);
    if (error.reason == Reason::SecretMissing && error.kind == ErrorKind::NotAuthorised)
        return afterSecretMissing(error, *account);
    if (error.reason == Reason::Unconfirmed)
        return Texts::tr("Allow it: tackle connections update %1 --set unconfirmed_writes=true")
            .arg(wordOf(account->name));
    if (error.reason == Reason::NotOfThisApi) {
        if (const QString step = afterNoSuchCall(*account, command); !step.isEmpty())
            return step;
    }
    return wording::advice(error, *account);
}

} // namespace tacklebox::tackle
