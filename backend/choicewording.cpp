// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/choicewording.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

QString choiceLabel(const QString &key, const QString &choice)
{
    static const QHash<QString, const char *> labels{
        {u"auth=basic"_s, QT_TRANSLATE_NOOP("Wording", "Basic (user and password)")},
        {u"auth=soticket"_s, QT_TRANSLATE_NOOP("Wording", "SOTicket")},
        {u"auth=bearer"_s, QT_TRANSLATE_NOOP("Wording", "Bearer token")},
        {u"auth=xsrf"_s, QT_TRANSLATE_NOOP("Wording", "XSRF cookie")},
        {u"auth=oauth"_s, QT_TRANSLATE_NOOP("Wording", "OAuth (sign in in the browser)")},
        {u"auth=system_user"_s, QT_TRANSLATE_NOOP("Wording", "System user")},
        {u"auth=negotiate"_s, QT_TRANSLATE_NOOP("Wording", "Negotiate (this computer's sign-in)")},
        {u"token_kind=application"_s, QT_TRANSLATE_NOOP("Wording", "Application (the vendor gives it)")},
        {u"token_kind=session"_s, QT_TRANSLATE_NOOP("Wording", "Session (a sign-in gives it)")},
    };
    const char *label = labels.value(key + u'=' + choice);
    return label ? QCoreApplication::translate("Wording", label) : choice;
}

} // namespace tacklebox::wording
