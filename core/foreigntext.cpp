// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/foreigntext.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr qsizetype kLongestRead = 4000;
constexpr qsizetype kLongestText = 300;

struct Mask
{
    QRegularExpression pattern;
    QString left; // what stands there instead
};

QRegularExpression anyCase(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::CaseInsensitiveOption);
}

const std::array<Mask, 7> &masks()
{
    const QString named
        = uR"(\w*(?:token|secret|passw(?:or)?d|api[_-]?key|access[_-]?key|signature|session|cookie|authori[sz]ation))"_s;
    static const std::array<Mask, 7> kMasks{{
        {anyCase(uR"(\b([a-z][a-z0-9+.-]*://)[^\s"'<>]+)"_s), u"\\1…"_s},
        // "token": "…", as in a body that is quoted, with its own quotes escaped or not.
        {anyCase(
             uR"((\\?["'])"_s + named
             + uR"(\w*\\?["']\s*(?::|=>|=)\s*)(?:\\["'][^"']*["']?|"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,;&})\]]+))"_s),
         u"\\1…"_s},
        {anyCase(uR"(\b()"_s + named + uR"(\w*=)[^\s&,;"']+)"_s), u"\\1…"_s},
        {anyCase(
             uR"(\b((?:proxy-)?authorization|(?:set-)?cookie|x-[a-z0-9-]+)\s*:\s*(?:(?:bearer|basic|digest|soticket)\s+)?(?:\S+;\s*)*\S+)"_s),
         u"\\1: …"_s},
        // A word behind it that no sentence has: with a digit, or capitals within.
        {QRegularExpression(
             uR"(\b((?i:bearer|basic|digest|soticket|negotiate))\s+(?=\S*(?:[0-9=]|[a-z][A-Z]))\S{6,})"_s),
         u"\\1 …"_s},
        {QRegularExpression(uR"(\b(?:wh[sp]k?(?:ec)?_\S+|eyJ[\w-]+\.\S+|[0-9][A-Z]:\S{8,}))"_s), u"…"_s},
        // Long, of letters and digits, and no UUID: nothing that a person would read.
        {QRegularExpression(
             uR"((?<![\w+=-])(?![0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![\w+=-])))"
             uR"((?=[\w+=-]*[0-9])(?=[\w+=-]*[A-Za-z])[\w+=-]{24,})"_s),
         u"…"_s},
    }};
    return kMasks;
}

QString shortened(QString text)
{
    if (text.size() <= kLongestText)
        return text;
    text.truncate(kLongestText - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text.trimmed() + u'…';
}

} // namespace

QString foreignText(const QString &text)
{
    QString line = text.left(kLongestRead).simplified();
    line.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
    for (const Mask &mask : masks())
        line.replace(mask.pattern, mask.left);
    return shortened(line);
}

} // namespace tacklebox
