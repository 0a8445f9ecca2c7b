// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/logincommand.h"

#include "app/tackle/inputfile.h"
#include "app/tackle/interruption.h"

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// Whom nobody can sign in to is told so before anything is read.
std::optional<Error> cantSignIn(Session &session, const QString &name)
{
    if (!session.services().connections().names().contains(name))
        return Error{ErrorKind::NotFound, Reason::NoSuchConnection, {}, name, {}, {}, 0};
    const auto account = session.services().connections().account(name);
    const QList<ConnectionKind> kinds = session.services().connections().kinds();
    const bool takesPassword
        = account && std::ranges::any_of(kinds, [&account](const ConnectionKind &kind) {
              return kind.name == account->kind
                  && std::ranges::find(kind.settings, u"email"_s, &Field::key) != kind.settings.end();
          });
    if (takesPassword)
        return std::nullopt;
    return Error{ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0};
}

bool isByBrowser(Session &session, const QString &name)
{
    const auto account = session.services().connections().account(name);
    const QList<ConnectionKind> kinds = session.services().connections().kinds();
    return account && std::ranges::any_of(kinds, [&account](const ConnectionKind &kind) {
               return kind.name == account->kind && signsInByBrowser(kind, account->settings);
           });
}

void logInByBrowser(Session &session, const QString &name, const std::function<void()> &next)
{
    const auto stop = std::make_shared<std::stop_source>();
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [stop] { stop->request_stop(); });
    session.with(session.services().connections().signInByBrowser(name, stop->get_token()),
                 [&session, next](const SignInPage &page) {
                     const QString url = QString::fromLatin1(page.url.toEncoded());
                     session.output().note(Texts::tr("Open this page: %1").arg(url));
                     session.with(page.signedIn, [next](Done) { next(); });
                 });
}

} // namespace

void logIn(Session &session, const Arguments &arguments, const std::function<void()> &next)
{
    const QString name = arguments.words().first();
    session.setAccount(name);
    if (!arguments.has("password"_L1) && isByBrowser(session, name))
        return logInByBrowser(session, name, next);
    if (const auto error = cantSignIn(session, name))
        return session.finish(*error);
    const QString file = arguments.has("password"_L1) ? arguments.value("password"_L1) : u"-"_s;
    auto password = readSecret(file, u"password"_s);
    if (!password)
        return session.finish(password.error());
    session.with(session.services().connections().logIn(name, *std::move(password)),
                 [next](Done) { next(); });
}

} // namespace tacklebox::tackle
