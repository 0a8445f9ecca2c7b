// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/certificatetext.h"

#include "models/shorttext.h"

#include <QCoreApplication>
#include <QUrl>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

struct CertificateTexts
{
    Q_DECLARE_TR_FUNCTIONS(CertificateText)
};

QString daysLeftText(int days)
{
    if (days == 0)
        return CertificateTexts::tr("under a day", "until a certificate ends");
    return days == 1 ? CertificateTexts::tr("1 day", "until a certificate ends")
                     : CertificateTexts::tr("%n days", "until a certificate ends", days);
}

QString expiredText(int days)
{
    if (days == 0)
        return CertificateTexts::tr("expired", "a certificate");
    return days == 1 ? CertificateTexts::tr("expired 1 day ago")
                     : CertificateTexts::tr("expired %n days ago", nullptr, days);
}

int wholeDays(std::chrono::milliseconds span)
{
    return int(std::chrono::floor<std::chrono::days>(span).count());
}

// What is wrong with it beside its age.
CertificateText judged(const Certificate &seen, Instant now)
{
    if (seen.trust == Trust::Untrusted)
        return {CertificateTexts::tr("not trusted", "a certificate"),
                CertificateTexts::tr("Nobody that this computer trusts vouches for it."),
                CellTone::Bad};
    if (seen.notAfter && *seen.notAfter < now)
        return {expiredText(wholeDays(now - *seen.notAfter)), {}, CellTone::Bad};
    if (seen.trust == Trust::WrongHost)
        return {CertificateTexts::tr("for another name", "a certificate"),
                CertificateTexts::tr("It is another host's: its name isn't the one of the URL."),
                CellTone::Bad};
    if (seen.trust == Trust::OutOfDate)
        return {CertificateTexts::tr("out of date", "a certificate"),
                CertificateTexts::tr("It isn't valid yet, or one that vouches for it is out of date."),
                CellTone::Bad};
    if (!seen.notAfter)
        return {CertificateTexts::tr("trusted", "a certificate"), {}, CellTone::Plain};
    const int days = wholeDays(*seen.notAfter - now);
    return {daysLeftText(days), {}, days < kCertificateSoonDays ? CellTone::Warning : CellTone::Plain};
}

// The names in it are another's words: they stand behind ours, so that no tooltip takes them for markup.
QString factsOf(const Certificate &seen, Instant now)
{
    QStringList lines;
    if (seen.notAfter)
        lines.append(
            (*seen.notAfter < now ? CertificateTexts::tr("Ended %1") : CertificateTexts::tr("Ends %1"))
                .arg(fullTimeText(*seen.notAfter)));
    lines.append(CertificateTexts::tr("Seen from this computer %1").arg(fullTimeText(seen.seenAt)));
    lines.append(CertificateTexts::tr("Issued by %1").arg(seen.issuer));
    if (!seen.subject.isEmpty())
        lines.append(CertificateTexts::tr("Issued for %1").arg(seen.subject));
    return lines.join(u'\n');
}

} // namespace

CertificateText certificateText(const QString &url, const Certificate *seen, Instant now)
{
    const QString place = certificatePlace(url);
    if (place.isEmpty()) {
        if (QUrl(url.trimmed()).scheme() != "http"_L1)
            return {};
        return {CertificateTexts::tr("no TLS"),
                CertificateTexts::tr("The URL begins with http: what is sent there can be read on the way."),
                CellTone::Soft};
    }
    if (!seen)
        return {noValue(),
                CertificateTexts::tr(
                    "Never seen: this computer has not connected to %1 yet.\nTest the URL to see it.")
                    .arg(place),
                CellTone::Soft};
    CertificateText told = judged(*seen, now);
    const QString facts = factsOf(*seen, now);
    told.tip = told.tip.isEmpty() ? facts : told.tip + u'\n' + facts;
    return told;
}

} // namespace tacklebox::models
