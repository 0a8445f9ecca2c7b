// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/signinwording.h"

#include "backend/wording.h"

#include <QCoreApplication>

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(SignInWording)
};

} // namespace

BrowserText browserCameBack(const std::optional<Error> &error)
{
    if (!error)
        return {Texts::tr("You are signed in"),
                Texts::tr("You can close this page and go back to Tacklebox.")};
    const QString next = advice(*error);
    return {Texts::tr("You are not signed in"),
            next.isEmpty() ? sentence(*error) : sentence(*error) + u' ' + next};
}

BrowserText browserNotWaitedFor()
{
    return {Texts::tr("Nobody waits for this page"),
            Texts::tr("It belongs to no sign-in that is under way. Start it again in Tacklebox.")};
}

} // namespace tacklebox::wording
