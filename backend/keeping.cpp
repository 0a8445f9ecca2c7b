// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/keeping.h"

#include "backend/wording.h"

#include <QCoreApplication>

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Keeping)
};

} // namespace

QString sentence(const Keeping &keeping)
{
    switch (keeping.lasts) {
    case Keeping::Lasts::ForGood:
        break;
    case Keeping::Lasts::ThisRun:
        return Texts::tr("A secret given now lasts until Tacklebox is closed, and is lost then.");
    case Keeping::Lasts::NotNow:
        return Texts::tr("The profile's secrets are locked: jobs wait, and no secret can be set.");
    }
    return {};
}

QString advice(const Keeping &keeping)
{
    if (keeping.lasts == Keeping::Lasts::ForGood)
        return {};
    const QString next = keeping.lasts == Keeping::Lasts::ThisRun
        ? Texts::tr("Unlock or install a keychain, or start Tacklebox with TACKLEBOX_MASTER_KEY_FILE naming "
                    "a file for the key; then give the secret again.")
        : Texts::tr("Unlock the keychain, or start Tacklebox with TACKLEBOX_MASTER_KEY_FILE naming the key's "
                    "file.");
    return keeping.why ? sentence(*keeping.why) + u' ' + next : next;
}

} // namespace tacklebox::wording
