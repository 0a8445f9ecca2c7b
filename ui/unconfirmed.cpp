// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/unconfirmed.h"

#include "ui/connectiontext.h"

#include <QCoreApplication>
#include <QLabel>

namespace tacklebox::ui {

namespace {

struct UnconfirmedTexts
{
    Q_DECLARE_TR_FUNCTIONS(Unconfirmed)
};

} // namespace

QString unconfirmedText(const BackendInfo &info, Verb verb)
{
    if (!info.unconfirmed.testFlag(verb))
        return {};
    return UnconfirmedTexts::tr("Unconfirmed: no document of %1 describes this call. It was allowed in the "
                                "connection's settings.",
                                "connection")
        .arg(connectionTitle(info));
}

QLabel *makeUnconfirmedLabel(const BackendInfo &info, Verb verb, const QString &objectName)
{
    auto *label = new QLabel(UnconfirmedTexts::tr("unconfirmed", "beside a button"));
    label->setObjectName(objectName);
    label->setProperty("soft", true);
    label->setToolTip(unconfirmedText(info, verb));
    if (!info.unconfirmed.testFlag(verb))
        label->hide();
    return label;
}

bool isOffered(const BackendInfo &info, Verb verb)
{
    return (info.verbs | info.barred).testFlag(verb);
}

QString barredText(const BackendInfo &info, Verb verb)
{
    if (!info.barred.testFlag(verb))
        return {};
    return UnconfirmedTexts::tr(
               "No document of %1 describes this call, so it isn't made. It can be allowed in "
               "the connection's settings.",
               "connection")
        .arg(connectionTitle(info));
}

void bar(QWidget &button, const BackendInfo &info, Verb verb)
{
    const QString reason = barredText(info, verb);
    if (reason.isEmpty())
        return;
    button.setEnabled(false);
    button.setToolTip(reason);
}

} // namespace tacklebox::ui
