// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/jobreport.h"

#include "backend/wording.h"
#include "core/fleetid.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

QString milliseconds(const std::optional<Timing::Micros> &span)
{
    return span ? QString::number(double(span->count()) / 1000, 'f', 1) + u" ms"_s : u"–"_s;
}

void showHeaders(const Output &output, const Headers &headers)
{
    for (const Header &header : headers)
        output.text(u"    "_s + QString::fromLatin1(header.name) + u": "_s
                    + QString::fromLatin1(header.value));
}

void showBody(const Output &output, const QByteArray &body)
{
    if (body.isEmpty())
        return;
    const Json shown = json::body(body);
    const QString text = shown.is_string() ? QString::fromUtf8(body)
                                           : Texts::tr("(%n byte(s), no text)", nullptr, int(body.size()));
    output.text({});
    for (const QString &line : text.split(u'\n'))
        output.text(u"    "_s + line);
}

void showTiming(const Output &output, const Timing &timing)
{
    output.text(u"  dns %1, connect %2, tls %3, first byte %4, total %5"_s.arg(milliseconds(timing.dns),
                                                                               milliseconds(timing.connect),
                                                                               milliseconds(timing.tls),
                                                                               milliseconds(timing.firstByte),
                                                                               milliseconds(timing.total)));
}

} // namespace

QStringList jobHeadings()
{
    return {u"ID"_s,
            u"STATE"_s,
            u"CODE"_s,
            u"TRIES"_s,
            u"EVENT"_s,
            u"STATUS"_s,
            u"ORDER"_s,
            u"SUBSCRIBER"_s,
            u"CREATED"_s,
            u"NEXT"_s};
}

QStringList jobRow(const Job &job)
{
    const auto orDash = [](const QString &text) { return text.isEmpty() ? u"–"_s : text; };
    return {ownText(job.id),
            wording::word(job.state),
            job.statusCode ? QString::number(*job.statusCode) : u"–"_s,
            job.attempts ? QString::number(*job.attempts) : u"–"_s,
            shortened(job.eventType, 32),
            orDash(job.status),
            orDash(job.orderId),
            shortened(job.subscriberName, 32),
            shown(job.createdAt),
            shown(job.nextAttemptAt)};
}

void showAttempt(const Output &output, const Attempt &attempt)
{
    const QString code = attempt.statusCode ? u" "_s + QString::number(*attempt.statusCode) : QString();
    output.text(Texts::tr("Attempt %1 at %2: %3%4")
                    .arg(attempt.number)
                    .arg(shown(attempt.at), wording::word(attempt.outcome), code));
    if (attempt.diverted)
        output.text(u"  "_s + Texts::tr("A replay to another URL: it says nothing about the job."));
    else if (attempt.manual)
        output.text(u"  "_s + Texts::tr("A replay by hand."));
    if (!attempt.error.isEmpty())
        output.text(u"  "_s + attempt.error);
    showTiming(output, attempt.timing);
    if (attempt.tls) {
        const TlsFacts &tls = *attempt.tls;
        output.text(Texts::tr("  %1, %2, certificate of %3 until %4")
                        .arg(tls.version, tls.cipher, tls.subject, shown(tls.notAfter)));
    }
    output.text(u"  > %1 %2"_s.arg(QString::fromLatin1(attempt.request.method), attempt.request.url));
    showHeaders(output, attempt.request.headers);
    showBody(output, attempt.request.body);
    if (attempt.statusCode) {
        output.text(u"  < %1%2"_s.arg(*attempt.statusCode)
                        .arg(attempt.response.truncated ? Texts::tr(" (the body is cut)") : QString()));
        showHeaders(output, attempt.response.headers);
        showBody(output, attempt.response.body);
    }
}

void showDetail(const Output &output, const JobDetail &detail)
{
    const wording::Verdict verdict = wording::verdict(detail);
    if (!verdict.summary.isEmpty())
        output.text(verdict.summary);
    if (!verdict.advice.isEmpty())
        output.text(verdict.advice);
    output.text({});
    output.members(json::job(detail.job));
    for (const Attempt &attempt : detail.attemptLog) {
        output.text({});
        showAttempt(output, attempt);
    }
}

} // namespace tacklebox::tackle
