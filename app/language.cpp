// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace tacklebox::app {

void installLanguage(QCoreApplication &application)
{
    auto *translator = new QTranslator(&application);
    // English has a catalogue too: it tells one from many.
    if (translator->load(QLocale(), u"tacklebox"_s, u"_"_s, u":/translations"_s)
        || translator->load(u":/translations/tacklebox_en.qm"_s))
        QCoreApplication::installTranslator(translator);
}

} // namespace tacklebox::app
