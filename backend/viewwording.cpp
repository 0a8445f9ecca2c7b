// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Wording)
};

} // namespace

QString viewSentence(const Error &error)
{
    switch (error.reason) {
    case Reason::ViewName:
        return Texts::tr("“%1” is no name for a view: give letters, digits, dots, dashes and underscores.")
            .arg(error.subject);
    case Reason::ViewForm:
        return Texts::tr("the view isn't understood in line %1: a tag has no end there.").arg(error.subject);
    case Reason::ViewSection:
        return Texts::tr("the section “%1” in line %2 has no other end.").arg(error.subject, error.detail);
    case Reason::ViewPartial:
        return Texts::tr("line %2 asks for another view (“%1”): a view is one text.")
            .arg(error.subject, error.detail);
    case Reason::ViewTooMuch:
        return Texts::tr("the view repeats itself too often, or its sections lie too deep in each other.");
    case Reason::ViewBody:
        return Texts::tr("what the view makes of “%1” is no valid JSON: %2.")
            .arg(error.subject, error.detail);
    case Reason::ViewInUse:
        return Texts::tr("The view “%1” is used by %2.").arg(error.subject, error.detail);
    case Reason::ViewBuiltIn:
        return Texts::tr("The view “%1” comes with the program.").arg(error.subject);
    default:
        return {};
    }
}

QString viewPurpose(const QString &name)
{
    static const QHash<QString, const char *> purposes{
        {u"planomatic-v2"_s, QT_TRANSLATE_NOOP("Wording", "an order in PlanoMatic's second version")},
        {u"planomatic-v3"_s, QT_TRANSLATE_NOOP("Wording", "an order in PlanoMatic's third version")},
        {u"superoffice"_s, QT_TRANSLATE_NOOP("Wording", "SuperOffice's notification, with its headers")},
        {u"hookshot"_s, QT_TRANSLATE_NOOP("Wording", "the payload itself, with Bold Penguin's header")},
        {u"standard-webhooks"_s, QT_TRANSLATE_NOOP("Wording", "type, timestamp and data")},
        {u"cloudevents-binary"_s,
         QT_TRANSLATE_NOOP("Wording", "the payload itself, with CloudEvents' headers")},
        {u"cloudevents-structured"_s, QT_TRANSLATE_NOOP("Wording", "a CloudEvent with the payload as data")},
    };
    const char *purpose = purposes.value(name);
    return purpose ? QCoreApplication::translate("Wording", purpose) : QString();
}

} // namespace tacklebox::wording
